/* SPDX-License-Identifier: MIT */
#include "facts/code_owners.h"

#include "base/arena.h"

#include <stdlib.h>

struct code_owners_query code_owners_query_create(
		const struct code_owners *owners, struct arena *arena)
{
	return (struct code_owners_query){
		.owners = owners,
		.arena = arena,
		.max_steps = CODE_OWNERS_STEPS,
		.matcher = owner_matcher_create(owners->patterns, arena),
		.found = arena_new_array(arena, uint32_t, owners->sections.len),
		.is_excluded = arena_new_array(arena, bool, owners->sections.len),
	};
}

static int number_order(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;
	return left < right ? -1 : left > right;
}

void code_owners_ask(struct code_owners_query *query, struct str path)
{
	const struct code_owners *owners = query->owners;

	query->entries.len = 0;
	query->is_exhausted |= query->matcher.steps > query->max_steps;
	if (query->is_exhausted) {
		return;
	}
	owner_matcher_ask(&query->matcher, path);
	vec_each (const uint32_t, number, &query->matcher.lines) {
		const struct code_owners_entry *entry = &owners->entries.p[*number];
		uint32_t *found = &query->found[entry->section];
		if (entry->excludes) {
			query->is_excluded[entry->section] = true;
		} else if (*found < *number + 1) {
			*found = *number + 1;
		}
	}
	/* Each section is answered once and made ready for the next path. */
	vec_each (const uint32_t, number, &query->matcher.lines) {
		uint32_t section = owners->entries.p[*number].section;
		if (query->found[section] && !query->is_excluded[section]) {
			*vec_add(&query->entries, query->arena) = query->found[section] - 1;
		}
		query->found[section] = 0;
	}
	vec_each (const uint32_t, number, &query->matcher.lines) {
		query->is_excluded[owners->entries.p[*number].section] = false;
	}
	vec_sort(&query->entries, number_order);
}

const struct str *code_owners_name(
		const struct code_owners *owners, const struct code_owners_entry *entry, size_t at)
{
	return &owners->names.p[owners->named.p[entry->first_name + at]];
}
