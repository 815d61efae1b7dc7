/* SPDX-License-Identifier: MIT */
/*
 * What stands between operators: measurements, facts, decisions, dates, words
 * that somebody gives.
 */
#include "conditions/operand.h"

#include "base/arena.h"
#include "base/suggest.h"

static const struct atom {
	struct str word;
	/* It is followed by a parenthesis. */
	bool is_function;
	bool (*parse)(struct parser *parser, struct term *term, size_t begin);
} atoms[] = {
	{ STR_INIT("metric"), true, metric_parse },
	{ STR_INIT("code"), true, fact_parse },
	{ STR_INIT("git"), true, fact_parse },
	{ STR_INIT("adr"), true, record_parse },
	{ STR_INIT("exceptions"), true, fact_parse },
	{ STR_INIT("register"), true, fact_parse },
	{ STR_INIT("pillar"), true, fact_parse },
	{ STR_INIT("budget"), true, fact_parse },
	{ STR_INIT("delivery"), true, fact_parse },
	{ STR_INIT("field"), true, field_parse },
	{ STR_INIT("has"), true, field_parse },
	{ STR_INIT("count"), true, field_parse },
	{ STR_INIT("sum"), true, field_parse },
	{ STR_INIT("least"), true, field_parse },
	{ STR_INIT("most"), true, field_parse },
	{ STR_INIT("until"), true, field_parse },
	{ STR_INIT("past"), true, field_parse },
	{ STR_INIT("age"), true, age_parse },
	{ STR_INIT("manual"), true, manual_parse },
	{ STR_INIT("after"), false, day_parse },
	{ STR_INIT("on"), false, day_parse },
	{ STR_INIT("between"), false, day_parse },
	{ STR_INIT("baseline"), false, baseline_parse },
};

/* Words that may begin a term but are no atoms. */
static const struct str other_words[] = { STR_INIT("not"), STR_INIT("all"), STR_INIT("any"),
	STR_INIT("holds") };

static const struct atom *atom_find(struct str word)
{
	for (size_t i = 0; i < COUNT_OF(atoms); i++) {
		if (str_eq(atoms[i].word, word)) {
			return &atoms[i];
		}
	}
	return NULL;
}

/* Whether it was meant for one of the words that stand for a quantity. */
static bool is_nearly_quantity(struct str word)
{
	for (size_t i = 0; i < COUNT_OF(atoms); i++) {
		bool is_near = suggest_distance(word, atoms[i].word) * 3 <= word.len;
		if (is_near && (atoms[i].is_function || atoms[i].parse == baseline_parse)) {
			return true;
		}
	}
	return false;
}

static bool word_unknown(struct parser *parser)
{
	struct str words[COUNT_OF(atoms) + COUNT_OF(other_words)];
	for (size_t i = 0; i < COUNT_OF(atoms); i++) {
		words[i] = atoms[i].word;
	}
	memcpy(&words[COUNT_OF(atoms)], other_words, sizeof(other_words));
	const struct token *token = &parser->token;
	if (parser->wants_quantity
			&& (token->kind != TOKEN_WORD || !is_nearly_quantity(token->text))) {
		return parser_fail_token(parser,
				STR("write a number with its unit, such as 200 ms, or metric(…), "
				    "code(…), baseline"),
				"a quantity");
	}
	if (token->kind != TOKEN_WORD || word_is_reserved(token->text)) {
		return parser_fail_token(parser,
				STR("write a condition, such as: metric(api.latency, p95, 7d) >= 200 "
				    "ms"),
				"a condition");
	}
	if (str_eq(token->text, STR("waivers"))) {
		return parser_fail(parser, token->at, parser->lexer.at,
				STR("did you mean 'exceptions'?"), "unknown word 'waivers'");
	}
	return parser_fail(parser, token->at, parser->lexer.at,
			parser_guess(parser, token->text, words, COUNT_OF(words),
					"a condition begins with metric, code, git, adr, exceptions, "
					"register, pillar, budget, delivery, age, manual, after, on, between, all, any "
					"or not"),
			"unknown word '" STR_FMT "'", STR_ARG(token->text));
}

static uint32_t add(struct parser *parser, const struct term *term, size_t begin)
{
	struct str text = str_trim(str_slice(parser->lexer.text, begin, parser->token.at));
	return parser_add(parser, term, begin, begin + text.len);
}

bool atom_parse(struct parser *parser, uint32_t *number)
{
	const struct atom *atom =
			parser->token.kind == TOKEN_WORD ? atom_find(parser->token.text) : NULL;
	struct term term = { .unit = unit_bare, .record = NONE, .stands_for = NONE };
	size_t begin = parser->token.at;
	if (!atom) {
		return word_unknown(parser);
	}
	parser->function = atom->word;
	parser_next(parser);
	if (atom->is_function && !token_is(&parser->token, "(")) {
		return parser_fail_token(parser,
				str_fmt(parser->arena, "write " STR_FMT "(…)", STR_ARG(atom->word)),
				"'('");
	}
	if (!atom->parse(parser, &term, begin)) {
		return false;
	}
	/* The token behind is not part of it, nor the blanks before that. */
	*number = add(parser, &term, begin);
	if (*number == NONE || !parser->is_negated) {
		return *number != NONE;
	}
	struct term not = term;
	not.kind = TERM_NOT;
	not.operand_count = 1;
	not.operands = arena_copy(parser->arena, number, sizeof(*number));
	parser->is_negated = false;
	*number = add(parser, &not, begin);
	if (*number != NONE) {
		parser->spots.p[*number].depth = 2;
		parser->spots.p[*number].first = *number - 1;
	}
	return *number != NONE;
}
