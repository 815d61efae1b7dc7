/* SPDX-License-Identifier: MIT */
/*
 * Hashes of contents.  hash64() is for tables in memory; a `struct hash`
 * names contents on disk and in baselines, so its value is a promise.
 */
#ifndef LINTEL_BASE_HASH_H
#define LINTEL_BASE_HASH_H

#include "base/attr.h"
#include "base/str.h"

struct hash {
	uint64_t high;
	uint64_t low;
};

/* Room for hash_hex() and its NUL. */
#define HASH_HEX_SIZE 33

/* `seed` is anything that an attacker who chooses the bytes does not know. */
uint64_t hash64(struct str bytes, uint64_t seed);
struct hash hash_of(struct str bytes);
/* The same for bytes that come piece by piece; hasher_finish() frees it. */
struct hasher;
NODISCARD RETURNS_NONNULL struct hasher *hasher_create(void);
void hasher_add(struct hasher *hasher, struct str bytes);
struct hash hasher_finish(struct hasher *hasher);

bool hash_eq(struct hash a, struct hash b);
/* 32 lower-case hexadecimal digits. */
void hash_hex(struct hash hash, char out[HASH_HEX_SIZE]);
/* Reads what hash_hex() writes, and nothing else. */
NODISCARD bool hash_read_hex(struct str hex, struct hash *hash);

/*
 * Hashes several parts so that moving a byte from one part to the next changes
 * the result: each part counts with its length.
 */
struct hash hash_parts(const struct str *parts, size_t count);

#endif
