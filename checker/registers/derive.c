/* SPDX-License-Identifier: MIT */
#include "registers/derive.h"

#include "base/arena.h"
#include "facts/code.h"
#include "registers/links.h"

#include <math.h>

/* Steps of a way that are named. */
#define STEPS_SHOWN 6

/* A value that is joined along references, of all records of one kind. */
struct joining {
	struct arena *arena;
	const struct register_kind *kind;
	/* Its number among the derived values. */
	size_t which;
	const struct field_derived *derived;
	struct register_entry *entries;
	uint32_t count;
	/* The field that is joined, or the derived value. */
	const struct field_kind *of_field;
	size_t of_derived;
	/* The record's own, in the derived value's unit. */
	double *own;
	/* The next one on the way that decided, or NONE; and the last one. */
	uint32_t *next;
	uint32_t *origin;
};

static struct derived_value *value_at(const struct joining *joining, uint32_t node)
{
	return &joining->entries[node].derived[joining->which];
}

static void unknown_set(struct joining *joining, uint32_t node, struct str why)
{
	*value_at(joining, node) = (struct derived_value){ .evidence = why };
}

/* What is written in whole nanoseconds stays so: 0.3 s are 300 ms. */
static double settled(double value, const struct unit *unit)
{
	double nanoseconds = value * unit->scale * 1e9;
	if (!unit_converts(unit, &unit_second) || !(fabs(nanoseconds) < 9e15)) {
		return value;
	}
	return nearbyint(nanoseconds) / (unit->scale * 1e9);
}

static double converted(const struct quantity *quantity, const struct unit *to)
{
	return settled(unit_convert(quantity->value, &quantity->unit, to), to);
}

/* The record's own part; false where it is not known, and says why. */
static bool own_take(struct joining *joining, uint32_t node)
{
	const struct register_entry *entry = &joining->entries[node];
	const struct unit *unit = &joining->derived->unit;
	struct quantity quantity;

	if (!joining->of_field) {
		const struct derived_value *derived = &entry->derived[joining->of_derived];
		if (!derived->is_known) {
			unknown_set(joining, node, derived->evidence);
			return false;
		}
		quantity = derived->quantity;
	} else if (!register_quantity(entry, joining->of_field->name, &quantity)) {
		unknown_set(joining, node,
				str_fmt(joining->arena,
						STR_FMT " " STR_FMT " does not state " STR_FMT,
						STR_ARG(entry->kind->name), STR_ARG(entry->id),
						STR_ARG(joining->of_field->name)));
		return false;
	}
	joining->own[node] = converted(&quantity, unit);
	return true;
}

/* Takes another record's value into this one's. */
static void value_join(struct joining *joining, uint32_t node, uint32_t other, double *value)
{
	double theirs = value_at(joining, other)->quantity.value;
	uint32_t *next = &joining->next[node];
	bool is_further = false;

	switch (joining->derived->derivation) {
	case DERIVED_LONGEST:
		is_further = *next == NONE || theirs > value_at(joining, *next)->quantity.value;
		*value = is_further ? joining->own[node] + theirs : *value;
		break;
	case DERIVED_TOTAL:
		*value += theirs;
		break;
	case DERIVED_LEAST:
		is_further = theirs < *value;
		*value = is_further ? theirs : *value;
		break;
	case DERIVED_MOST:
		is_further = theirs > *value;
		*value = is_further ? theirs : *value;
		break;
	case DERIVED_OF:
		break;
	}
	*next = is_further ? other : *next;
}

static void part_write(const struct joining *joining, uint32_t node, double value, struct buf *out)
{
	const struct quantity quantity = { value, joining->derived->unit };
	buf_fmt(out, STR_FMT " ", STR_ARG(joining->entries[node].id));
	quantity_write(&quantity, out);
}

/* "checkout 200 ms + stock 150 ms + …" */
static void steps_write(const struct joining *joining, uint32_t node, struct buf *out)
{
	uint32_t steps = 0;
	for (uint32_t at = node; at != NONE && steps <= STEPS_SHOWN; at = joining->next[at]) {
		buf_add_cstr(out, steps ? " + " : "");
		if (steps++ == STEPS_SHOWN) {
			buf_add_cstr(out, "…");
		} else {
			part_write(joining, at, joining->own[at], out);
		}
	}
}

/* Where the value comes from, in one line. */
static struct str way_text(const struct joining *joining, uint32_t node, size_t refs)
{
	struct buf text = { 0 };

