/* SPDX-License-Identifier: MIT */
/*
 * Whom a module belongs to by what people wrote: `owner:` of lintel.yaml, and
 * the code owners of its files, which are judged alone.
 */
#ifndef LINTEL_FACTS_MODULE_OWNERS_H
#define LINTEL_FACTS_MODULE_OWNERS_H

#include "facts/code.h"
#include "facts/code_owners.h"
#include "facts/ownership.h"

enum module_owner_state {
	/* There is no file of code owners, or it does not count. */
	OWNER_NOT_ASKED,
	/* No file of the module has a code owner. */
	OWNER_NOBODY,
	/* The module declares none, and some file has a code owner. */
	OWNER_UNDECLARED,
	/* The declared owner is a code owner of each file that has one. */
	OWNER_AGREES,
	/* Of some, and others have other owners. */
	OWNER_PARTLY,
	/* Of none. */
	OWNER_DISAGREES,
};

/* "not-asked", "nobody", "undeclared", …: indexed by enum module_owner_state. */
extern const char *const module_owner_words[];

/* A code owner of a module, and of how many of its files. */
struct module_code_owner {
	/* Number in code_owners.names. */
	uint32_t name;
	uint32_t files;
	/* The first entry that names it for one of them. */
	uint32_t entry;
};

struct module_owners {
	enum module_owner_state state;
	/* Judged files: all, those with a code owner, those of which it is the declared one. */
	uint32_t files;
	uint32_t owned;
	uint32_t agreed;
	/* Those with most files first, then by name. */
	struct module_code_owner *owners;
	size_t owner_count;
	/* Number of the owner in the history's sense, or NONE; see module_owners_number(). */
	uint32_t owner;
};

/*
 * By module.  `*is_exhausted`: the patterns are too many for so many files, and
 * no module is asked.
 */
struct module_owners *module_owners_find(const struct code *code, const struct code_owners *owners,
		struct arena *arena, bool *is_exhausted);

struct owner_numbers;

/*
 * Sets `owner` of each: the declared one; else the one code owner that each of
 * its files with any has, and no other.
 */
void module_owners_number(struct module_owners *modules, const struct code *code,
		const struct code_owners *owners, struct owner_numbers *numbers);

#endif
