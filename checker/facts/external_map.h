/* SPDX-License-Identifier: MIT */
/*
 * Which declared external a header or a symbol from outside belongs to.
 *
 * Of several patterns that fit, the one with the longest literal beginning
 * decides; of equals the one that is declared first.  A map is read-only once
 * made and lives in the arena it was made in.
 */
#ifndef LINTEL_FACTS_EXTERNAL_MAP_H
#define LINTEL_FACTS_EXTERNAL_MAP_H

#include "config/config.h"
#include "facts/code.h"

struct arena;
struct external_map;

/* Makes code->externals too, in the order of the configuration. */
NODISCARD RETURNS_NONNULL struct external_map *external_map_create(
		struct arena *arena, const struct config *config, struct code *code);

/* By the name that an include spells; or NONE. */
uint32_t external_of_header(const struct external_map *map, struct str spelled);

/* By the name of a symbol, as people write it: "SSL_new", "struct ssl_ctx"; or NONE. */
uint32_t external_of_symbol(const struct external_map *map, struct str name);

/* Whether any external is declared at all. */
bool external_map_is_empty(const struct external_map *map);

#endif
