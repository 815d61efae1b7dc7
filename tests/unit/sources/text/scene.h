/* SPDX-License-Identifier: MIT */
/*
 * A small tree of files on disk for one test, and what the text tier says of it.
 *
 *	TOP/tree/     the root
 *	TOP/          a place outside
 */
#ifndef LINTEL_UNIT_SOURCES_TEXT_SCENE_H
#define LINTEL_UNIT_SOURCES_TEXT_SCENE_H

#include "base/err.h"
#include "base/path.h"
#include "sources/text/text.h"

#include "unit/unit.h"

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

struct scene {
	struct arena *arena;
	struct str top;
	struct root root;
	struct config_sources sources;
	struct text_limits limits;
	struct text_marks marks;
	unsigned jobs;
	struct text_tree tree;
	struct err err;
};

static inline const char *scene_path(const struct scene *scene, const char *path)
{
	return str_fmt(scene->arena, STR_FMT "/tree/%s", STR_ARG(scene->top), path).p;
}

/* Makes the file and the folders above it. */
static inline void scene_bytes(struct scene *scene, const char *path, struct str bytes)
{
	struct err err;
	const char *full = scene_path(scene, path);
	assert_true(folder_make(path_folder(str_of(full)), &err));
	int fd = open(full, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.p, bytes.len), bytes.len);
	close(fd);
}

static inline void scene_file(struct scene *scene, const char *path, const char *text)
{
	scene_bytes(scene, path, str_of(text));
}

static inline void scene_folder(struct scene *scene, const char *path)
{
	struct err err;
	assert_true(folder_make(str_of(scene_path(scene, path)), &err));
}

static inline void scene_link(struct scene *scene, const char *path, const char *target)
{
	struct err err;
	const char *full = scene_path(scene, path);
	assert_true(folder_make(path_folder(str_of(full)), &err));
	assert_int_equal(symlink(target, full), 0);
}

static inline struct text_list scene_list(struct scene *scene, const char *words)
{
	VEC(struct text) items = { 0 };
	struct str rest = str_of(words);
	struct str word;
	while (str_split(&rest, ' ', &word)) {
		*vec_add(&items, scene->arena) = (struct text){ .s = word };
	}
	return (struct text_list){ .p = items.p, .len = items.len, .is_set = true };
}

static inline bool scene_scan(struct scene *scene)
{
	return text_scan(&scene->tree, scene->arena, &scene->root, &scene->sources, &scene->limits,
			scene->marks, scene->jobs, &scene->err);
}

static inline const struct text_file *scene_find(const struct scene *scene, const char *path)
{
	uint32_t at = text_file_find(&scene->tree, str_of(path));
	return at == NONE ? NULL : &scene->tree.files.p[at];
}

/* The paths of the tree's files, with a blank between two. */
static inline const char *scene_files(const struct scene *scene)
{
	struct str all = STR("");
	vec_each (const struct text_file, file, &scene->tree.files) {
		all = str_fmt(scene->arena, STR_FMT "%s" STR_FMT, STR_ARG(all), all.len ? " " : "",
				STR_ARG(file->path));
	}
	return all.p;
}

/* The same for what was found wrong: "path: problem". */
static inline const char *scene_troubles(const struct scene *scene)
{
	struct str all = STR("");
	vec_each (const struct text_trouble, trouble, &scene->tree.troubles) {
		all = str_fmt(scene->arena, STR_FMT "%s" STR_FMT ": " STR_FMT, STR_ARG(all),
				all.len ? "; " : "", STR_ARG(trouble->path),
				STR_ARG(trouble->problem));
	}
	return all.p;
}

static inline int scene_setup(void **state)
{
	struct arena *arena = arena_create();
	struct scene *scene = arena_new(arena, struct scene);
	const char *tmp = getenv("TMPDIR");
	scene->arena = arena;
	scene->limits = (struct text_limits){ (size_t)8 << 20, 1000000, 200 };
	scene->jobs = 2;
	struct str name = str_fmt(arena, "%s/lintel-text-XXXXXX", tmp ? tmp : "/tmp");
	char *made = mkdtemp(arena_copy(arena, name.p, name.len + 1));
	assert_non_null(made);
	scene->top = str_of(made);
	scene_folder(scene, "");
	assert_true(root_open(&scene->root, arena, str_of(scene_path(scene, "")), &scene->err));
	*state = scene;
	return 0;
}

static inline int scene_remove_one(
		const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline int scene_teardown(void **state)
{
	struct scene *scene = *state;
	root_close(&scene->root);
	nftw(scene->top.p, scene_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_destroy(scene->arena);
	return 0;
}

#define scene_claim(function) cmocka_unit_test_setup_teardown(function, scene_setup, scene_teardown)

#endif
