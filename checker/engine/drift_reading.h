/* SPDX-License-Identifier: MIT */
/*
 * What the files of drift share: reading revisions.
 */
#ifndef LINTEL_ENGINE_DRIFT_READING_H
#define LINTEL_ENGINE_DRIFT_READING_H

#include "engine/drifting.h"
#include "facts/code_graph.h"

/*
 * Reads these revisions, several at a time; what is kept of them goes into
 * `arena`.  `drift` may be NULL: it gets what the rules could not judge.
 */
void drift_revisions_read(struct drift_revision **revisions, size_t count, struct drift *drift,
		struct arena *arena, const struct run *head, struct repository *repository);

/* Fills in what the judged run over the revision knows of it. */
void drift_revision_fill(
		struct drift_revision *revision, struct arena *arena, const struct run *past);

/* The lines of the found commit by which it is there, its parent's commit compared. */
void drift_steps_read(struct drift_found *found, struct arena *arena, const struct run *head,
		struct repository *repository, const struct drift_quest *quest, struct str parent);

/* Modules and the includes from one to another in judged files. */
struct code_graph drift_graph(struct arena *arena, const struct code *code);

#endif
