/* SPDX-License-Identifier: MIT */
/*
 * From records to rows, columns and what waits for what.
 */
#include "registers/roadmap.h"

#include "base/arena.h"
#include "base/map.h"
#include "facts/code.h"

#include <stdlib.h>

#define FRAGMENT STR("fragment")
#define MILESTONE STR("milestone")

struct reading {
	struct roadmap *roadmap;
	const struct registers *registers;
	struct register_range fragments;
	struct register_range milestones;
	/* From names of services to rows. */
	struct map *rows;
};

bool roadmap_is_kept(const struct registers *registers)
{
	return register_of_kind(registers, FRAGMENT).len > 0
	       || register_of_kind(registers, MILESTONE).len > 0;
}

static uint32_t row_of(struct reading *reading, struct str service)
{
	struct roadmap *roadmap = reading->roadmap;
	bool is_new;
	struct map_entry *row = map_put(reading->rows, service, &is_new);
	if (is_new) {
		row->num = roadmap->services.len;
		*vec_add(&roadmap->services, roadmap->arena) = service;
	}
	return (uint32_t)row->num;
}

/* The number of a record within its kind, or NONE for one of another. */
static uint32_t number_in(const struct reading *reading, const struct register_range *range,
		uint32_t reference)
{
	size_t first = range->len ? (size_t)(range->p - reading->registers->entries.p) : 0;
	bool is_in = reference != NONE && reference >= first && reference - first < range->len;
	return is_in ? (uint32_t)(reference - first) : NONE;
}

/* ---- milestones ---- */

static int milestone_order(const void *a, const void *b)
{
	const struct roadmap_milestone *x = a;
	const struct roadmap_milestone *y = b;
	if (x->has_due != y->has_due) {
		return x->has_due ? -1 : 1;
	}
	if (x->has_due && x->due != y->due) {
		return x->due < y->due ? -1 : 1;
	}
	int order = str_cmp(x->entry->id, y->entry->id);
	return order ? order : place_cmp(&x->entry->place, &y->entry->place);
}

static void milestones_read(struct reading *reading, date_day today)
{
	struct roadmap *roadmap = reading->roadmap;
	size_t count = reading->milestones.len;
	roadmap->milestone_count = (uint32_t)count;
	roadmap->milestone_entries = reading->milestones;
	roadmap->milestones = arena_new_array(roadmap->arena, struct roadmap_milestone, count);
	for (size_t i = 0; i < count; i++) {
		const struct register_entry *entry = &reading->milestones.p[i];
		struct roadmap_milestone *milestone = &roadmap->milestones[i];
		milestone->entry = entry;
		milestone->title = register_text(entry, STR("title"));
		milestone->title = milestone->title.len ? milestone->title
							: register_text(entry, STR("delivers"));
		milestone->has_due = register_day(entry, STR("due"), &milestone->due);
		milestone->is_over = milestone->has_due && milestone->due < today;
	}
	if (count > 1) {
		qsort(roadmap->milestones, count, sizeof(*roadmap->milestones), milestone_order);
	}
	roadmap->columns = arena_new_array(roadmap->arena, uint32_t, count);
	for (uint32_t column = 0; column < count; column++) {
		size_t number = (size_t)(roadmap->milestones[column].entry - reading->milestones.p);
		roadmap->columns[number] = column;
	}
}

/* Rows in the order in which milestones name them; each name once. */
static void needs_read(struct reading *reading)
{
	struct roadmap *roadmap = reading->roadmap;
	for (uint32_t i = 0; i < roadmap->milestone_count; i++) {
		struct roadmap_milestone *milestone = &roadmap->milestones[i];
		const struct register_field *field =
				register_field(milestone->entry, STR("services"));
		size_t len = field ? field->len : 0;
		uint32_t *needs = arena_new_array(roadmap->arena, uint32_t, len);
		struct map *seen = map_create(roadmap->arena);
		for (size_t s = 0; s < len; s++) {
			bool is_new;
			(void)map_put(seen, field->values[s].text, &is_new);
			if (is_new && field->values[s].text.len) {
				needs[milestone->need_count++] =
						row_of(reading, field->values[s].text);
			}
		}
		milestone->needs = needs;
		/* What crosses nothing needs all that any of them names. */
		milestone->needs_all = milestone->need_count < 2;
	}
	roadmap->journey_count = (uint32_t)roadmap->services.len;
}

/* ---- fragments ---- */

static void waits_read(const struct reading *reading, struct roadmap_fragment *fragment)
{
	const struct register_field *field = register_field(fragment->entry, STR("depends_on"));
	size_t len = field ? field->len : 0;
	fragment->waits_for = arena_new_array(reading->roadmap->arena, uint32_t, len);
	for (size_t i = 0; i < len; i++) {
		uint32_t number =
				number_in(reading, &reading->fragments, field->values[i].reference);
		if (number != NONE) {
			fragment->waits_for[fragment->wait_count++] = number;
		}
	}
}

