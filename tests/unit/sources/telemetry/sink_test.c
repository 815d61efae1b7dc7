/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/sink.h"

#include "sources/telemetry/gather.h"
#include "sources/telemetry/telemetry.h"

#include "unit/unit.h"

#include <math.h>

static const struct telemetry_limits limits = { 1 << 20, 100000, 1000, MOMENT_NEVER };
static const struct series_about untyped;

static void open_sink(struct sink *sink, struct reading *reading, struct str path, uint32_t number)
{
	*reading = (struct reading){ .limits = &limits, .keep_all = true };
	sink_open(sink, reading, path, FORMAT_CSV, number);
}

/* Ends a reading of one sink: what it found, frozen. */
static void deliver(struct sink *sink, struct measures *measures, struct arena *arena)
{
	measures_init(measures, arena);
	*vec_add(&measures->snapshots, arena) = (struct snapshot){ .path = STR("a") };
	*vec_add(&measures->snapshots, arena) = (struct snapshot){ .path = STR("b") };
	finds_deliver(&sink->finds, measures);
	measures_freeze(measures);
}

static void labels_in_any_order_are_one_series(void **state)
{
	struct arena *arena = *state;
	struct measures measures;
	struct reading reading;
	struct sink sink;
	const struct label one[] = { { STR("b"), STR("2") }, { STR("a"), STR("x\"y") } };
	const struct label other[] = { { STR("a"), STR("x\"y") }, { STR("b"), STR("2") } };

	open_sink(&sink, &reading, STR("a"), 0);
	sink_line(&sink, 7);
	uint32_t first = sink_series(&sink, STR("m"), one, 2, &untyped);
	uint32_t again = sink_series(&sink, STR("m"), other, 2, &untyped);
	assert_int_equal(first, again);
	assert_int_not_equal(first, sink_series(&sink, STR("m"), one, 1, &untyped));
	sink_sample(&sink, first, 2000, 1.5, -1);
	sink_sample(&sink, first, 1000, 2.5, -1);
	deliver(&sink, &measures, arena);
	assert_int_equal(measures.series.len, 2);
	const struct series *series = &measures.series.p[0];
	assert_str(series_write(series, arena), "m{a=\"x\\\"y\",b=\"2\"}");
	assert_int_equal(series->samples.len, 2);
	assert_true(series->samples.p[0].at == 1000);
	assert_true(series->samples.p[0].value == 2.5);
	assert_int_equal(series->place.line, 7);
	assert_str(measures.series.p[1].labels[0].name, "b");
	sink_close(&sink);
}

static void a_unit_is_part_of_what_a_series_is(void **state)
{
	struct arena *arena = *state;
	struct measures measures;
	struct reading reading;
	struct sink sink;

	open_sink(&sink, &reading, STR("a"), 0);
	uint32_t ms = sink_series(
			&sink, STR("m"), NULL, 0, &(struct series_about){ .unit = STR("ms") });
	uint32_t s = sink_series(
			&sink, STR("m"), NULL, 0, &(struct series_about){ .unit = STR("s") });
	assert_int_not_equal(ms, s);
	deliver(&sink, &measures, arena);
	assert_int_equal(measures.series.len, 2);
	sink_close(&sink);
}

static void a_moment_said_twice_keeps_the_first_value(void **state)
{
	struct arena *arena = *state;
	struct measures measures;
	struct reading reading;
	struct sink sink;

	open_sink(&sink, &reading, STR("a"), 0);
	uint32_t m = sink_series(&sink, STR("m"), NULL, 0, &untyped);
	sink_line(&sink, 1);
	sink_sample(&sink, m, 1000, 1, -1);
	sink_line(&sink, 2);
	sink_sample(&sink, m, 1000, 1, -1);
	sink_line(&sink, 3);
	sink_sample(&sink, m, 1000, 2, -1);
	sink_line(&sink, 4);
	sink_sample(&sink, m, 1000, NAN, -1);
	deliver(&sink, &measures, arena);
	const struct series *series = &measures.series.p[0];
	assert_int_equal(series->samples.len, 1);
	assert_true(series->samples.p[0].value == 1);
	assert_int_equal(series->repeats, 3);
	assert_int_equal(series->repeated.line, 3);
	sink_close(&sink);
}

