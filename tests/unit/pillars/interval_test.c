/* SPDX-License-Identifier: MIT */
#include "pillars/interval.h"

#include "unit/unit.h"

static void assert_interval(
		struct standing standing, double lo, double hi, enum agreement agreement)
{
	enum agreement found;
	struct interval interval = interval_of(&standing, &found);

	if (interval.lo != lo || interval.hi != hi || found != agreement) {
		print_error("[%g, %g] %d is not [%g, %g] %d\n", interval.lo, interval.hi,
				(int)found, lo, hi, (int)agreement);
		fail();
	}
}

#define MEASURED(a, measurement, m) \
	((struct standing){ .has_answer = (a) >= 0, \
			.answer = (a), \
			.score = (m), \
			.state = MEASUREMENT_##measurement, \
			.cap = INTERVAL_CAP })
#define CONSERVATIVE(a, measurement, m) \
	((struct standing){ .has_answer = (a) >= 0, \
			.answer = (a), \
			.score = (m), \
			.state = MEASUREMENT_##measurement, \
			.cap = INTERVAL_CAP, \
			.mode = VERIFY_CONSERVATIVE })
#define NOT_GIVEN -1.0

static void the_table_holds_where_the_measurement_decides(void **state)
{
	(void)state;
	assert_interval(MEASURED(0.5, FRESH, 0.5), 0.5, 0.5, AGREES_CONFIRMED);
	assert_interval(MEASURED(0.5, FRESH, 0.75), 0.75, 0.75, AGREES_CONFIRMED);
	assert_interval(MEASURED(1, FRESH, 0.5), 0.5, 0.5, AGREES_OVER_CLAIM);
	assert_interval(MEASURED(0, FRESH, 1), 1, 1, AGREES_UNDER_CLAIM);
	assert_interval(MEASURED(NOT_GIVEN, FRESH, 0.5), 0.5, 0.5, AGREES_UNANSWERED);
	assert_interval(MEASURED(1, STALE, 0.5), 0.5, 1, AGREES_STALE);
	assert_interval(MEASURED(1, STALE, 1), 0.75, 1, AGREES_STALE);
	assert_interval(MEASURED(0.25, STALE, 1), 0.25, 1, AGREES_STALE);
	assert_interval(MEASURED(1, MISSING, 0), 0, 1, AGREES_MISSING);
	assert_interval(MEASURED(NOT_GIVEN, STALE, 1), 0, 1, AGREES_UNKNOWN);
	assert_interval(MEASURED(NOT_GIVEN, MISSING, 0), 0, 1, AGREES_UNKNOWN);
}

static void the_table_holds_where_the_answer_limits_too(void **state)
{
	(void)state;
	assert_interval(CONSERVATIVE(0.5, FRESH, 0.5), 0.5, 0.5, AGREES_CONFIRMED);
	assert_interval(CONSERVATIVE(1, FRESH, 0.5), 0.5, 0.5, AGREES_OVER_CLAIM);
	assert_interval(CONSERVATIVE(0.5, FRESH, 1), 0.75, 0.75, AGREES_UNDER_CLAIM);
	assert_interval(CONSERVATIVE(NOT_GIVEN, FRESH, 1), 0.25, 1, AGREES_UNANSWERED);
	assert_interval(CONSERVATIVE(0.5, STALE, 0.25), 0.25, 0.75, AGREES_STALE);
	assert_interval(CONSERVATIVE(1, STALE, 1), 0.75, 1, AGREES_STALE);
	assert_interval(CONSERVATIVE(0.5, MISSING, 0), 0, 0.75, AGREES_MISSING);
	assert_interval(CONSERVATIVE(NOT_GIVEN, MISSING, 0), 0, 1, AGREES_UNKNOWN);
}

static void a_bare_answer_counts_up_to_its_cap(void **state)
{
	struct standing critical = MEASURED(1, NONE, 0);

	(void)state;
	assert_interval(MEASURED(1, NONE, 0), 0.75, 1, AGREES_NOT_ASKED);
	assert_interval(MEASURED(0.5, NONE, 0), 0.5, 0.5, AGREES_NOT_ASKED);
	assert_interval(MEASURED(NOT_GIVEN, NONE, 0), 0, 1, AGREES_UNKNOWN);
	critical.cap = INTERVAL_CAP_CRITICAL;
	assert_interval(critical, 0.5, 1, AGREES_NOT_ASKED);
}

static void what_is_exempt_stays_in_from_zero(void **state)
{
	struct standing exempt = MEASURED(0.5, FRESH, 0.5);

	(void)state;
	exempt.is_exempt = true;
	assert_interval(exempt, 0, 0.5, AGREES_CONFIRMED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_table_holds_where_the_measurement_decides),
		claim(the_table_holds_where_the_answer_limits_too),
		claim(a_bare_answer_counts_up_to_its_cap),
		claim(what_is_exempt_stays_in_from_zero),
	};
	return claims_run("pillars/interval", tests);
}
