/* SPDX-License-Identifier: MIT */
/*
 * register(KIND, field=value, …): which records, and what is asked of them.
 */
#include "base/arena.h"
#include "conditions/fact.h"
#include "conditions/field.h"
#include "conditions/operand.h"
#include "facts/register.h"

static void kind_unknown(struct parser *parser, struct term *term, const struct argument *argument)
{
	const struct registers *registers = parser->names->registers;
	struct str *words = arena_new_array(parser->arena, struct str, registers->kinds.len + 1);
	for (size_t i = 0; i < registers->kinds.len; i++) {
		words[i] = registers->kinds.p[i]->name;
	}
	(void)parser_name_unknown(parser, term, argument,
			parser_guess(parser, argument->value, words, registers->kinds.len,
					"lintel registers list names the kinds of records"),
			"no kind of records is called '" STR_FMT "'", STR_ARG(argument->value));
}

static void field_unknown(struct parser *parser, struct term *term, const struct argument *argument,
		const struct register_kind *kind, struct str name)
{
	struct str *words = arena_new_array(
			parser->arena, struct str, kind->field_count + kind->derived_count + 1);
	size_t count = 0;
	for (size_t i = 0; i < kind->field_count; i++) {
		words[count++] = kind->fields[i].name;
	}
	for (size_t i = 0; i < kind->derived_count; i++) {
		words[count++] = kind->derived[i].name;
	}
	(void)parser_name_unknown(parser, term, argument,
			parser_guess(parser, name, words, count,
					"write the name of one of its fields"),
			"'" STR_FMT "' has no field '" STR_FMT "'", STR_ARG(kind->name),
			STR_ARG(name));
}

/* Whether the value is one that the field can have; an error or unknown if not. */
static void value_check(struct parser *parser, struct term *term, const struct argument *argument,
		const struct field_kind *field, struct str value)
{
	static const struct str answers[] = { STR_INIT("yes"), STR_INIT("no") };
	bool is_answer = field->value == VALUE_YES_NO;
	const struct str *words = is_answer ? answers : field->words;
	size_t count = is_answer ? COUNT_OF(answers) : field->word_count;
	bool is_ahead;
	struct duration length;
	date_day day;
	int64_t seconds;
	if (field->value == VALUE_DATE && !field_window_read(value, &is_ahead, &length)
			&& !date_read_day(value, &day) && !date_read_moment(value, &seconds)) {
		(void)argument_fail(parser, argument,
				STR("write a day, or how near it is: 'last 90d', 'next 30d'"),
				"'" STR_FMT "' is no date", STR_ARG(value));
	}
	if (!is_answer && field->value != VALUE_ONE_OF) {
		return;
	}
	for (size_t i = 0; i < count; i++) {
		if (str_eq(words[i], value)) {
			return;
		}
	}
	(void)parser_name_unknown(parser, term, argument,
			parser_guess(parser, value, words, count,
					"write one of the words of the field"),
			"'" STR_FMT "' is never '" STR_FMT "'", STR_ARG(field->name),
			STR_ARG(value));
}

static void filter_check(struct parser *parser, struct term *term, const struct argument *argument,
		const struct register_kind *kind, size_t first)
{
	for (size_t i = first; i < term->label_count; i++) {
		const struct label *label = &term->labels[i];
		const struct field_kind *field = register_kind_field(kind, label->name);
		if (field && field->value != VALUE_GROUP) {
			value_check(parser, term, argument, field, label->value);
		} else {
			field_unknown(parser, term, argument, kind, label->name);
		}
	}
}

