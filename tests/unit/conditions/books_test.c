/* SPDX-License-Identifier: MIT */
/* What conditions ask of registers, of pillars and of error budgets. */
#include "unit/unit.h"

#include "unit/conditions/golden.h"
#include "unit/conditions/kept.h"
#include "unit/problem_text.h"

struct books {
	struct golden *golden;
	struct world world;
	struct condition_names names;
};

static struct value_row row(const char *family, const char *name, const char *subject,
		const char *from, double value)
{
	struct value_row made = {
		.family = str_of(family),
		.name = str_of(name),
		.subject = str_of(subject),
		.from = from ? golden_day(from) : MOMENT_EVER,
		.value = { value, str_eq(str_of(name), STR("burn")) ? unit_bare : kept_unit("%") },
		.evidence = STR("as assessed"),
	};
	return made;
}

/*
 * Modularity was 40 % from 1 September, 70 % from 1 November, and is 80 % now, up to 90 %;
 * autonomy was 30 % from 1 October; web has 12.5 % of its budget, and burns at 3; api is
 * not known, because its data are stale.
 */
static struct books books_create(struct arena *arena)
{
	struct books books = { .golden = golden_create(arena) };
	struct registers *registers = kept_create(arena);
	struct value_row rows[] = {
		row("pillar", "score", "modularity", "2026-09-01", 40),
		row("pillar", "score", "autonomy", "2026-10-01", 30),
		row("pillar", "score", "modularity", "2026-11-01", 70),
		row("pillar", "score", "modularity", "2027-01-01", 10),
		row("pillar", "score", "modularity", NULL, 80),
		row("pillar", "upper", "modularity", NULL, 0.9),
		row("budget", "remaining", "web", NULL, 12.5),
		row("budget", "burn", "web", NULL, 3),
		row("budget", "remaining", "api", NULL, 0),
	};

	rows[5].value.unit = kept_unit("ratio");
	rows[8].reason = REASON_STALE;
	rows[8].evidence = STR("the newest sample is of 2026-10-01");
	books.world = books.golden->world;
	books.world.registers = registers;
	books.world.values = arena_copy(arena, rows, sizeof(rows));
	books.world.value_count = COUNT_OF(rows);
	books.names = (struct condition_names){
		.metrics = &books.golden->metrics,
		.decisions = &books.golden->decisions,
		.code = &books.golden->code,
		.registers = registers,
	};
	return books;
}

static const struct condition *read(struct books *books, const char *text, struct str *faults)
{
	struct problems problems;
	struct arena *arena = books->golden->arena;
	problems_init(&problems, arena);
	const struct condition *condition = condition_parse(arena, str_of(text),
			(struct place){ .path = STR("k"), .line = 1, .column = 1 }, &books->names,
			&problems);
	*faults = problem_text(arena, &problems);
	return condition;
}

static struct outcome outcome_of(struct books *books, const char *text)
{
	struct str faults;
	struct outcome outcome = { 0 };
	const struct condition *condition = read(books, text, &faults);
	if (!condition) {
		print_error("%s: " STR_FMT, text, STR_ARG(faults));
		fail();
	}
	condition_evaluate(&outcome, books->golden->arena, condition, &books->world, MOMENT_EVER);
	return outcome;
}

struct asked {
	const char *text;
	enum truth truth;
	const char *value;
	const char *evidence;
};

