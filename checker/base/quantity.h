/* SPDX-License-Identifier: MIT */
/*
 * A number and what it counts.
 *
 *	200 ms    99.9 %    0.4 USD/request    3    12 KiB/s
 *
 * A unit is a product of powers of bases (s, B, a currency, a counted thing),
 * with a scale.  Units of one dimension convert into each other and never into
 * others.  A bare number is no ratio: `%` and `ratio` convert into each other
 * and must be named on both sides.  Units are values; they own nothing but the
 * names of counted things, which live as long as the text they were read from.
 */
#ifndef LINTEL_BASE_QUANTITY_H
#define LINTEL_BASE_QUANTITY_H

#include "base/attr.h"
#include "base/buf.h"
#include "base/str.h"

struct err;

#define UNIT_BASES_MAX 4

struct unit_base {
	/* "s", "B", "USD", or a counted thing: "request". */
	struct str name;
	int8_t power;
};

struct unit {
	/* Sorted by name, without a plural's s; no power is 0. */
	struct unit_base bases[UNIT_BASES_MAX];
	uint8_t base_count;
	/* Without bases: `%` and `ratio`, not a bare number. */
	bool is_ratio;
	/* One of it in bases: 0.001 for ms. */
	double scale;
	/* As written: "ms"; empty for a bare number and for what was computed. */
	struct str text;
};

struct quantity {
	double value;
	struct unit unit;
};

/* No unit at all. */
extern const struct unit unit_bare;
/* What times convert into. */
extern const struct unit unit_second;

/*
 * Reads a unit: ns us ms s min h d w; B kB KiB MB MiB GB GiB …; % ratio; currencies
 * by their three letters; counts by any other word, in the singular or the plural,
 * `{word}` as in UCUM (By, 1 too); with `/` and `*` between them ("USD/request",
 * "/s"), taken from left to right.  A word that is nearly a known unit is an error
 * with "did you mean"; in braces it never is.
 */
NODISCARD bool unit_read(struct unit *unit, struct str text, struct err *err);

/* Whether the one converts into the other. */
bool unit_converts(const struct unit *from, const struct unit *to);

/* The value in `to`; the units must convert. */
double unit_convert(double value, const struct unit *from, const struct unit *to);

/*
 * False if there would be too many bases.  Equal dimensions divide to a ratio;
 * what is left of a ratio and a bare number is a ratio.
 */
NODISCARD bool unit_multiply(const struct unit *a, const struct unit *b, struct unit *result);
NODISCARD bool unit_divide(const struct unit *a, const struct unit *b, struct unit *result);

/* As written, or its bases: "s/request"; nothing for a bare number. */
void unit_write(const struct unit *unit, struct buf *out);

/* What it measures, for messages: "a time", "a ratio", "a number", "USD per request". */
void unit_describe(const struct unit *unit, struct buf *out);

/* Reads "200ms", "200 ms", "3", "99.9 %": decimal point only, in any locale. */
NODISCARD bool quantity_read(struct quantity *quantity, struct str text, struct err *err);

/*
 * The shortest decimal number that reads back as the same value, at most 1e21
 * without an exponent; "NaN", "+Inf", "-Inf".  The same in every locale.
 */
void number_write(double value, struct buf *out);

/*
 * Reads a whole decimal number, sign, point and exponent allowed, or NaN, Inf,
 * +Inf, -Inf; nothing else.  Exact, and independent of the locale.  False also
 * for a number too large for a double; one too small is 0.
 */
NODISCARD bool number_read(struct str text, double *value);

/* number_write() and the unit: "200 ms"; of what was computed, in bases: "0.2 s". */
void quantity_write(const struct quantity *quantity, struct buf *out);

#endif
