/* SPDX-License-Identifier: MIT */
/*
 * The page for those who meet to look at decisions: what fired or is due with
 * its evidence, what each decision was, whom it concerns, which exceptions end,
 * what is open.  Markdown; everything that people wrote is escaped.
 */
#ifndef LINTEL_CLI_PACKET_H
#define LINTEL_CLI_PACKET_H

#include "reviews/due.h"

struct buf;
struct run;

/* `run` was governed; `until` is the last day that `due` looked at. */
void packet_write(const struct run *run, const struct due *due, date_day until, struct arena *arena,
		struct buf *out);

#endif
