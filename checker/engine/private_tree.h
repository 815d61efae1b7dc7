/* SPDX-License-Identifier: MIT */
/*
 * The C files of another revision, written out for the compiler, which reads
 * files and no overlay: a folder that nobody else can look into, made where
 * temporary files go and removed when the units are parsed.
 *
 * Only what compiling may read is there: sources, headers, whatever else they
 * include, links between them, and folders that commands name.
 */
#ifndef LINTEL_ENGINE_PRIVATE_TREE_H
#define LINTEL_ENGINE_PRIVATE_TREE_H

#include "base/file.h"
#include "base/vec.h"
#include "engine/sweeper.h"
#include "sources/c/compile_db.h"

struct arena;
struct err;
struct run;

struct private_tree {
	struct arena *arena;
	/* Its folder; `fd` is -1 before it is made. */
	struct root root;
	/* The compile database as it is there. */
	struct compile_db db;
	/* What is in it, relative: folders after those that they lie in. */
	VEC(struct str) folders;
	VEC(struct str) files;
	struct sweeper sweeper;
	/* Some file was no longer what the text tier had read. */
	bool is_torn;
};

/*
 * Writes it out for a run whose `gathering` has a tree and a database.  Call
 * private_tree_remove() when done, also after this returned false.
 */
NODISCARD bool private_tree_make(struct private_tree *tree, struct run *run, struct err *err);

void private_tree_remove(struct private_tree *tree);

/* `text` with every mention of the folder `from` replaced by the folder `to`. */
struct str path_moved(struct arena *arena, struct str text, struct str from, struct str to);

#endif
