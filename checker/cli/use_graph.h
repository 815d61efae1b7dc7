/* SPDX-License-Identifier: MIT */
/*
 * Who uses whom, seen from as far away as one likes: a graph whose nodes are
 * modules, folders or files, and besides them the declared externals, the
 * system, and whatever is in no module.
 */
#ifndef LINTEL_CLI_USE_GRAPH_H
#define LINTEL_CLI_USE_GRAPH_H

#include "facts/code.h"
#include "facts/graph.h"

struct arena;
struct findings;

enum use_level {
	LEVEL_MODULE,
	LEVEL_FOLDER,
	LEVEL_FILE,
};

/* "module", "folder", "file", NULL: indexed by enum use_level. */
extern const char *const use_level_words[];

enum use_node_kind {
	NODE_OF_CODE,
	NODE_EXTERNAL,
	NODE_SYSTEM,
	/* Files in no module; at LEVEL_MODULE only. */
	NODE_UNASSIGNED,
};

extern const char *const use_node_words[];

struct use_node {
	enum use_node_kind kind;
	struct str name;
	uint32_t files;
};

struct use_graph {
	enum use_level level;
	/* Of code first, by name; then externals, by name; then the other two. */
	struct use_node *nodes;
	/* Weight: uses; label: the first of them in code->uses. No node uses itself. */
	struct graph graph;
	/* For each file its node. */
	uint32_t *of_file;
	/* For each edge and kind of use, edge * USE_KINDS + kind, how many uses. */
	uint32_t *kinds;
	/* For each edge, how many findings stand at its uses. */
	uint32_t *violations;
	uint32_t first_external;
	uint32_t system;
	uint32_t unassigned;
};

/* Of the uses of judged files; `outside` adds externals and the system. */
struct use_graph use_graph_create(
		struct arena *arena, const struct code *code, enum use_level level, bool outside);

/* Counts the findings that are errors or warnings at the edges that they speak of. */
void use_graph_blame(
		struct use_graph *graph, const struct code *code, const struct findings *findings);

#endif
