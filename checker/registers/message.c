/* SPDX-License-Identifier: MIT */
#include "registers/message.h"

#include "base/arena.h"
#include "facts/code.h"

/* A message is a line: more values of a list are counted. */
#define VALUES_SHOWN 5

static void values_write(const struct register_field *field, struct buf *out)
{
	for (size_t i = 0; i < field->len && i < VALUES_SHOWN; i++) {
		buf_fmt(out, "%s" STR_FMT, i ? ", " : "", STR_ARG(field->values[i].text));
	}
	if (field->len > VALUES_SHOWN) {
		buf_fmt(out, " and %zu more", field->len - VALUES_SHOWN);
	}
}

/* Somebody wrote it, and wrongly. */
static bool is_refused(const struct register_entry *entry, struct str name)
{
	const struct field_kind *kind = register_kind_field(entry->kind, name);
	bool is_own = kind && !str_contains(name, STR("."));
	return is_own && entry->fields[kind - entry->kind->fields].refused > 0;
}

void message_value_write(const struct register_entry *entry, struct str name, struct buf *out)
{
	const struct register_field *field = register_field(entry, name);
	const struct derived_value *derived = register_derived(entry, name);

	if (field) {
		values_write(field, out);
	} else if (derived && derived->is_known) {
		quantity_write(&derived->quantity, out);
	} else {
		bool is_unknown = derived || is_refused(entry, name);
		buf_add_cstr(out, is_unknown ? "an unknown " : "no ");
		buf_add(out, name);
	}
}

static void name_write(const struct registers *registers, const struct register_entry *entry,
		struct str name, struct buf *out)
{
	size_t dot = str_find(name, '.');
	uint32_t reference =
			dot == name.len ? NONE : register_reference(entry, str_slice(name, 0, dot));
	if (reference != NONE) {
		message_value_write(&registers->entries.p[reference], str_from(name, dot + 1), out);
	} else {
		message_value_write(entry, name, out);
	}
}

struct str message_fill(struct arena *arena, struct str message, const struct registers *registers,
		const struct register_entry *entry)
{
	struct buf out = { 0 };
	struct str rest = message;

	for (size_t open = str_find(rest, '{'); open < rest.len; open = str_find(rest, '{')) {
		size_t close = str_find(rest, '}');
		if (close < open || close == rest.len) {
			break;
		}
		buf_add(&out, str_slice(rest, 0, open));
		name_write(registers, entry, str_slice(rest, open + 1, close), &out);
		rest = str_from(rest, close + 1);
	}
	buf_add(&out, rest);
	struct str copy = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return copy;
}
