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