static void all_are(struct books *books, const struct asked *rows, size_t count)
{
	size_t wrong = 0;
	for (size_t i = 0; i < count; i++) {
		struct outcome outcome = outcome_of(books, rows[i].text);
		const struct atom_value *atom = &outcome.atoms.p[0];
		if (outcome.truth != rows[i].truth || !str_eq(atom->value, str_of(rows[i].value))
				|| !str_eq(atom->evidence, str_of(rows[i].evidence))) {
			print_error("%s: %s (%s), " STR_FMT ", " STR_FMT "\n", rows[i].text,
					truth_words[outcome.truth], reason_words[outcome.reason],
					STR_ARG(atom->value), STR_ARG(atom->evidence));
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void records_are_counted_as_far_as_they_say_what_they_are(void **state)
{
	static const struct asked rows[] = {
		{ "register(policy) == 3", TRUTH_TRUE, "3",
				"3 records of policy, the first r.yaml:3" },
		{ "register(role) > 1", TRUTH_FALSE, "1", "1 record of role, the first r.yaml:3" },
		{ "register(policy, timeout='300 ms') == 1", TRUTH_TRUE, "1",
				"3 records of policy, 1 with these values, the first r.yaml:3" },
		/* bill does not say what state it is in. */
		{ "register(policy, state=design) >= 1", TRUTH_TRUE, "1 to 2",
				"3 records of policy, 1 with these values, 1 does not state state, "
				"the first r.yaml:3" },
		{ "register(policy, state=design) > 1", TRUTH_UNKNOWN, "1 to 2",
				"3 records of policy, 1 with these values, 1 does not state state, "
				"the first r.yaml:3" },
		{ "register(policy, state=design) > 2", TRUTH_FALSE, "1 to 2",
				"3 records of policy, 1 with these values, 1 does not state state, "
				"the first r.yaml:3" },
		{ "register(policy, timeout='300 ms', safe=yes) == 1", TRUTH_TRUE, "1",
				"3 records of policy, 1 with these values, the first r.yaml:3" },
		{ "register(policy, id=stock).expired == 1", TRUTH_TRUE, "1",
				"3 records of policy, 1 with these values, the first r.yaml:3" },
		/* pay is due in ten days, stock was ten days ago, bill does not say. */
		{ "register(policy, due='last 14d') >= 1", TRUTH_TRUE, "1 to 2",
				"3 records of policy, 1 with these values, 1 does not state due, "
				"the first r.yaml:3" },
		{ "register(policy, due='next 11d') >= 1", TRUTH_TRUE, "1 to 2",
				"3 records of policy, 1 with these values, 1 does not state due, "
				"the first r.yaml:3" },
		{ "register(policy, due='next 9d', id=pay) == 0", TRUTH_TRUE, "0",
				"3 records of policy, 0 with these values" },
		{ "register(policy, due='2026-11-30', id=pay) == 1", TRUTH_TRUE, "1",
				"3 records of policy, 1 with these values, the first r.yaml:3" },
		{ "register(policy).complete == 75 %", TRUTH_TRUE, "75 %",
				"6 of 8 fields; 3 records of policy, the first r.yaml:3" },
		{ "register(policy).incomplete == 2", TRUTH_TRUE, "2",
				"3 records of policy, the first r.yaml:3" },
		{ "register(policy, id=nobody) == 0", TRUTH_TRUE, "0",
				"3 records of policy, 0 with these values" },
		{ "register(policy, id=nobody).complete == 100 %", TRUTH_UNKNOWN, "",
				"3 records of policy, 0 with these values" },
		{ "register(policy).sum(timeout) == 600 ms", TRUTH_TRUE, "600 ms",
				"3 records of policy, the first r.yaml:3" },
		{ "register(policy).most(timeout) < 1mo", TRUTH_TRUE, "300 ms",
				"3 records of policy, the first r.yaml:3" },
		{ "register(policy).sum(own_time) > 1 ms", TRUTH_UNKNOWN, "",
				"own_time cannot be computed" },
		{ "register(policy).most(own_time) >= 900 ms", TRUTH_TRUE, "at least 900 ms",
				"own_time cannot be computed" },
		{ "register(policy, state=published).sum(costs) > 1 USD", TRUTH_UNKNOWN, "",
				"3 records of policy, 1 with these values, 1 does not state state, "
				"the first r.yaml:3" },
		{ "register(policy, id=pay).sum(costs) == 7 USD", TRUTH_TRUE, "7 USD",
				"3 records of policy, 1 with these values, the first r.yaml:3" },
	};

	struct books books = books_create(*state);
	all_are(&books, rows, COUNT_OF(rows));
}

static void pillars_and_budgets_are_what_they_were_found_to_be(void **state)
{
	static const struct asked rows[] = {
		{ "pillar(modularity) >= 80 %", TRUTH_TRUE, "80 %", "as assessed" },
		{ "pillar(modularity) < 0.8 ratio", TRUTH_FALSE, "80 %", "as assessed" },
		{ "pillar(modularity).upper > 89 %", TRUTH_TRUE, "90 %", "as assessed" },
		{ "pillar(autonomy) < 50 %", TRUTH_TRUE, "30 %", "as assessed" },
		{ "pillar(autonomy).upper < 50 %", TRUTH_UNKNOWN, "",
				"there is no pillar 'autonomy'" },
		{ "pillar(speed) < 50 %", TRUTH_UNKNOWN, "", "there is no pillar 'speed'" },
		{ "budget(web) > 10 %", TRUTH_TRUE, "12.5 %", "as assessed" },
		{ "budget(web).burn > 2", TRUTH_TRUE, "3", "as assessed" },
	};

	struct books books = books_create(*state);
	all_are(&books, rows, COUNT_OF(rows));
	books.world.value_count = 0;
	struct outcome outcome = outcome_of(&books, "pillar(modularity) > 3 %");
	assert_str(outcome.atoms.p[0].evidence,
			"lintel.yaml names no pack, as in pillars: { pack: seven-pillars }");
	assert_int_equal(outcome.reason, REASON_UNREADABLE);
	books.world.registers = NULL;
	outcome = outcome_of(&books, "register(policy) > 3");
	assert_int_equal(outcome.reason, REASON_UNREADABLE);
}

static void recorded_results_are_replayed(void **state)
{
	struct books books = books_create(*state);
	struct outcome outcome = outcome_of(&books, "pillar(modularity) > 60 %");
	assert_true(outcome.first_true == golden_day("2026-11-01"));
	assert_true(outcome.was_clear);
	outcome = outcome_of(&books, "pillar(modularity) > 60 % for 14d");
	assert_int_equal(outcome.truth, TRUTH_TRUE);
	outcome = outcome_of(&books, "pillar(modularity) > 75 % for 14d");
	assert_int_equal(outcome.truth, TRUTH_FALSE);
	outcome = outcome_of(&books, "pillar(modularity) > 60 % for 21d");
	assert_int_equal(outcome.truth, TRUTH_FALSE);
	outcome = outcome_of(&books, "pillar(modularity) > 10 % for 90d");
	assert_int_equal(outcome.truth, TRUTH_UNKNOWN);
	outcome = outcome_of(&books, "pillar(autonomy) > 10 % for 30d");
	assert_int_equal(outcome.truth, TRUTH_TRUE);
}

static void names_that_are_not_there_are_errors(void **state)
{
	static const char *const rows[][2] = {
		{ "register(polcy) > 3", "k:1:10+5: no kind of records is called 'polcy' | did you "
					 "mean 'policy'?\n" },
		{ "register(policy, stat=design) > 3",
				"k:1:18+11: 'policy' has no field 'stat' | did you mean "
				"'state'?\n" },
		{ "register(policy, state=desing) > 3",
				"k:1:18+12: 'state' is never 'desing' | did you mean 'design'?\n" },
		{ "register(policy, safe=maybe) > 3", "k:1:18+10: 'safe' is never 'maybe' | write "
						      "one of the words of the field\n" },
		{ "register(policy, due='past 3d') > 3",
				"k:1:18+13: 'past 3d' is no date | write a day, or how near it is: "
				"'last 90d', 'next 30d'\n" },
		{ "register(policy, stock) > 3",
				"k:1:18+5: 'stock' is no filter | write field=value\n" },
		{ "register(policy).sum > 3", "k:1:22+1: unexpected '>', where '(' and a field "
					      "should be | for example register(debt, "
					      "status=open).sum(principal) > 20000 USD\n" },
		{ "register(policy).sum() > 3",
				"k:1:21+2: 'sum(\342\200\246)' takes the name of one field | for "
				"example register(debt, status=open).sum(principal) > 20000 USD\n" },
		{ "register(policy).sum(state) > 3",
				"k:1:22+5: 'state' is a field of type one-of, and no quantity | "
				"name a quantity or a duration\n" },
		{ "register(policy).sum(costs) > 3", "k:1:31+1: '3' has no unit, where "
						     "'register(policy).sum(costs)' is USD | write "
						     "3 USD\n" },
		{ "budget(wbe) < 3 %",
				"k:1:8+3: no service level is called 'wbe' | did you mean 'web'?\n" },
		{ "budget() < 3 %", "k:1:8+1: a name is missing | for example "
				    "budget(checkout-availability) < 25 %\n" },
		{ "pillar(a, b) < 3 %", "k:1:12+1: a name too many | for example "
					"pillar(modularity) < 60 %\n" },
	};

	struct books books = books_create(*state);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str faults;
		assert_null(read(&books, rows[i][0], &faults));
		assert_str(faults, rows[i][1]);
	}
}

static void names_of_a_general_condition_are_unknown(void **state)
{
	static const struct {
		const char *text;
		enum reason reason;
		const char *evidence;
	} rows[] = {
		{ "metric(journey.traced, last) >= 90 %", REASON_NO_SERIES,
				"no metric journey.traced is declared" },
		{ "90 % <= metric(journey.traced, mean, 30d)", REASON_NO_SERIES,
				"no metric journey.traced is declared" },
		{ "metric(a, last) / metric(cost, last) < 3 order/USD", REASON_NO_SERIES,
				"no metric a is declared; sample of 2026-11-20, "
				"telemetry/nov.csv:12" },
		{ "metric(lat, last) < 3 USD", REASON_UNIT,
				"sample of 2026-11-20, telemetry/nov.csv:12" },
		{ "metric(quant, p95, 7d) < 3 ms", REASON_UNDEFINED,
				"quant is a quantile, which has no p95" },
		{ "code(fan_in, payments) > 3", REASON_NO_RECORD, "unknown module 'payments'" },
		{ "exceptions(rule=layers) > 3", REASON_NO_RECORD, "unknown rule 'layers'" },
		{ "adr(ADR-0099).status is accepted", REASON_NO_RECORD,
				"the record is not there or does not state it" },
		{ "register(incident) > 3", REASON_NO_RECORD,
				"no kind of records is called 'incident'" },
		{ "register(policy, severity=high) > 3", REASON_NO_RECORD,
				"'policy' has no field 'severity'" },
		{ "register(policy, state=gone) > 3", REASON_NO_RECORD, "'state' is never 'gone'" },
		{ "register(policy).sum(interest) > 3 EUR", REASON_NO_RECORD,
				"'policy' has no field 'interest'" },
		{ "register(policy, id=pay).sum(costs) > 3 EUR", REASON_UNIT,
				"3 records of policy, 1 with these values, the first r.yaml:3" },
		{ "budget(checkout) < 3 %", REASON_NO_RECORD,
				"no service level is called 'checkout'" },
		{ "pillar(growth) < 3 %", REASON_NO_RECORD, "there is no pillar 'growth'" },
	};
	static const struct str rules[] = { STR_INIT("layering") };

	struct books books = books_create(*state);
	books.names.is_general = true;
	books.names.rules = rules;
	books.names.rule_count = 1;
	size_t wrong = 0;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct outcome outcome = outcome_of(&books, rows[i].text);
		const struct atom_value *atom = &outcome.atoms.p[0];
		if (outcome.reason != rows[i].reason
				|| !str_eq(atom->evidence, str_of(rows[i].evidence))) {
			print_error("%s: %s, " STR_FMT "\n", rows[i].text,
					reason_words[outcome.reason], STR_ARG(atom->evidence));
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
	/* How it is written is not a matter of the repository. */
	struct str faults;
	assert_null(read(&books, "metric(journey.traced, last) >= ", &faults));
	assert_null(read(&books, "metric(journey.traced, p95) >= 3 %", &faults));
	assert_null(read(&books, "register(policy).foo >= 3 %", &faults));
	assert_null(read(&books, "pillar(growth) >= 3", &faults));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(records_are_counted_as_far_as_they_say_what_they_are),
		claim(pillars_and_budgets_are_what_they_were_found_to_be),
		claim(recorded_results_are_replayed),
		claim(names_that_are_not_there_are_errors),
		claim(names_of_a_general_condition_are_unknown),
	};
	return claims_run("conditions/books", tests);
}
