/* SPDX-License-Identifier: MIT */
/*
 * How a file becomes a text_file; for text_scan() and text_resolve() alone.
 */
#ifndef LINTEL_SOURCES_TEXT_TREE_H
#define LINTEL_SOURCES_TEXT_TREE_H

#include "sources/text/text.h"

/* What is asked of each file, in place of whoever asks. */
struct file_reader {
	const struct root *root;
	const struct config_sources *sources;
	const struct text_limits *limits;
	unsigned jobs;
};

/* FILE_SOURCE, FILE_HEADER or FILE_OTHER_LANGUAGE by its extension, or 0. */
uint32_t file_language(struct str path);

/* FILE_JUDGED, or 0. */
uint32_t file_judged(const struct config_sources *sources, struct str path);

/* Reads and scans `files`, of which only path and flags are set, in parallel. */
void files_scan(const struct file_reader *reader, struct arena *arena, struct text_file *files,
		size_t count);

#endif
