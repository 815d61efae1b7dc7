/* SPDX-License-Identifier: MIT */
/*
 * Read it bottom-up: messages first, then one value after the other in the
 * order of enum field_type, then records.  table_decode() stands last and is
 * what values that hold records call again: the tables, not the input, say how
 * deep that goes.
 */
#include "config/table.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "config/value.h"

/* After so many errors nobody reads what was meant, and looking for it is slow. */
#define SUGGESTIONS_MAX 500
#define KEYS_MAX 64
/* What is quoted in a message; nobody needs more of it to find the place. */
#define QUOTE_MAX 80

#define NAME_REMEDY STR("a letter or digit, then letters, digits and . _ / - { }")

/* What is being decoded, for messages. */
struct subject {
	const struct table *table;
	const struct table *known_elsewhere;
	const struct node *node;
	/* What it calls itself, or empty: found once, because there may be many keys. */
	struct str name;
	struct arena *arena;
	struct problems *problems;
};

const struct field *table_field(const struct table *table, struct str name)
{
	for (size_t i = 0; i < table->len; i++) {
		if (str_eq(str_of(table->fields[i].name), name)) {
			return &table->fields[i];
		}
	}
	return NULL;
}

/* Cut between characters. */
static struct str cut(struct str text)
{
	if (text.len > QUOTE_MAX) {
		text.len = QUOTE_MAX;
		text.len = utf8_valid(text);
	}
	return text;
}

/* What the record calls itself, or an empty text. */
static struct str name_of(const struct node *node)
{
	static const struct str names[] = { STR_INIT("id"), STR_INIT("name"), STR_INIT("to") };
	for (size_t i = 0; !node->key.len && i < COUNT_OF(names); i++) {
		const struct node *name = node_find(node, names[i]);
		if (name && name->kind == NODE_SCALAR) {
			return name->text;
		}
	}
	return node->key;
}

/* "module 'net'", "sources", "rule 'layering'", whose own table is called "layers". */
static struct str subject_text(const struct subject *subject)
{
	struct str name = subject->name;
	const struct table *table =
			subject->known_elsewhere ? subject->known_elsewhere : subject->table;
	struct str kind = str_of(table->name);
	if (!name.len || str_eq(name, kind)) {
		return kind;
	}
	return str_fmt(subject->problems->arena, STR_FMT " '" STR_FMT "'", STR_ARG(kind),
			STR_ARG(cut(name)));
}

/* "'paths' of module 'net'"; an item's value is called by the key of its list. */
static struct str field_text(const struct subject *subject, const struct field *field)
{
	return str_fmt(subject->problems->arena, "'%s' of " STR_FMT, field->name,
			STR_ARG(subject_text(subject)));
}

static struct str example_of(const struct subject *subject, const struct field *field)
{
	if (!field->example) {
		return STR("");
	}
	return str_fmt(subject->problems->arena, "for example: %s: %s", field->name,
			field->example);
}

/* "the layers, top first; for example: order: [app, core]". */
static struct str help_of(const struct subject *subject, const struct field *field)
{
	struct str help = str_of(field->help);
	struct str example = example_of(subject, field);
	if (help.len && help.p[help.len - 1] == '.') {
		help.len--;
	}
	if (!help.len) {
		return example;
	}
	/* An abbreviation in front keeps its capitals. */
	bool is_word = help.len < 2 || !(help.p[1] >= 'A' && help.p[1] <= 'Z');
	char first = help.p[0];
	if (is_word && first >= 'A' && first <= 'Z') {
		first = (char)(first | 0x20);
	}
	return str_fmt(subject->problems->arena, "%c" STR_FMT "%s" STR_FMT, first,
			STR_ARG(str_from(help, 1)), example.len ? "; " : "", STR_ARG(example));
}

/* What the user wrote where something else was wanted: "'abc'", "the text '5'", "a map". */
static struct str written(const struct subject *subject, const struct node *node)
{
	if (node->kind != NODE_SCALAR) {
		return str_of(node_kind_name(node));
	}
	return str_fmt(subject->problems->arena, "%s'" STR_FMT "'",
			node->is_quoted ? "the text " : "", STR_ARG(cut(node->text)));
}

static bool kind_fails(const struct subject *subject, const struct field *field,
		const struct node *node, const char *wanted)
{
	struct str what = field_text(subject, field);
	if (node->kind == NODE_NULL) {
		return problem_add(subject->problems, node->place, help_of(subject, field),
				STR_FMT " is empty", STR_ARG(what));
	}
	return problem_add(subject->problems, node->place, example_of(subject, field),
			STR_FMT " must be %s, not " STR_FMT, STR_ARG(what), wanted,
			STR_ARG(written(subject, node)));
}

