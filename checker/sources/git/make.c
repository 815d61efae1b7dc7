/* SPDX-License-Identifier: MIT */
/*
 * From a log of the whole repository to the history of one root.
 */
#include "base/arena.h"
#include "base/err.h"
#include "sources/git/log.h"
#include "sources/git/mailmap.h"

#include <stdlib.h>
#include <string.h>

#define REACHED 1
#define REACHED_FROM_HEAD 2

struct making {
	struct history *history;
	struct arena *arena;
	struct arena *scratch;
	const struct history_log *log;
	struct str prefix;
	/* By number in the log: marks, children not yet placed, number in the history. */
	uint8_t *marks;
	uint32_t *children;
	uint32_t *numbers;
	/* By number in the history. */
	uint32_t *order;
	/* By path of the log: its number in the history, or NONE outside of the root. */
	uint32_t *paths;
};

/* ---- which commits ---- */

static void mark(struct making *making, uint32_t commit, uint8_t bits)
{
	const struct history_log *log = making->log;
	VEC(uint32_t) waiting = { 0 };

	if ((making->marks[commit] & bits) == bits) {
		return;
	}
	making->marks[commit] |= bits;
	*vec_add(&waiting, making->scratch) = commit;
	while (waiting.len > 0) {
		const struct log_commit *next = &log->commits.p[waiting.p[--waiting.len]];
		for (uint32_t i = 0; i < next->parent_count; i++) {
			uint32_t parent = log->parents.p[next->first_parent + i];
			if ((making->marks[parent] & bits) != bits) {
				making->marks[parent] |= bits;
				*vec_add(&waiting, making->scratch) = parent;
			}
		}
	}
}

static bool tip_mark(struct making *making, const git_oid *id, uint8_t bits, struct err *err)
{
	uint32_t commit = log_find(making->log, id->id);
	if (commit == NONE) {
		return err_set(err, "the history changed while it was read");
	}
	mark(making, commit, bits);
	return true;
}

/* ---- in which order ---- */

/* Whether commit `a` of the log comes first of two that could be next. */
static bool comes_first(const struct history_log *log, uint32_t a, uint32_t b)
{
	const struct log_commit *left = &log->commits.p[a];
	const struct log_commit *right = &log->commits.p[b];
	if (left->at != right->at) {
		return left->at > right->at;
	}
	return memcmp(left->id, right->id, sizeof(left->id)) < 0;
}

/* A heap of commits of the log that could be next. */
struct ready {
	const struct history_log *log;
	uint32_t *p;
	size_t len;
};

static void ready_add(struct ready *ready, uint32_t commit)
{
	size_t at = ready->len++;
	for (; at > 0 && comes_first(ready->log, commit, ready->p[(at - 1) / 2]);
			at = (at - 1) / 2) {
		ready->p[at] = ready->p[(at - 1) / 2];
	}
	ready->p[at] = commit;
}

static uint32_t ready_take(struct ready *ready)
{
	uint32_t first = ready->p[0];
	uint32_t last = ready->p[--ready->len];
	size_t at = 0;
	for (size_t child = 1; child < ready->len; child = 2 * at + 1) {
		child += child + 1 < ready->len
			 && comes_first(ready->log, ready->p[child + 1], ready->p[child]);
		if (!comes_first(ready->log, ready->p[child], last)) {
			break;
		}
		ready->p[at] = ready->p[child];
		at = child;
	}
	ready->p[at] = last;
	return first;
}

