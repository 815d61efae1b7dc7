/* SPDX-License-Identifier: MIT */
/*
 * A borrowed piece of text: where it starts and how long it is.
 *
 * A `struct str` owns nothing and is passed by value.  Text made by a function
 * that takes an arena lives as long as the arena and is followed by a NUL that
 * does not count, so its `p` can be given to C library functions.
 */
#ifndef LINTEL_BASE_STR_H
#define LINTEL_BASE_STR_H

#include "base/attr.h"
#include "base/banned.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
	const char *p;
	size_t len;
};

#define STR(literal) ((struct str){ "" literal "", sizeof(literal) - 1 })
/* For tables of constants, where a compound literal is not allowed. */
#define STR_INIT(literal) { "" literal "", sizeof(literal) - 1 }
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).len, (s).p ? (s).p : ""

/* The whole of a NUL-terminated string; NULL is empty. */
struct str str_of(const char *text);

struct str str_dup(struct arena *arena, struct str s);
struct str str_fmt(struct arena *arena, const char *fmt, ...) PRINTF_LIKE(2, 3);
struct str str_vfmt(struct arena *arena, const char *fmt, va_list args) PRINTF_LIKE(2, 0);

bool str_eq(struct str a, struct str b);
/* Byte order, a shorter prefix first: the order of every report. */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Where `c` first (last) stands, or `s.len`. */
size_t str_find(struct str s, char c);
size_t str_find_last(struct str s, char c);
bool str_contains(struct str s, struct str part);

/* From `from` up to, not including, `to`; both are cut to the length. */
struct str str_slice(struct str s, size_t from, size_t to);
struct str str_from(struct str s, size_t from);
/* Without white space at both ends. */
struct str str_trim(struct str s);

/*
 * Takes the part before the first `sep` off the front of `*rest`.  Returns
 * false when nothing is left; the part after a last separator is a part too.
 */
bool str_split(struct str *rest, char sep, struct str *part);

/* Reads a whole decimal number; false if it is none or does not fit. */
NODISCARD bool str_to_u64(struct str s, uint64_t *value);

/* For qsort() on an array of `struct str`. */
int str_order(const void *a, const void *b);

#endif
