/* SPDX-License-Identifier: MIT */
/*
 * Numbers with units, and what is measured.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/suggest.h"
#include "conditions/operand.h"

const struct str aggregate_words[] = {
	[AGGREGATE_LAST] = STR_INIT("last"),
	[AGGREGATE_MIN] = STR_INIT("min"),
	[AGGREGATE_MAX] = STR_INIT("max"),
	[AGGREGATE_MEAN] = STR_INIT("mean"),
	[AGGREGATE_SUM] = STR_INIT("sum"),
	[AGGREGATE_COUNT] = STR_INIT("count"),
	[AGGREGATE_PERCENTILE] = STR_INIT("p95"),
	[AGGREGATE_RATE] = STR_INIT("rate"),
	[AGGREGATE_DELTA] = STR_INIT("delta"),
	[AGGREGATE_SLOPE] = STR_INIT("slope"),
	{ "", 0 },
};

#define AGGREGATES (COUNT_OF(aggregate_words) - 1)

/* ---- numbers ---- */

/* Where the blanks end that begin at `at`. */
static size_t skip(struct lexer lexer, size_t at)
{
	lexer.at = at;
	lexer_skip(&lexer);
	return lexer.at;
}

/* Where a part of a unit ends that begins at `at`; `at` if there is none. */
static size_t unit_part_end(const struct lexer *lexer, size_t at)
{
	struct str text = lexer->text;
	if (at < text.len && text.p[at] == '%') {
		return at + 1;
	}
	if (at < text.len && text.p[at] == '{') {
		size_t close = at + str_find(str_from(text, at), '}');
		return close < text.len ? close + 1 : at;
	}
	struct str word = word_at(text, at);
	size_t behind = skip(*lexer, at + word.len);
	bool is_function = behind < text.len && text.p[behind] == '(';
	return is_function || word_is_reserved(word) ? at : at + word.len;
}

/* Where the unit ends that begins at `at`: "ms", "%", "USD/request", "/s". */
static size_t unit_end(const struct lexer *lexer, size_t at)
{
	struct str text = lexer->text;
	size_t end = unit_part_end(lexer, at);
	bool is_first = end == at;
	for (;;) {
		size_t sign = skip(*lexer, end);
		if (sign == text.len
				|| (text.p[sign] != '/' && (is_first || text.p[sign] != '*'))) {
			return end;
		}
		size_t part = skip(*lexer, sign + 1);
		size_t stop = unit_part_end(lexer, part);
		if (stop == part) {
			return end;
		}
		end = stop;
		is_first = false;
	}
}

/* The unit in one line, as it is shown: blanks matter only within braces. */
static struct str unit_text(struct arena *arena, struct str text)
{
	char *kept = arena_alloc(arena, text.len + 1);
	size_t len = 0;
	bool is_braced = false;
	struct lexer lexer = { .text = text };
	while (lexer.at < text.len) {
		size_t before = lexer.at;
		lexer_skip(&lexer);
		if (lexer.at > before && is_braced && kept[len - 1] != '{') {
			kept[len++] = ' ';
		}
		if (lexer.at < text.len) {
			char c = text.p[lexer.at++];
			is_braced = c == '{' || (is_braced && c != '}');
			kept[len++] = c;
		}
	}
	return (struct str){ kept, len };
}

static bool unit_parse(struct parser *parser, struct unit *unit, size_t begin, size_t end)
{
	struct err err;
	struct str written = str_slice(parser->lexer.text, begin, end);
	if (unit_read(unit, unit_text(parser->arena, written), &err)) {
		return true;
	}
	/* "unknown unit 'sec': did you mean 's'?" has both parts. */
	struct str text = str_of(err.text);
	size_t colon = str_find(text, ':');
	struct str remedy = str_trim(str_from(text, colon + 1));
	return parser_fail(parser, begin, end, remedy, STR_FMT, STR_ARG(str_slice(text, 0, colon)));
}

/* Any word may count things, but `> 3 stale-afer 7d` is a clause with a mistake. */
static bool is_no_unit(const struct parser *parser, size_t begin, size_t end)
{
	struct lexer ahead = parser->lexer;
	struct str word = word_at(ahead.text, begin);
	struct unit unit;
	struct err err;
	ahead.at = end;
	struct token next = token_next(&ahead);
	bool is_thing = word.len == end - begin && word.len > 1 && unit_read(&unit, word, &err)
			&& unit.base_count == 1 && str_eq(unit.bases[0].name, word);
	return is_thing && (next.kind == TOKEN_NUMBER || word_is_nearly_clause(word));
}

