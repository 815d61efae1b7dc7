/* SPDX-License-Identifier: MIT */
/*
 * What is asked of the record of a register that a condition stands in: its
 * fields, those of its groups, and those of the records that it names.
 */
#include "base/arena.h"
#include "conditions/operand.h"
#include "facts/register.h"

const struct str field_words[] = {
	[FIELD_VALUE] = STR_INIT("field"),
	[FIELD_COUNT] = STR_INIT("count"),
	[FIELD_SUM] = STR_INIT("sum"),
	[FIELD_LEAST] = STR_INIT("least"),
	[FIELD_MOST] = STR_INIT("most"),
	[FIELD_UNTIL] = STR_INIT("until"),
	[FIELD_PAST] = STR_INIT("past"),
};

/* What a name stands for: a declared field, or a derived value. */
struct target {
	const struct field_kind *field;
	const struct field_derived *derived;
	/* It, or what it is a field of, is a list. */
	bool is_several;
};

/* ---- which field ---- */

/* What may be named where a name was not found. */
struct choices {
	struct str of;
	const struct field_kind *fields;
	size_t field_count;
	const struct field_derived *derived;
	size_t derived_count;
};

static bool field_unknown(struct parser *parser, const struct argument *argument, struct str name,
		const struct choices *choices)
{
	struct str *words = arena_new_array(parser->arena, struct str,
			choices->field_count + choices->derived_count + 1);
	size_t count = 0;
	for (size_t i = 0; i < choices->field_count; i++) {
		words[count++] = choices->fields[i].name;
	}
	for (size_t i = 0; i < choices->derived_count; i++) {
		words[count++] = choices->derived[i].name;
	}
	return argument_fail(parser, argument,
			parser_guess(parser, name, words, count,
					"write the name of one of its fields"),
			"'" STR_FMT "' has no field '" STR_FMT "'", STR_ARG(choices->of),
			STR_ARG(name));
}

static bool field_of_kind_unknown(struct parser *parser, const struct argument *argument,
		struct str name, const struct register_kind *kind)
{
	const struct choices choices = { kind->name, kind->fields, kind->field_count, kind->derived,
		kind->derived_count };
	return field_unknown(parser, argument, name, &choices);
}

/* The field of a group: "levels.owner". */
static bool group_find(struct parser *parser, const struct argument *argument, struct str part,
		struct target *target)
{
	const struct field_kind *group = target->field;
	for (size_t i = 0; i < group->field_count; i++) {
		if (str_eq(group->fields[i].name, part)) {
			target->field = &group->fields[i];
			target->is_several = group->is_list || target->field->is_list;
			return true;
		}
	}
	const struct choices choices = { group->name, group->fields, group->field_count, NULL, 0 };
	return field_unknown(parser, argument, part, &choices);
}

/* The field of a record that is named: "next.timeout"; of several kinds, the first with it. */
static bool reference_find(struct parser *parser, const struct argument *argument, struct str part,
		struct target *target)
{
	const struct field_kind *reference = target->field;
	const struct register_kind *other = NULL;
	*target = (struct target){ .is_several = reference->is_list };
	for (size_t i = 0; parser->names->registers && i < reference->kind_count; i++) {
		const struct register_kind *kind =
				register_kind_find(parser->names->registers, reference->kinds[i]);
		target->field = kind ? register_kind_field(kind, part) : NULL;
		target->derived = kind ? register_kind_derived(kind, part) : NULL;
		other = kind ? kind : other;
		if (target->field || target->derived) {
			target->is_several |= target->field && target->field->is_list;
			return true;
		}
	}
	if (other) {
		return field_of_kind_unknown(parser, argument, part, other);
	}
	return argument_fail(parser, argument, STR(""),
			"'" STR_FMT "' names records of a kind that is not declared",
			STR_ARG(reference->name));
}

