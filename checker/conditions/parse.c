/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/suggest.h"
#include "conditions/parser.h"

const struct str clause_words[] = {
	STR_INIT("for"),
	STR_INIT("hold"),
	STR_INIT("clear"),
	STR_INIT("since"),
	STR_INIT("min-samples"),
	STR_INIT("coverage"),
	STR_INIT("stale-after"),
	STR_INIT("on-missing"),
};
const size_t clause_word_count = COUNT_OF(clause_words);

bool word_is_reserved(struct str word)
{
	static const struct str words[] = { STR_INIT("and"), STR_INIT("or"), STR_INIT("not"),
		STR_INIT("of"), STR_INIT("is"), STR_INIT("becomes"), STR_INIT("when"),
		STR_INIT("baseline") };
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (str_eq(words[i], word)) {
			return true;
		}
	}
	for (size_t i = 0; i < clause_word_count; i++) {
		if (str_eq(clause_words[i], word)) {
			return true;
		}
	}
	return false;
}

bool word_is_nearly_clause(struct str word)
{
	for (size_t i = 0; i < clause_word_count; i++) {
		unsigned distance = suggest_distance(word, clause_words[i]);
		if (distance > 0 && distance * 4 <= clause_words[i].len) {
			return true;
		}
	}
	return false;
}

void parser_next(struct parser *parser)
{
	parser->token = token_next(&parser->lexer);
}

bool parser_fail(struct parser *parser, size_t begin, size_t end, struct str remedy,
		const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	struct str text = str_vfmt(parser->arena, fmt, args);
	va_end(args);
	parser->is_broken = true;
	return problem_add(parser->problems, lexer_place(&parser->lexer, begin, end), remedy,
			STR_FMT, STR_ARG(text));
}

bool parser_fail_token(struct parser *parser, struct str remedy, const char *wanted)
{
	const struct token *token = &parser->token;
	if (token->kind == TOKEN_END) {
		return parser_fail(parser, token->at, token->at, remedy,
				"the condition ends where %s should be", wanted);
	}
	return parser_fail(parser, token->at, token->at + token->text.len, remedy,
			"unexpected '" STR_FMT "', where %s should be", STR_ARG(token->text),
			wanted);
}

struct str parser_guess(struct parser *parser, struct str written, const struct str *words,
		size_t count, const char *otherwise)
{
	struct str near = suggest(written, words, count);
	/* Of a short word, two letters are most of it. */
	if (written.len < 5 && suggest_distance(written, near) > 1) {
		near = STR("");
	}
	return near.len ? str_fmt(parser->arena, "did you mean '" STR_FMT "'?", STR_ARG(near))
			: str_of(otherwise);
}

uint32_t parser_add(struct parser *parser, const struct term *term, size_t begin, size_t end)
{
	if (parser->terms.len == CONDITION_TERMS_MAX) {
		(void)parser_fail(parser, begin, end, STR("make several conditions of it"),
				"more than %d terms in a condition", CONDITION_TERMS_MAX);
		return NONE;
	}
	uint32_t number = (uint32_t)parser->terms.len;
	struct term *added = vec_add(&parser->terms, parser->arena);
	*added = *term;
	added->text = str_trim(str_slice(parser->lexer.text, begin, end));
	added->place = lexer_place(&parser->lexer, begin, end);
	*vec_add(&parser->spots, parser->arena) =
			(struct spot){ .begin = begin, .end = end, .depth = 1, .first = number };
	return number;
}

bool parser_name_unknown(struct parser *parser, struct term *term, const struct argument *argument,
		struct str remedy, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	struct str text = str_vfmt(parser->arena, fmt, args);
	va_end(args);
	if (!parser->names->is_general) {
		return problem_add(parser->problems,
				lexer_place(&parser->lexer, argument->at,
						argument->at + argument->text.len),
				remedy, STR_FMT, STR_ARG(text));
	}
	term->missing = term->kind == TERM_METRIC ? REASON_NO_SERIES : REASON_NO_RECORD;
	term->missing_text = text;
	return false;
}

/* ---- clauses ---- */

static struct str duration_guess(struct parser *parser, struct str word)
{
	static const struct str words[] = { STR_INIT("minutes"), STR_INIT("hours"),
		STR_INIT("days"), STR_INIT("weeks"), STR_INIT("months"), STR_INIT("quarters"),
		STR_INIT("years") };
	return parser_guess(parser, word, words, COUNT_OF(words),
			"write a whole number and one of min, h, d, w, mo, q, y, such as 14d");
}

