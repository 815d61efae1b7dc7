/* SPDX-License-Identifier: MIT */
#include "registers/compared.h"

#include "base/arena.h"

/* Of one list; more are counted. */
#define VALUES_SHOWN 5

struct comparing {
	struct arena *arena;
	const struct registers *registers;
	VEC(struct evidence) found;
};

static void found_add(
		struct comparing *comparing, struct place place, struct str label, struct str text)
{
	*vec_add(&comparing->found, comparing->arena) = (struct evidence){
		.place = place,
		.text = str_fmt(comparing->arena, STR_FMT STR_FMT, STR_ARG(label), STR_ARG(text)),
	};
}

static void values_add(
		struct comparing *comparing, const struct register_field *field, struct str label)
{
	for (size_t i = 0; i < field->len && i < VALUES_SHOWN; i++) {
		found_add(comparing, field->values[i].place, label,
				str_fmt(comparing->arena, ": " STR_FMT,
						STR_ARG(field->values[i].text)));
	}
	if (field->len > VALUES_SHOWN) {
		found_add(comparing, field->place, label,
				str_fmt(comparing->arena, ": and %zu more",
						field->len - VALUES_SHOWN));
	}
}

/* With the way it came, where that is not the record's own fields alone. */
static struct str derived_text(struct arena *arena, const struct derived_value *derived,
		enum derivation derivation)
{
	bool has_way = derived->evidence.len > 0
		       && !(derived->is_known && derivation == DERIVED_OF);
	struct buf text = { 0 };

	if (derived->is_known) {
		buf_add_cstr(&text, ": ");
		quantity_write(&derived->quantity, &text);
	} else {
		buf_add_cstr(&text, " is not known");
	}
	buf_add_cstr(&text, has_way ? ", " : "");
	buf_add(&text, has_way ? derived->evidence : STR(""));
	struct str copy = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

/* A field of a record, or what is derived for it. */
static void named_add(struct comparing *comparing, const struct register_entry *entry,
		struct str name, struct str label)
{
	const struct register_field *field = register_field(entry, name);
	const struct derived_value *derived = register_derived(entry, name);

	if (field && register_kind_field(entry->kind, name)->value == VALUE_GROUP) {
		found_add(comparing, field->place, label,
				str_fmt(comparing->arena, ": %zu", field->len));
	} else if (field) {
		values_add(comparing, field, label);
	} else if (derived) {
		size_t which = (size_t)(derived - entry->derived);
		found_add(comparing, entry->place, label,
				derived_text(comparing->arena, derived,
						entry->kind->derived[which].derivation));
	} else {
		found_add(comparing, entry->place, label, STR(" is not there"));
	}
}

/* "windows.long": of each of a group; "next.budget": of each record that is named. */
static void parts_add(struct comparing *comparing, const struct register_entry *entry,
		struct str head, struct str part)
{
	const struct field_kind *kind = register_kind_field(entry->kind, head);
	const struct register_field *field = register_field(entry, head);

	for (size_t i = 0; kind && field && i < field->len && i < VALUES_SHOWN; i++) {
		const struct register_value *value = &field->values[i];
		if (kind->value == VALUE_GROUP) {
			const struct register_field *of = register_group_field(kind, value, part);
			if (of) {
				values_add(comparing, of, part);
			}
		} else if (value->reference < comparing->registers->entries.len) {
			const struct register_entry *other =
					&comparing->registers->entries.p[value->reference];
			named_add(comparing, other, part,
					str_fmt(comparing->arena, STR_FMT " of " STR_FMT,
							STR_ARG(part), STR_ARG(other->id)));
		}
	}
}

static bool is_of_record(enum term_kind kind)
{
	return kind == TERM_FIELD || kind == TERM_HAS || kind == TERM_IS;
}

/* Whether it says what it says of a record alone, and not of code, measures or time. */
static bool is_about_record(const struct condition *condition)
{
	for (uint32_t i = 0; i < condition->term_count; i++) {
		const struct term *term = &condition->terms[i];
		if (term->operand_count == 0 && term->kind != TERM_NUMBER
				&& !is_of_record(term->kind)) {
			return false;
		}
	}
	return true;
}

static bool is_named_before(const struct condition *condition, uint32_t which)
{
	for (uint32_t i = 0; i < which; i++) {
		const struct term *term = &condition->terms[i];
		if (is_of_record(term->kind) && str_eq(term->name, condition->terms[which].name)) {
			return true;
		}
	}
	return false;
}

/* The record's own line is shown above: what stands elsewhere comes first. */
static size_t written_first(const struct comparing *comparing, const struct register_entry *entry,
		struct evidence **evidence)
{
	size_t len = 0;

	*evidence = arena_new_array(comparing->arena, struct evidence, comparing->found.len);
	for (int round = 0; round < 2; round++) {
		vec_each (const struct evidence, one, &comparing->found) {
			bool is_elsewhere = one->place.line != entry->place.line
					    || one->place.column != entry->place.column
					    || !str_eq(one->place.path, entry->place.path);
			if (is_elsewhere == (round == 0)) {
				(*evidence)[len++] = *one;
			}
		}
	}
	return len;
}

size_t compared_values(struct arena *arena, const struct registers *registers,
		const struct register_entry *entry, const struct condition *condition,
		struct evidence **evidence)
{
	struct comparing comparing = { .arena = arena, .registers = registers };

	for (uint32_t i = 0; is_about_record(condition) && i < condition->term_count; i++) {
		const struct term *term = &condition->terms[i];
		if (!is_of_record(term->kind) || is_named_before(condition, i)) {
			continue;
		}
		size_t dot = str_find(term->name, '.');
		if (dot < term->name.len) {
			parts_add(&comparing, entry, str_slice(term->name, 0, dot),
					str_from(term->name, dot + 1));
		} else {
			named_add(&comparing, entry, term->name, term->name);
		}
	}
	return written_first(&comparing, entry, evidence);
}
