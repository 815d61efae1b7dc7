/* SPDX-License-Identifier: MIT */
#include "sources/text/mention.h"

#include "base/arena.h"
#include "sources/text/cursor.h"

#include <stdlib.h>

/* Letters of C text from the rarest to the most frequent: the first one found is looked for. */
#define RARITY "QZXJKVWYBGUPHMFDLN/OASCIRTE-zqjxkwvybgfpmuhldcsinoarte0123456789_"

/* No record has a longer number. */
#define DIGITS_MAX 20

struct hit {
	const char *p;
	size_t len;
};

typedef VEC(struct hit) hits;

/* The byte of a mark that text holds least often. */
static size_t rarest(struct str mark)
{
	size_t best = 0;
	size_t rank = SIZE_MAX;
	for (size_t i = 0; i < mark.len; i++) {
		const char *at = memchr(RARITY, mark.p[i], sizeof(RARITY) - 1);
		size_t here = at ? (size_t)(at - RARITY) : 0;
		if (here < rank) {
			rank = here;
			best = i;
		}
	}
	return best;
}

/* Letters of other scripts include dashes and quotes, so they end a name like blanks do. */
static bool is_name(char c)
{
	return (unsigned char)c < 0x80 && char_is_name((unsigned char)c);
}

/* How long the mention at `p` is, mark and digits; 0 if it is none. */
static size_t mention_len(struct str text, const char *p, struct str mark)
{
	const char *end = text.p + text.len;
	if (p > text.p && (is_name(p[-1]) || p[-1] == '-')) {
		return 0;
	}
	/* Another folder of the same name, further down. */
	if (p > text.p && p[-1] == '/' && mark.p[mark.len - 1] == '/') {
		return 0;
	}
	const char *digits = p + mark.len;
	const char *at = digits;
	while (at < end && char_is_digit((unsigned char)*at)) {
		at++;
	}
	size_t count = (size_t)(at - digits);
	bool is_whole = at == end || !is_name(*at);
	return is_whole && count > 0 && count <= DIGITS_MAX ? (size_t)(at - p) : 0;
}

static void hits_find(
		struct str text, struct str mark, size_t offset, hits *found, struct arena *scratch)
{
	const char *at = text.p;
	const char *end = text.p + text.len;
	while (at < end && (at = memchr(at, mark.p[offset], (size_t)(end - at))) != NULL) {
		const char *p = at - offset;
		at++;
		if ((size_t)(at - text.p) <= offset || (size_t)(end - p) < mark.len
				|| memcmp(p, mark.p, mark.len) != 0) {
			continue;
		}
		size_t len = mention_len(text, p, mark);
		if (len > 0) {
			*vec_add(found, scratch) = (struct hit){ p, len };
		}
	}
}

static int hit_order(const void *a, const void *b)
{
	const char *x = ((const struct hit *)a)->p;
	const char *y = ((const struct hit *)b)->p;
	return x < y ? -1 : x > y;
}

/* Moves to behind the next comment; false if none begins before `last`. */
static bool comment_next(struct cursor *cursor, struct cursor *begin, const char *last)
{
	while (cursor->p <= last) {
		switch (cursor_peek(cursor)) {
		case CURSOR_END:
			return false;
		case '/':
			*begin = *cursor;
			if (cursor_comment(cursor)) {
				return true;
			}
			cursor_step(cursor);
			break;
		case '\'':
			if (!cursor_digit_group(cursor)) {
				cursor_quoted(cursor);
			}
			break;
		case '"':
			cursor_quoted(cursor);
			break;
		default:
			cursor_step(cursor);
			break;
		}
	}
	return false;
}

/* The hits that stand in comments, with line and column. */
static void hits_keep(struct text_file *file, struct str text, const hits *found,
		struct arena *kept, struct arena *scratch)
{
	struct cursor cursor = cursor_at(text);
	struct cursor begin;
	size_t i = 0;
	const char *last = found->p[found->len - 1].p;
	while (i < found->len && comment_next(&cursor, &begin, last)) {
		while (i < found->len && found->p[i].p < begin.p) {
			i++;
		}
		for (; i < found->len && found->p[i].p < cursor.p; i++) {
			const struct hit *hit = &found->p[i];
			const char *eol;
			while ((eol = memchr(begin.p, '\n', (size_t)(hit->p - begin.p))) != NULL) {
				begin.p = begin.line_start = eol + 1;
				begin.line++;
			}
			begin.p = hit->p;
			*vec_add(&file->mentions, scratch) = (struct text_name){
				.name = str_dup(kept, (struct str){ hit->p, hit->len }),
				.line = begin.line,
				.column = cursor_column(&begin),
			};
		}
	}
}

void mentions_scan(struct text_file *file, struct str text, const struct text_marks *marks,
		struct arena *kept, struct arena *scratch)
{
	hits found = { 0 };
	for (size_t i = 0; i < marks->len; i++) {
		hits_find(text, marks->p[i], rarest(marks->p[i]), &found, scratch);
	}
	if (found.len == 0) {
		return;
	}
	vec_sort(&found, hit_order);
	hits_keep(file, text, &found, kept, scratch);
	file->mentions.cap = file->mentions.len;
	if (file->mentions.len > 0) {
		file->mentions.p = arena_copy(kept, file->mentions.p,
				file->mentions.len * sizeof(*file->mentions.p));
	}
}

/* What stands before "{number}" in the ids of records. */
static struct str id_prefix(const struct config_decisions *decisions)
{
	struct str id = decisions->id.s.len > 0 ? decisions->id.s : STR("ADR-{number}");
	return str_slice(id, 0, str_find(id, '{'));
}

struct text_marks text_marks_of(struct arena *arena, const struct config_decisions *decisions)
{
	struct str *list = arena_new_array(arena, struct str, decisions->dirs.len + 1);
	struct text_marks marks = { .p = list };
	struct str prefix = id_prefix(decisions);
	if (!decisions->dirs.is_set) {
		return marks;
	}
	if (prefix.len > 0) {
		list[marks.len++] = prefix;
	}
	for (size_t i = 0; i < decisions->dirs.len; i++) {
		if (!str_eq(decisions->dirs.p[i].s, STR("."))) {
			list[marks.len++] = str_fmt(
					arena, STR_FMT "/", STR_ARG(decisions->dirs.p[i].s));
		}
	}
	return marks;
}
