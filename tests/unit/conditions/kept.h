/* SPDX-License-Identifier: MIT */
/*
 * A register of two kinds to ask conditions about, as of 2026-11-20, 18:00:
 *
 *	policy pay     timeout 300 ms, retries 2, state published, safe yes, due 2026-11-30,
 *	               next stock and bill, levels slow (owner pay, after 1 s) and down (owner
 *	               pay, after nothing said); own_time 900 ms; costs 2 USD and 5 USD; fee 3 EUR
 *	policy stock   timeout 100 ms, state design, due 2026-11-10, next nobody; own_time not known
 *	policy bill    timeout 200 ms; nothing else; own_time 200 ms
 *	role architect
 *
 * Two of three fields that pay must have are there, all three of stock's, one of bill's two;
 * stock has expired.
 */
#ifndef LINTEL_UNIT_CONDITIONS_KEPT_H
#define LINTEL_UNIT_CONDITIONS_KEPT_H

#include "base/err.h"
#include "facts/code.h"
#include "facts/register.h"

#include <stdlib.h>

enum kept_field {
	KEPT_TIMEOUT,
	KEPT_RETRIES,
	KEPT_STATE,
	KEPT_SAFE,
	KEPT_DUE,
	KEPT_NEXT,
	KEPT_LEVELS,
	KEPT_COSTS,
	KEPT_FEE,
	KEPT_ID,
	KEPT_FIELDS,
};

static inline struct unit kept_unit(const char *text)
{
	struct err err;
	struct unit unit = unit_bare;
	if (!unit_read(&unit, str_of(text), &err)) {
		abort();
	}
	return unit;
}

static inline struct register_kind *kept_kind(struct arena *arena)
{
	static struct str states[] = { STR_INIT("design"), STR_INIT("published") };
	static struct str kinds[] = { STR_INIT("policy") };
	static struct field_kind levels[] = {
		{ .name = STR_INIT("owner"), .value = VALUE_TEXT },
		{ .name = STR_INIT("after"), .value = VALUE_DURATION },
	};
	static const struct field_kind fields[] = {
		{ .name = STR_INIT("timeout"), .value = VALUE_DURATION },
		{ .name = STR_INIT("retries"), .value = VALUE_QUANTITY },
		{ .name = STR_INIT("state"),
				.value = VALUE_ONE_OF,
				.words = states,
				.word_count = COUNT_OF(states) },
		{ .name = STR_INIT("safe"), .value = VALUE_YES_NO },
		{ .name = STR_INIT("due"), .value = VALUE_DATE },
		{ .name = STR_INIT("next"),
				.value = VALUE_RECORD,
				.is_list = true,
				.kinds = kinds,
				.kind_count = COUNT_OF(kinds) },
		{ .name = STR_INIT("levels"),
				.value = VALUE_GROUP,
				.is_list = true,
				.fields = levels,
				.field_count = COUNT_OF(levels) },
		{ .name = STR_INIT("costs"), .value = VALUE_QUANTITY, .is_list = true },
		{ .name = STR_INIT("fee"), .value = VALUE_QUANTITY, .is_any_unit = true },
		{ .name = STR_INIT("id"), .value = VALUE_TEXT, .is_common = true },
	};
	struct register_kind *kind = arena_new(arena, struct register_kind);
	*kind = (struct register_kind){ .name = STR("policy"), .field_count = KEPT_FIELDS };
	kind->fields = arena_copy(arena, fields, sizeof(fields));
	kind->fields[KEPT_RETRIES].unit = unit_bare;
	kind->fields[KEPT_COSTS].unit = kept_unit("USD");
	kind->derived = arena_new(arena, struct field_derived);
	kind->derived[0] =
			(struct field_derived){ .name = STR("own_time"), .unit = kept_unit("ms") };
	kind->derived_count = 1;
	return kind;
}

static inline struct register_entry *kept_entry(
		struct registers *registers, const struct register_kind *kind, const char *id)
{
	struct arena *arena = registers->arena;
	struct register_entry *entry = vec_add(&registers->entries, arena);
	*entry = (struct register_entry){
		.kind = kind,
		.id = str_of(id),
		.place = { STR("r.yaml"), 3, 5, 0 },
		.fields = arena_new_array(arena, struct register_field, kind->field_count + 1),
		.derived = arena_new_array(arena, struct derived_value, kind->derived_count + 1),
	};
	return entry;
}

static inline struct register_value *kept_value(
		struct arena *arena, struct register_field *field, const char *text)
{
	struct register_value *values =
			arena_new_array(arena, struct register_value, field->len + 1);
	for (size_t i = 0; i < field->len; i++) {
		values[i] = field->values[i];
	}
	struct register_value *value = &values[field->len++];
	field->values = values;
	field->is_there = true;
	field->is_written = true;
	value->text = str_of(text);
	value->place = (struct place){ STR("r.yaml"), 7, 12, 0 };
	value->is_valid = true;
	value->reference = NONE;
	return value;
}

