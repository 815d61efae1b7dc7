/* SPDX-License-Identifier: MIT */
/*
 * Counts and rates as findings and tables about service levels
 * show them, and the line that says what decided.
 */
#ifndef LINTEL_GATES_BURN_TEXT_H
#define LINTEL_GATES_BURN_TEXT_H

#include "gates/service_level.h"

/* "999,353"; what is not whole with one decimal. */
void count_write(double count, struct buf *out);

/* "16.2", "0.04": three digits. */
void rate_write(double rate, struct buf *out);

/* "13.44": four. */
void factor_write(double factor, struct buf *out);

/* "12.5 %": of a share, three digits. */
void share_write(double share, struct buf *out);

/* "1h=16.2", "1h unknown (sparse)". */
void burn_write(const struct burn *burn, struct buf *out);

/* "burn 1h=16.2, 5min=15.9 > 13.4"; of a pair that does not decide, why. */
void burn_pair_write(const struct burn_pair *pair, struct buf *out);

/* The line that struct service_level has as its `summary`. */
struct str burn_summary(const struct service_level *level, moment as_of, struct arena *arena);

#endif
