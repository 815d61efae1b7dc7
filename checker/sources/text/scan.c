/* SPDX-License-Identifier: MIT */
#include "sources/text/scan.h"

#include "base/arena.h"
#include "base/buf.h"
#include "sources/text/condition.h"
#include "sources/text/cursor.h"

/*
 * Most lines are passed without a look at their characters (see
 * cursor_plain_line): only those that begin with '#', hold a '/' or end in a
 * backslash are read one by one.
 */

/* No macro that matters has a longer name, no header a longer path. */
#define WORD_MAX 4096

struct word {
	char *p;
	size_t len;
	uint32_t line;
	uint32_t column;
};

struct scanner {
	struct cursor at;
	struct arena *kept;
	struct arena *scratch;
	struct text_file *file;
	struct conditions conditions;
	/* Of the '#' of the directive at hand. */
	uint32_t line;
	uint32_t column;
	/* Where the lines began that nothing can reach; 0: such is not at hand. */
	uint32_t dead_from;
	/* How many includes stand before the end of what may be the guard. */
	size_t guarded_includes;
	/* See cursor_plain_line(). */
	const char *slash;
	/* The text being put together: room for WORD_MAX bytes and an ellipsis. */
	char *text;
	size_t text_len;
};

static void text_add(struct scanner *s, int c)
{
	if (s->text_len < WORD_MAX) {
		s->text[s->text_len++] = (char)c;
	}
}

static struct str text_take(struct scanner *s, struct arena *arena)
{
	struct str text = str_dup(arena, str_trim((struct str){ s->text, s->text_len }));
	s->text_len = 0;
	return text;
}

/* Adds the identifier or number here to the text; its place and length there. */
static struct word word_read(struct scanner *s)
{
	cursor_peek(&s->at);
	struct word word = {
		.p = s->text + s->text_len,
		.line = s->at.line,
		.column = cursor_column(&s->at),
	};
	size_t start = s->text_len;
	while (char_is_name(cursor_peek(&s->at))) {
		text_add(s, cursor_peek(&s->at));
		cursor_step(&s->at);
	}
	word.len = s->text_len - start;
	return word;
}

static bool name_begins(struct scanner *s)
{
	int c = cursor_peek(&s->at);
	return char_is_name(c) && !char_is_digit(c);
}

static struct str word_str(struct word word)
{
	return (struct str){ word.p, word.len };
}

static struct text_name name_of(struct scanner *s, struct word word)
{
	return (struct text_name){
		.name = str_dup(s->kept, word_str(word)),
		.line = word.line,
		.column = word.column,
		.is_never = conditions_branch(&s->conditions) == BRANCH_NEVER,
	};
}

static void test_add(struct scanner *s, struct word word)
{
	if (word.len) {
		*vec_add(&s->file->tests, s->scratch) = name_of(s, word);
	}
}

/* Adds a text in quotes as it stands. */
static void quoted_read(struct scanner *s)
{
	struct cursor ahead = s->at;
	cursor_quoted(&ahead);
	for (;;) {
		int c = cursor_peek(&s->at);
		if (s->at.p >= ahead.p) {
			return;
		}
		text_add(s, c);
		cursor_step(&s->at);
	}
}

/* Words of conditions that are no macros of anybody. */
static bool is_operator(struct str word)
{
	return str_eq(word, STR("defined")) || str_eq(word, STR("true"))
	       || str_eq(word, STR("false")) || str_starts(word, STR("__has_"));
}

/* Passes blanks and comments, which are one space in the text. */
static void blanks_read(struct scanner *s)
{
	if (cursor_blanks(&s->at)) {
		text_add(s, ' ');
	}
}

/* What surrounds a name in a condition. */
struct operands {
	/* The last word was `__has_…`: what follows in brackets is no macro. */
	bool is_asked;
	/* Brackets open since then. */
	size_t depth;
};

static void word_test(struct scanner *s, struct operands *operands)
{
	bool is_number = char_is_digit(cursor_peek(&s->at));
	struct word word = word_read(s);
	struct str name = word_str(word);
	if (str_starts(name, STR("__has_"))) {
		operands->is_asked = true;
	} else if (!is_number && !operands->depth && !is_operator(name)) {
		operands->is_asked = false;
		test_add(s, word);
	}
}

