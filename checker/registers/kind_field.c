/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "base/problem.h"
#include "config/value.h"
#include "registers/kind.h"
#include "registers/kind_part.h"

#include <stdarg.h>

/* Lists of maps of lists: deeper examples would be no examples. */
#define EXAMPLE_DEPTH 4

void kind_fail(struct kind_reading *reading, struct place place, struct str remedy, const char *fmt,
		...)
{
	va_list args;
	va_start(args, fmt);
	struct str text = str_vfmt(reading->arena, fmt, args);
	va_end(args);
	reading->is_bad = true;
	problem_add(reading->problems, place, remedy, STR_FMT, STR_ARG(text));
}

/* ---- examples ---- */

/* Whether it would read back as the same text without quotes. */
static bool is_plain(struct str text)
{
	static const char first[] = "-?:,[]{}#&*!|>'\"%@`<";
	if (text.len == 0 || strchr(first, text.p[0]) || text.p[text.len - 1] == ' '
			|| text.p[text.len - 1] == ':' || text.p[0] == ' ') {
		return false;
	}
	for (size_t i = 0; i < text.len; i++) {
		char c = text.p[i];
		bool is_break = c == ':' && text.p[i + 1] == ' ';
		bool is_comment = c == ' ' && i + 1 < text.len && text.p[i + 1] == '#';
		if ((unsigned char)c < 0x20 || strchr(",[]{}\"\\", c) || is_break || is_comment) {
			return false;
		}
	}
	return true;
}

static void scalar_write(const struct node *node, struct buf *out)
{
	bool is_word = value_is_truth(node) || str_eq(node->text, STR("null"));
	if (is_plain(node->text) && !node->is_quoted && !is_word) {
		buf_add(out, node->text);
		return;
	}
	buf_add_char(out, '"');
	for (size_t i = 0; i < node->text.len; i++) {
		char c = node->text.p[i];
		if ((unsigned char)c < 0x20) {
			buf_fmt(out, "\\x%02x", (unsigned)c);
		} else {
			buf_fmt(out, "%s%c", c == '"' || c == '\\' ? "\\" : "", c);
		}
	}
	buf_add_char(out, '"');
}

/* Recursion is bounded by EXAMPLE_DEPTH; what lies deeper is left out. */
static void example_write(const struct node *node, unsigned depth, struct buf *out)
{
	bool is_map = node->kind == NODE_MAP;

	if (node->kind == NODE_SCALAR) {
		scalar_write(node, out);
	}
	if (node->kind == NODE_SCALAR || node->kind == NODE_NULL || depth == EXAMPLE_DEPTH) {
		return;
	}
	buf_add_cstr(out, is_map ? "{ " : "[");
	for (size_t i = 0; i < node->len; i++) {
		buf_add_cstr(out, i ? ", " : "");
		if (is_map) {
			buf_fmt(out, STR_FMT ": ", STR_ARG(node->items[i].key));
		}
		example_write(&node->items[i], depth + 1, out);
	}
	buf_add_cstr(out, is_map ? " }" : "]");
}

void kind_example_write(const struct node *node, struct buf *out)
{
	example_write(node, 0, out);
}

