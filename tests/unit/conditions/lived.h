/* SPDX-License-Identifier: MIT */
/*
 * Histories put together by hand, commit by commit, the latest first.
 */
#ifndef LINTEL_UNIT_CONDITIONS_LIVED_H
#define LINTEL_UNIT_CONDITIONS_LIVED_H

#include "base/arena.h"
#include "facts/history.h"

#include <stdlib.h>
#include <string.h>

#define LIVED_COMMITS 128
#define LIVED_CHANGES 1024
#define LIVED_PATHS 16

struct lived {
	struct history history;
	uint32_t modules[LIVED_PATHS];
};

/* Paths are sorted. */
static inline struct lived *lived_create(
		struct arena *arena, const char *const *paths, size_t count, uint32_t people)
{
	struct lived *lived = arena_new(arena, struct lived);
	struct history *history = &lived->history;
	history->commits = arena_new_array(arena, struct history_commit, LIVED_COMMITS);
	history->changes = arena_new_array(arena, struct history_change, LIVED_CHANGES);
	history->paths = arena_new_array(arena, struct str, count);
	history->path_count = count;
	history->people = people;
	history->head = NONE;
	for (size_t i = 0; i < count; i++) {
		history->paths[i] = str_of(paths[i]);
	}
	return lived;
}

/* The next older commit of the branch. */
static inline struct history_commit *lived_commit(struct lived *lived, moment at, uint32_t person)
{
	struct history *history = &lived->history;
	if (history->commit_count == LIVED_COMMITS) {
		abort();
	}
	struct history_commit *commit = &history->commits[history->commit_count];
	*commit = (struct history_commit){
		.flags = COMMIT_OF_HEAD,
		.at = at,
		.written = at,
		.person = person,
		.parent_count = 1,
		.first_change = (uint32_t)history->change_count,
		.reverts = NONE,
		.picked = NONE,
	};
	memset(commit->id, (int)(history->commit_count + 1), sizeof(commit->id));
	history->head = 0;
	history->commit_count++;
	return commit;
}

/* A change of the commit that was added last. */
static inline struct history_change *lived_change(
		struct lived *lived, enum history_change_kind kind, uint32_t path, uint32_t lines)
{
	struct history *history = &lived->history;
	if (history->change_count == LIVED_CHANGES) {
		abort();
	}
	struct history_change *change = &history->changes[history->change_count++];
	*change = (struct history_change){
		.path = path, .from = NONE, .lines = lines, .kind = kind
	};
	history->commits[history->commit_count - 1].change_count++;
	return change;
}

#endif
