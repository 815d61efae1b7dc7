/* SPDX-License-Identifier: MIT */
/*
 * The conditions of kinds and of records, parsed.
 */
#include "base/arena.h"
#include "base/problem.h"
#include "conditions/condition.h"
#include "facts/code.h"
#include "registers/book.h"
#include "registers/fault.h"

struct understanding {
	struct register_book *book;
	struct condition_names names;
	struct problems *problems;
	bool is_bad;
};

/* ---- conditions of a kind ---- */

static const struct condition *truth_read(
		struct understanding *understanding, struct str text, struct place place)
{
	if (text.len == 0) {
		return NULL;
	}
	const struct condition *condition = condition_parse(understanding->book->arena, text, place,
			&understanding->names, understanding->problems);
	understanding->is_bad |= !condition;
	return condition;
}

/* What decides about a record itself cannot wait for findings: those of records count too. */
static const struct condition *early_read(struct understanding *understanding, struct str text,
		struct place place, const char *key)
{
	const struct condition *condition = truth_read(understanding, text, place);
	if (condition && (condition_needs(condition) & CONDITION_NEEDS_FINDINGS)) {
		understanding->is_bad = true;
		problem_add(understanding->problems, place,
				STR("ask for it in a rule, which is judged when findings are counted"),
				"'%s' asks for findings, which are counted later", key);
		return NULL;
	}
	return condition;
}

static void fields_understand(struct understanding *understanding, struct kind_form *form)
{
	struct arena *arena = understanding->book->arena;
	const struct register_kind *kind = form->kind;

	form->required_when = arena_new_array(arena, const struct condition *, kind->field_count);
	form->judged_when = arena_new_array(arena, const struct condition *, kind->field_count);
	form->parts_required_when =
			arena_new_array(arena, const struct condition **, kind->field_count);
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field_kind *field = &kind->fields[i];
		form->required_when[i] = early_read(understanding, field->required_when,
				field->required_when_place, "required_when");
		form->judged_when[i] = early_read(understanding, field->judged_when,
				field->judged_when_place, "judged_when");
		form->parts_required_when[i] = arena_new_array(
				arena, const struct condition *, field->field_count);
		for (size_t k = 0; k < field->field_count; k++) {
			const struct field_kind *part = &field->fields[k];
			form->parts_required_when[i][k] =
					early_read(understanding, part->required_when,
							part->required_when_place, "required_when");
		}
	}
}

/* A unit that is not written is the one that comes out. */
static void unit_settle(struct understanding *understanding, struct field_derived *derived,
		const struct unit *comes)
{
	if (!derived->has_unit) {
		derived->unit = *comes;
		derived->has_unit = true;
	} else if (!unit_converts(comes, &derived->unit)) {
		understanding->is_bad = true;
		problem_add(understanding->problems, derived->place,
				STR("name a unit that it converts to, or none"),
				"derived value '" STR_FMT "' does not convert to its unit",
				STR_ARG(derived->name));
	}
}

/* In the order of the file: what is derived may be made of what stands before. */
static void derived_understand(struct understanding *understanding, struct kind_form *form)
{
	struct arena *arena = understanding->book->arena;
	struct register_kind *kind = form->kind;
	size_t count = kind->derived_count;

	form->of = arena_new_array(arena, const struct condition *, count);
	for (size_t i = 0; i < count; i++) {
		struct field_derived *derived = &kind->derived[i];
		if (derived->derivation != DERIVED_OF) {
			const struct field_derived *of = register_kind_derived(kind, derived->of);
			if (of) {
				unit_settle(understanding, derived, &of->unit);
			}
			continue;
		}
		/* Those that come later are not there yet. */
		kind->derived_count = i;
		form->of[i] = condition_parse_quantity(arena, derived->of, derived->place,
				&understanding->names, understanding->problems);
		kind->derived_count = count;
		if (!form->of[i]) {
			understanding->is_bad = true;
			continue;
		}
		unit_settle(understanding, derived, &form->of[i]->terms[form->of[i]->root].unit);
		if (condition_needs(form->of[i]) & CONDITION_NEEDS_FINDINGS) {
			understanding->is_bad = true;
			problem_add(understanding->problems, derived->place, STR(""),
					"derived value '" STR_FMT
					"' asks for findings, which are counted later",
					STR_ARG(derived->name));
		}
	}
}

static void rules_understand(struct understanding *understanding, struct kind_form *form)
{
	struct arena *arena = understanding->book->arena;
	const struct register_kind *kind = form->kind;

	form->when = arena_new_array(arena, const struct condition *, kind->rule_count);
	form->holds = arena_new_array(arena, const struct condition *, kind->rule_count);
	for (size_t i = 0; i < kind->rule_count; i++) {
		const struct register_rule *rule = &kind->rules[i];
		form->when[i] = truth_read(understanding, rule->when, rule->when_place);
		form->holds[i] = truth_read(understanding, rule->holds, rule->holds_place);
	}
}

