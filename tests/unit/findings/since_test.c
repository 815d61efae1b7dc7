/* SPDX-License-Identifier: MIT */
#include "findings/since.h"

#include "findings/baseline.h"

#include "unit/unit.h"

/* The two sides, and what the ones asked say. */
struct sides {
	struct since since;
	struct findings head;
	struct findings base;
	bool base_saw;
	bool head_saw;
	bool touches;
};

static bool base_saw(const struct finding *finding, void *ctx)
{
	(void)finding;
	return ((const struct sides *)ctx)->base_saw;
}

static bool head_saw(const struct finding *finding, void *ctx)
{
	(void)finding;
	return ((const struct sides *)ctx)->head_saw;
}

static bool touches(const struct finding *finding, void *ctx)
{
	(void)finding;
	return ((const struct sides *)ctx)->touches;
}

static void begin(struct sides *sides, struct arena *arena)
{
	*sides = (struct sides){ .base_saw = true, .head_saw = true };
	sides->since.base = STR("0123456789012345678901234567890123456789");
	findings_init(&sides->head, arena);
	findings_init(&sides->base, arena);
}

static struct finding *add(struct findings *findings, const char *rule, const char *path,
		uint32_t line, const char *target)
{
	struct place place = { .path = str_of(path), .line = line, .column = 1 };
	struct finding *finding = finding_add(findings, str_of(rule), SEVERITY_ERROR, STR("call"),
			str_of(path), str_of(target), place);
	finding->message = str_of(target);
	return finding;
}

static struct since_sides asking(struct sides *sides)
{
	return (struct since_sides){
		.base = &sides->base,
		.base_saw = base_saw,
		.head_saw = head_saw,
		.touches = touches,
		.ctx = sides,
	};
}

static void compare(struct sides *sides)
{
	const struct since_sides asks = asking(sides);
	since_compare(&sides->since, &sides->head, &asks);
}

static void what_was_there_is_left_and_what_was_not_is_introduced(void **state)
{
	struct sides sides;
	begin(&sides, *state);
	add(&sides.base, "layering", "a.c", 1, "x");
	add(&sides.base, "layering", "a.c", 2, "gone");
	add(&sides.head, "layering", "a.c", 9, "x");
	add(&sides.head, "layering", "a.c", 10, "y");
	compare(&sides);
	assert_int_equal(sides.since.left, 1);
	assert_int_equal(sides.since.introduced, 1);
	assert_int_equal(sides.head.list.p[0].state, FINDING_LEFT);
	assert_int_equal(sides.head.list.p[1].state, FINDING_NEW);
	assert_str(sides.head.list.p[1].note, "not there at 0123456789");
	assert_int_equal(sides.since.fixed.list.len, 1);
	assert_str(sides.since.fixed.list.p[0].target, "gone");
}

static void of_several_places_only_the_surplus_is_introduced_or_fixed(void **state)
{
	struct sides sides;
	begin(&sides, *state);
	add(&sides.base, "layering", "a.c", 1, "x");
	for (uint32_t line = 1; line <= 3; line++) {
		add(&sides.base, "layering", "b.c", line, "x");
		add(&sides.head, "layering", "a.c", line, "x");
	}
	add(&sides.head, "layering", "b.c", 1, "x");
	compare(&sides);
	assert_int_equal(sides.since.introduced, 2);
	assert_int_equal(sides.head.list.p[0].state, FINDING_LEFT);
	assert_int_equal(sides.head.list.p[2].state, FINDING_NEW);
	assert_str(sides.head.list.p[2].note,
			"at 0123456789 there was 1 such place, now there are 3");
	assert_int_equal(sides.since.left, 2);
	assert_int_equal(sides.since.fixed.list.len, 2);
}

static void what_the_baseline_or_an_exception_covers_stays_covered(void **state)
{
	struct sides sides;
	begin(&sides, *state);
	add(&sides.base, "layering", "a.c", 1, "x");
	add(&sides.head, "layering", "a.c", 1, "x")->state = FINDING_BASELINED;
	add(&sides.head, "layering", "a.c", 2, "y")->state = FINDING_EXCEPTED;
	add(&sides.head, "layering", "a.c", 3, "x");
	compare(&sides);
	assert_int_equal(sides.head.list.p[0].state, FINDING_BASELINED);
	assert_int_equal(sides.head.list.p[1].state, FINDING_EXCEPTED);
	/* One of the two x was there, and the baseline has it. */
	assert_int_equal(sides.head.list.p[2].state, FINDING_NEW);
	assert_int_equal(sides.since.introduced, 1);
	assert_int_equal(sides.since.left, 0);
}