bool duration_parse(struct parser *parser, struct duration *duration)
{
	struct token number = parser->token;
	if (number.kind == TOKEN_NUMBER) {
		parser_next(parser);
		size_t end = parser->token.at + parser->token.text.len;
		if (parser->token.kind == TOKEN_WORD
				&& duration_read(duration,
						str_slice(parser->lexer.text, number.at, end))) {
			parser_next(parser);
			return true;
		}
		end = parser->token.kind == TOKEN_WORD ? end : number.at + number.text.len;
		return parser_fail(parser, number.at, end,
				duration_guess(parser, parser->token.text),
				"'" STR_FMT "' is no length of time",
				STR_ARG(str_slice(parser->lexer.text, number.at, end)));
	}
	return parser_fail_token(parser,
			STR("write a whole number and one of min, h, d, w, mo, q, y, such as 14d"),
			"a length of time");
}

bool date_parse(struct parser *parser, bool is_moment, moment *begin, moment *end)
{
	/* The lexer sees numbers and signs here: take what could be part of a date. */
	struct lexer *lexer = &parser->lexer;
	size_t at = parser->token.at;
	size_t stop = at;
	date_day day;
	int64_t seconds;
	while (stop < lexer->text.len
			&& (word_at(lexer->text, stop).len
					|| strchr("0123456789-:+./", lexer->text.p[stop]))
			&& !str_starts(str_from(lexer->text, stop), STR(".."))) {
		stop++;
	}
	struct str text = str_slice(lexer->text, at, stop);
	if (date_read_day(text, &day)) {
		*begin = (moment)day * MOMENT_DAY;
		*end = ((moment)day + 1) * MOMENT_DAY;
	} else if (is_moment && date_read_moment(text, &seconds)) {
		*begin = seconds * MOMENT_SECOND;
		*end = *begin;
	} else if (text.len == 0) {
		return parser_fail_token(parser, STR("write a day such as 2027-01-31"), "a date");
	} else {
		return parser_fail(parser, at, stop, STR("write a day such as 2027-01-31"),
				"'" STR_FMT "' is no date", STR_ARG(text));
	}
	lexer->at = stop;
	parser_next(parser);
	return true;
}

static bool for_parse(struct parser *parser)
{
	struct condition *condition = parser->condition;
	size_t begin = parser->token.at;
	if (!duration_parse(parser, &condition->for_length)) {
		return false;
	}
	/* The words of the calendar ask for complete periods, and how many of which. */
	int32_t months = condition->for_length.months;
	condition->has_for = true;
	condition->is_periodic = months > 0;
	if (months == 0) {
		return true;
	}
	size_t word = begin;
	while (!word_at(parser->lexer.text, word).len) {
		word++;
	}
	char unit = parser->lexer.text.p[word];
	condition->period = unit == 'y' ? PERIOD_YEAR : unit == 'q' ? PERIOD_QUARTER : PERIOD_MONTH;
	condition->period_count = (uint32_t)(unit == 'y'   ? months / 12
					     : unit == 'q' ? months / 3
							   : months);
	return true;
}

static bool hold_parse(struct parser *parser)
{
	return duration_parse(parser, &parser->condition->hold);
}

static bool clear_parse(struct parser *parser)
{
	if (!token_is(&parser->token, "when")) {
		return parser_fail_token(
				parser, STR("write 'clear when' and a condition"), "'when'");
	}
	parser_next(parser);
	return expression_parse(parser, true, &parser->condition->clear);
}

static bool since_parse(struct parser *parser)
{
	struct condition *condition = parser->condition;
	condition->has_since = true;
	if (token_is(&parser->token, "review")) {
		condition->since = ANCHOR_REVIEW;
	} else if (token_is(&parser->token, "accepted")) {
		condition->since = ANCHOR_ACCEPTED;
	} else if (parser->token.kind == TOKEN_NUMBER) {
		moment end;
		condition->since = ANCHOR_DATE;
		return date_parse(parser, true, &condition->since_moment, &end);
	} else {
		return parser_fail_token(parser, STR("write review, accepted or a day"),
				"a moment to count from");
	}
	parser_next(parser);
	return true;
}

static bool min_samples_parse(struct parser *parser)
{
	uint64_t number;
	if (parser->token.kind != TOKEN_NUMBER || !str_to_u64(parser->token.text, &number)
			|| number == 0 || number > UINT32_MAX) {
		return parser_fail_token(parser, STR("write a whole number: min-samples 10"),
				"a number of samples");
	}
	parser->condition->min_samples = (uint32_t)number;
	parser_next(parser);
	return true;
}

static bool coverage_parse(struct parser *parser)
{
	double percent;
	size_t begin = parser->token.at;
	if (parser->token.kind != TOKEN_NUMBER || !number_read(parser->token.text, &percent)) {
		return parser_fail_token(
				parser, STR("write a percentage: coverage 80 %"), "a percentage");
	}
	parser_next(parser);
	if (!token_is(&parser->token, "%")) {
		return parser_fail_token(parser, STR("write a percentage: coverage 80 %"), "'%'");
	}
	if (percent > 100) {
		return parser_fail(parser, begin, parser->lexer.at,
				STR("write a percentage up to 100 %"),
				"no period is covered by more than 100 %%");
	}
	parser->condition->coverage = percent / 100;
	parser_next(parser);
	return true;
}

