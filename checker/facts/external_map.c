/* SPDX-License-Identifier: MIT */
#include "facts/external_map.h"

#include "base/arena.h"
#include "base/glob_set.h"
#include "base/vec.h"

struct external_globs {
	struct glob_set *set;
	/* Externals, by number in `set`. */
	VEC(uint32_t) owners;
};

struct external_map {
	struct external_globs headers;
	struct external_globs symbols;
};

static void globs_add(struct external_globs *globs, struct arena *arena,
		const struct text_list *patterns, uint32_t external)
{
	vec_each (const struct text, pattern, patterns) {
		glob_set_add(globs->set, pattern->s);
		*vec_add(&globs->owners, arena) = external;
	}
}

struct external_map *external_map_create(
		struct arena *arena, const struct config *config, struct code *code)
{
	const struct config_external *declared = config->externals.p;
	struct external_map *map = arena_new(arena, struct external_map);
	map->headers.set = glob_set_create(arena);
	map->symbols.set = glob_set_create(arena);

	code->external_count = config->externals.len;
	code->externals = arena_new_array(arena, struct code_external, code->external_count);
	for (size_t i = 0; i < code->external_count; i++) {
		code->externals[i] = (struct code_external){ declared[i].name.s,
			declared[i].name.place };
		globs_add(&map->headers, arena, &declared[i].headers, (uint32_t)i);
		globs_add(&map->symbols, arena, &declared[i].symbols, (uint32_t)i);
	}
	glob_set_freeze(map->headers.set);
	glob_set_freeze(map->symbols.set);
	return map;
}

static uint32_t globs_find(const struct external_globs *globs, struct str text)
{
	uint32_t best = NONE;
	size_t literal = 0;
	struct glob_walk walk = glob_set_walk(globs->set, text);
	struct glob_hit hit;
	while (glob_walk_next(&walk, &hit)) {
		uint32_t owner = globs->owners.p[hit.pattern];
		if (best == NONE || hit.literal > literal
				|| (hit.literal == literal && owner < best)) {
			best = owner;
			literal = hit.literal;
		}
	}
	return best;
}

uint32_t external_of_header(const struct external_map *map, struct str spelled)
{
	return globs_find(&map->headers, spelled);
}

uint32_t external_of_symbol(const struct external_map *map, struct str name)
{
	uint32_t external = globs_find(&map->symbols, name);
	size_t space = str_find(name, ' ');
	if (external != NONE || space == name.len) {
		return external;
	}
	/* `symbols: [ssl_*]` means the tag of struct ssl_ctx as well. */
	struct str tag = str_from(name, space + 1);
	return globs_find(&map->symbols, str_slice(tag, 0, str_find(tag, '.')));
}

bool external_map_is_empty(const struct external_map *map)
{
	return map->headers.owners.len == 0 && map->symbols.owners.len == 0;
}
