/* SPDX-License-Identifier: MIT */
/*
 * Gates: who asks, and so what may fail.
 *
 * A pull request answers for what a change caused and for nothing else: no day
 * that passes and no number that moves turns it red.  What the clock and the
 * data caused is for the nightly run; a release answers for all of it, for what
 * could not be judged too.
 */
#ifndef LINTEL_GATES_GATE_H
#define LINTEL_GATES_GATE_H

#include "findings/finding.h"

struct gate {
	const char *name;
	/* One line for the reference. */
	const char *summary;
	/* Bits 1 << CLASS_…: findings of other classes are shown as notes. */
	unsigned classes;
	/* What could not be judged fails it; otherwise it warns. */
	bool fails_on_unknown;
	/* A fired trigger that nobody has answered fails it at once, not after its days. */
	bool fails_on_fired;
};

/* The first is the default; ended by one without a name. */
extern const struct gate gates[];

/* "pull-request", …, NULL. */
extern const char *const gate_words[];

/* The gate of this name, or NULL. */
const struct gate *gate_find(struct str name);

#endif
