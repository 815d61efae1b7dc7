/* SPDX-License-Identifier: MIT */
#include "registers/record_schema.h"

#include "base/arena.h"
#include "base/problem.h"
#include "formats/json_writer.h"
#include "registers/book.h"
#include "registers/kind.h"

static void member(struct json_writer *json, const char *key, const char *text)
{
	json_member_str(json, key, str_of(text));
}

/* "anyOf" of some types: YAML makes of 2026 a number, of yes a truth value. */
static void types_write(struct json_writer *json, const char *const *types)
{
	json_key(json, "type");
	json_array(json);
	for (; *types; types++) {
		json_cstr(json, *types);
	}
	json_end(json);
}

static void words_write(struct json_writer *json, const struct field_kind *field)
{
	json_key(json, "enum");
	json_array(json);
	for (size_t i = 0; i < field->word_count; i++) {
		json_str(json, field->words[i]);
	}
	json_end(json);
}

/* The members that say what one value of the field may be, but for a group. */
static void plain_write(struct json_writer *json, const struct field_kind *field)
{
	static const char *const texts[] = { "string", "number", "boolean", NULL };
	static const char *const numbers[] = { "string", "number", NULL };
	static const char *const truths[] = { "string", "boolean", NULL };
	static const char *const names[] = { "string", "number", NULL };

	switch (field->value) {
	case VALUE_DATE:
		member(json, "type", "string");
		member(json, "pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?$");
		return;
	case VALUE_DURATION:
	case VALUE_QUANTITY:
		types_write(json, numbers);
		return;
	case VALUE_YES_NO:
		types_write(json, truths);
		return;
	case VALUE_ONE_OF:
		words_write(json, field);
		return;
	case VALUE_TEXT:
	case VALUE_CONDITION:
	case VALUE_SELECTOR:
		types_write(json, texts);
		return;
	case VALUE_RECORD:
	case VALUE_MODULE:
	case VALUE_DECISION:
	case VALUE_METRIC:
	case VALUE_OWNER:
	case VALUE_PATH:
	case VALUE_GROUP:
		types_write(json, names);
		return;
	}
}

static void help_write(struct json_writer *json, const struct field_kind *field)
{
	struct buf text = { 0 };

	buf_add(&text, field->help);
	if (field->why.len) {
		buf_fmt(&text, "%sWithout it: " STR_FMT ".", text.len ? " " : "",
				STR_ARG(field->why));
	}
	if (field->example.len) {
		buf_fmt(&text, "%sExample: `" STR_FMT ": " STR_FMT "`", text.len ? " " : "",
				STR_ARG(field->name), STR_ARG(field->example));
	}
	if (text.len) {
		json_member_str(json, "description", buf_str(&text));
	}
	buf_finish(&text);
}

static void required_write(struct json_writer *json, const struct field_kind *fields, size_t count,
		bool needs_id)
{
	bool has_any = needs_id;
	for (size_t i = 0; i < count; i++) {
		has_any = has_any || fields[i].is_required;
	}
	if (!has_any) {
		return;
	}
	json_key(json, "required");
	json_array(json);
	if (needs_id) {
		json_cstr(json, "id");
	}
	for (size_t i = 0; i < count; i++) {
		if (fields[i].is_required) {
			json_str(json, fields[i].name);
		}
	}
	json_end(json);
}

/* A group holds no groups, so it is the last level. */
static void group_write(struct json_writer *json, const struct field_kind *group)
{
	member(json, "type", "object");
	json_key(json, "properties");
	json_object(json);
	for (size_t i = 0; i < group->field_count; i++) {
		const struct field_kind *field = &group->fields[i];
		json_key_str(json, field->name);
		json_object(json);
		help_write(json, field);
		if (!field->is_list) {
			plain_write(json, field);
		}
		json_end(json);
	}
	json_end(json);
	required_write(json, group->fields, group->field_count, false);
	json_member_bool(json, "additionalProperties", false);
}

static void value_write(struct json_writer *json, const struct field_kind *field)
{
	if (field->value == VALUE_GROUP) {
		group_write(json, field);
	} else {
		plain_write(json, field);
	}
}

/* One value may stand for a list of one. */
static void list_write(struct json_writer *json, const struct field_kind *field)
{
	json_key(json, "anyOf");
	json_array(json);
	json_object(json);
	value_write(json, field);
	json_end(json);
	json_object(json);
	member(json, "type", "array");
	json_key(json, "items");
	json_object(json);
	value_write(json, field);
	json_end(json);
	json_end(json);
	json_end(json);
}

static void kind_write(struct json_writer *json, const struct register_kind *kind)
{
	json_key_str(json, kind->name);
	json_object(json);
	json_member_str(json, "description", kind->purpose);
	member(json, "type", "array");
	json_key(json, "items");
	json_object(json);
	member(json, "type", "object");
	json_key(json, "properties");
	json_object(json);
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field_kind *field = &kind->fields[i];
		json_key_str(json, field->name);
		json_object(json);
		help_write(json, field);
		if (field->is_list) {
			list_write(json, field);
		} else {
			value_write(json, field);
		}
		json_end(json);
	}
	json_end(json);
	required_write(json, kind->fields, kind->field_count, true);
	json_member_bool(json, "additionalProperties", false);
	json_end(json);
	json_end(json);
}

void record_schema_write(struct buf *out)
{
	struct arena *arena = arena_create();
	struct problems problems;
	struct json_writer json;

	problems_init(&problems, arena);
	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	member(&json, "$schema", "http://json-schema.org/draft-07/schema#");
	member(&json, "title", "Records of registers");
	member(&json, "description",
			"Files that `registers` of lintel.yaml names: of each kind, its records.");
	member(&json, "type", "object");
	json_key(&json, "properties");
	json_object(&json);
	for (const struct embedded *file = register_kinds_shipped; file->name.len; file++) {
		struct node root;
		bool is_read = node_read_yaml(
				&root, arena, file->name, file->text, NULL, &problems);
		const struct register_kind *kind =
				is_read ? kind_read(arena, &root, true, &problems) : NULL;
		if (kind) {
			kind_write(&json, kind);
		}
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
	arena_destroy(arena);
}
