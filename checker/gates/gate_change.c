/* SPDX-License-Identifier: MIT */
#include "gates/gate_change.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/path.h"
#include "gates/change_class.h"

#include <strings.h>

#define CLASS_TRAILER "Change-Class"
/* Digits of a commit's id that tell it apart for people. */
#define ID_SHOWN 9

struct making {
	struct gate_change *made;
	struct arena *arena;
	const struct config *config;
	const struct gate *gate;
};

static void class_add(const struct making *making, struct str word, struct str from)
{
	struct gate_change *made = making->made;
	if (!change_class_is_known(&making->config->risk, word)) {
		*vec_add(&made->unknown, making->arena) = (struct class_of_change){ word, from };
		return;
	}
	vec_each (const struct class_of_change, known, &made->classes) {
		if (str_eq(known->word, word)) {
			return;
		}
	}
	*vec_add(&made->classes, making->arena) = (struct class_of_change){ word, from };
}

static void default_add(const struct making *making)
{
	class_add(making, making->gate->change_class,
			str_fmt(making->arena, "the default of gate " STR_FMT,
					STR_ARG(making->gate->name)));
}

static bool is_class_key(struct str key)
{
	struct str wanted = STR(CLASS_TRAILER);
	return key.len == wanted.len && strncasecmp(key.p, wanted.p, key.len) == 0;
}

static void commit_classes(const struct making *making, const struct commit *commit)
{
	struct str from = str_fmt(making->arena, "commit " STR_FMT,
			STR_ARG(str_slice(commit->id, 0, ID_SHOWN)));
	size_t known = making->made->unknown.len;
	bool has_said = false;

	vec_each (const struct commit_trailer, trailer, &commit->trailers) {
		if (is_class_key(trailer->key)) {
			class_add(making, trailer->value, from);
			has_said = making->made->unknown.len == known;
		}
	}
	if (!has_said && commit->parents < 2) {
		default_add(making);
	}
}

static void classes_find(const struct making *making, struct str class)
{
	const struct change *change = making->made->change;
	if (class.len) {
		class_add(making, class, STR("--change-class"));
		return;
	}
	for (size_t i = 0; change && i < change->commits.len; i++) {
		commit_classes(making, &change->commits.p[i]);
	}
	if (making->made->classes.len == 0) {
		default_add(making);
	}
}

/* By folder, the module of the first file in it. */
static struct map *folders_of(struct arena *arena, const struct code *code)
{
	struct map *folders = map_create(arena);
	for (size_t i = 0; i < code->file_count; i++) {
		const struct code_file *file = &code->files[i];
		bool is_new = false;
		struct map_entry *entry =
				file->module == NONE ? NULL
						     : map_put(folders, path_folder(file->path),
								       &is_new);
		if (is_new) {
			entry->num = file->module;
		}
	}
	return folders;
}

/* The module of the file; of one that is gone, that of its folder, or of the one above. */
static uint32_t module_of(const struct code *code, const struct map *folders, struct str path)
{
	uint32_t file = code_file_find(code, path);
	if (file != NONE) {
		return code->files[file].module;
	}
	struct str folder = path_folder(path);
	while (folder.len > 0 && !str_eq(folder, STR("."))) {
		const struct map_entry *entry = map_find(folders, folder);
		if (entry) {
			return (uint32_t)entry->num;
		}
		folder = path_folder(folder);
	}
	return NONE;
}

static void modules_touch(const struct making *making, const struct code *code)
{
	struct gate_change *made = making->made;
	const struct map *folders = folders_of(making->arena, code);

	made->touched = arena_new_array(making->arena, uint8_t, code->module_count + 1);
	for (size_t i = 0; !made->change && i < code->module_count; i++) {
		made->touched[i] = 1;
	}
	for (size_t i = 0; made->change && i < made->change->paths.len; i++) {
		uint32_t module = module_of(code, folders, made->change->paths.p[i]);
		if (module != NONE) {
			made->touched[module] = 1;
		}
	}
}

/* "A" alone is up to HEAD. */
static struct str range_name(struct arena *arena, struct str range)
{
	bool has_end = str_contains(range, STR(".."));
	return str_fmt(arena, STR_FMT "%s", STR_ARG(range), has_end ? "" : "..HEAD");
}

void gate_change_make(struct gate_change *made, struct arena *arena, const struct config *config,
		const struct code *code, const struct gate *gate, const struct change *change,
		struct str release, struct str class)
{
	const struct making making = { made, arena, config, gate };

	*made = (struct gate_change){ .change = change, .release = release };
	made->name = release.len ? str_fmt(arena, "release " STR_FMT, STR_ARG(release))
		     : change    ? range_name(arena, change->range)
				 : STR("the whole tree");
	classes_find(&making, class);
	modules_touch(&making, code);
}

bool gate_change_is_among(const struct gate_change *change, const struct gate_words *always,
		const struct gate_words *also)
{
	vec_each (const struct class_of_change, class, &change->classes) {
		if (!gate_has_word(always, class->word)
				&& !(also && gate_has_word(also, class->word))) {
			return false;
		}
	}
	return change->classes.len > 0;
}