static void snapshots_of_one_series_are_merged(void **state)
{
	struct arena *arena = *state;
	struct measures measures;
	struct reading reading;
	struct sink a;
	struct sink b;

	open_sink(&a, &reading, STR("a"), 0);
	sink_open(&b, &reading, STR("b"), FORMAT_CSV, 1);
	uint32_t in_a = sink_series(&a, STR("m"), NULL, 0, &untyped);
	uint32_t in_b = sink_series(
			&b, STR("m"), NULL, 0, &(struct series_about){ .type = MEASURE_GAUGE });
	for (int i = 0; i < 1000; i++) {
		sink_sample(&a, in_a, 2000 + i, i, -1);
		sink_sample(&b, in_b, 1500 + i, i == 500 ? 7 : i - 500, i == 3 ? 12 : -1);
	}
	finds_take(&a.finds, &b.finds);
	sink_close(&b);
	deliver(&a, &measures, arena);
	const struct series *series = &measures.series.p[0];
	assert_int_equal(series->samples.len, 1500);
	assert_true(series->samples.p[0].at == 1500);
	assert_true(series->samples.p[1499].at == 2999);
	assert_int_equal(series->type, MEASURE_GAUGE);
	assert_int_equal(series->repeats, 500);
	assert_str(series->repeated.path, "b");
	assert_true(series->events[3] == 12 && series->events[4] == -1);
	assert_int_equal(series->parts.len, 2);
	sink_close(&a);
}

static void samples_without_a_time_take_that_of_the_file(void **state)
{
	struct arena *arena = *state;
	struct measures measures;
	struct reading reading;
	struct sink sink;

	open_sink(&sink, &reading, STR("a"), 0);
	uint32_t m = sink_series(&sink, STR("m"), NULL, 0, &untyped);
	sink_line(&sink, 9);
	sink_sample(&sink, m, MOMENT_EVER, 1, -1);
	sink.stamp = 5000;
	sink_sample(&sink, m, MOMENT_EVER, 2, -1);
	sink_collected(&sink, 6000);
	sink_sample(&sink, m, MOMENT_EVER, 3, -1);
	sink_finish(&sink);
	assert_int_equal(sink.faults.len, 1);
	assert_str(sink.faults.p[0].text, "1 sample has no time, and so no use");
	assert_int_equal(sink.faults.p[0].place.line, 9);
	deliver(&sink, &measures, arena);
	assert_int_equal(measures.series.p[0].samples.len, 2);
	assert_true(measures.series.p[0].samples.p[1].at == 6000);
	sink_close(&sink);
}

static void histograms_keep_the_bounds_that_all_have(void **state)
{
	struct arena *arena = *state;
	struct measures measures;
	struct reading reading;
	struct sink sink;
	const double bounds[] = { 0.1, 0.5, INFINITY };
	const double fewer[] = { 0.5, 1, INFINITY };

	open_sink(&sink, &reading, STR("a"), 0);
	uint32_t m = sink_series(&sink, STR("m"), NULL, 0,
			&(struct series_about){ .type = MEASURE_HISTOGRAM });
	sink_buckets(&sink, m, 2000, bounds, (const double[]){ 1, 2, 3 }, 3, 4.5);
	sink_buckets(&sink, m, 1000, fewer, (const double[]){ 5, 6, 7 }, 3, NAN);
	deliver(&sink, &measures, arena);
	const struct series *series = &measures.series.p[0];
	assert_int_equal(series->bound_count, 2);
	assert_true(series->bounds[0] == 0.5 && isinf(series->bounds[1]));
	assert_true(series->counts[0] == 5 && series->counts[1] == 7);
	assert_true(series->counts[2] == 2 && series->counts[3] == 3);
	assert_true(isnan(series->sums[0]) && series->sums[1] == 4.5);
	sink_close(&sink);
}

static void the_first_refusal_counts(void **state)
{
	struct reading reading;
	struct sink sink;

	(void)state;
	open_sink(&sink, &reading, STR("a"), 0);
	assert_false(sink_refuse(&sink, 3, 5, STR("mend"), "bad %d", 1));
	assert_false(sink_refuse(&sink, 1, 1, STR(""), "bad %d", 2));
	assert_str(sink.problem, "bad 1");
	assert_int_equal(sink.place.line, 3);
	sink_close(&sink);
}

