/* SPDX-License-Identifier: MIT */
#include "sources/c/flags.h"

#include "unit/unit.h"

static void assert_words(struct arena *arena, const char *command, const char *expected)
{
	struct command_words words = { 0 };
	struct str joined = STR("");
	assert_true(command_split(&words, arena, str_of(command)));
	vec_each (const struct str, word, &words.list) {
		joined = str_fmt(arena, STR_FMT "<" STR_FMT ">", STR_ARG(joined), STR_ARG(*word));
	}
	assert_str(joined, expected);
}

static void a_command_splits_as_a_shell_splits_it(void **state)
{
	assert_words(*state, "", "");
	assert_words(*state, " \t\n", "");
	assert_words(*state, "cc  -c\ta.c", "<cc><-c><a.c>");
	assert_words(*state, "cc '-DA=\"b c\"' x", "<cc><-DA=\"b c\"><x>");
	assert_words(*state, "cc \"-DA=\\\"b\\\" \\x\"", "<cc><-DA=\"b\" \\x>");
	assert_words(*state, "cc -DA=\\\"b\\\"", "<cc><-DA=\"b\">");
	assert_words(*state, "cc a\\ b 'c'd\"e\"", "<cc><a b><cde>");
	assert_words(*state, "'' x", "<><x>");
}

static void an_open_quote_is_no_command(void **state)
{
	struct command_words words = { 0 };
	assert_false(command_split(&words, *state, STR("cc 'a")));
	assert_false(command_split(&words, *state, STR("cc \"a\\\"")));
}

static void nothing_is_expanded(void **state)
{
	assert_words(*state, "cc $(touch x) `id` $HOME *.c ; rm y | z > w",
			"<cc><$(touch><x)><`id`><$HOME><*.c><;><rm><y><|><z><>><w>");
}

struct row {
	const char *word;
	enum flag_class class;
	const char *name;
	const char *value;
	bool takes_next;
};

static const struct row rows[] = {
	{ "-Ifoo", FLAG_PATH, "-I", "foo", false },
	{ "-I", FLAG_PATH, "-I", "", true },
	{ "-isystem", FLAG_PATH, "-isystem", "", true },
	{ "-isystemfoo", FLAG_PATH, "-isystem", "foo", false },
	{ "-iquote", FLAG_PATH, "-iquote", "", true },
	{ "-idirafter", FLAG_PATH, "-idirafter", "", true },
	{ "--sysroot=/x", FLAG_PATH, "--sysroot=", "/x", false },
	{ "-DA=1", FLAG_VALUE, "-D", "A=1", false },
	{ "-U", FLAG_VALUE, "-U", "", true },
	{ "-std=c11", FLAG_VALUE, "-std=", "c11", false },
	{ "--target=arm-none-eabi", FLAG_VALUE, "--target=", "arm-none-eabi", false },
	{ "-include", FLAG_HEADER, "-include", "", true },
	{ "-imacros", FLAG_HEADER, "-imacros", "", true },
	{ "-x", FLAG_LANGUAGE, "-x", "", true },
	{ "-xc", FLAG_LANGUAGE, "-x", "c", false },
	{ "-Wp,-DA,-MD,x", FLAG_PREPROCESSOR, "-Wp,", "-DA,-MD,x", false },
	{ "-O2", FLAG_PASS, "-O2", "", false },
	{ "-pthread", FLAG_PASS, "-pthread", "", false },
	{ "-funsigned-char", FLAG_PASS, "-funsigned-char", "", false },
	{ "a.c", FLAG_INPUT, "a.c", "", false },
	{ "-", FLAG_INPUT, "-", "", false },
	{ "-o", FLAG_DROP_PAIR, "-o", "", true },
	{ "-oa.o", FLAG_DROP, "-oa.o", "", false },
	{ "-Wall", FLAG_DROP, "-Wall", "", false },
	/* What could run, load or write something. */
	{ "@flags.rsp", FLAG_RESPONSE, "@flags.rsp", "", false },
	{ "-fplugin=x.so", FLAG_DROP, "-fplugin=x.so", "", false },
	{ "-fplugin-arg-x-y", FLAG_DROP, "-fplugin-arg-x-y", "", false },
	{ "-fpass-plugin=x.so", FLAG_DROP, "-fpass-plugin=x.so", "", false },
	{ "-load", FLAG_DROP_PAIR, "-load", "", true },
	{ "-Xclang", FLAG_DROP_PAIR, "-Xclang", "", true },
	{ "-mllvm", FLAG_DROP_PAIR, "-mllvm", "", true },
	{ "-B", FLAG_DROP_PAIR, "-B", "", true },
	{ "-B/tmp", FLAG_DROP, "-B/tmp", "", false },
	{ "--config", FLAG_DROP_PAIR, "--config", "", true },
	{ "--config=x", FLAG_DROP, "--config=x", "", false },
	{ "-ivfsoverlay", FLAG_DROP_PAIR, "-ivfsoverlay", "", true },
	{ "-ivfsoverlayx", FLAG_DROP, "-ivfsoverlayx", "", false },
	{ "-include-pch", FLAG_DROP_PAIR, "-include-pch", "", true },
	{ "-save-temps", FLAG_DROP, "-save-temps", "", false },
	{ "-MD", FLAG_DROP, "-MD", "", false },
	{ "-MFx.d", FLAG_DROP, "-MFx.d", "", false },
	{ "-ftime-trace", FLAG_DROP, "-ftime-trace", "", false },
	{ "-fmodules", FLAG_DROP, "-fmodules", "", false },
	{ "-fmodule-map-file=x", FLAG_DROP, "-fmodule-map-file=x", "", false },
	{ "-fsanitize=fuzzer", FLAG_DROP, "-fsanitize=fuzzer", "", false },
	{ "-Wl,-z,now", FLAG_DROP, "-Wl,-z,now", "", false },
	{ "-specs=x", FLAG_DROP, "-specs=x", "", false },
	{ "-O2x", FLAG_DROP, "-O2x", "", false },
};

static void flags_pass_by_name_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct flag flag = flag_of(str_of(rows[i].word));
		if (flag.class != rows[i].class || flag.takes_next != rows[i].takes_next) {
			fail_msg("'%s' is of class %d", rows[i].word, (int)flag.class);
		}
		assert_str(flag.name, rows[i].name);
		assert_str(flag.value, rows[i].value);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_command_splits_as_a_shell_splits_it),
		claim(an_open_quote_is_no_command),
		claim(nothing_is_expanded),
		claim(flags_pass_by_name_alone),
	};
	return claims_run("sources/c/flags", tests);
}
