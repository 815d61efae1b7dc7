/* SPDX-License-Identifier: MIT */
/*
 * Which beginnings of units are worth parsing once, where they are kept, and
 * what is to be done next.
 *
 * Units of one folder with the same flags, whose leads begin alike, are a group
 * with a prefix.  Of all beginnings those are chosen that save more than they
 * cost.  Group 0 is of the units that are parsed as a whole.
 *
 *	PLANNED -> BEING_MADE -> READY
 *	                    \--> FAILED: its jobs go to group 0
 */
#ifndef LINTEL_SOURCES_C_PREFIXES_H
#define LINTEL_SOURCES_C_PREFIXES_H

#include "sources/c/c.h"

enum group_state {
	GROUP_PLANNED,
	GROUP_BEING_MADE,
	GROUP_READY,
	GROUP_FAILED,
};

struct prefix_group {
	enum group_state state;
	/* The entry that its prefix is made from, and how many directives. */
	uint32_t entry;
	uint32_t lead;
	struct str path;
	/* Numbers of jobs: those before `next` were given out, `done` have ended. */
	VEC(uint32_t) jobs;
	size_t next;
	size_t done;
};

struct prefixes {
	struct arena *arena;
	VEC(struct prefix_group) groups;
	/* Private; empty if there is none. */
	struct str folder;
};

/* What a worker is to do. */
struct prefix_task {
	uint32_t group;
	/* Make the group's prefix; else parse the job. */
	bool makes_prefix;
	size_t job;
};

/* Forms the groups; a folder is made if there are any besides group 0. */
void prefixes_plan(struct prefixes *prefixes, struct arena *arena, const struct compile_db *db,
		const struct c_job *jobs, size_t count, const struct root *root,
		const struct c_prefixing *prefixing);

/* Whether prefixes_next() has one. */
bool prefixes_has_task(const struct prefixes *prefixes);
/* The next task; false if nothing can be done until others have ended theirs. */
NODISCARD bool prefixes_next(struct prefixes *prefixes, struct prefix_task *task);

/* A task has ended. */
void prefixes_made(struct prefixes *prefixes, uint32_t group, bool is_good);
void prefixes_job_done(struct prefixes *prefixes, uint32_t group);
/* The job ended badly behind its prefix: it shall be parsed as a whole. */
void prefixes_job_again(struct prefixes *prefixes, size_t job, uint32_t group);

/* Removes the folder and all in it. */
void prefixes_finish(struct prefixes *prefixes);

#endif
