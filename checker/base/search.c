/* SPDX-License-Identifier: MIT */
#include "base/search.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/glob.h"
#include "base/glob_set.h"
#include "base/listing.h"
#include "base/map.h"

#include <stdlib.h>

#define ENTRIES_MOST 2000000
#define FOLDERS_DEEP 200

struct searching {
	struct search *search;
	struct arena *arena;
	const struct root *root;
	struct glob_set *set;
	/* Folders that were entered, and those that are still to be. */
	struct map *entered;
	VEC(struct str) folders;
	size_t entries;
	size_t max_entries;
};

static void file_add(struct searching *searching, struct str path)
{
	struct glob_walk walk = glob_set_walk(searching->set, path);
	struct glob_hit hit;
	bool is_match = false;

	while (glob_walk_next(&walk, &hit)) {
		searching->search->has_match[hit.pattern] = true;
		is_match = true;
	}
	if (is_match) {
		*vec_add(&searching->search->paths, searching->arena) = path;
	}
}

static bool entries_read(struct searching *searching, struct str folder, struct listing *listing,
		struct err *err)
{
	struct listed found;
	while (listing_next(listing, &found)) {
		if (str_eq(found.name, STR(".git"))) {
			continue;
		}
		if (++searching->entries > searching->max_entries) {
			return err_set(err,
					"more than %zu files and folders lie where the patterns "
					"look: name a folder of their own in them",
					searching->max_entries);
		}
		struct str path = str_fmt(searching->arena, STR_FMT "%s" STR_FMT, STR_ARG(folder),
				folder.len ? "/" : "", STR_ARG(found.name));
		/* A link counts as what it leads to, a file. */
		if (found.kind == LISTED_FOLDER) {
			*vec_add(&searching->folders, searching->arena) = path;
		} else {
			file_add(searching, path);
		}
	}
	return true;
}

static size_t depth_of(struct str path)
{
	size_t depth = 0;
	for (size_t i = 0; i < path.len; i++) {
		depth += path.p[i] == '/';
	}
	return depth;
}

static bool folder_enter(struct searching *searching, struct str folder, struct err *err)
{
	struct listing listing;
	bool is_new;

	map_put(searching->entered, folder, &is_new);
	if (!is_new || depth_of(folder) >= FOLDERS_DEEP) {
		return true;
	}
	if (!listing_open(&listing, searching->root, folder)) {
		return true;
	}
	bool is_good = entries_read(searching, folder, &listing, err);
	listing_close(&listing);
	return is_good;
}

/* The folder that a pattern's files lie below: all before its first special segment. */
static struct str pattern_folder(struct str pattern)
{
	struct str literal = str_slice(pattern, 0, glob_literal(pattern));
	size_t slash = str_find_last(literal, '/');
	return slash == literal.len ? STR("") : str_slice(literal, 0, slash);
}

/* Whether a bare name is that of a file, which is then added. */
static bool file_is_named(struct searching *searching, struct str pattern)
{
	struct str path = str_dup(searching->arena, pattern);
	enum listed_kind kind;
	bool is_new;

	if (!listing_find(searching->root, path, &kind) || kind == LISTED_FOLDER) {
		return false;
	}
	map_put(searching->entered, path, &is_new);
	if (is_new) {
		file_add(searching, path);
	}
	return true;
}

static bool pattern_follow(struct searching *searching, struct str pattern, struct err *err)
{
	bool is_bare = !glob_is_pattern(pattern);

	if (is_bare && file_is_named(searching, pattern)) {
		return true;
	}
	*vec_add(&searching->folders, searching->arena) =
			is_bare ? pattern : pattern_folder(pattern);
	while (searching->folders.len) {
		struct str folder = searching->folders.p[--searching->folders.len];
		if (!folder_enter(searching, folder, err)) {
			return false;
		}
	}
	return true;
}

/* A file may be met twice: by its name and in its folder. */
static void paths_unite(struct search *search)
{
	size_t kept = 0;

	vec_sort(&search->paths, str_order);
	for (size_t i = 0; i < search->paths.len; i++) {
		if (kept == 0 || !str_eq(search->paths.p[kept - 1], search->paths.p[i])) {
			search->paths.p[kept++] = search->paths.p[i];
		}
	}
	search->paths.len = kept;
}

bool search_files(struct search *search, struct arena *arena, const struct root *root,
		const struct str *patterns, size_t count, size_t max_entries, struct err *err)
{
	struct searching searching = {
		.search = search,
		.arena = arena,
		.root = root,
		.set = glob_set_create(arena),
		.entered = map_create(arena),
		.max_entries = max_entries ? max_entries : ENTRIES_MOST,
	};

	*search = (struct search){ .has_match = arena_new_array(arena, bool, count) };
	for (size_t i = 0; i < count; i++) {
		(void)glob_set_add(searching.set, patterns[i]);
	}
	glob_set_freeze(searching.set);
	for (size_t i = 0; i < count; i++) {
		if (!pattern_follow(&searching, patterns[i], err)) {
			return false;
		}
	}
	paths_unite(search);
	return true;
}
