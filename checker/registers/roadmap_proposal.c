/* SPDX-License-Identifier: MIT */
/*
 * The order that brings a customer something earlier: the first fragment of
 * each service, then the second, as far as fragments do not wait for each other
 * and nobody has more to do in a milestone than the most they have in one now.
 */
#include "base/arena.h"
#include "base/map.h"
#include "facts/code.h"
#include "registers/roadmap_plan.h"

struct proposing {
	struct roadmap *roadmap;
	/* By fragment: the first of a service is 0, what waits is no earlier than what it waits
	 * for. */
	uint32_t *wave;
	/* By service: the wave, and the column, of its next one at the earliest. */
	uint32_t *next;
	uint32_t *earliest;
	/* By fragment: it has its wave, and later its column. */
	uint8_t *is_known;
	/* Columns that are not over; a place in this list is a slot. */
	uint32_t *open;
	uint32_t open_count;
	/* By wave: how many waves with something to move come before it. */
	uint32_t *dense;
	uint32_t wave_count;
	/* By fragment: who has to do it; and how many each has in one milestone at most. */
	uint32_t *owner;
	uint32_t *most;
	/* From owner and column to how many are there, or where the next one with room is. */
	struct map *loads;
};

/* ---- who has how much to do ---- */

static struct map_entry *load_of(struct proposing *proposing, uint32_t owner, uint32_t column)
{
	const uint32_t key[] = { owner, column };
	bool is_new;
	struct map_entry *load = map_put(
			proposing->loads, (struct str){ (const char *)key, sizeof(key) }, &is_new);
	load->num = is_new ? 0 : load->num;
	return load;
}

/* Owners by number, and the most that each has in one milestone of the plan as it is. */
static void owners_fill(struct proposing *proposing)
{
	const struct roadmap *roadmap = proposing->roadmap;
	struct map *owners = map_create(roadmap->arena);
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		const struct roadmap_fragment *fragment = &roadmap->fragments[f];
		bool is_new;
		/* Without an owner that is known, a service has people of its own. */
		struct str name = register_text(fragment->entry, STR("owner"));
		name = name.len ? name : register_text(fragment->entry, STR("service"));
		struct map_entry *owner = map_put(owners, name, &is_new);
		owner->num = is_new ? owners->len - 1 : owner->num;
		proposing->owner[f] = (uint32_t)owner->num;
		if (fragment->milestone != NONE) {
			size_t load = ++load_of(proposing, proposing->owner[f], fragment->milestone)
							->num;
			uint32_t *most = &proposing->most[proposing->owner[f]];
			*most = load > *most ? (uint32_t)load : *most;
		}
	}
}

/* Only what stays where it is counts from the beginning. */
static void loads_begin(struct proposing *proposing)
{
	const struct roadmap *roadmap = proposing->roadmap;
	proposing->loads = map_create(roadmap->arena);
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		const struct roadmap_fragment *fragment = &roadmap->fragments[f];
		if (fragment->is_fixed && fragment->milestone != NONE) {
			load_of(proposing, proposing->owner[f], fragment->milestone)->num++;
		}
	}
}

/*
 * The first slot from `slot` on in which the owner has room, or the last one.
 * A full one remembers the next, behind the most that anybody can have, so that
 * looking never begins anew.
 */
static uint32_t slot_with_room(struct proposing *proposing, uint32_t owner, uint32_t slot)
{
	const size_t behind = proposing->roadmap->fragment_count;
	uint32_t last = proposing->open_count - 1;
	uint32_t at = slot;
	while (at < last) {
		size_t load = load_of(proposing, owner, proposing->open[at])->num;
		if (load < proposing->most[owner]) {
			break;
		}
		at = load > behind ? (uint32_t)(load - behind) : at + 1;
	}
	while (slot < at) {
		struct map_entry *load = load_of(proposing, owner, proposing->open[slot]);
		uint32_t next = load->num > behind ? (uint32_t)(load->num - behind) : slot + 1;
		load->num = behind + at;
		slot = next;
	}
	return at;
}

/* ---- waves ---- */

static uint32_t wave_of(const struct proposing *proposing, const struct roadmap_fragment *fragment)
{
	const struct roadmap *roadmap = proposing->roadmap;
	uint32_t wave = proposing->next[fragment->service];
	for (size_t k = 0; k < fragment->wait_count && !fragment->is_fixed; k++) {
		uint32_t other = fragment->waits_for[k];
		bool counts = proposing->is_known[other] && !roadmap->fragments[other].is_fixed;
		wave = counts && proposing->wave[other] > wave ? proposing->wave[other] : wave;
	}
	return wave;
}

static void waves_fill(struct proposing *proposing)
{
	const struct roadmap *roadmap = proposing->roadmap;
	size_t count = (size_t)roadmap->fragment_count + 1;
	uint8_t *is_used = arena_new_array(roadmap->arena, uint8_t, count);
	for (uint32_t i = 0; i < roadmap->fragment_count; i++) {
		uint32_t number = roadmap->order[i];
		const struct roadmap_fragment *fragment = &roadmap->fragments[number];
		if (fragment->service != NONE) {
			uint32_t wave = wave_of(proposing, fragment);
			proposing->wave[number] = wave;
			proposing->next[fragment->service] = wave + 1;
			proposing->is_known[number] = 1;
			is_used[wave] |= !fragment->is_fixed;
		}
	}
	proposing->dense = arena_new_array(roadmap->arena, uint32_t, count);
	for (size_t wave = 0; wave < count; wave++) {
		proposing->dense[wave] = proposing->wave_count;
		proposing->wave_count += is_used[wave];
	}
}

