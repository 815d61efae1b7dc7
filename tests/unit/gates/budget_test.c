/* SPDX-License-Identifier: MIT */
#include "gates/budget.h"

#include "base/problem.h"

#include "unit/unit.h"

static struct text text_of(const char *text)
{
	return (struct text){ str_of(text), { .path = STR("lintel.yaml"), .line = 7 } };
}

static enum budget_state state_of(double remaining)
{
	const struct service_level level = { .remaining = remaining, .is_remaining_known = true };
	return budget_state_of(&level, &budget_policy_default);
}

static void states_begin_where_the_policy_says(void **state)
{
	(void)state;
	assert_int_equal(state_of(1), BUDGET_HEALTHY);
	assert_int_equal(state_of(0.5), BUDGET_HEALTHY);
	assert_int_equal(state_of(0.499), BUDGET_CAUTION);
	assert_int_equal(state_of(0.25), BUDGET_CAUTION);
	assert_int_equal(state_of(0.249), BUDGET_LOW);
	assert_int_equal(state_of(0.0001), BUDGET_LOW);
	assert_int_equal(state_of(0), BUDGET_EXHAUSTED);
	assert_int_equal(state_of(-3), BUDGET_EXHAUSTED);
}

static void what_is_not_known_is_never_healthy(void **state)
{
	(void)state;
	const struct service_level level = { .remaining = 1 };
	assert_int_equal(budget_state_of(&level, &budget_policy_default), BUDGET_UNKNOWN);
}

static void a_policy_is_shares_in_order(void **state)
{
	static const struct {
		const char *caution;
		const char *low;
		bool is_good;
	} rows[] = {
		{ "", "", true },
		{ "40 %", "10%", true },
		{ "0.4 ratio", "10 %", true },
		/* A bare number does not say of what. */
		{ "0.4", "", false },
		{ "", "120 %", false },
		{ "-1 %", "", false },
		{ "10 %", "20 %", false },
		/* Below the default for low. */
		{ "20 %", "", false },
		{ "half", "", false },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct config_budget config = { .caution = text_of(rows[i].caution),
			.low = text_of(rows[i].low) };
		struct budget_policy policy;
		struct problems problems;
		problems_init(&problems, *state);
		assert_int_equal(budget_policy_read(&policy, &config, &problems), rows[i].is_good);
		assert_int_equal(problems.errors > 0, !rows[i].is_good);
	}
}

static void the_worst_of_those_asked_for_decides(void **state)
{
	static const char *const ids[] = { "a", "b", "c", "d" };
	static const double remaining[] = { 0.9, 0.1, 0.05, -1 };
	struct register_entry entries[COUNT_OF(ids)] = { 0 };
	struct service_levels levels = { 0 };
	for (size_t i = 0; i < COUNT_OF(ids); i++) {
		entries[i].id = str_of(ids[i]);
		*vec_add(&levels.list, *state) = (struct service_level){
			.entry = &entries[i],
			.remaining = remaining[i],
			.is_remaining_known = true,
		};
	}
	const struct service_level *worst;
	struct config_budget config = { 0 };
	const struct budget_policy *policy = &budget_policy_default;
	assert_int_equal(budget_state_worst(&levels, &config, policy, &worst), BUDGET_EXHAUSTED);
	assert_str(worst->entry->id, "d");

	struct text some[] = { text_of("a"), text_of("b"), text_of("c") };
	config.of = (struct text_list){ .p = some, .len = COUNT_OF(some) };
	assert_int_equal(budget_state_worst(&levels, &config, policy, &worst), BUDGET_LOW);
	assert_str(worst->entry->id, "c");

	/* Not known is worse than low. */
	levels.list.p[0].is_remaining_known = false;
	assert_int_equal(budget_state_worst(&levels, &config, policy, &worst), BUDGET_UNKNOWN);
	assert_str(worst->entry->id, "a");

	levels.list.len = 0;
	assert_int_equal(budget_state_worst(&levels, &config, policy, &worst), BUDGET_HEALTHY);
	assert_null(worst);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(states_begin_where_the_policy_says),
		claim(what_is_not_known_is_never_healthy),
		claim(a_policy_is_shares_in_order),
		claim(the_worst_of_those_asked_for_decides),
	};
	return claims_run("gates/budget", tests);
}
