/* SPDX-License-Identifier: MIT */
#include "gates/playbook.h"

#include "base/arena.h"

/* Longer ways are shown up to here. */
#define WAY_MAX 8

static const struct register_entry *role_find(const struct registers *registers, struct str role)
{
	return registers ? register_find(registers, STR("role"), role) : NULL;
}

struct str playbook_role(const struct registers *registers, struct str role, struct arena *arena)
{
	const struct register_entry *entry = role_find(registers, role);
	struct str held = entry ? register_text(entry, STR("held_by")) : STR("");
	struct str deputy = entry ? register_text(entry, STR("deputy")) : STR("");
	struct str within = entry ? register_text(entry, STR("respond_within")) : STR("");

	if (!entry) {
		return str_fmt(arena, STR_FMT " (no such role record)", STR_ARG(role));
	}
	return str_fmt(arena, STR_FMT " (" STR_FMT "%s" STR_FMT "%s" STR_FMT ")", STR_ARG(role),
			STR_ARG(held.len ? held : STR("held by nobody")),
			deputy.len ? ", deputy " : "", STR_ARG(deputy),
			within.len ? ", answers within " : "", STR_ARG(within));
}

static bool is_passed(const struct register_entry *const *passed, size_t count,
		const struct register_entry *entry)
{
	for (size_t i = 0; i < count; i++) {
		if (passed[i] == entry) {
			return true;
		}
	}
	return false;
}

struct str playbook_way(const struct registers *registers, struct str role, struct arena *arena)
{
	const struct register_entry *passed[WAY_MAX];
	const struct register_entry *entry = role_find(registers, role);
	struct str way = playbook_role(registers, role, arena);
	size_t count = 0;

	while (entry && count < WAY_MAX) {
		passed[count++] = entry;
		struct str next = register_text(entry, STR("escalates_to"));
		if (next.len == 0) {
			break;
		}
		entry = role_find(registers, next);
		if (entry && is_passed(passed, count, entry)) {
			return str_fmt(arena, STR_FMT "; then in a circle back to " STR_FMT,
					STR_ARG(way), STR_ARG(next));
		}
		struct str text = playbook_role(registers, next, arena);
		way = str_fmt(arena, STR_FMT "; then " STR_FMT, STR_ARG(way), STR_ARG(text));
	}
	return way;
}

bool playbook_may_approve(const struct register_entry *role, enum config_rank rank)
{
	return register_has(role, STR("may_approve"), str_of(rank_words[rank]));
}

struct str playbook_approvers(
		const struct registers *registers, enum config_rank rank, struct arena *arena)
{
	struct str all = STR("");
	struct register_range roles = { 0 };

	if (registers) {
		roles = register_of_kind(registers, STR("role"));
	}
	for (size_t i = 0; i < roles.len; i++) {
		if (playbook_may_approve(&roles.p[i], rank)) {
			struct str text = playbook_role(registers, roles.p[i].id, arena);
			all = str_fmt(arena, STR_FMT "%s" STR_FMT, STR_ARG(all),
					all.len ? " or " : "", STR_ARG(text));
		}
	}
	return all;
}
