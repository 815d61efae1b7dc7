/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t hash64(struct str bytes, uint64_t seed)
{
	return XXH3_64bits_withSeed(bytes.p, bytes.len, seed);
}

struct hash hash_of(struct str bytes)
{
	XXH128_hash_t h = XXH3_128bits(bytes.p, bytes.len);
	return (struct hash){ h.high64, h.low64 };
}

struct hasher {
	XXH3_state_t *state;
};

struct hasher *hasher_create(void)
{
	struct hasher *hasher = malloc(sizeof(*hasher));
	if (!hasher) {
		die_oom();
	}
	/* It wants more alignment than malloc() gives. */
	hasher->state = XXH3_createState();
	if (!hasher->state) {
		die_oom();
	}
	(void)XXH3_128bits_reset(hasher->state);
	return hasher;
}

void hasher_add(struct hasher *hasher, struct str bytes)
{
	(void)XXH3_128bits_update(hasher->state, bytes.p, bytes.len);
}

struct hash hasher_finish(struct hasher *hasher)
{
	XXH128_hash_t h = XXH3_128bits_digest(hasher->state);
	(void)XXH3_freeState(hasher->state);
	free(hasher);
	return (struct hash){ h.high64, h.low64 };
}

bool hash_eq(struct hash a, struct hash b)
{
	return a.high == b.high && a.low == b.low;
}

void hash_hex(struct hash hash, char out[HASH_HEX_SIZE])
{
	snprintf(out, HASH_HEX_SIZE, "%016llx%016llx", (unsigned long long)hash.high,
			(unsigned long long)hash.low);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9') {
		return c - '0';
	}
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hash_read_hex(struct str hex, struct hash *hash)
{
	if (hex.len != HASH_HEX_SIZE - 1) {
		return false;
	}
	*hash = (struct hash){ 0 };
	for (size_t i = 0; i < hex.len; i++) {
		int digit = hex_digit(hex.p[i]);
		uint64_t *half = i < hex.len / 2 ? &hash->high : &hash->low;
		if (digit < 0) {
			return false;
		}
		*half = *half * 16 + (unsigned)digit;
	}
	return true;
}

struct hash hash_parts(const struct str *parts, size_t count)
{
	struct buf all;
	buf_init(&all);
	for (size_t i = 0; i < count; i++) {
		buf_fmt(&all, "%zu:", parts[i].len);
		buf_add(&all, parts[i]);
	}
	struct hash hash = hash_of(buf_str(&all));
	buf_finish(&all);
	return hash;
}