	switch (joining->derived->derivation) {
	case DERIVED_LONGEST:
		steps_write(joining, node, &text);
		break;
	case DERIVED_TOTAL:
		part_write(joining, node, joining->own[node], &text);
		if (refs > 0) {
			buf_fmt(&text, " and all that comes with %zu other%s", refs,
					refs == 1 ? "" : "s");
		}
		break;
	case DERIVED_LEAST:
	case DERIVED_MOST:
		part_write(joining, joining->origin[node], value_at(joining, node)->quantity.value,
				&text);
		break;
	case DERIVED_OF:
		break;
	}
	struct str copy = str_dup(joining->arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

/* All records that it refers to have been computed. */
static void node_join(struct joining *joining, const struct links *links, uint32_t node)
{
	const struct register_field *field =
			register_field(&joining->entries[node], joining->derived->along);
	size_t along = links->field;

	joining->next[node] = NONE;
	if (!own_take(joining, node)) {
		return;
	}
	if (joining->entries[node].fields[along].refused > 0) {
		unknown_set(joining, node,
				str_fmt(joining->arena,
						STR_FMT " " STR_FMT " names something in " STR_FMT
							" that is not there",
						STR_ARG(joining->kind->name),
						STR_ARG(joining->entries[node].id),
						STR_ARG(joining->derived->along)));
		return;
	}
	double value = joining->own[node];
	for (size_t i = 0; field && i < field->len; i++) {
		uint32_t other = field->values[i].reference - links->first;
		if (!value_at(joining, other)->is_known) {
			unknown_set(joining, node, value_at(joining, other)->evidence);
			return;
		}
		value_join(joining, node, other, &value);
	}
	if (!isfinite(value)) {
		unknown_set(joining, node, STR("it is too large to be reckoned with"));
		return;
	}
	*value_at(joining, node) = (struct derived_value){
		.is_known = true,
		.quantity = { settled(value, &joining->derived->unit), joining->derived->unit },
	};
	joining->origin[node] =
			joining->next[node] == NONE ? node : joining->origin[joining->next[node]];
	value_at(joining, node)->evidence = way_text(joining, node, field ? field->len : 0);
}

static void along_derive(struct register_book *book, const struct register_kind *kind, size_t which)
{
	const struct field_derived *derived = &kind->derived[which];
	const struct field_derived *of = register_kind_derived(kind, derived->of);
	struct arena *scratch = arena_create();
	struct links links = links_of(scratch, &book->registers, kind, derived->along);
	struct joining joining = {
		.arena = book->arena,
		.kind = kind,
		.which = which,
		.derived = derived,
		.entries = &book->registers.entries.p[links.first],
		.count = links.count,
		.of_field = of ? NULL : register_kind_field(kind, derived->of),
		.of_derived = of ? (size_t)(of - kind->derived) : 0,
		.own = arena_new_array(scratch, double, links.count),
		.next = arena_new_array(scratch, uint32_t, links.count),
		.origin = arena_new_array(scratch, uint32_t, links.count),
	};

	/* Edges go from higher to lower components, so what is referred to comes first. */
	for (uint32_t c = 0; c < links.components.count; c++) {
		bool is_cycle = component_is_cycle(&links.graph, &links.components, c);
		for (uint32_t m = links.components.first[c]; m < links.components.first[c + 1];
				m++) {
			uint32_t node = links.components.members[m];
			if (is_cycle) {
				unknown_set(&joining, node,
						str_fmt(book->arena,
								STR_FMT
								" leads back to itself along " STR_FMT,
								STR_ARG(joining.entries[node].id),
								STR_ARG(derived->along)));
			} else {
				node_join(&joining, &links, node);
			}
		}
	}
	arena_destroy(scratch);
}

static void own_derive(struct register_book *book, const struct kind_form *form, size_t which,
		const struct world *world)
{
	const struct field_derived *derived = &form->kind->derived[which];
	struct register_range range = register_of_kind(&book->registers, form->kind->name);
	struct arena *scratch = arena_create();
	struct world own = *world;

	for (size_t i = 0; i < range.len; i++) {
		struct condition_known known;
		struct derived_value *value = &range.p[i].derived[which];
		own.entry = &range.p[i];
		condition_observe(&known, scratch, form->of[which], &own);
		if (known.is_known && !known.is_stale && isfinite(known.value.value)) {
			value->is_known = true;
			value->quantity = (struct quantity){
				converted(&known.value, &derived->unit),
				derived->unit,
			};
			value->evidence = str_fmt(book->arena, STR_FMT " = " STR_FMT,
					STR_ARG(derived->name), STR_ARG(known.text));
		} else {
			value->evidence = str_dup(book->arena, known.evidence);
		}
		arena_reset(scratch);
	}
	arena_destroy(scratch);
}

void book_derive(struct register_book *book, const struct world *world)
{
	vec_each (struct register_entry, entry, &book->registers.entries) {
		entry->derived = arena_new_array(
				book->arena, struct derived_value, entry->kind->derived_count);
	}
	vec_each (const struct kind_form, form, &book->forms) {
		for (size_t i = 0; form->is_understood && i < form->kind->derived_count; i++) {
			if (form->kind->derived[i].derivation == DERIVED_OF) {
				own_derive(book, form, i, world);
			} else {
				along_derive(book, form->kind, i);
			}
		}
	}
}
