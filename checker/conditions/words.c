/* SPDX-License-Identifier: MIT */
/*
 * A condition as a text: is it one at all, and is it still the same.
 */
#include "base/hash.h"
#include "base/suggest.h"
#include "conditions/fact.h"
#include "conditions/operand.h"

/* ---- the same words ---- */

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/*
 * White space goes; within quotes any of it is one blank.  No two conditions
 * differ in white space alone, so nothing is lost.
 */
struct hash condition_hash(struct str text)
{
	struct buf words = { 0 };
	char quote = '\0';
	text = str_trim(text);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.p[i];
		if (is_space(c)) {
			if (quote && !is_space(text.p[i - 1])) {
				buf_add_char(&words, ' ');
			}
			continue;
		}
		quote = quote == c ? '\0' : !quote && (c == '"' || c == '\'') ? c : quote;
		buf_add_char(&words, c);
	}
	struct hash hash = hash_of(buf_str(&words));
	buf_finish(&words);
	return hash;
}

unsigned condition_needs(const struct condition *condition)
{
	unsigned needs = 0;
	for (uint32_t i = 0; i < condition->term_count; i++) {
		const struct term *term = &condition->terms[i];
		if (term->kind == TERM_METRIC) {
			needs |= CONDITION_NEEDS_METRICS;
		} else if (term->kind == TERM_FACT) {
			needs |= term->fact->needs;
		} else if (term->kind == TERM_AGE && term->age == AGE_CHANGED) {
			needs |= CONDITION_NEEDS_HISTORY;
		}
	}
	return needs;
}

/* ---- a condition, or prose ---- */

/* `("text"`, `(ADR-0012).status`: prose has neither in a parenthesis behind a blank. */
static bool is_argument_next(struct lexer lexer)
{
	struct token token = token_next(&lexer);
	if (token.kind == TOKEN_STRING) {
		return true;
	}
	while (token.kind != TOKEN_END && !token_is(&token, ")")) {
		token = token_next(&lexer);
	}
	return token.kind != TOKEN_END && str_starts(str_from(lexer.text, lexer.at), STR("."))
	       && word_at(lexer.text, lexer.at + 1).len > 0;
}

/* "the node(s) fail" */
static bool is_plural_next(struct lexer lexer)
{
	struct token ending = token_next(&lexer);
	struct token bracket = token_next(&lexer);
	return (token_is(&ending, "s") || token_is(&ending, "es")) && token_is(&bracket, ")");
}

/* What is written like a function: "metric(", "metrc(". */
static bool is_function(struct lexer lexer, const struct token *word)
{
	static const struct str functions[] = { STR_INIT("metric"), STR_INIT("code"),
		STR_INIT("git"), STR_INIT("adr"), STR_INIT("exceptions"), STR_INIT("waivers"),
		STR_INIT("register"), STR_INIT("pillar"), STR_INIT("budget"), STR_INIT("delivery"),
		STR_INIT("age"), STR_INIT("manual") };
	struct token next = token_next(&lexer);
	if (!token_is(&next, "(") || is_plural_next(lexer)) {
		return false;
	}
	bool is_joined = next.at == word->at + word->text.len;
	bool is_near = false;
	for (size_t i = 0; i < COUNT_OF(functions); i++) {
		unsigned distance = suggest_distance(word->text, functions[i]);
		if (distance == 0) {
			return is_joined || is_argument_next(lexer);
		}
		is_near = is_near || distance * 4 <= word->text.len;
	}
	return is_joined && is_near;
}

/* "2027-01-31", and what somebody may take for a date: "31/01/2027"; not "3 months". */
static bool is_date_next(struct lexer lexer)
{
	lexer_skip(&lexer);
	struct str rest = str_from(lexer.text, lexer.at);
	size_t digits = 0;
	while (digits < rest.len && rest.p[digits] >= '0' && rest.p[digits] <= '9') {
		digits++;
	}
	return digits > 0 && digits + 1 < rest.len && strchr("-/.", rest.p[digits])
	       && rest.p[digits + 1] >= '0' && rest.p[digits + 1] <= '9';
}

static bool is_brace_next(struct lexer lexer)
{
	struct token next = token_next(&lexer);
	return token_is(&next, "{");
}

static bool is_comparison(const struct token *token)
{
	return token->kind == TOKEN_SIGN && token->text.len && strchr("<>=!", token->text.p[0]);
}

/* "metric checkout.latency > 200 ms": a word of the language, and then a comparison. */
static bool is_compared(struct lexer lexer, const struct token *word)
{
	static const struct str words[] = { STR_INIT("metric"), STR_INIT("code"), STR_INIT("git"),
		STR_INIT("age"), STR_INIT("exceptions"), STR_INIT("register"), STR_INIT("pillar"),
		STR_INIT("baseline") };
	bool is_ours = false;
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		is_ours = is_ours || str_eq(words[i], word->text);
	}
	struct token token = word->kind == TOKEN_WORD && is_ours ? token_next(&lexer)
								 : (struct token){ 0 };
	while (token.kind != TOKEN_END) {
		if (is_comparison(&token)) {
			return true;
		}
		token = token_next(&lexer);
	}
	return false;
}

/* "200 ms < metric(a)": behind a number, a comparison and a function. */
static bool is_function_compared(struct lexer lexer)
{
	bool has_comparison = false;
	bool has_function = false;
	for (;;) {
		struct token token = token_next(&lexer);
		if (token.kind == TOKEN_END) {
			return has_comparison && has_function;
		}
		has_comparison = has_comparison || is_comparison(&token);
		has_function = has_function
			       || (token.kind == TOKEN_WORD && is_function(lexer, &token));
	}
}

bool condition_is_meant(struct str text)
{
	struct lexer lexer = { .text = text.len > CONDITION_BYTES_MAX
						       ? str_slice(text, 0, CONDITION_BYTES_MAX)
						       : text };
	struct token token = token_next(&lexer);
	/* What may stand before a condition stands before words of prose as well. */
	while (token_is(&token, "not") || token_is(&token, "holds") || token_is(&token, "(")
			|| token_is(&token, "-")) {
		token = token_next(&lexer);
	}
	if (token.kind == TOKEN_NUMBER) {
		struct lexer ahead = lexer;
		struct token next = token_next(&ahead);
		return token_is(&next, "of") ? is_brace_next(ahead) : is_function_compared(lexer);
	}
	if (token.kind != TOKEN_WORD) {
		return false;
	}
	if (token_is(&token, "all") || token_is(&token, "any")) {
		return is_brace_next(lexer);
	}
	if (token_is(&token, "after") || token_is(&token, "on") || token_is(&token, "between")) {
		return is_date_next(lexer);
	}
	return is_function(lexer, &token) || is_compared(lexer, &token);
}
