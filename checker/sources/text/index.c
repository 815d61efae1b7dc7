/* SPDX-License-Identifier: MIT */
#include "sources/text/index.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/path.h"

/* Groups the files by name; within a name they stay in order. */
static void names_fill(struct text_index *index, struct arena *arena)
{
	struct arena *scratch = arena_create();
	struct map *counts = map_create(scratch);
	uint32_t *name_of = arena_new_array(scratch, uint32_t, index->count);
	for (size_t i = 0; i < index->count; i++) {
		struct map_entry *entry = map_put(counts, path_name(index->paths[i]), NULL);
		entry->num++;
		name_of[i] = (uint32_t)(entry - counts->entries);
	}
	index->name_count = counts->len;
	index->names = arena_new_array(arena, struct str, counts->len);
	index->first_of_name = arena_new_array(arena, uint32_t, counts->len + 1);
	for (size_t n = 0; n < counts->len; n++) {
		index->first_of_name[n + 1] =
				index->first_of_name[n] + (uint32_t)counts->entries[n].num;
	}
	uint32_t *next = arena_copy(
			scratch, index->first_of_name, counts->len * sizeof(*index->first_of_name));
	index->by_name = arena_new_array(arena, uint32_t, index->count);
	for (size_t i = 0; i < index->count; i++) {
		index->names[name_of[i]] = path_name(index->paths[i]);
		index->by_name[next[name_of[i]]++] = (uint32_t)i;
	}
	index->name_table = str_table_create(arena, index->names, index->name_count);
	arena_destroy(scratch);
}

struct text_index *index_create(struct arena *arena, struct str root, const struct walk *walk)
{
	struct text_index *index = arena_new(arena, struct text_index);
	index->paths = walk->files.p;
	index->count = walk->files.len;
	index->by_path = str_table_create(arena, index->paths, index->count);
	index->links = links_create(arena, root, walk->links.p, walk->links.len);
	names_fill(index, arena);
	return index;
}

uint32_t index_find(const struct text_index *index, struct str path)
{
	uint32_t file = str_table_find(&index->by_path, path);
	if (file != NONE || index->links.count == 0) {
		return file;
	}
	struct buf real;
	buf_init(&real);
	if (links_follow(&index->links, path, &real, NULL) == LINK_INSIDE) {
		file = str_table_find(&index->by_path, buf_str(&real));
	}
	buf_finish(&real);
	return file;
}

size_t index_named(const struct text_index *index, struct str name, const uint32_t **files)
{
	uint32_t n = str_table_find(&index->name_table, name);
	if (n == NONE) {
		*files = NULL;
		return 0;
	}
	*files = index->by_name + index->first_of_name[n];
	return index->first_of_name[n + 1] - index->first_of_name[n];
}

size_t text_paths(const struct text_tree *tree, const struct str **paths)
{
	*paths = tree->index->paths;
	return tree->index->count;
}
