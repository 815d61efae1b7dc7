/* SPDX-License-Identifier: MIT */
/*
 * The log of deployments, as a pipeline keeps it: JSON lines, or CSV with a
 * line of names (by the file's name).
 *
 *	{"id":"2026.11.2","at":"2026-11-20T10:00:00Z","commit":"3f2c1aa","class":"feature"}
 */
#ifndef LINTEL_SOURCES_DEPLOYMENTS_LOG_H
#define LINTEL_SOURCES_DEPLOYMENTS_LOG_H

#include "facts/deployment.h"

struct arena;
struct problems;

/*
 * Adds those of one file; deployments_sort() when all are read.  Every bad line
 * goes to `problems`; false if there was any.
 */
NODISCARD bool deployments_read(struct deployments *deployments, struct arena *arena,
		struct str path, struct str text, struct problems *problems);

/* By time; an id that a service has twice goes to `problems`, and false is returned. */
NODISCARD bool deployments_sort(
		struct deployments *deployments, struct arena *arena, struct problems *problems);

#endif
