/* SPDX-License-Identifier: MIT */
/*
 * A file of code owners as plain data: whom the forge asks about which paths.
 *
 * Made by sources/owners/, then read-only; it lives in the arena it was made
 * in.  Names are as people wrote them: "@org/team", "@somebody", an address.
 */
#ifndef LINTEL_FACTS_CODE_OWNERS_H
#define LINTEL_FACTS_CODE_OWNERS_H

#include "base/place.h"
#include "base/vec.h"
#include "facts/owner_patterns.h"

/* So many faults are kept; more are counted. */
#define CODE_OWNERS_FAULTS 50
/*
 * A few seconds of work for all paths together.  A path takes as many steps as
 * it has segments, and one for each pattern with wildcards that could match.
 */
#define CODE_OWNERS_STEPS 50000000

/* A pattern and whom it names; nobody is an answer too. */
struct code_owners_entry {
	struct place place;
	/* As written. */
	struct str pattern;
	/* Number of its section. */
	uint32_t section;
	/* code_owners.named[first_name] up to first_name + name_count. */
	uint32_t first_name;
	uint32_t name_count;
	/* GitLab's "!": what matches belongs to nobody in this section. */
	bool excludes;
};

struct code_owners_section {
	/* Empty for what stands before the first section. */
	struct str name;
	/* GitLab's "^": its owners are named, and need not approve. */
	bool is_optional;
	/* How many of its owners must approve. */
	uint32_t approvals;
};

/* A line, or an owner on it, that does not count. */
struct code_owners_fault {
	struct place place;
	struct str text;
	struct str remedy;
};

struct code_owners {
	/* Empty: there is no such file. */
	struct str path;
	enum owner_syntax syntax;
	/* Why none of it counts, and what to do; else empty. */
	struct str problem;
	struct str remedy;
	VEC(struct code_owners_entry) entries;
	VEC(struct code_owners_section) sections;
	/* Names, each once in one spelling. */
	VEC(struct str) names;
	VEC(uint32_t) named;
	VEC(struct code_owners_fault) faults;
	/* Those that are kept, and the others. */
	size_t fault_count;
	struct owner_patterns *patterns;
};

/* Who owns a path: asked path after path, on one thread. */
struct code_owners_query {
	const struct code_owners *owners;
	struct arena *arena;
	struct owner_matcher matcher;
	/*
	 * The answer: the entry that decides in each section that has one, by section;
	 * one that names nobody is there too.
	 */
	VEC(uint32_t) entries;
	/* Of the query itself, by section: the entry found so far + 1, excluded or not. */
	uint32_t *found;
	bool *is_excluded;
	/* CODE_OWNERS_STEPS, unless somebody sets another limit. */
	uint64_t max_steps;
	/* The patterns are too many for so many paths: from here on nothing is found. */
	bool is_exhausted;
};

struct code_owners_query code_owners_query_create(
		const struct code_owners *owners, struct arena *arena);

/* Sets `entries` to what decides about the path. */
void code_owners_ask(struct code_owners_query *query, struct str path);

/* The names of an entry. */
const struct str *code_owners_name(
		const struct code_owners *owners, const struct code_owners_entry *entry, size_t at);

#endif
