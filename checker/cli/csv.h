/* SPDX-License-Identifier: MIT */
/*
 * Tables for spreadsheets.
 */
#ifndef LINTEL_CLI_CSV_H
#define LINTEL_CLI_CSV_H

#include "base/buf.h"

/* A cell: quoted, escaped, and never beginning with what a spreadsheet takes for a formula. */
void csv_text(struct str text, struct buf *out);

#endif
