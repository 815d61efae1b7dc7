/* SPDX-License-Identifier: MIT */
#include "gates/price.h"

#include "base/buf.h"

#include "unit/problem_text.h"
#include "unit/unit.h"

static struct trend read_all(struct arena *arena, const char *text, const char *expected)
{
	struct trend trend;
	struct problems problems;
	problems_init(&problems, arena);
	bool is_good = trend_read(&trend, arena, STR("t"), str_of(text), &problems);
	assert_int_equal(is_good, !*expected);
	assert_str(problem_text(arena, &problems), expected);
	return trend;
}

static void what_is_written_is_read_again(void **state)
{
	struct arena *arena = *state;
	struct trend_entry entry = {
		.gate = STR("release"),
		.as_of = INT64_C(1795266000) * MOMENT_SECOND,
		.verdict = VERDICT_FAIL,
		.seconds = 1.25,
		.release = STR("2026.11.2 \"quoted\""),
	};
	struct buf out = { 0 };
	*vec_add(&entry.caught, arena) = (struct trend_caught){ STR("layering"), 2 };
	trend_write(&entry, &out);
	buf_add_char(&out, '\0');
	struct trend trend = read_all(arena, str_dup(arena, buf_str(&out)).p, "");
	buf_finish(&out);
	assert_int_equal(trend.list.len, 1);
	const struct trend_entry *again = &trend.list.p[0];
	assert_str(again->gate, "release");
	assert_true(again->as_of == entry.as_of);
	assert_int_equal(again->verdict, VERDICT_FAIL);
	assert_true(again->seconds == 1.25);
	assert_str(again->release, "2026.11.2 \"quoted\"");
	assert_int_equal(again->commit.len, 0);
	assert_int_equal(again->caught.len, 1);
	assert_str(again->caught.p[0].rule, "layering");
	assert_true(again->caught.p[0].count == 2);
}

static void a_damaged_line_is_named(void **state)
{
	read_all(*state,
			"{\"version\":1,\"gate\":\"g\",\"as_of\":\"2026-11-21T12:00:00Z\","
			"\"verdict\":\"pass\",\"caught\":{\"a\":-1},\"seconds\":1}\n",
			"t:1:87+2: 'a' caught no number of findings\n");
	read_all(*state,
			"{\"version\":2,\"gate\":\"g\",\"as_of\":\"2026-11-21T12:00:00Z\","
			"\"verdict\":\"pass\",\"caught\":{},\"seconds\":1}\n",
			"t:1:12+1: version 2 is not one that this lintel reads | a later lintel wrote "
			"it\n");
	read_all(*state, "{\"version\":1}",
			"t:1:0+0: the last line of 't' was cut off | take the last line out: it is not "
			"whole\n");
}

/* So many runs of a gate, one an hour, of 1, 2, 3 … seconds, each of release r1. */
static struct trend runs(struct arena *arena, size_t count, enum verdict_word last)
{
	struct trend trend = { 0 };
	for (size_t i = 0; i < count; i++) {
		struct trend_entry *entry = vec_add(&trend.list, arena);
		*entry = (struct trend_entry){
			.gate = STR("pull-request"),
			.as_of = (moment)i * 3600 * MOMENT_SECOND,
			.verdict = i + 1 < count ? VERDICT_FAIL : last,
			.seconds = (double)i + 1,
			.release = STR("r1"),
		};
		*vec_add(&entry->caught, arena) = (struct trend_caught){ STR("rare"), 1 };
		if (i > 0) {
			*vec_add(&entry->caught, arena) = (struct trend_caught){ STR("x"), 3 };
			*vec_add(&entry->caught, arena) = (struct trend_caught){ STR("a"), 1 };
		}
	}
	return trend;
}

static void a_handful_of_runs_is_no_price(void **state)
{
	struct gate_price price;
	struct trend trend = runs(*state, PRICE_RUNS_LEAST - 1, VERDICT_PASS);
	gate_price_make(&price, *state, &built_in_gates[0], &trend, NULL, MOMENT_NEVER);
	assert_false(price.is_known);
	trend = runs(*state, PRICE_RUNS_LEAST, VERDICT_PASS);
	gate_price_make(&price, *state, &built_in_gates[0], &trend, NULL, MOMENT_NEVER);
	assert_true(price.is_known);
	gate_price_make(&price, *state, &built_in_gates[0], &trend, NULL, 0);
	assert_int_equal(price.runs, 1);
	gate_price_make(&price, *state, &built_in_gates[1], &trend, NULL, MOMENT_NEVER);
	assert_int_equal(price.runs, 0);
}

static void times_and_what_was_caught_are_summed(void **state)
{
	struct gate_price price;
	struct trend trend = runs(*state, 10, VERDICT_PASS);
	gate_price_make(&price, *state, &built_in_gates[0], &trend, NULL, MOMENT_NEVER);
	assert_int_equal(price.failed, 9);
	assert_true(price.median == 5 && price.p90 == 9 && price.sum == 55);
	assert_int_equal(price.caught.len, 3);
	assert_str(price.caught.p[0].rule, "rare");
	assert_str(price.caught.p[1].rule, "a");
	assert_str(price.caught.p[2].rule, "x");
	assert_int_equal(price.caught.p[2].runs, 9);
	assert_true(price.caught.p[2].findings == 27);
}

static void a_release_passed_if_its_last_run_did(void **state)
{
	struct gate_price price;
	struct trend trend = runs(*state, 6, VERDICT_WARN);
	gate_price_make(&price, *state, &built_in_gates[0], &trend, NULL, MOMENT_NEVER);
	assert_int_equal(price.passed_releases, 1);
	trend = runs(*state, 6, VERDICT_FAIL);
	gate_price_make(&price, *state, &built_in_gates[0], &trend, NULL, MOMENT_NEVER);
	assert_int_equal(price.passed_releases, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(what_is_written_is_read_again),
		claim(a_damaged_line_is_named),
		claim(a_handful_of_runs_is_no_price),
		claim(times_and_what_was_caught_are_summed),
		claim(a_release_passed_if_its_last_run_did),
	};
	return claims_run("gates/trend", tests);
}
