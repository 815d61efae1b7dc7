/* SPDX-License-Identifier: MIT */
/*
 * What the common beginning of several units said, computed once: the facts of
 * its files, and what of them may still change with what follows.
 *
 * The beginning is parsed as a header of its own, a stand-in for the first
 * lines of each unit's file.  In the numbers of a prefix, file 0 is that
 * stand-in; a unit that begins with the prefix gives the files the same numbers,
 * its own file being 0.
 *
 * A block of a prefix is a unit's block as it stands, but for two cases: a tag
 * that the prefix only mentions may be completed by the unit, and macros of the
 * first lines are defined in another file, at other lines.  And a header without
 * a guard that clang sees may be entered again, to be found empty.  So each file
 * keeps what its block was made of.
 */
#ifndef LINTEL_SOURCES_C_PREFIX_H
#define LINTEL_SOURCES_C_PREFIX_H

#include "base/buf.h"
#include "sources/c/extraction.h"

struct prefix_file {
	struct unit_file file;
	/* Numbers in prefix.symbols: what may still change. */
	VEC(uint32_t) open;
};

struct prefix {
	/* Of lead_text(), and the path of the stand-in. */
	struct str text;
	struct str stand_in;
	VEC(struct prefix_file) files;
	VEC(struct unit_symbol) symbols;
	/* Names to struct macro; `symbol` is a number in prefix.symbols. */
	struct map *macros;
	/* Identities of tags without a definition to numbers in prefix.symbols. */
	struct map *incomplete;
	/* What name_find() was asked for: another answer would change a block. */
	VEC(struct str) names_asked;
	/* Whether an expression is constant was asked, and denied. */
	bool asks_constants;
	/* How many skipped ranges libclang lists for it. */
	unsigned skipped;
};

/* Packs what the extraction of a stand-in came to, unit_blocks() included. */
void prefix_pack(struct extraction *x, struct str text, struct buf *out);

/* Everything lives in `arena`; texts borrow from `bytes`. */
NODISCARD bool prefix_unpack(struct prefix *prefix, struct arena *arena, struct str bytes);

/* Gives the unit the files and the include lines of its prefix; false if that cannot be. */
NODISCARD bool prefix_begin(struct extraction *x);

/* The macro of that name as the prefix left it, for this unit; or NULL. */
struct macro *prefix_macro(struct extraction *x, struct str name);

/* The unit defines a tag: the prefix may have mentioned it. */
void prefix_completed(struct extraction *x, CXCursor definition);

/* The unit declares a variable: an expression of the prefix may become constant by it. */
void prefix_redeclared(struct extraction *x, CXCursor variable);

/* What the prefix has of one of the unit's files; NULL if it is not the prefix's. */
const struct unit_file *prefix_file(const struct extraction *x, const struct unit_file *file);

/* False if the unit did what the prefix's facts do not foresee: it must be parsed whole. */
NODISCARD bool prefix_holds(struct extraction *x);

#endif
