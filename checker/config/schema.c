/* SPDX-License-Identifier: MIT */
#include "config/schema.h"

#include "config/config.h"
#include "formats/json_writer.h"

#define NAME_PATTERN "^[A-Za-z0-9][A-Za-z0-9._/{}-]*$"

const struct schema_kind *schema_kind_find(
		const struct schema_kind *kinds, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(str_of(kinds[i].name), name)) {
			return &kinds[i];
		}
	}
	return NULL;
}

struct schema {
	struct json_writer json;
	const struct schema_kind *kinds;
	size_t count;
};

static void member(struct schema *schema, const char *key, const char *text)
{
	json_member_str(&schema->json, key, str_of(text));
}

/* A number is text too when it stands where text is wanted: `adr: 12`. */
static void text_types(struct schema *schema)
{
	json_key(&schema->json, "type");
	json_array(&schema->json);
	json_cstr(&schema->json, "string");
	json_cstr(&schema->json, "number");
	json_end(&schema->json);
}

static void words_write(struct schema *schema, const char *const *words)
{
	json_key(&schema->json, "enum");
	json_array(&schema->json);
	for (; *words; words++) {
		json_cstr(&schema->json, *words);
	}
	json_end(&schema->json);
}

static void table_write(struct schema *schema, const struct table *table);

/* Not for a FIELD_GROUP, where the field has said it. */
static void table_describe(struct schema *schema, const struct table *table)
{
	if (table->help) {
		member(schema, "description", table->help);
	}
}

static void texts_write(struct schema *schema)
{
	json_key(&schema->json, "anyOf");
	json_array(&schema->json);
	json_object(&schema->json);
	text_types(schema);
	json_end(&schema->json);
	json_object(&schema->json);
	member(schema, "type", "array");
	json_key(&schema->json, "items");
	json_object(&schema->json);
	text_types(schema);
	json_end(&schema->json);
	json_end(&schema->json);
	json_end(&schema->json);
}

/* One item of a FIELD_RECORDS, which may be written short. */
static void item_write(struct schema *schema, const struct field *field)
{
	json_object(&schema->json);
	if (field->shorthand) {
		json_key(&schema->json, "anyOf");
		json_array(&schema->json);
		json_object(&schema->json);
		text_types(schema);
		json_end(&schema->json);
		json_object(&schema->json);
		table_describe(schema, field->item);
		table_write(schema, field->item);
		json_end(&schema->json);
		json_end(&schema->json);
	} else {
		table_describe(schema, field->item);
		table_write(schema, field->item);
	}
	json_end(&schema->json);
}

static void records_write(struct schema *schema, const struct field *field)
{
	if (!field->shorthand) {
		member(schema, "type", "array");
		json_key(&schema->json, "items");
		item_write(schema, field);
		return;
	}
	json_key(&schema->json, "anyOf");
	json_array(&schema->json);
	json_object(&schema->json);
	text_types(schema);
	json_end(&schema->json);
	json_object(&schema->json);
	member(schema, "type", "array");
	json_key(&schema->json, "items");
	item_write(schema, field);
	json_end(&schema->json);
	json_end(&schema->json);
}

static void named_write(struct schema *schema, const struct field *field)
{
	member(schema, "type", "object");
	if (field->item->fields[0].type == FIELD_NAME) {
		json_key(&schema->json, "propertyNames");
		json_object(&schema->json);
		member(schema, "pattern", NAME_PATTERN);
		json_end(&schema->json);
	}
	json_key(&schema->json, "additionalProperties");
	json_object(&schema->json);
	table_describe(schema, field->item);
	table_write(schema, field->item);
	json_end(&schema->json);
}

/* The members that say what a value may be; the object is open. */
static void type_write(struct schema *schema, const struct field *field)
{
	switch (field->type) {
	case FIELD_TEXT:
		text_types(schema);
		return;
	case FIELD_NAME:
		text_types(schema);
		member(schema, "pattern", NAME_PATTERN);
		return;
	case FIELD_TEXTS:
	case FIELD_GLOBS:
	case FIELD_PATHS:
	case FIELD_SELECTORS:
		texts_write(schema);
		return;
	case FIELD_BOOL:
		member(schema, "type", "boolean");
		return;
	case FIELD_NUMBER:
		member(schema, "type", "integer");
		return;
	case FIELD_REAL:
		member(schema, "type", "number");
		return;
	case FIELD_CHOICE:
		words_write(schema, field->words);
		return;
	case FIELD_RECORDS:
		records_write(schema, field);
		return;
	case FIELD_NAMED:
		named_write(schema, field);
		return;
	case FIELD_GROUP:
		table_write(schema, field->item);
		return;
	case FIELD_NODE:
		return;
	}
}

