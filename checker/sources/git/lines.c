/* SPDX-License-Identifier: MIT */
/*
 * How many lines changes have: both trees of a commit are compared once more,
 * for the contents on either side.  What is binary has none.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/pool.h"
#include "sources/git/log.h"

#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

/* As git does: a NUL so early makes a file binary. */
#define BINARY_LOOK 8000
/* Larger files are taken for binary. */
#define TEXT_MOST ((size_t)16 << 20)

struct counting {
	struct history *history;
	struct repository *repository;
	/* Commits of which some change is wanted. */
	uint32_t *commits;
	uint8_t *is_wanted;
	/* By worker. */
	struct tree_reader **readers;
	pthread_mutex_t lock;
	/* The first commit in which something went wrong, and what. */
	size_t bad_item;
	struct err err;
};

static bool is_text(struct str bytes)
{
	size_t len = bytes.len < BINARY_LOOK ? bytes.len : BINARY_LOOK;
	return bytes.len <= TEXT_MOST && (len == 0 || !memchr(bytes.p, '\0', len));
}

static uint32_t lines_of(struct str text)
{
	uint32_t lines = 0;
	while (text.len > 0) {
		text = str_from(text, str_find(text, '\n') + 1);
		lines++;
	}
	return lines;
}

/* What is too large to be text is not unpacked to learn it: then there is no object. */
static bool text_get(git_odb *odb, const git_oid *id, git_odb_object **object, struct str *text,
		struct err *err)
{
	size_t size;
	git_object_t type;

	*object = NULL;
	*text = (struct str){ NULL, SIZE_MAX };
	if (git_odb_read_header(&size, &type, odb, id) == 0 && size > TEXT_MOST) {
		return true;
	}
	if (git_odb_read(object, odb, id) < 0) {
		return repository_error(err, "cannot read a file's contents");
	}
	*text = (struct str){ git_odb_object_data(*object), git_odb_object_size(*object) };
	return true;
}

static bool texts_compare(struct str from, struct str to, uint32_t *lines, struct err *err)
{
	git_diff_options options;
	git_patch *patch = NULL;
	size_t added = 0;
	size_t removed = 0;

	(void)git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.context_lines = 0;
	if (git_patch_from_buffers(&patch, from.p, from.len, NULL, to.p, to.len, NULL, &options)
			< 0) {
		return repository_error(err, "cannot compare two files");
	}
	if (patch) {
		(void)git_patch_line_stats(NULL, &added, &removed, patch);
	}
	git_patch_free(patch);
	*lines = (uint32_t)(added + removed);
	return true;
}

/* One file in two versions; of another kind on each side all lines differ. */
static bool versions_count(
		git_odb *odb, const struct tree_change *change, uint32_t *lines, struct err *err)
{
	git_odb_object *old_object = NULL;
	git_odb_object *new_object = NULL;
	struct str from;
	struct str to;
	bool is_good = text_get(odb, &change->from_id, &old_object, &from, err)
		       && text_get(odb, &change->id, &new_object, &to, err);

	*lines = 0;
	if (is_good && is_text(from) && is_text(to)) {
		if ((change->from_mode & S_IFMT) != (change->mode & S_IFMT)) {
			*lines = lines_of(from) + lines_of(to);
		} else {
			is_good = texts_compare(from, to, lines, err);
		}
	}
	git_odb_object_free(old_object);
	git_odb_object_free(new_object);
	return is_good;
}

static bool is_blob(unsigned mode)
{
	return S_ISREG(mode) || S_ISLNK(mode);
}

static bool change_count(
		git_odb *odb, const struct tree_change *change, uint32_t *lines, struct err *err)
{
	git_odb_object *object;
	struct str text;

	/* A submodule is one line, as git shows it. */
	if (!is_blob(change->mode)
			|| (change->kind == CHANGE_MODIFIED && !is_blob(change->from_mode))) {
		*lines = change->kind == CHANGE_MODIFIED ? 2 : 1;
		return true;
	}
	if (change->kind == CHANGE_MODIFIED) {
		return versions_count(odb, change, lines, err);
	}
	if (!text_get(odb, &change->id, &object, &text, err)) {
		return false;
	}
	*lines = is_text(text) ? lines_of(text) : 0;
	git_odb_object_free(object);
	return true;
}

