/* SPDX-License-Identifier: MIT */
/*
 * Compiler attributes and the few arithmetic guards that every room needs.
 */
#ifndef LINTEL_BASE_ATTR_H
#define LINTEL_BASE_ATTR_H

#include <stddef.h>

/* The caller must look at what the function returns. */
#define NODISCARD __attribute__((warn_unused_result))

/* Argument `fmt` is a printf format, its values begin at argument `first`. */
#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))

/* Never answers NULL, so neither compiler nor checker considers it. */
#define RETURNS_NONNULL __attribute__((returns_nonnull))

/* Rarely called: keep it out of the hot path. */
#define COLD __attribute__((cold))

/* Calls `fn` with the variable's address when it goes out of scope. */
#define CLEANUP(fn) __attribute__((cleanup(fn)))

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Sums and products that stop at SIZE_MAX, which no allocation can satisfy. */
static inline size_t size_add(size_t a, size_t b)
{
	size_t sum;
	return __builtin_add_overflow(a, b, &sum) ? (size_t)-1 : sum;
}

static inline size_t size_mul(size_t a, size_t b)
{
	size_t product;
	return __builtin_mul_overflow(a, b, &product) ? (size_t)-1 : product;
}

#endif
