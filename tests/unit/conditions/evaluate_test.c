/* SPDX-License-Identifier: MIT */
#include "unit/unit.h"

#include "unit/conditions/built.h"

#include <math.h>

#define DAY MOMENT_DAY

/* One sample a day, from the first day on, at noon. */
static struct metric daily(struct arena *arena, const double *values, size_t count)
{
	struct sample *samples = arena_new_array(arena, struct sample, count);
	for (size_t i = 0; i < count; i++) {
		samples[i] = (struct sample){ (moment)i * DAY + DAY / 2, values[i] };
	}
	struct metric metric = built_gauge(samples, count);
	metric.max_age_ms = DAY + DAY / 2;
	return metric;
}

static struct built above(struct arena *arena, const struct metric *metric, double limit)
{
	struct built built = built_create(arena);
	uint32_t left = built_metric(&built, metric, AGGREGATE_LAST, 0);
	built_compare(&built, left, GREATER, built_number(&built, limit));
	return built;
}

static void the_newest_sample_counts_until_it_is_stale(void **state)
{
	struct metric metric = daily(*state, (double[]){ 1, 5 }, 2);
	struct built built = above(*state, &metric, 3);
	struct world world = built_world(DAY + DAY / 2);
	assert_int_equal(built_outcome(&built, &world, MOMENT_EVER).truth, TRUTH_TRUE);

	world.as_of = DAY;
	assert_int_equal(built_outcome(&built, &world, MOMENT_EVER).truth, TRUTH_FALSE);

	world.as_of = 3 * DAY;
	assert_int_equal(built_outcome(&built, &world, MOMENT_EVER).truth, TRUTH_TRUE);

	world.as_of = 3 * DAY + 1;
	struct outcome outcome = built_outcome(&built, &world, MOMENT_EVER);
	assert_int_equal(outcome.truth, TRUTH_UNKNOWN);
	assert_int_equal(outcome.reason, REASON_STALE);
	assert_true(outcome.unknown_since == 3 * DAY + 1);
	assert_true(outcome.first_true == DAY + DAY / 2);
	assert_true(outcome.last_end == 3 * DAY + 1);
}

static void nothing_is_known_before_the_first_sample(void **state)
{
	struct metric metric = daily(*state, (double[]){ 5 }, 1);
	struct built built = above(*state, &metric, 3);
	struct world world = built_world(DAY / 4);
	struct outcome outcome = built_outcome(&built, &world, MOMENT_EVER);
	assert_int_equal(outcome.truth, TRUTH_UNKNOWN);
	assert_int_equal(outcome.reason, REASON_CLOCK);

	world.as_of = DAY;
	struct timeline line = condition_timeline(*state, &built.condition, &world, MOMENT_EVER);
	assert_int_equal(line.len, 2);
	assert_int_equal(line.steps[0].reason, REASON_NO_SERIES);
	assert_true(line.steps[1].from == DAY / 2);
}

static void a_sample_that_is_not_a_number_is_never_compared(void **state)
{
	struct metric metric = daily(*state, (double[]){ 5, NAN }, 2);
	struct built built = above(*state, &metric, 3);
	struct world world = built_world(2 * DAY);
	struct outcome outcome = built_outcome(&built, &world, MOMENT_EVER);
	assert_int_equal(outcome.truth, TRUTH_UNKNOWN);
	assert_int_equal(outcome.reason, REASON_NAN);
}

static void what_lasts_long_enough_is_true(void **state)
{
	struct metric metric = daily(*state, (double[]){ 1, 5, 5, 5, 5, 1 }, 6);
	struct built built = above(*state, &metric, 3);
	built.condition.has_for = true;
	built.condition.for_length.ms = 2 * DAY;
	built.condition.coverage = 1;
	struct world world = built_world(5 * DAY);
	struct outcome outcome = built_outcome(&built, &world, MOMENT_EVER);
	assert_int_equal(outcome.truth, TRUTH_TRUE);
	assert_true(outcome.first_true == DAY + DAY / 2 + 2 * DAY - 1);
	assert_true(outcome.bare_since == DAY + DAY / 2);

	world.as_of = 3 * DAY;
	outcome = built_outcome(&built, &world, MOMENT_EVER);
	assert_int_equal(outcome.truth, TRUTH_FALSE);
	assert_int_equal(outcome.bare, TRUTH_TRUE);

	world.as_of = 5 * DAY + DAY / 2;
	outcome = built_outcome(&built, &world, MOMENT_EVER);
	assert_int_equal(outcome.truth, TRUTH_FALSE);
	assert_true(outcome.last_end == 5 * DAY + DAY / 2);
}

static void evidence_names_the_value_and_the_samples(void **state)
{
	struct metric metric = daily(*state, (double[]){ 1, 5, 2 }, 3);
	metric.source = (struct place){ .path = STR("telemetry/nov.csv"), .line = 12 };
	struct built built = built_create(*state);
	uint32_t left = built_metric(&built, &metric, AGGREGATE_MAX, 2 * DAY);
	built_compare(&built, left, GREATER, built_number(&built, 3));
	struct world world = built_world(3 * DAY);
	struct outcome outcome = built_outcome(&built, &world, MOMENT_EVER);
	assert_int_equal(outcome.truth, TRUTH_TRUE);
	assert_str(outcome.atoms.p[0].value, "5");
	assert_str(outcome.atoms.p[0].evidence, "2 samples up to 1970-01-03, telemetry/nov.csv:12");
	assert_str(outcome.summary, "5 (2 samples up to 1970-01-03, telemetry/nov.csv:12)");
}