/* Derived values first: the rest may ask for them. */
static void kind_understand(struct understanding *understanding, struct kind_form *form)
{
	understanding->names.kind = form->kind;
	derived_understand(understanding, form);
	fields_understand(understanding, form);
	rules_understand(understanding, form);
	form->is_understood = true;
}

/* ---- conditions of records ---- */

static bool value_understood(struct understanding *understanding, uint32_t entry,
		const struct field_kind *field, struct register_value *value)
{
	struct register_book *book = understanding->book;
	struct problems problems;

	problems_init(&problems, book->arena);
	const struct condition *condition = condition_parse(
			book->arena, value->text, value->place, &understanding->names, &problems);
	if (condition) {
		value->condition = (uint32_t)book->conditions.len;
		*vec_add(&book->conditions, book->arena) = (struct register_condition){
			.entry = entry,
			.field = field,
			.place = value->place,
			.condition = condition,
		};
		return true;
	}
	const struct problem *problem = &problems.list.p[0];
	struct register_fault *fault = fault_add(book, OWN_REGISTER_VALUE,
			&book->registers.entries.p[entry], field->name, problem->place,
			": " STR_FMT " cannot be judged: " STR_FMT, STR_ARG(field->name),
			STR_ARG(problem->text));
	fault->why = field->why;
	fault->remedy = problem->remedy;
	return false;
}

static void entry_understand(struct understanding *understanding, uint32_t number)
{
	struct register_entry *entry = &understanding->book->registers.entries.p[number];
	const struct register_kind *kind = entry->kind;

	understanding->names.kind = kind;
	for (size_t i = 0; i < kind->field_count; i++) {
		struct register_field *field = &entry->fields[i];
		size_t kept = 0;
		if (kind->fields[i].value != VALUE_CONDITION) {
			continue;
		}
		for (size_t v = 0; v < field->len; v++) {
			if (value_understood(understanding, number, &kind->fields[i],
					    &field->values[v])) {
				field->values[kept++] = field->values[v];
			} else {
				field->refused++;
			}
		}
		field->len = kept;
		field->is_there = kept > 0;
	}
}

/* ---- all of them ---- */

static int form_order(const void *a, const void *b)
{
	const struct kind_form *x = a;
	const struct kind_form *y = b;
	return str_cmp(x->kind->name, y->kind->name);
}

/* Of kinds that nobody uses nobody needs to know more. */
static bool is_used(const struct register_book *book, const struct register_kind *kind)
{
	return !kind->is_shipped || register_of_kind(&book->registers, kind->name).len > 0;
}

bool book_understand(struct register_book *book, const struct condition_names *names,
		struct problems *problems)
{
	struct understanding understanding = {
		.book = book,
		.names = *names,
		.problems = problems,
	};

	vec_sort(&book->forms, form_order);
	vec_each (struct kind_form, form, &book->forms) {
		if (is_used(book, form->kind)) {
			kind_understand(&understanding, form);
		}
	}
	for (uint32_t i = 0; i < book->registers.entries.len; i++) {
		entry_understand(&understanding, i);
	}
	return !understanding.is_bad;
}

void book_understand_again(struct register_book *book, const struct condition_names *names)
{
	struct problems problems;
	struct understanding understanding = {
		.book = book,
		.names = *names,
		.problems = &problems,
	};

	/* What was right once is right still. */
	problems_init(&problems, book->arena);
	vec_each (struct kind_form, form, &book->forms) {
		if (form->is_understood) {
			kind_understand(&understanding, form);
		}
	}
	vec_each (struct register_condition, own, &book->conditions) {
		understanding.names.kind = book->registers.entries.p[own->entry].kind;
		const struct condition *again = condition_parse(book->arena, own->condition->text,
				own->condition->place, &understanding.names, &problems);
		own->condition = again ? again : own->condition;
	}
}

/* ---- what they need ---- */

static unsigned needs_of(const struct condition *const *conditions, size_t count)
{
	unsigned needs = 0;
	for (size_t i = 0; i < count; i++) {
		needs |= conditions[i] ? condition_needs(conditions[i]) : 0;
	}
	return needs;
}

unsigned book_needs(const struct register_book *book)
{
	unsigned needs = 0;
	vec_each (const struct kind_form, form, &book->forms) {
		const struct register_kind *kind = form->kind;
		if (!form->is_understood) {
			continue;
		}
		needs |= needs_of(form->required_when, kind->field_count);
		needs |= needs_of(form->judged_when, kind->field_count);
		for (size_t i = 0; i < kind->field_count; i++) {
			needs |= needs_of(
					form->parts_required_when[i], kind->fields[i].field_count);
		}
		needs |= needs_of(form->of, kind->derived_count);
		needs |= needs_of(form->when, kind->rule_count);
		needs |= needs_of(form->holds, kind->rule_count);
	}
	vec_each (const struct register_condition, own, &book->conditions) {
		needs |= own->field->judged != JUDGED_NOT ? condition_needs(own->condition) : 0;
	}
	return needs;
}
