/* SPDX-License-Identifier: MIT */
#include "facts/measure.h"

#include "unit/unit.h"

#include <math.h>

static struct series *series_add(struct measures *measures, struct str name)
{
	struct series *series = vec_add(&measures->series, measures->arena);
	*series = (struct series){ .name = name };
	return series;
}

static void sample_add(struct measures *measures, struct series *series, moment at, double value)
{
	*vec_add(&series->samples, measures->arena) = (struct sample){ at, value };
}

static void freezing_sorts_by_time_and_all_that_belongs_to_it(void **state)
{
	struct arena *arena = *state;
	struct measures measures;
	measures_init(&measures, arena);
	struct series *series = series_add(&measures, STR("m"));
	for (int i = 0; i < 5; i++) {
		sample_add(&measures, series, 10 - i, i);
	}
	series->events = arena_copy(arena, (double[]){ 0, 1, 2, 3, 4 }, 5 * sizeof(double));
	series->sums = arena_copy(arena, (double[]){ 0, 1, 2, 3, 4 }, 5 * sizeof(double));
	series->bound_count = 2;
	series->counts = arena_copy(
			arena, (double[]){ 0, 0, 1, 1, 2, 2, 3, 3, 4, 4 }, 10 * sizeof(double));
	measures_freeze(&measures);
	for (int i = 0; i < 5; i++) {
		assert_true(series->samples.p[i].at == 6 + i);
		assert_true(series->samples.p[i].value == 4 - i);
		assert_true(series->events[i] == 4 - i && series->sums[i] == 4 - i);
		assert_true(series->counts[2 * i + 1] == 4 - i);
	}
	assert_int_equal(measures.sample_count, 5);
}

static void the_first_sample_of_a_moment_stays(void **state)
{
	struct arena *arena = *state;
	struct measures measures;
	measures_init(&measures, arena);
	*vec_add(&measures.snapshots, arena) = (struct snapshot){ .path = STR("a") };
	*vec_add(&measures.snapshots, arena) = (struct snapshot){ .path = STR("b") };
	struct series *series = series_add(&measures, STR("m"));
	*vec_add(&series->parts, arena) = (struct series_part){ 0, 0 };
	*vec_add(&series->parts, arena) = (struct series_part){ 1, 2 };
	sample_add(&measures, series, 1, 1);
	sample_add(&measures, series, 2, (double)NAN);
	sample_add(&measures, series, 2, (double)NAN);
	sample_add(&measures, series, 1, 7);
	measures_freeze(&measures);
	assert_int_equal(series->samples.len, 2);
	assert_true(series->samples.p[0].value == 1);
	assert_int_equal(series->repeats, 2);
	assert_str(series->repeated.path, "b");
}

static void series_are_sorted_by_name_labels_and_unit(void **state)
{
	struct arena *arena = *state;
	struct measures measures;
	struct label x1[] = { { STR("x"), STR("1") } };
	struct label x2[] = { { STR("x"), STR("2") }, { STR("y"), STR("") } };
	measures_init(&measures, arena);
	*series_add(&measures, STR("b")) = (struct series){ .name = STR("b") };
	*series_add(&measures, STR("a")) = (struct series){ STR("a"), x2, 2, .unit = STR("") };
	*series_add(&measures, STR("a")) = (struct series){ STR("a"), x1, 1, .unit = STR("s") };
	*series_add(&measures, STR("a")) = (struct series){ STR("a"), x1, 1, .unit = STR("ms") };
	*series_add(&measures, STR("a")) = (struct series){ STR("a"), NULL, 0, .unit = STR("") };
	measures_freeze(&measures);
	assert_str(series_write(&measures.series.p[0], arena), "a");
	assert_str(measures.series.p[1].unit, "ms");
	assert_str(measures.series.p[2].unit, "s");
	assert_str(series_write(&measures.series.p[3], arena), "a{x=\"2\",y=\"\"}");
	assert_str(series_write(&measures.series.p[4], arena), "b");
}

static void names_are_written_so_that_they_can_be_read(void **state)
{
	struct label labels[] = { { STR("a.b"), STR("q\"\\\n") } };
	const struct series dotted = {
		.name = STR("http.errors"), .labels = labels, .label_count = 1
	};
	const struct series nameless = { .labels = labels, .label_count = 1 };

	assert_str(series_write(&dotted, *state), "{\"http.errors\",\"a.b\"=\"q\\\"\\\\\\n\"}");
	assert_str(series_write(&nameless, *state), "{\"a.b\"=\"q\\\"\\\\\\n\"}");
}

static void metrics_are_found_by_name(void **state)
{
	struct metric list[] = { { .name = STR("a") }, { .name = STR("b") }, { .name = STR("d") } };
	const struct metrics metrics = { list, 3 };

	(void)state;
	assert_ptr_equal(metric_find(&metrics, STR("a")), &list[0]);
	assert_ptr_equal(metric_find(&metrics, STR("d")), &list[2]);
	assert_null(metric_find(&metrics, STR("c")));
	assert_null(metric_find(&(const struct metrics){ NULL, 0 }, STR("c")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(freezing_sorts_by_time_and_all_that_belongs_to_it),
		claim(the_first_sample_of_a_moment_stays),
		claim(series_are_sorted_by_name_labels_and_unit),
		claim(names_are_written_so_that_they_can_be_read),
		claim(metrics_are_found_by_name),
	};
	return claims_run("facts/measure", tests);
}