static bool stale_after_parse(struct parser *parser)
{
	return duration_parse(parser, &parser->condition->stale_after);
}

static bool on_missing_parse(struct parser *parser)
{
	static const struct str words[] = { STR_INIT("unknown"), STR_INIT("true"),
		STR_INIT("false") };

	static const enum on_missing values[] = { MISSING_UNKNOWN, MISSING_TRUE, MISSING_FALSE };

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (parser->token.kind == TOKEN_WORD && str_eq(parser->token.text, words[i])) {
			parser->condition->on_missing = values[i];
			parser_next(parser);
			return true;
		}
	}
	return parser_fail_token(parser,
			parser_guess(parser, parser->token.text, words, COUNT_OF(words),
					"write unknown, true or false"),
			"unknown, true or false");
}

typedef bool clause_fn(struct parser *parser);

/* In the order of clause_words. */
static clause_fn *const clauses[] = { for_parse, hold_parse, clear_parse, since_parse,
	min_samples_parse, coverage_parse, stale_after_parse, on_missing_parse };

static bool clause_unknown(struct parser *parser)
{
	struct str words[COUNT_OF(clause_words) + 2];
	memcpy(words, clause_words, sizeof(clause_words));
	words[COUNT_OF(clause_words)] = STR("and");
	words[COUNT_OF(clause_words) + 1] = STR("or");
	return parser_fail_token(parser,
			parser_guess(parser, parser->token.text, words, COUNT_OF(words),
					"join conditions with and, or; clauses are for, hold, clear "
					"when, since, min-samples, coverage, stale-after, on-missing"),
			"and, or, or a clause");
}

static bool clauses_parse(struct parser *parser)
{
	unsigned seen = 0;
	while (parser->token.kind != TOKEN_END) {
		struct token word = parser->token;
		size_t i = 0;
		while (i < COUNT_OF(clauses)
				&& !(word.kind == TOKEN_WORD
						&& str_eq(word.text, clause_words[i]))) {
			i++;
		}
		if (i == COUNT_OF(clauses)) {
			return clause_unknown(parser);
		}
		if (seen & (1U << i)) {
			return parser_fail_token(
					parser, STR("write each clause once"), "another clause");
		}
		seen |= 1U << i;
		parser_next(parser);
		if (!clauses[i](parser)) {
			return false;
		}
	}
	return true;
}

/* ---- the whole ---- */

static bool text_is_sound(struct parser *parser)
{
	struct str text = parser->lexer.text;
	if (text.len > CONDITION_BYTES_MAX) {
		return parser_fail(parser, 0, text.len, STR("make several conditions of it"),
				"a condition of more than %d bytes", CONDITION_BYTES_MAX);
	}
	if (memchr(text.p, '\0', text.len)) {
		return parser_fail(parser, 0, text.len, STR(""), "a condition with a NUL in it");
	}
	if (str_trim(text).len == 0) {
		return parser_fail(parser, 0, 0,
				STR("write one, such as: metric(api.latency, p95, 7d) >= 200 ms"),
				"a condition without words");
	}
	return true;
}

static const struct condition *parse(struct arena *arena, struct str text, struct place place,
		const struct condition_names *names, struct problems *problems, bool is_quantity)
{
	static const struct condition_names no_names = { 0 };
	struct condition *condition = arena_new(arena, struct condition);
	size_t errors = problems->errors;
	/* A text too long is not worth a copy: nothing will point into it. */
	struct str own = text.len > CONDITION_BYTES_MAX ? text : str_dup(arena, text);
	*condition = (struct condition){
		.text = own, .place = place, .clear = NONE, .coverage = -1
	};
	struct parser parser = {
		.arena = arena,
		.problems = problems,
		.names = names ? names : &no_names,
		.lexer = { .text = own, .place = place },
		.condition = condition,
	};
	if (!text_is_sound(&parser)) {
		return NULL;
	}
	parser_next(&parser);
	if (!expression_parse(&parser, !is_quantity, &condition->root)) {
		return NULL;
	}
	if (is_quantity && parser.token.kind != TOKEN_END) {
		(void)parser_fail_token(&parser, STR("a quantity has no clauses"), "the end");
		return NULL;
	}
	if (!clauses_parse(&parser)) {
		return NULL;
	}
	condition->terms = parser.terms.p;
	condition->term_count = (uint32_t)parser.terms.len;
	condition_check(&parser, is_quantity);
	return problems->errors == errors ? condition : NULL;
}

const struct condition *condition_parse(struct arena *arena, struct str text, struct place place,
		const struct condition_names *names, struct problems *problems)
{
	return parse(arena, text, place, names, problems, false);
}

const struct condition *condition_parse_quantity(struct arena *arena, struct str text,
		struct place place, const struct condition_names *names, struct problems *problems)
{
	return parse(arena, text, place, names, problems, true);
}
