/* SPDX-License-Identifier: MIT */
/*
 * A repository for one test: a folder of its own with the files given.
 */
#ifndef LINTEL_UNIT_CONFIG_TREE_H
#define LINTEL_UNIT_CONFIG_TREE_H

#include "base/err.h"
#include "base/file.h"

#include "unit/unit.h"

#include <unistd.h>

struct tree_file {
	const char *path;
	const char *text;
};

/* Makes the folder and opens it; `files` end with an empty path. */
static inline struct root tree_open_files(struct arena *arena, const struct tree_file *files)
{
	char folder[] = "/tmp/lintel-config-XXXXXX";
	struct root root;
	struct err err;
	assert_non_null(mkdtemp(folder));
	for (; files->path; files++) {
		struct str path = str_fmt(arena, "%s/%s", folder, files->path);
		assert_true(file_write(path, str_of(files->text), &err));
	}
	assert_true(root_open(&root, arena, str_of(folder), &err));
	return root;
}

static inline void tree_remove(
		struct arena *arena, struct root *root, const struct tree_file *files)
{
	for (; files->path; files++) {
		struct str path = str_fmt(arena, STR_FMT "/%s", STR_ARG(root->path), files->path);
		assert_int_equal(unlink(path.p), 0);
	}
	assert_int_equal(rmdir(str_dup(arena, root->path).p), 0);
	root_close(root);
}

#endif
