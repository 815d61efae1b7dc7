/* SPDX-License-Identifier: MIT */
/*
 * CSV as RFC 4180 has it, one map a line by the names of the first line.
 */
#ifndef LINTEL_SOURCES_DEPLOYMENTS_CELLS_H
#define LINTEL_SOURCES_DEPLOYMENTS_CELLS_H

#include "formats/json_lines.h"

#define CELLS_MOST 64

/* Empty cells are not there.  Every bad line is in `problems`; false if there was any. */
NODISCARD bool cells_read(struct arena *arena, struct str path, struct str text, json_line_fn *fn,
		void *ctx, struct problems *problems);

#endif
