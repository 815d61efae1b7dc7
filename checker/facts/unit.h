/* SPDX-License-Identifier: MIT */
/*
 * What one unit (one source file under one set of flags) says, before it is
 * joined with the others: a pure function of what the compiler read and the
 * flags, so it can be kept, shared and sent between processes.
 *
 * A unit's facts are a list of blocks, one for each file of the tree that it
 * read.  A block speaks only of what stands in its file.  A header gives the
 * same block in most units that include it, so blocks are kept and joined by
 * the hash of their bytes: each distinct block once.
 *
 * The packed form is the only form that crosses a process or goes to the
 * store; UNIT_FORMAT changes whenever it does.
 */
#ifndef LINTEL_FACTS_UNIT_H
#define LINTEL_FACTS_UNIT_H

#include "base/pack.h"
#include "base/vec.h"
#include "facts/code.h"

struct arena;

#define UNIT_FORMAT 2

/*
 * A file that a block mentions: of the tree by its path; from outside by the
 * name that an include would spell ("bits/socket.h"), with the name by which
 * the tree entered the outside world ("sys/socket.h").
 */
struct block_file {
	bool is_outside;
	struct str path;
	struct str entry;
};

/* A symbol that the block declares, defines or uses. */
struct block_symbol {
	enum symbol_kind kind;
	struct str name;
	bool is_external;
	bool is_mutable;
	/*
	 * The declaration that the compiler chose: for tags the completing one
	 * if the unit has it, for typedefs, macros, fields and statics the only
	 * one.  `file` is a number in block.files, or NONE (built in).
	 */
	uint32_t file;
	uint32_t line;
	uint32_t column;
	/* Tags: `file` holds the completing definition, not a mere mention. */
	bool is_complete;
};

/* A declaration or definition of a symbol that stands in the block's file. */
struct block_site {
	uint32_t symbol;
	uint32_t line;
	uint32_t column;
	/* STRENGTH_NONE: a declaration. */
	enum strength strength;
	/* Inside a function, or in a .c file with `extern`. */
	bool is_local;
};

struct block_use {
	enum use_kind kind;
	/* Of enum use_flags: USE_MAY_WRITE, USE_UNEVALUATED, USE_COMPLETE. */
	uint32_t flags;
	uint32_t line;
	uint32_t column;
	uint32_t width;
	uint32_t symbol;
	/* A symbol of kind SYMBOL_MACRO, or NONE. */
	uint32_t carrier;
};

/* A range of lines that the preprocessor skipped, both ends included. */
struct block_skip {
	uint32_t first;
	uint32_t last;
};

/* An include directive that the preprocessor followed. */
struct block_include {
	uint32_t line;
	/* A number in block.files. */
	uint32_t file;
};

struct block {
	/* The file it speaks of, relative to the root. */
	struct str path;
	VEC(struct block_file) files;
	VEC(struct block_symbol) symbols;
	VEC(struct block_site) sites;
	VEC(struct block_use) uses;
	VEC(struct block_skip) skips;
	VEC(struct block_include) includes;
};

/* A file that the compiler read: relative to the root, or absolute when outside. */
struct unit_input {
	struct str path;
	bool is_outside;
};

struct unit_facts {
	enum unit_status status;
	/* The first error, if any; its place is only given inside the tree. */
	struct str problem;
	struct place problem_place;
	VEC(struct unit_input) inputs;
	/* Packed blocks, sorted by path. */
	VEC(struct str) blocks;
};

void block_pack(const struct block *block, struct buf *out);
/* Texts borrow from `bytes`.  False if it is not a whole, sound block. */
NODISCARD bool block_unpack(struct block *block, struct arena *arena, struct str bytes);

void unit_pack(const struct unit_facts *unit, struct buf *out);
NODISCARD bool unit_unpack(struct unit_facts *unit, struct arena *arena, struct str bytes);

#endif
