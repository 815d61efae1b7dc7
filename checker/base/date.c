/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <time.h>

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years counted from March, so that the leap day is the last day of a year. */
date_day date_from(int year, int month, int day)
{
	int shifted = month <= 2 ? year - 1 : year;
	int era = (shifted >= 0 ? shifted : shifted - 399) / 400;
	int of_era = shifted - era * 400;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
	return era * 146097 + days - 719468;
}

void date_split(date_day day, int *year, int *month, int *of_month)
{
	int shifted = day + 719468;
	int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
	int of_era = shifted - era * 146097;
	int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int from_march = (5 * of_year + 2) / 153;
	*of_month = of_year - (153 * from_march + 2) / 5 + 1;
	*month = from_march + (from_march < 10 ? 3 : -9);
	*year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}

/* Takes exactly `digits` digits off the front. */
static bool number_take(struct str *text, size_t digits, int *number)
{
	uint64_t value;
	if (text->len < digits || !str_to_u64(str_slice(*text, 0, digits), &value)) {
		return false;
	}
	*number = (int)value;
	*text = str_from(*text, digits);
	return true;
}

static bool char_take(struct str *text, char c)
{
	if (text->len == 0 || text->p[0] != c) {
		return false;
	}
	*text = str_from(*text, 1);
	return true;
}

static bool day_take(struct str *text, date_day *day)
{
	int year;
	int month;
	int of_month;
	if (!number_take(text, 4, &year) || !char_take(text, '-') || !number_take(text, 2, &month)
			|| !char_take(text, '-') || !number_take(text, 2, &of_month)) {
		return false;
	}
	if (month < 1 || month > 12 || of_month < 1 || of_month > date_month_days(year, month)) {
		return false;
	}
	*day = date_from(year, month, of_month);
	return true;
}

bool date_read_day(struct str text, date_day *day)
{
	return day_take(&text, day) && text.len == 0;
}

static bool offset_take(struct str *text, int *seconds)
{
	int hours;
	int minutes;
	if (char_take(text, 'Z') || char_take(text, 'z')) {
		*seconds = 0;
		return true;
	}
	int sign = char_take(text, '+') ? 1 : char_take(text, '-') ? -1 : 0;
	if (!sign || !number_take(text, 2, &hours) || !char_take(text, ':')
			|| !number_take(text, 2, &minutes) || hours > 23 || minutes > 59) {
		return false;
	}
	*seconds = sign * (hours * 3600 + minutes * 60);
	return true;
}

bool date_read_moment(struct str text, int64_t *seconds)
{
	date_day day;
	int hour;
	int minute;
	int second;
	int offset;
	if (!day_take(&text, &day)) {
		return false;
	}
	int64_t midnight = (int64_t)day * DATE_SECONDS_PER_DAY;
	if (text.len == 0) {
		*seconds = midnight + DATE_SECONDS_PER_DAY - 1;
		return true;
	}
	if (!char_take(&text, 'T') && !char_take(&text, 't') && !char_take(&text, ' ')) {
		return false;
	}
	if (!number_take(&text, 2, &hour) || !char_take(&text, ':')
			|| !number_take(&text, 2, &minute) || !char_take(&text, ':')
			|| !number_take(&text, 2, &second) || hour > 23 || minute > 59
			|| second > 60) {
		return false;
	}
	if (char_take(&text, '.')) {
		int digit;
		if (!number_take(&text, 1, &digit)) {
			return false;
		}
		while (number_take(&text, 1, &digit)) {
		}
	}
	if (!offset_take(&text, &offset) || text.len) {
		return false;
	}
	*seconds = midnight + hour * 3600 + minute * 60 + second - offset;
	return true;
}

void date_write_day(date_day day, char out[DATE_DAY_SIZE])
{
	int year;
	int month;
	int of_month;
	date_split(day, &year, &month, &of_month);
	snprintf(out, DATE_DAY_SIZE, "%04d-%02d-%02d", year, month, of_month);
}

date_day date_day_of(int64_t seconds)
{
	int64_t day = seconds / DATE_SECONDS_PER_DAY;
	return (date_day)(seconds % DATE_SECONDS_PER_DAY < 0 ? day - 1 : day);
}

void date_write_moment(int64_t seconds, char out[DATE_MOMENT_SIZE])
{
	date_day day = date_day_of(seconds);
	int rest = (int)(seconds - (int64_t)day * DATE_SECONDS_PER_DAY);
	date_write_day(day, out);
	size_t at = strlen(out);
	snprintf(out + at, DATE_MOMENT_SIZE - at, "T%02d:%02d:%02dZ", rest / 3600, rest / 60 % 60,
			rest % 60);
}

int64_t date_now(void)
{
	return (int64_t)time(NULL);
}
