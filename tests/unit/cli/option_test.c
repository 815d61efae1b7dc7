/* SPDX-License-Identifier: MIT */
#include "cli/option.h"

#include "base/calendar.h"
#include "base/err.h"

#include "unit/unit.h"

struct settings {
	bool quiet;
	bool all;
	struct str output;
	struct texts rules;
	unsigned format;
	uint64_t jobs;
	uint64_t size;
	int64_t as_of;
	struct duration within;
};

#define AT(member) offsetof(struct settings, member)

static const char *const formats[] = { "text", "json", "sarif", NULL };

static const struct option list[] = {
	{ .name = "quiet", .letter = 'q', .type = OPTION_FLAG, .offset = AT(quiet) },
	{ .name = "all", .letter = 'a', .type = OPTION_FLAG, .offset = AT(all) },
	{ .name = "output",
			.letter = 'o',
			.type = OPTION_TEXT,
			.offset = AT(output),
			.metavar = "FILE" },
	{ .name = "rule", .type = OPTION_TEXTS, .offset = AT(rules), .metavar = "ID" },
	{ .name = "format",
			.type = OPTION_CHOICE,
			.offset = AT(format),
			.metavar = "FORMAT",
			.words = formats },
};
static const struct option numbers[] = {
	{ .name = "jobs",
			.letter = 'j',
			.type = OPTION_COUNT,
			.offset = AT(jobs),
			.metavar = "N",
			.least = 1,
			.most = 64 },
	{ .name = "size",
			.type = OPTION_BYTES,
			.offset = AT(size),
			.metavar = "BYTES",
			.least = 1024,
			.most = 1 << 30 },
	{ .name = "as-of", .type = OPTION_MOMENT, .offset = AT(as_of), .metavar = "DAY" },
	{ .name = "within", .type = OPTION_DURATION, .offset = AT(within), .metavar = "DURATION" },
};
static const struct option_table first = { "Options", list, COUNT_OF(list) };
static const struct option_table second = { "Numbers", numbers, COUNT_OF(numbers) };
static const struct option_table *const tables[] = { &first, &second, NULL };

struct parsed {
	struct settings settings;
	struct texts operands;
	struct err err;
	bool is_good;
};

/* Splits a line at blanks, which is all that these tests need of a shell. */
static struct parsed parse(struct arena *arena, const char *line)
{
	struct parsed parsed = { 0 };
	char *argv[16];
	int argc = 0;
	struct str rest = str_of(line);
	struct str word;

	while (argc < 16 && str_split(&rest, ' ', &word)) {
		argv[argc++] = arena_copy(arena, str_dup(arena, word).p, word.len + 1);
	}
	parsed.is_good = options_parse(
			tables, arena, argc, argv, &parsed.settings, &parsed.operands, &parsed.err);
	return parsed;
}

static void assert_refused(struct arena *arena, const char *line, const char *message)
{
	struct parsed parsed = parse(arena, line);
	assert_false(parsed.is_good);
	assert_string_equal(parsed.err.text, message);
}

static void a_value_is_attached_or_follows(void **state)
{
	static const char *const lines[] = { "-j4 --output=x", "-j 4 --output x", "--jobs=4 -ox",
		"--jobs 4 -o x" };
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct parsed parsed = parse(*state, lines[i]);
		assert_true(parsed.is_good);
		assert_int_equal(parsed.settings.jobs, 4);
		assert_str(parsed.settings.output, "x");
		assert_int_equal(parsed.operands.len, 0);
	}
}

static void a_value_may_hold_an_equals_sign_or_be_empty(void **state)
{
	assert_str(parse(*state, "--output=a=b").settings.output, "a=b");
	struct parsed parsed = parse(*state, "--output= x");
	assert_str(parsed.settings.output, "");
	assert_str(parsed.operands.p[0], "x");
}

static void flags_stand_together(void **state)
{
	struct parsed parsed = parse(*state, "-qaj4");
	assert_true(parsed.is_good);
	assert_true(parsed.settings.quiet);
	assert_true(parsed.settings.all);
	assert_int_equal(parsed.settings.jobs, 4);
}

static void repeated_texts_add_up_and_the_last_single_counts(void **state)
{
	struct parsed parsed = parse(*state, "--rule a --output x --rule=b --output y");
	assert_int_equal(parsed.settings.rules.len, 2);
	assert_str(parsed.settings.rules.p[0], "a");
	assert_str(parsed.settings.rules.p[1], "b");
	assert_str(parsed.settings.output, "y");
}

