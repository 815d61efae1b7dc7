/* SPDX-License-Identifier: MIT */
#include "base/merge_mark.h"

enum merge_mark merge_mark_of(struct str line)
{
	if (str_starts(line, STR("<<<<<<<"))) {
		return MERGE_BEGIN;
	}
	if (str_starts(line, STR(">>>>>>>"))) {
		return MERGE_END;
	}
	bool is_between = str_starts(line, STR("=======")) || str_starts(line, STR("|||||||"));
	return is_between ? MERGE_BETWEEN : MERGE_NONE;
}
