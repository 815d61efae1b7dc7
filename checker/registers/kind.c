/* SPDX-License-Identifier: MIT */
#include "registers/kind.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "config/kind.h"
#include "registers/kind_part.h"

/* What every kind has besides its own fields. */
static const struct field_kind common_fields[] = {
	{
			.name = STR_INIT("id"),
			.value = VALUE_TEXT,
			.is_common = true,
			.help = STR_INIT("What the record is called: letters, digits and . _ / -"),
	},
	{
			.name = STR_INIT("title"),
			.value = VALUE_TEXT,
			.is_common = true,
			.help = STR_INIT("What people call it."),
	},
	{
			.name = STR_INIT("note"),
			.value = VALUE_TEXT,
			.is_common = true,
			.help = STR_INIT("Whatever else is worth knowing."),
	},
};

bool kind_is_declared(const struct node *root)
{
	return node_find(root, STR("register")) != NULL;
}

/* ---- fields ---- */

static void fields_take(struct kind_reading *reading, const struct records *from)
{
	struct register_kind *kind = reading->kind;
	const struct config_kind_field *declared = from->p;

	kind->fields = arena_new_array(
			reading->arena, struct field_kind, from->len + COUNT_OF(common_fields));
	for (size_t i = 0; i < from->len; i++) {
		kind_field_take(reading, &declared[i], NULL, &kind->fields[kind->field_count++]);
	}
	for (size_t i = 0; i < COUNT_OF(common_fields); i++) {
		if (!register_kind_field(kind, common_fields[i].name)) {
			kind->fields[kind->field_count++] = common_fields[i];
		}
	}
}

/* How many fields a remedy lists. */
#define FIELDS_SHOWN 12

