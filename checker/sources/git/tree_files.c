/* SPDX-License-Identifier: MIT */
#include "sources/git/tree_files.h"

#include "base/arena.h"
#include "base/err.h"

#include <string.h>

/* What no file system of Linux could hold. */
#define PATH_LONGEST 4095

struct folder {
	git_oid id;
	/* "" or "src/net/" */
	struct str path;
	size_t depth;
};

struct tree_walk {
	struct overlay *overlay;
	struct arena *arena;
	struct arena *scratch;
	struct repository *repository;
	const struct revision_limits *limits;
	/* As a person would name the commit, for errors. */
	struct str name;
	/* Folders still to be read: a list instead of recursion. */
	VEC(struct folder) waiting;
	size_t folders;
};

static bool is_dot_git(struct str name)
{
	return name.len == 4 && name.p[0] == '.' && (name.p[1] | 0x20) == 'g'
	       && (name.p[2] | 0x20) == 'i' && (name.p[3] | 0x20) == 't';
}

/* As git has it when it checks out. */
static bool is_name(struct str name)
{
	return name.len > 0 && !str_eq(name, STR(".")) && !str_eq(name, STR(".."))
	       && !is_dot_git(name) && str_find(name, '/') == name.len;
}

static bool folder_add(struct tree_walk *walk, const struct folder *in, struct str path,
		const git_oid *id, struct err *err)
{
	if (in->depth == walk->limits->max_depth) {
		return err_set(err,
				STR_FMT " has folders deeper than the limit of %zu (--max-depth)",
				STR_ARG(walk->name), walk->limits->max_depth);
	}
	/* The same folder may be there any number of times, without a single file. */
	if (walk->folders++ == walk->limits->max_files) {
		return err_set(err, STR_FMT " has more than %zu folders (--max-files)",
				STR_ARG(walk->name), walk->limits->max_files);
	}
	struct folder *folder = vec_add(&walk->waiting, walk->scratch);
	*folder = (struct folder){
		.path = str_fmt(walk->scratch, STR_FMT "/", STR_ARG(path)),
		.depth = in->depth + 1,
	};
	git_oid_cpy(&folder->id, id);
	return true;
}

static bool file_add(struct tree_walk *walk, struct str path, const git_tree_entry *from,
		struct err *err)
{
	if (walk->overlay->entries.len == walk->limits->max_files) {
		return err_set(err, STR_FMT " has more than %zu files (--max-files)",
				STR_ARG(walk->name), walk->limits->max_files);
	}
	bool is_link = git_tree_entry_filemode(from) == GIT_FILEMODE_LINK;
	struct overlay_entry *entry = vec_add(&walk->overlay->entries, walk->arena);
	*entry = (struct overlay_entry){
		.path = str_dup(walk->arena, path),
		.kind = is_link ? OVERLAY_LINK : OVERLAY_FILE,
	};
	memcpy(entry->id, git_tree_entry_id(from)->id, GIT_OID_RAWSZ);
	return true;
}

static bool entry_take(struct tree_walk *walk, const struct folder *folder,
		const git_tree_entry *entry, struct buf *path, struct err *err)
{
	struct str name = str_of(git_tree_entry_name(entry));
	buf_clear(path);
	buf_add(path, folder->path);
	buf_add(path, name);
	if (!is_name(name) || path->len > PATH_LONGEST) {
		return err_set(err,
				STR_FMT " has a file that git would not check out: '" STR_FMT "'",
				STR_ARG(walk->name), STR_ARG(str_slice(buf_str(path), 0, 200)));
	}
	switch (git_tree_entry_type(entry)) {
	case GIT_OBJECT_TREE:
		return folder_add(walk, folder, buf_str(path), git_tree_entry_id(entry), err);
	case GIT_OBJECT_BLOB:
		return file_add(walk, buf_str(path), entry, err);
	default:
		/* A submodule. */
		return true;
	}
}

