/* SPDX-License-Identifier: MIT */
/*
 * A join from a few lines of text.  Modules are lines
 *
 *	NAME KIND PATTERN…	KIND: paths, public, ports, symbols, headers, sources
 *
 * (the last three declare externals and programs); the tree is lines
 *
 *	PATH			a file; "!" behind the path: not judged
 *	  include LINE [TARGET] [if|never|computed|angled]
 *	  define LINE NAME
 *	  test LINE NAME
 *
 * and a block is lines
 *
 *	PATH
 *	WHAT LINE:COLUMN KIND:NAME@FILE[?] [via m:NAME@FILE]
 *	skip FIRST LAST
 *	follow LINE FILE
 *
 * where WHAT is decl, def, weak, tentative or a kind of use, KIND one of
 * f(unction) v(ariable) g (static function) s(truct) t(ypedef) e(numerator)
 * . (member) m(acro), FILE `<x.h>` for one outside (`<x.h:y.h>` if y.h brought it), and `?` marks a
 *tag that the unit did not see completed.
 */
#ifndef LINTEL_UNIT_ENGINE_JOINED_H
#define LINTEL_UNIT_ENGINE_JOINED_H

#include "base/buf.h"
#include "base/problem.h"
#include "engine/join.h"
#include "facts/unit.h"

#include "unit/unit.h"

struct joined {
	struct arena *arena;
	struct config config;
	struct text_tree tree;
	struct block_pool pool;
	struct code code;
	struct problems problems;
	VEC(struct config_module) modules;
	VEC(struct config_external) externals;
	VEC(struct config_program) programs;
};

void joined_modules(struct joined *joined, struct arena *arena, const char *lines);
void joined_tree(struct joined *joined, const char *lines);
void joined_block(struct joined *joined, const char *lines, uint32_t configuration);
/* The join itself; fails the test if it does. */
void joined_join(struct joined *joined);
/* "PATH:LINE:COLUMN KIND WHAT OWNER [via MACRO] [words]", a line each. */
struct str joined_uses(const struct joined *joined);

#endif
