/* SPDX-License-Identifier: MIT */
/*
 * The code as a graph: modules, folders, files or headers, and what uses what.
 *
 * An edge stands for all uses from one node to another: its weight is how many
 * there are, its label the number of the first in code.uses.  Uses within a
 * node make no edge.
 */
#ifndef LINTEL_FACTS_CODE_GRAPH_H
#define LINTEL_FACTS_CODE_GRAPH_H

#include "facts/code.h"
#include "facts/graph.h"

enum code_level {
	/* Files in no module have no node. */
	LEVEL_MODULE,
	LEVEL_FOLDER,
	LEVEL_FILE,
	/* Only headers have nodes. */
	LEVEL_HEADER,
};

/* "module", "folder", "file", "header", NULL: indexed by enum code_level. */
extern const char *const code_level_words[];

struct code_graph {
	enum code_level level;
	struct graph graph;
	/* Of each node: the module's name, or the path; "." is the root folder. */
	struct str *names;
	/* The node of each file, or NONE. */
	uint32_t *node_of_file;
};

/* Whether a use counts. */
typedef bool code_graph_test(const struct code *code, const struct code_use *use, void *ctx);

/* Nodes are numbered in the order of their names.  A NULL test counts every use. */
struct code_graph code_graph_create(struct arena *arena, const struct code *code,
		enum code_level level, code_graph_test *test, void *ctx);

#endif
