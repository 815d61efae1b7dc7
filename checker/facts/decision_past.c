/* SPDX-License-Identifier: MIT */
#include "facts/decision_past.h"

#include "base/arena.h"

/* Looks at each change of a record's file, the latest first. */
struct looking {
	const struct history *history;
	moment as_of;
	/* By path of the history: the record whose file has this name today, or NONE. */
	const uint32_t *records;
};

typedef void change_fn(uint32_t record, uint32_t commit, uint32_t path, void *ctx);

static const uint32_t *records_of_paths(struct arena *arena, const struct decisions *decisions,
		const struct history *history)
{
	const uint32_t *today = history_names_today(history, arena);
	uint32_t *of_names = arena_new_array(arena, uint32_t, history->path_count);
	uint32_t *records = arena_new_array(arena, uint32_t, history->path_count);
	for (size_t i = 0; i < history->path_count; i++) {
		of_names[i] = NONE;
	}
	for (size_t i = 0; i < decisions->list.len; i++) {
		uint32_t path = history_path_find(history, decisions->list.p[i].path);
		if (path != NONE) {
			of_names[path] = (uint32_t)i;
		}
	}
	for (size_t i = 0; i < history->path_count; i++) {
		records[i] = of_names[today[i]];
	}
	return records;
}

static void look(const struct looking *looking, change_fn *fn, void *ctx)
{
	const struct history *history = looking->history;
	for (uint32_t c = 0; c < history->commit_count; c++) {
		const struct history_commit *commit = &history->commits[c];
		if (!(commit->flags & COMMIT_OF_HEAD) || commit->at > looking->as_of) {
			continue;
		}
		for (uint32_t i = 0; i < commit->change_count; i++) {
			const struct history_change *change =
					&history->changes[commit->first_change + i];
			if (looking->records[change->path] != NONE) {
				fn(looking->records[change->path], c, change->path, ctx);
			}
		}
	}
}

static void past_note(uint32_t record, uint32_t commit, uint32_t path, void *ctx)
{
	struct decision_past *past = (struct decision_past *)ctx + record;
	(void)path;
	past->changed = past->changed == NONE ? commit : past->changed;
	past->added = commit;
}

struct decision_past *decision_pasts(struct arena *arena, const struct decisions *decisions,
		const struct history *history, moment as_of)
{
	struct arena *scratch = arena_create();
	struct decision_past *pasts =
			arena_new_array(arena, struct decision_past, decisions->list.len);
	const struct looking looking = {
		.history = history,
		.as_of = as_of,
		.records = records_of_paths(scratch, decisions, history),
	};
	for (size_t i = 0; i < decisions->list.len; i++) {
		pasts[i] = (struct decision_past){
			.added = NONE, .changed = NONE, .accepted = NONE, .culprit = NONE
		};
	}
	look(&looking, past_note, pasts);
	arena_destroy(scratch);
	return pasts;
}

/* ---- versions ---- */

struct gathering {
	const uint8_t *wanted;
	/* By record: how many there are, and then where the next one goes. */
	size_t *places;
	struct decision_version *versions;
};

static void version_count(uint32_t record, uint32_t commit, uint32_t path, void *ctx)
{
	const struct gathering *gathering = ctx;
	(void)commit;
	(void)path;
	gathering->places[record] += gathering->wanted[record] != 0;
}

static void version_add(uint32_t record, uint32_t commit, uint32_t path, void *ctx)
{
	const struct gathering *gathering = ctx;
	if (gathering->places[record] != SIZE_MAX) {
		gathering->versions[gathering->places[record]++] =
				(struct decision_version){ record, commit, path };
	}
}

struct decision_version *decision_versions(struct arena *arena, const struct decisions *decisions,
		const struct history *history, moment as_of, const uint8_t *wanted, size_t *count)
{
	struct arena *scratch = arena_create();
	size_t *places = arena_new_array(scratch, size_t, decisions->list.len);
	struct gathering gathering = { .wanted = wanted, .places = places };
	const struct looking looking = {
		.history = history,
		.as_of = as_of,
		.records = records_of_paths(scratch, decisions, history),
	};
	look(&looking, version_count, &gathering);
	*count = 0;
	for (size_t i = 0; i < decisions->list.len; i++) {
		size_t own = places[i];
		bool is_few = own > 0 && own <= PAST_VERSIONS_MAX
			      && *count + own <= PAST_ALL_VERSIONS_MAX;
		places[i] = is_few ? *count : SIZE_MAX;
		*count += is_few ? own : 0;
	}
	gathering.versions = arena_new_array(arena, struct decision_version, *count);
	look(&looking, version_add, &gathering);
	arena_destroy(scratch);
	return gathering.versions;
}
