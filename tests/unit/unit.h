/* SPDX-License-Identifier: MIT */
/*
 * What every unit test begins with: cmocka with the headers that it wants
 * before it, an arena for each test, and assertions about text.
 *
 *	static void first_pattern_wins(void **state)
 *	{
 *		struct arena *arena = *state;
 *		…
 *	}
 *
 *	int main(void)
 *	{
 *		const struct CMUnitTest tests[] = {
 *			claim(first_pattern_wins),
 *		};
 *		return claims_run("base/glob", tests);
 *	}
 */
#ifndef LINTEL_UNIT_UNIT_H
#define LINTEL_UNIT_UNIT_H

#include "base/arena.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

static inline int unit_setup(void **state)
{
	*state = arena_create();
	return 0;
}

static inline int unit_teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

#define claim(function) cmocka_unit_test_setup_teardown(function, unit_setup, unit_teardown)
#define claims_run(name, tests) cmocka_run_group_tests_name(name, tests, NULL, NULL)

/*
 * The seconds of processor time that this program has used, as they would have
 * been without the checker that it runs under, of which the build's test set-up
 * says how many times slower it makes everything (LINTEL_SLOWER).
 */
static inline double unit_seconds(void)
{
	const char *slower = getenv("LINTEL_SLOWER");
	double seconds = (double)clock() / (double)CLOCKS_PER_SEC;
	return slower ? seconds / strtod(slower, NULL) : seconds;
}

/* Compares a `struct str` with a literal or another C string, and shows both. */
#define assert_str(actual, expected) unit_assert_str((actual), (expected), __FILE__, __LINE__)

static inline void unit_assert_str(
		struct str actual, const char *expected, const char *file, int line)
{
	if (!str_eq(actual, str_of(expected))) {
		print_error("'" STR_FMT "' is not '%s'\n", STR_ARG(actual), expected);
		_fail(file, line);
	}
}

#endif
