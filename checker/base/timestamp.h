/* SPDX-License-Identifier: MIT */
/*
 * Moments as measuring tools write them: RFC 3339 with fractions of a second.
 */
#ifndef LINTEL_BASE_TIMESTAMP_H
#define LINTEL_BASE_TIMESTAMP_H

#include "base/calendar.h"

/*
 * Reads RFC 3339, down to a thousandth (the rest is dropped), or a bare day,
 * which means its last second.  A time without Z or offset is none.
 */
NODISCARD bool timestamp_read(struct str text, moment *at);

#endif
