/* SPDX-License-Identifier: MIT */
/*
 * What is left of an error budget, in the words that a gate's policy has for it.
 *
 *	healthy  >= caution (50 %) > caution  >= low (25 %) > low > 0 >= exhausted
 *
 * Nothing here decides about a change: gate.c asks which state there is, and
 * the policy says which classes of change pass in it.
 */
#ifndef LINTEL_GATES_BUDGET_H
#define LINTEL_GATES_BUDGET_H

#include "config/governance.h"
#include "gates/service_level.h"

struct problems;

/* From the best to the worst; what is unknown is worse than low and better than exhausted. */
enum budget_state {
	BUDGET_HEALTHY,
	BUDGET_CAUTION,
	BUDGET_LOW,
	BUDGET_UNKNOWN,
	BUDGET_EXHAUSTED,
};

/* "healthy", "caution", "low", "unknown", "exhausted": indexed by enum budget_state. */
extern const char *const budget_words[];

/* Shares of the budget: below them it is caution, and low. */
struct budget_policy {
	double caution;
	double low;
};

/* 50 % and 25 %. */
extern const struct budget_policy budget_policy_default;

/*
 * The shares that a gate's configuration names, or the default ones.  What is no
 * share from 0 to 100 %, or in the wrong order, goes to `problems`; false then.
 */
NODISCARD bool budget_policy_read(struct budget_policy *policy, const struct config_budget *config,
		struct problems *problems);

enum budget_state budget_state_of(
		const struct service_level *level, const struct budget_policy *policy);

/*
 * The worst state of the service levels that `config->of` names, or of all where
 * it names none; healthy where there are none.  `*worst` is the level that decided,
 * or NULL.  Names in `of` that are no service level are the caller's to refuse.
 */
enum budget_state budget_state_worst(const struct service_levels *levels,
		const struct config_budget *config, const struct budget_policy *policy,
		const struct service_level **worst);

#endif
