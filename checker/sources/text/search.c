/* SPDX-License-Identifier: MIT */
#include "sources/text/search.h"

#include "base/arena.h"
#include "base/path.h"

#include <unistd.h>

void search_init(struct search *search, struct arena *arena, const struct root *root,
		struct spellings *spellings, const struct search_paths *paths)
{
	*search = (struct search){
		.arena = arena,
		.root = root,
		.index = spellings->index,
		.spellings = spellings,
		.paths = paths,
		.found = { .arena = arena },
		.outside = map_create(arena),
	};
	buf_init(&search->path);
	buf_init(&search->real);
}

void search_finish(struct search *search)
{
	buf_finish(&search->path);
	buf_finish(&search->real);
}

/* Whether a file outside is there; its contents are nobody's business here. */
static bool exists_outside(struct search *search, struct str path)
{
	bool is_new;
	struct map_entry *entry = map_put(search->outside, path, &is_new);
	if (is_new) {
		entry->num = access(entry->key.p, F_OK) == 0;
	}
	return entry->num;
}

/* `path` is relative to the root and leaves the tree, by its parts or by a link. */
static uint32_t leave(struct search *search, struct str path, uint32_t link)
{
	buf_clear(&search->real);
	buf_add(&search->real, search->root->path);
	buf_add_char(&search->real, '/');
	buf_add(&search->real, path);
	if (!exists_outside(search, buf_str(&search->real))) {
		return FOUND_NOTHING;
	}
	if (link != NONE) {
		*vec_add(&search->leaving, search->arena) =
				(struct leaving){ link, search->asking };
	}
	return FOUND_OUTSIDE;
}

/* What lies at search->path, which is relative to the root. */
static uint32_t path_find(struct search *search, bool is_winding)
{
	const struct text_index *index = search->index;
	struct str path = buf_str(&search->path);
	uint32_t link = NONE;
	if (!is_winding) {
		uint32_t file = str_table_find(&index->by_path, path);
		if (file != NONE || index->links.count == 0) {
			return file;
		}
	}
	switch (links_follow(&index->links, path, &search->real, &link)) {
	case LINK_INSIDE:
		return str_table_find(&index->by_path, buf_str(&search->real));
	case LINK_OUTSIDE:
		return leave(search, path, link);
	case LINK_NOWHERE:
		break;
	}
	return FOUND_NOTHING;
}

static uint32_t absolute_find(struct search *search, struct str path)
{
	struct str clean = path_clean(search->arena, path);
	struct str below;
	if (!path_below(search->root->path, clean, &below)) {
		return exists_outside(search, clean) ? FOUND_OUTSIDE : FOUND_NOTHING;
	}
	buf_clear(&search->path);
	buf_add(&search->path, below);
	return path_find(search, false);
}

uint32_t search_folder(struct search *search, struct str folder, const struct spelling *spelling)
{
	struct str text = spelling->text;
	if (path_is_absolute(text)) {
		return absolute_find(search, text);
	}
	if (!spelling->may_exist && !path_is_absolute(folder)) {
		return FOUND_NOTHING;
	}
	buf_clear(&search->path);
	if (!str_eq(folder, STR("."))) {
		buf_add(&search->path, folder);
		buf_add_char(&search->path, '/');
	}
	buf_add(&search->path, text);
	if (path_is_absolute(folder)) {
		return exists_outside(search, buf_str(&search->path)) ? FOUND_OUTSIDE
								      : FOUND_NOTHING;
	}
	return path_find(search, spelling->is_winding);
}

static uint32_t folders_find(struct search *search, const struct str *folders, size_t count,
		const struct spelling *spelling)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t found = search_folder(search, folders[i], spelling);
		if (found != FOUND_NOTHING) {
			return found;
		}
	}
	return FOUND_NOTHING;
}

uint32_t search_include(struct search *search, uint32_t number, uint32_t spelling, struct str from)
{
	const struct spelling *wanted = &search->spellings->all.p[spelling];
	const struct search_paths *paths = &search->paths[number];
	bool is_new;
	if (wanted->form == INCLUDE_COMPUTED) {
		return FOUND_NOTHING;
	}
	if (wanted->form == INCLUDE_QUOTED) {
		uint32_t own = search_folder(search, path_folder(from), wanted);
		if (own != FOUND_NOTHING) {
			return own;
		}
	}
	uint32_t *known = pair_put(&search->found, number, spelling, &is_new);
	if (is_new) {
		uint32_t found = FOUND_NOTHING;
		if (wanted->form == INCLUDE_QUOTED) {
			found = folders_find(search, paths->quote, paths->quote_count, wanted);
		}
		if (found == FOUND_NOTHING) {
			found = folders_find(search, paths->angled, paths->angled_count, wanted);
		}
		*known = found;
	}
	return *known;
}

/* The folder at `at` of the quote list with the angled list behind it. */
static struct str folder_at(const struct search_paths *paths, size_t at)
{
	return at < paths->quote_count ? paths->quote[at] : paths->angled[at - paths->quote_count];
}

uint32_t search_next(struct search *search, uint32_t number, uint32_t spelling, uint32_t from)
{
	const struct spelling *wanted = &search->spellings->all.p[spelling];
	const struct search_paths *paths = &search->paths[number];
	size_t count = paths->quote_count + paths->angled_count;
	size_t start = 0;
	if (wanted->form == INCLUDE_COMPUTED) {
		return FOUND_NOTHING;
	}
	for (size_t i = 0; i < count && start == 0; i++) {
		if (search_folder(search, folder_at(paths, i), wanted) == from) {
			start = i + 1;
		}
	}
	for (size_t i = start; i < count; i++) {
		uint32_t found = search_folder(search, folder_at(paths, i), wanted);
		if (found != FOUND_NOTHING && found != from) {
			return found;
		}
	}
	return FOUND_NOTHING;
}
