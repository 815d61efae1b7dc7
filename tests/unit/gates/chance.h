/* SPDX-License-Identifier: MIT */
#ifndef LINTEL_UNIT_GATES_CHANCE_H
#define LINTEL_UNIT_GATES_CHANCE_H

#include <stdint.h>

/* The next of a row of numbers that is the same everywhere; the seed must not be 0. */
static inline unsigned chance(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (unsigned)(*seed >> 33);
}

#endif