static void operands_stand_anywhere(void **state)
{
	struct parsed parsed = parse(*state, "a -q - -- --all -j");
	assert_true(parsed.is_good);
	assert_false(parsed.settings.all);
	assert_int_equal(parsed.operands.len, 4);
	assert_str(parsed.operands.p[0], "a");
	assert_str(parsed.operands.p[1], "-");
	assert_str(parsed.operands.p[2], "--all");
	assert_str(parsed.operands.p[3], "-j");
}

static void an_unknown_option_is_refused_with_the_nearest(void **state)
{
	assert_refused(*state, "--quite", "unknown option '--quite', did you mean '--quiet'?");
	assert_refused(*state, "--frobnicate", "unknown option '--frobnicate'");
	assert_refused(*state, "-x", "unknown option '-x'");
	assert_refused(*state, "-qx", "unknown option '-x'");
}

static void a_missing_or_needless_value_is_refused(void **state)
{
	assert_refused(*state, "--jobs", "'--jobs' needs a value: --jobs N");
	assert_refused(*state, "-q -o", "'-o' needs a value: -o FILE");
	assert_refused(*state, "--quiet=yes", "'--quiet' takes no value");
}

static void a_word_out_of_the_set_is_refused_with_the_nearest(void **state)
{
	assert_int_equal(parse(*state, "--format sarif").settings.format, 2);
	assert_refused(*state, "--format jsn", "'--format' cannot be 'jsn', did you mean 'json'?");
	assert_refused(*state, "--format=pie-chart",
			"'--format' cannot be 'pie-chart': it is one of text, json, sarif");
}

static void numbers_keep_their_bounds(void **state)
{
	assert_int_equal(parse(*state, "-j64").settings.jobs, 64);
	assert_refused(*state, "-j0", "'-j' cannot be '0': it is a number between 1 and 64");
	assert_refused(*state, "-j65", "'-j' cannot be '65': it is a number between 1 and 64");
	assert_refused(*state, "-jx", "'-j' cannot be 'x': it is a number between 1 and 64");
	assert_refused(*state, "--jobs=-1",
			"'--jobs' cannot be '-1': it is a number between 1 and 64");
}

static void bytes_have_units(void **state)
{
	assert_int_equal(parse(*state, "--size 2048").settings.size, 2048);
	assert_int_equal(parse(*state, "--size 64K").settings.size, 65536);
	assert_int_equal(parse(*state, "--size=1G").settings.size, 1 << 30);
	assert_false(parse(*state, "--size 1").is_good);
	assert_false(parse(*state, "--size 20000000T").is_good);
	assert_false(parse(*state, "--size K").is_good);
}

static void a_day_means_its_end(void **state)
{
	assert_int_equal(parse(*state, "--as-of 1970-01-01").settings.as_of, 86399);
	assert_int_equal(parse(*state, "--as-of 1970-01-01T00:01:00Z").settings.as_of, 60);
	assert_false(parse(*state, "--as-of yesterday").is_good);
}

static void a_duration_has_a_unit_and_is_never_zero(void **state)
{
	assert_false(duration_is_set(parse(*state, "--quiet").settings.within));
	assert_int_equal(parse(*state, "--within 2d").settings.within.ms, 2 * MOMENT_DAY);
	assert_int_equal(parse(*state, "--within=1q").settings.within.months, 3);
	assert_refused(*state, "--within 0d",
			"'--within' cannot be '0d': it is a duration such as 30d, 2w or 1q");
	assert_false(parse(*state, "--within soon").is_good);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_value_is_attached_or_follows),
		claim(a_value_may_hold_an_equals_sign_or_be_empty),
		claim(flags_stand_together),
		claim(repeated_texts_add_up_and_the_last_single_counts),
		claim(operands_stand_anywhere),
		claim(an_unknown_option_is_refused_with_the_nearest),
		claim(a_missing_or_needless_value_is_refused),
		claim(a_word_out_of_the_set_is_refused_with_the_nearest),
		claim(numbers_keep_their_bounds),
		claim(bytes_have_units),
		claim(a_day_means_its_end),
		claim(a_duration_has_a_unit_and_is_never_zero),
	};
	return claims_run("cli/option", tests);
}
