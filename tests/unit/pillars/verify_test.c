/* SPDX-License-Identifier: MIT */
#include "pillars/assessment.h"

#include "base/problem.h"
#include "unit/unit.h"

static struct score_point points[] = { { 5, 1 }, { 15, 0.5 }, { 60, 0 } };

static double score_of(enum scoring_method method, double value)
{
	const struct scoring scoring = { .method = method, .points = points, .point_count = 3 };

	return scoring_score(&scoring, value);
}

static void a_curve_is_straight_between_points(void **state)
{
	(void)state;
	assert_true(score_of(SCORE_CURVE, 0) == 1);
	assert_true(score_of(SCORE_CURVE, 5) == 1);
	assert_true(score_of(SCORE_CURVE, 10) == 0.75);
	assert_true(score_of(SCORE_CURVE, 15) == 0.5);
	assert_true(score_of(SCORE_CURVE, 60) == 0);
	assert_true(score_of(SCORE_CURVE, 1e300) == 0);
}

static void a_bucket_begins_at_its_point(void **state)
{
	(void)state;
	assert_true(score_of(SCORE_BUCKET, 0) == 1);
	assert_true(score_of(SCORE_BUCKET, 14.9) == 1);
	assert_true(score_of(SCORE_BUCKET, 15) == 0.5);
	assert_true(score_of(SCORE_BUCKET, 61) == 0);
}

static void shares_stay_between_none_and_all(void **state)
{
	(void)state;
	assert_true(score_of(SCORE_PERCENT, 0.4) == 0.4);
	assert_true(score_of(SCORE_PERCENT, 1.2) == 1);
	assert_true(score_of(SCORE_PERCENT, -1) == 0);
	assert_true(score_of(SCORE_BINARY, 1) == 1);
	assert_true(score_of(SCORE_BINARY, 0) == 0);
}

/* What a piece of evidence comes to without metrics, code or anything else. */
static struct verification looked_at(
		struct arena *arena, const char *of, enum scoring_method method, const char *fact)
{
	static const struct stored_value given[] = { { STR_INIT("exceptions(a)"), 3 },
		{ STR_INIT("exceptions(b)"), 4 } };
	static const struct world world = {
		.subject = SUBJECT_NONE, .given = given, .given_count = COUNT_OF(given)
	};
	const struct condition_names names = { .is_general = true };
	struct scoring scoring = { .method = method,
		.of = str_of(of),
		.unit = unit_bare,
		.points = points,
		.point_count = 3,
		.fact = str_of(fact) };
	struct problems problems;
	struct verification verification;
	const struct condition *condition;

	problems_init(&problems, arena);
	condition = method == SCORE_BINARY
				    ? condition_parse(arena, scoring.of, (struct place){ 0 },
						      &names, &problems)
				    : condition_parse_quantity(arena, scoring.of,
						      (struct place){ 0 }, &names, &problems);
	assert_non_null(condition);
	verify(&verification, arena, &scoring, condition, &world);
	return verification;
}

static void a_count_by_a_count_is_a_share(void **state)
{
	struct verification share = looked_at(*state, "exceptions(a) / exceptions(b)",
			SCORE_PERCENT, "{value} of them, {value}");

	assert_int_equal(share.state, MEASUREMENT_FRESH);
	assert_true(share.score == 0.75);
	assert_str(share.fact, "75 % of them, 75 %");
}

static void a_bare_number_is_no_share(void **state)
{
	struct verification number = looked_at(*state, "exceptions(a)", SCORE_PERCENT, "");

	assert_int_equal(number.state, MEASUREMENT_MISSING);
	assert_int_equal(number.reason, REASON_UNIT);
}

static void another_unit_is_missing(void **state)
{
	struct verification time = looked_at(*state, "exceptions(a) * 1 min", SCORE_CURVE, "");

	assert_int_equal(time.state, MEASUREMENT_MISSING);
	assert_int_equal(time.reason, REASON_UNIT);
}

static void what_nobody_declared_is_missing_and_says_so(void **state)
{
	struct verification nothing =
			looked_at(*state, "metric(gone, last)", SCORE_CURVE, "it is {value}");

	assert_int_equal(nothing.state, MEASUREMENT_MISSING);
	assert_true(str_starts(nothing.fact, STR("metric(gone, last) is unknown (")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_curve_is_straight_between_points),
		claim(a_bucket_begins_at_its_point),
		claim(shares_stay_between_none_and_all),
		claim(a_count_by_a_count_is_a_share),
		claim(a_bare_number_is_no_share),
		claim(another_unit_is_missing),
		claim(what_nobody_declared_is_missing_and_says_so),
	};
	return claims_run("pillars/verify", tests);
}