static bool target_find(
		struct parser *parser, const struct argument *argument, struct target *target)
{
	const struct register_kind *kind = parser->names->kind;
	size_t dot = str_find(argument->value, '.');
	struct str head = str_slice(argument->value, 0, dot);
	struct str part = str_from(argument->value, dot + 1);
	*target = (struct target){
		.field = register_kind_field(kind, head),
		.derived = register_kind_derived(kind, head),
	};
	if (!target->field && !target->derived) {
		return field_of_kind_unknown(parser, argument, head, kind);
	}
	target->is_several = target->field && target->field->is_list;
	if (dot == argument->value.len) {
		return true;
	}
	if (target->field && target->field->value == VALUE_GROUP) {
		return group_find(parser, argument, part, target);
	}
	if (target->field && target->field->value == VALUE_RECORD) {
		return reference_find(parser, argument, part, target);
	}
	return argument_fail(parser, argument, STR("write the name of one field"),
			"'" STR_FMT "' is neither a group nor a reference, and has no fields",
			STR_ARG(head));
}

/* ---- what may be asked of it ---- */

static bool is_number(const struct target *target)
{
	return target->derived || target->field->value == VALUE_QUANTITY
	       || target->field->value == VALUE_DURATION;
}

static bool number_wanted(
		struct parser *parser, const struct argument *argument, enum value_kind kind)
{
	struct str name = argument->value;
	struct str remedy;
	switch (kind) {
	case VALUE_DATE:
		remedy = str_fmt(parser->arena, "write until(" STR_FMT ") or past(" STR_FMT ")",
				STR_ARG(name), STR_ARG(name));
		break;
	case VALUE_GROUP:
	case VALUE_CONDITION:
		remedy = str_fmt(parser->arena, "write has(" STR_FMT ") or count(" STR_FMT ")",
				STR_ARG(name), STR_ARG(name));
		break;
	default:
		remedy = str_fmt(parser->arena, "write field(" STR_FMT ") is %s", STR_ARG(name),
				kind == VALUE_YES_NO ? "yes" : "WORD");
		break;
	}
	return argument_fail(parser, argument, remedy,
			"'" STR_FMT "' is a field of type %s, and no quantity", STR_ARG(name),
			value_kind_words[kind]);
}

static bool use_check(struct parser *parser, const struct argument *argument,
		const struct target *target, const struct term *term)
{
	bool is_date = target->field && target->field->value == VALUE_DATE;
	switch (term->field_of) {
	case FIELD_COUNT:
		return true;
	case FIELD_UNTIL:
	case FIELD_PAST:
		return is_date
		       || argument_fail(parser, argument,
				       STR("name a field of type date, or write field(…)"),
				       "'" STR_FMT "' is no date", STR_ARG(argument->value));
	case FIELD_VALUE:
		if (is_number(target) && target->is_several) {
			return argument_fail(parser, argument,
					STR("write sum(…), least(…), most(…) or count(…)"),
					"'" STR_FMT "' may have several values",
					STR_ARG(argument->value));
		}
		break;
	case FIELD_SUM:
	case FIELD_LEAST:
	case FIELD_MOST:
		break;
	}
	return is_number(target) || number_wanted(parser, argument, target->field->value);
}

/* Whole milliseconds add up without loss, which seconds do not. */
struct unit unit_of_durations(void)
{
	struct unit unit = unit_second;
	unit.scale = 0.001;
	unit.text = STR("ms");
	return unit;
}

static struct unit target_unit(const struct target *target, enum field_of of)
{
	if (of == FIELD_COUNT) {
		return unit_bare;
	}
	if (of == FIELD_UNTIL || of == FIELD_PAST) {
		return unit_second;
	}
	if (target->derived) {
		return target->derived->unit;
	}
	return target->field->value == VALUE_DURATION ? unit_of_durations() : target->field->unit;
}

/* ---- field(x) is WORD ---- */