/* The rest of the line as the text of a condition; the names in it are tested. */
static struct str condition_read(struct scanner *s)
{
	struct operands operands = { 0 };
	s->text_len = 0;
	for (;;) {
		blanks_read(s);
		int c = cursor_peek(&s->at);
		if (c == CURSOR_END || c == '\n') {
			break;
		}
		if (char_is_name(c)) {
			/* Names are read whole even if the text is full. */
			if (s->text_len > WORD_MAX / 2) {
				s->text_len = WORD_MAX / 2;
			}
			word_test(s, &operands);
			continue;
		}
		if (c == '"' || (c == '\'' && !cursor_digit_group(&s->at))) {
			quoted_read(s);
			continue;
		}
		operands.depth += c == '(' && (operands.is_asked || operands.depth) ? 1 : 0;
		if (c == ')' && operands.depth && --operands.depth == 0) {
			operands.is_asked = false;
		}
		text_add(s, c);
		cursor_step(&s->at);
	}
	struct str text = text_take(s, s->scratch);
	if (text.len <= CONDITION_TEXT_MAX) {
		return text;
	}
	text.len = CONDITION_TEXT_MAX;
	/* Not in the middle of a character. */
	while (text.len && ((unsigned char)text.p[text.len] & 0xc0) == 0x80) {
		text.len--;
	}
	return str_fmt(s->scratch, STR_FMT CONDITION_ELLIPSIS, STR_ARG(text));
}

/* The name in `!defined(NAME)` and `!defined NAME`, or an empty text. */
static struct str guard_name_of(struct str condition)
{
	if (!str_starts(condition, STR("!"))) {
		return STR("");
	}
	struct str name = str_trim(str_from(condition, 1));
	if (!str_starts(name, STR("defined"))) {
		return STR("");
	}
	name = str_trim(str_from(name, 7));
	if (str_starts(name, STR("(")) && str_ends(name, STR(")"))) {
		name = str_trim(str_slice(name, 1, name.len - 1));
	}
	for (size_t i = 0; i < name.len; i++) {
		if (!char_is_name((unsigned char)name.p[i])) {
			return STR("");
		}
	}
	return name;
}

static void read_if(struct scanner *s)
{
	struct str text = condition_read(s);
	conditions_if(&s->conditions, text, guard_name_of(text));
}

/* The name behind #ifdef and its kin, tested. */
static struct str defined_read(struct scanner *s)
{
	s->text_len = 0;
	cursor_blanks(&s->at);
	struct word word = word_read(s);
	test_add(s, word);
	return text_take(s, s->scratch);
}

static void read_ifdef(struct scanner *s)
{
	struct str name = defined_read(s);
	conditions_if(&s->conditions, str_fmt(s->scratch, "defined(" STR_FMT ")", STR_ARG(name)),
			STR(""));
}

static void read_ifndef(struct scanner *s)
{
	struct str name = defined_read(s);
	conditions_if(&s->conditions, str_fmt(s->scratch, "!defined(" STR_FMT ")", STR_ARG(name)),
			name);
}

static void read_elif(struct scanner *s)
{
	conditions_between(&s->conditions);
	conditions_elif(&s->conditions, condition_read(s));
}

static void read_elifdef(struct scanner *s)
{
	conditions_between(&s->conditions);
	struct str name = defined_read(s);
	conditions_elif(&s->conditions, str_fmt(s->scratch, "defined(" STR_FMT ")", STR_ARG(name)));
}

static void read_elifndef(struct scanner *s)
{
	conditions_between(&s->conditions);
	struct str name = defined_read(s);
	conditions_elif(&s->conditions,
			str_fmt(s->scratch, "!defined(" STR_FMT ")", STR_ARG(name)));
}

static void read_else(struct scanner *s)
{
	conditions_else(&s->conditions);
}

static void read_endif(struct scanner *s)
{
	conditions_endif(&s->conditions);
}

