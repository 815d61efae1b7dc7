/* SPDX-License-Identifier: MIT */
#include "gates/gate.h"

#define EVERY_CLASS (1U << CLASS_CHANGE | 1U << CLASS_CLOCK | 1U << CLASS_DATA)

const struct gate gates[] = {
	{
			.name = "pull-request",
			.summary = "what a change caused decides; clock and data are notes",
			.classes = 1U << CLASS_CHANGE,
	},
	{
			.name = "nightly",
			.summary = "clock and data decide too: expired exceptions, overdue reviews",
			.classes = EVERY_CLASS,
	},
	{
			.name = "release",
			.summary = "as nightly; and fired triggers and what is unknown fail it",
			.classes = EVERY_CLASS,
			.fails_on_unknown = true,
			.fails_on_fired = true,
	},
	{ 0 },
};

const char *const gate_words[] = { "pull-request", "nightly", "release", NULL };

const struct gate *gate_find(struct str name)
{
	for (const struct gate *gate = gates; gate->name; gate++) {
		if (str_eq(str_of(gate->name), name)) {
			return gate;
		}
	}
	return NULL;
}