static inline void kept_text(struct registers *registers, struct register_entry *entry,
		enum kept_field field, const char *text)
{
	(void)kept_value(registers->arena, &entry->fields[field], text);
}

static inline void kept_number(struct registers *registers, struct register_entry *entry,
		enum kept_field field, const char *text, double value, const char *unit)
{
	kept_value(registers->arena, &entry->fields[field], text)->quantity =
			(struct quantity){ value, unit[0] ? kept_unit(unit) : unit_bare };
}

static inline void kept_date(
		struct registers *registers, struct register_entry *entry, const char *text)
{
	struct register_value *value = kept_value(registers->arena, &entry->fields[KEPT_DUE], text);
	if (!date_read_day(str_of(text), &value->day)) {
		abort();
	}
	value->at = ((moment)value->day + 1) * MOMENT_DAY;
}

static inline void kept_level(struct registers *registers, struct register_entry *entry,
		const char *owner, const char *after, double seconds)
{
	struct arena *arena = registers->arena;
	struct register_value *level = kept_value(arena, &entry->fields[KEPT_LEVELS], "");
	level->fields = arena_new_array(arena, struct register_field, 2);
	(void)kept_value(arena, &level->fields[0], owner);
	if (after) {
		kept_value(arena, &level->fields[1], after)->quantity =
				(struct quantity){ seconds, unit_second };
	}
}

static inline void kept_derived(struct register_entry *entry, double ms)
{
	entry->derived[0] = (struct derived_value){
		.is_known = true, .quantity = { ms, kept_unit("ms") }, .evidence = STR("computed")
	};
}

/* Sorted by kind and id: bill, pay, stock, and then the role. */
static inline void kept_fill(struct registers *registers, const struct register_kind *policy)
{
	struct register_entry *bill = kept_entry(registers, policy, "bill");
	kept_text(registers, bill, KEPT_ID, "bill");
	kept_number(registers, bill, KEPT_TIMEOUT, "200 ms", 0.2, "s");
	kept_derived(bill, 200);
	bill->required = 2;
	bill->complete = 1;
	struct register_entry *pay = kept_entry(registers, policy, "pay");
	kept_text(registers, pay, KEPT_ID, "pay");
	kept_number(registers, pay, KEPT_TIMEOUT, "300 ms", 0.3, "s");
	kept_number(registers, pay, KEPT_RETRIES, "2", 2, "");
	kept_number(registers, pay, KEPT_COSTS, "2 USD", 2, "USD");
	kept_number(registers, pay, KEPT_COSTS, "5 USD", 5, "USD");
	kept_number(registers, pay, KEPT_FEE, "3 EUR", 3, "EUR");
	kept_text(registers, pay, KEPT_STATE, "published");
	kept_number(registers, pay, KEPT_SAFE, "true", 1, "");
	kept_date(registers, pay, "2026-11-30");
	kept_level(registers, pay, "team pay", "1 s", 1);
	kept_level(registers, pay, "team pay", NULL, 0);
	kept_value(registers->arena, &pay->fields[KEPT_NEXT], "policy/stock")->reference = 2;
	kept_value(registers->arena, &pay->fields[KEPT_NEXT], "bill")->reference = 0;
	kept_derived(pay, 900);
	pay->required = 3;
	pay->complete = 2;
	struct register_entry *stock = kept_entry(registers, policy, "stock");
	kept_text(registers, stock, KEPT_ID, "stock");
	kept_number(registers, stock, KEPT_TIMEOUT, "100 ms", 0.1, "s");
	kept_text(registers, stock, KEPT_STATE, "design");
	kept_date(registers, stock, "2026-11-10");
	stock->required = 3;
	stock->complete = 3;
	stock->is_expired = true;
}

static inline struct registers *kept_create(struct arena *arena)
{
	struct registers *registers = arena_new(arena, struct registers);
	struct register_kind *policy = kept_kind(arena);
	struct register_kind *role = arena_new(arena, struct register_kind);
	struct register_kind *level = arena_new(arena, struct register_kind);
	*role = (struct register_kind){ .name = STR("role") };
	*level = (struct register_kind){ .name = STR("service-level") };
	registers_init(registers, arena);
	*vec_add(&registers->kinds, arena) = policy;
	*vec_add(&registers->kinds, arena) = role;
	*vec_add(&registers->kinds, arena) = level;
	kept_fill(registers, policy);
	(void)kept_entry(registers, role, "architect");
	(void)kept_entry(registers, level, "web");
	registers_freeze(registers);
	return registers;
}

#endif
