/* SPDX-License-Identifier: MIT */
/*
 * What is written in a record is so at every moment; only how long it is until
 * a date changes with time.
 */
#include "conditions/field.h"

#include "base/arena.h"
#include "conditions/evidence.h"
#include "facts/register.h"

#include <math.h>

/* A value, declared or derived; `value` is NULL for a derived one. */
struct item {
	enum value_kind kind;
	const struct register_value *value;
	const struct derived_value *derived;
};

/* All that stands at "field" or "of.field". */
struct items {
	struct arena *arena;
	VEC(struct item) list;
	/* How many times there should be something and is not. */
	size_t gaps;
	/* Why. */
	struct str gap;
	/* It is a field of the record itself, and nobody wrote it: its sum is that of nothing. */
	bool is_unwritten;
};

/* ---- what stands there ---- */

static void gap_add(struct items *items, struct str why)
{
	items->gap = items->gaps++ > 0 ? items->gap : why;
}

static void values_add(
		struct items *items, enum value_kind kind, const struct register_field *field)
{
	for (size_t i = 0; i < field->len; i++) {
		*vec_add(&items->list, items->arena) =
				(struct item){ .kind = kind, .value = &field->values[i] };
	}
}

/* A field of a record by its name, or what is derived for it. */
static void named_add(struct items *items, const struct register_entry *entry, struct str name)
{
	const struct register_field *field = register_field(entry, name);
	const struct derived_value *derived = register_derived(entry, name);
	if (field) {
		values_add(items, register_kind_field(entry->kind, name)->value, field);
	} else if (derived && derived->is_known) {
		*vec_add(&items->list, items->arena) =
				(struct item){ .kind = VALUE_QUANTITY, .derived = derived };
	} else if (derived) {
		gap_add(items, derived->evidence.len > 0
						? derived->evidence
						: str_fmt(items->arena,
								  STR_FMT " cannot be computed",
								  STR_ARG(name)));
	} else {
		gap_add(items, str_fmt(items->arena, STR_FMT " " STR_FMT " does not state " STR_FMT,
					       STR_ARG(entry->kind->name), STR_ARG(entry->id),
					       STR_ARG(name)));
	}
}

static void part_add(struct items *items, const struct field_kind *kind,
		const struct register_value *value, struct str part)
{
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct register_field *field = register_group_field(kind, value, part);
		if (field && str_eq(kind->fields[i].name, part)) {
			values_add(items, kind->fields[i].value, field);
			return;
		}
	}
	gap_add(items, str_fmt(items->arena, "one of " STR_FMT " does not state " STR_FMT,
				       STR_ARG(kind->name), STR_ARG(part)));
}

/* "of.field": in each value of the group, or in each record that is named. */
static void parts_add(
		struct items *items, const struct world *world, struct str head, struct str part)
{
	const struct field_kind *kind = register_kind_field(world->entry->kind, head);
	const struct register_field *field = register_field(world->entry, head);
	for (size_t i = 0; kind && field && i < field->len; i++) {
		const struct register_value *value = &field->values[i];
		if (kind->value == VALUE_GROUP) {
			part_add(items, kind, value, part);
		} else if (world->registers && value->reference < world->registers->entries.len) {
			named_add(items, &world->registers->entries.p[value->reference], part);
		} else {
			gap_add(items, str_fmt(items->arena, "there is no record " STR_FMT,
						       STR_ARG(value->text)));
		}
	}
}

static struct items items_of(struct evaluation *evaluation, struct str name)
{
	const struct world *world = evaluation->world;
	struct items items = { .arena = evaluation->arena };
	size_t dot = str_find(name, '.');
	if (!world->entry) {
		gap_add(&items, STR("no record of a register is looked at"));
	} else if (dot < name.len) {
		parts_add(&items, world, str_slice(name, 0, dot), str_from(name, dot + 1));
	} else {
		const struct register_kind *kind = world->entry->kind;
		const struct field_kind *field = register_kind_field(kind, name);
		named_add(&items, world->entry, name);
		items.is_unwritten = field && !world->entry->fields[field - kind->fields].is_written
				     && items.list.len == 0;
	}
	return items;
}

/* ---- quantities ---- */

static struct span item_span(const struct item *item, const struct unit *unit)
{
	const struct quantity *quantity =
			item->derived ? &item->derived->quantity : &item->value->quantity;
	bool is_number = item->derived || item->kind == VALUE_QUANTITY
			 || item->kind == VALUE_DURATION;
	if (!is_number || !unit_converts(&quantity->unit, unit)) {
		return span_unknown(REASON_UNIT);
	}
	double value = unit_convert(quantity->value, &quantity->unit, unit);
	if (item->kind == VALUE_DURATION) {
		/* What was written in whole nanoseconds is kept in such. */
		double nanoseconds = value * unit->scale * 1e9;
		if (nanoseconds >= 0 && nanoseconds < 9e18) {
			value = (double)(int64_t)(nanoseconds + 0.5) / (unit->scale * 1e9);
		}
	}
	return span_point(value);
}

