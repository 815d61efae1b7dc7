/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/find.h"

#include "base/calendar.h"

#include "unit/unit.h"

static void stamped(const char *path, const char *expected)
{
	char text[DATE_MOMENT_SIZE] = "never";
	moment stamp = snapshot_stamp(str_of(path));

	if (stamp != MOMENT_EVER) {
		date_write_moment(stamp / MOMENT_SECOND, text);
	}
	if (strcmp(text, expected) != 0) {
		fail_msg("%s is of %s", path, text);
	}
}

static void a_name_holds_a_moment(void **state)
{
	(void)state;
	stamped("t/shop-2026-11-21T04-05-06Z.prom", "2026-11-21T04:05:06Z");
	stamped("t/shop-2026-11-21T04:05:06Z.prom", "2026-11-21T04:05:06Z");
	stamped("t/2026-11-21T0405Z", "2026-11-21T04:05:00Z");
	stamped("t/2026-11-21T040506Z.prom", "2026-11-21T04:05:06Z");
}

static void a_day_means_its_end(void **state)
{
	(void)state;
	stamped("shop-2026-11-21.prom", "2026-11-21T23:59:59Z");
	stamped("2026-11-21", "2026-11-21T23:59:59Z");
	stamped("2026-11-21-shop.prom", "2026-11-21T23:59:59Z");
}

static void the_last_of_several_counts(void **state)
{
	(void)state;
	stamped("2026-11-01_2026-11-21.prom", "2026-11-21T23:59:59Z");
}

static void what_is_no_moment_says_nothing(void **state)
{
	(void)state;
	stamped("shop.prom", "never");
	stamped("2026-11-21/shop.prom", "never");
	stamped("shop-2026-02-30.prom", "never");
	stamped("shop-2026-11-21T04-05-06.prom", "never");
	stamped("shop-2026-11-21T25-00-00Z.prom", "never");
	stamped("shop-2026-11-211.prom", "never");
	stamped("12026-11-21.prom", "never");
	stamped("", "never");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_name_holds_a_moment),
		claim(a_day_means_its_end),
		claim(the_last_of_several_counts),
		claim(what_is_no_moment_says_nothing),
	};
	return claims_run("sources/telemetry/find", tests);
}
