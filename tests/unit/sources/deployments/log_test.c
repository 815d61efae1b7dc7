/* SPDX-License-Identifier: MIT */
#include "sources/deployments/log.h"

#include "unit/problem_text.h"
#include "unit/unit.h"

/* "r1@86400 feature; …" in their order, with exactly these problems. */
static void reads(struct arena *arena, const char *path, const char *text, const char *expected,
		const char *wrong)
{
	struct deployments deployments = { 0 };
	struct problems problems;
	struct str seen = STR("");

	problems_init(&problems, arena);
	bool is_good = deployments_read(&deployments, arena, str_of(path), str_of(text), &problems);
	is_good = deployments_sort(&deployments, arena, &problems) && is_good;
	vec_each (const struct deployment, one, &deployments.list) {
		seen = str_fmt(arena, STR_FMT "%s" STR_FMT "@%lld%s " STR_FMT, STR_ARG(seen),
				seen.len ? "; " : "", STR_ARG(one->id),
				(long long)(one->at / MOMENT_SECOND), one->has_failed ? "!" : "",
				STR_ARG(one->class));
	}
	assert_str(seen, expected);
	assert_str(problem_text(arena, &problems), wrong);
	assert_int_equal(is_good, !*wrong);
}

static void lines_are_read_in_the_order_of_time(void **state)
{
	reads(*state, "d.jsonl",
			"{\"id\":\"b\",\"at\":\"1970-01-03T00:00:00Z\",\"class\":\"fix\",\"more\":[1]}\n"
			"{\"id\":\"a\",\"at\":\"1970-01-02T00:00:00Z\"}\n",
			"a@86400 ; b@172800 fix", "");
	reads(*state, "d.jsonl", "", "", "");
}

static void csv_is_read_by_its_first_line(void **state)
{
	reads(*state, "d.csv",
			"at,\"id\",class,by\r\n1970-01-02T00:00:00Z,\"a \"\"b\"\", c\",fix,x\r\n\r\n"
			"1970-01-03T00:00:00Z, d ,,",
			"a \"b\", c@86400 fix; d@172800 ", "");
}

static void what_is_damaged_is_named(void **state)
{
	reads(*state, "d.csv", "id,at\na\n", "",
			"d.csv:2:0+0: this line has another number of cells than the first | write it as "
			"RFC 4180 has it: id,at,commit,service,class\n");
	reads(*state, "d.csv", "id,at\n\"a\"b,c\n", "",
			"d.csv:2:0+0: something stands behind a closed quote | write it as RFC 4180 has "
			"it: id,at,commit,service,class\n");
	reads(*state, "d.jsonl", "{\"id\":\"\",\"at\":\"1970-01-03T00:00:00Z\"}\n", "",
			"d.jsonl:1:7+2: a deployment without an id\n");
	reads(*state, "d.jsonl", "{\"id\":\"a\",\"at\":\"soon\"}\n", "",
			"d.jsonl:1:16+6: 'soon' is no moment | write it as 2026-11-20T10:00:00Z\n");
}

static void an_id_is_there_once_for_a_service(void **state)
{
	reads(*state, "d.csv",
			"id,at,service\na,1970-01-02T00:00:00Z,x\na,1970-01-02T00:00:00Z,y\n"
			"a,1970-01-03T00:00:00Z,x\n",
			"a@86400 ; a@86400 ; a@172800 ",
			"d.csv:4:0+0: there are two deployments 'a' | give each deployment an id of its "
			"own\n");
}

static void an_attempt_that_failed_is_marked_and_may_be_repeated(void **state)
{
	reads(*state, "d.csv",
			"id,at,status\na,1970-01-02T00:00:00Z,Failed\na,1970-01-03T00:00:00Z,success\n"
			"b,1970-01-04T00:00:00Z,\n",
			"a@86400! ; a@172800 ; b@259200 ", "");
	reads(*state, "d.csv", "id,at,status\na,1970-01-02T00:00:00Z,blue\n", "",
			"d.csv:2:0+0: status 'blue' does not say whether it got into service | write "
			"success or failure\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(lines_are_read_in_the_order_of_time),
		claim(csv_is_read_by_its_first_line),
		claim(what_is_damaged_is_named),
		claim(an_id_is_there_once_for_a_service),
		claim(an_attempt_that_failed_is_marked_and_may_be_repeated),
	};
	return claims_run("sources/deployments/log", tests);
}
