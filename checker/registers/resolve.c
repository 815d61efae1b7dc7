/* SPDX-License-Identifier: MIT */
/*
 * What values refer to: each name must be that of something that is there.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/listing.h"
#include "base/map.h"
#include "base/path.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "facts/code.h"
#include "facts/decision.h"
#include "facts/measure.h"
#include "facts/selector.h"
#include "registers/book.h"
#include "registers/fault.h"
#include "registers/twins.h"

/* How many dangling names get a "did you mean", and out of how many: it is slow. */
#define SUGGESTIONS_MAX 200
#define SUGGESTED_MAX 5000
/* What is quoted of a text that somebody wrote. */
#define QUOTE_MAX 60

struct resolving {
	struct register_book *book;
	const struct register_surroundings *around;
	/* Who answers for something: owners of modules, and roles. */
	struct map *owners;
	/* Selectors that were compiled, to 1 for those that are none. */
	struct map *selectors;
	size_t suggestions;
	/* The value under way. */
	const struct register_entry *entry;
	const struct field_kind *field;
};

/* ---- what is wrong ---- */

static struct str near_of(struct resolving *resolving, struct str written, const struct str *names,
		size_t count)
{
	if (resolving->suggestions++ >= SUGGESTIONS_MAX || count > SUGGESTED_MAX) {
		return STR("");
	}
	return suggest(written, names, count);
}

/* A name that nothing has; always false. */
static bool dangles(struct resolving *resolving, const struct register_value *value,
		const char *what, struct str near, struct str remedy)
{
	struct register_book *book = resolving->book;
	struct str text = str_slice(
			value->text, 0, value->text.len > QUOTE_MAX ? QUOTE_MAX : value->text.len);
	struct register_fault *fault = fault_add(book, OWN_REGISTER_REFERENCE, resolving->entry,
			resolving->field->name, value->place,
			" names %s '" STR_FMT "' in " STR_FMT ", and there is none", what,
			STR_ARG(text), STR_ARG(resolving->field->name));
	fault->why = resolving->field->why;
	fault->remedy = near.len ? str_fmt(book->arena, "did you mean '" STR_FMT "'?",
						   STR_ARG(near))
				 : remedy;
	fault->target = str_fmt(
			book->arena, STR_FMT " " STR_FMT, STR_ARG(fault->target), STR_ARG(text));
	return false;
}

/* ---- one kind of name after the other ---- */

