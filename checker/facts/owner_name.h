/* SPDX-License-Identifier: MIT */
/*
 * The names of owners: "team-net" of lintel.yaml and "@org/team-net" of code
 * owners are one owner in two spellings.
 */
#ifndef LINTEL_FACTS_OWNER_NAME_H
#define LINTEL_FACTS_OWNER_NAME_H

#include "base/attr.h"
#include "base/str.h"
#include "base/vec.h"
#include "facts/ownership.h"

struct arena;
struct map;

/* In lower case: A to Z alone, as forges compare names. */
struct str owner_name_fold(struct arena *arena, struct str name);

/*
 * Whether the two are one owner: equal but for case and a leading '@' and, if
 * one of them says no organisation, but for the organisation of the other.
 */
bool owner_name_same(struct str a, struct str b);

/* "somebody@example.com", or "@somebody" without an organisation: maybe one person. */
bool owner_name_is_person(struct str name);

/* Owners, each numbered once however it is spelled. */
struct owner_numbers {
	struct arena *arena;
	VEC(struct owner) list;
	/* Whole names, and names without organisation, to numbers. */
	struct map *whole;
	struct map *short_names;
};

void owner_numbers_init(struct owner_numbers *numbers, struct arena *arena);

/*
 * The number of the owner called so; of two that only an organisation tells
 * apart, a name without one is the one that was there first.  `is_declared`:
 * by the configuration, which names teams.
 */
uint32_t owner_number(struct owner_numbers *numbers, struct str name, bool is_declared);

#endif
