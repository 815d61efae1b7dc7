/* SPDX-License-Identifier: MIT */
/*
 * Conditions of a lens: ids with ! && || and parentheses, ! first, || last.
 * Operators wait on a stack until what they join is there, so nothing recurs.
 */
#include "base/arena.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "pillars/lens.h"

enum risk_token {
	TOKEN_END,
	TOKEN_NAME,
	TOKEN_NOT,
	TOKEN_AND,
	TOKEN_OR,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_BAD,
};

struct risk_reader {
	const struct pack_item *item;
	struct str rest;
	struct place place;
	struct problems *problems;
	struct arena *arena;
	VEC(struct risk_step) steps;
	/* Operators and open parentheses that wait. */
	enum risk_token waiting[RISK_DEPTH_MAX];
	size_t waiting_count;
	/* Operands on the stack of whoever evaluates the steps so far. */
	unsigned depth;
	/* What must come next is an operand. */
	bool wants_operand;
};

static bool is_name_char(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_'
	       || c == '-' || c == '.';
}

static enum risk_token token_next(struct risk_reader *reader, struct str *text)
{
	static const struct {
		struct str text;
		enum risk_token token;
	} signs[] = { { STR_INIT("&&"), TOKEN_AND }, { STR_INIT("||"), TOKEN_OR },
		{ STR_INIT("!"), TOKEN_NOT }, { STR_INIT("("), TOKEN_OPEN },
		{ STR_INIT(")"), TOKEN_CLOSE } };

	size_t len = 0;

	reader->rest = str_trim(reader->rest);
	for (size_t i = 0; i < COUNT_OF(signs); i++) {
		if (str_starts(reader->rest, signs[i].text)) {
			*text = signs[i].text;
			reader->rest = str_from(reader->rest, text->len);
			return signs[i].token;
		}
	}
	while (len < reader->rest.len && is_name_char(reader->rest.p[len])) {
		len++;
	}
	*text = str_slice(reader->rest, 0, len ? len : 1);
	reader->rest = str_from(reader->rest, text->len);
	return len ? TOKEN_NAME : text->len ? TOKEN_BAD : TOKEN_END;
}

static bool risk_wrong(struct risk_reader *reader, const char *what)
{
	return problem_add(reader->problems, reader->place,
			STR("ids of choices with && || ! and parentheses, or default"), "%s", what);
}

static bool step_add(struct risk_reader *reader, enum risk_op op, uint32_t criterion)
{
	if (reader->steps.len >= RISK_STEPS_MAX) {
		return risk_wrong(reader, "the condition is too long");
	}
	*vec_add(&reader->steps, reader->arena) =
			(struct risk_step){ .op = op, .criterion = criterion };
	reader->depth += op == RISK_TICKED;
	reader->depth -= op == RISK_AND || op == RISK_OR;
	return reader->depth <= RISK_DEPTH_MAX || risk_wrong(reader, "the condition is too deep");
}

static bool operator_take(struct risk_reader *reader, enum risk_token token)
{
	enum risk_op op = token == TOKEN_NOT ? RISK_NOT : token == TOKEN_AND ? RISK_AND : RISK_OR;
	return step_add(reader, op, 0);
}

/* What waits and binds at least as strongly as `token` is done first. */
static bool waiting_take(struct risk_reader *reader, enum risk_token token)
{
	while (reader->waiting_count > 0) {
		enum risk_token top = reader->waiting[reader->waiting_count - 1];
		/* In the order of the enum the strongest comes first. */
		if (top == TOKEN_OPEN
				|| (token != TOKEN_CLOSE && token != TOKEN_END && top > token)) {
			break;
		}
		reader->waiting_count--;
		if (!operator_take(reader, top)) {
			return false;
		}
	}
	return true;
}

static bool wait(struct risk_reader *reader, enum risk_token token)
{
	if (reader->waiting_count == RISK_DEPTH_MAX) {
		return risk_wrong(reader, "the condition is too deep");
	}
	reader->waiting[reader->waiting_count++] = token;
	return true;
}

static bool name_take(struct risk_reader *reader, struct str name)
{
	const struct pack_item *item = reader->item;
	uint32_t criterion = item_criterion_find(item, name);

	reader->wants_operand = false;
	if (criterion != UINT32_MAX) {
		return step_add(reader, RISK_TICKED, criterion);
	}
	struct str *ids = arena_new_array(reader->arena, struct str, item->criterion_count);
	for (size_t i = 0; i < item->criterion_count; i++) {
		ids[i] = item->criteria[i].id;
	}
	struct str near = suggest(name, ids, item->criterion_count);
	struct str remedy = near.len ? str_fmt(reader->arena, "did you mean '" STR_FMT "'?",
						       STR_ARG(near))
				     : STR("name one of its choices");
	return problem_add(reader->problems, reader->place, remedy,
			"question '" STR_FMT "' has no choice '" STR_FMT "'", STR_ARG(item->id),
			STR_ARG(name));
}

static bool close_take(struct risk_reader *reader)
{
	if (reader->wants_operand || !waiting_take(reader, TOKEN_CLOSE)) {
		return reader->wants_operand && risk_wrong(reader, "there is nothing before ')'");
	}
	if (reader->waiting_count == 0) {
		return risk_wrong(reader, "a ')' without '('");
	}
	reader->waiting_count--;
	return true;
}

static bool token_take(struct risk_reader *reader, enum risk_token token, struct str text)
{
	bool is_operand = token == TOKEN_NAME || token == TOKEN_NOT || token == TOKEN_OPEN;

	if (token == TOKEN_BAD) {
		return problem_add(reader->problems, reader->place,
				STR("ids of choices with && || ! and parentheses, or default"),
				"'" STR_FMT "' means nothing in a condition", STR_ARG(text));
	}
	if (is_operand && !reader->wants_operand) {
		return problem_add(reader->problems, reader->place, STR("join them with && or ||"),
				"nothing joins '" STR_FMT "' with what stands before it",
				STR_ARG(text));
	}
	switch (token) {
	case TOKEN_NAME:
		return name_take(reader, text);
	case TOKEN_NOT:
	case TOKEN_OPEN:
		return wait(reader, token);
	case TOKEN_CLOSE:
		return close_take(reader);
	default:
		if (reader->wants_operand) {
			return risk_wrong(reader, "an operator without what it joins");
		}
		reader->wants_operand = true;
		return waiting_take(reader, token) && wait(reader, token);
	}
}

bool risk_read(struct risk_rule *rule, struct arena *arena, const struct pack_item *item,
		struct str text, struct place place, struct problems *problems)
{
	struct risk_reader reader = {
		.item = item,
		.rest = text,
		.place = place,
		.problems = problems,
		.arena = arena,
		.wants_operand = true,
	};
	struct str word;
	enum risk_token token;

	while ((token = token_next(&reader, &word)) != TOKEN_END) {
		if (!token_take(&reader, token, word)) {
			return false;
		}
	}
	if (reader.wants_operand) {
		return risk_wrong(&reader, text.len ? "the condition ends too early"
						    : "the condition is empty");
	}
	if (!waiting_take(&reader, TOKEN_END)) {
		return false;
	}
	if (reader.waiting_count > 0) {
		return risk_wrong(&reader, "a '(' without ')'");
	}
	rule->steps = reader.steps.p;
	rule->step_count = reader.steps.len;
	return true;
}
