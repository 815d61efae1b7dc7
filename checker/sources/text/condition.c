/* SPDX-License-Identifier: MIT */
#include "sources/text/condition.h"

#include "base/arena.h"

void conditions_init(struct conditions *conditions, struct arena *arena)
{
	*conditions = (struct conditions){ .arena = arena };
}

static struct condition_level *innermost(const struct conditions *conditions)
{
	return conditions->levels.len ? &conditions->levels.p[conditions->levels.len - 1] : NULL;
}

enum include_branch conditions_branch(const struct conditions *conditions)
{
	const struct condition_level *level = innermost(conditions);
	return level ? level->branch : BRANCH_ALWAYS;
}

struct str conditions_text(const struct conditions *conditions)
{
	const struct condition_level *level = innermost(conditions);
	return level && level->branch == BRANCH_CONDITIONAL ? level->text : STR("");
}

/* Without the brackets around the whole; the pairs must be of one another. */
static struct str brackets_drop(struct str text)
{
	text = str_trim(text);
	while (text.len >= 2 && text.p[0] == '(' && text.p[text.len - 1] == ')') {
		size_t depth = 1;
		size_t at = 1;
		while (at < text.len && depth) {
			depth += text.p[at] == '(' ? 1 : 0;
			depth -= text.p[at] == ')' ? 1 : 0;
			at++;
		}
		if (at < text.len) {
			break;
		}
		text = str_trim(str_slice(text, 1, text.len - 1));
	}
	return text;
}

/* A whole number with its suffixes. */
static enum condition_value number_value(struct str text)
{
	bool is_zero = true;
	size_t at = 0;
	if (text.len == 0 || text.p[0] < '0' || text.p[0] > '9') {
		return CONDITION_UNKNOWN;
	}
	if (text.len > 2 && text.p[0] == '0' && (text.p[1] | 0x20) == 'x') {
		at = 2;
	}
	while (at < text.len && strchr("0123456789abcdefABCDEF", text.p[at])) {
		is_zero = is_zero && text.p[at] == '0';
		at++;
	}
	while (at < text.len && strchr("uUlL", text.p[at])) {
		at++;
	}
	if (at < text.len) {
		return CONDITION_UNKNOWN;
	}
	return is_zero ? CONDITION_FALSE : CONDITION_TRUE;
}

/* An operand of && and ||: a number, perhaps denied, perhaps in brackets. */
static enum condition_value operand_value(struct str text)
{
	bool is_denied = false;
	text = brackets_drop(text);
	while (text.len && text.p[0] == '!') {
		is_denied = !is_denied;
		text = brackets_drop(str_from(text, 1));
	}
	enum condition_value value = number_value(text);
	if (value == CONDITION_UNKNOWN) {
		return value;
	}
	return (value == CONDITION_TRUE) != is_denied ? CONDITION_TRUE : CONDITION_FALSE;
}

/* Takes the part before the first `sign` that stands outside of brackets off the front. */
static bool operand_take(struct str *rest, const char *sign, struct str *operand)
{
	int depth = 0;
	if (!rest->p) {
		return false;
	}
	for (size_t at = 0; at < rest->len; at++) {
		depth += rest->p[at] == '(' ? 1 : 0;
		depth -= rest->p[at] == ')' ? 1 : 0;
		if (depth == 0 && str_starts(str_from(*rest, at), str_of(sign))) {
			*operand = str_slice(*rest, 0, at);
			*rest = str_from(*rest, at + 2);
			return true;
		}
	}
	*operand = *rest;
	rest->p = NULL;
	return true;
}

static enum condition_value and_value(struct str text)
{
	enum condition_value value = CONDITION_TRUE;
	struct str operand;
	while (operand_take(&text, "&&", &operand)) {
		enum condition_value next = operand_value(operand);
		if (next == CONDITION_FALSE) {
			return CONDITION_FALSE;
		}
		value = next == CONDITION_UNKNOWN ? next : value;
	}
	return value;
}

enum condition_value condition_value(struct str text)
{
	enum condition_value value = CONDITION_FALSE;
	struct str operand;
	/* Of `a ? b : c` and of what was cut, the parts do not tell the whole. */
	if (str_find(text, '?') < text.len || str_ends(text, STR(CONDITION_ELLIPSIS))) {
		return CONDITION_UNKNOWN;
	}
	text = brackets_drop(text);
	while (operand_take(&text, "||", &operand)) {
		enum condition_value next = and_value(operand);
		if (next == CONDITION_TRUE) {
			return CONDITION_TRUE;
		}
		value = next == CONDITION_UNKNOWN ? next : value;
	}
	return value;
}

