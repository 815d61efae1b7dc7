/* SPDX-License-Identifier: MIT */
/*
 * Files that list revisions to ignore: commits that are no changes of what the
 * code does, one id a line.  For the files of this room.
 */
#ifndef LINTEL_ENGINE_IGNORING_H
#define LINTEL_ENGINE_IGNORING_H

#include "engine/run.h"

struct ignored_revision {
	/* As written: 7 to 40 digits. */
	struct str id;
	struct place place;
};

struct ignored_revisions {
	struct ignored_revision *p;
	size_t len;
	size_t cap;
};

/* Reads those that lintel.yaml names, or the usual one where it is there. */
NODISCARD bool ignored_revisions_read(
		struct ignored_revisions *ignored, struct run *run, struct err *err);

/* Warns of those that the history does not have. */
void ignored_revisions_check(const struct ignored_revisions *ignored, struct run *run,
		const struct history *history);

#endif