/* Of what is missing in a sum nothing is known; a least or most is bounded by what is there. */
static struct span span_join(enum field_of of, struct span a, struct span b)
{
	if (of == FIELD_SUM) {
		return span_add(a, b);
	}
	bool is_least = of == FIELD_LEAST;
	if (span_is_unknown(a) || span_is_unknown(b)) {
		struct span known = span_is_unknown(a) ? b : a;
		enum reason reason = span_is_unknown(a) ? a.reason : b.reason;
		return is_least ? span_between(-INFINITY, known.high, reason)
				: span_between(known.low, INFINITY, reason);
	}
	double low = is_least == (a.low < b.low) ? a.low : b.low;
	double high = is_least == (a.high < b.high) ? a.high : b.high;
	return span_between(low, high, a.reason != REASON_NONE ? a.reason : b.reason);
}

static struct span items_span(const struct items *items, const struct term *term, enum field_of of)
{
	if (of == FIELD_COUNT) {
		return span_point((double)items->list.len);
	}
	bool is_sum = of == FIELD_SUM;
	bool is_empty = items->list.len == 0;
	if (of == FIELD_VALUE) {
		return is_empty ? span_unknown(REASON_NO_RECORD)
				: item_span(&items->list.p[0], &term->unit);
	}
	if (is_empty && !is_sum) {
		return span_unknown(REASON_NO_RECORD);
	}
	if (items->is_unwritten) {
		return span_point(0);
	}
	struct span whole = is_sum ? span_point(0) : item_span(&items->list.p[0], &term->unit);
	for (size_t i = is_sum ? 0 : 1; i < items->list.len; i++) {
		struct span next = item_span(&items->list.p[i], &term->unit);
		whole = span_join(of, whole, next);
	}
	if (items->gaps > 0) {
		whole = span_join(of, whole, span_unknown(REASON_NO_RECORD));
	}
	return whole;
}

static struct str item_evidence(
		struct evaluation *evaluation, const struct item *item, struct str name)
{
	if (item->derived && str_starts(item->derived->evidence, name)) {
		return item->derived->evidence;
	}
	if (item->derived) {
		return str_fmt(evaluation->arena, STR_FMT ": " STR_FMT, STR_ARG(name),
				STR_ARG(item->derived->evidence));
	}
	struct str place = evidence_of_place(evaluation, &item->value->place);
	/* A group is no text. */
	const char *blank = item->value->text.len > 0 ? " " : "";
	return str_fmt(evaluation->arena, STR_FMT "%s" STR_FMT " (" STR_FMT ")", STR_ARG(name),
			blank, STR_ARG(item->value->text), STR_ARG(place));
}

static struct str items_evidence(
		struct evaluation *evaluation, const struct items *items, struct str name)
{
	if (items->gaps > 0) {
		return items->gap;
	}
	if (items->list.len == 0) {
		return str_fmt(evaluation->arena, "there is no " STR_FMT, STR_ARG(name));
	}
	struct str text = item_evidence(evaluation, &items->list.p[0], name);
	if (items->list.len == 1) {
		return text;
	}
	return str_fmt(evaluation->arena, "%zu values, the first " STR_FMT, items->list.len,
			STR_ARG(text));
}

struct span field_of_entries(struct arena *arena, const struct register_entry *const *entries,
		size_t count, const struct term *term, enum field_of of, struct str *gap)
{
	struct items items = { .arena = arena };
	for (size_t i = 0; i < count; i++) {
		named_add(&items, entries[i], term->name);
	}
	*gap = items.gap;
	return items_span(&items, term, of);
}

static void saw(struct evaluation *evaluation, const struct term *term, struct span span)
{
	struct buf text = { 0 };
	if (span_is_unknown(span)) {
		buf_add_cstr(&text, reason_words[span.reason]);
	} else {
		number_write(span.low, &text);
		buf_add_char(&text, ' ');
		number_write(span.high, &text);
	}
	evaluation_saw(evaluation, term->text, str_dup(evaluation->scratch, buf_str(&text)));
	buf_finish(&text);
}

/* The values of the record itself, or NULL where the name leads elsewhere. */
static const struct register_field *own_values(const struct world *world, struct str name)
{
	const struct register_entry *entry = world->entry;
	const struct field_kind *field = entry ? register_kind_field(entry->kind, name) : NULL;
	bool is_own = field && !str_contains(name, STR("."));
	return is_own ? &entry->fields[field - entry->kind->fields] : NULL;
}

/* Nobody wrote any: a sum of them is nothing, where one that is written wrongly is not known. */
static bool is_none(const struct world *world, struct str name)
{
	const struct register_field *values = own_values(world, name);
	return values && !values->is_there && values->refused == 0;
}

/* It was written, and what was written is told as wrong: it is neither there nor left out. */
static bool is_refused(const struct world *world, struct str name)
{
	const struct register_field *values = own_values(world, name);
	return values && !values->is_there && values->refused > 0;
}