/* "NAME" or <NAME> here; false, with nothing passed, if there is none. */
static bool header_name_read(struct scanner *s, struct str *spelled, enum include_form *form)
{
	struct cursor start = s->at;
	int open = cursor_peek(&s->at);
	int close = open == '<' ? '>' : '"';
	if (open != '<' && open != '"') {
		return false;
	}
	cursor_step(&s->at);
	s->text_len = 0;
	for (;;) {
		int c = cursor_peek(&s->at);
		if (c == CURSOR_END || c == '\n' || s->text_len == WORD_MAX) {
			s->text_len = 0;
			s->at = start;
			return false;
		}
		cursor_step(&s->at);
		if (c == close) {
			break;
		}
		text_add(s, c);
	}
	*spelled = (struct str){ s->text, s->text_len };
	*form = open == '<' ? INCLUDE_ANGLED : INCLUDE_QUOTED;
	s->text_len = 0;
	return spelled->len > 0;
}

/* The rest of the line, comments and line breaks taken out. */
static struct str rest_read(struct scanner *s)
{
	s->text_len = 0;
	for (;;) {
		blanks_read(s);
		int c = cursor_peek(&s->at);
		if (c == CURSOR_END || c == '\n') {
			return str_trim((struct str){ s->text, s->text_len });
		}
		if (c == '"' || c == '\'') {
			quoted_read(s);
			continue;
		}
		text_add(s, c);
		cursor_step(&s->at);
	}
}

static void include_read(struct scanner *s, bool is_next)
{
	struct text_include include = {
		.line = s->line,
		.column = s->column,
		.form = INCLUDE_COMPUTED,
		.branch = conditions_branch(&s->conditions),
		.is_next = is_next,
		.target = NONE,
		.resolution = RESOLVED_NOT,
	};
	struct str spelled;
	cursor_blanks(&s->at);
	if (!header_name_read(s, &spelled, &include.form)) {
		if (!name_begins(s)) {
			return;
		}
		spelled = rest_read(s);
	}
	include.spelled = str_dup(s->kept, spelled);
	if (include.branch == BRANCH_CONDITIONAL) {
		include.condition = str_dup(s->kept, conditions_text(&s->conditions));
	}
	*vec_add(&s->file->includes, s->scratch) = include;
}

static void read_include(struct scanner *s)
{
	include_read(s, false);
}

static void read_include_next(struct scanner *s)
{
	include_read(s, true);
}

static void read_define(struct scanner *s)
{
	s->text_len = 0;
	cursor_blanks(&s->at);
	if (!name_begins(s)) {
		return;
	}
	struct word word = word_read(s);
	conditions_define(&s->conditions, word_str(word));
	*vec_add(&s->file->defines, s->scratch) = name_of(s, word);
	s->text_len = 0;
	if (cursor_peek(&s->at) == '(') {
		return;
	}
	struct text_header_name header = { .define = (uint32_t)s->file->defines.len - 1 };
	struct str spelled;
	cursor_blanks(&s->at);
	if (!header_name_read(s, &spelled, &header.form)) {
		return;
	}
	cursor_blanks(&s->at);
	int c = cursor_peek(&s->at);
	if (c == '\n' || c == CURSOR_END) {
		header.spelled = str_dup(s->kept, spelled);
		*vec_add(&s->file->header_names, s->scratch) = header;
	}
}

struct directive {
	struct str name;
	void (*read)(struct scanner *s);
};

static const struct directive directives[] = {
	{ STR_INIT("define"), read_define },
	{ STR_INIT("include"), read_include },
	{ STR_INIT("endif"), read_endif },
	{ STR_INIT("ifdef"), read_ifdef },
	{ STR_INIT("if"), read_if },
	{ STR_INIT("else"), read_else },
	{ STR_INIT("ifndef"), read_ifndef },
	{ STR_INIT("elif"), read_elif },
	{ STR_INIT("elifdef"), read_elifdef },
	{ STR_INIT("elifndef"), read_elifndef },
	{ STR_INIT("import"), read_include },
	{ STR_INIT("include_next"), read_include_next },
};

/* Passes the rest of a line; whether that was more than its end. */
static bool line_rest(struct scanner *s)
{
	const char *start = s->at.p;
	const char *eol = cursor_plain_line(&s->at, &s->slash);
	if (!eol) {
		int c = cursor_peek(&s->at);
		cursor_line_rest(&s->at);
		return c != '\n' && c != CURSOR_END;
	}
	s->at.p = eol;
	if (eol < s->at.end) {
		cursor_step(&s->at);
	}
	return eol > start;
}