static bool is_begun(const struct register_entry *entry)
{
	static const struct str words[] = { STR_INIT("building"), STR_INIT("live"),
		STR_INIT("retired") };
	struct str status = register_text(entry, STR("status"));
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (str_eq(status, words[i])) {
			return true;
		}
	}
	return false;
}

static enum roadmap_term term_of(const struct register_entry *entry)
{
	struct str word = register_text(entry, STR("term"));
	if (str_eq(word, STR("short"))) {
		return ROADMAP_SHORT;
	}
	return str_eq(word, STR("long")) ? ROADMAP_LONG : ROADMAP_UNSAID;
}

static void fragment_read(const struct reading *reading, const struct register_entry *entry,
		struct roadmap_fragment *fragment)
{
	uint32_t milestone = number_in(
			reading, &reading->milestones, register_reference(entry, STR("milestone")));
	*fragment = (struct roadmap_fragment){
		.entry = entry,
		.service = NONE,
		.milestone = milestone == NONE ? NONE : reading->roadmap->columns[milestone],
		.term = term_of(entry),
		.replaces = number_in(reading, &reading->fragments,
				register_reference(entry, STR("replaces"))),
	};
	fragment->proposed = fragment->milestone;
	fragment->has_begins = register_day(entry, STR("begins"), &fragment->begins);
	fragment->has_ends = register_day(entry, STR("ends"), &fragment->ends);
	fragment->has_retired = register_day(entry, STR("retired"), &fragment->retired);
	waits_read(reading, fragment);
}

/* How many of each are in its milestone, and in all. */
static void fragment_count(struct roadmap *roadmap, const struct roadmap_fragment *fragment)
{
	bool is_short = fragment->term == ROADMAP_SHORT;
	bool is_long = fragment->term == ROADMAP_LONG;
	roadmap->shorts += is_short;
	roadmap->longs += is_long;
	if (fragment->milestone == NONE) {
		roadmap->unplaced++;
		return;
	}
	struct roadmap_milestone *milestone = &roadmap->milestones[fragment->milestone];
	milestone->fragments++;
	milestone->shorts += is_short;
	milestone->longs += is_long;
}

void roadmap_read(struct roadmap *roadmap, struct arena *arena, const struct registers *registers,
		date_day today)
{
	struct reading reading = {
		.roadmap = roadmap,
		.registers = registers,
		.fragments = register_of_kind(registers, FRAGMENT),
		.milestones = register_of_kind(registers, MILESTONE),
		.rows = map_create(arena),
	};
	*roadmap = (struct roadmap){ .arena = arena };
	milestones_read(&reading, today);
	needs_read(&reading);
	roadmap->fragment_count = (uint32_t)reading.fragments.len;
	roadmap->fragments =
			arena_new_array(arena, struct roadmap_fragment, roadmap->fragment_count);
	for (uint32_t i = 0; i < roadmap->fragment_count; i++) {
		const struct register_entry *entry = &reading.fragments.p[i];
		struct roadmap_fragment *fragment = &roadmap->fragments[i];
		struct str service = register_text(entry, STR("service"));
		fragment_read(&reading, entry, fragment);
		fragment->service = service.len ? row_of(&reading, service) : NONE;
		fragment->is_fixed = is_begun(entry) || fragment->service == NONE
				     || fragment->milestone == NONE
				     || roadmap->milestones[fragment->milestone].is_over;
		fragment_count(roadmap, fragment);
	}
}

/* ---- what the history says ---- */

bool roadmap_has_paths(const struct registers *registers)
{
	struct register_range fragments = register_of_kind(registers, FRAGMENT);
	for (size_t i = 0; i < fragments.len; i++) {
		const struct register_field *field = register_field(&fragments.p[i], STR("paths"));
		if (field && field->len > 0) {
			return true;
		}
	}
	return false;
}

static const struct lifetime *fragment_lived(const struct roadmap *roadmap,
		const struct roadmap_fragment *fragment, const uint32_t *today, moment as_of)
{
	const struct register_field *field = register_field(fragment->entry, STR("paths"));
	if (!field || field->len == 0) {
		return NULL;
	}
	struct str *patterns = arena_new_array(roadmap->arena, struct str, field->len);
	for (size_t i = 0; i < field->len; i++) {
		patterns[i] = field->values[i].text;
	}
	/* What it had at the end of the day on which customers had it. */
	moment from = fragment->has_ends ? ((moment)fragment->ends + 1) * MOMENT_DAY - 1
					 : MOMENT_EVER;
	struct lifetime *lived = arena_new(roadmap->arena, struct lifetime);
	*lived = lifetime_of(roadmap->history, today, patterns, field->len, from, as_of);
	return lived;
}

void roadmap_live(struct roadmap *roadmap, const struct history *history, moment as_of)
{
	struct arena *scratch = arena_create();
	const uint32_t *today = history_names_today(history, scratch);
	roadmap->history = history;
	roadmap->as_of = as_of;
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		struct roadmap_fragment *fragment = &roadmap->fragments[f];
		fragment->lived = fragment_lived(roadmap, fragment, today, as_of);
	}
	arena_destroy(scratch);
}
