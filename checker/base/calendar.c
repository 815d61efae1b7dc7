/* SPDX-License-Identifier: MIT */
#include "base/calendar.h"

#define MINUTE ((int64_t)60 * MOMENT_SECOND)
#define HOUR (60 * MINUTE)
/* Nothing that anybody decides lasts longer; and so no sum of two lengths overflows. */
#define YEARS_MAX 10000
/* Days further away are never and ever: the calendar counts them in 32 bits. */
#define FAR_DAYS 1000000000

static const struct duration_word {
	struct str word;
	int64_t ms;
	int32_t months;
} duration_words[] = {
	{ STR_INIT("min"), MINUTE, 0 },
	{ STR_INIT("minute"), MINUTE, 0 },
	{ STR_INIT("minutes"), MINUTE, 0 },
	{ STR_INIT("h"), HOUR, 0 },
	{ STR_INIT("hour"), HOUR, 0 },
	{ STR_INIT("hours"), HOUR, 0 },
	{ STR_INIT("d"), MOMENT_DAY, 0 },
	{ STR_INIT("day"), MOMENT_DAY, 0 },
	{ STR_INIT("days"), MOMENT_DAY, 0 },
	{ STR_INIT("w"), 7 * MOMENT_DAY, 0 },
	{ STR_INIT("week"), 7 * MOMENT_DAY, 0 },
	{ STR_INIT("weeks"), 7 * MOMENT_DAY, 0 },
	{ STR_INIT("mo"), 0, 1 },
	{ STR_INIT("month"), 0, 1 },
	{ STR_INIT("months"), 0, 1 },
	{ STR_INIT("q"), 0, 3 },
	{ STR_INIT("quarter"), 0, 3 },
	{ STR_INIT("quarters"), 0, 3 },
	{ STR_INIT("y"), 0, 12 },
	{ STR_INIT("year"), 0, 12 },
	{ STR_INIT("years"), 0, 12 },
};

bool duration_read(struct duration *duration, struct str text)
{
	size_t digits = 0;
	uint64_t count;
	text = str_trim(text);
	while (digits < text.len && text.p[digits] >= '0' && text.p[digits] <= '9') {
		digits++;
	}
	struct str word = str_trim(str_from(text, digits));
	if (!str_to_u64(str_slice(text, 0, digits), &count) || count == 0) {
		return false;
	}
	for (size_t i = 0; i < COUNT_OF(duration_words); i++) {
		const struct duration_word *known = &duration_words[i];
		if (!str_eq(known->word, word)) {
			continue;
		}
		uint64_t most = known->months ? YEARS_MAX * 12ULL / (uint64_t)known->months
					      : (uint64_t)(YEARS_MAX * 366 * MOMENT_DAY
								/ known->ms);
		if (count > most) {
			return false;
		}
		*duration = (struct duration){ .ms = (int64_t)count * known->ms,
			.months = (int32_t)count * known->months };
		return true;
	}
	return false;
}

void duration_write(struct duration duration, struct buf *out)
{
	int64_t ms = duration.ms;
	if (duration.months) {
		int32_t months = duration.months;
		bool is_year = months % 12 == 0;
		bool is_quarter = months % 3 == 0;
		buf_fmt(out, "%d%s",
				is_year      ? months / 12
				: is_quarter ? months / 3
					     : months,
				is_year      ? "y"
				: is_quarter ? "q"
					     : "mo");
	} else if (ms % MOMENT_DAY == 0) {
		buf_fmt(out, "%lldd", (long long)(ms / MOMENT_DAY));
	} else if (ms % HOUR == 0) {
		buf_fmt(out, "%lldh", (long long)(ms / HOUR));
	} else if (ms % MINUTE == 0) {
		buf_fmt(out, "%lldmin", (long long)(ms / MINUTE));
	} else if (ms % MOMENT_SECOND == 0) {
		buf_fmt(out, "%llds", (long long)(ms / MOMENT_SECOND));
	} else {
		buf_fmt(out, "%lldms", (long long)ms);
	}
}

void age_write(int64_t ms, struct buf *out)
{
	static const struct {
		const char *unit;
		int64_t ms;
	} units[] = { { "d", MOMENT_DAY }, { "h", HOUR }, { "min", MINUTE }, { "s", 1000 } };

	size_t i = 0;

	ms = ms < 0 ? 0 : ms;
	while (i + 1 < COUNT_OF(units) && ms < 2 * units[i].ms) {
		i++;
	}
	buf_fmt(out, "%lld %s", (long long)(ms / units[i].ms), units[i].unit);
}

