/* SPDX-License-Identifier: MIT */
/*
 * The approvals that were given, in records and in trailers; for approval.c.
 */
#ifndef LINTEL_GATES_APPROVAL_GIVEN_H
#define LINTEL_GATES_APPROVAL_GIVEN_H

#include "gates/approval.h"

/* One that somebody gave. */
struct approval_given {
	/* "approval A-7", "commit 3f2c1aa". */
	struct str label;
	struct place place;
	struct str role;
	/* As written. */
	struct str by;
	/* Why it does not count for this change, whoever asks; empty if it does. */
	struct str refused;
	/* By module: what it is for; NULL = all. */
	const uint8_t *covers;
};

struct approvals_given {
	VEC(struct approval_given) list;
};

void approvals_collect(struct approvals_given *given, struct arena *arena,
		const struct approval_facts *facts);

#endif
