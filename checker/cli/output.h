/* SPDX-License-Identifier: MIT */
/*
 * Standard output and standard error as this program writes them: whole, at
 * once, and with the first failure remembered, so that a full disk or a closed
 * pipe is seen at the end.
 */
#ifndef LINTEL_CLI_OUTPUT_H
#define LINTEL_CLI_OUTPUT_H

#include "base/attr.h"
#include "base/str.h"

struct output {
	int fd;
	/* The errno of the first write that failed; nothing is written after it. */
	int error;
};

void output_write(struct output *output, struct str text);
void output_fmt(struct output *output, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
