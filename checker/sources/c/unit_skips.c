/* SPDX-License-Identifier: MIT */
/*
 * Lines that the preprocessor left out.
 *
 * A file that is entered several times (in a circle of includes, as a list for
 * X-macros) skips other lines each time: all of it behind its guard, say.  What
 * counts is a line that it skipped every time.
 */
#include "sources/c/extraction.h"

#include "sources/c/prefix.h"

#include <stdlib.h>

static void ranges_collect(struct extraction *x)
{
	const struct clang_api *clang = x->clang;
	CXSourceRangeList *list = clang->getAllSkippedRanges(x->unit);
	x->skipped = list ? list->count : 0;
	/* Those of the prefix come first, and are known. */
	for (unsigned i = x->prefix ? x->prefix->skipped : 0; i < x->skipped; i++) {
		struct spot first = unit_spot(x, clang->getRangeStart(list->ranges[i]));
		struct spot last = unit_spot(x, clang->getRangeEnd(list->ranges[i]));
		/* The range runs from one directive's '#' to the next one's: what lies between. */
		if (first.file != NONE && !x->files.p[first.file].is_outside
				&& last.line > first.line + 1) {
			*vec_add(&x->files.p[first.file].skips, x->arena) = (struct block_skip){
				.first = first.line + 1,
				.last = last.line - 1,
			};
		}
	}
	if (list) {
		clang->disposeSourceRangeList(list);
	}
}

/* A range begins at a line, or has ended before it. */
struct border {
	uint32_t line;
	int32_t change;
};

static int border_order(const void *a, const void *b)
{
	const struct border *x = a;
	const struct border *y = b;
	return (x->line > y->line) - (x->line < y->line);
}

/* Leaves the lines that are in as many of the file's ranges. */
static void ranges_intersect(struct extraction *x, struct unit_file *file, uint32_t times)
{
	VEC(struct border) borders = { 0 };
	if (file->skips.len == 0) {
		return;
	}
	vec_each (const struct block_skip, skip, &file->skips) {
		*vec_add(&borders, x->arena) = (struct border){ skip->first, 1 };
		*vec_add(&borders, x->arena) = (struct border){ skip->last + 1, -1 };
	}
	vec_sort(&borders, border_order);
	uint32_t depth = 0;
	uint32_t begin = 0;
	file->skips.len = 0;
	for (size_t i = 0; i < borders.len;) {
		uint32_t line = borders.p[i].line;
		uint32_t before = depth;
		for (; i < borders.len && borders.p[i].line == line; i++) {
			depth = (uint32_t)((int32_t)depth + borders.p[i].change);
		}
		if (before < times && depth >= times) {
			begin = line;
		} else if (before >= times && depth < times) {
			*vec_add(&file->skips, x->arena) = (struct block_skip){ begin, line - 1 };
		}
	}
}

void unit_skips(struct extraction *x)
{
	ranges_collect(x);
	vec_each (struct unit_file, file, &x->files) {
		const struct unit_file *before = prefix_file(x, file);
		if (!before) {
			ranges_intersect(x, file, file->entered);
		} else if (file->entered > before->entered) {
			ranges_intersect(x, file, file->entered - before->entered);
			vec_each (const struct block_skip, skip, &before->skips) {
				*vec_add(&file->skips, x->arena) = *skip;
			}
			ranges_intersect(x, file, 2);
		}
	}
}
