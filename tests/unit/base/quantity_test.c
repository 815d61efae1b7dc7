/* SPDX-License-Identifier: MIT */
#include "base/quantity.h"

#include "base/buf.h"
#include "base/err.h"
#include "unit/unit.h"

#include <float.h>
#include <locale.h>
#include <math.h>

static struct str number_text(struct arena *arena, double value)
{
	struct buf out = { 0 };
	number_write(value, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static struct str quantity_text(struct arena *arena, const struct quantity *quantity)
{
	struct buf out = { 0 };
	quantity_write(quantity, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static struct str description(struct arena *arena, const struct unit *unit)
{
	struct buf out = { 0 };
	unit_describe(unit, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static struct unit unit_of(const char *text)
{
	struct unit unit;
	struct err err;
	if (!unit_read(&unit, str_of(text), &err)) {
		print_error("%s: %s\n", text, err.text);
		fail();
	}
	return unit;
}

static void numbers_are_written_as_short_as_they_read_back(void **state)
{
	static const struct {
		double value;
		const char *text;
	} rows[] = {
		{ 0, "0" },
		{ -0.0, "0" },
		{ 3, "3" },
		{ -3, "-3" },
		{ 0.1, "0.1" },
		{ 0.1 + 0.2, "0.30000000000000004" },
		{ 1.0 / 3, "0.3333333333333333" },
		{ 99.9, "99.9" },
		{ 1200, "1200" },
		{ 1e20, "100000000000000000000" },
		{ 1e21, "1e21" },
		{ 1.5e300, "1.5e300" },
		{ 0.000001, "0.000001" },
		{ 0.0000001, "1e-7" },
		{ 12345678.25, "12345678.25" },
		{ 9007199254740993, "9007199254740992" },
		{ DBL_MAX, "1.7976931348623157e308" },
		{ DBL_TRUE_MIN, "5e-324" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_str(number_text(*state, rows[i].value), rows[i].text);
	}
	assert_str(number_text(*state, (double)NAN), "NaN");
	assert_str(number_text(*state, (double)INFINITY), "+Inf");
	assert_str(number_text(*state, (double)-INFINITY), "-Inf");
}

static void every_number_reads_back(void **state)
{
	uint64_t bits = 88172645463325252ULL;
	for (int i = 0; i < 20000; i++) {
		double value;
		double again;
		bits ^= bits << 13;
		bits ^= bits >> 7;
		bits ^= bits << 17;
		memcpy(&value, &bits, sizeof(value));
		if (isfinite(value)) {
			assert_true(number_read(number_text(*state, value), &again));
			assert_memory_equal(&value, &again, sizeof(value));
		}
	}
}

static void a_locale_changes_nothing(void **state)
{
	/* Where the system has none of them, there is nothing to try. */
	static const char *const names[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "pl_PL.UTF-8" };
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (setlocale(LC_NUMERIC, names[i])) {
			struct quantity quantity;
			struct err err;
			assert_str(number_text(*state, 1234.5), "1234.5");
			assert_true(quantity_read(&quantity, STR("1234.5 ms"), &err));
			assert_true(quantity.value == 1234.5);
		}
	}
	setlocale(LC_NUMERIC, "C");
}

static void units_convert_inside_a_dimension(void **state)
{
	(void)state;

	static const struct {
		const char *from;
		const char *to;
		double value;
		double result;
	} rows[] = {
		{ "ms", "s", 200, 0.2 },
		{ "s", "ms", 0.25, 250 },
		{ "min", "s", 2, 120 },
		{ "h", "min", 1.5, 90 },
		{ "w", "d", 2, 14 },
		{ "hours", "minute", 1, 60 },
		{ "KiB", "B", 3, 3072 },
		{ "MB", "kB", 1, 1000 },
		{ "By", "byte", 7, 7 },
		{ "Mbit", "MB", 8, 1 },
		{ "%", "ratio", 99.9, 0.999 },
		{ "ratio", "%", 0.5, 50 },
		{ "percent", "%", 5, 5 },
		{ "/min", "/s", 60, 1 },
		{ "1/min", "Hz", 120, 2 },
		{ "requests/s", "request/min", 1, 60 },
		{ "USD/request", "USD/requests", 0.4, 0.4 },
		{ "KiB/s", "B/ms", 1, 1.024 },
		{ "s*USD", "USD*ms", 1, 1000 },
		{ "{pull request}", "{pull requests}", 4, 4 },
		{ "1", "", 4, 4 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct unit from = unit_of(rows[i].from);
		struct unit to = rows[i].to[0] ? unit_of(rows[i].to) : unit_bare;
		assert_true(unit_converts(&from, &to));
		assert_true(fabs(unit_convert(rows[i].value, &from, &to) - rows[i].result)
				<= 1e-15 * rows[i].result);
	}
}

static void units_never_convert_across_dimensions(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "ms", "B" },
		{ "%", "1" },
		{ "ratio", "1" },
		{ "USD", "EUR" },
		{ "USD", "USD/request" },
		{ "/s", "s" },
		{ "request", "consumer" },
		{ "request", "1" },
		{ "s*s", "s" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct unit from = unit_of(rows[i][0]);
		struct unit to = unit_of(rows[i][1]);
		assert_false(unit_converts(&from, &to));
		assert_false(unit_converts(&to, &from));
	}
}

static void percents_become_ratios_without_an_error_of_rounding(void **state)
{
	(void)state;
	struct unit percent = unit_of("%");
	struct unit ratio = unit_of("ratio");
	struct unit ms = unit_of("ms");
	struct unit s = unit_of("s");
	assert_true(unit_convert(20, &percent, &ratio) == 0.2);
	assert_true(unit_convert(7, &percent, &ratio) == 0.07);
	assert_true(unit_convert(0.07, &ratio, &percent) == 7.000000000000001);
	assert_true(unit_convert(212, &ms, &s) == 0.212);
}

static void a_rate_may_be_by_the_month_though_a_time_may_not(void **state)
{
	struct unit month = unit_of("EUR/month");
	struct unit year = unit_of("EUR/year");
	struct unit day = unit_of("EUR/d");
	struct unit refused;
	struct err err;

	(void)state;
	assert_true(unit_converts(&month, &year));
	assert_true(fabs(unit_convert(100, &month, &year) - 1200) < 1e-9);
	assert_true(fabs(unit_convert(1, &day, &month) - 30.436875) < 1e-9);
	assert_false(unit_read(&refused, STR("month"), &err));
	assert_false(unit_read(&refused, STR("EUR*month"), &err));
}

static void wrong_units_are_refused_with_what_was_meant(void **state)
{
	static const struct {
		const char *unit;
		const char *error;
	} rows[] = {
		{ "sec", "unknown unit 'sec': did you mean 's'?" },
		{ "msec", "unknown unit 'msec': did you mean 'ms'?" },
		{ "MS", "unknown unit 'MS': did you mean 'ms'?" },
		{ "Min", "unknown unit 'Min': did you mean 'min'?" },
		{ "KB", "unknown unit 'KB': did you mean 'kB' (1000 B) or 'KiB' (1024 B)?" },
		{ "mb", "unknown unit 'mb': did you mean 'MB'?" },
		{ "kib", "unknown unit 'kib': did you mean 'KiB'?" },
		{ "Mb", "unknown unit 'Mb': did you mean 'MB' or 'Mbit'?" },
		{ "secnds", "unknown unit 'secnds': did you mean 'second'?" },
		{ "ratoi", "unknown unit 'ratoi': did you mean 'ratio'?" },
		{ "request/sec", "unknown unit 'sec': did you mean 's'?" },
		{ "months", "unknown unit 'months': a month has no fixed length: say it in d" },
		{ "q", "unknown unit 'q': a quarter has no fixed length: say it in d" },
		{ "", "a unit is a word such as ms, %, B or USD/request" },
		{ "/", "a unit is a word such as ms, %, B or USD/request" },
		{ "ms/", "a unit is a word such as ms, %, B or USD/request" },
		{ "ms s", "unexpected 's' in a unit" },
		{ "ms;", "unexpected ';' in a unit" },
		{ "{", "a unit in braces needs a word and '}'" },
		{ "{ }", "a unit in braces needs a word and '}'" },
		{ "3x", "'3x' is no unit" },
		{ "a*b*c*d*e", "a unit has at most 4 parts" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct unit unit;
		struct err err;
		assert_false(unit_read(&unit, str_of(rows[i].unit), &err));
		assert_string_equal(err.text, rows[i].error);
	}
}

static void things_are_counted_by_any_other_word(void **state)
{
	(void)state;
	static const char *const rows[] = { "request", "USD", "W", "hit", "pull-request", "user",
		"{sec}", "{KB}", "caf\xc3\xa9" };
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct unit unit = unit_of(rows[i]);
		assert_int_equal(unit.base_count, 1);
		assert_int_equal(unit.bases[0].power, 1);
		assert_true(unit.scale == 1);
	}
}

static void units_multiply_and_divide_by_their_powers(void **state)
{
	struct unit result;
	struct unit usd = unit_of("USD");
	struct unit request = unit_of("request");
	struct unit ms = unit_of("ms");
	struct unit s = unit_of("s");
	struct unit rate = unit_of("/s");
	struct unit percent = unit_of("%");

	assert_true(unit_divide(&usd, &request, &result));
	assert_str(description(*state, &result), "USD per request");
	assert_true(unit_divide(&s, &ms, &result));
	assert_str(description(*state, &result), "a ratio");
	assert_true(result.scale == 1000);
	assert_true(unit_multiply(&rate, &s, &result));
	assert_str(description(*state, &result), "a number");
	assert_true(unit_multiply(&percent, &ms, &result));
	assert_str(description(*state, &result), "a time");
	result = unit_of("ms/d");
	assert_str(description(*state, &result), "a ratio");
	assert_true(unit_multiply(&percent, &unit_bare, &result));
	assert_str(description(*state, &result), "a ratio");
	assert_true(unit_divide(&unit_bare, &unit_bare, &result));
	assert_str(description(*state, &result), "a number");
	assert_true(unit_divide(&unit_bare, &s, &result));
	assert_str(description(*state, &result), "per s");

	struct unit four = unit_of("a*b*c*d");
	assert_false(unit_multiply(&four, &usd, &result));
	assert_true(unit_divide(&four, &four, &result));
	struct unit wide = s;
	for (int i = 0; i < 126; i++) {
		assert_true(unit_multiply(&wide, &s, &wide));
	}
	assert_false(unit_multiply(&wide, &s, &wide));
}

static void quantities_are_read_and_written(void **state)
{
	static const char *const rows[][2] = {
		{ "200ms", "200 ms" },
		{ "200 ms", "200 ms" },
		{ " 3 ", "3" },
		{ "99.9 %", "99.9 %" },
		{ "99.9%", "99.9 %" },
		{ "-1.5 USD", "-1.5 USD" },
		{ "1e3 B", "1000 B" },
		{ "1e3", "1000" },
		{ "2 events", "2 events" },
		{ "2e", "2 e" },
		{ "0.4 USD/request", "0.4 USD/request" },
		{ "5 /s", "5 /s" },
		{ "5/s", "5 /s" },
		{ "5 1", "5" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct quantity quantity;
		struct err err;
		assert_true(quantity_read(&quantity, str_of(rows[i][0]), &err));
		assert_str(quantity_text(*state, &quantity), rows[i][1]);
	}
	static const char *const wrong[] = { "", "ms", "1,5 ms", "1.2.3", "--1", "1 ms 2", "." };
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		struct quantity quantity;
		struct err err;
		assert_false(quantity_read(&quantity, str_of(wrong[i]), &err));
	}
}

static void what_was_computed_is_written_in_bases_that_read_back(void **state)
{
	static const char *const rows[][3] = {
		{ "ms", "KiB", "0.0005 s/B" },
		{ "USD", "request", "512 USD/request" },
		{ "request", "s", "512 request/s" },
		{ "1", "s", "512 /s" },
		{ "ms", "s", "0.512 ratio" },
		{ "{pull request}", "min", "8.533333333333333 {pull request}/s" },
		{ "{sec}", "{ms}", "512 {sec}/{ms}" },
		{ "s*s", "USD*USD", "512 s*s/USD/USD" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct unit a = unit_of(rows[i][0]);
		struct unit b = unit_of(rows[i][1]);
		struct quantity quantity = { .value = 512 };
		struct quantity again;
		struct err err;
		assert_true(unit_divide(&a, &b, &quantity.unit));
		struct str text = quantity_text(*state, &quantity);
		assert_str(text, rows[i][2]);
		assert_true(quantity_read(&again, text, &err));
		assert_true(unit_converts(&again.unit, &quantity.unit));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(numbers_are_written_as_short_as_they_read_back),
		claim(every_number_reads_back),
		claim(a_locale_changes_nothing),
		claim(units_convert_inside_a_dimension),
		claim(units_never_convert_across_dimensions),
		claim(percents_become_ratios_without_an_error_of_rounding),
		claim(a_rate_may_be_by_the_month_though_a_time_may_not),
		claim(wrong_units_are_refused_with_what_was_meant),
		claim(things_are_counted_by_any_other_word),
		claim(units_multiply_and_divide_by_their_powers),
		claim(quantities_are_read_and_written),
		claim(what_was_computed_is_written_in_bases_that_read_back),
	};
	return claims_run("base/quantity", tests);
}
