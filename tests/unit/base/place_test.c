/* SPDX-License-Identifier: MIT */
#include "base/place.h"

#include "unit/unit.h"

static void places_are_ordered_by_path_line_and_column(void **state)
{
	(void)state;
	static const struct place rows[] = {
		{ STR_INIT("a.c"), 0, 0, 0 },
		{ STR_INIT("a.c"), 1, 9, 0 },
		{ STR_INIT("a.c"), 2, 1, 0 },
		{ STR_INIT("a.c"), 2, 2, 0 },
		{ STR_INIT("a.c"), 10, 1, 0 },
		{ STR_INIT("a.c.in"), 1, 1, 0 },
		{ STR_INIT("b.c"), 1, 1, 0 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		for (size_t j = 0; j < COUNT_OF(rows); j++) {
			int order = place_cmp(&rows[i], &rows[j]);
			assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(places_are_ordered_by_path_line_and_column),
	};
	return claims_run("base/place", tests);
}
