/* SPDX-License-Identifier: MIT */
/*
 * The keys of a gate as text, each with the place where it is written.
 */
#ifndef LINTEL_CLI_GATE_KEYS_H
#define LINTEL_CLI_GATE_KEYS_H

#include "gates/gate.h"

struct gate_key {
	const char *name;
	struct str value;
	/* An empty path: it is a default. */
	struct place place;
};

struct gate_keys {
	VEC(struct gate_key) list;
};

void gate_keys_make(struct gate_keys *keys, struct arena *arena, const struct gate *gate);

#endif
