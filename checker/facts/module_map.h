/* SPDX-License-Identifier: MIT */
/*
 * Which module a file belongs to: the one whose pattern has the longest literal
 * beginning.
 *
 * `public` and `ports` of a module add to its `paths`.  A declaration named
 * `drv/{name}` makes one module for each thing that its patterns bind.  A map
 * is read-only once made and lives in the arena it was made in.
 */
#ifndef LINTEL_FACTS_MODULE_MAP_H
#define LINTEL_FACTS_MODULE_MAP_H

#include "config/config.h"
#include "facts/code.h"

struct arena;
struct module_map;
struct problems;

/* Never NULL; a pattern that does not fit its module's name goes to `problems`. */
NODISCARD RETURNS_NONNULL struct module_map *module_map_create(
		struct arena *arena, const struct config *config, struct problems *problems);

/*
 * Makes code->modules, and sets module, FILE_PUBLIC and FILE_PORT of each of
 * code->files; may be called again when there are more files.  Two modules
 * with an equal claim to a file are an error, a module without files is a
 * warning.  False if there was an error.
 *
 * Files that are not judged belong to modules, but `{name}` makes none of them.
 */
NODISCARD bool module_map_apply(
		const struct module_map *map, struct code *code, struct problems *problems);

/*
 * The module that a path belongs to or, as it may be gone, would belong to:
 * its number in code->modules, or NONE.  After module_map_apply().
 */
uint32_t module_map_find(const struct module_map *map, const struct code *code, struct str path,
		struct arena *scratch);

#endif
