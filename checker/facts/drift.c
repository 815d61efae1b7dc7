/* SPDX-License-Identifier: MIT */
#include "facts/drift.h"

#include "base/arena.h"

#include <stdlib.h>

static int use_order(const void *a, const void *b)
{
	const struct drift_use *x = a;
	const struct drift_use *y = b;
	int order = str_cmp(x->from, y->from);
	return order ? order : str_cmp(x->to, y->to);
}

const struct drift_use *drift_use_find(
		const struct drift_revision *revision, struct str from, struct str to)
{
	const struct drift_use key = { .from = from, .to = to };
	return revision->uses.len > 0 ? bsearch(&key, revision->uses.p, revision->uses.len,
							sizeof(key), use_order)
				      : NULL;
}

static bool cycle_has(const struct drift_cycle *cycle, struct str module)
{
	return cycle->count > 0
	       && bsearch(&module, cycle->members, cycle->count, sizeof(module), str_order);
}

const struct drift_cycle *drift_cycle_of(const struct drift_revision *revision, struct str module)
{
	vec_each (const struct drift_cycle, cycle, &revision->cycles) {
		if (cycle_has(cycle, module)) {
			return cycle;
		}
	}
	return NULL;
}

uint32_t drift_findings_of(const struct drift_revision *revision, struct str rule)
{
	vec_each (const struct drift_rule, one, &revision->rules) {
		if (str_eq(one->id, rule)) {
			return one->findings;
		}
	}
	return 0;
}

/* Whether all of its members were in one cycle already. */
static bool was_tied(const struct drift_revision *before, const struct drift_cycle *cycle)
{
	const struct drift_cycle *old = drift_cycle_of(before, cycle->members[0]);
	for (size_t i = 1; old && i < cycle->count; i++) {
		old = cycle_has(old, cycle->members[i]) ? old : NULL;
	}
	return old != NULL;
}

struct drift_change drift_change_between(struct arena *arena, const struct drift_revision *before,
		const struct drift_revision *now)
{
	struct drift_change change = { 0 };
	vec_each (const struct drift_use, use, &now->uses) {
		if (!drift_use_find(before, use->from, use->to)) {
			*vec_add(&change.came, arena) = *use;
		}
	}
	vec_each (const struct drift_use, use, &before->uses) {
		if (!drift_use_find(now, use->from, use->to)) {
			*vec_add(&change.went, arena) = *use;
		}
	}
	vec_each (const struct drift_cycle, cycle, &now->cycles) {
		if (!was_tied(before, cycle)) {
			*vec_add(&change.tied, arena) = *cycle;
		}
	}
	vec_each (const struct drift_cycle, cycle, &before->cycles) {
		if (!was_tied(now, cycle)) {
			*vec_add(&change.untied, arena) = *cycle;
		}
	}
	return change;
}
