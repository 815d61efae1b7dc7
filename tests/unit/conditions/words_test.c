/* SPDX-License-Identifier: MIT */
#include "base/hash.h"
#include "conditions/condition.h"
#include "unit/unit.h"

static void conditions_and_their_mistakes_are_meant(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"metric(checkout.latency, p95, 7d) >= 200 ms for 14d",
		"  metric (a) > 3",
		"metrc(a) > 3",
		"metrics(a) > 3",
		"metric(a, p95 > 3",
		"metric(",
		"metric a > 3",
		"metric checkout.latency >= 200 ms",
		"code(loc, core) > many",
		"codes(loc) > 3",
		"git(churn, src) > 3",
		"adr(ADR-0012).status is accepted",
		"age(accepted) > 90d",
		"age > 90d",
		"exceptions(net) > 3",
		"exception(net) > 3",
		"waivers(rule=layering) > 10",
		"register(debt) > 3",
		"pillar(modularity) < 60 %",
		"manual(\"vendor announces end of life\", every 90d)",
		"manual(vendor)",
		"manual (\"vendor\")",
		"adr (ADR-0012).fired",
		"after 2027-01-01",
		"after 01/02/2027",
		"after 2027-02-30",
		"on 2027-01-01",
		"between 2027-01-01 and 2027-02-01",
		"not metric(a) > 3",
		"not after 2027-01-01",
		"not (code(loc) > 3)",
		"(code(loc) > 3 or code(files) > 3)",
		"((metric(a) + metric(b)) > 3",
		"holds metric(a) < 200 ms",
		"all {code(loc) > 3}",
		"any { a }",
		"2 of {code(loc) > 3}",
		"200 ms < metric(a)",
		"3 < code(loc)",
		"-3 < code(loc)",
		"- metric(a) > 3",
		"baseline * 2 < code(loc)",
		"code(loc)",
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (!condition_is_meant(str_of(rows[i]))) {
			print_error("prose: %s\n", rows[i]);
			fail();
		}
	}
}

static void prose_is_not_meant_as_a_condition(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"",
		"   ",
		"a second team adopts it",
		"after the summer we look again",
		"after 3 months of operation",
		"after two quarters, if the number of consumers is below 3",
		"after 2 of the three vendors leave",
		"age of the library exceeds two years",
		"all consumers have moved to the new API",
		"any of the following happens: a, b, c",
		"any team asks for it",
		"not before the migration has ended",
		"not needed any more",
		"on the next major release",
		"on every release",
		"between the two releases nothing changed",
		"code changes in net become frequent",
		"code (the old one) is removed",
		"adr (the draft). Nobody reads it",
		"code moves to a service (see ADR-0012)",
		"git is replaced by something else",
		"metric for latency exists",
		"metrics show a regression",
		"holds as long as the vendor supports it",
		"manual steps take longer than a day",
		"register with the authority by spring",
		"exceptions pile up",
		"baseline moves",
		"2 of our customers ask for it",
		"3 or more teams use it",
		"3 teams use it",
		"10 % of requests fail",
		"p95 latency stays above 200 ms for a week",
		"(see ADR-0012)",
		"When the vendor (Example Ltd.) announces end of life",
		"- a list item",
		"https://example.org/metric(x)",
		"\"quoted words\"",
		"node(s) fail",
		"metric(s) of the service change",
		"\xf0\x9f\x9a\x80 launch",
		"we adopt a second region",
		"the metric(s) of the service change",
		"2027-01-01",
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (condition_is_meant(str_of(rows[i]))) {
			print_error("a condition: %s\n", rows[i]);
			fail();
		}
	}
}

static void white_space_changes_no_hash(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "metric(a,last)>3", " metric ( a , last )\n  > 3 " },
		{ "metric(a) > 200ms for 14d", "metric(a) > 200 ms\n\tfor 14 d" },
		{ "manual(\"two words\", every 90d)", "manual(\"two\n   words\",every 90d)" },
		{ "it's a team's choice", "it's a\nteam's  choice" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_true(hash_eq(condition_hash(str_of(rows[i][0])),
				condition_hash(str_of(rows[i][1]))));
	}
}

static void anything_else_changes_the_hash(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "metric(a) > 3", "metric(a) > 4" },
		{ "metric(a) > 3", "metric(A) > 3" },
		{ "metric(a) > 3", "metric(a) >= 3" },
		{ "metric(a) > 3 ms", "metric(a) > 3 s" },
		{ "manual(\"two words\", every 90d)", "manual(\"twowords\", every 90d)" },
		{ "manual(\"Two\", every 90d)", "manual(\"two\", every 90d)" },
		{ "metric('a') > 3", "metric(\"a\") > 3" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_false(hash_eq(condition_hash(str_of(rows[i][0])),
				condition_hash(str_of(rows[i][1]))));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(conditions_and_their_mistakes_are_meant),
		claim(prose_is_not_meant_as_a_condition),
		claim(white_space_changes_no_hash),
		claim(anything_else_changes_the_hash),
	};
	return claims_run("conditions/words", tests);
}
