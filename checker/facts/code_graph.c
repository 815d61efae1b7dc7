/* SPDX-License-Identifier: MIT */
#include "facts/code_graph.h"

#include "base/arena.h"
#include "base/path.h"

#include <stdlib.h>

const char *const code_level_words[] = {
	[LEVEL_MODULE] = "module",
	[LEVEL_FOLDER] = "folder",
	[LEVEL_FILE] = "file",
	[LEVEL_HEADER] = "header",
	NULL,
};

/* Numbers the folders of the files by name; how many there are. */
static uint32_t folders_number(
		struct code_graph *result, struct arena *arena, const struct code *code)
{
	struct str *folders = arena_new_array(arena, struct str, code->file_count);
	size_t count = 0;
	for (size_t i = 0; i < code->file_count; i++) {
		folders[i] = path_folder(code->files[i].path);
		folders[i] = folders[i].len > 0 ? folders[i] : STR(".");
	}
	qsort(folders, code->file_count, sizeof(*folders), str_order);
	for (size_t i = 0; i < code->file_count; i++) {
		if (count == 0 || !str_eq(folders[count - 1], folders[i])) {
			folders[count++] = folders[i];
		}
	}
	for (size_t i = 0; i < code->file_count; i++) {
		struct str folder = path_folder(code->files[i].path);
		folder = folder.len > 0 ? folder : STR(".");
		const struct str *found =
				bsearch(&folder, folders, count, sizeof(*folders), str_order);
		result->node_of_file[i] = (uint32_t)(found - folders);
	}
	result->names = folders;
	return (uint32_t)count;
}

static uint32_t modules_number(
		struct code_graph *result, struct arena *arena, const struct code *code)
{
	result->names = arena_new_array(arena, struct str, code->module_count);
	for (size_t i = 0; i < code->module_count; i++) {
		result->names[i] = code->modules[i].name;
	}
	for (size_t i = 0; i < code->file_count; i++) {
		result->node_of_file[i] = code->files[i].module;
	}
	return (uint32_t)code->module_count;
}

static uint32_t files_number(
		struct code_graph *result, struct arena *arena, const struct code *code)
{
	uint32_t count = 0;
	result->names = arena_new_array(arena, struct str, code->file_count);
	for (size_t i = 0; i < code->file_count; i++) {
		bool is_in = result->level == LEVEL_FILE || (code->files[i].flags & FILE_HEADER);
		result->node_of_file[i] = is_in ? count : NONE;
		if (is_in) {
			result->names[count++] = code->files[i].path;
		}
	}
	return count;
}

static uint32_t nodes_number(
		struct code_graph *result, struct arena *arena, const struct code *code)
{
	switch (result->level) {
	case LEVEL_MODULE:
		return modules_number(result, arena, code);
	case LEVEL_FOLDER:
		return folders_number(result, arena, code);
	case LEVEL_FILE:
	case LEVEL_HEADER:
		break;
	}
	return files_number(result, arena, code);
}

struct code_graph code_graph_create(struct arena *arena, const struct code *code,
		enum code_level level, code_graph_test *test, void *ctx)
{
	struct code_graph result = {
		.level = level,
		.node_of_file = arena_new_array(arena, uint32_t, code->file_count),
	};
	uint32_t nodes = nodes_number(&result, arena, code);
	struct arena *scratch = arena_create();
	VEC(struct graph_edge) edges = { 0 };

	for (size_t i = 0; i < code->use_count; i++) {
		const struct code_use *use = &code->uses[i];
		if (use->target != TARGET_FILE) {
			continue;
		}
		uint32_t from = result.node_of_file[use->file];
		uint32_t to = result.node_of_file[use->target_file];
		if (from != NONE && to != NONE && from != to && (!test || test(code, use, ctx))) {
			*vec_add(&edges, scratch) = (struct graph_edge){
				.from = from, .to = to, .weight = 1, .label = (uint32_t)i
			};
		}
	}
	result.graph = graph_create(arena, nodes, edges.p, edges.len);
	arena_destroy(scratch);
	return result;
}
