/* SPDX-License-Identifier: MIT */
#include "gates/budget.h"

#include "base/err.h"
#include "base/problem.h"

const char *const budget_words[] = {
	[BUDGET_HEALTHY] = "healthy",
	[BUDGET_CAUTION] = "caution",
	[BUDGET_LOW] = "low",
	[BUDGET_UNKNOWN] = "unknown",
	[BUDGET_EXHAUSTED] = "exhausted",
};

const struct budget_policy budget_policy_default = { .caution = 0.5, .low = 0.25 };

static bool share_read(double *share, const struct text *text, struct problems *problems)
{
	struct quantity quantity;
	struct err err;

	if (text->s.len == 0) {
		return true;
	}
	bool is_share = quantity_read(&quantity, text->s, &err) && quantity.unit.is_ratio;
	double value = is_share ? quantity.value * quantity.unit.scale : -1;
	if (!(value >= 0 && value <= 1)) {
		return problem_add(problems, text->place, STR("write a share of it: \"25 %\""),
				"'" STR_FMT "' is no share of a budget", STR_ARG(text->s));
	}
	*share = value;
	return true;
}

bool budget_policy_read(struct budget_policy *policy, const struct config_budget *config,
		struct problems *problems)
{
	*policy = budget_policy_default;
	bool is_good = share_read(&policy->caution, &config->caution, problems);
	is_good = share_read(&policy->low, &config->low, problems) && is_good;
	if (is_good && policy->low > policy->caution) {
		const struct text *text = config->low.s.len ? &config->low : &config->caution;
		is_good = problem_add(problems, text->place,
				STR("caution comes first, for example: caution: 50 %, low: 25 %"),
				"a budget would be low before it is caution");
	}
	return is_good;
}

enum budget_state budget_state_of(
		const struct service_level *level, const struct budget_policy *policy)
{
	if (!level->is_remaining_known) {
		return BUDGET_UNKNOWN;
	}
	if (level->remaining <= 0) {
		return BUDGET_EXHAUSTED;
	}
	if (level->remaining < policy->low) {
		return BUDGET_LOW;
	}
	return level->remaining < policy->caution ? BUDGET_CAUTION : BUDGET_HEALTHY;
}

static bool is_asked(const struct config_budget *config, struct str id)
{
	for (size_t i = 0; i < config->of.len; i++) {
		if (str_eq(config->of.p[i].s, id)) {
			return true;
		}
	}
	return config->of.len == 0;
}

enum budget_state budget_state_worst(const struct service_levels *levels,
		const struct config_budget *config, const struct budget_policy *policy,
		const struct service_level **worst)
{
	enum budget_state state = BUDGET_HEALTHY;

	*worst = NULL;
	vec_each (const struct service_level, level, &levels->list) {
		if (!is_asked(config, level->entry->id)) {
			continue;
		}
		enum budget_state own = budget_state_of(level, policy);
		bool is_worse = !*worst || own > state
				|| (own == state && level->remaining < (*worst)->remaining);
		if (is_worse) {
			state = own;
			*worst = level;
		}
	}
	return state;
}
