/* SPDX-License-Identifier: MIT */
#include "cli/record_rules.h"

#include "base/arena.h"
#include "engine/run.h"
#include "findings/own.h"

bool record_rules_has(struct str rule)
{
	return str_starts(rule, STR("lintel/record/")) || str_eq(rule, STR("lintel/trigger/broken"))
	       || str_eq(rule, STR("lintel/trigger/review"));
}

void record_rules_choose(struct run_options *options, struct arena *arena)
{
	struct str *ids = arena_new_array(arena, struct str, OWN_RULES);
	for (size_t i = 0; i < OWN_RULES; i++) {
		if (record_rules_has(own_rules[i].id)) {
			ids[options->rules_count++] = own_rules[i].id;
		}
	}
	options->rules = ids;
}
