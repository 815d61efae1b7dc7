/* SPDX-License-Identifier: MIT */
/*
 * From the folder as it is back to a commit.  Three lists of paths are looked
 * at side by side: what the commit has, what the index has, and where the
 * folder is not what the index says.  Only of the last is anything read from
 * disk, and by libgit2, which knows what line endings and stamps mean.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/path.h"
#include "sources/git/blobs.h"
#include "sources/git/revision.h"
#include "sources/git/tree_files.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct going_back {
	struct overlay *overlay;
	struct arena *arena;
	struct arena *scratch;
	struct repository *repository;
	const struct str *built;
	size_t built_count;
	const struct revision_limits *limits;
	/* Where the folder and the index differ: paths below the root to enum git_delta_t. */
	struct map *differing;
	bool is_over;
	/* What the commit has. */
	struct overlay past;
};

/* The path below the root; false for what lies elsewhere. */
static bool below_root(const struct going_back *back, const char *path, struct str *below)
{
	struct str prefix = back->repository->prefix;
	struct str whole = str_of(path);
	*below = str_from(whole, prefix.len);
	return str_starts(whole, prefix);
}

/* A repository of its own within this one is told with a '/' behind it; nothing is known of it. */
static int delta_take(
		const git_diff *diff, const git_diff_delta *delta, const char *matched, void *ctx)
{
	struct going_back *back = ctx;
	struct str path;
	(void)diff;
	(void)matched;
	if (below_root(back, delta->new_file.path, &path) && !str_ends(path, STR("/"))) {
		map_put(back->differing, path, NULL)->num = delta->status;
	}
	back->is_over = back->differing->len > back->limits->max_files;
	/* Kept above; positive: the list itself needs not have it too. */
	return back->is_over ? GIT_EUSER : 1;
}

static bool folder_compare(struct going_back *back, git_index *index, struct err *err)
{
	git_diff *diff = NULL;
	git_diff_options options;
	struct str prefix = back->repository->prefix;
	char *folder = (char *)(uintptr_t)str_dup(
			back->scratch, str_slice(prefix, 0, prefix.len ? prefix.len - 1 : 0))
				       .p;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS
			| GIT_DIFF_INCLUDE_TYPECHANGE | GIT_DIFF_IGNORE_SUBMODULES
			| GIT_DIFF_DISABLE_PATHSPEC_MATCH | GIT_DIFF_SKIP_BINARY_CHECK;
	options.ignore_submodules = GIT_SUBMODULE_IGNORE_ALL;
	options.notify_cb = delta_take;
	options.payload = back;
	if (prefix.len > 0) {
		options.pathspec = (git_strarray){ &folder, 1 };
	}
	int status = git_diff_index_to_workdir(&diff, back->repository->git, index, &options);
	git_diff_free(diff);
	if (back->is_over) {
		return err_set(err, "more than %zu files differ from the index (--max-files)",
				back->limits->max_files);
	}
	return status == 0 || repository_error(err, "cannot compare the folder with the index");
}

/* What is known of one path in the folder. */
struct here {
	/* NULL if the index has not got it. */
	const git_index_entry *tracked;
	bool differs;
	git_delta_t status;
};

static struct here here_of(
		const struct going_back *back, struct str path, const git_index_entry *tracked)
{
	const struct map_entry *found = map_find(back->differing, path);
	struct here here = { .tracked = tracked, .differs = found != NULL };
	if (found) {
		here.status = (git_delta_t)found->num;
	}
	return here;
}

/* Left out of the folder by a sparse checkout: neither side is to have it. */
static bool is_left_out(const struct here *here)
{
	return here->tracked && (here->tracked->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE)
	       && (!here->differs || here->status == GIT_DELTA_DELETED);
}

/* Whether the folder has just this, although the index has it otherwise or not at all. */
static bool is_in_folder(const struct going_back *back, const struct overlay_entry *entry)
{
	struct buf path = { 0 };
	struct stat st;
	git_oid id;
	buf_fmt(&path, "%s" STR_FMT STR_FMT, git_repository_workdir(back->repository->git),
			STR_ARG(back->repository->prefix), STR_ARG(entry->path));
	bool is_same = entry->kind == OVERLAY_FILE && lstat(path.p, &st) == 0 && S_ISREG(st.st_mode)
		       && git_repository_hashfile(
					  &id, back->repository->git, path.p, GIT_OBJECT_BLOB, NULL)
					  == 0
		       && memcmp(id.id, entry->id, GIT_OID_RAWSZ) == 0;
	buf_finish(&path);
	return is_same;
}

static bool is_link(uint32_t mode)
{
	return (mode & S_IFMT) == S_IFLNK;
}

