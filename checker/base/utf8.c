/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

/* What a first byte says: how many bytes follow, and what the next may be. */
struct lead {
	unsigned follow;
	unsigned char low;
	unsigned char high;
};

/* Unicode, table 3-7: the second byte's range shuts out long forms and surrogates. */
static struct lead lead_of(unsigned char first)
{
	if (first >= 0xc2 && first <= 0xdf) {
		return (struct lead){ 1, 0x80, 0xbf };
	}
	if (first >= 0xe0 && first <= 0xef) {
		return (struct lead){ 2, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf };
	}
	if (first >= 0xf0 && first <= 0xf4) {
		return (struct lead){ 3, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf };
	}
	return (struct lead){ 0 };
}

uint32_t utf8_next(struct str s, size_t *at)
{
	unsigned char first = (unsigned char)s.p[(*at)++];
	if (first < 0x80) {
		return first;
	}
	struct lead lead = lead_of(first);
	uint32_t code = first & (0x3fU >> lead.follow);
	for (unsigned i = 0; i < lead.follow; i++) {
		unsigned char low = i == 0 ? lead.low : 0x80;
		unsigned char high = i == 0 ? lead.high : 0xbf;
		unsigned char next = *at < s.len ? (unsigned char)s.p[*at] : 0;
		if (next < low || next > high) {
			return UTF8_BAD;
		}
		code = code << 6 | (next & 0x3fU);
		(*at)++;
	}
	return lead.follow ? code : UTF8_BAD;
}

struct range {
	uint32_t first;
	uint32_t last;
};

static bool ranges_hold(const struct range *ranges, size_t count, uint32_t code)
{
	for (size_t i = 0; i < count && code >= ranges[i].first; i++) {
		if (code <= ranges[i].last) {
			return true;
		}
	}
	return false;
}

bool utf8_is_shown(uint32_t code)
{
	static const struct range hidden[] = {
		{ 0, 0x1f }, /* C0 */
		{ 0x7f, 0x9f }, /* delete, C1 */
		{ 0xad, 0xad }, /* soft hyphen */
		{ 0x61c, 0x61c }, /* Arabic letter mark */
		{ 0x180e, 0x180e }, /* Mongolian vowel separator */
		{ 0x200b, 0x200f }, /* zero width, left and right marks */
		{ 0x2028, 0x202e }, /* line separators, embeddings, overrides */
		{ 0x2060, 0x206f }, /* word joiner, isolates */
		{ 0xfeff, 0xfeff }, /* byte order mark */
		{ 0xfff9, 0xfffb }, /* annotations */
		{ 0xe0000, 0xe0fff }, /* tags, variation selectors beyond the emoji's */
		{ 0x110000, UINT32_MAX },
	};
	return !ranges_hold(hidden, COUNT_OF(hidden), code);
}

unsigned utf8_columns(uint32_t code)
{
	static const struct range combining[] = {
		{ 0x300, 0x36f },
		{ 0x1ab0, 0x1aff },
		{ 0x1dc0, 0x1dff },
		{ 0x20d0, 0x20ff },
		{ 0xfe00, 0xfe0f },
		{ 0xfe20, 0xfe2f },
	};
	static const struct range wide[] = {
		{ 0x1100, 0x115f }, /* Hangul initials */
		{ 0x2e80, 0x303e }, /* CJK radicals and punctuation */
		{ 0x3041, 0xa4cf }, /* Kana to Yi */
		{ 0xac00, 0xd7a3 }, /* Hangul */
		{ 0xf900, 0xfaff }, /* CJK compatibility */
		{ 0xfe30, 0xfe6f },
		{ 0xff00, 0xff60 }, /* full width */
		{ 0xffe0, 0xffe6 },
		{ 0x1f300, 0x1f64f }, /* pictures */
		{ 0x1f680, 0x1f6ff },
		{ 0x1f900, 0x1f9ff },
		{ 0x20000, 0x3fffd },
	};
	if (ranges_hold(combining, COUNT_OF(combining), code)) {
		return 0;
	}
	return ranges_hold(wide, COUNT_OF(wide), code) ? 2 : 1;
}

size_t utf8_width(struct str s)
{
	size_t width = 0;
	size_t at = 0;

	while (at < s.len) {
		width += utf8_columns(utf8_next(s, &at));
	}
	return width;
}

size_t utf8_valid(struct str s)
{
	size_t at = 0;
	while (at < s.len) {
		size_t next = at;
		if ((unsigned char)s.p[at] < 0x80) {
			at++;
			continue;
		}
		if (utf8_next(s, &next) == UTF8_BAD) {
			break;
		}
		at = next;
	}
	return at;
}

void utf8_add(struct buf *out, uint32_t code)
{
	if (code < 0x80) {
		buf_add_char(out, (char)code);
		return;
	}
	if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
		buf_add_cstr(out, UTF8_REPLACEMENT);
		return;
	}
	unsigned follow = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
	/* As many ones in front as there are bytes. */
	static const unsigned char leads[] = { 0, 0xc0, 0xe0, 0xf0 };
	buf_add_char(out, (char)(leads[follow] | code >> (6 * follow)));
	while (follow-- > 0) {
		buf_add_char(out, (char)(0x80 | (code >> (6 * follow) & 0x3f)));
	}
}
