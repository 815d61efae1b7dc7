/* SPDX-License-Identifier: MIT */
/*
 * The files of the tree as facts: those that the text tier found, and those
 * that only the compiler came across.
 */
#ifndef LINTEL_ENGINE_FILES_H
#define LINTEL_ENGINE_FILES_H

#include "facts/code.h"
#include "sources/text/text.h"

/*
 * Makes code->files, sorted by path, without modules.  `more` are paths that
 * the tree may lack; they are headers that nobody judges.
 */
void files_make(struct code *code, const struct text_tree *tree, const struct str *more,
		size_t more_count);

/* For each file of the tree its number in code->files, which holds them all. */
uint32_t *files_of_tree(struct arena *arena, const struct code *code, const struct text_tree *tree);

#endif