bool number_parse(struct parser *parser, uint32_t *number)
{
	struct token token = parser->token;
	struct term term = {
		.kind = TERM_NUMBER, .unit = unit_bare, .record = NONE, .stands_for = NONE
	};
	size_t end = token.at + token.text.len;
	size_t unit = skip(parser->lexer, end);
	size_t stop = unit_end(&parser->lexer, unit);
	struct str whole = str_slice(parser->lexer.text, token.at, stop);
	struct duration duration;
	if (!number_read(token.text, &term.value)) {
		return parser_fail(parser, token.at, end, STR(""), "'" STR_FMT "' is no number",
				STR_ARG(token.text));
	}
	if (duration_read(&duration, whole) && duration.months) {
		/* Only an age is counted by the calendar; condition_check() sees to it. */
		term.has_window = true;
		term.window = duration;
		term.value = (double)duration_ms(duration) / MOMENT_SECOND;
		struct err err;
		if (!unit_read(&term.unit, STR("s"), &err)) {
			return parser_fail(parser, unit, stop, STR(""), "%s", err.text);
		}
	} else if (stop > unit && is_no_unit(parser, unit, stop)) {
		stop = unit;
	} else if (stop > unit && !unit_parse(parser, &term.unit, unit, stop)) {
		return false;
	}
	parser->lexer.at = stop > unit ? stop : end;
	*number = parser_add(parser, &term, token.at, parser->lexer.at);
	parser_next(parser);
	return *number != NONE;
}

/* ---- metrics ---- */

/* "p95", "p99.9": from 0 to 100. */
static bool percentile_read(struct str text, double *percentile)
{
	return text.len > 1 && text.p[0] == 'p' && number_read(str_from(text, 1), percentile)
	       && *percentile >= 0 && *percentile <= 100;
}

static bool aggregate_read(struct term *term, struct str text)
{
	for (size_t i = 0; i < AGGREGATES; i++) {
		if (i != AGGREGATE_PERCENTILE && str_eq(aggregate_words[i], text)) {
			term->aggregate = (enum aggregate)i;
			return true;
		}
	}
	if (percentile_read(text, &term->percentile)) {
		term->aggregate = AGGREGATE_PERCENTILE;
		return true;
	}
	return false;
}

static bool aggregate_unknown(struct parser *parser, const struct argument *argument)
{
	return argument_fail(parser, argument,
			parser_guess(parser, argument->value, aggregate_words, AGGREGATES,
					"an aggregate is last, min, max, mean, sum, count, rate, delta, "
					"slope or a percentile such as p95"),
			"unknown aggregate '" STR_FMT "'", STR_ARG(argument->text));
}

static bool metric_argument(struct parser *parser, const struct argument *argument,
		struct term *term, bool *has_aggregate)
{
	bool is_number = argument->text.p[0] >= '0' && argument->text.p[0] <= '9';
	if (argument_is_label(argument)) {
		return labels_parse(parser, argument, term);
	}
	if (is_number && term->has_window) {
		return argument_fail(parser, argument, STR("write one window"), "a second window");
	}
	if (is_number) {
		term->has_window = duration_read(&term->window, argument->text);
		return term->has_window
		       || argument_fail(parser, argument,
				       STR("write a whole number and one of min, h, d, w, mo, q, y, "
					   "such as 7d"),
				       "'" STR_FMT "' is no length of time",
				       STR_ARG(argument->text));
	}
	if (!argument_is_plain(parser, argument)) {
		return false;
	}
	if (!aggregate_read(term, argument->value)) {
		return aggregate_unknown(parser, argument);
	}
	if (*has_aggregate) {
		return argument_fail(
				parser, argument, STR("write one aggregate"), "a second aggregate");
	}
	*has_aggregate = true;
	return true;
}

static void metric_unknown(struct parser *parser, const struct argument *name, struct term *term)
{
	const struct metrics *metrics = parser->names->metrics;
	struct str *words = arena_new_array(parser->arena, struct str, metrics->len + 1);
	for (size_t i = 0; i < metrics->len; i++) {
		words[i] = metrics->list[i].name;
	}
	struct str remedy = parser_guess(parser, name->value, words, metrics->len,
			"declare it in lintel.yaml: telemetry: metrics:");
	(void)parser_name_unknown(parser, term, name, remedy,
			parser->names->is_general ? "no metric " STR_FMT " is declared"
						  : "unknown metric '" STR_FMT "'",
			STR_ARG(name->value));
}

bool metric_parse(struct parser *parser, struct term *term, size_t begin)
{
	struct arguments arguments;
	bool has_aggregate = false;
	term->kind = TERM_METRIC;
	if (!arguments_parse(parser, &arguments)) {
		return false;
	}
	if (arguments.len == 0) {
		return parser_fail(parser, begin, arguments.end, STR("write metric(name, p95, 7d)"),
				"a metric without a name");
	}
	const struct argument *name = &arguments.list[0];
	if (!argument_is_plain(parser, name)) {
		return false;
	}
	term->name = name->value;
	for (size_t i = 1; i < arguments.len; i++) {
		if (!metric_argument(parser, &arguments.list[i], term, &has_aggregate)) {
			return false;
		}
	}
	if (parser->names->metrics) {
		term->metric = metric_find_or_absent(
				parser->names->metrics, term->name, parser->arena);
		if (!term->metric) {
			/* The rest can be read all the same, and may be wrong too. */
			metric_unknown(parser, name, term);
		}
	}
	return true;
}

bool baseline_parse(struct parser *parser, struct term *term, size_t begin)
{
	(void)parser;
	(void)begin;
	term->kind = TERM_BASELINE;
	return true;
}