static struct str kinds_text(const struct resolving *resolving)
{
	const struct field_kind *field = resolving->field;
	struct buf text = { 0 };
	for (size_t i = 0; i < field->kind_count; i++) {
		buf_fmt(&text, "%s" STR_FMT, i ? " or " : "", STR_ARG(field->kinds[i]));
	}
	struct str copy = str_dup(resolving->book->arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

static struct str record_near(struct resolving *resolving, struct str written)
{
	const struct registers *registers = &resolving->book->registers;
	VEC(struct str) names = { 0 };
	for (size_t i = 0; i < resolving->field->kind_count; i++) {
		struct register_range range =
				register_of_kind(registers, resolving->field->kinds[i]);
		for (size_t k = 0; k < range.len && names.len <= SUGGESTED_MAX
				   && resolving->suggestions < SUGGESTIONS_MAX;
				k++) {
			*vec_add(&names, resolving->book->arena) = range.p[k].id;
		}
	}
	return near_of(resolving, written, names.p, names.len);
}

static bool record_resolve(struct resolving *resolving, struct register_value *value)
{
	const struct registers *registers = &resolving->book->registers;
	const struct field_kind *field = resolving->field;
	struct arena *arena = resolving->book->arena;

	for (size_t i = 0; i < field->kind_count; i++) {
		const struct register_entry *found =
				register_find(registers, field->kinds[i], value->text);
		if (found && found == resolving->entry) {
			struct register_fault *fault = fault_add(resolving->book,
					OWN_REGISTER_CYCLE, found, field->name, value->place,
					" names itself in " STR_FMT, STR_ARG(field->name));
			fault->why = field->why;
			fault->remedy = STR("name another record, or take it out");
			return false;
		}
		if (found) {
			value->reference = (uint32_t)(found - registers->entries.p);
			return true;
		}
	}
	struct str kinds = kinds_text(resolving);
	return dangles(resolving, value, kinds.p, record_near(resolving, value->text),
			str_fmt(arena, "write that record, for example with: lintel registers new " STR_FMT,
					STR_ARG(field->kinds[0])));
}

static bool module_resolve(struct resolving *resolving, struct register_value *value)
{
	const struct code *code = resolving->around->code;
	VEC(struct str) names = { 0 };

	if (!code) {
		return true;
	}
	value->reference = code_module_find(code, value->text);
	if (value->reference != NONE) {
		return true;
	}
	for (size_t i = 0; i < code->module_count && i <= SUGGESTED_MAX
			   && resolving->suggestions < SUGGESTIONS_MAX;
			i++) {
		*vec_add(&names, resolving->book->arena) = code->modules[i].name;
	}
	return dangles(resolving, value, "module",
			near_of(resolving, value->text, names.p, names.len),
			STR("modules are declared in lintel.yaml"));
}

static bool decision_resolve(struct resolving *resolving, struct register_value *value)
{
	const struct decisions *decisions = resolving->around->decisions;
	VEC(struct str) names = { 0 };

	if (!decisions) {
		return true;
	}
	const struct decision *found = decision_find(decisions, value->text);
	if (found) {
		value->reference = (uint32_t)(found - decisions->list.p);
		return true;
	}
	for (size_t i = 0; i < decisions->list.len && i <= SUGGESTED_MAX
			   && resolving->suggestions < SUGGESTIONS_MAX;
			i++) {
		*vec_add(&names, resolving->book->arena) = decisions->list.p[i].id;
	}
	return dangles(resolving, value, "decision",
			near_of(resolving, value->text, names.p, names.len),
			STR("write that record first: lintel adr new TITLE"));
}

static bool metric_resolve(struct resolving *resolving, struct register_value *value)
{
	const struct metrics *metrics = resolving->around->metrics;
	VEC(struct str) names = { 0 };

	if (!metrics) {
		return true;
	}
	const struct metric *found = metric_find(metrics, value->text);
	/* A segment of which nothing is measured is unknown, as it is in conditions. */
	found = found ? found : metric_family(metrics, value->text);
	if (found) {
		value->reference = (uint32_t)(found - metrics->list);
		return true;
	}
	for (size_t i = 0; i < metrics->len && i <= SUGGESTED_MAX
			   && resolving->suggestions < SUGGESTIONS_MAX;
			i++) {
		*vec_add(&names, resolving->book->arena) = metrics->list[i].name;
	}
	return dangles(resolving, value, "metric",
			near_of(resolving, value->text, names.p, names.len),
			STR("declare it in lintel.yaml: telemetry: { metrics: … }"));
}

/* Where nobody is known to own anything, everybody may. */
static bool owner_resolve(struct resolving *resolving, struct register_value *value)
{
	const struct map *owners = resolving->owners;
	VEC(struct str) names = { 0 };

	if (owners->len == 0 || map_find(owners, value->text)) {
		const struct register_entry *role = register_find(
				&resolving->book->registers, STR("role"), value->text);
		value->reference = role ? (uint32_t)(role - resolving->book->registers.entries.p)
					: NONE;
		return true;
	}
	for (size_t i = 0; i < owners->len && i <= SUGGESTED_MAX
			   && resolving->suggestions < SUGGESTIONS_MAX;
			i++) {
		*vec_add(&names, resolving->book->arena) = owners->entries[i].key;
	}
	return dangles(resolving, value, "owner",
			near_of(resolving, value->text, names.p, names.len),
			STR("an owner is the owner of a module in lintel.yaml, or a record of kind role"));
}

static bool path_resolve(struct resolving *resolving, struct register_value *value)
{
	const struct root *root = resolving->around->root;
	struct str path = path_clean(resolving->book->arena, value->text);
	enum file_status status = FILE_OUTSIDE;

	if (!root) {
		return true;
	}
	if (!path_is_absolute(path) && !path_leaves(path)) {
		if (listing_reaches(root, path, &status)) {
			return true;
		}
	}
	return dangles(resolving, value, "file", STR(""),
			status == FILE_OUTSIDE
					? STR("paths are relative to the folder of lintel.yaml, and stay "
					      "below it")
					: STR("paths are relative to the folder of lintel.yaml"));
}

static bool selector_resolve(struct resolving *resolving, struct register_value *value)
{
	const struct code *code = resolving->around->code;
	struct arena *arena = resolving->book->arena;
	const struct text item = { value->text, value->place };
	struct problems problems;
	bool is_new;

	if (!code) {
		return true;
	}
	struct map_entry *known = map_put(resolving->selectors, value->text, &is_new);
	if (!is_new && known->num == 0) {
		return true;
	}
	problems_init(&problems, arena);
	if (selector_compile(arena, &item, 1, FORMS_OF_TARGETS, code, &problems)) {
		return true;
	}
	known->num = 1;
	struct register_fault *fault = fault_add(resolving->book, OWN_REGISTER_REFERENCE,
			resolving->entry, resolving->field->name, value->place,
			": " STR_FMT " in " STR_FMT, STR_ARG(problems.list.p[0].text),
			STR_ARG(resolving->field->name));
	fault->why = resolving->field->why;
	fault->remedy = problems.list.p[0].remedy;
	return false;
}

static bool value_resolve(struct resolving *resolving, struct register_value *value)
{
	switch (resolving->field->value) {
	case VALUE_RECORD:
		return record_resolve(resolving, value);
	case VALUE_MODULE:
		return module_resolve(resolving, value);
	case VALUE_DECISION:
		return decision_resolve(resolving, value);
	case VALUE_METRIC:
		return metric_resolve(resolving, value);
	case VALUE_OWNER:
		return owner_resolve(resolving, value);
	case VALUE_PATH:
		return path_resolve(resolving, value);
	case VALUE_SELECTOR:
		return selector_resolve(resolving, value);
	case VALUE_TEXT:
	case VALUE_DATE:
	case VALUE_DURATION:
	case VALUE_QUANTITY:
	case VALUE_YES_NO:
	case VALUE_ONE_OF:
	case VALUE_CONDITION:
	case VALUE_GROUP:
		break;
	}
	return true;
}

/* ---- all values ---- */

/* What refers to nothing is taken out from among the values. */
static void values_resolve(struct resolving *resolving, const struct field_kind *kind,
		struct register_field *field)
{
	size_t kept = 0;
	resolving->field = kind;
	for (size_t i = 0; i < field->len; i++) {
		struct register_value *value = &field->values[i];
		value->is_valid = value_resolve(resolving, value);
		if (value->is_valid) {
			field->values[kept++] = *value;
		} else {
			field->refused++;
		}
	}
	field->len = kept;
	field->is_there = kept > 0;
}

static void entry_resolve(struct resolving *resolving, struct register_entry *entry)
{
	const struct register_kind *kind = entry->kind;
	resolving->entry = entry;
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field_kind *field = &kind->fields[i];
		values_resolve(resolving, field, &entry->fields[i]);
		for (size_t v = 0; field->value == VALUE_GROUP && v < entry->fields[i].len; v++) {
			struct register_value *group = &entry->fields[i].values[v];
			for (size_t g = 0; g < field->field_count; g++) {
				values_resolve(resolving, &field->fields[g], &group->fields[g]);
			}
		}
	}
}

static void owners_collect(struct resolving *resolving)
{
	const struct code *code = resolving->around->code;
	struct register_range roles = register_of_kind(&resolving->book->registers, STR("role"));

	for (size_t i = 0; code && i < code->module_count; i++) {
		if (code->modules[i].owner.len) {
			map_put(resolving->owners, code->modules[i].owner, NULL);
		}
	}
	for (size_t i = 0; i < roles.len; i++) {
		map_put(resolving->owners, roles.p[i].id, NULL);
	}
}

/* ---- all of it ---- */

void book_resolve(struct register_book *book, const struct register_surroundings *surroundings)
{
	struct resolving resolving = {
		.book = book,
		.around = surroundings,
		.owners = map_create(book->arena),
		.selectors = map_create(book->arena),
	};

	owners_collect(&resolving);
	vec_each (struct register_entry, entry, &book->registers.entries) {
		entry_resolve(&resolving, entry);
	}
	book_find_twins(book);
}
