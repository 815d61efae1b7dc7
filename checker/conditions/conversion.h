/* SPDX-License-Identifier: MIT */
/*
 * From the unit that a value has to the unit that is wanted of it.
 */
#ifndef LINTEL_CONDITIONS_CONVERSION_H
#define LINTEL_CONDITIONS_CONVERSION_H

#include "base/quantity.h"
#include "conditions/span.h"

struct conversion {
	bool is_needed;
	/* They do not convert: what comes out is unknown(unit). */
	bool is_impossible;
	struct unit from;
	struct unit to;
};

struct conversion conversion_between(const struct unit *from, const struct unit *to);
struct span conversion_apply(const struct conversion *conversion, struct span span);

#endif
