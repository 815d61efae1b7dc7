/* SPDX-License-Identifier: MIT */
#include "conditions/derive.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/problem.h"

#include "unit/unit.h"

#define METRICS_MAX 64

struct declared {
	struct arena *arena;
	struct metrics metrics;
	struct problems problems;
};

static struct declared declared_create(struct arena *arena)
{
	struct declared declared = { .arena = arena };
	declared.metrics.list = arena_new_array(arena, struct metric, METRICS_MAX);
	problems_init(&declared.problems, arena);
	return declared;
}

/* Names come in their order.  Without `of` it is measured. */
static struct metric *declare(
		struct declared *declared, const char *name, const char *unit, const char *of)
{
	struct err err;
	struct metric *metric = &declared->metrics.list[declared->metrics.len++];
	*metric = (struct metric){ .name = str_of(name), .unit = unit_bare, .derived = str_of(of) };
	metric->place = (struct place){ .path = STR("lintel.yaml"), .line = 1 };
	metric->derived_place =
			(struct place){ .path = STR("lintel.yaml"), .line = 7, .column = 3 };
	assert_true(!unit || unit_read(&metric->unit, str_of(unit), &err));
	return metric;
}

static bool derive(struct declared *declared)
{
	return metrics_derive(&declared->metrics, declared->arena, &declared->problems);
}

static void a_unit_that_is_not_said_is_what_comes_out(void **state)
{
	struct declared declared = declared_create(*state);
	struct metric *above = declare(&declared, "above", NULL, "metric(per_user) * 2");
	declare(&declared, "cost", "USD", NULL);
	struct metric *per_user =
			declare(&declared, "per_user", NULL, "metric(cost) / metric(users)");
	declare(&declared, "users", "user", NULL);
	assert_true(derive(&declared));
	struct buf text = { 0 };
	unit_describe(&per_user->unit, &text);
	assert_str(buf_str(&text), "USD per user");
	assert_true(unit_converts(&above->unit, &per_user->unit));
	buf_finish(&text);
}

static void a_unit_that_cannot_be_is_an_error(void **state)
{
	struct declared declared = declared_create(*state);
	declare(&declared, "a", "ms", NULL);
	declare(&declared, "b", "USD", "metric(a) * 2");
	assert_false(derive(&declared));
	assert_str(declared.problems.list.p[0].text, "'b' comes to a time, which is not in USD");
}

static void an_error_in_the_words_is_told_at_its_place(void **state)
{
	struct declared declared = declared_create(*state);
	declare(&declared, "a", "ms", NULL);
	declare(&declared, "b", NULL, "metric(a) + metric(nowhere)");
	assert_false(derive(&declared));
	assert_int_equal(declared.problems.list.len, 1);
	assert_str(declared.problems.list.p[0].text, "unknown metric 'nowhere'");
	assert_int_equal(declared.problems.list.p[0].place.line, 7);
	assert_int_equal(declared.problems.list.p[0].place.column, 3 + 19);
}

static void a_circle_is_an_error_and_names_its_members(void **state)
{
	struct declared declared = declared_create(*state);
	declare(&declared, "a", NULL, "metric(b) + 1");
	declare(&declared, "b", NULL, "metric(c) + 1");
	declare(&declared, "c", NULL, "metric(b) + 1");
	assert_false(derive(&declared));
	assert_int_equal(declared.problems.list.len, 1);
	assert_str(declared.problems.list.p[0].text, "'b' is derived from itself: b, c, b");
}

static void what_is_no_metric_is_refused(void **state)
{
	struct declared declared = declared_create(*state);
	declare(&declared, "a", NULL, "code(loc) * 2");
	assert_false(derive(&declared));
	assert_str(declared.problems.list.p[0].text,
			"a derived metric is made of metrics, which 'code(loc)' is not");
}

/* Names run downwards, so that each is met before what it is made of, or upwards. */
static bool is_chain_good(struct arena *arena, int length, bool is_up)
{
	struct declared declared = declared_create(arena);
	for (int i = 0; i < length; i++) {
		int part = is_up ? i - 1 : i + 1;
		bool is_end = part < 0 || part == length;
		struct str name = str_fmt(arena, "m%02d", i);
		struct str of = str_fmt(arena, "metric(m%02d) + 1", part);
		declare(&declared, name.p, NULL, is_end ? NULL : of.p);
	}
	return derive(&declared);
}

