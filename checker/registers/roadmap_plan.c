/* SPDX-License-Identifier: MIT */
/*
 * The order in which fragments can be built, and what a plan brings a customer
 * when.
 */
#include "registers/roadmap_plan.h"
#include "base/arena.h"
#include "facts/code.h"

#include <stdlib.h>

/* ---- an order that keeps what waits for what ---- */

struct ordering {
	const struct roadmap *roadmap;
	/* By fragment: its place by milestone and day alone. */
	uint32_t *rank;
	/* And back. */
	uint32_t *by_rank;
	/* By fragment: how many it still waits for. */
	uint32_t *waits;
	/* Ranks of those that wait for nothing: the smallest first. */
	uint32_t *heap;
	uint32_t heap_len;
};

static int fragment_order(const void *a, const void *b)
{
	const struct roadmap_fragment *x = *(const struct roadmap_fragment *const *)a;
	const struct roadmap_fragment *y = *(const struct roadmap_fragment *const *)b;
	if (x->milestone != y->milestone) {
		return x->milestone < y->milestone ? -1 : 1;
	}
	if (x->has_begins && y->has_begins && x->begins != y->begins) {
		return x->begins < y->begins ? -1 : 1;
	}
	if (x->has_begins != y->has_begins) {
		return x->has_begins ? -1 : 1;
	}
	/* Fragments are sorted by id. */
	return x < y ? -1 : 1;
}

static void heap_swap(uint32_t *heap, uint32_t a, uint32_t b)
{
	uint32_t kept = heap[a];
	heap[a] = heap[b];
	heap[b] = kept;
}

static void heap_put(struct ordering *ordering, uint32_t rank)
{
	uint32_t at = ordering->heap_len++;
	ordering->heap[at] = rank;
	while (at > 0 && ordering->heap[(at - 1) / 2] > ordering->heap[at]) {
		heap_swap(ordering->heap, at, (at - 1) / 2);
		at = (at - 1) / 2;
	}
}

static uint32_t heap_take(struct ordering *ordering)
{
	uint32_t *heap = ordering->heap;
	uint32_t least = heap[0];
	uint32_t at = 0;
	heap[0] = heap[--ordering->heap_len];
	for (;;) {
		uint32_t child = 2 * at + 1;
		if (child >= ordering->heap_len) {
			return least;
		}
		if (child + 1 < ordering->heap_len && heap[child + 1] < heap[child]) {
			child++;
		}
		if (heap[at] <= heap[child]) {
			return least;
		}
		heap_swap(heap, at, child);
		at = child;
	}
}

/* Who waits for each: first[f] up to first[f + 1] in `list`. */
struct waiting {
	uint32_t *first;
	uint32_t *list;
};

static struct waiting waiting_of(const struct roadmap *roadmap)
{
	uint32_t count = roadmap->fragment_count;
	struct waiting waiting = { .first = arena_new_array(roadmap->arena, uint32_t, count + 2) };
	for (uint32_t f = 0; f < count; f++) {
		for (size_t i = 0; i < roadmap->fragments[f].wait_count; i++) {
			waiting.first[roadmap->fragments[f].waits_for[i] + 2]++;
		}
	}
	for (uint32_t f = 2; f < count + 2; f++) {
		waiting.first[f] += waiting.first[f - 1];
	}
	waiting.list = arena_new_array(roadmap->arena, uint32_t, waiting.first[count + 1]);
	for (uint32_t f = 0; f < count; f++) {
		for (size_t i = 0; i < roadmap->fragments[f].wait_count; i++) {
			uint32_t *at = &waiting.first[roadmap->fragments[f].waits_for[i] + 1];
			waiting.list[(*at)++] = f;
		}
	}
	return waiting;
}

