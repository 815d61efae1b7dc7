/* SPDX-License-Identifier: MIT */
/*
 * From a parsed translation unit to its facts.
 */
#ifndef LINTEL_SOURCES_C_EXTRACT_H
#define LINTEL_SOURCES_C_EXTRACT_H

#include "facts/unit.h"
#include "sources/c/clang_api.h"

struct arena;
struct buf;
struct lead;
struct map;
struct prefix;
struct request;

/*
 * Fills `facts`; everything in it lives in `arena`.  `real_paths` is kept from
 * unit to unit.
 */
void extract_unit(const struct clang_api *clang, CXTranslationUnit unit,
		const struct request *request, struct map *real_paths, struct arena *arena,
		struct unit_facts *facts);

/*
 * The same for a unit that was parsed behind a prefix, `lead` being its own
 * first lines.  False if the prefix's facts do not hold for it.
 */
NODISCARD bool extract_with_prefix(const struct clang_api *clang, CXTranslationUnit unit,
		const struct request *request, const struct prefix *prefix, const struct lead *lead,
		struct map *real_paths, struct arena *arena, struct unit_facts *facts);

/*
 * The facts of a prefix itself, packed for prefix_unpack(); request->file is its
 * stand-in, `text` what that holds.  False if it cannot serve.
 */
NODISCARD bool extract_prefix(const struct clang_api *clang, CXTranslationUnit unit,
		const struct request *request, struct str text, struct map *real_paths,
		struct arena *arena, struct buf *out);

#endif
