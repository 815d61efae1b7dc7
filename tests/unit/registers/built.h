/* SPDX-License-Identifier: MIT */
/*
 * Records made by hand: of kinds whose fields are all texts, days, or references.
 */
#ifndef LINTEL_UNIT_REGISTERS_BUILT_H
#define LINTEL_UNIT_REGISTERS_BUILT_H

#include "base/arena.h"
#include "base/err.h"
#include "facts/code.h"
#include "facts/register.h"

#include "unit/unit.h"

struct built {
	struct arena *arena;
	struct registers registers;
};

static inline struct built built_create(struct arena *arena)
{
	struct built built = { .arena = arena };
	registers_init(&built.registers, arena);
	return built;
}

/* `names` are separated by blanks. */
static inline struct register_kind *built_kind(
		struct built *built, const char *name, const char *names)
{
	struct register_kind *kind = arena_new(built->arena, struct register_kind);
	struct str rest = str_of(names);
	struct str field;
	*kind = (struct register_kind){ .name = str_of(name) };
	kind->fields = arena_new_array(built->arena, struct field_kind, 16);
	while (rest.len && str_split(&rest, ' ', &field)) {
		kind->fields[kind->field_count++].name = field;
	}
	*vec_add(&built->registers.kinds, built->arena) = kind;
	return kind;
}

/* Its number is the one it has once all are frozen, if ids come in their order. */
static inline struct register_entry *built_entry(
		struct built *built, struct register_kind *kind, struct str id)
{
	struct register_entry *entry = vec_add(&built->registers.entries, built->arena);
	*entry = (struct register_entry){
		.kind = kind,
		.id = id,
		.place = { .path = STR("plan.yaml"), .line = 1 },
		.fields = arena_new_array(built->arena, struct register_field, kind->field_count),
	};
	return entry;
}

/* One more value of a field. */
static inline struct register_value *built_value(
		struct built *built, struct register_entry *entry, const char *name)
{
	const struct field_kind *kind = register_kind_field(entry->kind, str_of(name));
	assert_non_null(kind);
	struct register_field *field = &entry->fields[kind - entry->kind->fields];
	struct register_value *values =
			arena_new_array(built->arena, struct register_value, field->len + 1);
	for (size_t i = 0; i < field->len; i++) {
		values[i] = field->values[i];
	}
	field->is_there = true;
	field->values = values;
	field->values[field->len] = (struct register_value){ .is_valid = true, .reference = NONE };
	return &field->values[field->len++];
}

static inline void built_text(struct built *built, struct register_entry *entry, const char *name,
		struct str text)
{
	built_value(built, entry, name)->text = text;
}

static inline void built_day(
		struct built *built, struct register_entry *entry, const char *name, date_day day)
{
	built_value(built, entry, name)->day = day;
}

static inline void built_reference(struct built *built, struct register_entry *entry,
		const char *name, uint32_t number)
{
	built_value(built, entry, name)->reference = number;
}

static inline void built_quantity(struct built *built, struct register_entry *entry,
		const char *name, const char *quantity)
{
	struct err err;
	assert_true(quantity_read(
			&built_value(built, entry, name)->quantity, str_of(quantity), &err));
}

#endif