/* Whether what follows the directive at hand can be reached at all. */
static void reach_note(struct scanner *s)
{
	bool is_dead = conditions_branch(&s->conditions) == BRANCH_NEVER;
	if (is_dead && !s->dead_from) {
		s->dead_from = s->line;
	} else if (!is_dead && s->dead_from) {
		*vec_add(&s->file->dead, s->scratch) = (struct line_range){ s->dead_from, s->line };
		s->dead_from = 0;
	}
}

/* Behind the '#'. */
static void directive_read(struct scanner *s)
{
	s->text_len = 0;
	cursor_blanks(&s->at);
	struct word word = word_read(s);
	struct str name = word_str(word);
	bool is_group = str_starts(name, STR("if"));
	/* `#pragma once` may stand beside a guard, `#` alone anywhere. */
	if (!is_group && name.len && !str_eq(name, STR("pragma"))) {
		conditions_code(&s->conditions);
	}
	bool is_guarded = s->conditions.guard == GUARD_OPEN;
	for (size_t i = 0; i < COUNT_OF(directives); i++) {
		if (str_eq(directives[i].name, name)) {
			directives[i].read(s);
			break;
		}
	}
	if (is_guarded) {
		s->guarded_includes = s->file->includes.len;
	}
	reach_note(s);
	line_rest(s);
}

/* Passes the '#' (or "%:") of a directive, if one stands here. */
static bool hash_take(struct scanner *s)
{
	int c = cursor_peek(&s->at);
	if (c != '#' && c != '%') {
		return false;
	}
	struct cursor ahead = s->at;
	cursor_step(&ahead);
	if (c == '%') {
		if (cursor_peek(&ahead) != ':') {
			return false;
		}
		cursor_step(&ahead);
	}
	s->line = s->at.line;
	s->column = cursor_column(&s->at);
	s->at = ahead;
	return true;
}

/* One logical line, and what comments at its beginning add to it. */
static void line_scan(struct scanner *s)
{
	while (char_is_blank((unsigned char)*s->at.p)) {
		s->at.p++;
	}
	if (*s->at.p == '/' || *s->at.p == '\\') {
		cursor_blanks(&s->at);
	}
	if (hash_take(s)) {
		directive_read(s);
	} else if (line_rest(s) && s->conditions.levels.len == 0) {
		conditions_code(&s->conditions);
	}
}

/* What looked like the guard is a condition like any other. */
static void guard_undo(struct scanner *s)
{
	struct str text = str_dup(s->kept, s->conditions.guard_text);
	for (size_t i = 0; i < s->guarded_includes; i++) {
		struct text_include *include = &s->file->includes.p[i];
		if (include->branch == BRANCH_ALWAYS) {
			include->branch = BRANCH_CONDITIONAL;
			include->condition = text;
		}
	}
}

/* Lists leave the scratch arena, each in a piece of just its size. */
#define vec_keep(v, arena) \
	((v)->cap = (v)->len, (v)->p = (v)->len ? arena_copy((arena), (v)->p, \
								  (v)->len * sizeof(*(v)->p)) \
						: NULL)

void scan_text(struct text_file *file, struct str text, struct arena *kept, struct arena *scratch)
{
	struct scanner s = {
		.at = cursor_at(text),
		.kept = kept,
		.scratch = scratch,
		.file = file,
		.text = arena_alloc(scratch, WORD_MAX),
	};
	conditions_init(&s.conditions, scratch);
	if (str_starts(text, STR("\xef\xbb\xbf"))) {
		s.at.p += 3;
	}
	while (s.at.p < s.at.end) {
		line_scan(&s);
	}
	file->lines = text.len == 0 ? 0 : s.at.line - (text.p[text.len - 1] == '\n' ? 1 : 0);
	if (s.dead_from) {
		*vec_add(&file->dead, scratch) = (struct line_range){ s.dead_from, file->lines };
	}
	if (s.conditions.guard_name.len) {
		if (conditions_finish(&s.conditions)) {
			/* The first test of all is the guard's own. */
			file->tests.p++;
			file->tests.len--;
		} else {
			guard_undo(&s);
		}
	}
	vec_keep(&file->includes, kept);
	vec_keep(&file->defines, kept);
	vec_keep(&file->tests, kept);
	vec_keep(&file->header_names, kept);
	vec_keep(&file->dead, kept);
}
