/* SPDX-License-Identifier: MIT */
#include "facts/decision.h"

#include "base/arena.h"

const char *const decision_status_words[] = {
	[STATUS_UNKNOWN] = "unknown",
	[STATUS_DRAFT] = "draft",
	[STATUS_PROPOSED] = "proposed",
	[STATUS_ACCEPTED] = "accepted",
	[STATUS_IMPLEMENTED] = "implemented",
	[STATUS_REJECTED] = "rejected",
	[STATUS_DEPRECATED] = "deprecated",
	[STATUS_SUPERSEDED] = "superseded",
	[STATUS_WITHDRAWN] = "withdrawn",
	[STATUS_OTHER] = "other",
	[STATUSES] = NULL,
};

const char *const decision_part_words[] = {
	[PART_CONTEXT] = "context",
	[PART_DECISION] = "decision",
	[PART_ALTERNATIVES] = "alternatives",
	[PART_CONSEQUENCES] = "consequences",
	[PART_TRIGGER] = "review-trigger",
	[PARTS] = NULL,
};

void decisions_init(struct decisions *decisions, struct arena *arena)
{
	*decisions = (struct decisions){ .arena = arena };
}

bool decision_is_in_force(const struct decision *decision)
{
	return decision->status == STATUS_ACCEPTED || decision->status == STATUS_IMPLEMENTED;
}
