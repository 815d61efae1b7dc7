/* SPDX-License-Identifier: MIT */
/*
 * The records of one kind as a graph along one of its references.
 */
#ifndef LINTEL_REGISTERS_LINKS_H
#define LINTEL_REGISTERS_LINKS_H

#include "facts/graph.h"
#include "facts/register.h"

struct links {
	/* The kind's records are registers.entries from `first` on: its nodes. */
	uint32_t first;
	uint32_t count;
	/* The reference's number in the kind. */
	size_t field;
	/* An edge's label is the number of the value. */
	struct graph graph;
	struct components components;
};

/* References to records of other kinds are left out. */
struct links links_of(struct arena *arena, const struct registers *registers,
		const struct register_kind *kind, struct str along);

#endif
