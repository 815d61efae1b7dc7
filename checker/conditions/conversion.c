/* SPDX-License-Identifier: MIT */
#include "conditions/conversion.h"

struct conversion conversion_between(const struct unit *from, const struct unit *to)
{
	struct conversion conversion = { .from = *from, .to = *to };
	conversion.is_impossible = !unit_converts(from, to);
	conversion.is_needed = conversion.is_impossible || from->scale != to->scale;
	return conversion;
}

struct span conversion_apply(const struct conversion *conversion, struct span span)
{
	if (!conversion->is_needed || span_is_unknown(span)) {
		return span;
	}
	if (conversion->is_impossible) {
		return span_unknown(REASON_UNIT);
	}
	span.low = unit_convert(span.low, &conversion->from, &conversion->to);
	span.high = unit_convert(span.high, &conversion->from, &conversion->to);
	return span;
}
