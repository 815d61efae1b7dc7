/* SPDX-License-Identifier: MIT */
#include "registers/record.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "config/value.h"
#include "registers/fault.h"
#include "registers/value.h"

/* After so many errors nobody reads what was meant, and looking for it is slow. */
#define SUGGESTIONS_MAX 500
/* What is quoted of a text that somebody wrote. */
#define QUOTE_MAX 60

/* A record under way. */
struct record {
	struct record_reading *reading;
	struct register_entry *entry;
};

/* Of a node, which does not live long. */
static struct place kept(const struct record *record, struct place place)
{
	place.path = record->reading->path;
	return place;
}

static struct str quoted(struct str text)
{
	return str_slice(text, 0, text.len > QUOTE_MAX ? QUOTE_MAX : text.len);
}

static struct str nearest(const struct record_reading *reading, struct str written,
		const struct str *names, size_t count, const char *otherwise)
{
	if (reading->problems->errors >= SUGGESTIONS_MAX) {
		return STR("");
	}
	struct str near = suggest(written, names, count);
	return near.len ? str_fmt(reading->problems->arena, "did you mean '" STR_FMT "'?",
					  STR_ARG(near))
			: str_of(otherwise);
}

/* ---- values ---- */

static void value_refused(struct record *record, const struct field_kind *field,
		const struct register_value *value, const struct value_refusal *refusal)
{
	struct register_book *book = record->reading->book;
	struct register_fault *fault;

	if (refusal->is_placeholder) {
		record->entry->is_draft = true;
		fault = fault_add(book, OWN_REGISTER_PLACEHOLDER, record->entry, field->name,
				value->place, ": '" STR_FMT "' is still to be filled in",
				STR_ARG(field->name));
		fault->remedy = field_remedy(book->arena, field);
	} else {
		fault = fault_add(book, OWN_REGISTER_VALUE, record->entry, field->name,
				value->place, ": '" STR_FMT "' of " STR_FMT " " STR_FMT,
				STR_ARG(quoted(value->text)), STR_ARG(field->name),
				STR_ARG(refusal->text));
		fault->remedy = refusal->remedy.len ? refusal->remedy
						    : field_remedy(book->arena, field);
	}
	fault->why = field->why;
}

/* An item of a list has no key. */
static void shape_refused(struct record *record, const struct field_kind *field,
		const struct node *node, const char *wanted)
{
	bool is_item = node->key.len == 0;
	struct register_book *book = record->reading->book;
	struct register_fault *fault = fault_add(book, OWN_REGISTER_VALUE, record->entry,
			field->name, kept(record, node->place),
			": %s" STR_FMT " must be %s, not %s", is_item ? "an item of " : "",
			STR_ARG(field->name), wanted, node_kind_name(node));
	fault->why = field->why;
	fault->remedy = field_remedy(book->arena, field);
}

static void field_take(struct record *record, const struct field_kind *field,
		const struct node *node, struct register_field *to);

static bool group_take(struct record *record, const struct field_kind *group,
		const struct node *node, struct register_value *value)
{
	struct arena *arena = record->reading->book->arena;
	VEC(struct str) names = { 0 };

	if (node->kind != NODE_MAP) {
		shape_refused(record, group, node, "a map of its fields");
		return false;
	}
	value->fields = arena_new_array(arena, struct register_field, group->field_count);
	for (size_t i = 0; i < node->len; i++) {
		const struct node *item = &node->items[i];
		size_t at = 0;
		while (at < group->field_count && !str_eq(group->fields[at].name, item->key)) {
			at++;
		}
		if (at < group->field_count) {
			field_take(record, &group->fields[at], item, &value->fields[at]);
			continue;
		}
		for (size_t k = names.len; k < group->field_count; k++) {
			*vec_add(&names, arena) = group->fields[k].name;
		}
		problem_add(record->reading->problems, item->key_place,
				nearest(record->reading, item->key, names.p, names.len, ""),
				"unknown key '" STR_FMT "' in '" STR_FMT "'",
				STR_ARG(quoted(item->key)), STR_ARG(group->name));
	}
	return true;
}

