/* SPDX-License-Identifier: MIT */
#include "registers/field_type.h"

const char *const field_type_texts[] = {
	[VALUE_TEXT] = "a text",
	[VALUE_DATE] = "a day",
	[VALUE_DURATION] = "a duration",
	[VALUE_QUANTITY] = "a number",
	[VALUE_YES_NO] = "yes or no",
	[VALUE_ONE_OF] = "a word",
	[VALUE_RECORD] = "the id of a record",
	[VALUE_MODULE] = "a module",
	[VALUE_DECISION] = "a decision record",
	[VALUE_METRIC] = "a metric",
	[VALUE_OWNER] = "an owner",
	[VALUE_PATH] = "a path",
	[VALUE_SELECTOR] = "a selector",
	[VALUE_CONDITION] = "a condition",
	[VALUE_GROUP] = "its fields",
};

/* Of types without one, the field itself says what there is to write. */
const char *const field_type_examples[] = {
	[VALUE_TEXT] = "a few words",
	[VALUE_DATE] = "2026-11-21",
	[VALUE_DURATION] = "300 ms",
	[VALUE_QUANTITY] = "12",
	[VALUE_YES_NO] = "yes",
	[VALUE_ONE_OF] = "",
	[VALUE_RECORD] = "orders-v2",
	[VALUE_MODULE] = "checkout",
	[VALUE_DECISION] = "ADR-0007",
	[VALUE_METRIC] = "latency",
	[VALUE_OWNER] = "team-orders",
	[VALUE_PATH] = "docs/checkout.md",
	[VALUE_SELECTOR] = "checkout",
	[VALUE_CONDITION] = "metric(latency, p95, 7d) < 300 ms",
	[VALUE_GROUP] = "",
};
