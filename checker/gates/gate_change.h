/* SPDX-License-Identifier: MIT */
/*
 * The change that a gate judges: which modules it touches, what it is for, and
 * what it is called.
 */
#ifndef LINTEL_GATES_GATE_CHANGE_H
#define LINTEL_GATES_GATE_CHANGE_H

#include "facts/change.h"
#include "facts/code.h"
#include "gates/gate.h"

/* A class of the change, and who says so. */
struct class_of_change {
	struct str word;
	/* "--change-class", "commit 3f2c1aa", "the default of gate release". */
	struct str from;
};

struct gate_change {
	/* NULL: nobody said which; all of the tree counts as touched. */
	const struct change *change;
	/* As `--release` names it; may be empty. */
	struct str release;
	/* "release 2026.11.2", "v1.2..HEAD", "the whole tree". */
	struct str name;
	/*
	 * Each once.  A commit that does not say is of the gate's class, so that one
	 * word in one commit never speaks for the others; merges bring nothing of
	 * their own.  What passes must pass in each of them.
	 */
	VEC(struct class_of_change) classes;
	/* Of trailers that name a class that is none: the words, for the report. */
	VEC(struct class_of_change) unknown;
	/* By module: whether it is touched. */
	uint8_t *touched;
};

/*
 * `class` is what the command line says, or empty.  `change` and `release` may
 * be NULL and empty.  Paths of modules are those that the tree has now: what a
 * change took away is of the module that its folder's files are of.
 */
void gate_change_make(struct gate_change *made, struct arena *arena, const struct config *config,
		const struct code *code, const struct gate *gate, const struct change *change,
		struct str release, struct str class);

/* Whether every class of the change is in one of the lists. */
bool gate_change_is_among(const struct gate_change *change, const struct gate_words *always,
		const struct gate_words *also);

#endif