static void too_many_faults_are_counted(void **state)
{
	struct reading reading;
	struct sink sink;

	(void)state;
	open_sink(&sink, &reading, STR("a"), 0);
	for (uint32_t i = 1; i <= 100; i++) {
		sink_fault(&sink, "schema", STR("m"), i, STR(""), "fault %u", i);
	}
	sink_fault(&sink, "other", STR("m"), 1, STR(""), "one");
	sink_finish(&sink);
	assert_int_equal(sink.faults.len, 22);
	assert_str(sink.faults.p[21].text, "and 80 more like these");
	sink_close(&sink);
}

/* "7\n": a sample of that value; counts what it sees. */
static bool read_part(struct sink *part, struct str text, const void *ctx)
{
	uint32_t series = sink_series(part, STR("m"), NULL, 0, &untyped);
	struct str line;
	uint32_t number = 0;

	(void)ctx;
	while (str_split(&text, '\n', &line) && (line.len || text.len)) {
		uint64_t value;
		sink_line(part, ++number);
		if (!str_to_u64(line, &value)) {
			return sink_refuse(part, number, 1, STR(""), "no number");
		}
		sink_sample(part, series, (moment)value, (double)value, -1);
	}
	return true;
}

static void parts_read_every_line_once(void **state)
{
	struct arena *arena = *state;
	struct telemetry_limits wide = { (size_t)1 << 30, 10000000, 10, MOMENT_NEVER };
	struct reading reading = { .limits = &wide, .keep_all = true };
	struct measures measures;
	struct sink sink;
	struct buf text;
	const uint32_t count = 5000000;

	buf_init(&text);
	for (uint32_t i = 1; i <= count; i++) {
		buf_fmt(&text, "%u\n", i);
	}
	for (unsigned jobs = 1; jobs <= 2; jobs++) {
		sink_open(&sink, &reading, STR("a"), FORMAT_CSV, 0);
		sink.jobs = jobs;
		assert_true(sink_parts(&sink, buf_str(&text), 1, '"', read_part, NULL));
		deliver(&sink, &measures, arena);
		assert_int_equal(measures.series.p[0].samples.len, count);
		assert_int_equal(measures.series.p[0].newest.line, count);
		assert_int_equal(sink.samples, count);
		sink_close(&sink);
	}
	memcpy(text.p + text.len - 2, "x", 1);
	sink_open(&sink, &reading, STR("a"), FORMAT_CSV, 0);
	assert_false(sink_parts(&sink, buf_str(&text), 11, '"', read_part, NULL));
	assert_int_equal(sink.place.line, count + 10);
	sink_close(&sink);
	buf_finish(&text);
}

static bool count_quoted(struct sink *part, struct str text, const void *ctx)
{
	size_t quotes = 0;
	(void)ctx;
	for (size_t i = 0; i < text.len; i++) {
		quotes += text.p[i] == '"';
	}
	if (quotes % 2 || (text.p[0] != '"' && text.p[0] != 'a')) {
		return sink_refuse(part, 1, 1, STR(""), "torn apart");
	}
	return true;
}

static void parts_leave_quoted_lines_together(void **state)
{
	struct reading reading = { .limits = &limits, .keep_all = true };
	struct sink sink;
	struct buf text;

	(void)state;
	buf_init(&text);
	for (uint32_t i = 0; i < 100000; i++) {
		buf_add(&text, STR("a,\"b\n"));
		buf_add_repeat(&text, '\n', i % 700);
		buf_add(&text, STR("c\"\n"));
	}
	sink_open(&sink, &reading, STR("a"), FORMAT_CSV, 0);
	sink.jobs = 2;
	assert_true(sink_parts(&sink, buf_str(&text), 1, '"', count_quoted, NULL));
	sink_close(&sink);
	buf_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(labels_in_any_order_are_one_series),
		claim(a_unit_is_part_of_what_a_series_is),
		claim(a_moment_said_twice_keeps_the_first_value),
		claim(snapshots_of_one_series_are_merged),
		claim(samples_without_a_time_take_that_of_the_file),
		claim(histograms_keep_the_bounds_that_all_have),
		claim(the_first_refusal_counts),
		claim(too_many_faults_are_counted),
		claim(parts_read_every_line_once),
		claim(parts_leave_quoted_lines_together),
	};
	return claims_run("sources/telemetry/sink", tests);
}