static void ranks_fill(struct ordering *ordering, uint32_t count)
{
	const struct roadmap *roadmap = ordering->roadmap;
	const struct roadmap_fragment **sorted =
			arena_new_array(roadmap->arena, const struct roadmap_fragment *, count);
	for (uint32_t f = 0; f < count; f++) {
		sorted[f] = &roadmap->fragments[f];
	}
	if (count > 1) {
		qsort(sorted, count, sizeof(*sorted), fragment_order);
	}
	for (uint32_t r = 0; r < count; r++) {
		uint32_t fragment = (uint32_t)(sorted[r] - roadmap->fragments);
		ordering->by_rank[r] = fragment;
		ordering->rank[fragment] = r;
	}
}

void roadmap_order_fill(struct roadmap *roadmap)
{
	uint32_t count = roadmap->fragment_count;
	struct arena *arena = roadmap->arena;
	struct ordering ordering = {
		.roadmap = roadmap,
		.rank = arena_new_array(arena, uint32_t, count),
		.by_rank = arena_new_array(arena, uint32_t, count),
		.waits = arena_new_array(arena, uint32_t, count),
		.heap = arena_new_array(arena, uint32_t, count),
	};
	struct waiting waiting = waiting_of(roadmap);
	uint8_t *is_placed = arena_new_array(arena, uint8_t, count);
	uint32_t len = 0;
	ranks_fill(&ordering, count);
	roadmap->order = arena_new_array(arena, uint32_t, count);
	for (uint32_t f = 0; f < count; f++) {
		ordering.waits[f] = (uint32_t)roadmap->fragments[f].wait_count;
		if (ordering.waits[f] == 0) {
			heap_put(&ordering, ordering.rank[f]);
		}
	}
	while (ordering.heap_len > 0) {
		uint32_t fragment = ordering.by_rank[heap_take(&ordering)];
		roadmap->order[len++] = fragment;
		is_placed[fragment] = 1;
		for (uint32_t i = waiting.first[fragment]; i < waiting.first[fragment + 1]; i++) {
			if (--ordering.waits[waiting.list[i]] == 0) {
				heap_put(&ordering, ordering.rank[waiting.list[i]]);
			}
		}
	}
	roadmap->stuck_count = count - len;
	for (uint32_t r = 0; r < count; r++) {
		if (!is_placed[ordering.by_rank[r]]) {
			roadmap->order[len++] = ordering.by_rank[r];
		}
	}
}

/* ---- what a plan brings when ---- */

struct roadmap_plan roadmap_plan_of(const struct roadmap *roadmap, bool is_proposed)
{
	struct arena *arena = roadmap->arena;
	size_t services = roadmap->services.len;
	struct roadmap_plan plan = {
		.first = arena_new_array(arena, uint32_t, services),
		.last = arena_new_array(arena, uint32_t, services),
		.counts = arena_new_array(arena, uint32_t, roadmap->milestone_count),
		.is_whole = arena_new_array(arena, bool, roadmap->milestone_count),
		.first_whole = NONE,
	};
	for (size_t s = 0; s < services; s++) {
		plan.first[s] = NONE;
	}
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		const struct roadmap_fragment *fragment = &roadmap->fragments[f];
		uint32_t column = is_proposed ? fragment->proposed : fragment->milestone;
		if (column == NONE) {
			continue;
		}
		plan.counts[column]++;
		if (fragment->service != NONE) {
			uint32_t *first = &plan.first[fragment->service];
			uint32_t *last = &plan.last[fragment->service];
			*first = column < *first ? column : *first;
			*last = column > *last ? column : *last;
		}
	}
	/* NONE is larger than any column. */
	uint32_t journey = roadmap->journey_count ? 0 : NONE;
	for (uint32_t s = 0; s < roadmap->journey_count; s++) {
		journey = plan.first[s] > journey ? plan.first[s] : journey;
	}
	for (uint32_t m = 0; m < roadmap->milestone_count; m++) {
		const struct roadmap_milestone *milestone = &roadmap->milestones[m];
		bool is_whole = !milestone->needs_all || journey <= m;
		for (size_t i = 0; i < milestone->need_count && !milestone->needs_all; i++) {
			is_whole = is_whole && plan.first[milestone->needs[i]] <= m;
		}
		plan.is_whole[m] = is_whole;
		plan.whole_count += is_whole;
		plan.first_whole = is_whole && plan.first_whole == NONE ? m : plan.first_whole;
	}
	return plan;
}

