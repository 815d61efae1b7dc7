/* SPDX-License-Identifier: MIT */
#include "sources/text/walk.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/listing.h"
#include "base/pool.h"

#include <stdlib.h>

struct entry {
	struct str path;
	enum listed_kind kind;
	/* LISTED_FOLDER: its number, once its level is read. */
	uint32_t folder;
	/* LISTED_LINK: what it holds. */
	struct str target;
};

struct folder {
	/* Empty for the root. */
	struct str path;
	VEC(struct entry) entries;
	size_t file_count;
	/* Not empty: why it could not be read. */
	struct str problem;
};

/* Shared by the workers of one level; each folder and arena has one user. */
struct level {
	const struct root *root;
	const struct text_limits *limits;
	struct folder *folders;
	struct arena **arenas;
};

static struct str path_make(struct arena *arena, struct str folder, struct str name)
{
	size_t skip = folder.len ? folder.len + 1 : 0;
	char *path = arena_alloc(arena, skip + name.len + 1);
	if (skip) {
		memcpy(path, folder.p, folder.len);
		path[folder.len] = '/';
	}
	memcpy(path + skip, name.p, name.len);
	return (struct str){ path, skip + name.len };
}

static bool is_left_out(const struct listed *found)
{
	return found->kind == LISTED_OTHER
	       || (found->kind == LISTED_FOLDER
			       && (str_eq(found->name, STR(".git"))
					       || str_eq(found->name, STR(".hg"))
					       || str_eq(found->name, STR(".svn"))));
}

/*
 * The byte order of whole paths: a folder sorts as if its name ended in '/',
 * so that "a-b" comes before what lies in "a".
 */
static int entry_order(const void *a, const void *b)
{
	const struct entry *x = a;
	const struct entry *y = b;
	size_t shared = x->path.len < y->path.len ? x->path.len : y->path.len;
	int order = memcmp(x->path.p, y->path.p, shared);
	if (order) {
		return order;
	}
	unsigned char next_x = x->path.len > shared       ? (unsigned char)x->path.p[shared]
			       : x->kind == LISTED_FOLDER ? '/'
							  : 0;
	unsigned char next_y = y->path.len > shared       ? (unsigned char)y->path.p[shared]
			       : y->kind == LISTED_FOLDER ? '/'
							  : 0;
	return (next_x > next_y) - (next_x < next_y);
}

static void entries_read(struct folder *folder, struct arena *arena, struct listing *listing,
		const struct text_limits *limits)
{
	struct listed found;
	while (listing_next(listing, &found)) {
		if (is_left_out(&found)) {
			continue;
		}
		struct entry *entry = vec_add(&folder->entries, arena);
		*entry = (struct entry){
			.path = path_make(arena, folder->path, found.name),
			.kind = found.kind,
		};
		if (found.kind == LISTED_LINK) {
			entry->target = listing_target(listing, &found, arena);
		}
		folder->file_count += found.kind == LISTED_FILE ? 1 : 0;
		/* The sum is judged later; this only bounds the memory of one folder. */
		if (folder->entries.len > size_add(limits->max_files, limits->max_files)) {
			folder->file_count = folder->entries.len;
			break;
		}
	}
	vec_sort(&folder->entries, entry_order);
}

static void folder_read(size_t item, unsigned worker, void *ctx)
{
	struct level *level = ctx;
	struct folder *folder = &level->folders[item];
	struct listing listing;
	if (listing_open(&listing, level->root, folder->path)) {
		entries_read(folder, level->arenas[worker], &listing, level->limits);
		listing_close(&listing);
	}
	if (listing.problem) {
		folder->problem = str_of(folder->path.len > 4000
							 ? "the path is longer than 4,000 bytes"
							 : listing.problem);
	}
}

/* All folders read so far, in levels; `entry.folder` is a number here. */
struct folders {
	VEC(struct folder) all;
	size_t level_start;
	size_t file_count;
};