static struct str words_listed(struct parser *parser, const struct str *words, size_t count)
{
	struct buf list = { 0 };
	buf_add_cstr(&list, "it is one of ");
	for (size_t i = 0; i < count; i++) {
		buf_fmt(&list, "%s" STR_FMT, i ? ", " : "", STR_ARG(words[i]));
	}
	struct str text = str_dup(parser->arena, buf_str(&list));
	buf_finish(&list);
	return text;
}

static bool word_check(struct parser *parser, const struct argument *argument,
		const struct target *target, struct str word)
{
	static const struct str answers[] = { STR_INIT("yes"), STR_INIT("no") };
	const struct field_kind *field = target->field;
	const struct str *words = field && field->value == VALUE_YES_NO ? answers : NULL;
	size_t count = COUNT_OF(answers);
	if (!field || is_number(target) || field->value == VALUE_DATE || field->value == VALUE_GROUP
			|| field->value == VALUE_CONDITION) {
		return argument_fail(parser, argument,
				STR("compare it with <, <=, >, >=, == or !=, or ask has(…)"),
				"'" STR_FMT "' has no words to be", STR_ARG(argument->value));
	}
	if (field->value == VALUE_ONE_OF) {
		words = field->words;
		count = field->word_count;
	}
	for (size_t i = 0; words && i < count; i++) {
		if (str_eq(words[i], word)) {
			return true;
		}
	}
	return !words
	       || parser_fail_token(parser,
			       parser_guess(parser, word, words, count,
					       words_listed(parser, words, count).p),
			       "a word of that field");
}

static bool is_parse(struct parser *parser, const struct argument *argument,
		const struct target *target, struct term *term)
{
	parser_next(parser);
	if (token_is(&parser->token, "not")) {
		parser->is_negated = true;
		parser_next(parser);
	}
	struct token word = parser->token;
	if (word.kind == TOKEN_STRING) {
		term->argument = str_slice(word.text, 1, word.text.len - 1);
	} else if (word.kind == TOKEN_WORD && !word_is_reserved(word.text)) {
		term->argument = word.text;
	} else {
		return parser_fail_token(
				parser, STR("write a word, or a text in quotes"), "a word");
	}
	if (!word_check(parser, argument, target, term->argument)) {
		return false;
	}
	parser_next(parser);
	return true;
}

/* ---- the atom ---- */

static enum field_of field_of_word(struct str word)
{
	for (size_t i = 0; i < COUNT_OF(field_words); i++) {
		if (str_eq(field_words[i], word)) {
			return (enum field_of)i;
		}
	}
	return FIELD_VALUE;
}

bool field_parse(struct parser *parser, struct term *term, size_t begin)
{
	struct arguments arguments;
	struct target target;
	struct str word = parser->function;
	if (!arguments_parse(parser, &arguments)) {
		return false;
	}
	if (!parser->names->kind) {
		return parser_fail(parser, begin, arguments.end,
				STR("ask register(KIND, …) about the records of a kind"),
				"'" STR_FMT "(…)' asks a record of a register, and stands in none",
				STR_ARG(word));
	}
	if (arguments.len != 1) {
		return parser_fail(parser, begin, arguments.end,
				str_fmt(parser->arena, "write " STR_FMT "(name)", STR_ARG(word)),
				"'" STR_FMT "(…)' takes the name of one field", STR_ARG(word));
	}
	const struct argument *argument = &arguments.list[0];
	if (!argument_is_plain(parser, argument) || !target_find(parser, argument, &target)) {
		return false;
	}
	term->name = argument->value;
	if (str_eq(word, STR("has"))) {
		term->kind = TERM_HAS;
		return true;
	}
	term->field_of = field_of_word(word);
	if (term->field_of == FIELD_VALUE && token_is(&parser->token, "is")) {
		term->kind = TERM_IS;
		return is_parse(parser, argument, &target, term);
	}
	term->kind = TERM_FIELD;
	term->has_no_unit =
			term->field_of != FIELD_COUNT && target.field && target.field->is_any_unit;
	term->unit = target_unit(&target, term->field_of);
	return use_check(parser, argument, &target, term);
}