static void field_write(struct schema *schema, const struct field *field)
{
	json_key(&schema->json, field->name);
	json_object(&schema->json);
	if (field->help) {
		struct buf text = { 0 };
		buf_add_cstr(&text, field->help);
		if (field->example) {
			buf_fmt(&text, " Example: `%s: %s`", field->name, field->example);
		}
		json_member_str(&schema->json, "description", buf_str(&text));
		buf_finish(&text);
	}
	type_write(schema, field);
	json_end(&schema->json);
}

/* The first field of a FIELD_NAMED is the key in front, and has no help. */
static bool is_written(const struct field *field)
{
	return field->help != NULL;
}

static void required_write(struct schema *schema, const struct table *table)
{
	bool has_any = false;
	for (size_t i = 0; i < table->len; i++) {
		if (!table->fields[i].is_required) {
			continue;
		}
		if (!has_any) {
			json_key(&schema->json, "required");
			json_array(&schema->json);
		}
		has_any = true;
		json_cstr(&schema->json, table->fields[i].name);
	}
	if (has_any) {
		json_end(&schema->json);
	}
}

static void properties_write(struct schema *schema, const struct table *table)
{
	json_key(&schema->json, "properties");
	json_object(&schema->json);
	for (size_t i = 0; i < table->len; i++) {
		if (is_written(&table->fields[i])) {
			field_write(schema, &table->fields[i]);
		}
	}
	json_end(&schema->json);
}

static void names_write(struct schema *schema, const struct table *table)
{
	for (size_t i = 0; table && i < table->len; i++) {
		json_cstr(&schema->json, table->fields[i].name);
	}
}

/* "if it is of this kind, then these keys as well, and no others". */
static void kind_write(struct schema *schema, const struct schema_kind *kind)
{
	struct json_writer *json = &schema->json;
	json_object(json);
	json_key(json, "if");
	json_object(json);
	json_key(json, "properties");
	json_object(json);
	json_key(json, "kind");
	json_object(json);
	member(schema, "const", kind->name);
	json_end(json);
	json_end(json);
	json_key(json, "required");
	json_array(json);
	json_cstr(json, "kind");
	json_end(json);
	json_end(json);
	json_key(json, "then");
	json_object(json);
	member(schema, "description", kind->summary);
	if (kind->keys) {
		properties_write(schema, kind->keys);
		required_write(schema, kind->keys);
	}
	json_key(json, "propertyNames");
	json_object(json);
	json_key(json, "enum");
	json_array(json);
	names_write(schema, &config_rule_table);
	names_write(schema, kind->keys);
	json_end(json);
	json_end(json);
	json_end(json);
	json_end(json);
}

static void kinds_write(struct schema *schema)
{
	json_key(&schema->json, "allOf");
	json_array(&schema->json);
	json_object(&schema->json);
	json_key(&schema->json, "properties");
	json_object(&schema->json);
	json_key(&schema->json, "kind");
	json_object(&schema->json);
	json_key(&schema->json, "enum");
	json_array(&schema->json);
	for (size_t i = 0; i < schema->count; i++) {
		json_cstr(&schema->json, schema->kinds[i].name);
	}
	json_end(&schema->json);
	json_end(&schema->json);
	json_end(&schema->json);
	json_end(&schema->json);
	for (size_t i = 0; i < schema->count; i++) {
		kind_write(schema, &schema->kinds[i]);
	}
	json_end(&schema->json);
}

static void table_write(struct schema *schema, const struct table *table)
{
	member(schema, "type", "object");
	properties_write(schema, table);
	required_write(schema, table);
	if (table == &config_rule_table) {
		kinds_write(schema);
	} else if (!table->is_open) {
		json_member_bool(&schema->json, "additionalProperties", false);
	}
}

void schema_write(const struct table *root, const struct schema_kind *kinds, size_t count,
		struct buf *out)
{
	struct schema schema = { .kinds = kinds, .count = count };
	json_begin(&schema.json, out, JSON_PRETTY);
	json_object(&schema.json);
	member(&schema, "$schema", "http://json-schema.org/draft-07/schema#");
	table_describe(&schema, root);
	table_write(&schema, root);
	json_end(&schema.json);
	json_finish(&schema.json);
}
