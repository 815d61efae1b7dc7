/* SPDX-License-Identifier: MIT */
/*
 * Decisions, their age, days of the calendar, and what only somebody can say.
 */
#include "base/arena.h"
#include "conditions/operand.h"

/* ---- other decisions ---- */

void record_find(struct parser *parser, const struct argument *name, struct term *term)
{
	const struct decisions *decisions = parser->names->decisions;
	const struct decision *decision = decisions ? decision_find(decisions, name->value) : NULL;
	if (decision) {
		term->record = (uint32_t)(decision - decisions->list.p);
	}
	if (decision || !decisions) {
		return;
	}
	struct str *words = arena_new_array(parser->arena, struct str, decisions->list.len + 1);
	for (size_t i = 0; i < decisions->list.len; i++) {
		words[i] = decisions->list.p[i].id;
	}
	(void)parser_name_unknown(parser, term, name,
			parser_guess(parser, name->value, words, decisions->list.len,
					"write the id of a record, as in lintel adr list"),
			"no decision is called '" STR_FMT "'", STR_ARG(name->value));
}

static bool status_read(struct parser *parser, struct term *term)
{
	struct str words[STATUSES];
	for (size_t i = 0; i < STATUSES; i++) {
		words[i] = str_of(decision_status_words[i]);
		if (parser->token.kind == TOKEN_WORD && str_eq(parser->token.text, words[i])) {
			term->status = (enum decision_status)i;
			parser_next(parser);
			return true;
		}
	}
	return parser_fail_token(parser,
			parser_guess(parser, parser->token.text, words, STATUSES,
					"a status is draft, proposed, accepted, implemented, rejected, "
					"deprecated, superseded, withdrawn, other or unknown"),
			"a status");
}

/* `is WORD`, `is not WORD`, `becomes WORD`, behind `.status`. */
static bool status_parse(struct parser *parser, struct term *term)
{
	term->kind = TERM_STATUS;
	term->is_edge = token_is(&parser->token, "becomes");
	if (!term->is_edge && !token_is(&parser->token, "is")) {
		return parser_fail_token(
				parser, STR("write adr(ID).status is accepted"), "is or becomes");
	}
	parser_next(parser);
	if (!term->is_edge && token_is(&parser->token, "not")) {
		parser->is_negated = true;
		parser_next(parser);
	}
	return status_read(parser, term);
}

bool record_parse(struct parser *parser, struct term *term, size_t begin)
{
	struct arguments arguments;
	if (!arguments_parse(parser, &arguments)) {
		return false;
	}
	if (arguments.len != 1) {
		return parser_fail(parser, begin, arguments.end,
				STR("write adr(ID).status is accepted, or adr(ID).fired"),
				"'adr(…)' takes the id of one decision");
	}
	if (!argument_is_plain(parser, &arguments.list[0])) {
		return false;
	}
	term->name = arguments.list[0].value;
	/* An unknown record is an error, but no reason to stop here. */
	record_find(parser, &arguments.list[0], term);
	if (!token_is(&parser->token, ".")) {
		return parser_fail_token(parser,
				STR("write adr(ID).status is accepted, or adr(ID).fired"),
				"'.status' or '.fired'");
	}
	parser_next(parser);
	if (token_is(&parser->token, "fired")) {
		term->kind = TERM_FIRED;
		parser_next(parser);
		return true;
	}
	static const struct str words[] = { STR_INIT("status"), STR_INIT("fired") };
	if (!token_is(&parser->token, "status")) {
		return parser_fail_token(parser,
				parser_guess(parser, parser->token.text, words, COUNT_OF(words),
						"write status or fired"),
				"status or fired");
	}
	parser_next(parser);
	return status_parse(parser, term);
}

/* ---- ages ---- */

bool age_parse(struct parser *parser, struct term *term, size_t begin)
{
	static const struct str words[] = {
		[AGE_ACCEPTED] = STR_INIT("accepted"),
		[AGE_REVIEWED] = STR_INIT("reviewed"),
		[AGE_CHANGED] = STR_INIT("changed"),
		[AGE_PROPOSED] = STR_INIT("proposed"),
	};
	struct arguments arguments;
	term->kind = TERM_AGE;
	if (!arguments_parse(parser, &arguments)) {
		return false;
	}
	if (arguments.len != 1) {
		return parser_fail(parser, begin, arguments.end, STR("write age(reviewed) > 12mo"),
				"'age(…)' takes one word");
	}
	const struct argument *word = &arguments.list[0];
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (str_eq(word->text, words[i])) {
			term->age = (enum age_of)i;
			term->unit = unit_second;
			return true;
		}
	}
	return argument_fail(parser, word,
			parser_guess(parser, word->text, words, COUNT_OF(words),
					"write accepted, reviewed, changed or proposed"),
			"unknown age '" STR_FMT "'", STR_ARG(word->text));
}

/* ---- days ---- */

static bool range_parse(struct parser *parser, struct term *term, size_t at)
{
	moment last_begin;
	if (!token_is(&parser->token, "..")) {
		return parser_fail_token(
				parser, STR("write between 2027-01-01 .. 2027-03-31"), "'..'");
	}
	parser_next(parser);
	if (!date_parse(parser, false, &last_begin, &term->last)) {
		return false;
	}
	return last_begin >= term->first
	       || parser_fail(parser, at, parser->token.at, STR("write the earlier day first"),
			       "the second day lies before the first");
}

bool day_parse(struct parser *parser, struct term *term, size_t begin)
{
	struct str word = word_at(parser->lexer.text, begin);
	bool is_after = str_eq(word, STR("after"));
	size_t at = parser->token.at;
	term->kind = TERM_DATE;
	if (!date_parse(parser, is_after, &term->first, &term->last)) {
		return false;
	}
	if (is_after) {
		/* A day that something is due on is over before it is late. */
		term->first = term->last;
		term->last = MOMENT_NEVER;
		return true;
	}
	return str_eq(word, STR("on")) || range_parse(parser, term, at);
}

/* ---- what somebody says ---- */

bool manual_parse(struct parser *parser, struct term *term, size_t begin)
{
	struct arguments arguments;
	term->kind = TERM_MANUAL;
	if (!arguments_parse(parser, &arguments)) {
		return false;
	}
	const struct argument *text = &arguments.list[0];
	const struct argument *every = &arguments.list[1];
	if (arguments.len == 0 || !text->is_quoted || str_trim(text->value).len == 0) {
		return parser_fail(parser, begin, arguments.end,
				STR("write manual(\"what to look at\", every 90d)"),
				"'manual(…)' begins with a text in quotes");
	}
	if (arguments.len == 1) {
		return parser_fail(parser, begin, arguments.end,
				STR("write manual(\"what to look at\", every 90d)"),
				"'manual(…)' does not say how long an answer counts");
	}
	if (arguments.len > 2) {
		return argument_fail(parser, &arguments.list[2],
				STR("write manual(\"what to look at\", every 90d)"),
				"an argument too many");
	}
	term->name = text->value;
	struct str word = word_at(every->text, 0);
	if (!str_eq(word, STR("every"))
			|| !duration_read(&term->every, str_from(every->text, word.len))) {
		return argument_fail(parser, every, STR("write every 90d"),
				"'" STR_FMT "' is no interval", STR_ARG(every->text));
	}
	return true;
}