/* What can be moved, wave by wave, and within one in the order of the roadmap. */
static uint32_t *movable_by_wave(const struct proposing *proposing, uint32_t *len)
{
	const struct roadmap *roadmap = proposing->roadmap;
	uint32_t *first = arena_new_array(
			roadmap->arena, uint32_t, (size_t)proposing->wave_count + 1);
	uint32_t *sorted = arena_new_array(roadmap->arena, uint32_t, roadmap->fragment_count);
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		if (!roadmap->fragments[f].is_fixed) {
			first[proposing->dense[proposing->wave[f]] + 1]++;
		}
	}
	for (uint32_t w = 0; w < proposing->wave_count; w++) {
		first[w + 1] += first[w];
	}
	*len = first[proposing->wave_count];
	for (uint32_t i = 0; i < roadmap->fragment_count; i++) {
		uint32_t f = roadmap->order[i];
		if (!roadmap->fragments[f].is_fixed) {
			sorted[first[proposing->dense[proposing->wave[f]]]++] = f;
		}
	}
	return sorted;
}

/* ---- columns ---- */

/* Waves spread over the slots, where there are more of them. */
static uint32_t slot_of(const struct proposing *proposing, uint32_t fragment)
{
	uint64_t at = proposing->dense[proposing->wave[fragment]];
	if (proposing->wave_count > proposing->open_count) {
		at = at * proposing->open_count / proposing->wave_count;
	}
	return (uint32_t)at;
}

/* The column before which it cannot be: of its service, and of what it waits for. */
static uint32_t column_least(
		const struct proposing *proposing, const struct roadmap_fragment *fragment)
{
	uint32_t column = proposing->earliest[fragment->service];
	for (size_t k = 0; k < fragment->wait_count; k++) {
		uint32_t other = fragment->waits_for[k];
		uint32_t least = proposing->roadmap->fragments[other].proposed;
		bool counts = proposing->is_known[other] && least != NONE;
		column = counts && least > column ? least : column;
	}
	return column;
}

static void columns_fill(struct proposing *proposing)
{
	struct roadmap *roadmap = proposing->roadmap;
	uint32_t len;
	uint32_t *movable = movable_by_wave(proposing, &len);
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		proposing->is_known[f] = roadmap->fragments[f].is_fixed;
	}
	for (uint32_t i = 0; i < len; i++) {
		struct roadmap_fragment *fragment = &roadmap->fragments[movable[i]];
		uint32_t owner = proposing->owner[movable[i]];
		uint32_t least = column_least(proposing, fragment);
		uint32_t slot = slot_of(proposing, movable[i]);
		/* Columns that are over come first, so slots and columns ascend together. */
		uint32_t offset = proposing->open[0];
		slot = least > offset + slot ? least - offset : slot;
		slot = slot_with_room(proposing, owner, slot);
		fragment->proposed = proposing->open[slot];
		load_of(proposing, owner, fragment->proposed)->num++;
		proposing->earliest[fragment->service] = fragment->proposed;
		proposing->is_known[movable[i]] = 1;
	}
}

static void columns_reset(struct roadmap *roadmap)
{
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		roadmap->fragments[f].proposed = roadmap->fragments[f].milestone;
	}
}

/* Earlier, or, where that is the same, more often. */
static bool is_better(const struct roadmap_plan *a, const struct roadmap_plan *b)
{
	/* NONE is later than any. */
	return a->first_whole < b->first_whole
	       || (a->first_whole == b->first_whole && a->whole_count > b->whole_count);
}

void roadmap_propose(struct roadmap *roadmap)
{
	struct arena *arena = roadmap->arena;
	uint32_t count = roadmap->fragment_count;
	struct proposing proposing = {
		.roadmap = roadmap,
		.wave = arena_new_array(arena, uint32_t, count),
		.next = arena_new_array(arena, uint32_t, roadmap->services.len),
		.earliest = arena_new_array(arena, uint32_t, roadmap->services.len),
		.is_known = arena_new_array(arena, uint8_t, count),
		.open = arena_new_array(arena, uint32_t, roadmap->milestone_count),
		.owner = arena_new_array(arena, uint32_t, count),
		.most = arena_new_array(arena, uint32_t, count),
		.loads = map_create(arena),
	};
	roadmap_order_fill(roadmap);
	roadmap->as_is = roadmap_plan_of(roadmap, false);
	roadmap_misses_fill(roadmap);
	roadmap_chain_fill(roadmap);
	for (uint32_t m = 0; m < roadmap->milestone_count; m++) {
		if (!roadmap->milestones[m].is_over) {
			proposing.open[proposing.open_count++] = m;
		}
	}
	if (proposing.open_count > 0) {
		owners_fill(&proposing);
		loads_begin(&proposing);
		waves_fill(&proposing);
		columns_fill(&proposing);
	}
	roadmap->proposed = roadmap_plan_of(roadmap, true);
	roadmap->is_better = is_better(&roadmap->proposed, &roadmap->as_is);
	if (!roadmap->is_better) {
		columns_reset(roadmap);
		roadmap->proposed = roadmap->as_is;
	}
}
