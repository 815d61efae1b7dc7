/* SPDX-License-Identifier: MIT */
/*
 * From a parsed translation unit to its facts.
 */
#ifndef LINTEL_SOURCES_C_EXTRACT_H
#define LINTEL_SOURCES_C_EXTRACT_H

#include "facts/unit.h"
#include "sources/c/clang_api.h"

struct arena;
struct map;
struct request;

/*
 * Fills `facts`; everything in it lives in `arena`.  `real_paths` is kept from
 * unit to unit.
 */
void extract_unit(const struct clang_api *clang, CXTranslationUnit unit,
		const struct request *request, struct map *real_paths, struct arena *arena,
		struct unit_facts *facts);

#endif
