/* SPDX-License-Identifier: MIT */
/*
 * From what the readers say to facts about the whole: who uses what, whose it
 * is, where it is declared.
 *
 * The order in which units came does not show in the result: blocks are taken
 * in the order of their contents, and everything that is numbered is sorted
 * first.
 */
#ifndef LINTEL_ENGINE_JOIN_H
#define LINTEL_ENGINE_JOIN_H

#include "config/config.h"
#include "engine/block_pool.h"
#include "facts/code.h"
#include "facts/external_map.h"
#include "facts/module_map.h"
#include "sources/text/text.h"

struct problems;
struct root;

struct join_input {
	const struct config *config;
	const struct text_tree *tree;
	const struct module_map *modules;
	const struct external_map *externals;
	/* Sorted by the join.  Empty: no compiler was asked. */
	struct block_pool *blocks;
	/* Macros that compile commands define: such a name is nobody's in the tree. */
	const struct str *defined;
	size_t defined_count;
	/* To look into branches that nothing compiles; NULL = do not. */
	const struct root *root;
	unsigned jobs;
};

/*
 * Fills in files, modules, symbols, includes and uses of `code`, whose arena,
 * externals, units and configurations are there.  Texts borrow from the tree,
 * the blocks and the configuration.  False if a file that only the compiler
 * found makes the modules wrong; `problems` says how.
 */
NODISCARD bool join(struct code *code, const struct join_input *input, struct problems *problems);

#endif