static struct str example_take(struct kind_reading *reading, const struct node *node)
{
	struct buf text = { 0 };
	if (!node) {
		return STR("");
	}
	kind_example_write(node, &text);
	struct str copy = str_dup(reading->arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

/* Of a list the first item, which stands for the others. */
static struct str item_example_take(struct kind_reading *reading, const struct node *node)
{
	bool is_list = node && node->kind == NODE_LIST && node->len > 0;
	return example_take(reading, is_list ? &node->items[0] : node);
}

/* ---- a field ---- */

void kind_name_check(struct kind_reading *reading, const struct text *name)
{
	bool is_word = name->s.len > 0;
	for (size_t i = 0; i < name->s.len; i++) {
		char c = name->s.p[i];
		bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
		bool is_inner = (c >= '0' && c <= '9') || c == '_' || c == '-';
		is_word = is_word && (is_letter || (i > 0 && is_inner));
	}
	if (!is_word) {
		kind_fail(reading, name->place, STR("a letter, then letters, digits, _ and -"),
				"'" STR_FMT "' cannot be the name of a field", STR_ARG(name->s));
	}
	if (str_eq(name->s, STR("id")) || str_eq(name->s, STR("record"))) {
		kind_fail(reading, name->place, STR("leave it out, or call it otherwise"),
				"'" STR_FMT "' is there in every record", STR_ARG(name->s));
	}
}

static struct str *texts_take(struct arena *arena, const struct text_list *list)
{
	struct str *texts = arena_new_array(arena, struct str, list->len);
	for (size_t i = 0; i < list->len; i++) {
		texts[i] = list->p[i].s;
	}
	return texts;
}

static struct place *places_take(struct arena *arena, const struct text_list *list)
{
	struct place *places = arena_new_array(arena, struct place, list->len);
	for (size_t i = 0; i < list->len; i++) {
		places[i] = list->p[i].place;
	}
	return places;
}

/* A key that says something about one type only; `is_wanted`: that type cannot do without. */
static void key_check(struct kind_reading *reading, const struct config_kind_field *from,
		enum value_kind type, const char *key, bool is_there, const char *wanted)
{
	bool is_type = from->type.value == type;
	if (is_type && wanted && !is_there) {
		kind_fail(reading, from->name.place, str_of(wanted),
				"field '" STR_FMT "' is of type %s and has no '%s'",
				STR_ARG(from->name.s), value_kind_words[type], key);
	} else if (is_there && !is_type) {
		kind_fail(reading, from->name.place, STR("take it out, or give it that type"),
				"field '" STR_FMT "' has '%s', which is for fields of type %s",
				STR_ARG(from->name.s), key, value_kind_words[type]);
	}
}

static void keys_check(struct kind_reading *reading, const struct config_kind_field *from)
{
	key_check(reading, from, VALUE_ONE_OF, "words", from->words.len > 0,
			"say which there are; for example: words: [design, published, removed]");
	key_check(reading, from, VALUE_RECORD, "of", from->of.len > 0,
			"say the kinds that it may name; for example: of: [contract]");
	key_check(reading, from, VALUE_RECORD, "acyclic", from->is_acyclic, NULL);
	key_check(reading, from, VALUE_QUANTITY, "unit", from->unit.s.len > 0, NULL);
	key_check(reading, from, VALUE_QUANTITY, "least", from->least.s.len > 0, NULL);
	key_check(reading, from, VALUE_QUANTITY, "most", from->most.s.len > 0, NULL);
	key_check(reading, from, VALUE_CONDITION, "judged", from->judged.value > 0, NULL);
	key_check(reading, from, VALUE_CONDITION, "judged_when", from->judged_when.s.len > 0, NULL);
	key_check(reading, from, VALUE_GROUP, "fields", from->fields.len > 0,
			"say which it has; for example: fields: { name: { type: text } }");
}

static void required_check(struct kind_reading *reading, const struct config_kind_field *from)
{
	bool is_sometimes = from->required_when.s.len > 0;
	if (is_sometimes && from->is_required) {
		kind_fail(reading, from->required_when.place, STR("take one of the two out"),
				"field '" STR_FMT "' has 'required' and 'required_when'",
				STR_ARG(from->name.s));
	}
	if ((is_sometimes || from->is_required) && from->why.s.len == 0) {
		kind_fail(reading, from->name.place,
				STR("say what goes wrong without it: whoever leaves it out will read "
				    "that"),
				"field '" STR_FMT "' is required and has no 'why'",
				STR_ARG(from->name.s));
	}
}

static void unit_take(
		struct kind_reading *reading, const struct text *text, struct field_kind *field)
{
	struct err err;
	field->unit = unit_bare;
	field->is_any_unit = str_eq(text->s, STR("any"));
	if (text->s.len && !field->is_any_unit && !unit_read(&field->unit, text->s, &err)) {
		kind_fail(reading, text->place, STR(""), "%s", err.text);
	}
	if (field->value == VALUE_DURATION) {
		field->unit = unit_second;
	}
}

/* A bare number counts in the field's unit. */
static bool bound_take(struct kind_reading *reading, const struct text *text,
		const struct field_kind *field, double *bound)
{
	struct quantity quantity;
	struct err err;

	if (text->s.len == 0 || field->value != VALUE_QUANTITY) {
		return false;
	}
	if (!quantity_read(&quantity, text->s, &err)) {
		kind_fail(reading, text->place, STR("for example: 0"), "%s", err.text);
		return false;
	}
	*bound = quantity.value;
	if (quantity.unit.base_count == 0 && !quantity.unit.is_ratio) {
		return true;
	}
	if (field->is_any_unit || !unit_converts(&quantity.unit, &field->unit)) {
		kind_fail(reading, text->place,
				STR("write a bare number; it counts in the unit of the "
				    "field"),
				"'" STR_FMT "' does not convert to the unit of '" STR_FMT "'",
				STR_ARG(text->s), STR_ARG(field->name));
		return false;
	}
	*bound = unit_convert(quantity.value, &quantity.unit, &field->unit);
	return true;
}

void kind_field_take(struct kind_reading *reading, const struct config_kind_field *from,
		const struct field_kind *group, struct field_kind *to)
{
	const struct config_kind_field *parts = from->fields.p;

	*to = (struct field_kind){
		.name = from->name.s,
		.value = (enum value_kind)from->type.value,
		.is_list = from->is_list,
		.is_required = from->is_required,
		.required_when = from->required_when.s,
		.required_when_place = from->required_when.place,
		.why = from->why.s,
		.help = from->help.s,
		.example = example_take(reading, from->example),
		.item_example = item_example_take(reading, from->example),
		.words = texts_take(reading->arena, &from->words),
		.word_count = from->words.len,
		.kinds = texts_take(reading->arena, &from->of),
		.kind_places = places_take(reading->arena, &from->of),
		.kind_count = from->of.len,
		.is_acyclic = from->is_acyclic,
		.judged = (enum value_judged)from->judged.value,
		.judged_when = from->judged_when.s,
		.judged_when_place = from->judged_when.place,
	};
	kind_name_check(reading, &from->name);
	keys_check(reading, from);
	required_check(reading, from);
	unit_take(reading, &from->unit, to);
	to->has_least = bound_take(reading, &from->least, to, &to->least);
	to->has_most = bound_take(reading, &from->most, to, &to->most);
	if (group && (to->value == VALUE_GROUP || to->value == VALUE_CONDITION)) {
		kind_fail(reading, from->type.place, STR("make it a field of the record itself"),
				"field '" STR_FMT "' of group '" STR_FMT "' is a %s",
				STR_ARG(from->name.s), STR_ARG(group->name),
				value_kind_words[to->value]);
		return;
	}
	to->fields = arena_new_array(reading->arena, struct field_kind, from->fields.len);
	for (size_t i = 0; i < from->fields.len; i++) {
		kind_field_take(reading, &parts[i], to, &to->fields[to->field_count++]);
	}
}
