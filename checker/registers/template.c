/* SPDX-License-Identifier: MIT */
#include "registers/template.h"

#include "registers/field_type.h"

/* A line of a comment. */
#define COMMENT_WIDTH 96

/* Line breaks of the kind's file would end the comment. */
static void comment_write(struct str text, size_t indent, struct buf *out)
{
	struct str word;
	size_t column = 0;

	while (str_split(&text, ' ', &word)) {
		if (column == 0 || column + word.len + 1 > COMMENT_WIDTH) {
			buf_add_cstr(out, column ? "\n" : "");
			buf_add_repeat(out, ' ', indent);
			buf_add_char(out, '#');
			column = indent + 1;
		}
		buf_add_char(out, ' ');
		for (size_t i = 0; i < word.len; i++) {
			buf_add_char(out, (unsigned char)word.p[i] < 0x20 ? ' ' : word.p[i]);
		}
		column += word.len + 1;
	}
	buf_add_cstr(out, column ? "\n" : "");
}

static void words_write(const struct field_kind *field, struct buf *out)
{
	const struct str *words = field->value == VALUE_ONE_OF ? field->words : field->kinds;
	size_t count = field->value == VALUE_ONE_OF ? field->word_count : field->kind_count;

	for (size_t i = 0; i < count; i++) {
		buf_fmt(out, "%s" STR_FMT,
				i                              ? ", "
				: field->value == VALUE_ONE_OF ? ": "
							       : " of kind ",
				STR_ARG(words[i]));
	}
	if (field->unit.text.len && field->value == VALUE_QUANTITY) {
		buf_fmt(out, " in " STR_FMT, STR_ARG(field->unit.text));
	}
}

/* "Required: help (a word: design, published). Without it, why." */
static void field_comment(const struct field_kind *field, size_t indent, struct buf *out)
{
	struct buf text = { 0 };
	struct str help = field->help;

	if (help.len && help.p[help.len - 1] == '.') {
		help.len--;
	}
	buf_add_cstr(&text, field->is_required ? "Required: " : "");
	if (field->required_when.len) {
		buf_fmt(&text, "Required when " STR_FMT ": ", STR_ARG(field->required_when));
	}
	buf_fmt(&text, STR_FMT "%s(%s", STR_ARG(help), help.len ? " " : "",
			field->is_list ? "a list of: " : "");
	buf_add_cstr(&text, field_type_texts[field->value]);
	words_write(field, &text);
	buf_add_cstr(&text, ").");
	if (field->why.len) {
		buf_fmt(&text, " Why: " STR_FMT ".", STR_ARG(field->why));
	}
	comment_write(buf_str(&text), indent, out);
	buf_finish(&text);
}

/* In double quotes, as YAML reads it; an example that is quoted itself, without its own. */
static void quoted_add(struct str text, struct buf *out)
{
	bool is_quoted = text.len > 1 && text.p[0] == '"' && str_find(text, '\\') == text.len;
	text = is_quoted ? str_slice(text, 1, text.len - 1) : text;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.p[i];
		if (c == '"' || c == '\\') {
			buf_add_char(out, '\\');
		}
		buf_add_char(out, (unsigned char)c < 0x20 ? ' ' : c);
	}
}

static void placeholder_write(const struct field_kind *field, struct buf *out)
{
	buf_fmt(out, "%s\"<%s", field->is_list ? "[" : "", field_type_texts[field->value]);
	if (field->item_example.len) {
		buf_add_cstr(out, ", for example ");
		quoted_add(field->item_example, out);
	}
	buf_fmt(out, ">\"%s\n", field->is_list ? "]" : "");
}

/* Where in an item of a list a field stands; what is first is written, required or not. */
enum item_part {
	ITEM_OTHER,
	ITEM_FIRST,
	/* The first of a map that is no item of a list. */
	ITEM_ONLY,
};

static void scalar_write(
		const struct field_kind *field, size_t indent, enum item_part part, struct buf *out)
{
	bool is_first = part == ITEM_FIRST;
	bool is_written = field->is_required || part != ITEM_OTHER;
	struct str example = field->example.len ? field->example : STR("…");

	field_comment(field, indent, out);
	buf_add_repeat(out, ' ', is_first ? indent - 2 : indent);
	buf_fmt(out, "%s%s" STR_FMT ": ", is_first ? "- " : "", is_written ? "" : "# ",
			STR_ARG(field->name));
	if (is_written) {
		placeholder_write(field, out);
	} else {
		buf_fmt(out, STR_FMT "\n", STR_ARG(example));
	}
}

/* The part that an item begins with: one that is written, not a comment. */
static size_t first_part(const struct field_kind *group)
{
	for (size_t i = 0; i < group->field_count; i++) {
		if (group->fields[i].is_required) {
			return i;
		}
	}
	return 0;
}

static void parts_write(const struct field_kind *group, struct buf *out)
{
	size_t first = first_part(group);

	buf_fmt(out, "    " STR_FMT ":\n", STR_ARG(group->name));
	size_t indent = group->is_list ? 8 : 6;
	scalar_write(&group->fields[first], indent, group->is_list ? ITEM_FIRST : ITEM_ONLY, out);
	for (size_t i = 0; i < group->field_count; i++) {
		if (i != first) {
			scalar_write(&group->fields[i], indent, ITEM_OTHER, out);
		}
	}
}

/* One that may be left out stands behind a # on every line, to be taken off all of them. */
static void group_write(const struct field_kind *group, struct buf *out)
{
	struct buf parts = { 0 };
	struct str line;

	field_comment(group, 4, out);
	if (group->is_required) {
		parts_write(group, out);
		return;
	}
	parts_write(group, &parts);
	struct str rest = buf_str(&parts);
	rest.len -= rest.len > 0;
	while (str_split(&rest, '\n', &line)) {
		buf_fmt(out, "    # " STR_FMT "\n", STR_ARG(str_from(line, 4)));
	}
	buf_finish(&parts);
}

void template_write(const struct register_kind *kind, struct str id, struct buf *out)
{
	struct buf head = { 0 };

	buf_fmt(&head, STR_FMT ". " STR_FMT, STR_ARG(kind->title), STR_ARG(kind->purpose));
	comment_write(buf_str(&head), 0, out);
	buf_finish(&head);
	comment_write(STR("Fill in what stands in <angle brackets>, and take the # off what you need."),
			0, out);
	buf_fmt(out, STR_FMT ":\n  - id: " STR_FMT "\n", STR_ARG(kind->name), STR_ARG(id));
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field_kind *field = &kind->fields[i];
		if (field->is_common && str_eq(field->name, STR("id"))) {
			continue;
		}
		if (field->value == VALUE_GROUP) {
			group_write(field, out);
		} else {
			scalar_write(field, 4, ITEM_OTHER, out);
		}
	}
}
