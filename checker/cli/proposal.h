/* SPDX-License-Identifier: MIT */
/*
 * A first lintel.yaml: modules as the folders suggest them, and the uses that
 * each has today.
 *
 * Folders that only hold others (src, lib, deps, …) are looked into; every other
 * folder with C in it is a module, and so are the files that lie directly in
 * one of those.  `include/X` joins a module called X as its public headers.
 */
#ifndef LINTEL_CLI_PROPOSAL_H
#define LINTEL_CLI_PROPOSAL_H

#include "facts/code.h"

struct arena;
struct buf;
struct use_graph;

struct proposed_module {
	struct str name;
	/* The folder; "" is the root. */
	struct str folder;
	/* Only what lies directly in the folder, not what is below it. */
	bool is_flat;
	/* Folders of its public headers, below some `include`. */
	VEC(struct str) public_folders;
	/* Names of modules, sorted. */
	VEC(struct str) uses;
};

struct proposal {
	struct arena *arena;
	VEC(struct proposed_module) modules;
	/* Paths below the root. */
	VEC(struct str) compile_commands;
	VEC(struct str) ignore;
	/* Modules none of whose private headers others include. */
	VEC(struct str) closed;
};

/* Proposes modules for the judged C files of `code`. */
void proposal_split(struct proposal *proposal, const struct code *code);

/* Adds who uses whom, from a graph of modules with the names proposed. */
void proposal_use(struct proposal *proposal, const struct use_graph *uses, const struct code *code);

/* The text of lintel.yaml; before proposal_use() every module is free to use all others. */
void proposal_write(const struct proposal *proposal, bool has_uses, struct buf *out);

#endif
