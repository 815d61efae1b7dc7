/* SPDX-License-Identifier: MIT */
#include "conditions/ranks.h"

#include "base/arena.h"

#include <string.h>

#define BLOCK 32
#define STRETCH_MIN 65536
/* Of the window: what is ranked again with each stretch is the window. */
#define STRETCH_TIMES 4

/* Order-preserving: negative numbers inverted, others above them. */
static uint64_t key_of(double value)
{
	uint64_t bits;
	/* -0 becomes 0. */
	value += 0.0;
	memcpy(&bits, &value, sizeof(bits));
	return bits >> 63 ? ~bits : bits | (UINT64_C(1) << 63);
}

static double key_value(uint64_t key)
{
	uint64_t bits = key >> 63 ? key ^ (UINT64_C(1) << 63) : ~key;
	double value;
	memcpy(&value, &bits, sizeof(value));
	return value;
}

/* By bytes, the lowest first; bytes that all keys share are passed over. */
static void keys_sort(uint64_t **keys, uint64_t **scratch, uint32_t count)
{
	uint32_t starts[8][256] = { 0 };
	for (uint32_t i = 0; i < count; i++) {
		for (int byte = 0; byte < 8; byte++) {
			starts[byte][((*keys)[i] >> (8 * byte)) & 0xff]++;
		}
	}
	for (int byte = 0; byte < 8; byte++) {
		uint32_t *start = starts[byte];
		if (count == 0 || start[((*keys)[0] >> (8 * byte)) & 0xff] == count) {
			continue;
		}
		uint32_t sum = 0;
		for (int digit = 0; digit < 256; digit++) {
			uint32_t here = start[digit];
			start[digit] = sum;
			sum += here;
		}
		for (uint32_t i = 0; i < count; i++) {
			uint64_t key = (*keys)[i];
			(*scratch)[start[(key >> (8 * byte)) & 0xff]++] = key;
		}
		uint64_t *sorted = *scratch;
		*scratch = *keys;
		*keys = sorted;
	}
}

static uint32_t rank_find(const struct ranks *ranks, uint64_t key)
{
	uint32_t low = 0;
	uint32_t len = ranks->key_count;
	while (len > 1) {
		uint32_t half = len / 2;
		low = ranks->keys[low + half] <= key ? low + half : low;
		len -= half;
	}
	return low;
}

static void rank_count(struct ranks *ranks, uint32_t rank, uint32_t change)
{
	ranks->counts[rank] += change;
	for (uint32_t node = rank / BLOCK + 1; node <= ranks->tree_len; node += node & -node) {
		ranks->tree[node] += change;
	}
}

static void rank_add(struct ranks *ranks, const struct samples *samples, uint32_t i)
{
	uint32_t rank = rank_find(ranks, key_of(samples_value(samples, i)));
	ranks->ranks[i - ranks->begin] = rank;
	rank_count(ranks, rank, 1);
}

static void ranks_reserve(struct ranks *ranks, uint32_t count)
{
	if (count <= ranks->cap) {
		return;
	}
	ranks->cap = count;
	ranks->keys = arena_new_array(ranks->arena, uint64_t, count);
	ranks->scratch = arena_new_array(ranks->arena, uint64_t, count);
	ranks->counts = arena_new_array(ranks->arena, uint32_t, (size_t)count + BLOCK);
	ranks->tree = arena_new_array(ranks->arena, uint32_t, (size_t)count / BLOCK + 2);
	ranks->ranks = arena_new_array(ranks->arena, uint32_t, count);
}

/* Ranks a stretch that begins with the window [tail, head). */
static void ranks_begin(
		struct ranks *ranks, const struct samples *samples, uint32_t tail, uint32_t head)
{
	uint64_t wanted = STRETCH_TIMES * (uint64_t)(head - tail);
	wanted = wanted > STRETCH_MIN ? wanted : STRETCH_MIN;
	uint32_t rest = samples->len - tail;
	uint32_t len = wanted < rest ? (uint32_t)wanted : rest;
	uint32_t count = 0;

	ranks_reserve(ranks, len);
	ranks->begin = tail;
	ranks->end = tail + len;
	for (uint32_t i = tail; i < ranks->end; i++) {
		if (samples_reason(samples, i) == REASON_NONE) {
			ranks->keys[count++] = key_of(samples_value(samples, i));
		}
	}
	keys_sort(&ranks->keys, &ranks->scratch, count);
	ranks->key_count = 0;
	for (uint32_t i = 0; i < count; i++) {
		if (i == 0 || ranks->keys[i] != ranks->keys[i - 1]) {
			ranks->keys[ranks->key_count++] = ranks->keys[i];
		}
	}
	ranks->tree_len = ranks->key_count / BLOCK + 1;
	memset(ranks->counts, 0, ((size_t)ranks->key_count + BLOCK) * sizeof(*ranks->counts));
	memset(ranks->tree, 0, ((size_t)ranks->tree_len + 1) * sizeof(*ranks->tree));
	for (uint32_t i = tail; i < head; i++) {
		if (samples_reason(samples, i) == REASON_NONE) {
			rank_add(ranks, samples, i);
		}
	}
}

void ranks_add(struct ranks *ranks, const struct samples *samples, uint32_t tail, uint32_t i)
{
	if (i >= ranks->end) {
		ranks_begin(ranks, samples, tail, i);
	}
	rank_add(ranks, samples, i);
}

void ranks_drop(struct ranks *ranks, uint32_t i)
{
	rank_count(ranks, ranks->ranks[i - ranks->begin], UINT32_MAX);
}

void ranks_values(const struct ranks *ranks, uint32_t k, double values[2])
{
	uint32_t node = 0;
	uint32_t bit = 1;
	while (bit <= ranks->tree_len / 2) {
		bit *= 2;
	}
	for (; bit > 0; bit /= 2) {
		uint32_t next = node + bit;
		if (next <= ranks->tree_len && ranks->tree[next] <= k) {
			node = next;
			k -= ranks->tree[next];
		}
	}
	uint32_t rank = node * BLOCK;
	while (k >= ranks->counts[rank]) {
		k -= ranks->counts[rank++];
	}
	values[0] = values[1] = key_value(ranks->keys[rank]);
	if (k + 1 < ranks->counts[rank]) {
		return;
	}
	for (rank++; rank < ranks->key_count; rank++) {
		if (ranks->counts[rank] > 0) {
			values[1] = key_value(ranks->keys[rank]);
			return;
		}
	}
	values[1] = INFINITY;
}