/* Numbers the folders found in the last level, which become the next one. */
static void level_next(struct folders *folders, struct arena *arena)
{
	size_t end = folders->all.len;
	for (size_t i = folders->level_start; i < end; i++) {
		size_t count = folders->all.p[i].entries.len;
		folders->file_count += folders->all.p[i].file_count;
		for (size_t k = 0; k < count; k++) {
			struct entry *entry = &folders->all.p[i].entries.p[k];
			if (entry->kind == LISTED_FOLDER) {
				entry->folder = (uint32_t)folders->all.len;
				struct str path = entry->path;
				*vec_add(&folders->all, arena) = (struct folder){ .path = path };
			}
		}
	}
	folders->level_start = end;
}

static void folders_refuse(struct folders *folders, struct arena *arena, size_t max_depth)
{
	struct str why = str_fmt(
			arena, "deeper than the limit of %zu folders (--max-depth)", max_depth);
	for (size_t i = folders->level_start; i < folders->all.len; i++) {
		folders->all.p[i].problem = why;
	}
}

static bool folders_read(struct folders *folders, struct arena *arena, struct arena **arenas,
		const struct root *root, const struct text_limits *limits, unsigned jobs,
		struct err *err)
{
	*vec_add(&folders->all, arena) = (struct folder){ 0 };
	for (size_t depth = 0; folders->level_start < folders->all.len; depth++) {
		if (depth > limits->max_depth) {
			folders_refuse(folders, arena, limits->max_depth);
			break;
		}
		struct level level = {
			.root = root,
			.limits = limits,
			.folders = folders->all.p + folders->level_start,
			.arenas = arenas,
		};
		pool_run(jobs, folders->all.len - folders->level_start, folder_read, &level);
		level_next(folders, arena);
		if (folders->file_count > limits->max_files
				|| folders->all.len > size_add(limits->max_files, 1)) {
			return err_set(err,
					"more than %zu files or folders below '" STR_FMT
					"' (--max-files)",
					limits->max_files, STR_ARG(root->path));
		}
	}
	const struct folder *top = &folders->all.p[0];
	if (top->problem.len) {
		return err_set(err, "cannot read folder '" STR_FMT "': " STR_FMT,
				STR_ARG(root->path), STR_ARG(top->problem));
	}
	return true;
}

struct step {
	uint32_t folder;
	size_t next;
};

static void trouble_add(struct walk *walk, struct arena *arena, const struct folder *folder)
{
	if (folder->problem.len) {
		*vec_add(&walk->troubles, arena) = (struct text_trouble){
			.path = folder->path,
			.problem = folder->problem,
		};
	}
}

/* Entries are in order within each folder, so going down in time yields paths in order. */
static void walk_fill(struct walk *walk, struct arena *arena, const struct folders *folders)
{
	VEC(struct step) steps = { 0 };
	*vec_add(&steps, arena) = (struct step){ 0 };
	while (steps.len) {
		struct step *step = &steps.p[steps.len - 1];
		const struct folder *folder = &folders->all.p[step->folder];
		if (step->next == folder->entries.len) {
			steps.len--;
			continue;
		}
		const struct entry *entry = &folder->entries.p[step->next++];
		switch (entry->kind) {
		case LISTED_FILE:
			*vec_add(&walk->files, arena) = entry->path;
			break;
		case LISTED_FOLDER:
			*vec_add(&walk->folders, arena) = entry->path;
			trouble_add(walk, arena, &folders->all.p[entry->folder]);
			*vec_add(&steps, arena) = (struct step){ .folder = entry->folder };
			break;
		case LISTED_LINK:
			*vec_add(&walk->links, arena) = (struct walk_link){
				.path = entry->path,
				.target = entry->target,
			};
			break;
		case LISTED_OTHER:
			break;
		}
	}
}

bool walk_run(struct walk *walk, struct arena *arena, const struct root *root,
		const struct text_limits *limits, unsigned jobs, struct err *err)
{
	struct folders folders = { 0 };
	struct arena **arenas = arena_new_array(arena, struct arena *, jobs ? jobs : 1);
	for (unsigned i = 0; i < (jobs ? jobs : 1); i++) {
		arenas[i] = arena_create();
	}
	*walk = (struct walk){ 0 };
	bool ok = folders_read(&folders, arena, arenas, root, limits, jobs, err);
	if (ok) {
		walk_fill(walk, arena, &folders);
	}
	for (unsigned i = 0; i < (jobs ? jobs : 1); i++) {
		arena_adopt(arena, arenas[i]);
	}
	return ok;
}
