/* SPDX-License-Identifier: MIT */
#include "cli/kinds.h"

#include "base/arena.h"
#include "rules/rule.h"

struct schema_kind *kinds_list(struct arena *arena)
{
	struct schema_kind *kinds = arena_new_array(arena, struct schema_kind, rule_kind_count);
	for (size_t i = 0; i < rule_kind_count; i++) {
		kinds[i] = (struct schema_kind){
			.name = rule_kinds[i]->name,
			.summary = rule_kinds[i]->summary,
			.keys = rule_kinds[i]->keys,
			.severity = rule_kinds[i]->severity,
		};
	}
	return kinds;
}