/* Children before parents; false if that cannot be. */
static bool commits_order(struct making *making)
{
	const struct history_log *log = making->log;
	size_t count = log->commits.len;
	size_t reached = 0;
	struct ready ready = {
		.log = log,
		.p = arena_new_array(making->scratch, uint32_t, count),
	};

	for (size_t i = 0; i < count; i++) {
		const struct log_commit *commit = &log->commits.p[i];
		reached += making->marks[i] != 0;
		for (uint32_t j = 0; making->marks[i] && j < commit->parent_count; j++) {
			making->children[log->parents.p[commit->first_parent + j]]++;
		}
	}
	for (size_t i = 0; i < count; i++) {
		if (making->marks[i] && making->children[i] == 0) {
			ready_add(&ready, (uint32_t)i);
		}
	}
	size_t placed = 0;
	while (ready.len > 0) {
		uint32_t next = ready_take(&ready);
		const struct log_commit *commit = &log->commits.p[next];
		making->numbers[next] = (uint32_t)placed;
		making->order[placed++] = next;
		for (uint32_t j = 0; j < commit->parent_count; j++) {
			uint32_t parent = log->parents.p[commit->first_parent + j];
			if (--making->children[parent] == 0) {
				ready_add(&ready, parent);
			}
		}
	}
	making->history->commit_count = placed;
	return placed == reached;
}

/* ---- paths ---- */

struct named_path {
	struct str path;
	uint32_t number;
};

static int by_name(const void *a, const void *b)
{
	return str_cmp(((const struct named_path *)a)->path, ((const struct named_path *)b)->path);
}

static void path_meet(struct making *making, uint32_t path, size_t *count)
{
	if (path == NONE || making->paths[path] != NONE) {
		return;
	}
	if (str_starts(making->log->paths->entries[path].key, making->prefix)) {
		making->paths[path] = 0;
		(*count)++;
	}
}

static void paths_make(struct making *making)
{
	const struct history_log *log = making->log;
	struct history *history = making->history;
	size_t count = 0;
	size_t len = 0;

	memset(making->paths, 0xff, log->paths->len * sizeof(*making->paths));
	for (size_t i = 0; i < history->commit_count; i++) {
		const struct log_commit *commit = &log->commits.p[making->order[i]];
		for (uint32_t j = 0; j < commit->change_count; j++) {
			const struct log_change *change = &log->changes.p[commit->first_change + j];
			path_meet(making, change->path, &count);
			path_meet(making, change->from, &count);
		}
	}
	struct named_path *named = arena_new_array(making->scratch, struct named_path, count);
	for (size_t i = 0; i < log->paths->len; i++) {
		if (making->paths[i] != NONE) {
			struct str path = log->paths->entries[i].key;
			named[len++] = (struct named_path){ str_from(path, making->prefix.len),
				(uint32_t)i };
		}
	}
	if (len > 0) {
		qsort(named, len, sizeof(*named), by_name);
	}
	history->paths = arena_new_array(making->arena, struct str, len);
	history->path_count = len;
	for (size_t i = 0; i < len; i++) {
		history->paths[i] = named[i].path;
		making->paths[named[i].number] = (uint32_t)i;
	}
}

/* ---- commits ---- */

static int by_path(const void *a, const void *b)
{
	uint32_t left = ((const struct history_change *)a)->path;
	uint32_t right = ((const struct history_change *)b)->path;
	return left < right ? -1 : left > right;
}

/* A change as it looks from the root; false if all of it lies outside. */
static bool change_look(const struct making *making, const struct log_change *from,
		struct history_commit *commit, struct history_change *change)
{
	uint32_t path = making->paths[from->path];
	uint32_t source = from->from == NONE ? NONE : making->paths[from->from];

	*change = (struct history_change){
		.path = path,
		.from = NONE,
		.lines = HISTORY_UNCOUNTED,
		.kind = from->kind,
	};
	if (from->kind == CHANGE_RENAMED) {
		/* Into the root, out of it, or within it. */
		change->path = path == NONE ? source : path;
		change->from = path == NONE ? NONE : source;
		change->kind = path == NONE     ? CHANGE_DELETED
			       : source == NONE ? CHANGE_ADDED
						: CHANGE_RENAMED;
		commit->outside += (path == NONE) != (source == NONE);
	}
	commit->outside += path == NONE && source == NONE;
	return change->path != NONE;
}