/* Of a whole condition: a plain one is denied or affirmed, any other gets brackets. */
static struct str opposite_of(struct arena *arena, struct str text)
{
	bool is_word = text.len > 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.p[i];
		is_word = is_word
			  && (c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
					  || (c >= 'A' && c <= 'Z'));
	}
	struct str inner = text.len && text.p[0] == '!' ? str_from(text, 1) : text;
	bool is_defined =
			str_starts(inner, STR("defined(")) && str_find(inner, ')') == inner.len - 1;
	if (is_defined && inner.len < text.len) {
		return inner;
	}
	return is_word || is_defined ? str_fmt(arena, "!" STR_FMT, STR_ARG(text))
				     : str_fmt(arena, "!(" STR_FMT ")", STR_ARG(text));
}

/* What #else means denies the conditions of all branches so far. */
static void opposite_add(struct condition_level *level, struct arena *arena, struct str text)
{
	struct str first = level->opposite;
	if (condition_value(text) == CONDITION_FALSE || str_ends(first, STR(CONDITION_ELLIPSIS))) {
		return;
	}
	struct str second = opposite_of(arena, text);
	if (first.len == 0) {
		level->opposite = second;
	} else if (first.len + second.len > CONDITION_TEXT_MAX) {
		level->opposite = str_fmt(arena, STR_FMT " && " CONDITION_ELLIPSIS, STR_ARG(first));
	} else {
		level->opposite = str_fmt(
				arena, STR_FMT " && " STR_FMT, STR_ARG(first), STR_ARG(second));
	}
}

/* Enters a branch of the innermost group. */
static void branch_set(struct condition_level *level, enum condition_value value, struct str text)
{
	level->text = level->outer_text;
	if (level->outer == BRANCH_NEVER || level->is_settled || value == CONDITION_FALSE) {
		level->branch = BRANCH_NEVER;
		return;
	}
	if (value == CONDITION_TRUE) {
		level->is_settled = true;
	} else {
		level->is_doubtful = true;
	}
	if (level->is_doubtful) {
		level->branch = BRANCH_CONDITIONAL;
		level->text = text;
	} else {
		level->branch = level->outer;
	}
}

/* A second branch shows that the first group is no guard after all. */
static void guard_drop(struct conditions *conditions)
{
	if (conditions->guard == GUARD_OPEN && conditions->levels.len == 1) {
		conditions->guard = GUARD_NONE;
	}
}

void conditions_code(struct conditions *conditions)
{
	if (conditions->levels.len == 0) {
		conditions->guard = GUARD_NONE;
	}
}

void conditions_if(struct conditions *conditions, struct str text, struct str guard_name)
{
	bool is_guard = conditions->guard == GUARD_POSSIBLE && guard_name.len;
	if (is_guard) {
		conditions->guard = GUARD_OPEN;
		conditions->guard_name = guard_name;
		conditions->guard_text = text;
	} else {
		conditions_code(conditions);
	}
	struct condition_level level = {
		.outer = conditions_branch(conditions),
		.outer_text = conditions_text(conditions),
	};
	branch_set(&level, condition_value(text), text);
	opposite_add(&level, conditions->arena, text);
	if (is_guard) {
		level.branch = BRANCH_ALWAYS;
	}
	*vec_add(&conditions->levels, conditions->arena) = level;
}

void conditions_between(struct conditions *conditions)
{
	struct condition_level *level = innermost(conditions);
	if (level) {
		level->branch = level->is_settled ? BRANCH_NEVER : level->outer;
	}
}

void conditions_elif(struct conditions *conditions, struct str text)
{
	struct condition_level *level = innermost(conditions);
	guard_drop(conditions);
	if (level) {
		branch_set(level, condition_value(text), text);
		opposite_add(level, conditions->arena, text);
	}
}

void conditions_else(struct conditions *conditions)
{
	struct condition_level *level = innermost(conditions);
	guard_drop(conditions);
	if (level) {
		branch_set(level, CONDITION_TRUE, level->opposite);
	}
}

void conditions_endif(struct conditions *conditions)
{
	if (conditions->levels.len) {
		conditions->levels.len--;
	}
	if (conditions->levels.len == 0 && conditions->guard == GUARD_OPEN) {
		conditions->guard = GUARD_CLOSED;
	}
}

void conditions_define(struct conditions *conditions, struct str name)
{
	if (conditions->guard == GUARD_OPEN && conditions->levels.len == 1
			&& str_eq(name, conditions->guard_name)) {
		conditions->is_guard_defined = true;
	}
}

bool conditions_finish(struct conditions *conditions)
{
	return conditions->guard == GUARD_CLOSED && conditions->is_guard_defined;
}
