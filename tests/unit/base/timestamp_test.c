/* SPDX-License-Identifier: MIT */
#include "base/timestamp.h"

#include "unit/unit.h"

static void reads(const char *text, moment expected)
{
	moment at = 0;
	if (!timestamp_read(str_of(text), &at) || at != expected) {
		fail_msg("%s: %lld", text, (long long)at);
	}
}

static void refuses(const char *text)
{
	moment at;
	if (timestamp_read(str_of(text), &at)) {
		fail_msg("%s: %lld", text, (long long)at);
	}
}

static void a_moment_is_read_to_the_thousandth(void **state)
{
	(void)state;
	reads("2026-11-21T04:00:00Z", 1795233600000);
	reads("2026-11-21T04:00:00.5Z", 1795233600500);
	reads("2026-11-21T04:00:00.1239Z", 1795233600123);
	reads("2026-11-21T04:00:00.007z", 1795233600007);
	reads("1969-12-31T23:59:59.250Z", -750);
}

static void an_offset_is_taken_off(void **state)
{
	(void)state;
	reads("2026-11-21T06:00:00+02:00", 1795233600000);
	reads("2026-11-21 06:00:00.25+02:00", 1795233600250);
	reads("2026-11-20T23:30:00-04:30", 1795233600000);
}

static void a_day_is_its_last_second(void **state)
{
	(void)state;
	reads("2026-11-21", 1795305599000);
}

static void a_leap_day_is_one_every_fourth_year(void **state)
{
	(void)state;
	reads("2024-02-29T00:00:00Z", 1709164800000);
	refuses("2026-02-29T00:00:00Z");
}

static void other_forms_are_refused(void **state)
{
	(void)state;
	refuses("");
	refuses("1795233600");
	refuses("2026-11-21T04:00:00");
	refuses("2026-11-21T24:00:00Z");
	refuses("2026-11-21T04:60:00Z");
	refuses("2026-13-21T04:00:00Z");
	refuses("2026-11-21T04:00:0xZ");
	refuses("2026-11-21T04:00:00.Z");
	refuses(" 2026-11-21T04:00:00Z");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_moment_is_read_to_the_thousandth),
		claim(an_offset_is_taken_off),
		claim(a_day_is_its_last_second),
		claim(a_leap_day_is_one_every_fourth_year),
		claim(other_forms_are_refused),
	};
	return claims_run("base/timestamp", tests);
}
