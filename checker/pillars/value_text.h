/* SPDX-License-Identifier: MIT */
/*
 * A measured quantity as one tells it to somebody: shares in per cent, times in
 * hours and minutes, and no digits that nobody can tell apart.
 */
#ifndef LINTEL_PILLARS_VALUE_TEXT_H
#define LINTEL_PILLARS_VALUE_TEXT_H

#include "base/quantity.h"

struct arena;

/* "78 %", "3 h 21 min", "190 min", "1.25 USD/order", "3.05". */
struct str value_text(const struct quantity *quantity, struct arena *arena);

#endif
