/* SPDX-License-Identifier: MIT */
#include "conditions/extreme.h"

#include "base/arena.h"

static uint32_t ring_at(const struct extreme *extreme, uint32_t place)
{
	return extreme->ring[(extreme->first + place) & (extreme->cap - 1)];
}

static void ring_grow(struct extreme *extreme)
{
	uint32_t cap = extreme->cap > 0 ? extreme->cap * 2 : 64;
	uint32_t *ring = arena_new_array(extreme->arena, uint32_t, cap);
	for (uint32_t i = 0; i < extreme->len; i++) {
		ring[i] = ring_at(extreme, i);
	}
	extreme->ring = ring;
	extreme->cap = cap;
	extreme->first = 0;
}

void extreme_add(struct extreme *extreme, const struct samples *samples, uint32_t i)
{
	double value = samples_value(samples, i);
	while (extreme->len > 0) {
		double last = samples_value(samples, ring_at(extreme, extreme->len - 1));
		if (extreme->is_largest ? last > value : last < value) {
			break;
		}
		extreme->len--;
	}
	if (extreme->len == extreme->cap) {
		ring_grow(extreme);
	}
	extreme->ring[(extreme->first + extreme->len++) & (extreme->cap - 1)] = i;
}

void extreme_drop(struct extreme *extreme, uint32_t i)
{
	if (extreme->len > 0 && extreme->ring[extreme->first] == i) {
		extreme->first = (extreme->first + 1) & (extreme->cap - 1);
		extreme->len--;
	}
}

double extreme_value(const struct extreme *extreme, const struct samples *samples)
{
	return samples_value(samples, extreme->ring[extreme->first]);
}
