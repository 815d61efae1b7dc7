/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/format.h"
#include "unit/unit.h"

static void the_end_of_the_name_tells_the_format(void **state)
{
	(void)state;
	assert_true(format_by_name(STR("a/b.prom")) == FORMAT_PROMETHEUS);
	assert_true(format_by_name(STR("b.jsonl")) == FORMAT_OTLP);
	assert_true(format_by_name(STR("b.json")) == FORMAT_JSON);
	assert_true(format_by_name(STR("b.txt")) == FORMAT_BY_NAME);
	assert_true(format_by_name(STR("")) == FORMAT_BY_NAME);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_end_of_the_name_tells_the_format),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