void field_cursor(struct evaluation *evaluation, const struct term *term, struct cursor *cursor)
{
	if (term_is_time(term)) {
		enum reason reason;
		struct str evidence;
		moment as_of = evaluation->world->as_of;
		moment at = field_date(evaluation, term, &reason, &evidence);
		double length = ((double)at - (double)as_of) / MOMENT_SECOND;
		bool is_until = term->field_of == FIELD_UNTIL;
		cursor_now(cursor, as_of,
				reason == REASON_NONE ? span_point(is_until ? length : -length)
						      : span_unknown(reason));
		cursor->evidence = evidence;
		return;
	}
	struct items items = items_of(evaluation, term->name);
	if (term->field_of == FIELD_SUM && is_none(evaluation->world, term->name)) {
		items.gaps = 0;
	}
	struct span span = items_span(&items, term, term->field_of);
	cursor_constant(cursor, span);
	cursor->evidence = items_evidence(evaluation, &items, term->name);
	if (term->field_of == FIELD_VALUE && items.list.len > 0 && items.list.p[0].value) {
		cursor->text = items.list.p[0].value->text;
		cursor->evidence = evidence_of_place(evaluation, &items.list.p[0].value->place);
	}
	saw(evaluation, term, span);
}

/* ---- dates ---- */

moment field_date(struct evaluation *evaluation, const struct term *term, enum reason *reason,
		struct str *evidence)
{
	struct items items = items_of(evaluation, term->name);
	moment first = MOMENT_NEVER;
	*reason = REASON_NO_RECORD;
	*evidence = items.gap;
	for (size_t i = 0; i < items.list.len; i++) {
		const struct item *item = &items.list.p[i];
		if (item->kind == VALUE_DATE && item->value && item->value->at < first) {
			first = item->value->at;
			*reason = REASON_NONE;
			*evidence = item_evidence(evaluation, item, term->name);
			evaluation_saw(evaluation, term->text, item->value->text);
		}
	}
	/* The first of several is not known while one of them is not. */
	if (*reason == REASON_NONE && items.gaps > 0) {
		*reason = REASON_NO_RECORD;
		*evidence = items.gap;
	}
	if (evidence->len == 0) {
		*evidence = STR("there is none");
	}
	return first;
}

/* ---- truths ---- */

struct kleene field_has(
		struct evaluation *evaluation, const struct term *term, struct atom_value *value)
{
	struct items items = items_of(evaluation, term->name);
	bool is_there = items.list.len > 0;
	value->evidence = is_there && items.list.p[0].value
					  ? evidence_of_place(evaluation,
							    &items.list.p[0].value->place)
					  : items_evidence(evaluation, &items, term->name);
	value->value = is_there ? STR("yes") : STR("no");
	evaluation_saw(evaluation, term->text, value->value);
	bool is_known = evaluation->world->entry && !is_refused(evaluation->world, term->name);
	return is_known ? kleene_of(is_there) : kleene_unknown(REASON_NO_RECORD);
}

/* As it is shown: yes and no however they are written. */
static struct str item_text(const struct item *item)
{
	if (item->kind == VALUE_YES_NO) {
		return item->value->quantity.value != 0 ? STR("yes") : STR("no");
	}
	return item->value->text;
}

/* A reference may be written with its kind or without. */
bool field_value_is(const struct world *world, enum value_kind kind,
		const struct register_value *value, struct str word)
{
	if (kind == VALUE_YES_NO) {
		return str_eq(word, value->quantity.value != 0 ? STR("yes") : STR("no"));
	}
	if (kind == VALUE_RECORD && world->registers
			&& value->reference < world->registers->entries.len
			&& str_eq(world->registers->entries.p[value->reference].id, word)) {
		return true;
	}
	return str_eq(value->text, word);
}

bool field_window_read(struct str text, bool *is_ahead, struct duration *length)
{
	size_t blank = str_find(text, ' ');
	struct str word = str_slice(text, 0, blank);
	*is_ahead = str_eq(word, STR("next"));
	return (*is_ahead || str_eq(word, STR("last")))
	       && duration_read(length, str_trim(str_from(text, blank)));
}

static bool item_is(const struct world *world, const struct item *item, struct str word)
{
	return field_value_is(world, item->kind, item->value, word);
}

struct kleene field_is(
		struct evaluation *evaluation, const struct term *term, struct atom_value *value)
{
	struct items items = items_of(evaluation, term->name);
	const struct item *found = NULL;
	for (size_t i = 0; i < items.list.len; i++) {
		const struct item *item = &items.list.p[i];
		if (!item->value) {
			continue;
		}
		bool is_it = item_is(evaluation->world, item, term->argument);
		if (!found || is_it) {
			found = item;
		}
		if (is_it) {
			break;
		}
	}
	if (!found) {
		value->evidence = items.gaps > 0 ? items.gap : STR("there is none");
		return kleene_unknown(REASON_NO_RECORD);
	}
	bool is_it = item_is(evaluation->world, found, term->argument);
	value->value = item_text(found);
	value->evidence = evidence_of_place(evaluation, &found->value->place);
	evaluation_saw(evaluation, term->text, value->value);
	return is_it || items.gaps == 0 ? kleene_of(is_it) : kleene_unknown(REASON_NO_RECORD);
}