static void what_the_base_could_not_see_is_a_warning_and_unknown(void **state)
{
	struct sides sides;
	begin(&sides, *state);
	sides.base_saw = false;
	add(&sides.head, "layering", "a.c", 1, "x");
	compare(&sides);
	assert_int_equal(sides.since.unknown, 1);
	assert_int_equal(sides.since.introduced, 0);
	assert_true(sides.head.list.p[0].is_unknown);
	assert_int_equal(sides.head.list.p[0].severity, SEVERITY_WARNING);
	assert_int_equal(sides.head.list.p[0].state, FINDING_NEW);
}

static void what_head_could_not_see_is_not_fixed(void **state)
{
	struct sides sides;
	begin(&sides, *state);
	sides.head_saw = false;
	add(&sides.base, "layering", "a.c", 1, "x");
	compare(&sides);
	assert_int_equal(sides.since.fixed.list.len, 0);
}

static void without_a_base_everything_was_there(void **state)
{
	struct sides sides;
	begin(&sides, *state);
	add(&sides.head, "layering", "a.c", 1, "x");
	add(&sides.head, "layering", "a.c", 2, "x");
	struct since_sides asks = asking(&sides);
	asks.base = NULL;
	since_compare(&sides.since, &sides.head, &asks);
	assert_int_equal(sides.since.left, 2);
	assert_int_equal(sides.since.introduced, 0);
}

static void a_base_that_cannot_be_judged_makes_unknown(void **state)
{
	struct sides sides;
	begin(&sides, *state);
	sides.since.unjudged = STR("unknown module 'x'");
	add(&sides.base, "layering", "b.c", 1, "x");
	add(&sides.head, "layering", "a.c", 1, "x");
	compare(&sides);
	assert_int_equal(sides.since.unknown, 1);
	assert_int_equal(sides.since.fixed.list.len, 0);
	assert_str(sides.head.list.p[0].note,
			"whether the change brought it is unknown: unknown module 'x'");
}

static void clock_and_data_decide_where_the_change_touches_them(void **state)
{
	struct sides sides;
	begin(&sides, *state);
	add(&sides.head, "layering", "a.c", 1, "x")->class = CLASS_CLOCK;
	compare(&sides);
	assert_int_equal(sides.head.list.p[0].state, FINDING_LEFT);

	begin(&sides, *state);
	sides.touches = true;
	add(&sides.head, "layering", "a.c", 1, "x")->class = CLASS_DATA;
	compare(&sides);
	assert_int_equal(sides.head.list.p[0].state, FINDING_NEW);
	assert_true(sides.head.list.p[0].is_touched);
	assert_int_equal(sides.since.touched, 1);
	assert_int_equal(sides.since.introduced, 0);
}

static void whoever_changes_the_baseline_answers_for_it(void **state)
{
	struct sides sides;
	begin(&sides, *state);
	add(&sides.base, BASELINE_RULE, "lintel.baseline", 3, "x");
	add(&sides.head, BASELINE_RULE, "lintel.baseline", 3, "x");
	compare(&sides);
	assert_int_equal(sides.head.list.p[0].state, FINDING_LEFT);

	begin(&sides, *state);
	*vec_add(&sides.since.paths, *state) = STR("lintel.baseline");
	add(&sides.base, BASELINE_RULE, "lintel.baseline", 3, "x");
	add(&sides.head, BASELINE_RULE, "lintel.baseline", 3, "x");
	compare(&sides);
	assert_int_equal(sides.head.list.p[0].state, FINDING_NEW);
}

static void what_was_not_compared_is_left_unless_a_gate_asks_for_it(void **state)
{
	struct sides sides;
	begin(&sides, *state);
	compare(&sides);
	add(&sides.head, "lintel/trigger/fired", "adr/0001.md", 1, "x");
	add(&sides.head, "lintel/gate/approval", "lintel.yaml", 1, "x");
	const struct since_sides asks = asking(&sides);
	since_rest(&sides.since, &sides.head, 0, &asks);
	assert_int_equal(sides.head.list.p[0].state, FINDING_LEFT);
	assert_int_equal(sides.head.list.p[1].state, FINDING_NEW);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(what_was_there_is_left_and_what_was_not_is_introduced),
		claim(of_several_places_only_the_surplus_is_introduced_or_fixed),
		claim(what_the_baseline_or_an_exception_covers_stays_covered),
		claim(what_the_base_could_not_see_is_a_warning_and_unknown),
		claim(what_head_could_not_see_is_not_fixed),
		claim(without_a_base_everything_was_there),
		claim(a_base_that_cannot_be_judged_makes_unknown),
		claim(clock_and_data_decide_where_the_change_touches_them),
		claim(whoever_changes_the_baseline_answers_for_it),
		claim(what_was_not_compared_is_left_unless_a_gate_asks_for_it),
	};
	return claims_run("findings/since", tests);
}