int64_t duration_ms(struct duration duration)
{
	/* 30.436875 days: 400 years have 4800 months and 146097 days. */
	return duration.months ? duration.months * (MOMENT_DAY * 146097 / 4800) : duration.ms;
}

/* Round down, before 1970 too. */
static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0 ? 1 : 0);
}

/* False for a moment that no calendar has. */
static bool day_of(moment at, date_day *day)
{
	int64_t days = floor_div(at, MOMENT_DAY);
	if (days < -FAR_DAYS || days > FAR_DAYS) {
		return false;
	}
	*day = (date_day)days;
	return true;
}

/* The day so many months on; the last of its month if there is no such day. */
static date_day months_on(date_day from, int64_t months)
{
	int year;
	int month;
	int day;
	date_split(from, &year, &month, &day);
	int64_t sum = (int64_t)year * 12 + month - 1 + months;
	int to_year = (int)floor_div(sum, 12);
	int to_month = (int)(sum - (int64_t)to_year * 12) + 1;
	int last = date_month_days(to_year, to_month);
	return date_from(to_year, to_month, day < last ? day : last);
}

static moment moment_shift(moment at, struct duration duration, int sign)
{
	date_day day;
	moment shifted;
	if (at == MOMENT_NEVER || at == MOMENT_EVER) {
		return at;
	}
	if (duration.months) {
		if (!day_of(at, &day)) {
			return at;
		}
		int64_t of_day = at - (int64_t)day * MOMENT_DAY;
		return (int64_t)months_on(day, (int64_t)duration.months * sign) * MOMENT_DAY
		       + of_day;
	}
	if (__builtin_add_overflow(at, duration.ms * sign, &shifted)) {
		return sign > 0 ? MOMENT_NEVER : MOMENT_EVER;
	}
	return shifted;
}

moment moment_after(moment at, struct duration duration)
{
	return moment_shift(at, duration, 1);
}

moment moment_before(moment at, struct duration duration)
{
	return moment_shift(at, duration, -1);
}

static unsigned period_months(enum period period)
{
	return period == PERIOD_YEAR ? 12 : period == PERIOD_QUARTER ? 3 : 1;
}

/* The first day of the period. */
static date_day period_first(date_day day, enum period period)
{
	int year;
	int month;
	int of_month;
	if (period == PERIOD_DAY) {
		return day;
	}
	if (period == PERIOD_WEEK) {
		/* The 1st of January 1970 was a Thursday. */
		return (date_day)(floor_div((int64_t)day + 3, 7) * 7 - 3);
	}
	date_split(day, &year, &month, &of_month);
	int months = (int)period_months(period);
	return date_from(year, (month - 1) / months * months + 1, 1);
}

moment period_begin(moment at, enum period period)
{
	date_day day;
	return day_of(at, &day) ? (int64_t)period_first(day, period) * MOMENT_DAY : at;
}

moment period_next(moment at, enum period period)
{
	date_day day;
	if (!day_of(at, &day)) {
		return at;
	}
	date_day first = period_first(day, period);
	if (period == PERIOD_DAY || period == PERIOD_WEEK) {
		return ((int64_t)first + (period == PERIOD_DAY ? 1 : 7)) * MOMENT_DAY;
	}
	return (int64_t)months_on(first, period_months(period)) * MOMENT_DAY;
}

static void week_name(date_day monday, struct buf *out)
{
	int year;
	int month;
	int of_month;
	/* A week belongs to the year of its Thursday. */
	date_split(monday + 3, &year, &month, &of_month);
	int week = (monday + 3 - date_from(year, 1, 1)) / 7 + 1;
	buf_fmt(out, "%04dW%02d", year, week);
}

void period_name(moment at, enum period period, struct buf *out)
{
	date_day day;
	char text[DATE_DAY_SIZE];
	int year;
	int month;
	int of_month;
	if (!day_of(at, &day)) {
		buf_add_cstr(out, at < 0 ? "ever" : "never");
		return;
	}
	day = period_first(day, period);
	date_split(day, &year, &month, &of_month);
	switch (period) {
	case PERIOD_DAY:
		date_write_day(day, text);
		buf_add_cstr(out, text);
		break;
	case PERIOD_WEEK:
		week_name(day, out);
		break;
	case PERIOD_MONTH:
		buf_fmt(out, "%04d-%02d", year, month);
		break;
	case PERIOD_QUARTER:
		buf_fmt(out, "%04dQ%d", year, (month - 1) / 3 + 1);
		break;
	case PERIOD_YEAR:
		buf_fmt(out, "%04d", year);
		break;
	}
}
