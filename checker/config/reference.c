/* SPDX-License-Identifier: MIT */
#include "config/config.h"
#include "config/schema.h"

struct reference {
	struct buf *out;
	const struct schema_kind *kinds;
	size_t count;
};

static const char *type_text(const struct field *field)
{
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_NAME:
		return "text";
	case FIELD_TEXTS:
		return "texts";
	case FIELD_GLOBS:
		return "patterns";
	case FIELD_PATHS:
		return "paths";
	case FIELD_SELECTORS:
		return "selectors";
	case FIELD_BOOL:
		return "true or false";
	case FIELD_NUMBER:
		return "whole number";
	case FIELD_REAL:
		return "number";
	case FIELD_CHOICE:
		return NULL;
	case FIELD_RECORDS:
		return "list";
	case FIELD_NAMED:
	case FIELD_GROUP:
		return "map";
	case FIELD_NODE:
		return "see the example";
	}
	return "";
}

/* A bar would end the table's cell. */
static void cell_add(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '|') {
			buf_add_char(out, '\\');
		}
		buf_add_char(out, *text);
	}
}

static void row_add(struct buf *out, const struct field *field)
{
	buf_fmt(out, "| `%s`%s | ", field->name, field->is_required ? " (required)" : "");
	if (field->type == FIELD_CHOICE) {
		for (size_t i = 0; field->words[i]; i++) {
			buf_fmt(out, "%s`%s`", i ? ", " : "", field->words[i]);
		}
	} else {
		buf_add_cstr(out, type_text(field));
	}
	buf_add_cstr(out, " | ");
	cell_add(out, field->help);
	buf_add_cstr(out, " | ");
	if (field->example) {
		buf_add_char(out, '`');
		cell_add(out, field->example);
		buf_add_char(out, '`');
	}
	buf_add_cstr(out, " |\n");
}

static void rows_add(struct buf *out, const struct table *table)
{
	buf_add_cstr(out, "| key | value | meaning | example |\n|---|---|---|---|\n");
	for (size_t i = 0; i < table->len; i++) {
		if (table->fields[i].help) {
			row_add(out, &table->fields[i]);
		}
	}
}

static void kinds_add(struct reference *reference)
{
	buf_add_cstr(reference->out, "\n## Rule kinds\n\nBesides the keys of all rules:\n");
	for (size_t i = 0; i < reference->count; i++) {
		const struct schema_kind *kind = &reference->kinds[i];
		buf_fmt(reference->out, "\n### `%s`\n\n%s\n", kind->name, kind->summary);
		if (kind->keys && kind->keys->len) {
			buf_add_char(reference->out, '\n');
			rows_add(reference->out, kind->keys);
		}
	}
}

static void tables_add(struct reference *reference, const struct table *table, struct str path);

/* `path` is how one gets there: "modules.NAME.uses[]". */
static void table_add(struct reference *reference, const struct table *table, struct str path)
{
	buf_fmt(reference->out, "\n## `" STR_FMT "`\n\n%s\n\n", STR_ARG(path), table->help);
	rows_add(reference->out, table);
	tables_add(reference, table, path);
}

/* The tables that the fields of `table` lead to. */
static void tables_add(struct reference *reference, const struct table *table, struct str path)
{
	for (size_t i = 0; i < table->len; i++) {
		const struct field *field = &table->fields[i];
		struct buf below = { 0 };
		if (!field->item) {
			continue;
		}
		buf_fmt(&below, STR_FMT "%s%s", STR_ARG(path), path.len ? "." : "", field->name);
		if (field->type == FIELD_NAMED) {
			buf_add_cstr(&below, ".NAME");
		} else if (field->type == FIELD_RECORDS) {
			buf_add_cstr(&below, "[]");
		}
		table_add(reference, field->item, buf_str(&below));
		buf_finish(&below);
	}
}

void reference_write(const struct table *root, const struct schema_kind *kinds, size_t count,
		struct buf *out)
{
	struct reference reference = { .out = out, .kinds = kinds, .count = count };
	buf_fmt(out,
			"# Reference of the keys\n\n%s Written by `lintel schema --reference` from the "
			"tables in `checker/`; change those, not this file.\n\n",
			root->help);
	rows_add(out, root);
	tables_add(&reference, root, STR(""));
	kinds_add(&reference);
}
