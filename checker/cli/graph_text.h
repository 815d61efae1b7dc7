/* SPDX-License-Identifier: MIT */
/*
 * Text that others wrote, inside the quotes of a drawn graph.
 */
#ifndef LINTEL_CLI_GRAPH_TEXT_H
#define LINTEL_CLI_GRAPH_TEXT_H

#include "base/str.h"

struct buf;

/* For the inside of double quotes in DOT. */
void graph_dot_text(struct str text, struct buf *out);

#endif
