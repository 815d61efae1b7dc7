/* SPDX-License-Identifier: MIT */
/*
 * How conditions are understood: each text beside what condition_write() makes
 * of it, which must read back as itself.
 */
#include "conditions/condition.h"

#include "base/buf.h"
#include "base/problem.h"
#include "conditions/fact.h"
#include "unit/problem_text.h"
#include "unit/unit.h"

static struct str written(struct arena *arena, const struct condition *condition)
{
	struct buf out = { 0 };
	condition_write(condition, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static const struct condition *parsed(struct arena *arena, struct str text)
{
	struct problems problems;
	struct place place = { .path = STR("adr/1.md"), .line = 31, .column = 3 };
	problems_init(&problems, arena);
	const struct condition *condition = condition_parse(arena, text, place, NULL, &problems);
	if (!condition) {
		print_error("'" STR_FMT "'\n" STR_FMT, STR_ARG(text),
				STR_ARG(problem_text(arena, &problems)));
		fail();
	}
	return condition;
}

static void conditions_are_understood(void **state)
{
	static const struct {
		const char *text;
		const char *understood;
	} rows[] = {

#define ROW(text, understood) { text, understood },
#include "unit/conditions/conditions.def"
#undef ROW
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct condition *condition = parsed(*state, str_of(rows[i].text));
		assert_str(written(*state, condition), rows[i].understood);
		const struct condition *again = parsed(*state, str_of(rows[i].understood));
		assert_str(written(*state, again), rows[i].understood);
	}
}

static void the_example_of_every_fact_is_understood(void **state)
{
	for (const struct fact *fact = facts; fact->family.len; fact++) {
		const struct condition *condition = parsed(*state, fact->example);
		bool is_asked = false;
		for (uint32_t i = 0; i < condition->term_count; i++) {
			is_asked = is_asked || condition->terms[i].fact == fact;
		}
		assert_true(is_asked);
		assert_ptr_equal(fact_find(fact->family, fact->name), fact);
	}
}

static void operands_come_before_what_is_made_of_them(void **state)
{
	const struct condition *condition = parsed(*state,
			STR("2 of {metric(a, last) / metric(b, last) > baseline * 2 and not on "
			    "2027-01-01, code(loc) > 3, any {adr(A).fired}} clear when age(accepted) "
			    "> 1mo or after 2027-01-01"));
	assert_int_equal(condition->terms[condition->root].kind, TERM_COUNT);
	assert_true(condition->clear > condition->root);
	for (uint32_t i = 0; i < condition->term_count; i++) {
		const struct term *term = &condition->terms[i];
		for (uint32_t j = 0; j < term->operand_count; j++) {
			assert_true(term->operands[j] < i);
		}
	}
}

static void terms_know_their_text_and_place(void **state)
{
	const struct condition *condition =
			parsed(*state, STR("code(loc) > 3\n   and (metric(a,\n last) < 5)"));
	const struct term *and = &condition->terms[condition->root];
	assert_str(and->text, "code(loc) > 3\n   and (metric(a,\n last) < 5)");
	assert_int_equal(and->place.line, 31);
	assert_int_equal(and->place.column, 3);
	assert_int_equal(and->place.width, 13);
	const struct term *compare = &condition->terms[ and->operands[1]];
	assert_str(compare->text, "metric(a,\n last) < 5");
	assert_int_equal(compare->place.line, 32);
	assert_int_equal(compare->place.column, 9);
	assert_int_equal(compare->place.width, 9);
	const struct term *number = &condition->terms[compare->operands[1]];
	assert_str(number->text, "5");
	assert_int_equal(number->place.line, 33);
	assert_int_equal(number->place.column, 10);
	assert_int_equal(number->place.width, 1);
	assert_str(number->place.path, "adr/1.md");
}

static void a_baseline_stands_for_what_it_is_compared_with(void **state)
{
	static const struct {
		const char *text;
		const char *target;
	} rows[] = {
		{ "code(fan_in, core) > baseline * 1.5", "code(fan_in, core)" },
		{ "baseline * 1.5 < code(fan_in, core)", "code(fan_in, core)" },
		{ "code(loc) - baseline > 100", "code(loc)" },
		{ "code(loc) / code(files) > baseline", "code(loc) / code(files)" },
		{ "(code(loc) / code(files)) * 2 > baseline", "(code(loc) / code(files)) * 2" },
		{ "100 < code(loc) - baseline", "code(loc)" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct condition *condition = parsed(*state, str_of(rows[i].text));
		size_t seen = 0;
		for (uint32_t j = 0; j < condition->term_count; j++) {
			const struct term *term = &condition->terms[j];
			if (term->kind == TERM_BASELINE) {
				assert_str(condition->terms[term->stands_for].text, rows[i].target);
				seen++;
			}
		}
		assert_int_equal(seen, 1);
	}
}

static void what_must_be_gathered_is_what_is_asked_for(void **state)
{
	static const struct {
		const char *text;
		unsigned needs;
	} rows[] = {
		{ "after 2027-01-01", 0 },
		{ "age(reviewed) > 1y", 0 },
		{ "age(changed) > 1y", CONDITION_NEEDS_HISTORY },
		{ "metric(a, last) > 3", CONDITION_NEEDS_METRICS },
		{ "code(loc) > 3", CONDITION_NEEDS_CODE },
		{ "code(distance) > 0.3", CONDITION_NEEDS_CODE | CONDITION_NEEDS_SYMBOLS },
		{ "exceptions() > 3 or git(commits, src) > 3",
				CONDITION_NEEDS_FINDINGS | CONDITION_NEEDS_HISTORY },
		{ "after 2027-01-01 clear when code(violations) > 3",
				CONDITION_NEEDS_CODE | CONDITION_NEEDS_FINDINGS },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_int_equal(condition_needs(parsed(*state, str_of(rows[i].text))),
				rows[i].needs);
	}
}

static void quantities_are_understood_alone(void **state)
{
	struct problems problems;
	problems_init(&problems, *state);
	const struct condition *quantity = condition_parse_quantity(*state,
			STR("metric(ltv, last) / (metric(cac, last) + 2)"), (struct place){ 0 },
			NULL, &problems);
	assert_non_null(quantity);
	assert_str(written(*state, quantity), "metric(ltv, last) / (metric(cac, last) + 2)");
	assert_null(condition_parse_quantity(
			*state, STR("metric(a, last) > 3"), (struct place){ 0 }, NULL, &problems));
	assert_null(condition_parse_quantity(*state, STR("metric(a, last) for 3d"),
			(struct place){ 0 }, NULL, &problems));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(conditions_are_understood),
		claim(the_example_of_every_fact_is_understood),
		claim(operands_come_before_what_is_made_of_them),
		claim(terms_know_their_text_and_place),
		claim(a_baseline_stands_for_what_it_is_compared_with),
		claim(what_must_be_gathered_is_what_is_asked_for),
		claim(quantities_are_understood_alone),
	};
	return claims_run("conditions/condition", tests);
}
