/* SPDX-License-Identifier: MIT */
#include "sources/text/mention.h"

#include "unit/unit.h"

static const struct str words[] = { STR_INIT("ADR-"), STR_INIT("doc/adr/") };
static const struct text_marks both = { words, 2 };

/* The mentions of a text: "ADR-1@2:5 ADR-7@9:1 ". */
static struct str mentions(struct arena *arena, const char *bytes)
{
	struct text_file file = { 0 };
	struct arena *scratch = arena_create();
	struct str all = STR("");
	mentions_scan(&file, str_dup(arena, str_of(bytes)), &both, arena, scratch);
	vec_each (const struct text_name, name, &file.mentions) {
		all = str_fmt(arena, STR_FMT STR_FMT "@%u:%u ", STR_ARG(all), STR_ARG(name->name),
				name->line, name->column);
	}
	arena_destroy(scratch);
	return all;
}

static void comments_of_both_kinds_are_read(void **state)
{
	assert_str(mentions(*state, "/* ADR-12 and\n"
				    " * ADR-0007, see doc/adr/0003-events.md */ int a; // ADR-9\n"
				    "// (ADR-10) \\\n"
				    "   ADR-11\n"),
			"ADR-12@1:4 ADR-0007@2:4 doc/adr/0003@2:18 ADR-9@2:54 ADR-10@3:5 ADR-11@4:4 ");
}

static void strings_and_code_are_not(void **state)
{
	assert_str(mentions(*state, "char *a = \"/* ADR-1 */\"; int b = ADR-2;\n"
				    "char c = '\"'; /* ADR-3 */\n"
				    "char *d = \"\\\" // ADR-4\";\n"
				    "#include <doc/adr/5>\n"
				    "int e = 1'000; // ADR-6\n"),
			"ADR-3@2:18 ADR-6@5:19 ");
}

static void only_whole_names_are_mentions(void **state)
{
	assert_str(mentions(*state,
				   "/* QUADR-1 ADR-x ADR- ADR-2a X-ADR-3 other/doc/adr/4 doc/adr/x\n"
				   "   ADR-123456789012345678901 ADR-12345678901234567890 (ADR-5)*/\n"
				   "/* \xe2\x80\x9c"
				   "ADR-6\xe2\x80\x9d */"),
			"ADR-12345678901234567890@2:30 ADR-5@2:56 ADR-6@3:7 ");
}

static void a_text_that_ends_in_a_mention_is_read_to_its_end(void **state)
{
	assert_str(mentions(*state, "// ADR-1"), "ADR-1@1:4 ");
	assert_str(mentions(*state, "/* ADR-1"), "ADR-1@1:4 ");
	assert_str(mentions(*state, "// ADR-"), "");
	assert_str(mentions(*state, "// ADR"), "");
	assert_str(mentions(*state, "\"ADR-1"), "");
	assert_str(mentions(*state, ""), "");
}

static void marks_come_from_the_configuration(void **state)
{
	struct text dirs[] = { { .s = STR("adr") }, { .s = STR(".") } };
	struct config_decisions decisions = {
		.dirs = { .p = dirs, .len = 2, .is_set = true },
	};
	struct text_marks marks = text_marks_of(*state, &decisions);
	assert_int_equal(marks.len, 2);
	assert_str(marks.p[0], "ADR-");
	assert_str(marks.p[1], "adr/");
	/* An id that begins with its number names nothing that can be told from other numbers. */
	decisions.id.s = STR("{number}");
	assert_int_equal(text_marks_of(*state, &decisions).len, 1);
	decisions.dirs.is_set = false;
	assert_int_equal(text_marks_of(*state, &decisions).len, 0);
}

static void many_mentions_take_time_in_proportion(void **state)
{
	struct arena *arena = *state;
	size_t count = 200000;
	char *bytes = arena_alloc(arena, count * 10 + 1);
	for (size_t i = 0; i < count; i++) {
		memcpy(bytes + i * 10, i % 2 ? "/* ADR-1*/" : "\" ADR-1*/\n", 10);
	}
	struct text_file file = { 0 };
	struct arena *scratch = arena_create();
	double begin = unit_seconds();
	mentions_scan(&file, (struct str){ bytes, count * 10 }, &both, arena, scratch);
	assert_true(unit_seconds() - begin < 1);
	assert_int_equal(file.mentions.len, count / 2);
	arena_destroy(scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(comments_of_both_kinds_are_read),
		claim(strings_and_code_are_not),
		claim(only_whole_names_are_mentions),
		claim(a_text_that_ends_in_a_mention_is_read_to_its_end),
		claim(marks_come_from_the_configuration),
		claim(many_mentions_take_time_in_proportion),
	};
	return claims_run("sources/text/mention", tests);
}
