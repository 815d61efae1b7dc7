/* SPDX-License-Identifier: MIT */
/*
 * A line of a file with its number and a caret below what is meant:
 *
 *	   87 |     if (c->state == CLOSED) {
 *	   88 |         app_notify(c->owner, EVENT_CLOSED);
 *	      |         ^^^^^^^^^^ a call; app_notify is defined at src/app/notify.c:41
 *
 * Tabs are widened and control characters made visible, so the caret stands
 * where it should; of a long line only the part around the caret is shown.
 */
#ifndef LINTEL_REPORTS_EXCERPT_H
#define LINTEL_REPORTS_EXCERPT_H

#include "base/buf.h"
#include "base/place.h"

struct excerpt {
	struct place place;
	/* Empty where there is none. */
	struct str line_before;
	struct str line;
	/* What the caret points at; may be empty. */
	struct str label;
	/* Terminal escapes for the caret and its label, such as "1;31"; NULL for none. */
	const char *color;
};

/* Writes nothing but the label if the line is empty, and nothing if both are. */
void excerpt_write(struct buf *out, const struct excerpt *excerpt);

#endif