static void how_deep_does_not_depend_on_names(void **state)
{
	/* One is measured, so 16 are derived. */
	assert_true(is_chain_good(*state, 17, false));
	assert_true(is_chain_good(*state, 17, true));
	assert_false(is_chain_good(*state, 18, false));
	assert_false(is_chain_good(*state, 18, true));
}

static const struct str by_segment[] = { STR_INIT("segment") };

/* A metric that is told by segment. */
static struct metric *declare_by(
		struct declared *declared, const char *name, const char *unit, const char *of)
{
	struct metric *metric = declare(declared, name, unit, of);
	metric->by = by_segment;
	metric->by_count = 1;
	return metric;
}

static void declare_segment(struct declared *declared, const char *name, const char *unit,
		const char *family, const char *segment)
{
	struct metric *metric = declare(declared, name, unit, NULL);
	metric->family = str_of(family);
	metric->segment = str_of(segment);
}

static void a_derived_metric_has_the_segments_that_all_its_parts_have(void **state)
{
	struct declared declared = declared_create(*state);
	declare_by(&declared, "above", NULL, "metric(unit) * 2");
	declare_by(&declared, "cost", "USD", NULL);
	declare_segment(&declared, "cost.a", "USD", "cost", "a");
	declare_segment(&declared, "cost.b", "USD", "cost", "b");
	declare_by(&declared, "orders", "order", NULL);
	declare_segment(&declared, "orders.b", "order", "orders", "b");
	declare_segment(&declared, "orders.c", "order", "orders", "c");
	declare_by(&declared, "unit", NULL, "metric(cost, sum, 4mo) / metric(orders, sum, 4mo)");
	assert_true(derive(&declared));
	assert_int_equal(declared.metrics.len, 10);
	const struct metric *made = metric_find(&declared.metrics, STR("unit.b"));
	assert_non_null(made);
	assert_str(made->derived, "metric(cost.b, sum, 4mo) / metric(orders.b, sum, 4mo)");
	assert_non_null(metric_find(&declared.metrics, STR("above.b")));
	assert_null(metric_find(&declared.metrics, STR("unit.a")));
	assert_null(metric_find(&declared.metrics, STR("unit.c")));
}

static void it_ages_as_its_parts_do(void **state)
{
	struct declared declared = declared_create(*state);
	struct metric *above = declare(&declared, "above", NULL, "metric(unit) * 2");
	struct metric *cost = declare(&declared, "cost", "USD", NULL);
	struct metric *orders = declare(&declared, "orders", "order", NULL);
	struct metric *unit = declare(&declared, "unit", NULL, "metric(cost) / metric(orders)");
	cost->max_age_ms = 40 * MOMENT_DAY;
	cost->step_ms = MOMENT_DAY;
	orders->max_age_ms = 20 * MOMENT_DAY;
	orders->step_ms = 30 * MOMENT_DAY;
	assert_true(derive(&declared));
	assert_int_equal(unit->max_age_ms, 20 * MOMENT_DAY);
	assert_int_equal(unit->step_ms, 30 * MOMENT_DAY);
	assert_int_equal(above->max_age_ms, 20 * MOMENT_DAY);
}

static void a_segment_that_is_not_measured_has_a_unit_and_no_samples(void **state)
{
	struct declared declared = declared_create(*state);
	declare_by(&declared, "cost", "USD", NULL);
	declare_segment(&declared, "cost.a", "USD", "cost", "a");
	const struct metric *absent =
			metric_find_or_absent(&declared.metrics, STR("cost.x"), *state);
	assert_non_null(absent);
	assert_str(absent->unit.text, "USD");
	assert_int_equal(absent->reason, REASON_NO_SERIES);
	assert_null(metric_find_or_absent(&declared.metrics, STR("costs.x"), *state));
	assert_null(metric_find_or_absent(&declared.metrics, STR("cost."), *state));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_derived_metric_has_the_segments_that_all_its_parts_have),
		claim(it_ages_as_its_parts_do),
		claim(a_segment_that_is_not_measured_has_a_unit_and_no_samples),
		claim(a_unit_that_is_not_said_is_what_comes_out),
		claim(a_unit_that_cannot_be_is_an_error),
		claim(an_error_in_the_words_is_told_at_its_place),
		claim(a_circle_is_an_error_and_names_its_members),
		claim(what_is_no_metric_is_refused),
		claim(how_deep_does_not_depend_on_names),
	};
	return claims_run("conditions/derive", tests);
}