static void changes_make(struct making *making, const struct log_commit *from,
		struct history_commit *commit, struct history_change *changes)
{
	struct history *history = making->history;
	bool is_sorted = true;

	commit->first_change = (uint32_t)history->change_count;
	for (uint32_t i = 0; i < from->change_count; i++) {
		struct history_change *change = &changes[history->change_count];
		if (change_look(making, &making->log->changes.p[from->first_change + i], commit,
				    change)) {
			is_sorted = is_sorted
				    && (commit->change_count == 0
						    || change[-1].path <= change->path);
			commit->change_count++;
			history->change_count++;
		}
	}
	/* Only a damaged tree is not. */
	if (!is_sorted) {
		qsort(changes + commit->first_change, commit->change_count, sizeof(*changes),
				by_path);
	}
}

static void commits_make(struct making *making)
{
	const struct history_log *log = making->log;
	struct history *history = making->history;
	size_t parents = 0;
	size_t changes = 0;

	for (size_t i = 0; i < history->commit_count; i++) {
		parents += log->commits.p[making->order[i]].parent_count;
		changes += log->commits.p[making->order[i]].change_count;
	}
	history->commits = arena_new_array(
			making->arena, struct history_commit, history->commit_count);
	history->parents = arena_new_array(making->arena, uint32_t, parents);
	history->changes = arena_new_array(making->arena, struct history_change, changes);
	for (size_t i = 0; i < history->commit_count; i++) {
		const struct log_commit *from = &log->commits.p[making->order[i]];
		struct history_commit *commit = &history->commits[i];
		bool is_of_head = making->marks[making->order[i]] & REACHED_FROM_HEAD;
		*commit = (struct history_commit){
			.flags = is_of_head ? COMMIT_OF_HEAD : 0,
			.at = from->at * MOMENT_SECOND,
			.written = from->written * MOMENT_SECOND,
			.first_parent = (uint32_t)history->parent_count,
			.parent_count = from->parent_count,
			.reverts = NONE,
			.picked = NONE,
		};
		memcpy(commit->id, from->id, sizeof(commit->id));
		for (uint32_t j = 0; j < from->parent_count; j++) {
			history->parents[history->parent_count++] =
					making->numbers[log->parents.p[from->first_parent + j]];
		}
		changes_make(making, from, commit, history->changes);
	}
}

/* ---- what commits say of each other ---- */

struct named_commit {
	const uint8_t *id;
	uint32_t number;
};

static int by_id(const void *a, const void *b)
{
	return memcmp(((const struct named_commit *)a)->id, ((const struct named_commit *)b)->id,
			HISTORY_ID_SIZE);
}

static void index_make(struct making *making)
{
	struct history *history = making->history;
	size_t count = history->commit_count;
	struct named_commit *named = arena_new_array(making->scratch, struct named_commit, count);

	for (size_t i = 0; i < count; i++) {
		named[i] = (struct named_commit){ history->commits[i].id, (uint32_t)i };
	}
	if (count > 0) {
		qsort(named, count, sizeof(*named), by_id);
	}
	uint32_t *numbers = arena_new_array(making->arena, uint32_t, count);
	for (size_t i = 0; i < count; i++) {
		numbers[i] = named[i].number;
	}
	history->by_id = numbers;
}

static uint32_t mention_find(const struct making *making, uint32_t mention)
{
	return mention == NONE ? NONE
			       : history_id_find(making->history,
						 &making->log->mentions.p[mention]);
}

static void mentions_make(struct making *making, const struct str *ignored, size_t ignored_count)
{
	struct history *history = making->history;

	for (size_t i = 0; i < history->commit_count; i++) {
		const struct log_commit *from = &making->log->commits.p[making->order[i]];
		history->commits[i].reverts = mention_find(making, from->reverts);
		history->commits[i].picked = mention_find(making, from->picked);
	}
	for (size_t i = 0; i < ignored_count; i++) {
		uint32_t commit = history_commit_find(history, ignored[i]);
		if (commit != NONE) {
			history->commits[commit].flags |= COMMIT_IGNORED;
		}
	}
}