static struct str fields_text(struct arena *arena, const struct register_kind *kind)
{
	struct buf text = { 0 };
	for (size_t i = 0; i < kind->field_count && i < FIELDS_SHOWN; i++) {
		buf_fmt(&text, "%s" STR_FMT,
				i ? ", " : "its fields are: ", STR_ARG(kind->fields[i].name));
	}
	buf_add_cstr(&text, kind->field_count > FIELDS_SHOWN ? ", …" : "");
	struct str copy = str_dup(arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

const struct field_kind *kind_field_named(struct kind_reading *reading, const struct text *name)
{
	const struct register_kind *kind = reading->kind;
	const struct field_kind *field = register_kind_field(kind, name->s);
	VEC(struct str) names = { 0 };

	if (field) {
		return field;
	}
	for (size_t i = 0; i < kind->field_count; i++) {
		*vec_add(&names, reading->arena) = kind->fields[i].name;
	}
	struct str near = suggest(name->s, names.p, names.len);
	kind_fail(reading, name->place,
			near.len ? str_fmt(reading->arena, "did you mean '" STR_FMT "'?",
						   STR_ARG(near))
				 : fields_text(reading->arena, kind),
			"no field '" STR_FMT "' in kind '" STR_FMT "'", STR_ARG(name->s),
			STR_ARG(kind->name));
	return NULL;
}

/* ---- what ends it, and what tells it apart ---- */

/* Whole days of a duration; `fallback` where nothing is written. */
static int32_t days_take(struct kind_reading *reading, const struct text *text, int32_t fallback)
{
	struct duration duration;
	if (text->s.len == 0) {
		return fallback;
	}
	if (!duration_read(&duration, text->s)) {
		kind_fail(reading, text->place, STR("for example: 30d"),
				"'" STR_FMT "' is no duration", STR_ARG(text->s));
		return fallback;
	}
	return (int32_t)(duration_ms(duration) / MOMENT_DAY);
}

static void expiry_take(struct kind_reading *reading, const struct config_kind_expiry *from)
{
	struct register_kind *kind = reading->kind;
	const struct field_kind *field;

	if (from->field.s.len == 0) {
		return;
	}
	field = kind_field_named(reading, &from->field);
	if (field && (field->value != VALUE_DATE || field->is_list)) {
		kind_fail(reading, from->field.place, STR("name a field of type date"),
				"'" STR_FMT "' is no single date", STR_ARG(from->field.s));
	}
	kind->expires = from->field.s;
	kind->expires_why = from->why.s;
	kind->warn_days = days_take(reading, &from->warn, 30);
	kind->grace_days = days_take(reading, &from->grace, 14);
}

/* One list of fields; a bare name is a list of one. */
static void unique_add(struct kind_reading *reading, const struct node *node)
{
	struct register_kind *kind = reading->kind;
	const struct node *items = node->kind == NODE_SCALAR ? node : node->items;
	size_t len = node->kind == NODE_SCALAR ? 1 : node->len;
	struct str *names = arena_new_array(reading->arena, struct str, len);

	for (size_t i = 0; i < len; i++) {
		const struct text name = { items[i].text, items[i].place };
		const struct field_kind *field = items[i].kind == NODE_SCALAR
								 ? kind_field_named(reading, &name)
								 : NULL;
		if (items[i].kind != NODE_SCALAR || (field && field->value == VALUE_GROUP)
				|| str_contains(name.s, STR("."))) {
			kind_fail(reading, items[i].place, STR("for example: [[caller, callee]]"),
					"'unique' is made of fields of the record itself");
		}
		names[i] = name.s;
	}
	kind->unique[kind->unique_count] = names;
	kind->unique_len[kind->unique_count++] = len;
}

static void unique_take(struct kind_reading *reading, const struct node *node)
{
	if (!node) {
		return;
	}
	if (node->kind != NODE_LIST) {
		kind_fail(reading, node->place, STR("for example: [[caller, callee]]"),
				"'unique' is a list of lists of fields");
		return;
	}
	reading->kind->unique = arena_new_array(reading->arena, struct str *, node->len);
	reading->kind->unique_len = arena_new_array(reading->arena, size_t, node->len);
	for (size_t i = 0; i < node->len; i++) {
		unique_add(reading, &node->items[i]);
	}
}

/* ---- all of it ---- */

struct register_kind *kind_read(struct arena *arena, const struct node *root, bool is_shipped,
		struct problems *problems)
{
	struct config_kind from;
	struct register_kind *kind = arena_new(arena, struct register_kind);
	struct kind_reading reading = { .arena = arena, .problems = problems, .kind = kind };

	if (!table_decode(&config_kind_table, NULL, root, &from, arena, problems)) {
		return NULL;
	}
	kind->name = from.name.s;
	kind->title = from.title.s;
	kind->purpose = from.purpose.s;
	kind->place = from.name.place;
	kind->is_shipped = is_shipped;
	fields_take(&reading, &from.fields);
	kind_derived_take(&reading, &from.derived);
	expiry_take(&reading, &from.expires);
	unique_take(&reading, from.unique);
	kind_rules_take(&reading, &from.rules);
	return reading.is_bad ? NULL : kind;
}

static bool field_check(const struct registers *registers, const struct register_kind *kind,
		const struct field_kind *field, struct problems *problems)
{
	bool is_good = true;
	for (size_t i = 0; i < field->kind_count; i++) {
		struct str name = field->kinds[i];
		if (register_kind_find(registers, name)) {
			continue;
		}
		VEC(struct str) names = { 0 };
		for (size_t k = 0; k < registers->kinds.len; k++) {
			*vec_add(&names, problems->arena) = registers->kinds.p[k]->name;
		}
		struct str near = suggest(name, names.p, names.len);
		is_good = problem_add(problems, field->kind_places[i],
				near.len ? str_fmt(problems->arena, "did you mean '" STR_FMT "'?",
							   STR_ARG(near))
					 : STR("'lintel registers list' names the kinds"),
				"field '" STR_FMT "' of kind '" STR_FMT
				"' names records of a kind '" STR_FMT "' that there is not",
				STR_ARG(field->name), STR_ARG(kind->name), STR_ARG(name));
	}
	return is_good;
}

bool kinds_check(const struct registers *registers, struct problems *problems)
{
	bool is_good = true;
	for (size_t i = 0; i < registers->kinds.len; i++) {
		const struct register_kind *kind = registers->kinds.p[i];
		for (size_t k = 0; k < kind->field_count; k++) {
			const struct field_kind *field = &kind->fields[k];
			is_good = field_check(registers, kind, field, problems) && is_good;
			for (size_t g = 0; g < field->field_count; g++) {
				is_good = field_check(registers, kind, &field->fields[g], problems)
					  && is_good;
			}
		}
	}
	return is_good;
}
