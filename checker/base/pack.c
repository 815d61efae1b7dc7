/* SPDX-License-Identifier: MIT */
#include "base/pack.h"

void pack_num(struct buf *out, uint64_t number)
{
	while (number >= 0x80) {
		buf_add_char(out, (char)(number | 0x80));
		number >>= 7;
	}
	buf_add_char(out, (char)number);
}

void pack_str(struct buf *out, struct str text)
{
	pack_num(out, text.len);
	buf_add(out, text);
}

void pack_hash(struct buf *out, struct hash hash)
{
	buf_add(out, (struct str){ (const char *)&hash, sizeof(hash) });
}

static void bad(struct unpack *in)
{
	in->is_bad = true;
	in->rest = (struct str){ "", 0 };
}

uint64_t unpack_num(struct unpack *in)
{
	uint64_t number = 0;
	for (unsigned shift = 0; shift < 64; shift += 7) {
		if (in->rest.len == 0) {
			break;
		}
		unsigned char byte = (unsigned char)in->rest.p[0];
		in->rest = str_from(in->rest, 1);
		/* The tenth byte has room for one bit only. */
		if (shift == 63 && byte > 1) {
			break;
		}
		number |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80)) {
			return number;
		}
	}
	bad(in);
	return 0;
}

uint64_t unpack_max(struct unpack *in, uint64_t max)
{
	uint64_t number = unpack_num(in);
	if (number > max) {
		bad(in);
		return 0;
	}
	return number;
}

struct str unpack_str(struct unpack *in)
{
	uint64_t len = unpack_num(in);
	if (len > in->rest.len) {
		bad(in);
		return (struct str){ "", 0 };
	}
	struct str text = str_slice(in->rest, 0, (size_t)len);
	in->rest = str_from(in->rest, (size_t)len);
	return text;
}

struct hash unpack_hash(struct unpack *in)
{
	struct hash hash = { 0, 0 };
	if (in->rest.len < sizeof(hash)) {
		bad(in);
		return hash;
	}
	memcpy(&hash, in->rest.p, sizeof(hash));
	in->rest = str_from(in->rest, sizeof(hash));
	return hash;
}

size_t unpack_count(struct unpack *in, size_t item_size)
{
	uint64_t count = unpack_num(in);
	if (count > in->rest.len / (item_size ? item_size : 1)) {
		bad(in);
		return 0;
	}
	return (size_t)count;
}

bool unpack_end(const struct unpack *in)
{
	return !in->is_bad && in->rest.len == 0;
}
