/* SPDX-License-Identifier: MIT */
/*
 * Who really changes what: how the commits to some files spread over people,
 * and how often people of one owner change what is another's.
 *
 * People are numbers and stay so: what comes out are counts and shares of
 * modules, paths and owners.  Every function is pure; any thread may call it.
 *
 * An owner is a name that people wrote: `owner:` of a module, a team of
 * `history.teams`, or a code owner.  Somebody belongs to the owner whose team
 * their address is in or, where no teams are declared, to the owner whose
 * modules most of their commits within the time changed.  Two owners with
 * equally many, or fewer than OWNERSHIP_LEAST_OF_ONE commits: not known.
 */
#ifndef LINTEL_FACTS_OWNERSHIP_H
#define LINTEL_FACTS_OWNERSHIP_H

#include "facts/history.h"

struct arena;

/* Fewer commits say nothing about files, or about where somebody belongs. */
#define OWNERSHIP_LEAST 10
#define OWNERSHIP_LEAST_OF_ONE 3

/* A commit that changes modules of more owners says nothing about any two of them. */
#define OWNERSHIP_MOST_TOGETHER 30

struct owner {
	/* As it was written first. */
	struct str name;
	/* It may be one person: nothing derived from history is told of it by name. */
	bool is_person;
};

struct ownership {
	/* history->reason says whether there is anything to count. */
	const struct history *history;
	/* By path of the history: the module it belongs to today, or NONE. */
	const uint32_t *modules;
	size_t module_count;
	const struct owner *owners;
	size_t owner_count;
	/* By module: its owner, or NONE where it has none, or several. */
	const uint32_t *module_owners;
	/* By person: the owner whose team they are in, or NONE; NULL where no teams are declared.
	 */
	const uint32_t *teams;
	/* By person: a robot, whose commits are not counted; NULL where there are none. */
	const bool *robots;
	/* Commits that change more files say nothing about what is changed together. */
	uint32_t max_set;
};

/* What happened to some files after `from`, up to and with `to`. */
struct ownership_span {
	moment from;
	moment to;
};

/* Commits that are ignored, of robots, not of HEAD, or merges are not counted. */
struct ownership_sum {
	uint32_t commits;
	uint32_t people;
	/* The share of the commits made by whoever made most of them, 0 to 1. */
	double top;
	/* The least number of people who made at least half of the commits. */
	uint32_t absence;
	/* 1 - the sum of the squares of people's shares: 0 = one person made all. */
	double fragmentation;
	/* Commits to files that have an owner. */
	uint32_t owned;
	/* Those of them by people of whom it is known where they belong, to files of owners
	 * whose people may be told of. */
	uint32_t placed;
	/* Those of these by people who belong to another owner. */
	uint32_t crossing;
	/* Those commits to files that have an owner that changed no more than max_set files. */
	uint32_t small;
	/* Those of them that change files of another owner too. */
	uint32_t spanning;
};

/* What may be told of the people of an owner. */
enum owner_people {
	PEOPLE_TOLD,
	/* They may be one person. */
	PEOPLE_ONE,
	/* Where teams are declared: none of it commits, or the owner has no team. */
	PEOPLE_UNKNOWN,
};

struct belonging {
	/* By person: the owner they belong to, or NONE. */
	const uint32_t *owners;
	/* By owner, of enum owner_people. */
	const uint8_t *people;
};

/* Who belongs where within this time.  Ask once for several questions about it. */
const struct belonging *ownership_belonging(
		const struct ownership *ownership, struct ownership_span span, struct arena *arena);

/* Of the commits that changed a path whose `wanted` is not 0; `belonging` is of the same time. */
struct ownership_sum ownership_of_paths(const struct ownership *ownership, const uint8_t *wanted,
		struct ownership_span span, const struct belonging *belonging,
		struct arena *scratch);

/* Of each module. */
struct ownership_sum *ownership_of_modules(const struct ownership *ownership,
		struct ownership_span span, const struct belonging *belonging, struct arena *arena);

/* What passes between two owners. */
struct ownership_pair {
	/* Numbers of owners, left < right. */
	uint32_t left;
	uint32_t right;
	/* Commits of no more than max_set files that change modules of both, and of
	 * OWNERSHIP_MOST_TOGETHER owners at most. */
	uint32_t together;
	/* Commits by people of the left one to modules of the right one, and the other way. */
	uint32_t left_in_right;
	uint32_t right_in_left;
};

/* Those with any of the three above 0, by left, then right. */
struct ownership_pair *ownership_pairs(const struct ownership *ownership,
		struct ownership_span span, const struct belonging *belonging, struct arena *arena,
		size_t *count);

/* How much of a module one person changed: for those who may show names, and nobody else. */
struct ownership_author {
	uint32_t module;
	uint32_t person;
	uint32_t commits;
};

/* By module; within it those with most commits first, then by person. */
struct ownership_author *ownership_authors(const struct ownership *ownership,
		struct ownership_span span, struct arena *arena, size_t *count);

/* Why the number of people and how commits spread over them is not known, or REASON_NONE. */
enum reason ownership_people_reason(
		const struct ownership *ownership, const struct ownership_sum *sum);
/* Why crossing / placed is not known, or REASON_NONE. */
enum reason ownership_crossing_reason(
		const struct ownership *ownership, const struct ownership_sum *sum);
/* Why spanning / small is not known, or REASON_NONE. */
enum reason ownership_spanning_reason(
		const struct ownership *ownership, const struct ownership_sum *sum);

#endif
