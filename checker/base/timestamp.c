/* SPDX-License-Identifier: MIT */
#include "base/timestamp.h"

/* Two digits at `p`, or a number too large for any part of a time. */
static unsigned two(const char *p)
{
	unsigned tens = (unsigned char)p[0] - '0';
	unsigned ones = (unsigned char)p[1] - '0';
	return tens > 9 || ones > 9 ? 1000 : tens * 10 + ones;
}

/* "2026-11-21T04:00:00Z", which is what nearly all tools write. */
static bool plain_read(struct str text, moment *at)
{
	const char *p = text.p;

	if (text.len != 20 || p[4] != '-' || p[7] != '-' || p[10] != 'T' || p[13] != ':'
			|| p[16] != ':' || p[19] != 'Z') {
		return false;
	}
	unsigned year = two(p) * 100 + two(p + 2);
	unsigned month = two(p + 5);
	unsigned day = two(p + 8);
	unsigned hour = two(p + 11);
	unsigned minute = two(p + 14);
	unsigned second = two(p + 17);
	if (year > 9999 || month < 1 || month > 12 || day < 1
			|| day > (unsigned)date_month_days((int)year, (int)month) || hour > 23
			|| minute > 59 || second > 59) {
		return false;
	}
	int64_t seconds = (int64_t)date_from((int)year, (int)month, (int)day) * DATE_SECONDS_PER_DAY
			  + hour * 3600 + minute * 60 + second;
	*at = seconds * MOMENT_SECOND;
	return true;
}

/* The thousandths after the first point. */
static int64_t fraction_of(struct str text)
{
	size_t at = str_find(text, '.') + 1;
	int64_t fraction = 0;

	for (int64_t weight = 100; weight > 0; weight /= 10, at++) {
		if (at >= text.len || text.p[at] < '0' || text.p[at] > '9') {
			break;
		}
		fraction += weight * (text.p[at] - '0');
	}
	return fraction;
}

bool timestamp_read(struct str text, moment *at)
{
	int64_t seconds;

	if (plain_read(text, at)) {
		return true;
	}
	if (!date_read_moment(text, &seconds)) {
		return false;
	}
	*at = seconds * MOMENT_SECOND + fraction_of(text);
	return true;
}
