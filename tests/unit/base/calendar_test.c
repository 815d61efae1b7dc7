/* SPDX-License-Identifier: MIT */
#include "base/calendar.h"

#include "base/buf.h"
#include "unit/unit.h"

static moment at(const char *text)
{
	int64_t seconds;
	assert_true(date_read_moment(str_of(text), &seconds));
	return seconds * MOMENT_SECOND;
}

static struct duration length(const char *text)
{
	struct duration duration;
	assert_true(duration_read(&duration, str_of(text)));
	return duration;
}

static void durations_are_read_and_written(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "14d", "14d" },
		{ "14 days", "14d" },
		{ "2w", "14d" },
		{ "1 week", "7d" },
		{ "90 min", "90min" },
		{ "120 minutes", "2h" },
		{ "36h", "36h" },
		{ "1 day", "1d" },
		{ "2 quarters", "2q" },
		{ "2q", "2q" },
		{ "12mo", "1y" },
		{ "6 months", "2q" },
		{ "7mo", "7mo" },
		{ "10000y", "10000y" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct buf out = { 0 };
		duration_write(length(rows[i][0]), &out);
		assert_string_equal(out.p, rows[i][1]);
		buf_finish(&out);
	}
}

static void what_is_no_duration_is_refused(void **state)
{
	(void)state;
	static const char *const rows[] = { "", "d", "0d", "-1d", "1.5d", "14", "14 s", "14 D",
		"14 dd", "14 d d", "10001y", "99999999999999999999d", "9999999999w",
		"4294967297mo" };
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct duration duration;
		assert_false(duration_read(&duration, str_of(rows[i])));
	}
}

static void durations_compare_by_their_length(void **state)
{
	(void)state;
	assert_true(duration_ms(length("1mo")) > duration_ms(length("30d")));
	assert_true(duration_ms(length("1mo")) < duration_ms(length("31d")));
	assert_int_equal(duration_ms(length("400y")), 146097 * MOMENT_DAY);
}

