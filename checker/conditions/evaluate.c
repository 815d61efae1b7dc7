/* SPDX-License-Identifier: MIT */
#include "conditions/evaluate.h"

const char *const truth_words[] = {
	[TRUTH_FALSE] = "false",
	[TRUTH_UNKNOWN] = "unknown",
	[TRUTH_TRUE] = "true",
};