/* The change of that path, as the trees have it, or NULL. */
static const struct tree_change *change_find(
		const struct tree_reader *reader, size_t *next, struct str prefix, struct str path)
{
	size_t count;
	const struct tree_change *changes = tree_reader_changes(reader, &count);
	for (; *next < count; (*next)++) {
		struct str found = tree_reader_path(reader, &changes[*next]);
		bool is_inside = found.len == prefix.len + path.len && str_starts(found, prefix);
		if (is_inside && str_eq(str_from(found, prefix.len), path)) {
			return &changes[(*next)++];
		}
	}
	return NULL;
}

static bool commit_trees(const struct counting *counting, const struct history_commit *commit,
		struct tree_reader *reader, struct err *err)
{
	git_oid id;
	git_oid from;
	git_oid to;
	size_t first;

	tree_reader_clear(reader);
	memcpy(id.id, commit->id, sizeof(id.id));
	if (!tree_reader_root(reader, &id, &to, err)) {
		return false;
	}
	if (commit->parent_count > 0) {
		uint32_t parent = counting->history->parents[commit->first_parent];
		memcpy(id.id, counting->history->commits[parent].id, sizeof(id.id));
		if (!tree_reader_root(reader, &id, &from, err)) {
			return false;
		}
	}
	return tree_reader_compare(
			reader, commit->parent_count > 0 ? &from : NULL, &to, &first, err);
}

static bool commit_count(const struct counting *counting, uint32_t number,
		struct tree_reader *reader, struct err *err)
{
	const struct history_commit *commit = &counting->history->commits[number];
	size_t next = 0;

	if (!commit_trees(counting, commit, reader, err)) {
		return false;
	}
	for (uint32_t i = 0; i < commit->change_count; i++) {
		uint32_t place = commit->first_change + i;
		struct history_change *change = &counting->history->changes[place];
		const struct tree_change *found =
				change_find(reader, &next, counting->repository->prefix,
						counting->history->paths[change->path]);
		if (!found) {
			return err_set(err, "the trees of a commit are not sorted");
		}
		if (counting->is_wanted[place] && change->kind == CHANGE_RENAMED) {
			change->lines = 0;
		} else if (counting->is_wanted[place]
				&& !change_count(tree_reader_odb(reader), found, &change->lines,
						err)) {
			return false;
		}
	}
	return true;
}

static void item_run(size_t item, unsigned worker, void *ctx)
{
	struct counting *counting = ctx;
	struct tree_reader **reader = &counting->readers[worker];
	struct err err;

	if (!*reader) {
		*reader = tree_reader_create(counting->repository, &history_limits_default,
				STR("a commit"), &err);
	}
	if (!*reader || !commit_count(counting, counting->commits[item], *reader, &err)) {
		pthread_mutex_lock(&counting->lock);
		if (item < counting->bad_item) {
			counting->bad_item = item;
			counting->err = err;
		}
		pthread_mutex_unlock(&counting->lock);
	}
}

/* Marks the changes that are to be counted; how many commits have some. */
static size_t wanted_find(struct counting *counting, history_wanted_fn *wanted, void *ctx,
		struct arena *scratch)
{
	const struct history *history = counting->history;
	size_t count = 0;

	counting->commits = arena_new_array(scratch, uint32_t, history->commit_count);
	counting->is_wanted = arena_new_array(scratch, uint8_t, history->change_count);
	for (size_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		bool has_any = false;
		for (uint32_t j = 0; j < commit->change_count; j++) {
			uint32_t place = commit->first_change + j;
			bool is_new = history->changes[place].lines == HISTORY_UNCOUNTED;
			counting->is_wanted[place] = is_new && wanted((uint32_t)i, place, ctx);
			has_any = has_any || counting->is_wanted[place];
		}
		if (has_any) {
			counting->commits[count++] = (uint32_t)i;
		}
	}
	return count;
}

bool history_lines_count(struct history *history, struct repository *repository,
		history_wanted_fn *wanted, void *ctx, unsigned jobs, struct err *err)
{
	struct arena *scratch = arena_create();
	struct counting counting = {
		.history = history,
		.repository = repository,
		.readers = arena_new_array(scratch, struct tree_reader *, jobs + 1),
		.bad_item = SIZE_MAX,
	};

	pthread_mutex_init(&counting.lock, NULL);
	size_t count = wanted_find(&counting, wanted, ctx, scratch);
	pool_run(jobs, count, item_run, &counting);
	for (unsigned i = 0; i <= jobs; i++) {
		tree_reader_free(counting.readers[i]);
	}
	pthread_mutex_destroy(&counting.lock);
	arena_destroy(scratch);
	if (counting.bad_item != SIZE_MAX) {
		*err = counting.err;
	}
	return counting.bad_item == SIZE_MAX;
}
