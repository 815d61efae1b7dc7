/* SPDX-License-Identifier: MIT */
/*
 * What changes together: of a history, how often two things (files, or modules)
 * were changed by the same commits.
 *
 *	degree = 100 x shared commits / average of the commits of either
 *
 * What counts is what HEAD reaches, without merges (they change nothing), without
 * revisions to ignore, within the window, and only commits of at most `max_set`
 * files, for whoever changes everything says nothing about any two.
 *
 * Work and memory go with the number of changes, never with that of all pairs.
 * A result is read-only; any number of threads may ask it.
 */
#ifndef LINTEL_FACTS_COCHANGE_H
#define LINTEL_FACTS_COCHANGE_H

#include "base/attr.h"
#include "config/governance.h"
#include "facts/history.h"

struct arena;
struct err;

/* What is taken where nobody says anything else. */
#define COCHANGE_MIN_DEGREE 30
#define COCHANGE_MIN_SHARED 5
#define COCHANGE_MIN_REVISIONS 5
#define COCHANGE_MAX_SET 30
#define COCHANGE_WINDOW "1y"
#define COCHANGE_MAX_PAIRS 1000000

/* Which commits count, and how much. */
struct cochange_window {
	/* Committed after `since` (MOMENT_EVER: all of them) and not after `until`. */
	moment since;
	moment until;
	/* Of the files that a commit changes, those outside of the root too; 0 = no limit. */
	size_t max_set;
	/* In milliseconds: a commit that old weighs half; 0 = all weigh the same. */
	int64_t half_life;
};

/*
 * Reads a window as people write it, "1y", "90d" or "all": the commits up to
 * `until`, as large as is the default, all weighing the same.  False if it is none.
 */
NODISCARD bool cochange_window_read(struct cochange_window *window, struct str text, moment until);

/*
 * Reads a degree as people write it, "30 %", "30%" or "30", as percent from 0 to
 * 100.  False if it is none.
 */
NODISCARD bool cochange_degree_read(double *degree, struct str text);

/* What a pair must have to be one; each of its two must have changed so often. */
struct cochange_least {
	uint32_t revisions;
	uint32_t shared;
	/* In percent. */
	double degree;
	/* More pairs than that are an error. */
	size_t max_pairs;
};

struct cochange_pair {
	/* Numbers of items, a < b. */
	uint32_t a;
	uint32_t b;
	uint32_t shared;
	/* 0 to 100; of weights, where there is a half-life. */
	double degree;
};

struct cochange_sets;

struct cochange {
	/* Commits that count; those in the window that do not because of their size, or
	 * because they are to be ignored. */
	size_t commits;
	size_t too_large;
	size_t ignored;
	/* The most files of one that counts not. */
	size_t largest;
	/* For each item, how many of the commits changed it. */
	uint32_t *revisions;
	/* By degree, then by shared commits, both falling; then by number. */
	struct cochange_pair *pairs;
	size_t pair_count;
	struct cochange_sets *sets;
};

/*
 * Counts.  `items` says for each path of the history which item it is, or NONE:
 * history_names_today() for files, the modules of paths for modules; an item is
 * a number below `item_count`, and a commit changes it once.  `max_set` of the
 * window is from 1 to HISTORY_MOST_SET.  False if there are too many pairs.
 */
NODISCARD bool cochange_count(struct cochange *cochange, struct arena *arena,
		const struct history *history, const uint32_t *items, size_t item_count,
		const struct cochange_window *window, const struct cochange_least *least,
		struct err *err);

/* How many commits count. */
size_t cochange_commits(const struct history *history, const struct cochange_window *window);

/* The latest commits that a pair shares, at most `max` of them; how many. */
size_t cochange_shared(const struct cochange *cochange, const struct cochange_pair *pair,
		uint32_t *commits, size_t max);

/* How far changes reach. */
struct cochange_reach {
	/* Commits of the window that changed something of what was asked for. */
	size_t commits;
	/* Those of them that changed something of another module, too. */
	size_t crossing;
	/* The modules that they changed, summed up: modules / commits is the mean. */
	uint64_t modules;
};

/*
 * Of the commits that changed a path for which `is_asked` holds (by path of the
 * history; NULL for any path in a module): how many changed a path of a module
 * that those asked for and changed do not belong to.  With NULL, how many changed
 * more than one module.  `modules` are those of paths, or NONE.
 */
struct cochange_reach cochange_reach(const struct history *history, const uint32_t *modules,
		const uint8_t *is_asked, const struct cochange_window *window);

#endif
