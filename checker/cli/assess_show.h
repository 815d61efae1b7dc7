/* SPDX-License-Identifier: MIT */
/*
 * An assessment as text and as JSON.  What people and repositories wrote is
 * escaped.
 */
#ifndef LINTEL_CLI_ASSESS_SHOW_H
#define LINTEL_CLI_ASSESS_SHOW_H

#include "engine/assessing.h"
#include "pillars/comparison.h"

struct assess_view {
	const struct assessing *assessing;
	/* NULL if nobody asked for one. */
	const struct result_comparison *comparison;
	struct arena *arena;
	/* Every item, not only what contradicts. */
	bool shows_all;
	/* For names of files: of the answers as they are shown. */
	bool has_color;
};

void assess_text_write(const struct assess_view *view, struct buf *out);
void assess_json_write(const struct assess_view *view, struct str version, struct buf *out);

#endif