/* ---- people ---- */

/*
 * Somebody is a mail address, whatever names are written beside it; numbers go
 * by the order of commits, so that they do not depend on what else was kept.
 */
static bool people_make(struct making *making, struct repository *repository, struct err *err)
{
	struct history *history = making->history;
	const struct map *people = making->log->people;
	uint32_t *numbers = arena_new_array(making->scratch, uint32_t, people->len);
	struct map *keys = map_create(making->scratch);
	struct mailmap mailmap;

	if (!mailmap_open(&mailmap, repository, err)) {
		return false;
	}
	for (size_t i = 0; i < history->commit_count; i++) {
		uint32_t person = making->log->commits.p[making->order[i]].person;
		if (numbers[person] == 0) {
			struct str key = mailmap_key(
					&mailmap, making->scratch, people->entries[person].key);
			const struct map_entry *entry = map_put(keys, key, NULL);
			numbers[person] = (uint32_t)(entry - keys->entries) + 1;
		}
		history->commits[i].person = numbers[person] - 1;
	}
	history->people = (uint32_t)keys->len;
	mailmap_close(&mailmap);
	return true;
}

struct str *history_people(const struct history *history, const struct history_log *log,
		struct repository *repository, struct arena *arena, struct err *err)
{
	struct str *names = arena_new_array(arena, struct str, history->people);
	struct mailmap mailmap;

	if (!mailmap_open(&mailmap, repository, err)) {
		return NULL;
	}
	for (size_t i = 0; i < history->commit_count; i++) {
		struct str *name = &names[history->commits[i].person];
		uint32_t number = log_find(log, history->commits[i].id);
		if (!name->p && number != NONE) {
			*name = mailmap_name(&mailmap, arena,
					log->people->entries[log->commits.p[number].person].key);
		}
	}
	mailmap_close(&mailmap);
	return names;
}

/* ---- all together ---- */

static bool tips_mark(struct making *making, struct repository *repository, const struct str *tips,
		size_t tip_count, git_oid *head, bool *has_head, struct err *err)
{
	bool is_good = repository_head(repository, head, has_head, err)
		       && (!*has_head || tip_mark(making, head, REACHED | REACHED_FROM_HEAD, err));
	for (size_t i = 0; i < tip_count && is_good; i++) {
		git_oid id;
		is_good = git_oid_fromstrn(&id, tips[i].p, tips[i].len) == 0
					  ? tip_mark(making, &id, REACHED, err)
					  : repository_error(
							    err, "what is to be read is no commit");
	}
	return is_good;
}

bool history_make(struct history *history, struct arena *arena, const struct history_log *log,
		struct repository *repository, const struct str *tips, size_t tip_count,
		const struct str *ignored, size_t ignored_count, struct err *err)
{
	size_t count = log->commits.len;
	struct arena *scratch = arena_create();
	struct making making = {
		.history = history,
		.arena = arena,
		.scratch = scratch,
		.log = log,
		.prefix = repository->prefix,
		.marks = arena_new_array(scratch, uint8_t, count),
		.children = arena_new_array(scratch, uint32_t, count),
		.numbers = arena_new_array(scratch, uint32_t, count),
		.order = arena_new_array(scratch, uint32_t, count),
		.paths = arena_new_array(scratch, uint32_t, log->paths->len),
	};
	git_oid head;
	bool has_head = false;

	*history = (struct history){ .head = NONE };
	bool is_good = tips_mark(&making, repository, tips, tip_count, &head, &has_head, err)
		       && (commits_order(&making)
				       || err_set(err, "some commits come from themselves"));
	if (is_good) {
		paths_make(&making);
		commits_make(&making);
		index_make(&making);
		mentions_make(&making, ignored, ignored_count);
		is_good = people_make(&making, repository, err);
		history->head = has_head ? making.numbers[log_find(log, head.id)] : NONE;
	}
	arena_destroy(scratch);
	return is_good;
}