static void what_is_true_does_not_depend_on_from(void **state)
{
	struct metric metric = daily(*state, (double[]){ 1, 5, 5, 5 }, 4);
	struct built built = above(*state, &metric, 3);
	built.condition.has_for = true;
	built.condition.for_length.ms = 2 * DAY;
	struct world world = built_world(4 * DAY);
	struct outcome outcome = built_outcome(&built, &world, 4 * DAY - 1000);
	assert_int_equal(outcome.truth, TRUTH_TRUE);
	assert_true(outcome.first_true == 4 * DAY - 999);
	assert_true(outcome.since == DAY + DAY / 2 + 2 * DAY - 1);
	assert_int_equal(outcome.timeline.len, 1);
	assert_false(outcome.was_clear);
	assert_true(outcome.first_clear == MOMENT_NEVER);
}

static void it_was_clear_when_it_was_false_or_clear_when_was_true(void **state)
{
	struct metric metric = daily(*state, (double[]){ 5, 2, 5, 0 }, 4);
	struct built built = above(*state, &metric, 3);
	struct world world = built_world(2 * DAY);
	struct outcome outcome = built_outcome(&built, &world, DAY);
	assert_true(outcome.was_clear);
	assert_true(outcome.first_clear == DAY + DAY / 2);

	/* 2 does not clear it, 0 does. */
	uint32_t root = built.condition.root;
	uint32_t left = built_metric(&built, &metric, AGGREGATE_LAST, 0);
	built.condition.clear = built_compare(&built, left, LESS, built_number(&built, 1));
	built.condition.root = root;
	outcome = built_outcome(&built, &world, DAY);
	assert_int_equal(outcome.truth, TRUTH_TRUE);
	assert_false(outcome.was_clear);
	world.as_of = 4 * DAY;
	outcome = built_outcome(&built, &world, DAY);
	assert_int_equal(outcome.truth, TRUTH_FALSE);
	assert_true(outcome.first_clear == 3 * DAY + DAY / 2);
	assert_true(outcome.last_end == 3 * DAY + DAY / 2);
}

static void an_assumption_is_marked_and_clears_nothing(void **state)
{
	struct metric metric = daily(*state, (double[]){ 5, NAN }, 2);
	struct built built = above(*state, &metric, 3);
	built.condition.on_missing = MISSING_FALSE;
	struct world world = built_world(2 * DAY);
	struct outcome outcome = built_outcome(&built, &world, DAY);
	assert_int_equal(outcome.truth, TRUTH_FALSE);
	assert_true(outcome.is_assumed);
	assert_false(outcome.was_clear);
	assert_true(outcome.unknown_since == DAY + DAY / 2);
	assert_int_equal(outcome.bare, TRUTH_UNKNOWN);

	world.as_of = DAY;
	assert_false(built_outcome(&built, &world, MOMENT_EVER).is_assumed);
}

static void unknown_is_counted_from_where_it_is_asked(void **state)
{
	struct metric metric = daily(*state, (double[]){ 5 }, 1);
	metric.reason = REASON_UNREADABLE;
	metric.reason_text = STR("a.csv could not be read");
	struct built built = above(*state, &metric, 3);
	struct world world = built_world(9 * DAY);
	struct outcome outcome = built_outcome(&built, &world, 4 * DAY);
	assert_true(outcome.since == MOMENT_EVER);
	assert_true(outcome.unknown_since == 4 * DAY + 1);
	assert_str(outcome.atoms.p[0].evidence, "a.csv could not be read");
}

static void the_hash_of_the_data_changes_with_them(void **state)
{
	struct metric metric = daily(*state, (double[]){ 5 }, 1);
	struct built built = above(*state, &metric, 3);
	struct world world = built_world(DAY);
	struct hash before = built_outcome(&built, &world, MOMENT_EVER).data;
	world.as_of++;
	assert_true(hash_eq(before, built_outcome(&built, &world, MOMENT_EVER).data));
	metric.content.low++;
	assert_false(hash_eq(before, built_outcome(&built, &world, MOMENT_EVER).data));
}

/* As whoever writes down what was observed asks it. */
static void a_quantity_of_a_condition_can_be_asked_for_alone(void **state)
{
	struct metric metric = daily(*state, (double[]){ 5 }, 1);
	struct built built = above(*state, &metric, 3);
	struct world world = built_world(DAY);
	struct quantity value;
	enum reason reason;
	struct condition alone = built.condition;
	alone.clear = 30;
	alone.root = 0;
	alone.term_count = 1;
	assert_true(condition_quantity(*state, &alone, &world, &value, &reason));
	assert_true(value.value == 5);
	assert_int_equal(reason, REASON_NONE);
	world.as_of = 3 * DAY;
	assert_false(condition_quantity(*state, &alone, &world, &value, &reason));
	assert_int_equal(reason, REASON_STALE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_newest_sample_counts_until_it_is_stale),
		claim(nothing_is_known_before_the_first_sample),
		claim(a_sample_that_is_not_a_number_is_never_compared),
		claim(what_lasts_long_enough_is_true),
		claim(evidence_names_the_value_and_the_samples),
		claim(what_is_true_does_not_depend_on_from),
		claim(it_was_clear_when_it_was_false_or_clear_when_was_true),
		claim(an_assumption_is_marked_and_clears_nothing),
		claim(unknown_is_counted_from_where_it_is_asked),
		claim(the_hash_of_the_data_changes_with_them),
		claim(a_quantity_of_a_condition_can_be_asked_for_alone),
	};
	return claims_run("conditions/evaluate", tests);
}