static bool text_decode(const struct subject *subject, const struct field *field,
		const struct node *node, struct text *text)
{
	if (node->kind != NODE_SCALAR) {
		return kind_fails(subject, field, node, "text");
	}
	if (value_is_truth(node)) {
		return problem_add(subject->problems, node->place,
				STR("quote it if it is meant as text"),
				STR_FMT " must be text, not the truth value " STR_FMT,
				STR_ARG(field_text(subject, field)),
				STR_ARG(written(subject, node)));
	}
	if (field->type == FIELD_NAME && !value_is_name(node->text)) {
		return problem_add(subject->problems, node->place, NAME_REMEDY,
				STR_FMT " cannot be the '%s' of a %s",
				STR_ARG(written(subject, node)), field->name, subject->table->name);
	}
	*text = (struct text){ .s = node->text, .place = node->place };
	return true;
}

static const char *list_wanted(enum field_type type)
{
	switch (type) {
	case FIELD_GLOBS:
		return "a list of patterns";
	case FIELD_PATHS:
		return "a list of paths";
	case FIELD_SELECTORS:
		return "a list of selectors";
	default:
		return "a list of texts";
	}
}

static bool item_decode(const struct subject *subject, const struct field *field,
		const struct node *node, struct text *text)
{
	struct err err;
	struct str remedy;
	if (node->kind != NODE_SCALAR) {
		return kind_fails(subject, field, node, list_wanted(field->type));
	}
	*text = (struct text){ .s = node->text, .place = node->place };
	if (value_check_item(&text->s, field->type, subject->arena, &remedy, &err)) {
		return true;
	}
	return problem_add(subject->problems, node->place, remedy, "%s in " STR_FMT, err.text,
			STR_ARG(field_text(subject, field)));
}

/* Items that are wrong are left out. */
static bool list_decode(const struct subject *subject, const struct field *field,
		const struct node *node, struct text_list *list)
{
	bool is_one = node->kind == NODE_SCALAR;
	if (!is_one && node->kind != NODE_LIST) {
		return kind_fails(subject, field, node, list_wanted(field->type));
	}
	const struct node *items = is_one ? node : node->items;
	size_t len = is_one ? 1 : node->len;
	bool ok = true;
	*list = (struct text_list){
		.p = arena_new_array(subject->arena, struct text, len),
		.is_set = true,
		.place = node->place,
	};
	for (size_t i = 0; i < len; i++) {
		if (item_decode(subject, field, &items[i], &list->p[list->len])) {
			list->len++;
		} else {
			ok = false;
		}
	}
	return ok;
}

static bool bool_decode(const struct subject *subject, const struct field *field,
		const struct node *node, bool *truth)
{
	if (!value_is_truth(node)) {
		return kind_fails(subject, field, node, "true or false");
	}
	*truth = str_eq(node->text, STR("true"));
	return true;
}

static bool number_decode(const struct subject *subject, const struct field *field,
		const struct node *node, struct number *number)
{
	*number = (struct number){ .place = node->place };
	number->is_set = value_read_number(node, &number->value);
	return number->is_set || kind_fails(subject, field, node, "a whole number");
}

static bool real_decode(const struct subject *subject, const struct field *field,
		const struct node *node, struct real *real)
{
	*real = (struct real){ .place = node->place };
	real->is_set = value_read_real(node, &real->value);
	return real->is_set || kind_fails(subject, field, node, "a number");
}