/* Rows of the journey, those that come last in front. */
static uint32_t *journey_by_lateness(const struct roadmap *roadmap)
{
	uint32_t columns = roadmap->milestone_count + 1;
	uint32_t *behind = arena_new_array(roadmap->arena, uint32_t, (size_t)columns + 1);
	uint32_t *sorted = arena_new_array(roadmap->arena, uint32_t, roadmap->journey_count);
	for (uint32_t s = 0; s < roadmap->journey_count; s++) {
		uint32_t first = roadmap->as_is.first[s];
		behind[first == NONE ? columns - 1 : first]++;
	}
	uint32_t total = 0;
	for (uint32_t column = columns; column-- > 0;) {
		uint32_t count = behind[column];
		behind[column] = total;
		total += count;
	}
	for (uint32_t s = 0; s < roadmap->journey_count; s++) {
		uint32_t first = roadmap->as_is.first[s];
		sorted[behind[first == NONE ? columns - 1 : first]++] = s;
	}
	return sorted;
}

void roadmap_misses_fill(struct roadmap *roadmap)
{
	const uint32_t *first = roadmap->as_is.first;
	const uint32_t *late = journey_by_lateness(roadmap);
	/* From the last milestone back, more and more is missing. */
	uint32_t late_count = 0;
	for (uint32_t m = roadmap->milestone_count; m-- > 0;) {
		struct roadmap_milestone *milestone = &roadmap->milestones[m];
		while (late_count < roadmap->journey_count && first[late[late_count]] > m) {
			late_count++;
		}
		if (milestone->needs_all) {
			milestone->misses = late;
			milestone->miss_count = late_count;
			continue;
		}
		uint32_t *misses = arena_new_array(roadmap->arena, uint32_t, milestone->need_count);
		for (size_t i = 0; i < milestone->need_count; i++) {
			if (first[milestone->needs[i]] > m) {
				misses[milestone->miss_count++] = milestone->needs[i];
			}
		}
		milestone->misses = misses;
	}
}

/* ---- services one after another ---- */

struct stretch {
	uint32_t service;
	uint32_t first;
	uint32_t last;
};

static int stretch_order(const void *a, const void *b)
{
	const struct stretch *x = a;
	const struct stretch *y = b;
	if (x->last != y->last) {
		return x->last < y->last ? -1 : 1;
	}
	if (x->first != y->first) {
		return x->first > y->first ? -1 : 1;
	}
	return x->service < y->service ? -1 : 1;
}

/* The most services of which each ends before the next begins: earliest end first. */
void roadmap_chain_fill(struct roadmap *roadmap)
{
	size_t services = roadmap->services.len;
	struct stretch *stretches = arena_new_array(roadmap->arena, struct stretch, services);
	size_t count = 0;
	for (uint32_t s = 0; s < services; s++) {
		if (roadmap->as_is.first[s] != NONE) {
			stretches[count++] = (struct stretch){ s, roadmap->as_is.first[s],
				roadmap->as_is.last[s] };
		}
	}
	if (count > 1) {
		qsort(stretches, count, sizeof(*stretches), stretch_order);
	}
	roadmap->chain = arena_new_array(roadmap->arena, uint32_t, services);
	for (size_t i = 0; i < count; i++) {
		uint32_t before =
				roadmap->chain_len ? roadmap->chain[roadmap->chain_len - 1] : NONE;
		if (before == NONE || stretches[i].first > roadmap->as_is.last[before]) {
			roadmap->chain[roadmap->chain_len++] = stretches[i].service;
		}
	}
}
