/* SPDX-License-Identifier: MIT */
/*
 * A join under way: what the parts of the join hand to each other.
 *
 *	blocks -> files -> modules -> symbols, sites -> includes -> owners -> uses
 *
 * One file each: join.c, join_symbols.c, join_includes.c, owner.c, join_uses.c,
 * tested.c, probable.c.
 */
#ifndef LINTEL_ENGINE_JOINING_H
#define LINTEL_ENGINE_JOINING_H

#include "engine/join.h"
#include "facts/unit.h"

struct arena;
struct map;

/* A distinct block, its numbers translated into those of the whole. */
struct join_block {
	struct block block;
	uint64_t configurations;
	/* In code->files. */
	uint32_t file;
	/* For each of block.files the number in code->files, or NONE outside … */
	uint32_t *files;
	/* … and the number in `outsides`, or NONE inside. */
	uint32_t *outsides;
	/* For each of block.symbols the number in code->symbols. */
	uint32_t *symbols;
};

/* A file outside the tree, by the names that blocks have for it. */
struct outside_file {
	struct str path;
	struct str entry;
	uint32_t external;
};

/* What the join knows of a symbol beside what rules may know. */
struct symbol_note {
	/* The one file that holds it, or NONE: outside, or several may. */
	uint32_t file;
	/* A macro, a type and the like that stands outside. */
	bool is_outside;
	/* In `outsides`; for what stands outside. */
	uint32_t outside;
	/* The header that declares it as a port, or NONE. */
	uint32_t port;
	/* Declared external by its name, or NONE. */
	uint32_t external;
};

/* A macro that conditions ask for, defined by one module only. */
struct tested_macro {
	/* In code->symbols; NONE: nobody, or several modules, define it. */
	uint32_t symbol;
};

/* Where a use goes; see struct code_use. */
struct settled {
	enum target_kind target;
	uint32_t file;
	uint32_t line;
	uint32_t external;
	/* USE_AMBIGUOUS, USE_PUBLIC. */
	uint32_t flags;
};

/* Programs that a file belongs to: program_numbers[first] up to first + count, ascending. */
struct program_set {
	uint32_t first;
	uint32_t count;
	/* Equal for files of the same programs; 0 for those of none. */
	uint32_t id;
};

struct joining {
	struct code *code;
	const struct join_input *in;
	/* For what is not needed after the join. */
	struct arena *scratch;

	/* By file, then by hash; those of file f: first_block[f] up to first_block[f + 1]. */
	VEC(struct join_block) blocks;
	uint32_t *first_block;
	/* For each file the configurations that compiled it. */
	uint64_t *seen;
	/* For each file of the tree its number in code->files, and the reverse (NONE: not there).
	 */
	uint32_t *of_tree;
	uint32_t *to_tree;

	struct map *outside_numbers;
	VEC(struct outside_file) outsides;

	/* By number of the symbol. */
	struct symbol_note *notes;
	/* Names asked for by conditions, to struct tested_macro. */
	struct map *tested;

	/* For each file: the external that an unassigned file belongs to, or NONE. */
	uint32_t *file_external;
	struct program_set *programs;
	VEC(uint32_t) program_numbers;
	/* Questions of ownership that were answered before. */
	struct map *settled;

	/* Uses that stand in other files than the ones they are found from, sorted by place. */
	VEC(struct code_use) implements;
	VEC(struct code_use) probable;
};

/* join_symbols.c: symbols with their sites, numbered; join_block.symbols, notes. */
void join_symbols(struct joining *join);

/* join_includes.c: code->includes, flags of files, file_external. */
void join_includes(struct joining *join);
/* The use that an include is; false if it counts for nothing. */
bool include_use(const struct joining *join, uint32_t number, struct code_use *use);

/* owner.c */
void owners_prepare(struct joining *join);
/* The owner of `symbol` as `user` sees it, who saw its declaration in a file or outside. */
struct settled owner_settle(struct joining *join, uint32_t symbol, uint32_t user, uint32_t declared,
		uint32_t outside);
/* Its module, or the file itself when it is in none: equal for things of one owner. */
uint32_t owner_of_file(const struct code *code, uint32_t file);
/* Uses that definitions are of the ports they implement. */
void implements_find(struct joining *join);

/* tested.c: which names conditions ask for, before symbols are numbered; who defines them. */
typedef uint32_t macro_put_fn(
		void *ctx, struct str name, uint32_t file, uint32_t line, uint32_t column);
void tested_find(struct joining *join, macro_put_fn *put, void *ctx);

/* reach.c: whether the includes of `from` bring `file` along, directly or not. */
struct reach;
NODISCARD struct reach *reach_create(struct joining *join);
bool reach_has(struct reach *reach, uint32_t from, uint32_t file);

/* probable.c: calls in branches that no configuration compiles. */
void probable_find(struct joining *join);

/* join_uses.c: code->uses. */
void join_uses(struct joining *join);

#endif
