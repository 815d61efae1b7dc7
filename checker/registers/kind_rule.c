/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "registers/kind_part.h"

_Static_assert(SEVERITY_ERROR == 3, "the severities of rules are those of severity_words");

/* ---- derived values ---- */

/* Which of the five it is, and its text; several or none is a problem. */
static const struct text *derivation_of(struct kind_reading *reading,
		const struct config_kind_derived *from, enum derivation *derivation)
{
	const struct text *const texts[] = {
		[DERIVED_OF] = &from->of,
		[DERIVED_LONGEST] = &from->longest,
		[DERIVED_TOTAL] = &from->total,
		[DERIVED_LEAST] = &from->least,
		[DERIVED_MOST] = &from->most,
	};
	size_t count = 0;

	*derivation = DERIVED_OF;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		if (texts[i]->s.len) {
			*derivation = (enum derivation)i;
			count++;
		}
	}
	if (count != 1) {
		kind_fail(reading, from->name.place,
				STR("for example: { longest: own_time, along: next, unit: ms }"),
				"derived value '" STR_FMT
				"' needs one of 'of', 'longest', 'total', 'least' and 'most'",
				STR_ARG(from->name.s));
	}
	return texts[*derivation];
}

static bool is_number(const struct field_kind *field)
{
	return (field->value == VALUE_QUANTITY || field->value == VALUE_DURATION) && !field->is_list
	       && !field->is_any_unit;
}

/* What is joined along references is a number of the record's own; its unit, if it is known. */
static bool joined_check(
		struct kind_reading *reading, const struct text *of, struct field_derived *to)
{
	const struct field_derived *derived = register_kind_derived(reading->kind, of->s);
	const struct field_kind *field;

	if (derived) {
		to->unit = derived->unit;
		to->has_unit = derived->has_unit;
		return derived->has_unit;
	}
	field = kind_field_named(reading, of);
	if (field && (!is_number(field) || str_contains(of->s, STR(".")))) {
		kind_fail(reading, of->place,
				STR("name a single duration or quantity of the record, or a derived "
				    "value that stands before"),
				"'" STR_FMT "' is no number", STR_ARG(of->s));
		return false;
	}
	to->unit = field ? field->unit : unit_bare;
	to->has_unit = true;
	return field != NULL;
}

static void along_check(struct kind_reading *reading, const struct config_kind_derived *from)
{
	const struct register_kind *kind = reading->kind;

	if (from->along.s.len == 0) {
		kind_fail(reading, from->name.place,
				STR("name the field that leads to other records of this kind"),
				"derived value '" STR_FMT "' has no 'along'",
				STR_ARG(from->name.s));
		return;
	}
	const struct field_kind *field = kind_field_named(reading, &from->along);
	if (field
			&& (field->value != VALUE_RECORD || field->kind_count != 1
					|| !str_eq(field->kinds[0], kind->name))) {
		kind_fail(reading, from->along.place,
				str_fmt(reading->arena,
						"it is a field { type: record, of: [" STR_FMT
						"], list: true }",
						STR_ARG(kind->name)),
				"'" STR_FMT "' does not lead to records of kind '" STR_FMT "' only",
				STR_ARG(from->along.s), STR_ARG(kind->name));
	}
}

static void unit_take(struct kind_reading *reading, const struct config_kind_derived *from,
		bool is_joined, struct field_derived *to)
{
	struct unit unit = to->unit;
	struct err err;

	if (from->unit.s.len == 0) {
		return;
	}
	if (!unit_read(&unit, from->unit.s, &err)) {
		kind_fail(reading, from->unit.place, STR(""), "%s", err.text);
	} else if (is_joined && !unit_converts(&to->unit, &unit)) {
		kind_fail(reading, from->unit.place, STR("leave it out, or name one that converts"),
				"what is joined does not convert to '" STR_FMT "'",
				STR_ARG(from->unit.s));
	}
	to->unit = unit;
	to->has_unit = true;
}

