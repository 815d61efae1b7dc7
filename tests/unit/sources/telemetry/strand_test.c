/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/strand.h"

#include "unit/unit.h"

#include <math.h>

/* "1=2.5 3=4": moments and values; with bounds, the counts behind each. */
static struct str strand_text(struct arena *arena, const struct strand *strand)
{
	struct buf out;
	buf_init(&out);
	for (size_t i = 0; i < strand->len; i++) {
		buf_fmt(&out, "%s%lld=", i ? " " : "", (long long)strand->samples[i].at);
		number_write(strand->samples[i].value, &out);
		for (size_t k = 0; k < strand->bound_count; k++) {
			buf_add_cstr(&out, k ? "," : "[");
			number_write(strand->counts[i * strand->bound_count + k], &out);
		}
		buf_add_cstr(&out, strand->bound_count ? "]" : "");
	}
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

#define STRAND(...) \
	{ .samples = (const struct sample[]){ __VA_ARGS__ }, \
		.len = sizeof((const struct sample[]){ __VA_ARGS__ }) / sizeof(struct sample) }

static void merged_strands_have_each_moment_once(void **state)
{
	const struct strand a = STRAND({ 1, 10 }, { 3, 30 }, { 4, (double)NAN });
	const struct strand b = STRAND({ 2, 20 }, { 3, 31 }, { 4, (double)NAN }, { 5, 50 });
	size_t repeated = 0;

	struct strand merged = strand_merge(*state, &a, &b, &repeated);
	assert_str(strand_text(*state, &merged), "1=10 2=20 3=30 4=NaN 5=50");
	assert_int_equal(repeated, 1);
}

static void only_complete_moments_are_aggregated(void **state)
{
	const struct strand strands[] = {
		STRAND({ 1, 1 }, { 2, 2 }, { 3, 3 }, { 5, 5 }),
		STRAND({ 2, 20 }, { 3, 30 }),
		STRAND({ 1, 100 }, { 3, 300 }, { 4, 400 }, { 5, 500 }),
	};

	static const struct {
		enum config_aggregation agg;
		const char *expected;
	} cases[] = {
		{ AGG_SUM, "1=101 3=333 5=505" },
		{ AGG_MAX, "1=100 3=300 5=500" },
		{ AGG_MIN, "1=1 3=3 5=5" },
		{ AGG_MEAN, "1=50.5 3=111 5=252.5" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		size_t incomplete = 0;
		struct strand sum = strand_aggregate(
				*state, strands, 3, cases[i].agg, false, &incomplete);
		assert_str(strand_text(*state, &sum), cases[i].expected);
		assert_int_equal(incomplete, 2);
	}
}

static void what_is_unknown_in_one_is_unknown_in_all(void **state)
{
	const struct strand strands[] = {
		STRAND({ 1, (double)NAN }, { 2, 2 }),
		STRAND({ 1, 1 }, { 2, (double)INFINITY }),
	};
	size_t incomplete = 0;

	struct strand sum = strand_aggregate(*state, strands, 2, AGG_MAX, false, &incomplete);
	assert_str(strand_text(*state, &sum), "1=NaN 2=+Inf");
}

static void counters_grow_over_resets(void **state)
{
	struct strand strand = STRAND({ 1, 50 }, { 2, 60 }, { 3, 5 }, { 4, (double)NAN }, { 5, 7 });
	struct strand later = strand;

	strand_grow(&strand, *state, 1);
	assert_str(strand_text(*state, &strand), "1=50 2=60 3=65 4=NaN 5=67");
	strand_grow(&later, *state, 0);
	assert_str(strand_text(*state, &later), "1=0 2=10 3=15 4=NaN 5=17");
}

static void what_has_ended_keeps_what_it_counted(void **state)
{
	const struct strand strands[] = {
		STRAND({ 1, 1 }, { 2, 2 }, { 3, 3 }),
		STRAND({ 1, 10 }, { 2, 20 }),
		STRAND({ 3, 0 }, { 4, 5 }),
	};
	size_t incomplete = 0;

	struct strand sum = strand_aggregate(*state, strands, 3, AGG_SUM, true, &incomplete);
	assert_str(strand_text(*state, &sum), "1=11 2=22 3=23 4=28");
	assert_int_equal(incomplete, 0);
}

static void buckets_are_added_where_all_have_them(void **state)
{
	const double few[] = { 1, (double)INFINITY };
	const double many[] = { 0.5, 1, 2, (double)INFINITY };
	struct strand strands[] = { STRAND({ 1, 4 }, { 2, 9 }), STRAND({ 1, 8 }, { 2, 2 }) };

	strands[0].bounds = few;
	strands[0].bound_count = 2;
	strands[0].counts = (const double[]){ 3, 4, 6, 9 };
	strands[1].bounds = many;
	strands[1].bound_count = 4;
	strands[1].counts = (const double[]){ 1, 5, 7, 8, 0, 1, 1, 2 };
	for (size_t i = 0; i < 2; i++) {
		strand_grow(&strands[i], *state, 1);
	}
	size_t incomplete = 0;
	struct strand sum = strand_aggregate(*state, strands, 2, AGG_SUM, true, &incomplete);
	assert_str(strand_text(*state, &sum), "1=12[8,12] 2=19[12,19]");
	assert_true(sum.bounds[0] == 1);
}

static void many_strands_are_aggregated_quickly(void **state)
{
	enum {
		COUNT = 2000,
		LEN = 200
	};
	struct strand *strands = arena_new_array(*state, struct strand, COUNT);
	size_t incomplete = 0;

	/* No two at the same moment, but for the last: 400,000 moments of 2,000 strands. */
	for (size_t k = 0; k < COUNT; k++) {
		struct sample *samples = arena_new_array(*state, struct sample, LEN);
		for (size_t i = 0; i < LEN; i++) {
			samples[i] = (struct sample){ (moment)(i * COUNT + k), 1 };
		}
		samples[LEN - 1].at = LEN * COUNT;
		strands[k] = (struct strand){ .samples = samples, .len = LEN };
	}
	double begin = unit_seconds();
	struct strand sum = strand_aggregate(*state, strands, COUNT, AGG_SUM, false, &incomplete);
	assert_true(unit_seconds() - begin < 1);
	assert_true(sum.samples[sum.len - 1].value == COUNT);
	assert_int_equal(sum.len + incomplete, COUNT * (LEN - 1) + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(merged_strands_have_each_moment_once),
		claim(only_complete_moments_are_aggregated),
		claim(what_is_unknown_in_one_is_unknown_in_all),
		claim(counters_grow_over_resets),
		claim(what_has_ended_keeps_what_it_counted),
		claim(buckets_are_added_where_all_have_them),
		claim(many_strands_are_aggregated_quickly),
	};
	return claims_run("sources/telemetry/strand", tests);
}
