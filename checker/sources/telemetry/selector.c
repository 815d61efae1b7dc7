/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/selector.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"

#define NAME_LABEL "__name__"
#define MATCHERS_MOST 64

struct reading_selector {
	struct arena *arena;
	struct str text;
	size_t at;
	struct str *remedy;
	struct err *err;
	struct str name;
	VEC(struct matcher) matchers;
};

static bool fail(struct reading_selector *in, const char *problem, struct str remedy)
{
	*in->remedy = remedy;
	return err_set(in->err, "%s", problem);
}

static char peek(const struct reading_selector *in)
{
	return in->at < in->text.len ? in->text.p[in->at] : '\0';
}

static void space_skip(struct reading_selector *in)
{
	while (in->at < in->text.len && strchr(" \t\r\n", in->text.p[in->at])) {
		in->at++;
	}
}

static bool is_name_char(char c, bool is_first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':'
	       || (!is_first && c >= '0' && c <= '9');
}

static struct str word_take(struct reading_selector *in)
{
	size_t begin = in->at;
	while (in->at < in->text.len && is_name_char(in->text.p[in->at], in->at == begin)) {
		in->at++;
	}
	return str_slice(in->text, begin, in->at);
}

static bool quoted_take(struct reading_selector *in, struct str *value)
{
	char quote = peek(in);
	size_t begin = in->at++;
	struct buf out;

	buf_init(&out);
	while (in->at < in->text.len && in->text.p[in->at] != quote) {
		char c = in->text.p[in->at++];
		if (c == '\\' && in->at < in->text.len) {
			char escaped = in->text.p[in->at++];
			c = escaped == 'n' ? '\n' : escaped;
		}
		buf_add_char(&out, c);
	}
	*value = str_dup(in->arena, buf_str(&out));
	buf_finish(&out);
	if (in->at == in->text.len) {
		in->at = begin;
		return fail(in, "this text has no end", STR("end it with the same quote"));
	}
	in->at++;
	return true;
}

/* = or !=; the others have a remedy. */
static bool operator_take(struct reading_selector *in, bool *is_not)
{
	struct str rest = str_from(in->text, in->at);

	if (str_starts(rest, STR("=~")) || str_starts(rest, STR("!~"))) {
		return fail(in, "a metric does not choose its series by a pattern",
				STR("name the value: code=\"500\"; for several values leave the label "
				    "out and say `series` and `agg`"));
	}
	*is_not = str_starts(rest, STR("!="));
	if (!*is_not && !str_starts(rest, STR("="))) {
		return fail(in, "no '=' or '!=' after the label's name",
				STR("a matcher is written service=\"checkout\""));
	}
	in->at += *is_not ? 2 : 1;
	return true;
}

static bool name_set(struct reading_selector *in, size_t at, struct str name)
{
	if (in->name.len) {
		in->at = at;
		return fail(in, "the series has a name already", STR("leave one of them out"));
	}
	in->name = name;
	return true;
}

static bool value_take(struct reading_selector *in, struct str *value)
{
	space_skip(in);
	if (peek(in) != '"' && peek(in) != '\'') {
		return fail(in, "a label's value stands in quotes",
				STR("a matcher is written service=\"checkout\""));
	}
	return quoted_take(in, value);
}

/* One item between the braces: a matcher, or the quoted name of the series. */
static bool item_take(struct reading_selector *in)
{
	struct matcher matcher = { .name = { "", 0 } };
	size_t begin = in->at;
	bool is_quoted = peek(in) == '"' || peek(in) == '\'';

	if (is_quoted && !quoted_take(in, &matcher.name)) {
		return false;
	}
	if (!is_quoted) {
		matcher.name = word_take(in);
	}
	space_skip(in);
	if (is_quoted && (peek(in) == ',' || peek(in) == '}')) {
		return name_set(in, begin, matcher.name);
	}
	if (matcher.name.len == 0) {
		return fail(in, "a label's name is due here",
				STR("a matcher is written service=\"checkout\", one with dots "
				    "\"service.name\"=\"checkout\""));
	}
	if (!operator_take(in, &matcher.is_not) || !value_take(in, &matcher.value)) {
		return false;
	}
	if (!matcher.is_not && str_eq(matcher.name, STR(NAME_LABEL))) {
		return name_set(in, begin, matcher.value);
	}
	if (in->matchers.len == MATCHERS_MOST) {
		return fail(in, "a selector has at most 64 matchers", STR(""));
	}
	*vec_add(&in->matchers, in->arena) = matcher;
	return true;
}

static bool braces_take(struct reading_selector *in)
{
	in->at++;
	space_skip(in);
	while (peek(in) != '}') {
		if (!item_take(in)) {
			return false;
		}
		space_skip(in);
		if (peek(in) == ',') {
			in->at++;
			space_skip(in);
		} else if (peek(in) != '}') {
			return fail(in, "no ',' or '}' after the matcher",
					STR("a matcher is written service=\"checkout\""));
		}
	}
	in->at++;
	space_skip(in);
	return true;
}

/* What stands behind a name that is no part of a selector. */
static bool rest_refuse(struct reading_selector *in)
{
	switch (peek(in)) {
	case '[':
	case '(':
		return fail(in, "this selects series; it computes nothing",
				STR("windows and rates belong into conditions: "
				    "metric(NAME, rate, 5min)"));
	case '.':
	case '-':
	case '/':
		return fail(in,
				"a name with other characters than letters, digits, '_' and ':' "
				"stands in quotes",
				str_fmt(in->arena, "write '{\"" STR_FMT "\"}'",
						STR_ARG(str_slice(in->text, 0,
								str_find(in->text, '{')))));
	default:
		return fail(in, "more text after the selector",
				STR("write NAME{LABEL=\"VALUE\"}, and nothing else"));
	}
}

static bool has_positive(const struct reading_selector *in)
{
	vec_each (const struct matcher, matcher, &in->matchers) {
		if (!matcher->is_not && matcher->value.len) {
			return true;
		}
	}
	return in->name.len > 0;
}

bool series_selector_read(struct series_selector *selector, struct arena *arena, struct str text,
		size_t *at, struct str *remedy, struct err *err)
{
	struct reading_selector in = {
		.arena = arena,
		.text = text,
		.remedy = remedy,
		.err = err,
	};
	bool is_good;

	space_skip(&in);
	in.name = str_dup(arena, word_take(&in));
	space_skip(&in);
	is_good = (peek(&in) != '{' || braces_take(&in)) && (in.at == text.len || rest_refuse(&in));
	if (is_good && !has_positive(&in)) {
		in.at = 0;
		is_good = fail(&in, "it selects every series",
				STR("name one: http_requests_total"));
	}
	*at = in.at;
	*selector = (struct series_selector){ in.name, in.matchers.p, in.matchers.len };
	return is_good;
}

static struct str label_value(const struct label *labels, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(labels[i].name, name)) {
			return labels[i].value;
		}
	}
	return STR("");
}

bool series_selector_matches(const struct series_selector *selector, struct str name,
		const struct label *labels, size_t label_count)
{
	if (selector->name.len && !str_eq(selector->name, name)) {
		return false;
	}
	for (size_t i = 0; i < selector->matcher_count; i++) {
		const struct matcher *matcher = &selector->matchers[i];
		struct str value =
				str_eq(matcher->name, STR(NAME_LABEL))
						? name
						: label_value(labels, label_count, matcher->name);
		if (str_eq(value, matcher->value) == matcher->is_not) {
			return false;
		}
	}
	return true;
}
