/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/family.h"

#include "base/arena.h"

void families_init(struct families *families, struct arena *arena, const struct member_rule *rules,
		size_t rule_count)
{
	*families = (struct families){
		.arena = arena,
		.by_name = map_create(arena),
		.rules = rules,
		.rule_count = rule_count,
	};
}

struct family *family_find(const struct families *families, struct str name)
{
	return map_ptr(families->by_name, name);
}

struct family *family_put(struct families *families, struct str name)
{
	bool is_new;
	struct map_entry *entry = map_put(families->by_name, name, &is_new);
	if (is_new && families->by_name->len > FAMILIES_MAX) {
		return NULL;
	}
	if (is_new) {
		struct family *family = arena_new(families->arena, struct family);
		family->name = entry->key;
		entry->ptr = family;
	}
	return entry->ptr;
}

const struct member_rule *family_member(
		const struct families *families, struct str name, struct family **family)
{
	for (size_t i = 0; i < families->rule_count; i++) {
		const struct member_rule *rule = &families->rules[i];
		if (!str_ends(name, rule->suffix)) {
			continue;
		}
		struct str stem = str_slice(name, 0, name.len - rule->suffix.len);
		*family = family_find(families, stem);
		if (*family && (*family)->has_type && (*family)->type == rule->type) {
			return rule;
		}
	}
	*family = family_find(families, name);
	return NULL;
}