bool records_parse(struct parser *parser, struct term *term, const struct argument *arguments,
		size_t count, size_t end)
{
	const struct registers *registers = parser->names->registers;
	const struct register_kind *kind = NULL;
	if (count == 0 || argument_is_label(&arguments[0])) {
		return parser_fail(parser, end - 1, end,
				str_fmt(parser->arena, "for example " STR_FMT,
						STR_ARG(term->fact->example)),
				"a kind of records is missing");
	}
	if (!argument_is_plain(parser, &arguments[0])) {
		return false;
	}
	term->argument = arguments[0].value;
	if (registers) {
		kind = register_kind_find(registers, term->argument);
	}
	if (registers && !kind) {
		kind_unknown(parser, term, &arguments[0]);
	}
	for (size_t i = 1; i < count; i++) {
		size_t first = term->label_count;
		if (!argument_is_label(&arguments[i])) {
			return argument_fail(parser, &arguments[i], STR("write field=value"),
					"'" STR_FMT "' is no filter", STR_ARG(arguments[i].text));
		}
		if (!labels_parse(parser, &arguments[i], term)) {
			return false;
		}
		if (kind) {
			filter_check(parser, term, &arguments[i], kind, first);
		}
	}
	return true;
}

static bool is_number(enum value_kind kind)
{
	return kind == VALUE_QUANTITY || kind == VALUE_DURATION;
}

/* The unit of the field that is summed; it is known where the kind is. */
static bool unit_find(struct parser *parser, struct term *term, const struct argument *argument)
{
	const struct registers *registers = parser->names->registers;
	const struct register_kind *kind =
			registers ? register_kind_find(registers, term->argument) : NULL;
	term->has_no_unit = true;
	if (!kind) {
		return true;
	}
	const struct field_kind *field = register_kind_field(kind, term->name);
	const struct field_derived *derived = register_kind_derived(kind, term->name);
	if (!field && !derived) {
		field_unknown(parser, term, argument, kind, term->name);
		return true;
	}
	if (field && !is_number(field->value)) {
		return argument_fail(parser, argument, STR("name a quantity or a duration"),
				"'" STR_FMT "' is a field of type %s, and no quantity",
				STR_ARG(term->name), value_kind_words[field->value]);
	}
	term->has_no_unit = field && field->is_any_unit;
	term->unit = !field                           ? derived->unit
		     : field->value == VALUE_DURATION ? unit_of_durations()
						      : field->unit;
	return true;
}

bool records_field_parse(struct parser *parser, struct term *term)
{
	struct arguments arguments;
	if (!token_is(&parser->token, "(")) {
		return parser_fail_token(parser,
				str_fmt(parser->arena, "for example " STR_FMT,
						STR_ARG(term->fact->example)),
				"'(' and a field");
	}
	parser->function = term->fact->name;
	if (!arguments_parse(parser, &arguments)) {
		return false;
	}
	if (arguments.len != 1) {
		return parser_fail(parser, arguments.begin, arguments.end,
				str_fmt(parser->arena, "for example " STR_FMT,
						STR_ARG(term->fact->example)),
				"'" STR_FMT "(…)' takes the name of one field",
				STR_ARG(term->fact->name));
	}
	if (!argument_is_plain(parser, &arguments.list[0])) {
		return false;
	}
	term->name = arguments.list[0].value;
	return unit_find(parser, term, &arguments.list[0]);
}

bool subject_parse(struct parser *parser, struct term *term, const struct argument *arguments,
		size_t count, size_t end)
{
	const struct registers *registers = parser->names->registers;
	if (count != 1) {
		return parser_fail(parser, end - 1, end,
				str_fmt(parser->arena, "for example " STR_FMT,
						STR_ARG(term->fact->example)),
				count ? "a name too many" : "a name is missing");
	}
	if (!argument_is_plain(parser, &arguments[0])) {
		return false;
	}
	term->argument = arguments[0].value;
	if (!registers || !str_eq(term->fact->family, STR("budget"))
			|| register_find(registers, STR("service-level"), term->argument)) {
		return true;
	}
	struct register_range levels = register_of_kind(registers, STR("service-level"));
	struct str *words = arena_new_array(parser->arena, struct str, levels.len + 1);
	for (size_t i = 0; i < levels.len; i++) {
		words[i] = levels.p[i].id;
	}
	(void)parser_name_unknown(parser, term, &arguments[0],
			parser_guess(parser, term->argument, words, levels.len,
					"write the id of a record of the kind service-level"),
			"no service level is called '" STR_FMT "'", STR_ARG(term->argument));
	return true;
}
