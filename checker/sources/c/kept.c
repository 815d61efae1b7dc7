/* SPDX-License-Identifier: MIT */
#include "sources/c/kept.h"

#include "base/arena.h"
#include "base/map.h"

void kept_init(struct kept *kept, struct arena *arena, struct arena *scratch)
{
	*kept = (struct kept){
		.arena = arena,
		.texts = map_create(arena),
		.lists = map_create(scratch),
		.folders = map_create(scratch),
	};
}

struct str kept_text(const struct kept *kept, struct str text)
{
	return map_put(kept->texts, text, NULL)->key;
}

struct str *kept_list(const struct kept *kept, const struct str *texts, size_t count)
{
	/* A text is kept once, so its address and length say which one it is. */
	struct str *list = calloc(count ? count : 1, sizeof(*list));
	if (!list) {
		die_oom();
	}
	for (size_t i = 0; i < count; i++) {
		list[i] = kept_text(kept, texts[i]);
	}
	struct str bytes = { (const char *)list, count * sizeof(*list) };
	struct map_entry *entry = map_put(kept->lists, bytes, NULL);
	if (!entry->ptr) {
		entry->ptr = arena_copy(kept->arena, list, bytes.len);
	}
	free(list);
	return entry->ptr;
}

struct str kept_folder(const struct kept *kept, struct str path)
{
	bool is_new;
	struct map_entry *entry = map_put(kept->folders, path, &is_new);
	if (is_new) {
		char *real = realpath(entry->key.p, NULL);
		struct str folder = kept_text(kept, real ? str_of(real) : path);
		entry->ptr = arena_copy(kept->arena, &folder, sizeof(folder));
		free(real);
	}
	return *(const struct str *)entry->ptr;
}