static bool scalar_take(struct record *record, const struct field_kind *field,
		const struct node *node, struct register_value *value)
{
	struct arena *arena = record->reading->book->arena;
	struct value_refusal refusal;

	if (node->kind != NODE_SCALAR) {
		shape_refused(record, field, node, "one value");
		return false;
	}
	value->text = str_dup(arena, node->text);
	value->is_valid = value_understand(value, field, arena, &refusal);
	if (!value->is_valid) {
		value_refused(record, field, value, &refusal);
	}
	return value->is_valid;
}

static void field_take(struct record *record, const struct field_kind *field,
		const struct node *node, struct register_field *to)
{
	bool is_many = node->kind == NODE_LIST;
	const struct node *items = is_many ? node->items : node;
	size_t len = is_many ? node->len : 1;

	to->place = kept(record, node->key.len ? node->key_place : node->place);
	if (node->kind == NODE_NULL) {
		return;
	}
	to->is_written = true;
	if (is_many && !field->is_list) {
		shape_refused(record, field, node, "one value");
		to->refused++;
		return;
	}
	to->values = arena_new_array(record->reading->book->arena, struct register_value, len);
	for (size_t i = 0; i < len; i++) {
		struct register_value *value = &to->values[to->len];
		*value = (struct register_value){ .place = kept(record, items[i].place) };
		bool is_good = field->value == VALUE_GROUP
					       ? group_take(record, field, &items[i], value)
					       : scalar_take(record, field, &items[i], value);
		value->is_valid = is_good;
		to->len += is_good;
		to->refused += !is_good;
	}
	to->is_there = to->len > 0;
}

/* ---- records ---- */

static bool unknown_key(struct record *record, const struct node *item)
{
	const struct register_kind *kind = record->entry->kind;
	struct problems *problems = record->reading->problems;
	VEC(struct str) names = { 0 };

	for (size_t i = 0; i < kind->field_count && problems->errors < SUGGESTIONS_MAX; i++) {
		*vec_add(&names, problems->arena) = kind->fields[i].name;
	}
	struct str remedy = str_fmt(problems->arena,
			"'lintel registers new " STR_FMT "' shows its "
			"fields",
			STR_ARG(kind->name));
	return problem_add(problems, item->key_place,
			nearest(record->reading, item->key, names.p, names.len, remedy.p),
			"unknown key '" STR_FMT "' in " STR_FMT " '" STR_FMT "'",
			STR_ARG(quoted(item->key)), STR_ARG(kind->name),
			STR_ARG(record->entry->id));
}

/* The name of a record, which everything else is said of. */
static bool id_take(struct record *record, const struct node *node)
{
	struct problems *problems = record->reading->problems;
	const struct node *id = node_find(node, STR("id"));
	struct place begin = node->place;

	/* A map has no width of its own; its line is shown all the same. */
	begin.width = 1;
	if (!id || id->kind != NODE_SCALAR) {
		return problem_add(problems, id ? id->place : begin,
				STR("give it a name that others can refer to: id: orders-v2"),
				"a record of kind '" STR_FMT "' has no 'id'",
				STR_ARG(record->entry->kind->name));
	}
	if (!value_is_name(id->text)) {
		return problem_add(problems, id->place,
				STR("a letter or digit, then letters, digits and . _ / - { }"),
				"'" STR_FMT "' cannot be the id of a record",
				STR_ARG(quoted(id->text)));
	}
	record->entry->id = str_dup(record->reading->book->arena, id->text);
	record->entry->place = kept(record, id->place);
	return true;
}

