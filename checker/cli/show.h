/* SPDX-License-Identifier: MIT */
/*
 * Text that others wrote, on its way to a terminal or a log.  Names, lines and
 * messages of the analysed repository are hostile: control characters, and what
 * CI systems take for commands, must not get through.
 */
#ifndef LINTEL_CLI_SHOW_H
#define LINTEL_CLI_SHOW_H

#include "base/place.h"
#include "config/severity.h"

struct buf;

/* One line of text: tabs stay, other control characters become \xNN. */
void show_text(struct str text, struct buf *out);

/* "path:line:column", as far as it is known. */
void show_place(const struct place *place, struct buf *out);

/* "error", in its colour. */
void show_severity(enum severity severity, bool has_color, struct buf *out);

#endif
