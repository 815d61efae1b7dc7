/* SPDX-License-Identifier: MIT */
/*
 * The manual page, made from the tables, in the man macros.
 */
#ifndef LINTEL_CLI_MANUAL_H
#define LINTEL_CLI_MANUAL_H

#include "cli/command.h"

struct buf;

/* All commands in one page, lintel(1). */
void manual_write(const struct command *const *list, size_t count, struct str version,
		struct buf *out);

#endif