static void months_end_where_the_calendar_says(void **state)
{
	(void)state;

	static const struct {
		const char *from;
		const char *duration;
		const char *to;
	} rows[] = {
		{ "2026-01-31T10:00:00Z", "1mo", "2026-02-28T10:00:00Z" },
		{ "2024-01-31T10:00:00Z", "1mo", "2024-02-29T10:00:00Z" },
		{ "2024-02-29T00:00:00Z", "1y", "2025-02-28T00:00:00Z" },
		{ "2026-11-30T00:00:00Z", "1q", "2027-02-28T00:00:00Z" },
		{ "2026-11-21T00:00:00Z", "14d", "2026-12-05T00:00:00Z" },
		{ "2026-12-31T23:59:59Z", "1min", "2027-01-01T00:00:59Z" },
		{ "1969-12-31T23:00:00Z", "2mo", "1970-02-28T23:00:00Z" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_int_equal(moment_after(at(rows[i].from), length(rows[i].duration)),
				at(rows[i].to));
	}
	assert_int_equal(moment_before(at("2026-03-31T00:00:00Z"), length("1mo")),
			at("2026-02-28T00:00:00Z"));
	assert_int_equal(moment_before(at("1970-01-01T00:00:00Z"), length("1y")),
			at("1969-01-01T00:00:00Z"));
}

static void never_and_ever_stay(void **state)
{
	(void)state;
	assert_int_equal(moment_after(MOMENT_NEVER, length("1y")), MOMENT_NEVER);
	assert_int_equal(moment_before(MOMENT_EVER, length("1d")), MOMENT_EVER);
	assert_int_equal(moment_before(MOMENT_NEVER, length("1d")), MOMENT_NEVER);
	assert_int_equal(moment_after(MOMENT_NEVER - 1, length("1d")), MOMENT_NEVER);
	assert_int_equal(moment_before(MOMENT_EVER + 1, length("1d")), MOMENT_EVER);
	assert_int_equal(period_begin(MOMENT_NEVER, PERIOD_YEAR), MOMENT_NEVER);
	assert_int_equal(period_next(MOMENT_EVER, PERIOD_WEEK), MOMENT_EVER);
}

static void periods_have_a_beginning_an_end_and_a_name(void **state)
{
	(void)state;

	static const struct {
		const char *at;
		enum period period;
		const char *begin;
		const char *next;
		const char *name;
	} rows[] = {
		{ "2026-11-21T11:00:00Z", PERIOD_DAY, "2026-11-21", "2026-11-22", "2026-11-21" },
		{ "2026-11-21T11:00:00Z", PERIOD_WEEK, "2026-11-16", "2026-11-23", "2026W47" },
		{ "2026-11-16T00:00:00Z", PERIOD_WEEK, "2026-11-16", "2026-11-23", "2026W47" },
		{ "2026-11-15T23:59:59Z", PERIOD_WEEK, "2026-11-09", "2026-11-16", "2026W46" },
		{ "2027-01-01T00:00:00Z", PERIOD_WEEK, "2026-12-28", "2027-01-04", "2026W53" },
		{ "2024-12-30T00:00:00Z", PERIOD_WEEK, "2024-12-30", "2025-01-06", "2025W01" },
		{ "2026-11-21T11:00:00Z", PERIOD_MONTH, "2026-11-01", "2026-12-01", "2026-11" },
		{ "2026-12-31T23:59:59Z", PERIOD_MONTH, "2026-12-01", "2027-01-01", "2026-12" },
		{ "2026-11-21T11:00:00Z", PERIOD_QUARTER, "2026-10-01", "2027-01-01", "2026Q4" },
		{ "2026-03-31T23:59:59Z", PERIOD_QUARTER, "2026-01-01", "2026-04-01", "2026Q1" },
		{ "2026-11-21T11:00:00Z", PERIOD_YEAR, "2026-01-01", "2027-01-01", "2026" },
		{ "1969-12-31T23:59:59Z", PERIOD_QUARTER, "1969-10-01", "1970-01-01", "1969Q4" },
		{ "1969-12-31T23:59:59Z", PERIOD_WEEK, "1969-12-29", "1970-01-05", "1970W01" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct buf out = { 0 };
		date_day day;
		moment now = at(rows[i].at);
		assert_true(date_read_day(str_of(rows[i].begin), &day));
		assert_int_equal(period_begin(now, rows[i].period), day * MOMENT_DAY);
		assert_true(date_read_day(str_of(rows[i].next), &day));
		assert_int_equal(period_next(now, rows[i].period), day * MOMENT_DAY);
		period_name(now, rows[i].period, &out);
		assert_string_equal(out.p, rows[i].name);
		buf_finish(&out);
	}
}

static void periods_follow_each_other_without_a_gap(void **state)
{
	(void)state;
	for (enum period period = PERIOD_DAY; period <= PERIOD_YEAR; period++) {
		moment now = period_begin(at("1899-07-01T12:00:00Z"), period);
		while (now < at("2101-01-01T00:00:00Z")) {
			moment next = period_next(now, period);
			assert_true(next > now);
			assert_int_equal(period_begin(now, period), now);
			assert_int_equal(period_begin(next - 1, period), now);
			assert_int_equal(period_next(next - 1, period), next);
			now = next;
		}
	}
}

static void ages_are_told_in_units_of_which_there_are_two(void **state)
{
	static const struct {
		int64_t ms;
		const char *text;
	} rows[] = {
		{ -5, "0 s" },
		{ 1999, "1 s" },
		{ 119999, "119 s" },
		{ 120000, "2 min" },
		{ 7199999, "119 min" },
		{ 7200000, "2 h" },
		{ 172799999, "47 h" },
		{ 172800000, "2 d" },
		{ 30 * MOMENT_DAY, "30 d" },
	};
	struct buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		buf_clear(&out);
		age_write(rows[i].ms, &out);
		assert_string_equal(out.p, rows[i].text);
	}
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(durations_are_read_and_written),
		claim(what_is_no_duration_is_refused),
		claim(durations_compare_by_their_length),
		claim(months_end_where_the_calendar_says),
		claim(never_and_ever_stay),
		claim(ages_are_told_in_units_of_which_there_are_two),
		claim(periods_have_a_beginning_an_end_and_a_name),
		claim(periods_follow_each_other_without_a_gap),
	};
	return claims_run("base/calendar", tests);
}