static void derived_take(struct kind_reading *reading, const struct config_kind_derived *from)
{
	struct register_kind *kind = reading->kind;
	struct field_derived to = { .name = from->name.s, .unit = unit_bare };
	const struct text *of = derivation_of(reading, from, &to.derivation);
	bool is_joined = to.derivation != DERIVED_OF;
	bool has_unit = false;

	kind_name_check(reading, &from->name);
	if (register_kind_field(kind, from->name.s)) {
		kind_fail(reading, from->name.place, STR("give it another name"),
				"derived value '" STR_FMT "' is called as a field is",
				STR_ARG(from->name.s));
	}
	to.of = of->s;
	to.place = of->place;
	to.along = from->along.s;
	to.help = from->help.s;
	to.has_unit = from->unit.s.len > 0;
	if (is_joined && of->s.len) {
		has_unit = joined_check(reading, of, &to);
		along_check(reading, from);
	} else if (from->along.s.len) {
		kind_fail(reading, from->along.place, STR("take it out"),
				"'along' says nothing about 'of'");
	}
	unit_take(reading, from, has_unit, &to);
	kind->derived[kind->derived_count++] = to;
}

void kind_derived_take(struct kind_reading *reading, const struct records *from)
{
	const struct config_kind_derived *declared = from->p;

	reading->kind->derived = arena_new_array(reading->arena, struct field_derived, from->len);
	for (size_t i = 0; i < from->len; i++) {
		derived_take(reading, &declared[i]);
	}
}

/* ---- rules ---- */

/* "within.timeout": a field of what a reference leads to, whose kind may not be read yet. */
static bool is_behind_reference(const struct register_kind *kind, struct str name)
{
	const struct field_kind *field =
			register_kind_field(kind, str_slice(name, 0, str_find(name, '.')));
	return field && field->value == VALUE_RECORD && str_find(name, '.') < name.len;
}

/* Each "{name}" of a message is a field, a derived value, or one behind a reference. */
static void message_check(struct kind_reading *reading, const struct text *message)
{
	struct str rest = message->s;
	for (size_t open = str_find(rest, '{'); open < rest.len; open = str_find(rest, '{')) {
		rest = str_from(rest, open + 1);
		size_t close = str_find(rest, '}');
		const struct text name = { str_slice(rest, 0, close), message->place };
		if (close == rest.len) {
			kind_fail(reading, message->place, STR("close it: {field}"),
					"'{' without '}'");
			return;
		}
		if (!register_kind_derived(reading->kind, name.s)
				&& !is_behind_reference(reading->kind, name.s)) {
			(void)kind_field_named(reading, &name);
		}
		rest = str_from(rest, close);
	}
}

static bool rule_is_there(const struct register_kind *kind, struct str id)
{
	for (size_t i = 0; i < kind->rule_count; i++) {
		if (str_eq(kind->rules[i].id, id)) {
			return true;
		}
	}
	return false;
}

void kind_rules_take(struct kind_reading *reading, const struct records *from)
{
	struct register_kind *kind = reading->kind;
	const struct config_kind_rule *declared = from->p;

	kind->rules = arena_new_array(reading->arena, struct register_rule, from->len);
	for (size_t i = 0; i < from->len; i++) {
		const struct config_kind_rule *rule = &declared[i];
		if (rule_is_there(kind, rule->id.s)) {
			kind_fail(reading, rule->id.place, STR("give this one another id"),
					"rule '" STR_FMT "' is repeated", STR_ARG(rule->id.s));
		}
		message_check(reading, &rule->message);
		kind->rules[kind->rule_count++] = (struct register_rule){
			.id = rule->id.s,
			.place = rule->id.place,
			.when = rule->when.s,
			.when_place = rule->when.place,
			.holds = rule->holds.s,
			.holds_place = rule->holds.place,
			.message = rule->message.s,
			.why = rule->why.s,
			.remedy = rule->mend.s,
			.severity = rule->severity.value,
			.class = rule->class.value,
		};
	}
}
