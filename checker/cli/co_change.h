/* SPDX-License-Identifier: MIT */
/*
 * What `lintel co-change` shows: pairs of modules and of files, and how they are
 * written.
 */
#ifndef LINTEL_CLI_CO_CHANGE_H
#define LINTEL_CLI_CO_CHANGE_H

#include "base/buf.h"
#include "base/calendar.h"
#include "rules/coupling.h"

enum pair_state {
	/* Of two modules that both are there. */
	PAIR_CROSSING,
	PAIR_WITHIN,
	/* One of the two files is in no module. */
	PAIR_UNASSIGNED,
	/* One of the two files is no longer there, or never was one that is read. */
	PAIR_GONE,
};

struct pair_row {
	struct str names[2];
	/* Files: those of their modules, or empty. */
	struct str modules[2];
	uint32_t revisions[2];
	uint32_t shared;
	double degree;
	enum pair_state state;
	/* Of enum coupling_tie: of the two files; of the modules. */
	unsigned ties;
	unsigned module_ties;
};

struct pair_table {
	bool is_wanted;
	VEC(struct pair_row) rows;
};

struct co_change_result {
	struct cochange_window window;
	struct duration half_life;
	struct cochange_least least;
	/* Commits that count, and that do not. */
	size_t commits;
	size_t too_large;
	size_t ignored;
	struct pair_table modules;
	struct pair_table files;
};

void co_change_text(const struct co_change_result *result, struct arena *arena, struct buf *out);
void co_change_json(const struct co_change_result *result, struct arena *arena, struct buf *out);
void co_change_csv(const struct co_change_result *result, struct arena *arena, struct buf *out);

#endif
