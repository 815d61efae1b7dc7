/* SPDX-License-Identifier: MIT */
#include "unit/unit.h"

#include "unit/conditions/golden.h"

static const struct condition *parsed(const struct golden *golden, const char *text)
{
	struct problems problems;
	struct condition_names names = {
		.metrics = &golden->metrics, .decisions = &golden->decisions, .code = &golden->code
	};
	problems_init(&problems, golden->arena);
	const struct condition *condition = condition_parse(golden->arena, str_of(text),
			(struct place){ .path = STR("adr/0007.md"), .line = 31 }, &names,
			&problems);
	vec_each (const struct problem, problem, &problems.list) {
		print_error("%s: " STR_FMT "\n", text, STR_ARG(problem->text));
	}
	return condition;
}

static bool is_same(const char *text, const char *what, struct str actual, const char *expected)
{
	if (!expected || str_eq(actual, str_of(expected))) {
		return true;
	}
	print_error("%s: the %s is '" STR_FMT "', not '%s'\n", text, what, STR_ARG(actual),
			expected);
	return false;
}

struct expected {
	const char *as_of;
	const char *text;
	enum truth truth;
	const char *reason;
	const char *value;
};

static bool is_as_expected(struct golden *golden, const struct expected *row)
{
	int64_t seconds;
	struct outcome outcome;
	struct world world = golden->world;
	const struct condition *condition = parsed(golden, row->text);
	if (!condition) {
		return false;
	}
	if (row->as_of && date_read_moment(str_of(row->as_of), &seconds)) {
		world.as_of = seconds * MOMENT_SECOND;
	}
	condition_evaluate(&outcome, golden->arena, condition, &world, MOMENT_EVER);
	return is_same(row->text, "truth", str_of(truth_words[outcome.truth]),
			       truth_words[row->truth])
	       & is_same(row->text, "reason", str_of(reason_words[outcome.reason]), row->reason)
	       & is_same(row->text, "value", outcome.atoms.p[0].value, row->value);
}

static void conditions_come_to_what_reason_says(void **state)
{
	static const struct expected rows[] = {
#define NOW(text, truth, reason, value) { NULL, text, TRUTH_##truth, reason, value },
#define ON(as_of, text, truth, reason, value) { as_of, text, TRUTH_##truth, reason, value },
#define FIRST(text, moment)
#define SUMMARY(text, summary)
#include "unit/conditions/evaluations.def"
#undef NOW
#undef ON
#undef FIRST
#undef SUMMARY
	};
	struct golden *golden = golden_create(*state);
	size_t wrong = 0;
	assert_true(COUNT_OF(rows) >= 200);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		wrong += !is_as_expected(golden, &rows[i]);
	}
	assert_int_equal(wrong, 0);
}

#define NOW(text, truth, reason, value)
#define ON(as_of, text, truth, reason, value)

static void the_moment_when_it_was_first_true_is_found(void **state)
{
	static const char *const rows[][2] = {
#define FIRST(text, moment) { text, moment },
#define SUMMARY(text, summary)
#include "unit/conditions/evaluations.def"
#undef FIRST
#undef SUMMARY
	};
	struct golden *golden = golden_create(*state);
	size_t wrong = 0;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char first[DATE_MOMENT_SIZE] = "";
		struct outcome outcome;
		const struct condition *condition = parsed(golden, rows[i][0]);
		assert_non_null(condition);
		condition_evaluate(&outcome, golden->arena, condition, &golden->world, MOMENT_EVER);
		if (outcome.first_true != MOMENT_NEVER) {
			date_write_moment(outcome.first_true / MOMENT_SECOND, first);
		}
		wrong += !is_same(rows[i][0], "first moment", str_of(first), rows[i][1]);
	}
	assert_int_equal(wrong, 0);
}

static void a_summary_says_value_and_evidence(void **state)
{
	static const char *const rows[][2] = {
#define FIRST(text, moment)
#define SUMMARY(text, summary) { text, summary },
#include "unit/conditions/evaluations.def"
#undef FIRST
#undef SUMMARY
	};
	struct golden *golden = golden_create(*state);
	size_t wrong = 0;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct outcome outcome;
		const struct condition *condition = parsed(golden, rows[i][0]);
		assert_non_null(condition);
		condition_evaluate(&outcome, golden->arena, condition, &golden->world, MOMENT_EVER);
		wrong += !is_same(rows[i][0], "summary", outcome.summary, rows[i][1]);
	}
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(conditions_come_to_what_reason_says),
		claim(the_moment_when_it_was_first_true_is_found),
		claim(a_summary_says_value_and_evidence),
	};
	return claims_run("conditions/golden", tests);
}
