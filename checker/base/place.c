/* SPDX-License-Identifier: MIT */
#include "base/place.h"

int place_cmp(const struct place *a, const struct place *b)
{
	int order = str_cmp(a->path, b->path);
	if (order) {
		return order;
	}
	if (a->line != b->line) {
		return a->line < b->line ? -1 : 1;
	}
	return (a->column > b->column) - (a->column < b->column);
}
