/* SPDX-License-Identifier: MIT */
#include "sources/text/context.h"

#include "base/arena.h"
#include "base/path.h"

struct ranked {
	struct search_paths paths;
	/* Its number where it came from. */
	uint32_t number;
};

static int strings_order(const struct str *a, size_t a_count, const struct str *b, size_t b_count)
{
	for (size_t i = 0; i < a_count && i < b_count; i++) {
		int order = str_cmp(a[i], b[i]);
		if (order) {
			return order;
		}
	}
	return (a_count > b_count) - (a_count < b_count);
}

static int ranked_order(const void *a, const void *b)
{
	const struct search_paths *x = &((const struct ranked *)a)->paths;
	const struct search_paths *y = &((const struct ranked *)b)->paths;
	int order = strings_order(x->angled, x->angled_count, y->angled, y->angled_count);
	if (order == 0) {
		order = strings_order(x->quote, x->quote_count, y->quote, y->quote_count);
	}
	if (order == 0) {
		order = strings_order(x->forced, x->forced_count, y->forced, y->forced_count);
	}
	return order;
}

static int visit_order(const void *a, const void *b)
{
	const struct visit *x = a;
	const struct visit *y = b;
	if (x->file != y->file) {
		return x->file < y->file ? -1 : 1;
	}
	return (x->context > y->context) - (x->context < y->context);
}

static struct str *clean_all(struct arena *arena, const struct str *folders, size_t count)
{
	struct str *clean = arena_new_array(arena, struct str, count);
	for (size_t i = 0; i < count; i++) {
		clean[i] = path_clean(arena, folders[i]);
	}
	return clean;
}

static struct search_paths paths_clean(struct arena *arena, const struct search_paths *paths)
{
	return (struct search_paths){
		.quote = clean_all(arena, paths->quote, paths->quote_count),
		.quote_count = paths->quote_count,
		.angled = clean_all(arena, paths->angled, paths->angled_count),
		.angled_count = paths->angled_count,
		.forced = paths->forced,
		.forced_count = paths->forced_count,
	};
}

static size_t list_join(struct arena *arena, struct str **all, const struct ranked *ranked,
		size_t count, bool is_quote)
{
	struct map *seen = map_create(arena);
	VEC(struct str) joined = { 0 };
	for (size_t i = 0; i < count; i++) {
		const struct search_paths *paths = &ranked[i].paths;
		const struct str *list = is_quote ? paths->quote : paths->angled;
		size_t len = is_quote ? paths->quote_count : paths->angled_count;
		for (size_t k = 0; k < len; k++) {
			bool is_new;
			map_put(seen, list[k], &is_new);
			if (is_new) {
				*vec_add(&joined, arena) = list[k];
			}
		}
	}
	*all = joined.p;
	return joined.len;
}

static void folder_add(
		struct contexts *contexts, struct arena *arena, struct str folder, uint32_t context)
{
	struct map_entry *entry = map_put(contexts->folders, folder, NULL);
	if (!entry->ptr) {
		entry->ptr = arena_new(arena, struct folder_contexts);
	}
	struct folder_contexts *all = entry->ptr;
	size_t at = 0;
	while (at < all->count && all->numbers[at] < context) {
		at++;
	}
	if (all->count == CONTEXTS_MAX || (at < all->count && all->numbers[at] == context)) {
		return;
	}
	memmove(all->numbers + at + 1, all->numbers + at, (all->count - at) * sizeof(context));
	all->numbers[at] = context;
	all->count++;
}

static void units_fill(struct contexts *contexts, struct arena *arena,
		const struct text_index *index, const uint32_t *rank,
		const struct search_unit *units, size_t unit_count)
{
	for (size_t i = 0; i < unit_count; i++) {
		uint32_t file = index_find(index, units[i].path);
		if (file != NONE && units[i].search < contexts->count) {
			*vec_add(&contexts->units, arena) = (struct visit){
				.file = file,
				.context = rank[units[i].search],
			};
		}
	}
	vec_sort(&contexts->units, visit_order);
	vec_each (const struct visit, unit, &contexts->units) {
		folder_add(contexts, arena, path_folder(index->paths[unit->file]), unit->context);
	}
}

struct contexts contexts_create(struct arena *arena, const struct text_index *index,
		const struct search_paths *searches, size_t search_count,
		const struct search_unit *units, size_t unit_count)
{
	struct contexts contexts = {
		.paths = arena_new_array(arena, struct search_paths, search_count + 1),
		.count = search_count,
		.folders = map_create(arena),
	};
	struct ranked *ranked = arena_new_array(arena, struct ranked, search_count);
	uint32_t *rank = arena_new_array(arena, uint32_t, search_count);
	for (size_t i = 0; i < search_count; i++) {
		ranked[i] = (struct ranked){ paths_clean(arena, &searches[i]), (uint32_t)i };
	}
	if (search_count > 1) {
		qsort(ranked, search_count, sizeof(*ranked), ranked_order);
	}
	for (size_t i = 0; i < search_count; i++) {
		contexts.paths[i] = ranked[i].paths;
		rank[ranked[i].number] = (uint32_t)i;
	}
	struct search_paths *joined = &contexts.paths[search_count];
	joined->quote_count = list_join(arena, &joined->quote, ranked, search_count, true);
	joined->angled_count = list_join(arena, &joined->angled, ranked, search_count, false);
	units_fill(&contexts, arena, index, rank, units, unit_count);
	return contexts;
}

const struct folder_contexts *contexts_near(const struct contexts *contexts, struct str path)
{
	return map_ptr(contexts->folders, path_folder(path));
}
