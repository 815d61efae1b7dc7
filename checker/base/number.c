/* SPDX-License-Identifier: MIT */
/*
 * Text to number.  What measuring tools write has at most 19 digits and a small
 * exponent; it is computed exactly in integers, whatever the locale.  Only the
 * rest goes to the C library, in the locale "C".
 */
#include "base/quantity.h"

#include <locale.h>
#include <math.h>

/* As many digits as any 64-bit number holds. */
#define DIGITS_MAX 19
/* 5 to this fits 64 bits, and a double holds 10 to EXACT_EXPONENT. */
#define SMALL_EXPONENT 27
#define EXACT_EXPONENT 22
#define EXACT_INTEGER ((uint64_t)1 << 53)
/* An exponent beyond this is not even counted: the value is 0 or too large. */
#define EXPONENT_MAX 100000

typedef unsigned int wide __attribute__((mode(TI)));

/* digits * 10^exponent */
struct decimal {
	uint64_t digits;
	unsigned digit_count;
	int64_t exponent;
	bool is_negative;
	/* More digits than `digits` holds. */
	bool is_cut;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void digit_add(struct decimal *number, char c, bool is_fraction)
{
	if (number->digit_count == DIGITS_MAX) {
		number->is_cut = number->is_cut || c != '0';
		number->exponent += is_fraction ? 0 : 1;
		return;
	}
	number->digits = number->digits * 10 + (uint64_t)(c - '0');
	/* Zeroes in front count for nothing. */
	number->digit_count += number->digits ? 1 : 0;
	number->exponent -= is_fraction ? 1 : 0;
}

/* Reads "e-7" at `at`; false if it is not that up to the end. */
static bool exponent_read(struct str text, size_t at, struct decimal *number)
{
	bool is_negative = false;
	if (at < text.len && (text.p[at] == '+' || text.p[at] == '-')) {
		is_negative = text.p[at++] == '-';
	}
	if (at == text.len) {
		return false;
	}
	int64_t exponent = 0;
	for (; at < text.len; at++) {
		if (!is_digit(text.p[at])) {
			return false;
		}
		if (exponent < EXPONENT_MAX) {
			exponent = exponent * 10 + (text.p[at] - '0');
		}
	}
	number->exponent += is_negative ? -exponent : exponent;
	return true;
}

static bool decimal_read(struct str text, struct decimal *number)
{
	size_t at = 0;
	if (text.len && (text.p[0] == '+' || text.p[0] == '-')) {
		number->is_negative = text.p[0] == '-';
		at = 1;
	}
	size_t begin = at;
	for (; at < text.len && is_digit(text.p[at]); at++) {
		digit_add(number, text.p[at], false);
	}
	size_t digits = at - begin;
	if (at < text.len && text.p[at] == '.') {
		begin = ++at;
		for (; at < text.len && is_digit(text.p[at]); at++) {
			digit_add(number, text.p[at], true);
		}
		digits += at - begin;
	}
	if (digits == 0) {
		return false;
	}
	return at == text.len
	       || ((text.p[at] | 0x20) == 'e' && exponent_read(text, at + 1, number));
}

static uint64_t power_of_five(int64_t exponent)
{
	uint64_t power = 1;
	for (; exponent > 0; exponent--) {
		power *= 5;
	}
	return power;
}

/* The double nearest to bits * 2^exponent, where bits below `bits` are not all 0 if `has_rest`. */
static double round_to_even(wide bits, int exponent, bool has_rest)
{
	unsigned width = bits >> 64 ? 128 - (unsigned)__builtin_clzll((uint64_t)(bits >> 64))
				    : 64 - (unsigned)__builtin_clzll((uint64_t)bits);
	if (width <= 53) {
		/* Only an exact product is as short as this: a quotient has more than 64 bits. */
		return ldexp((double)(uint64_t)bits, exponent);
	}
	unsigned drop = width - 53;
	wide half = (wide)1 << (drop - 1);
	wide dropped = bits & ((half << 1) - 1);
	uint64_t kept = (uint64_t)(bits >> drop);
	if (dropped > half || (dropped == half && (has_rest || (kept & 1)))) {
		kept++;
	}
	return ldexp((double)kept, exponent + (int)drop);
}

static double scale_exact(uint64_t digits, int64_t exponent)
{
	if (exponent >= 0) {
		wide product = (wide)digits * power_of_five(exponent);
		return round_to_even(product, (int)exponent, false);
	}
	int shift = __builtin_clzll(digits);
	wide dividend = (wide)(digits << shift) << 64;
	uint64_t divisor = power_of_five(-exponent);
	wide quotient = dividend / divisor;
	return round_to_even(quotient, (int)exponent - shift - 64, quotient * divisor != dividend);
}

/* Digits without end and exponents out of the ordinary. */
static double scale_slowly(struct str text)
{
	struct buf copy;
	locale_t locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	if (!locale) {
		return (double)NAN;
	}
	buf_init(&copy);
	buf_add(&copy, text);
	double value = strtod_l(copy.p, NULL, locale);
	buf_finish(&copy);
	freelocale(locale);
	return value;
}

static double small_power_of_ten(int64_t exponent)
{
	static const double powers[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
		1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
	return powers[exponent];
}

static double decimal_value(const struct decimal *number, struct str text)
{
	int64_t exponent = number->exponent;
	double value = 0;
	if (number->digits == 0) {
		value = 0;
	} else if (number->is_cut || exponent < -SMALL_EXPONENT || exponent > SMALL_EXPONENT) {
		return scale_slowly(text);
	} else if (number->digits <= EXACT_INTEGER && exponent >= 0 && exponent <= EXACT_EXPONENT) {
		value = (double)number->digits * small_power_of_ten(exponent);
	} else if (number->digits <= EXACT_INTEGER && exponent >= -EXACT_EXPONENT && exponent < 0) {
		value = (double)number->digits / small_power_of_ten(-exponent);
	} else {
		value = scale_exact(number->digits, exponent);
	}
	return number->is_negative ? -value : value;
}

static bool word_read(struct str text, double *value)
{
	if (str_eq(text, STR("NaN"))) {
		*value = (double)NAN;
		return true;
	}
	if (str_eq(text, STR("Inf")) || str_eq(text, STR("+Inf"))) {
		*value = (double)INFINITY;
		return true;
	}
	if (str_eq(text, STR("-Inf"))) {
		*value = (double)-INFINITY;
		return true;
	}
	return false;
}

bool number_read(struct str text, double *value)
{
	struct decimal number = { 0 };
	if (!decimal_read(text, &number)) {
		return word_read(text, value);
	}
	double read = decimal_value(&number, text);
	if (!isfinite(read)) {
		return false;
	}
	*value = read;
	return true;
}
