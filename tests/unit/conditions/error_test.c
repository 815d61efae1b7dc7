/* SPDX-License-Identifier: MIT */
/*
 * What is wrong with conditions: each text beside all its problems, with their
 * places (line:column+width) and remedies.
 */
#include "base/buf.h"
#include "base/problem.h"
#include "unit/conditions/named.h"
#include "unit/problem_text.h"

static struct str problems_of(struct arena *arena, struct str text, bool is_quantity)
{
	struct problems problems;
	struct place place = { .path = STR("a"), .line = 1, .column = 1 };
	struct condition_names names = named_create(arena);
	problems_init(&problems, arena);
	const struct condition *condition =
			is_quantity ? condition_parse_quantity(
						      arena, text, place, &names, &problems)
				    : condition_parse(arena, text, place, &names, &problems);
	assert_true((condition == NULL) == (problems.errors > 0));
	problems_sort(&problems);
	return problem_text(arena, &problems);
}

static void every_error_has_its_place_and_remedy(void **state)
{
	static const struct {
		const char *text;
		const char *problems;
	} rows[] = {

#define ROW(text, problems) { text, problems },
#include "unit/conditions/errors.def"
#undef ROW
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str seen = problems_of(*state, str_of(rows[i].text), false);
		if (!str_eq(seen, str_of(rows[i].problems))) {
			print_error("for '%s':\n", rows[i].text);
		}
		assert_str(seen, rows[i].problems);
	}
}

static void what_is_right_has_no_error(void **state)
{
	static const char *const rows[] = {
		"metric(checkout.latency, p95, 7d) >= 0.2 s",
		"metric(http.errors, mean, 7d) > 1 %",
		"metric(http.requests, rate, 1h) > 5 requests/s",
		"metric(http.requests, delta, 30d) > 5 request",
		"metric(http.requests, last) / metric(cost, last) > 5 requests/USD",
		"metric(jobs.added, sum, 30d) > 5 jobs",
		"metric(lat.hist, p95, 7d) > 1 s",
		"metric(lat.hist, rate, 7d) > 1 /s",
		"metric(lat.hist, count, 7d) > 1",
		"metric(lat.p95, max, 7d) > 1 s",
		"metric(ltv_cac, last) < 300 %",
		"metric(cost, last) / metric(cost, max, 30d) > 1.5 ratio",
		"metric(checkout.latency, slope, 30d) > 5 ms/d",
		"metric(raw, rate, 1d) > 1 s/s",
		"metric(bus.consumers, max) < 3 for 2 quarters",
		"metric(checkout.latency, last) > baseline + 20 ms",
		"baseline * 2 < metric(checkout.latency, last)",
		"metric(checkout.latency, last) - baseline > 20 ms",
		"metric(checkout.latency, last) * 20 % > 1 ms",
		"adr(12).fired and adr(adr-7).status is superseded",
		"code(fan_in, core) > 25",
		"git(days_idle, src) > 2 w",
		"exceptions(net, rule=layering, adr=7) > 2",
		"exceptions(rule=lintel/unit, module=net) > 2",
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_str(problems_of(*state, str_of(rows[i]), false), "");
	}
}

static void a_quantity_has_no_clause_and_no_baseline(void **state)
{
	static const char *const rows[][2] = {
		{ "metric(cost, last) > 3 USD",
				"a:1:1+26: 'metric(cost, last) > 3 USD' is true or "
				"false, not a quantity | join what is true or false "
				"with and, or, not\n" },
		{ "metric(cost, max)",
				"a:1:1+17: 'max' of 'cost' over what time? | write metric(cost, "
				"max, 7d)\n" },
		{ "metric(cost, last) for 3d",
				"a:1:20+3: unexpected 'for', where the end should be | a "
				"quantity has no clauses\n" },
		{ "metric(cost, last) - baseline",
				"a:1:22+8: a quantity that is not compared has no "
				"baseline | write it where the quantity is "
				"compared\n" },
		{ "3 ms", "a:1:1+4: '3 ms' measures nothing | write metric(name, last) / 2, or the "
			  "like\n" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_str(problems_of(*state, str_of(rows[i][0]), true), rows[i][1]);
	}
}

static struct str repeated(struct arena *arena, const char *text, size_t count, const char *end)
{
	struct buf out = { 0 };
	for (size_t i = 0; i < count; i++) {
		buf_add_cstr(&out, text);
	}
	buf_add_cstr(&out, end);
	struct str all = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return all;
}

static void limits_have_names(void **state)
{
	struct arena *arena = *state;
	const char *atom = "after 2027-01-01";
	assert_str(problems_of(arena, repeated(arena, "(", 33, atom), false),
			"a:1:33+1: more than 32 brackets within one another | make several conditions "
			"of it\n");
	assert_str(problems_of(arena, repeated(arena, "not ", 32, atom), false),
			"a:1:1+144: more than 32 terms within one another | make several conditions of "
			"it\n");
	assert_str(problems_of(arena, repeated(arena, "not ", 31, atom), false), "");
	assert_str(problems_of(arena, repeated(arena, "on 2027-01-01 or ", 964, atom), false),
			"a:1:1+16404: a condition of more than 16384 bytes | make several conditions "
			"of it\n");
	assert_str(problems_of(arena, repeated(arena, "1<2 or ", 400, atom), false),
			"a:1:2334+1: more than 1000 terms in a condition | make several conditions of "
			"it\n");
	/* A long row is not deep. */
	assert_str(problems_of(arena, repeated(arena, "1+", 100, "code(loc) > 3"), false), "");
	assert_str(problems_of(arena, (struct str){ "a\0b", 3 }, false),
			"a:1:1+3: a condition with a NUL in it\n");
	assert_str(problems_of(arena, repeated(arena, "a,", 40, ""), false),
			"a:1:1+1: unknown word 'a' | a condition begins with metric, code, git, adr, "
			"exceptions, register, pillar, budget, delivery, age, manual, after, on, between, all, any or "
			"not\n");
	struct str many = repeated(arena, ",a=b", 40, ")");
	assert_str(problems_of(arena, str_fmt(arena, "metric(a" STR_FMT, STR_ARG(many)), false),
			"a:1:134+3: more than 32 arguments | use fewer\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_error_has_its_place_and_remedy),
		claim(what_is_right_has_no_error),
		claim(a_quantity_has_no_clause_and_no_baseline),
		claim(limits_have_names),
	};
	return claims_run("conditions/error", tests);
}
