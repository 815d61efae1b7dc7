/* SPDX-License-Identifier: MIT */
#include "facts/register.h"

#include "base/arena.h"
#include "facts/code.h"

const char *const value_kind_words[] = {
	[VALUE_TEXT] = "text",
	[VALUE_DATE] = "date",
	[VALUE_DURATION] = "duration",
	[VALUE_QUANTITY] = "quantity",
	[VALUE_YES_NO] = "yes-no",
	[VALUE_ONE_OF] = "one-of",
	[VALUE_RECORD] = "record",
	[VALUE_MODULE] = "module",
	[VALUE_DECISION] = "decision",
	[VALUE_METRIC] = "metric",
	[VALUE_OWNER] = "owner",
	[VALUE_PATH] = "path",
	[VALUE_SELECTOR] = "selector",
	[VALUE_CONDITION] = "condition",
	[VALUE_GROUP] = "group",
	NULL,
};

void registers_init(struct registers *registers, struct arena *arena)
{
	*registers = (struct registers){ .arena = arena, .by_name = map_create(arena) };
}

/* ---- in order, and findable ---- */

static int kind_order(const void *a, const void *b)
{
	const struct register_kind *const *x = a;
	const struct register_kind *const *y = b;
	return str_cmp((*x)->name, (*y)->name);
}

/* Of two with one name, the first by place comes first. */
static int entry_order(const void *a, const void *b)
{
	const struct register_entry *x = a;
	const struct register_entry *y = b;
	int order = str_cmp(x->kind->name, y->kind->name);
	order = order ? order : str_cmp(x->id, y->id);
	return order ? order : place_cmp(&x->place, &y->place);
}

/* Neither a kind nor an id has a blank in it. */
static void key_write(struct str kind, struct str id, struct buf *out)
{
	buf_add(out, kind);
	buf_add_char(out, ' ');
	buf_add(out, id);
}

void registers_freeze(struct registers *registers)
{
	struct buf key = { 0 };

	vec_sort(&registers->kinds, kind_order);
	vec_sort(&registers->entries, entry_order);
	for (size_t i = 0; i < registers->entries.len; i++) {
		const struct register_entry *entry = &registers->entries.p[i];
		bool is_new;
		buf_clear(&key);
		key_write(entry->kind->name, entry->id, &key);
		struct map_entry *found = map_put(registers->by_name, buf_str(&key), &is_new);
		found->num = is_new ? i : found->num;
	}
	buf_finish(&key);
}

const struct register_kind *register_kind_find(const struct registers *registers, struct str name)
{
	size_t low = 0;
	size_t high = registers->kinds.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(registers->kinds.p[middle]->name, name);
		if (order == 0) {
			return registers->kinds.p[middle];
		}
		if (order < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return NULL;
}

/* The first entry whose kind's name is not before `kind`; or, with `after`, is behind it. */
static size_t entries_bound(const struct registers *registers, struct str kind, bool after)
{
	size_t low = 0;
	size_t high = registers->entries.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(registers->entries.p[middle].kind->name, kind);
		if (order < 0 || (after && order == 0)) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

struct register_range register_of_kind(const struct registers *registers, struct str kind)
{
	size_t first = entries_bound(registers, kind, false);
	size_t end = entries_bound(registers, kind, true);
	if (first == end) {
		return (struct register_range){ 0 };
	}
	return (struct register_range){ &registers->entries.p[first], end - first };
}

const struct register_entry *register_find(
		const struct registers *registers, struct str kind, struct str id)
{
	struct buf key = { 0 };
	key_write(kind, id, &key);
	const struct map_entry *found = map_find(registers->by_name, buf_str(&key));
	buf_finish(&key);
	return found ? &registers->entries.p[found->num] : NULL;
}

/* ---- what a kind declares ---- */

static const struct field_kind *field_find(
		const struct field_kind *fields, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(fields[i].name, name)) {
			return &fields[i];
		}
	}
	return NULL;
}

const struct field_kind *register_kind_field(const struct register_kind *kind, struct str name)
{
	const struct field_kind *field = field_find(kind->fields, kind->field_count, name);
	size_t dot = str_find(name, '.');
	if (field || dot == name.len) {
		return field;
	}
	field = field_find(kind->fields, kind->field_count, str_slice(name, 0, dot));
	return field ? field_find(field->fields, field->field_count, str_from(name, dot + 1))
		     : NULL;
}

const struct field_derived *register_kind_derived(const struct register_kind *kind, struct str name)
{
	for (size_t i = 0; i < kind->derived_count; i++) {
		if (str_eq(kind->derived[i].name, name)) {
			return &kind->derived[i];
		}
	}
	return NULL;
}

/* ---- what a record says ---- */

const struct register_field *register_field(const struct register_entry *entry, struct str name)
{
	const struct register_kind *kind = entry->kind;
	const struct field_kind *field = field_find(kind->fields, kind->field_count, name);
	if (!field || !entry->fields[field - kind->fields].is_there) {
		return NULL;
	}
	return &entry->fields[field - kind->fields];
}

const struct register_field *register_group_field(
		const struct field_kind *group, const struct register_value *value, struct str name)
{
	const struct field_kind *field = field_find(group->fields, group->field_count, name);
	if (!field || !value->fields || !value->fields[field - group->fields].is_there) {
		return NULL;
	}
	return &value->fields[field - group->fields];
}

const struct derived_value *register_derived(const struct register_entry *entry, struct str name)
{
	const struct field_derived *derived = register_kind_derived(entry->kind, name);
	return derived && entry->derived ? &entry->derived[derived - entry->kind->derived] : NULL;
}

static const struct register_value *first_value(const struct register_entry *entry, struct str name)
{
	const struct register_field *field = register_field(entry, name);
	return field ? &field->values[0] : NULL;
}

struct str register_text(const struct register_entry *entry, struct str name)
{
	const struct register_value *value = first_value(entry, name);
	return value ? value->text : STR("");
}

bool register_quantity(
		const struct register_entry *entry, struct str name, struct quantity *quantity)
{
	const struct register_value *value = first_value(entry, name);
	if (value) {
		*quantity = value->quantity;
	}
	return value != NULL;
}

bool register_day(const struct register_entry *entry, struct str name, date_day *day)
{
	const struct register_value *value = first_value(entry, name);
	if (value) {
		*day = value->day;
	}
	return value != NULL;
}

bool register_moment(const struct register_entry *entry, struct str name, moment *at)
{
	const struct register_value *value = first_value(entry, name);
	if (value) {
		*at = value->at;
	}
	return value != NULL;
}

uint32_t register_reference(const struct register_entry *entry, struct str name)
{
	const struct register_value *value = first_value(entry, name);
	return value ? value->reference : NONE;
}

bool register_has(const struct register_entry *entry, struct str name, struct str text)
{
	const struct register_field *field = register_field(entry, name);
	for (size_t i = 0; field && i < field->len; i++) {
		if (str_eq(field->values[i].text, text)) {
			return true;
		}
	}
	return false;
}

struct str register_label(const struct register_entry *entry, struct arena *arena)
{
	return str_fmt(arena, STR_FMT " " STR_FMT, STR_ARG(entry->kind->name), STR_ARG(entry->id));
}
