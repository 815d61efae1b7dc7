/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include "base/arena.h"

struct str str_of(const char *text)
{
	return text ? (struct str){ text, strlen(text) } : (struct str){ "", 0 };
}

struct str str_dup(struct arena *arena, struct str s)
{
	char *copy = arena_alloc(arena, size_add(s.len, 1));
	if (s.len) {
		memcpy(copy, s.p, s.len);
	}
	return (struct str){ copy, s.len };
}

struct str str_vfmt(struct arena *arena, const char *fmt, va_list args)
{
	va_list again;
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, fmt, args);
	if (len < 0) {
		va_end(again);
		return STR("");
	}
	char *text = arena_alloc(arena, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	return (struct str){ text, (size_t)len };
}

struct str str_fmt(struct arena *arena, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	struct str s = str_vfmt(arena, fmt, args);
	va_end(args);
	return s;
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

int str_cmp(struct str a, struct str b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared ? memcmp(a.p, b.p, shared) : 0;
	if (order) {
		return order;
	}
	return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_slice(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_from(s, s.len - suffix.len), suffix);
}

size_t str_find(struct str s, char c)
{
	const char *at = s.len ? memchr(s.p, c, s.len) : NULL;
	return at ? (size_t)(at - s.p) : s.len;
}

size_t str_find_last(struct str s, char c)
{
	const char *at = s.len ? memrchr(s.p, c, s.len) : NULL;
	return at ? (size_t)(at - s.p) : s.len;
}

bool str_contains(struct str s, struct str part)
{
	return part.len == 0 || (s.len && memmem(s.p, s.len, part.p, part.len) != NULL);
}

struct str str_slice(struct str s, size_t from, size_t to)
{
	if (to > s.len) {
		to = s.len;
	}
	if (from > to) {
		from = to;
	}
	return s.p ? (struct str){ s.p + from, to - from } : (struct str){ NULL, 0 };
}

struct str str_from(struct str s, size_t from)
{
	return str_slice(s, from, s.len);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
	while (s.len && is_space(s.p[0])) {
		s = str_from(s, 1);
	}
	while (s.len && is_space(s.p[s.len - 1])) {
		s.len--;
	}
	return s;
}

bool str_split(struct str *rest, char sep, struct str *part)
{
	if (!rest->p) {
		return false;
	}
	size_t at = str_find(*rest, sep);
	*part = str_slice(*rest, 0, at);
	*rest = at < rest->len ? str_from(*rest, at + 1) : (struct str){ NULL, 0 };
	return true;
}

bool str_to_u64(struct str s, uint64_t *value)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || __builtin_mul_overflow(sum, 10, &sum)
				|| __builtin_add_overflow(sum, (uint64_t)(s.p[i] - '0'), &sum)) {
			return false;
		}
	}
	*value = sum;
	return s.len > 0;
}

int str_order(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}
