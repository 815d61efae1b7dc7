/* SPDX-License-Identifier: MIT */
/*
 * What is asked of the code, its history and the books that are kept: rows of
 * facts.def.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "conditions/fact.h"
#include "conditions/operand.h"
#include "facts/selector.h"

#define FACTS_MAX 128

/* The names of the family that come after the `skipped` first. */
static size_t family_names(struct str family, size_t skipped, struct str names[FACTS_MAX])
{
	size_t count = 0;
	for (const struct fact *fact = facts; fact->family.len; fact++) {
		if (!str_eq(fact->family, family)) {
			continue;
		}
		if (skipped) {
			skipped--;
		} else if (count < FACTS_MAX) {
			names[count++] = fact->name;
		}
	}
	return count;
}

static struct str fact_guess(struct parser *parser, struct str family, struct str written)
{
	struct str names[FACTS_MAX];
	struct buf list = { 0 };
	size_t count = family_names(family, fact_family_has_names(family) ? 0 : 1, names);
	buf_add_cstr(&list, "it is one of ");
	for (size_t i = 0; i < count; i++) {
		buf_add_cstr(&list, i ? ", " : "");
		buf_add(&list, names[i]);
	}
	struct str remedy = parser_guess(parser, written, names, count, list.p);
	remedy = str_dup(parser->arena, remedy);
	buf_finish(&list);
	return remedy;
}

/* code(NAME, …), git(NAME, …): the first argument. */
static bool fact_named(struct parser *parser, struct term *term, const struct arguments *arguments,
		size_t begin)
{
	struct str family = parser->function;
	if (arguments->len == 0) {
		return parser_fail(parser, begin, arguments->end,
				fact_guess(parser, family, STR("")),
				"'" STR_FMT "()' asks for nothing", STR_ARG(family));
	}
	const struct argument *name = &arguments->list[0];
	term->fact = fact_find(family, name->text);
	return term->fact
	       || argument_fail(parser, name, fact_guess(parser, family, name->text),
			       "unknown fact '" STR_FMT "'", STR_ARG(name->text));
}

/* exceptions(…), exceptions(…).expired: behind the parenthesis. */
static bool fact_suffixed(struct parser *parser, struct term *term)
{
	struct str family = parser->function;
	term->fact = fact_find(family, STR(""));
	if (!token_is(&parser->token, ".")) {
		return true;
	}
	struct str names[FACTS_MAX];
	parser_next(parser);
	term->fact = parser->token.kind == TOKEN_WORD ? fact_find(family, parser->token.text)
						      : NULL;
	if (!term->fact) {
		bool has_names = family_names(family, 1, names) > 0;
		return parser_fail_token(parser,
				has_names ? fact_guess(parser, family, parser->token.text)
					  : STR("compare the number itself"),
				"a fact's name");
	}
	parser_next(parser);
	return true;
}

/* ---- arguments ---- */

static bool too_many(
		struct parser *parser, const struct argument *argument, const struct fact *fact)
{
	return argument_fail(parser, argument,
			str_fmt(parser->arena, "for example " STR_FMT, STR_ARG(fact->example)),
			"an argument too many");
}

static void selectors_compile(struct parser *parser, struct term *term,
		const struct argument *arguments, size_t count)
{
	struct text *items = arena_new_array(parser->arena, struct text, count);
	struct problems own;
	struct problems *problems = parser->problems;
	for (size_t i = 0; i < count; i++) {
		const struct argument *item = &arguments[i];
		size_t at = item->at + (item->is_quoted ? 1 : 0);
		items[i] = (struct text){ item->value,
			lexer_place(&parser->lexer, at, at + item->value.len) };
	}
	if (parser->names->is_general) {
		problems_init(&own, parser->arena);
		problems = &own;
	}
	term->selector = selector_compile(
			parser->arena, items, count, FORMS_OF_USERS, parser->names->code, problems);
	if (!term->selector && problems == &own && own.list.len > 0) {
		(void)parser_name_unknown(parser, term, &arguments[0], STR(""), STR_FMT,
				STR_ARG(own.list.p[0].text));
	}
}

/* A module, a pattern in quotes; several of them. */
static bool selectors_parse(struct parser *parser, struct term *term,
		const struct argument *arguments, size_t count)
{
	struct buf list = { 0 };
	bool ok = true;
	for (size_t i = 0; ok && i < count; i++) {
		const struct argument *item = &arguments[i];
		ok = argument_is_plain(parser, item)
		     && (str_find(item->value, ',') == item->value.len
				     || argument_fail(parser, item,
						     STR("put each selector in quotes of its own"),
						     "a selector with a comma in it"));
		buf_add_cstr(&list, i ? ", " : "");
		buf_add(&list, item->value);
	}
	term->argument = str_dup(parser->arena, buf_str(&list));
	buf_finish(&list);
	if (ok && count && parser->names->code) {
		selectors_compile(parser, term, arguments, count);
	}
	return ok;
}

