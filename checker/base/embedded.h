/* SPDX-License-Identifier: MIT */
/*
 * A data file that is part of the program.  ci/embed.py makes arrays of them at
 * build time, ended by an entry without a name.
 */
#ifndef LINTEL_BASE_EMBEDDED_H
#define LINTEL_BASE_EMBEDDED_H

#include "base/str.h"

struct embedded {
	/* The file's name without folder and extension. */
	struct str name;
	struct str text;
};

#endif
