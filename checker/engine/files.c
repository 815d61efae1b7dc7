/* SPDX-License-Identifier: MIT */
#include "engine/files.h"

#include "base/arena.h"

#include <stdlib.h>

static int file_order(const void *a, const void *b)
{
	const struct code_file *x = a;
	const struct code_file *y = b;
	return str_cmp(x->path, y->path);
}

static bool tree_has(const struct text_tree *tree, struct str path)
{
	size_t low = 0;
	size_t high = tree->files.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(tree->files.p[middle].path, path);
		if (order == 0) {
			return true;
		}
		if (order < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return false;
}

void files_make(struct code *code, const struct text_tree *tree, const struct str *more,
		size_t more_count)
{
	size_t all = size_add(tree->files.len, more_count);
	size_t kept = 0;
	code->files = arena_new_array(code->arena, struct code_file, all);
	vec_each (const struct text_file, file, &tree->files) {
		code->files[kept++] = (struct code_file){
			.path = file->path,
			.module = NONE,
			.flags = file->flags,
			.lines = file->lines,
			.content = file->content,
			.problem = file->problem,
		};
	}
	for (size_t i = 0; i < more_count; i++) {
		if (!tree_has(tree, more[i])) {
			code->files[kept++] = (struct code_file){
				.path = more[i], .module = NONE, .flags = FILE_HEADER
			};
		}
	}
	qsort(code->files, kept, sizeof(*code->files), file_order);

	/* Several units may have come across the same one. */
	code->file_count = 0;
	for (size_t i = 0; i < kept; i++) {
		if (i == 0 || !str_eq(code->files[i].path, code->files[i - 1].path)) {
			code->files[code->file_count++] = code->files[i];
		}
	}
}

uint32_t *files_of_tree(struct arena *arena, const struct code *code, const struct text_tree *tree)
{
	uint32_t *numbers = arena_new_array(arena, uint32_t, tree->files.len);
	size_t at = 0;
	for (size_t i = 0; i < tree->files.len; i++) {
		/* Both are in the same order. */
		while (!str_eq(code->files[at].path, tree->files.p[i].path)) {
			at++;
		}
		numbers[i] = (uint32_t)at;
	}
	return numbers;
}
