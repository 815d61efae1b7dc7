/* SPDX-License-Identifier: MIT */
#include "config/severity.h"

#include <stddef.h>

const char *const severity_words[] = {
	[SEVERITY_NONE] = "none",
	[SEVERITY_INFO] = "info",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
	NULL,
};