static bool path_parse(struct parser *parser, struct term *term, const struct argument *arguments,
		size_t count, size_t end)
{
	struct err err;
	bool takes_window = term->fact->argument == ARGUMENT_PATH_AND_WINDOW;
	if (count == 0) {
		return parser_fail(parser, end - 1, end,
				str_fmt(parser->arena, "for example " STR_FMT,
						STR_ARG(term->fact->example)),
				"a path is missing");
	}
	const struct argument *path = &arguments[0];
	if (!argument_is_plain(parser, path)) {
		return false;
	}
	if (!glob_check(path->value, &err)) {
		return argument_fail(parser, path, STR(""), "%s", err.text);
	}
	/* As a selector would say it. */
	bool is_selector = str_starts(path->value, STR("path:"));
	term->argument = is_selector ? str_from(path->value, strlen("path:")) : path->value;
	if (count > 1 && (!takes_window || count > 2)) {
		return too_many(parser, &arguments[takes_window ? 2 : 1], term->fact);
	}
	if (count > 1) {
		term->has_window = duration_read(&term->window, arguments[1].text);
		return term->has_window
		       || argument_fail(parser, &arguments[1],
				       STR("write a whole number and one of min, h, d, w, mo, q, y, "
					   "such as 90d"),
				       "'" STR_FMT "' is no length of time",
				       STR_ARG(arguments[1].text));
	}
	return true;
}

/* `module=net` is the same as `net`. */
static void module_check(struct parser *parser, const struct argument *argument, struct str name,
		struct term *term)
{
	if (parser->names->code) {
		struct argument module = *argument;
		module.value = name;
		module.at += (size_t)(name.p - argument->text.p);
		module.is_quoted = false;
		selectors_compile(parser, term, &module, 1);
	}
}

static void rule_check(struct parser *parser, const struct argument *argument, struct str id,
		struct term *term)
{
	const struct condition_names *names = parser->names;
	/* Those of lintel itself are not configured. */
	if (!names->rules || str_starts(id, STR("lintel/"))) {
		return;
	}
	for (size_t i = 0; i < names->rule_count; i++) {
		if (str_eq(names->rules[i], id)) {
			return;
		}
	}
	(void)parser_name_unknown(parser, term, argument,
			parser_guess(parser, id, names->rules, names->rule_count,
					"write the id of a rule of lintel.yaml"),
			"unknown rule '" STR_FMT "'", STR_ARG(id));
}

static bool filter_is_known(
		struct parser *parser, const struct argument *argument, struct term *term)
{
	static const struct str words[] = { STR_INIT("rule"), STR_INIT("adr"), STR_INIT("module") };
	for (size_t i = 0; i < term->label_count; i++) {
		struct str name = term->labels[i].name;
		struct str value = term->labels[i].value;
		if (str_eq(name, words[0])) {
			rule_check(parser, argument, value, term);
		} else if (str_eq(name, words[1])) {
			struct argument record = *argument;
			struct term found = { .record = NONE };
			record.value = value;
			record_find(parser, &record, &found);
			if (found.missing != REASON_NONE) {
				term->missing = found.missing;
				term->missing_text = found.missing_text;
			}
		} else if (str_eq(name, words[2])) {
			module_check(parser, argument, value, term);
		} else {
			return argument_fail(parser, argument,
					parser_guess(parser, name, words, COUNT_OF(words),
							"write rule=ID, adr=ID or module=NAME"),
					"unknown filter '" STR_FMT "'", STR_ARG(name));
		}
	}
	return true;
}

/* A module, and `rule=ID` and the like. */
static bool filter_parse(struct parser *parser, struct term *term, const struct argument *arguments,
		size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct argument *argument = &arguments[i];
		if (argument_is_label(argument)) {
			if (!labels_parse(parser, argument, term)
					|| !filter_is_known(parser, argument, term)) {
				return false;
			}
		} else if (term->argument.len) {
			return too_many(parser, argument, term->fact);
		} else if (!argument_is_plain(parser, argument)) {
			return false;
		} else {
			term->argument = argument->value;
			if (parser->names->code) {
				selectors_compile(parser, term, argument, 1);
			}
		}
	}
	return true;
}

/* A service, or nothing. */
static bool service_parse(struct parser *parser, struct term *term,
		const struct argument *arguments, size_t count)
{
	if (count > 1) {
		return too_many(parser, &arguments[1], term->fact);
	}
	if (count == 0) {
		return true;
	}
	term->argument = arguments[0].value;
	return argument_is_plain(parser, &arguments[0]);
}

bool fact_parse(struct parser *parser, struct term *term, size_t begin)
{
	struct arguments arguments;
	bool has_name = fact_family_has_names(parser->function);
	term->kind = TERM_FACT;
	if (!arguments_parse(parser, &arguments)) {
		return false;
	}
	if (!(has_name ? fact_named(parser, term, &arguments, begin)
		       : fact_suffixed(parser, term))) {
		return false;
	}
	struct err err;
	if (term->fact->unit.len && !unit_read(&term->unit, term->fact->unit, &err)) {
		return parser_fail(parser, begin, arguments.end, STR(""), "%s", err.text);
	}
	const struct argument *list = &arguments.list[has_name ? 1 : 0];
	size_t count = arguments.len - (has_name ? 1 : 0);
	switch (term->fact->argument) {
	case ARGUMENT_SELECTOR:
		return selectors_parse(parser, term, list, count);
	case ARGUMENT_PATH:
	case ARGUMENT_PATH_AND_WINDOW:
		return path_parse(parser, term, list, count, arguments.end);
	case ARGUMENT_FILTER:
		return filter_parse(parser, term, list, count);
	case ARGUMENT_SUBJECT:
		return subject_parse(parser, term, list, count, arguments.end);
	case ARGUMENT_SERVICE:
		return service_parse(parser, term, list, count);
	case ARGUMENT_RECORDS:
		return records_parse(parser, term, list, count, arguments.end);
	case ARGUMENT_RECORDS_AND_FIELD:
		return records_parse(parser, term, list, count, arguments.end)
		       && records_field_parse(parser, term);
	}
	return true;
}
