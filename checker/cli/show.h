/* SPDX-License-Identifier: MIT */
/*
 * Places and severities as every command prints them.  All other text that
 * people wrote goes through reports/escape.h.
 */
#ifndef LINTEL_CLI_SHOW_H
#define LINTEL_CLI_SHOW_H

#include "base/place.h"
#include "config/severity.h"

struct buf;

/* "path:line:column", as far as it is known. */
void show_place(const struct place *place, struct buf *out);

/* "error", in its colour. */
void show_severity(enum severity severity, bool has_color, struct buf *out);

#endif
