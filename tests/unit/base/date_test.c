/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include "unit/unit.h"

#include <time.h>

static void days_that_exist_are_read(void **state)
{
	(void)state;

	static const struct {
		const char *text;
		date_day day;
	} rows[] = {
		{ "1970-01-01", 0 },
		{ "1970-01-02", 1 },
		{ "1969-12-31", -1 },
		{ "2000-02-29", 11016 },
		{ "2000-03-01", 11017 },
		{ "2024-02-29", 19782 },
		{ "2026-11-21", 20778 },
		{ "0000-01-01", -719528 },
		{ "9999-12-31", 2932896 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		date_day day;
		char text[DATE_DAY_SIZE];
		assert_true(date_read_day(str_of(rows[i].text), &day));
		assert_int_equal(day, rows[i].day);
		date_write_day(day, text);
		assert_string_equal(text, rows[i].text);
	}
}

static void other_forms_and_days_that_do_not_exist_are_refused(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"",
		"2024",
		"2024-02",
		"2024-02-",
		"2024-02-30",
		"2023-02-29",
		"1900-02-29",
		"2024-00-10",
		"2024-13-10",
		"2024-04-31",
		"2024-04-00",
		"2024-4-3",
		"24-04-03",
		"+024-04-03",
		"2024/04/03",
		"2024-04-03 ",
		" 2024-04-03",
		"2024-04-03T00:00:00Z",
		"2024-04-0x",
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		date_day day;
		assert_false(date_read_day(str_of(rows[i]), &day));
	}
}

static void moments_are_read_with_their_offset(void **state)
{
	(void)state;

	static const struct {
		const char *text;
		int64_t seconds;
	} rows[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "1970-01-01t00:00:01z", 1 },
		{ "1970-01-01 00:00:01Z", 1 },
		{ "1970-01-01T01:00:00+01:00", 0 },
		{ "1969-12-31T19:30:00-04:30", 0 },
		{ "1970-01-01T00:00:00.999Z", 0 },
		{ "2016-12-31T23:59:60Z", 1483228800 },
		{ "1970-01-01", 86399 },
		{ "1969-12-31", -1 },
		{ "2026-11-21T06:52:00Z", 1795243920 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t seconds;
		assert_true(date_read_moment(str_of(rows[i].text), &seconds));
		assert_int_equal(seconds, rows[i].seconds);
	}
}

static void moments_that_are_none_are_refused(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"1970-01-01T",
		"1970-01-01T00:00:00",
		"1970-01-01T24:00:00Z",
		"1970-01-01T00:60:00Z",
		"1970-01-01T00:00:61Z",
		"1970-01-01T00:00Z",
		"1970-01-01T00:00:00.Z",
		"1970-01-01T00:00:00+0100",
		"1970-01-01T00:00:00+24:00",
		"1970-01-01T00:00:00+01:60",
		"1970-01-01T00:00:00ZZ",
		"1970-02-30T00:00:00Z",
		"now",
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t seconds;
		assert_false(date_read_moment(str_of(rows[i]), &seconds));
	}
}

static void every_day_agrees_with_the_c_library(void **state)
{
	(void)state;
	for (date_day day = -800000; day < 3000000; day += 37) {
		time_t seconds = (time_t)day * DATE_SECONDS_PER_DAY;
		struct tm tm;
		char wanted[DATE_DAY_SIZE];
		char seen[DATE_DAY_SIZE];
		assert_non_null(gmtime_r(&seconds, &tm));
		snprintf(wanted, sizeof(wanted), "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1,
				tm.tm_mday);
		date_write_day(day, seen);
		assert_string_equal(seen, wanted);
	}
}

static void a_moment_lies_in_its_day_before_1970_too(void **state)
{
	(void)state;
	assert_int_equal(date_day_of(0), 0);
	assert_int_equal(date_day_of(86399), 0);
	assert_int_equal(date_day_of(86400), 1);
	assert_int_equal(date_day_of(-1), -1);
	assert_int_equal(date_day_of(-86400), -1);
	assert_int_equal(date_day_of(-86401), -2);
}

static void a_moment_is_written_as_it_is_read(void **state)
{
	(void)state;
	static const char *const rows[] = { "1969-12-31T23:59:59Z", "2026-11-21T06:52:07Z" };
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t seconds;
		char text[DATE_MOMENT_SIZE];
		assert_true(date_read_moment(str_of(rows[i]), &seconds));
		date_write_moment(seconds, text);
		assert_string_equal(text, rows[i]);
	}
}

static void moments_far_outside_any_calendar_are_written(void **state)
{
	(void)state;
	char text[DATE_MOMENT_SIZE];
	date_write_moment(INT64_MAX, text);
	assert_true(strlen(text) >= strlen("1970-01-01T00:00:00Z"));
	date_write_moment(INT64_MIN, text);
	assert_true(strlen(text) >= strlen("1970-01-01T00:00:00Z"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(days_that_exist_are_read),
		claim(other_forms_and_days_that_do_not_exist_are_refused),
		claim(moments_are_read_with_their_offset),
		claim(moments_that_are_none_are_refused),
		claim(every_day_agrees_with_the_c_library),
		claim(a_moment_lies_in_its_day_before_1970_too),
		claim(a_moment_is_written_as_it_is_read),
		claim(moments_far_outside_any_calendar_are_written),
	};
	return claims_run("base/date", tests);
}
