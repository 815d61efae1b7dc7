/* SPDX-License-Identifier: MIT */
/*
 * How a file becomes a text_file; for text_scan() and text_resolve() alone.
 */
#ifndef LINTEL_SOURCES_TEXT_TREE_H
#define LINTEL_SOURCES_TEXT_TREE_H

#include "base/buf.h"
#include "sources/text/text.h"

/* What is asked of each file, in place of whoever asks. */
struct file_reader {
	const struct root *root;
	const struct config_sources *sources;
	const struct text_limits *limits;
	struct text_marks marks;
	unsigned jobs;
};

/* FILE_SOURCE, FILE_HEADER or FILE_OTHER_LANGUAGE by its extension, or 0. */
uint32_t file_language(struct str path);

/* FILE_JUDGED, or 0. */
uint32_t file_judged(const struct config_sources *sources, struct str path);

/* What one thread needs to scan. */
struct file_scanner {
	const struct file_reader *reader;
	/* For what stays of the files. */
	struct arena *kept;
	struct arena *scratch;
	struct buf bytes;
};

void file_scanner_init(
		struct file_scanner *scanner, const struct file_reader *reader, struct arena *kept);
void file_scanner_finish(struct file_scanner *scanner);

/* Reads and scans a file, of which only path and flags are set. */
void file_scan(struct file_scanner *scanner, struct text_file *file);

/* The same for many files, in parallel. */
void files_scan(const struct file_reader *reader, struct arena *arena, struct text_file *files,
		size_t count);

#endif