static bool folder_read(struct tree_walk *walk, const struct folder *folder, struct err *err)
{
	git_tree *tree;
	struct buf path = { 0 };
	bool is_good = true;
	if (git_tree_lookup(&tree, walk->repository->git, &folder->id) < 0) {
		return repository_error(err, "cannot read a folder of the commit");
	}
	for (size_t i = 0; is_good && i < git_tree_entrycount(tree); i++) {
		is_good = entry_take(walk, folder, git_tree_entry_byindex(tree, i), &path, err);
	}
	buf_finish(&path);
	git_tree_free(tree);
	return is_good;
}

/* One name for two things: a file twice, or a file and a folder. */
static bool is_unique(const struct tree_walk *walk, struct err *err)
{
	const struct overlay *overlay = walk->overlay;
	size_t count;
	for (size_t i = 0; i < overlay->entries.len; i++) {
		struct str path = overlay->entries.p[i].path;
		if ((i > 0 && str_eq(path, overlay->entries.p[i - 1].path))
				|| overlay_below(overlay, path, &count)) {
			return err_set(err, STR_FMT " has two things called '" STR_FMT "'",
					STR_ARG(walk->name), STR_ARG(str_slice(path, 0, 200)));
		}
	}
	return true;
}

/* Goes into the folder `name`; `*tree` is NULL if there is none. */
static bool tree_enter(struct tree_walk *walk, git_tree **tree, struct str name, struct err *err)
{
	git_tree *from = *tree;
	const git_tree_entry *entry = git_tree_entry_byname(from, str_dup(walk->scratch, name).p);
	bool is_folder = entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE;
	*tree = NULL;
	int status = is_folder ? git_tree_lookup(tree, walk->repository->git,
						 git_tree_entry_id(entry))
			       : 0;
	git_tree_free(from);
	return status == 0 || repository_error(err, "cannot read a folder of the commit");
}

/* The folder of the commit that the root is; `*is_there` is false if it had none. */
static bool top_find(struct tree_walk *walk, const git_oid *commit, struct folder *top,
		bool *is_there, struct err *err)
{
	git_commit *found = NULL;
	git_tree *tree = NULL;
	struct str rest = walk->repository->prefix;
	struct str part;
	int status = git_commit_lookup(&found, walk->repository->git, commit);

	status = status < 0 ? status : git_commit_tree(&tree, found);
	git_commit_free(found);
	if (status < 0) {
		return repository_error(err, "cannot read a commit");
	}
	while (tree && str_split(&rest, '/', &part)) {
		if (part.len > 0 && !tree_enter(walk, &tree, part, err)) {
			return false;
		}
	}
	*top = (struct folder){ .path = STR("") };
	*is_there = tree != NULL;
	if (tree) {
		git_oid_cpy(&top->id, git_tree_id(tree));
	}
	git_tree_free(tree);
	return true;
}

bool tree_files_read(struct overlay *overlay, struct arena *arena, struct repository *repository,
		const git_oid *commit, const struct revision_limits *limits, struct err *err)
{
	char hex[GIT_OID_HEXSZ + 1];
	struct tree_walk walk = {
		.overlay = overlay,
		.arena = arena,
		.scratch = arena_create(),
		.repository = repository,
		.limits = limits,
	};
	struct folder top;
	bool is_there;
	git_oid_tostr(hex, sizeof(hex), commit);
	walk.name = str_fmt(walk.scratch, "commit %.12s", hex);
	bool is_good = top_find(&walk, commit, &top, &is_there, err);
	if (is_good && is_there) {
		*vec_add(&walk.waiting, walk.scratch) = top;
	}
	while (is_good && walk.waiting.len > 0) {
		struct folder folder = walk.waiting.p[--walk.waiting.len];
		is_good = folder_read(&walk, &folder, err);
	}
	overlay_freeze(overlay);
	is_good = is_good && is_unique(&walk, err);
	arena_destroy(walk.scratch);
	return is_good;
}
