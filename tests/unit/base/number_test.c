/* SPDX-License-Identifier: MIT */
#include "base/quantity.h"

#include "unit/unit.h"

#include <inttypes.h>
#include <math.h>

static uint64_t bits_of(double value)
{
	uint64_t bits;
	memcpy(&bits, &value, sizeof(bits));
	return bits;
}

static void assert_reads(const char *text, double expected)
{
	double value = -1;
	if (!number_read(str_of(text), &value) || bits_of(value) != bits_of(expected)) {
		print_error("'%s' is %.17g, not %.17g\n", text, value, expected);
		fail();
	}
}

static void decimal_numbers_are_read(void **state)
{
	(void)state;
	assert_reads("0", 0.0);
	assert_reads("-0", -0.0);
	assert_reads("00012", 12.0);
	assert_reads("+3.5", 3.5);
	assert_reads(".5", 0.5);
	assert_reads("5.", 5.0);
	assert_reads("1e3", 1000.0);
	assert_reads("2.5E-3", 0.0025);
	assert_reads("1795234800.123", 1795234800.123);
	assert_reads("9007199254740993", 9007199254740992.0);
	assert_reads("0.30000000000000004", 0.30000000000000004);
	assert_reads("18446744073709551615", 18446744073709551616.0);
	assert_reads("123456789012345678901234567890", 123456789012345678901234567890.0);
	assert_reads("0e999999999999999999999", 0.0);
}

static void words_are_read(void **state)
{
	(void)state;
	double value;
	assert_reads("Inf", (double)INFINITY);
	assert_reads("+Inf", (double)INFINITY);
	assert_reads("-Inf", (double)-INFINITY);
	assert_true(number_read(STR("NaN"), &value));
	assert_true(isnan(value));
}

static void limits_of_a_double_hold(void **state)
{
	(void)state;
	double value;
	assert_reads("1.7976931348623157e308", 1.7976931348623157e308);
	assert_reads("5e-324", 5e-324);
	assert_reads("2.2250738585072011e-308", 2.2250738585072011e-308);
	assert_reads("1e-400", 0.0);
	assert_reads("1e-99999999999999999999", 0.0);
	assert_false(number_read(STR("1e309"), &value));
	assert_false(number_read(STR("1e99999999999999999999"), &value));
}

static void nothing_else_is_a_number(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "+", "-", ".", "e5", "1e", "1e+", "1.2.3", " 1",
		"1 ", "1,5", "0x10", "0x1p4", "1_000", "nan", "inf", "infinity", "Infinity", "+NaN",
		"-NaN", "--1", "1e5.0", "١" };
	double value = 7;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		if (number_read(str_of(texts[i]), &value)) {
			print_error("'%s' is read as %g\n", texts[i], value);
			fail();
		}
	}
	assert_false(number_read((struct str){ "1\0002", 3 }, &value));
	assert_true(value == 7);
}

/* Only the end of the given text ends the number, not a NUL or the next character. */
static void text_needs_no_end_mark(void **state)
{
	(void)state;
	double value;
	assert_true(number_read((struct str){ "12345", 3 }, &value));
	assert_true(value == 123);
	assert_true(number_read((struct str){ "1e3099", 4 }, &value));
	assert_true(value == 1e30);
}

/* Halfway between two doubles, where the digits behind decide. */
static void halves_are_rounded_to_even(void **state)
{
	(void)state;
	assert_reads("9007199254740993.0", 9007199254740992.0);
	assert_reads("9007199254740995", 9007199254740996.0);
	assert_reads("9007199254740993.00000000000000000000000000000001", 9007199254740994.0);
	assert_reads("4503599627370496.5", 4503599627370496.0);
	assert_reads("4503599627370497.5", 4503599627370498.0);
	assert_reads("0.500000000000000166533453693773481063544750213623046875",
			0.5000000000000002);
}

/* The C library reads the same text; the bits must agree. */
static void many_numbers_agree_with_the_library(void **state)
{
	(void)state;
	uint64_t random = 88172645463325252;
	for (unsigned i = 0; i < 200000; i++) {
		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		char text[80];
		double value;
		uint64_t digits = random >> (random % 60);
		int exponent = (int)(random >> 32) % 45;
		if (i % 2) {
			snprintf(text, sizeof(text), "%" PRIu64 "e%d", digits, exponent);
		} else {
			memcpy(&value, &random, sizeof(value));
			snprintf(text, sizeof(text), "%.*g", (int)(random % 18) + 1,
					isfinite(value) ? value : 0.1);
		}
		assert_reads(text, strtod(text, NULL));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(decimal_numbers_are_read),
		claim(words_are_read),
		claim(limits_of_a_double_hold),
		claim(nothing_else_is_a_number),
		claim(text_needs_no_end_mark),
		claim(halves_are_rounded_to_even),
		claim(many_numbers_agree_with_the_library),
	};
	return claims_run("base/number", tests);
}
