/* SPDX-License-Identifier: MIT */
/*
 * How a decision record becomes accepted, in steps of which each leaves the
 * repository whole: it gets its number and name, its status and date, the
 * records that it supersedes say so, and the lock file remembers it.  After a
 * kill the same command does what is left.
 */
#ifndef LINTEL_CLI_ACCEPTANCE_H
#define LINTEL_CLI_ACCEPTANCE_H

#include "base/buf.h"
#include "cli/command.h"
#include "facts/decision.h"
#include "reviews/lock.h"

struct decision_reader;
struct run;

struct acceptance {
	struct cli *cli;
	const struct run *run;
	const struct decision_reader *reader;
	struct lock lock;
	/* The day to write, "2026-11-21". */
	struct str day;
	/* Given with --number; 0 = the next free one. */
	uint64_t number;
	/* What was done, for people. */
	struct buf out;
};

/* With the records and the lock file that the run has read. */
void acceptance_begin(struct acceptance *acceptance, struct cli *cli, const struct run *run);
void acceptance_finish(struct acceptance *acceptance);

/* All steps for one record; what fails is printed. */
NODISCARD bool acceptance_run(struct acceptance *acceptance, const struct decision *decision);

/* Whether the lock file remembers it as it is. */
bool acceptance_is_locked(const struct acceptance *acceptance, const struct decision *decision);

/* The last step alone, for a record that is in force; it is written at the end. */
NODISCARD bool acceptance_lock(struct acceptance *acceptance, const struct decision *decision);
NODISCARD bool acceptance_write_lock(struct acceptance *acceptance);

/* The highest number that any record, link or row of the lock file has had. */
uint64_t acceptance_last_number(
		const struct decisions *decisions, const struct lock *lock, size_t *width);

#endif