/* A file that the commit has. */
static void past_take(struct going_back *back, const struct overlay_entry *entry,
		const git_index_entry *tracked)
{
	struct here here = here_of(back, entry->path, tracked);
	bool is_tracked = tracked && memcmp(tracked->id.id, entry->id, GIT_OID_RAWSZ) == 0
			  && is_link(tracked->mode) == (entry->kind == OVERLAY_LINK);
	if (is_left_out(&here) || (is_tracked && !here.differs)) {
		return;
	}
	if ((here.differs || !tracked) && is_in_folder(back, entry)) {
		return;
	}
	*vec_add(&back->overlay->entries, back->arena) = *entry;
}

static void absent_add(struct going_back *back, struct str path)
{
	*vec_add(&back->overlay->entries, back->arena) = (struct overlay_entry){
		.path = str_dup(back->arena, path),
		.kind = OVERLAY_ABSENT,
	};
}

/* A file that the index has and the commit has not. */
static void tracked_take(struct going_back *back, struct str path, const git_index_entry *tracked)
{
	struct here here = here_of(back, path, tracked);
	if (!is_left_out(&here) && !(here.differs && here.status == GIT_DELTA_DELETED)) {
		absent_add(back, path);
	}
}

struct tracked {
	struct str path;
	const git_index_entry *entry;
};

static int tracked_order(const void *a, const void *b)
{
	return str_cmp(((const struct tracked *)a)->path, ((const struct tracked *)b)->path);
}

/* The files of the index below the root, by path whatever order the index keeps; no submodules. */
static size_t index_list(const struct going_back *back, git_index *index, struct tracked **list)
{
	size_t count = git_index_entrycount(index);
	size_t kept = 0;
	*list = arena_new_array(back->scratch, struct tracked, count);
	for (size_t i = 0; i < count; i++) {
		const git_index_entry *entry = git_index_get_byindex(index, i);
		struct tracked *tracked = &(*list)[kept];
		tracked->entry = entry;
		kept += (entry->mode & S_IFMT) != GIT_FILEMODE_COMMIT
			&& below_root(back, entry->path, &tracked->path);
	}
	if (kept > 1) {
		qsort(*list, kept, sizeof(**list), tracked_order);
	}
	return kept;
}

static void sides_join(struct going_back *back, git_index *index)
{
	struct tracked *list;
	size_t count = index_list(back, index, &list);
	size_t at = 0;
	size_t next = 0;

	while (at < count || next < back->past.entries.len) {
		const struct overlay_entry *entry =
				next < back->past.entries.len ? &back->past.entries.p[next] : NULL;
		int order = !entry ? 1 : at == count ? -1 : str_cmp(entry->path, list[at].path);
		if (order <= 0) {
			past_take(back, entry, order == 0 ? list[at].entry : NULL);
			next++;
		} else {
			tracked_take(back, list[at].path, list[at].entry);
		}
		/* Of a conflict the index has several. */
		size_t last = at;
		while (order >= 0 && at < count && str_eq(list[at].path, list[last].path)) {
			at++;
		}
	}
}

static bool is_built(const struct going_back *back, struct str path)
{
	for (size_t i = 0; i < back->built_count; i++) {
		struct str below;
		if (!str_eq(back->built[i], STR(".")) && path_below(back->built[i], path, &below)) {
			return true;
		}
	}
	return false;
}

/* What git knows nothing of is new, but for what builds made. */
static void untracked_take(struct going_back *back)
{
	for (size_t i = 0; i < back->differing->len; i++) {
		const struct map_entry *entry = &back->differing->entries[i];
		if (entry->num == GIT_DELTA_UNTRACKED && !is_built(back, entry->key)
				&& !overlay_find(&back->past, entry->key)) {
			absent_add(back, entry->key);
		}
	}
}

bool revision_overlay_back(struct overlay *overlay, struct arena *arena,
		struct repository *repository, struct str commit, const struct str *built,
		size_t built_count, const struct revision_limits *limits, struct err *err)
{
	git_index *index = NULL;
	struct going_back back = {
		.overlay = overlay,
		.arena = arena,
		.scratch = arena_create(),
		.repository = repository,
		.built = built,
		.built_count = built_count,
		.limits = limits,
	};
	back.differing = map_create(back.scratch);
	*overlay = (struct overlay){ 0 };
	bool is_good = revision_overlay(&back.past, arena, repository, commit, limits, err);
	if (is_good && git_repository_index(&index, repository->git) < 0) {
		is_good = repository_error(err, "cannot read the index");
	}
	is_good = is_good && folder_compare(&back, index, err);
	if (is_good) {
		overlay->read = back.past.read;
		overlay->ctx = back.past.ctx;
		sides_join(&back, index);
		untracked_take(&back);
		overlay_freeze(overlay);
	}
	git_index_free(index);
	arena_destroy(back.scratch);
	return is_good;
}