/* "one of: none, info, warning, error". */
static struct str words_text(const struct subject *subject, const char *const *words)
{
	struct buf text = { 0 };
	for (size_t i = 0; words[i]; i++) {
		buf_fmt(&text, "%s%s", i ? ", " : "one of: ", words[i]);
	}
	struct str copy = str_dup(subject->problems->arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

static struct str choice_remedy(
		const struct subject *subject, const struct field *field, const struct node *node)
{
	struct str words[KEYS_MAX];
	size_t count = 0;
	bool has_none = false;
	while (field->words[count] && count < KEYS_MAX) {
		words[count] = str_of(field->words[count]);
		has_none = has_none || str_eq(words[count], STR("none"));
		count++;
	}
	if (has_none && node->kind == NODE_SCALAR && value_is_off(node->text)) {
		return STR("write none: YAML reads off and no as false");
	}
	struct str nearest =
			node->kind == NODE_SCALAR ? suggest(node->text, words, count) : STR("");
	if (nearest.len) {
		return str_fmt(subject->problems->arena, "did you mean '" STR_FMT "'?",
				STR_ARG(nearest));
	}
	return words_text(subject, field->words);
}

static bool choice_decode(const struct subject *subject, const struct field *field,
		const struct node *node, struct choice *choice)
{
	for (unsigned i = 0; node->kind == NODE_SCALAR && field->words[i]; i++) {
		if (str_eq(node->text, str_of(field->words[i]))) {
			*choice = (struct choice){ i, true, node->place };
			return true;
		}
	}
	if (node->kind != NODE_SCALAR) {
		return kind_fails(subject, field, node, "one word");
	}
	return problem_add(subject->problems, node->place, choice_remedy(subject, field, node),
			"'" STR_FMT "' is no value of " STR_FMT, STR_ARG(cut(node->text)),
			STR_ARG(field_text(subject, field)));
}

static void defaults_set(const struct table *table, void *record);
static bool field_decode(const struct subject *subject, const struct field *field,
		const struct node *node, void *value);

/* A bare scalar stands for a record with just that key. */
static bool shorthand_decode(const struct subject *subject, const struct field *field,
		const struct node *node, void *record)
{
	const struct field *key = table_field(field->item, str_of(field->shorthand));
	struct subject item = *subject;
	item.table = field->item;
	item.node = node;
	item.name = name_of(node);
	defaults_set(field->item, record);
	return field_decode(&item, key, node, (char *)record + key->offset);
}

static bool records_decode(const struct subject *subject, const struct field *field,
		const struct node *node, struct records *records)
{
	bool is_one = node->kind == NODE_SCALAR && field->shorthand;
	if (!is_one && node->kind != NODE_LIST) {
		return kind_fails(subject, field, node, "a list");
	}
	const struct node *items = is_one ? node : node->items;
	bool ok = true;
	*records = (struct records){ .len = is_one ? 1 : node->len, .is_set = true };
	records->place = node->place;
	records->p = arena_alloc(subject->arena, size_mul(records->len, field->item->size));
	for (size_t i = 0; i < records->len; i++) {
		char *record = (char *)records->p + i * field->item->size;
		bool is_short = items[i].kind == NODE_SCALAR && field->shorthand;
		bool item_ok = is_short ? shorthand_decode(subject, field, &items[i], record)
					: table_decode(field->item, NULL, &items[i], record,
							  subject->arena, subject->problems);
		ok = ok && item_ok;
	}
	return ok;
}

static bool named_decode(const struct subject *subject, const struct field *field,
		const struct node *node, struct records *records)
{
	const struct field *name = &field->item->fields[0];
	bool ok = true;
	if (node->kind != NODE_MAP) {
		return kind_fails(subject, field, node, "a map from names to what they are");
	}
	*records = (struct records){ .len = node->len, .is_set = true, .place = node->place };
	records->p = arena_alloc(subject->arena, size_mul(records->len, field->item->size));
	for (size_t i = 0; i < records->len; i++) {
		const struct node *item = &node->items[i];
		char *record = (char *)records->p + i * field->item->size;
		if (name->type == FIELD_NAME && !value_is_name(item->key)) {
			ok = problem_add(subject->problems, item->key_place, NAME_REMEDY,
					"'" STR_FMT "' cannot be the name of a %s",
					STR_ARG(cut(item->key)), field->item->name);
		}
		ok = table_decode(field->item, NULL, item, record, subject->arena,
				     subject->problems)
		     && ok;
		*(struct text *)(record + name->offset) =
				(struct text){ .s = item->key, .place = item->key_place };
	}
	return ok;
}

static bool field_decode(const struct subject *subject, const struct field *field,
		const struct node *node, void *value)
{
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_NAME:
		return text_decode(subject, field, node, value);
	case FIELD_TEXTS:
	case FIELD_GLOBS:
	case FIELD_PATHS:
	case FIELD_SELECTORS:
		return list_decode(subject, field, node, value);
	case FIELD_BOOL:
		return bool_decode(subject, field, node, value);
	case FIELD_NUMBER:
		return number_decode(subject, field, node, value);
	case FIELD_REAL:
		return real_decode(subject, field, node, value);
	case FIELD_CHOICE:
		return choice_decode(subject, field, node, value);
	case FIELD_RECORDS:
		return records_decode(subject, field, node, value);
	case FIELD_NAMED:
		return named_decode(subject, field, node, value);
	case FIELD_GROUP:
		if (node->kind != NODE_MAP) {
			return kind_fails(subject, field, node, "a map");
		}
		return table_decode(
				field->item, NULL, node, value, subject->arena, subject->problems);
	case FIELD_NODE:
		*(const struct node **)value = node;
		return true;
	}
	return true;
}

/* Adds the keys of a table to `words`, which has room for KEYS_MAX. */
static size_t keys_collect(const struct table *table, struct str *words, size_t count)
{
	for (size_t i = 0; table && i < table->len && count < KEYS_MAX; i++) {
		words[count++] = str_of(table->fields[i].name);
	}
	return count;
}

/* The field of which the key is a word: `fitness: …` for `kind: fitness`; or NULL. */
static const struct field *choice_of(const struct table *table, struct str word)
{
	for (size_t i = 0; i < table->len; i++) {
		const struct field *field = &table->fields[i];
		for (size_t k = 0; field->type == FIELD_CHOICE && field->words[k]; k++) {
			if (str_eq(word, str_of(field->words[k]))) {
				return field;
			}
		}
	}
	return NULL;
}

static struct str key_remedy(const struct subject *subject, struct str written_key)
{
	const struct field *choice = choice_of(subject->table, written_key);
	if (choice) {
		return str_fmt(subject->problems->arena, "write %s: " STR_FMT, choice->name,
				STR_ARG(written_key));
	}
	struct str words[KEYS_MAX];
	struct buf text = { 0 };
	size_t count = keys_collect(subject->table, words, 0);
	count = keys_collect(subject->known_elsewhere, words, count);
	struct str nearest = suggest(written_key, words, count);
	if (nearest.len) {
		return str_fmt(subject->problems->arena, "did you mean '" STR_FMT "'?",
				STR_ARG(nearest));
	}
	for (size_t i = 0; i < count; i++) {
		buf_fmt(&text, "%s" STR_FMT, i ? ", " : "its keys are: ", STR_ARG(words[i]));
	}
	struct str copy = str_dup(subject->problems->arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

/* A key that no field of the table has; whether that is nobody's mistake. */
static bool key_is_elsewhere(const struct subject *subject, const struct node *item)
{
	if (subject->table->is_open
			|| (subject->known_elsewhere
					&& table_field(subject->known_elsewhere, item->key))) {
		return true;
	}
	bool is_many = subject->problems->errors >= SUGGESTIONS_MAX;
	return problem_add(subject->problems, item->key_place,
			is_many ? STR("") : key_remedy(subject, item->key),
			"unknown key '" STR_FMT "' in " STR_FMT, STR_ARG(cut(item->key)),
			STR_ARG(subject_text(subject)));
}

/* Where the record begins; without a width, because it is not its line that is wrong. */
static struct place record_place(const struct node *node)
{
	struct place place = node->key.len ? node->key_place : node->place;
	place.width = 0;
	return place;
}

static bool required_check(const struct subject *subject)
{
	bool ok = true;
	for (size_t i = 0; i < subject->table->len; i++) {
		const struct field *field = &subject->table->fields[i];
		if (field->is_required && !node_find(subject->node, str_of(field->name))) {
			ok = problem_add(subject->problems, record_place(subject->node),
					help_of(subject, field), STR_FMT " has no '%s'",
					STR_ARG(subject_text(subject)), field->name);
		}
	}
	return ok;
}

static void defaults_set(const struct table *table, void *record)
{
	memset(record, 0, table->size);
	for (size_t i = 0; i < table->len; i++) {
		const struct field *field = &table->fields[i];
		if (field->type == FIELD_CHOICE) {
			struct choice *choice = (struct choice *)((char *)record + field->offset);
			choice->value = field->fallback;
		} else if (field->type == FIELD_GROUP) {
			defaults_set(field->item, (char *)record + field->offset);
		}
	}
}

bool table_decode(const struct table *table, const struct table *known_elsewhere,
		const struct node *node, void *record, struct arena *arena,
		struct problems *problems)
{
	struct subject subject = {
		.table = table,
		.known_elsewhere = known_elsewhere,
		.node = node,
		.name = name_of(node),
		.arena = arena,
		.problems = problems,
	};
	bool ok = true;
	defaults_set(table, record);
	if (node->kind != NODE_MAP && node->kind != NODE_NULL) {
		return problem_add(problems, node->place, STR("write it as key: value"),
				STR_FMT " must be a map, not " STR_FMT,
				STR_ARG(subject_text(&subject)), STR_ARG(written(&subject, node)));
	}
	for (size_t i = 0; i < node->len; i++) {
		const struct node *item = &node->items[i];
		const struct field *field = table_field(table, item->key);
		bool item_ok = field ? field_decode(&subject, field, item,
						       (char *)record + field->offset)
				     : key_is_elsewhere(&subject, item);
		ok = ok && item_ok;
	}
	return required_check(&subject) && ok;
}
