/* SPDX-License-Identifier: MIT */
#include "sources/text/spelling.h"

#include "base/arena.h"
#include "base/path.h"

void spellings_init(
		struct spellings *spellings, struct arena *arena, const struct text_index *index)
{
	*spellings = (struct spellings){
		.arena = arena,
		.index = index,
		.link_names = map_create(arena),
		.numbers = map_create(arena),
		.macros = map_create(arena),
	};
	for (size_t i = 0; i < index->links.count; i++) {
		map_put(spellings->link_names, path_name(index->links.paths[i]), NULL);
	}
}

/* What is known of a macro's definitions. */
struct definitions {
	size_t count;
	struct text_header_name header;
	bool has_header;
};

static void definitions_count(const struct text_file *file, struct map *wanted)
{
	for (size_t i = 0; i < file->defines.len; i++) {
		const struct text_name *define = &file->defines.p[i];
		struct definitions *known = map_ptr(wanted, define->name);
		if (known && !define->is_never) {
			known->count++;
		}
	}
	vec_each (const struct text_header_name, header, &file->header_names) {
		const struct text_name *define = &file->defines.p[header->define];
		struct definitions *known = map_ptr(wanted, define->name);
		if (known && !define->is_never) {
			known->header = *header;
			known->has_header = true;
		}
	}
}

void spellings_macros(struct spellings *spellings, const struct text_tree *tree)
{
	struct map *wanted = map_create(spellings->arena);
	vec_each (const struct text_file, file, &tree->files) {
		vec_each (const struct text_include, include, &file->includes) {
			if (include->form == INCLUDE_COMPUTED) {
				struct map_entry *entry = map_put(wanted, include->spelled, NULL);
				entry->ptr = arena_new(spellings->arena, struct definitions);
			}
		}
	}
	if (wanted->len == 0) {
		return;
	}
	vec_each (const struct text_file, file, &tree->files) {
		definitions_count(file, wanted);
	}
	for (size_t i = 0; i < wanted->len; i++) {
		const struct definitions *known = wanted->entries[i].ptr;
		if (known->count == 1 && known->has_header) {
			*vec_add(&spellings->headers, spellings->arena) = known->header;
			map_put(spellings->macros, wanted->entries[i].key, NULL)->num =
					spellings->headers.len;
		}
	}
}

static bool is_winding(struct str text)
{
	return str_starts(text, STR("/")) || str_starts(text, STR("./"))
	       || str_contains(text, STR("//")) || str_contains(text, STR("../"))
	       || str_contains(text, STR("/./"));
}

static uint32_t spelling_put(struct spellings *spellings, enum include_form form, struct str text)
{
	static const char marks[] = { '"', '<', '=' };
	char near[256];
	char *key = text.len < sizeof(near) ? near : arena_alloc(spellings->arena, text.len + 1);
	bool is_new;
	key[0] = marks[form];
	memcpy(key + 1, text.p, text.len);
	struct map_entry *entry =
			map_put(spellings->numbers, (struct str){ key, text.len + 1 }, &is_new);
	if (is_new) {
		struct str name = path_name(text);
		const uint32_t *files;
		entry->num = spellings->all.len;
		*vec_add(&spellings->all, spellings->arena) = (struct spelling){
			.text = str_from(entry->key, 1),
			.form = form,
			.may_exist = index_named(spellings->index, name, &files) > 0
				     || map_find(spellings->link_names, name),
			.is_winding = is_winding(text),
			.in_roots = NONE,
		};
	}
	return (uint32_t)entry->num;
}

uint32_t spelling_of(struct spellings *spellings, const struct text_include *include)
{
	if (include->form != INCLUDE_COMPUTED) {
		return spelling_put(spellings, include->form, include->spelled);
	}
	const struct map_entry *macro = map_find(spellings->macros, include->spelled);
	if (!macro) {
		return spelling_put(spellings, INCLUDE_COMPUTED, include->spelled);
	}
	const struct text_header_name *header = &spellings->headers.p[macro->num - 1];
	return spelling_put(spellings, header->form, header->spelled);
}
