/* SPDX-License-Identifier: MIT */
#include "gates/gate.h"

#include "unit/problem_text.h"
#include "unit/unit.h"

/* Gates as `text`, the value of the key `gates`, makes them; with exactly these problems. */
static struct gates resolve(struct arena *arena, const char *text, const char *expected)
{
	struct node root;
	struct config *config = arena_new(arena, struct config);
	struct problems problems;
	struct gates gates;
	struct records *records = &config->gates;
	const struct field field = {
		.name = "gates", .type = FIELD_NAMED, .offset = 0, .item = &config_gate_table
	};
	const struct table table = {
		.name = "file", .fields = &field, .len = 1, .size = sizeof(struct records)
	};

	problems_init(&problems, arena);
	struct str whole = str_fmt(arena, "gates: %s\n", text);
	assert_true(node_read_yaml(&root, arena, STR("a"), whole, NULL, &problems));
	assert_true(table_decode(&table, NULL, &root, records, arena, &problems));
	bool is_good = gates_resolve(&gates, arena, config, &problems);
	assert_int_equal(is_good, !*expected);
	assert_str(problem_text(arena, &problems), expected);
	return gates;
}

static void three_are_there_without_a_word(void **state)
{
	struct gates gates = resolve(*state, "{}", "");
	assert_int_equal(gates.len, 3);
	const struct gate *first = gate_find(&gates, STR("pull-request"));
	assert_ptr_equal(first, gates.p);
	assert_int_equal(first->classes, 1U << CLASS_CHANGE);
	assert_true(gate_judges(first, CADENCE_COMMIT));
	assert_false(gate_judges(first, CADENCE_NIGHTLY));
	assert_true(first->budget.is_ignored);
	const struct gate *nightly = gate_find(&gates, STR("nightly"));
	assert_true(gate_judges(nightly, CADENCE_QUARTERLY));
	assert_false(gate_judges(nightly, CADENCE_RELEASE));
	assert_int_equal(nightly->on_unknown, UNKNOWN_WARN);
	const struct gate *release = gate_find(&gates, STR("release"));
	assert_true(gate_judges(release, CADENCE_RELEASE));
	assert_int_equal(release->on_unknown, UNKNOWN_FAIL);
	assert_int_equal(release->approvals, APPROVALS_REQUIRED);
	assert_false(release->budget.is_ignored);
	assert_null(gate_find(&gates, STR("daily")));
}

static void a_key_changes_that_key_alone(void **state)
{
	struct gates gates = resolve(*state, "{ release: { severity: warning } }", "");
	const struct gate *release = gate_find(&gates, STR("release"));
	assert_int_equal(release->severity, SEVERITY_WARNING);
	assert_int_equal(release->classes,
			1U << CLASS_CHANGE | 1U << CLASS_CLOCK | 1U << CLASS_DATA);
	assert_true(release->fails_on_fired);
	assert_int_equal(gates.len, 3);
}

static void another_name_is_a_gate_that_begins_as_a_pull_request(void **state)
{
	struct gates gates = resolve(*state,
			"{ demo: { cadence: [weekly], budget: { low: 10 % }, change_class: fix } }",
			"");
	const struct gate *demo = gate_find(&gates, STR("demo"));
	assert_int_equal(demo->classes, 1U << CLASS_CHANGE);
	assert_false(gate_judges(demo, CADENCE_COMMIT));
	assert_true(gate_judges(demo, CADENCE_WEEKLY));
	assert_false(demo->budget.is_ignored);
	assert_true(demo->budget.policy.low > 0.0999 && demo->budget.policy.low < 0.1001);
	assert_str(demo->change_class, "fix");
	assert_true(gate_has_word(&demo->budget.always, STR("rollback")));
}

static void what_is_no_word_is_told_with_the_nearest_one(void **state)
{
	resolve(*state,
			"{ nightly: { classes: [chnage], cadence: [hourly], severity: info, "
			"budget: { low: 3 ms } } }",
			"a:1:31+6: 'chnage' is no class of findings | did you mean 'change'?\n"
			"a:1:50+6: 'hourly' is no cadence | it is one of commit, nightly, weekly, "
			"quarterly, release\n"
			"a:1:69+4: no finding that counts is below a warning | write error, or warning "
			"for one that warnings fail\n"
			"a:1:90+4: '3 ms' is no share of a budget | write a share of it: \"25 %\"\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(three_are_there_without_a_word),
		claim(a_key_changes_that_key_alone),
		claim(another_name_is_a_gate_that_begins_as_a_pull_request),
		claim(what_is_no_word_is_told_with_the_nearest_one),
	};
	return claims_run("gates/gate", tests);
}
