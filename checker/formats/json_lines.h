/* SPDX-License-Identifier: MIT */
/*
 * Files of JSON lines: one object a line, which only ever grow.  A last line
 * without its end was cut off, and what was cut off is refused.
 */
#ifndef LINTEL_FORMATS_JSON_LINES_H
#define LINTEL_FORMATS_JSON_LINES_H

#include "formats/node.h"

#define JSON_LINE_MAX ((size_t)1 << 20)
#define JSON_LINES_MAX 1000000

/*
 * Called with each line in turn; `item` lives as long as the arena.  Problems
 * added are moved to the line.
 */
typedef bool json_line_fn(
		const struct node *item, uint32_t line, struct problems *problems, void *ctx);

/* Every bad line is in `problems` with its place; false if there was any, or `fn` said so. */
NODISCARD bool json_lines_read(struct arena *arena, struct str path, struct str text,
		json_line_fn *fn, void *ctx, struct problems *problems);

#endif
