/* SPDX-License-Identifier: MIT */
#include "engine/include_places.h"

#include "base/arena.h"
#include "base/map.h"

#include <stdlib.h>

struct include_places {
	struct arena *arena;
	const struct text_tree *tree;
	/* All paths, ordered from their ends: those that end alike lie together. */
	struct str *paths;
	size_t count;
	/* From spelled names to hashes of where they may be. */
	struct map *names;
	/* By file; only where `is_known`. */
	struct hash *hashes;
	bool *is_known;
};

/* Byte order from the end; a longer text that ends in a shorter one comes after it. */
static int end_cmp(struct str a, struct str b)
{
	size_t shorter = a.len < b.len ? a.len : b.len;
	for (size_t i = 1; i <= shorter; i++) {
		unsigned char x = (unsigned char)a.p[a.len - i];
		unsigned char y = (unsigned char)b.p[b.len - i];
		if (x != y) {
			return x < y ? -1 : 1;
		}
	}
	return (a.len > b.len) - (a.len < b.len);
}

static int end_order(const void *a, const void *b)
{
	return end_cmp(*(const struct str *)a, *(const struct str *)b);
}

struct include_places *include_places_create(struct arena *arena, const struct text_tree *tree)
{
	struct include_places *places = arena_new(arena, struct include_places);
	*places = (struct include_places){
		.arena = arena,
		.tree = tree,
		.paths = arena_new_array(arena, struct str, tree->files.len),
		.count = tree->files.len,
		.names = map_create(arena),
		.hashes = arena_new_array(arena, struct hash, tree->files.len),
		.is_known = arena_new_array(arena, bool, tree->files.len),
	};
	for (size_t i = 0; i < places->count; i++) {
		places->paths[i] = tree->files.p[i].path;
	}
	if (places->count > 1) {
		qsort(places->paths, places->count, sizeof(*places->paths), end_order);
	}
	return places;
}

/* What is left of a name behind its last "." or "..": that much a path must end in. */
static struct str tail_of(struct str spelled)
{
	struct str tail = spelled;
	struct str rest = spelled;
	struct str part;
	while (str_split(&rest, '/', &part)) {
		if (part.len == 0 || str_eq(part, STR(".")) || str_eq(part, STR(".."))) {
			tail = rest;
		}
	}
	return tail;
}

static bool is_place_of(struct str path, struct str tail)
{
	return str_ends(path, tail)
	       && (path.len == tail.len || path.p[path.len - tail.len - 1] == '/');
}

static const struct hash *places_of_name(struct include_places *places, struct str spelled)
{
	bool is_new;
	struct map_entry *entry = map_put(places->names, spelled, &is_new);
	if (!is_new) {
		return entry->ptr;
	}
	struct str tail = tail_of(spelled);
	VEC(struct str) found = { 0 };
	size_t low = 0;
	size_t high = places->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (end_cmp(places->paths[middle], tail) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	for (; low < places->count && str_ends(places->paths[low], tail); low++) {
		if (is_place_of(places->paths[low], tail)) {
			*vec_add(&found, places->arena) = places->paths[low];
		}
	}
	struct hash *hash = arena_new(places->arena, struct hash);
	*hash = hash_parts(found.p, found.len);
	entry->ptr = hash;
	return hash;
}

static struct str bytes_of(const struct hash *hash)
{
	return (struct str){ (const char *)hash, sizeof(*hash) };
}

struct hash include_places_of_file(struct include_places *places, uint32_t file)
{
	if (!places->is_known[file]) {
		const struct text_file *text = &places->tree->files.p[file];
		VEC(struct str) parts = { 0 };
		vec_each (const struct text_include, include, &text->includes) {
			*vec_add(&parts, places->arena) = include->spelled;
			*vec_add(&parts, places->arena) =
					bytes_of(places_of_name(places, include->spelled));
		}
		vec_each (const struct text_header_name, header, &text->header_names) {
			*vec_add(&parts, places->arena) = header->spelled;
			*vec_add(&parts, places->arena) =
					bytes_of(places_of_name(places, header->spelled));
		}
		places->hashes[file] = hash_parts(parts.p, parts.len);
		places->is_known[file] = true;
	}
	return places->hashes[file];
}
