/* SPDX-License-Identifier: MIT */
#include "base/quantity.h"

#include "base/err.h"

#include <ctype.h>
#include <float.h>
#include <math.h>

/* So many decimal digits tell any two doubles apart, and so many survive in any of them. */
#define DIGITS_ENOUGH 17
#define DIGITS_SAFE 15
/* Up to so many places before the point, and zeroes behind it, there is no exponent. */
#define PLACES_MAX 21
#define ZEROES_MAX 6

/* How long the number is that the text begins with. */
static size_t number_length(struct str text)
{
	size_t at = text.len && (text.p[0] == '-' || text.p[0] == '+') ? 1 : 0;
	while (at < text.len && (isdigit((unsigned char)text.p[at]) || text.p[at] == '.')) {
		at++;
	}
	/* "2e3" has an exponent, "2 events" a unit. */
	if (at + 1 < text.len && (text.p[at] | 0x20) == 'e') {
		size_t digit = at + (text.p[at + 1] == '-' || text.p[at + 1] == '+' ? 2 : 1);
		if (digit < text.len && isdigit((unsigned char)text.p[digit])) {
			at = digit;
			while (at < text.len && isdigit((unsigned char)text.p[at])) {
				at++;
			}
		}
	}
	return at;
}

bool quantity_read(struct quantity *quantity, struct str text, struct err *err)
{
	struct quantity read = { .unit = unit_bare };
	text = str_trim(text);
	size_t len = number_length(text);
	struct str unit = str_trim(str_from(text, len));
	if (!number_read(str_slice(text, 0, len), &read.value)) {
		return err_set(err, "'" STR_FMT "' does not begin with a number", STR_ARG(text));
	}
	if (unit.len && !unit_read(&read.unit, unit, err)) {
		return false;
	}
	*quantity = read;
	return true;
}

/* The digits of "1.25e+03", whatever the locale takes for the point, and its exponent. */
static int digits_take(const char *text, char digits[DIGITS_ENOUGH + 1], size_t *count)
{
	*count = 0;
	for (; *text != 'e'; text++) {
		if (isdigit((unsigned char)*text)) {
			digits[(*count)++] = *text;
		}
	}
	while (*count > 1 && digits[*count - 1] == '0') {
		(*count)--;
	}
	return (int)strtol(text + 1, NULL, 10);
}

static void plain_write(const char *digits, int count, int places, struct buf *out)
{
	if (places <= 0) {
		buf_add_cstr(out, "0.");
		buf_add_repeat(out, '0', (size_t)-places);
		buf_add(out, (struct str){ digits, (size_t)count });
	} else if (places >= count) {
		buf_add(out, (struct str){ digits, (size_t)count });
		buf_add_repeat(out, '0', (size_t)(places - count));
	} else {
		buf_add(out, (struct str){ digits, (size_t)places });
		buf_add_char(out, '.');
		buf_add(out, (struct str){ digits + places, (size_t)(count - places) });
	}
}

static void digits_write(const char *digits, size_t count, int exponent, struct buf *out)
{
	int places = exponent + 1;
	if (places > -ZEROES_MAX && places <= PLACES_MAX) {
		plain_write(digits, (int)count, places, out);
		return;
	}
	buf_add_char(out, digits[0]);
	if (count > 1) {
		buf_add_char(out, '.');
		buf_add(out, (struct str){ digits + 1, count - 1 });
	}
	buf_fmt(out, "e%d", exponent);
}

void number_write(double value, struct buf *out)
{
	char text[48];
	char digits[DIGITS_ENOUGH + 1];
	size_t count;
	if (isnan(value)) {
		buf_add_cstr(out, "NaN");
		return;
	}
	if (isinf(value)) {
		buf_add_cstr(out, value < 0 ? "-Inf" : "+Inf");
		return;
	}
	/* Numbers near 0 have fewer digits than others. */
	int wanted = fabs(value) < DBL_MIN ? 1 : DIGITS_SAFE;
	do {
		snprintf(text, sizeof(text), "%.*e", wanted - 1, fabs(value));
	} while (wanted++ < DIGITS_ENOUGH && strtod(text, NULL) != fabs(value));
	int exponent = digits_take(text, digits, &count);
	if (value < 0) {
		buf_add_char(out, '-');
	}
	digits_write(digits, count, exponent, out);
}

void quantity_write(const struct quantity *quantity, struct buf *out)
{
	const struct unit *unit = &quantity->unit;
	/* What was computed has no words of its own but those of its bases. */
	number_write(unit->text.len ? quantity->value : quantity->value * unit->scale, out);
	if (unit->text.len || unit->base_count || unit->is_ratio) {
		buf_add_char(out, ' ');
		unit_write(unit, out);
	}
}
