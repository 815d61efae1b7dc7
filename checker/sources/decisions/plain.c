/* SPDX-License-Identifier: MIT */
#include "sources/decisions/plain.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "sources/decisions/phrase.h"

struct entity {
	struct str name;
	const char *text;
};

static const struct entity entities[] = {
	{ STR_INIT("&amp;"), "&" },
	{ STR_INIT("&apos;"), "'" },
	{ STR_INIT("&gt;"), ">" },
	{ STR_INIT("&lt;"), "<" },
	{ STR_INIT("&mdash;"), "—" },
	{ STR_INIT("&nbsp;"), " " },
	{ STR_INIT("&ndash;"), "–" },
	{ STR_INIT("&quot;"), "\"" },
};

/* Where `part` begins in `s` at or after `from`, or `s.len`. */
static size_t find_from(struct str s, size_t from, struct str part)
{
	while (from < s.len && !str_starts(str_from(s, from), part)) {
		size_t next = str_find(str_from(s, from + 1), part.p[0]);
		from += 1 + next;
	}
	return from < s.len ? from : s.len;
}

/* How much to skip of a comment or a tag at `at`; 0 if it is none. */
static size_t tag_length(struct str s, size_t at)
{
	if (str_starts(str_from(s, at), STR("<!--"))) {
		size_t end = find_from(s, at + 4, STR("-->"));
		return end < s.len ? end + 3 - at : s.len - at;
	}
	size_t end = at + str_find(str_from(s, at), '>');
	bool is_tag = at + 1 < s.len && end < s.len && (s.p[at + 1] == '/' || is_word(s.p[at + 1]));
	/* "<https://…>" is a link, and "<someone>" a placeholder that must stay. */
	struct str inside = str_slice(s, at + 1, end);
	bool is_known = str_starts(inside, STR("br")) || str_starts(inside, STR("/"))
			|| str_starts(inside, STR("a ")) || str_starts(inside, STR("sup"))
			|| str_starts(inside, STR("sub")) || str_starts(inside, STR("span"))
			|| str_starts(inside, STR("b>")) || str_eq(inside, STR("b"))
			|| str_eq(inside, STR("i")) || str_starts(inside, STR("img"));
	return is_tag && is_known ? end + 1 - at : 0;
}

/* How much to skip of the target behind a link's text, "](…)" or "][…]", at `at`. */
static size_t target_length(struct str s, size_t at)
{
	char open = at + 1 < s.len ? s.p[at + 1] : '\0';
	if (open != '(' && open != '[') {
		return 0;
	}
	char close = open == '(' ? ')' : ']';
	unsigned depth = 0;
	for (size_t i = at + 1; i < s.len; i++) {
		depth += s.p[i] == open ? 1 : 0;
		depth -= s.p[i] == close ? 1 : 0;
		if (depth == 0) {
			return i + 1 - at;
		}
	}
	return 0;
}

static size_t entity_add(struct buf *out, struct str rest)
{
	for (size_t i = 0; i < COUNT_OF(entities); i++) {
		if (str_starts(rest, entities[i].name)) {
			buf_add_cstr(out, entities[i].text);
			return entities[i].name.len;
		}
	}
	buf_add_char(out, '&');
	return 1;
}

/* Whether the '[' at `at` begins the text of a link. */
static bool is_link(struct str s, size_t at)
{
	unsigned depth = 0;
	for (size_t i = at; i < s.len && i < at + 512; i++) {
		depth += s.p[i] == '[' ? 1 : 0;
		depth -= s.p[i] == ']' ? 1 : 0;
		if (depth == 0) {
			return target_length(s, i) > 0;
		}
	}
	return false;
}

/* "_" within a word is a letter; elsewhere it is emphasis. */
static bool is_emphasis(struct str s, size_t at)
{
	bool is_after = at > 0 && is_word(s.p[at - 1]);
	bool is_before = at + 1 < s.len && is_word(s.p[at + 1]);
	return s.p[at] == '*' || s.p[at] == '`' || (s.p[at] == '_' && !(is_after && is_before));
}

/* Takes one thing off the front, and writes what it says; how long it was. */
static size_t piece_add(struct buf *out, struct str s, size_t at, unsigned *links)
{
	size_t skip = 0;
	switch (s.p[at]) {
	case '<':
		skip = tag_length(s, at);
		break;
	case '&':
		return entity_add(out, str_from(s, at));
	case '!':
		skip = at + 1 < s.len && s.p[at + 1] == '[' && is_link(s, at + 1) ? 1 : 0;
		break;
	case '[':
		skip = is_link(s, at) ? 1 : 0;
		*links += skip ? 1 : 0;
		break;
	case ']':
		skip = *links ? target_length(s, at) : 0;
		*links -= skip ? 1 : 0;
		break;
	case '~':
		skip = at + 1 < s.len && s.p[at + 1] == '~' ? 2 : 0;
		break;
	case '\\':
		if (at + 1 < s.len && !is_word(s.p[at + 1])) {
			buf_add_char(out, s.p[at + 1]);
			return 2;
		}
		break;
	default:
		skip = is_emphasis(s, at) ? 1 : 0;
	}
	if (skip == 0) {
		buf_add_char(out, s.p[at]);
	}
	return skip ? skip : 1;
}

struct str plain_text(struct arena *arena, struct str raw)
{
	struct str s = str_slice(raw, 0, PLAIN_MAX);
	struct buf out;
	unsigned links = 0;
	buf_init(&out);
	for (size_t at = 0; at < s.len;) {
		at += piece_add(&out, s, at, &links);
	}
	struct str plain = str_trim(str_dup(arena, buf_str(&out)));
	buf_finish(&out);
	return plain;
}

/* What neither a word nor a number begins or ends with. */
static bool is_decoration(uint32_t code)
{
	if (code < 0x80) {
		return !is_word((char)code);
	}
	/* Punctuation, arrows, signs, emoji and what joins them; UTF8_BAD too. */
	return code == 0xa0 || code == 0xab || code == 0xbb || code == 0xb7
	       || (code >= 0x2000 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x303f)
	       || (code >= 0xfe00 && code <= 0xfe0f) || code >= 0x1f000;
}

struct str plain_bare(struct str text)
{
	size_t begin = text.len;
	size_t end = 0;
	for (size_t at = 0; at < text.len;) {
		size_t next = at;
		if (!is_decoration(utf8_next(text, &next))) {
			begin = at < begin ? at : begin;
			end = next;
		}
		at = next;
	}
	return begin < end ? str_slice(text, begin, end) : STR("");
}
