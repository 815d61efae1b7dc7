/* SPDX-License-Identifier: MIT */
/*
 * The binary form of facts on the way between processes and into the store:
 * variable-length numbers and length-prefixed text.  What is read may be
 * damaged or hostile, so a reader checks every bound, turns everything after
 * the first fault into zeroes, and says so once at the end.
 */
#ifndef LINTEL_BASE_PACK_H
#define LINTEL_BASE_PACK_H

#include "base/buf.h"
#include "base/hash.h"

void pack_num(struct buf *out, uint64_t number);
void pack_str(struct buf *out, struct str text);
void pack_hash(struct buf *out, struct hash hash);

struct unpack {
	struct str rest;
	bool is_bad;
};

uint64_t unpack_num(struct unpack *in);
/* A number that must be at most `max`; otherwise the input is bad and 0 is returned. */
uint64_t unpack_max(struct unpack *in, uint64_t max);
/* Borrowed from the input. */
struct str unpack_str(struct unpack *in);
struct hash unpack_hash(struct unpack *in);

/*
 * A count of items that take at least `item_size` bytes each: more than the
 * rest of the input can hold is bad, so that a lying count allocates nothing.
 */
size_t unpack_count(struct unpack *in, size_t item_size);

/* True if all was read and nothing was wrong. */
NODISCARD bool unpack_end(const struct unpack *in);

#endif