static bool record_take(struct record_reading *reading, const struct register_kind *kind,
		const struct node *node, bool is_alone)
{
	struct register_book *book = reading->book;
	struct register_entry entry = { .kind = kind };
	struct record record = { reading, &entry };
	bool is_good = true;

	if (book->registers.entries.len >= reading->max_records) {
		bool was_full = reading->is_full;
		reading->is_full = true;
		return !was_full
		       && problem_add(reading->problems, node->place,
				       STR("raise the limit with --max-register-records"),
				       "more than %zu records in registers", reading->max_records);
	}
	if (node->kind != NODE_MAP) {
		return problem_add(reading->problems, node->place, STR("write it as key: value"),
				"a record of kind '" STR_FMT "' must be a map, not %s",
				STR_ARG(kind->name), node_kind_name(node));
	}
	if (!id_take(&record, node)) {
		return false;
	}
	entry.fields = arena_new_array(book->arena, struct register_field, kind->field_count);
	for (size_t i = 0; i < node->len; i++) {
		const struct node *item = &node->items[i];
		const struct field_kind *field = register_kind_field(kind, item->key);
		if (field && !str_contains(item->key, STR("."))) {
			field_take(&record, field, item, &entry.fields[field - kind->fields]);
		} else if (!is_alone || !str_eq(item->key, STR("record"))) {
			is_good = unknown_key(&record, item);
		}
	}
	*vec_add(&book->registers.entries, book->arena) = entry;
	return is_good;
}

/* ---- files ---- */

static const struct register_kind *kind_named(
		struct record_reading *reading, struct str name, struct place place)
{
	const struct registers *registers = &reading->book->registers;
	const struct register_kind *kind = register_kind_find(registers, name);
	VEC(struct str) names = { 0 };

	if (kind) {
		return kind;
	}
	for (size_t i = 0; i < registers->kinds.len; i++) {
		*vec_add(&names, reading->problems->arena) = registers->kinds.p[i]->name;
	}
	problem_add(reading->problems, place,
			nearest(reading, name, names.p, names.len,
					"'lintel registers list' names the kinds; a file with the "
					"key 'register' declares one"),
			"no kind of record is called '" STR_FMT "'", STR_ARG(quoted(name)));
	return NULL;
}

static bool alone_take(struct record_reading *reading, const struct node *root)
{
	const struct node *name = node_find(root, STR("record"));
	if (name->kind != NODE_SCALAR) {
		return problem_add(reading->problems, name->place,
				STR("for example: record: contract"),
				"'record' is the kind of the record that the file holds, not %s",
				node_kind_name(name));
	}
	const struct register_kind *kind = kind_named(reading, name->text, name->place);
	return kind && record_take(reading, kind, root, true);
}

bool records_take(struct record_reading *reading, const struct node *root)
{
	bool is_good = true;

	if (root->kind == NODE_NULL) {
		return true;
	}
	if (root->kind != NODE_MAP) {
		return problem_add(reading->problems, root->place,
				STR("write the kind, then its records; for example: contract: [{ id: "
				    "orders-v2 }]"),
				"a file of records is a map from kinds to records, not %s",
				node_kind_name(root));
	}
	if (node_find(root, STR("record"))) {
		return alone_take(reading, root);
	}
	for (size_t i = 0; i < root->len && !reading->is_full; i++) {
		const struct node *list = &root->items[i];
		const struct register_kind *kind = kind_named(reading, list->key, list->key_place);
		if (kind && list->kind != NODE_LIST && list->kind != NODE_NULL) {
			struct place place = list->place;
			place.width = place.width ? place.width : 1;
			is_good = problem_add(reading->problems, place,
					STR("a list, even of one: [{ id: … }]"),
					"the records of kind '" STR_FMT "' must be a list, not %s",
					STR_ARG(kind->name), node_kind_name(list));
			continue;
		}
		is_good = is_good && kind;
		for (size_t k = 0; kind && k < list->len && !reading->is_full; k++) {
			is_good = record_take(reading, kind, &list->items[k], false) && is_good;
		}
	}
	return is_good;
}
