/* SPDX-License-Identifier: MIT */
#include "reviews/trigger.h"

const char *const trigger_state_words[] = {
	[TRIGGER_ARMED] = "armed",
	[TRIGGER_PENDING] = "pending",
	[TRIGGER_FIRED] = "fired",
	[TRIGGER_ACKNOWLEDGED] = "acknowledged",
	[TRIGGER_RETIRED] = "retired",
	[TRIGGER_UNKNOWN] = "unknown",
	[TRIGGER_BLIND] = "blind",
	[TRIGGER_IDLE] = "idle",
	NULL,
};

const char *const trigger_form_words[] = {
	[TRIGGER_CONDITION] = "condition",
	[TRIGGER_DATE] = "date",
	[TRIGGER_PROSE] = "prose",
	[TRIGGER_BROKEN] = "broken",
	NULL,
};
