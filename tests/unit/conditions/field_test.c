/* SPDX-License-Identifier: MIT */
/* What conditions ask the record of a register that they stand in. */
#include "unit/unit.h"

#include "unit/conditions/golden.h"
#include "unit/conditions/kept.h"
#include "unit/problem_text.h"

struct asked {
	struct golden *golden;
	struct registers *registers;
	struct condition_names names;
};

static struct asked asked_create(struct arena *arena)
{
	struct asked asked = {
		.golden = golden_create(arena),
		.registers = kept_create(arena),
	};
	asked.names = (struct condition_names){
		.metrics = &asked.golden->metrics,
		.registers = asked.registers,
		.kind = register_kind_find(asked.registers, STR("policy")),
	};
	return asked;
}

static struct outcome outcome_of(struct asked *asked, const char *id, const char *text)
{
	struct problems problems;
	struct outcome outcome = { 0 };
	struct world world = asked->golden->world;
	world.registers = asked->registers;
	world.entry = register_find(asked->registers, STR("policy"), str_of(id));
	assert_non_null(world.entry);
	problems_init(&problems, asked->golden->arena);
	const struct condition *condition = condition_parse(asked->golden->arena, str_of(text),
			(struct place){ .path = STR("k.yaml"), .line = 1, .column = 1 },
			&asked->names, &problems);
	if (!condition) {
		print_error("%s: " STR_FMT, text,
				STR_ARG(problem_text(asked->golden->arena, &problems)));
		fail();
	}
	condition_evaluate(&outcome, asked->golden->arena, condition, &world, MOMENT_EVER);
	return outcome;
}

static void a_record_is_asked_about_itself(void **state)
{
	static const struct {
		const char *id;
		const char *text;
		enum truth truth;
		const char *value;
	} rows[] = {

#define ASK(id, text, truth, value) { id, text, TRUTH_##truth, value },
#define FAULT(text, problems)
#include "unit/conditions/fields.def"
#undef ASK
#undef FAULT
	};
	struct asked asked = asked_create(*state);
	size_t wrong = 0;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct outcome outcome = outcome_of(&asked, rows[i].id, rows[i].text);
		struct str value = outcome.atoms.p[0].value;
		if (outcome.truth != rows[i].truth || !str_eq(value, str_of(rows[i].value))) {
			print_error("%s: %s: %s, " STR_FMT "\n", rows[i].id, rows[i].text,
					truth_words[outcome.truth], STR_ARG(value));
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void what_is_missing_is_named(void **state)
{
	static const char *const rows[][3] = {
		{ "stock", "field(retries) > 0", "policy stock does not state retries" },
		{ "pay", "sum(levels.after) > 0 s", "one of levels does not state after" },
		{ "pay", "sum(next.own_time) > 0 s", "own_time cannot be computed" },
		{ "bill", "until(due) < 0 s", "policy bill does not state due" },
		{ "pay", "field(timeout) > 1 s", "r.yaml:7" },
		{ "pay", "sum(next.timeout) > 1 s",
				"2 values, the first next.timeout 100 ms (r.yaml:7)" },
		{ "pay", "until(due) > 10 d", "due 2026-11-30 (r.yaml:7)" },
		{ "pay", "field(own_time) > 1 s", "own_time: computed" },
		/* What is known is no reason. */
		{ "stock", "field(timeout) > field(retries) * 1 s",
				"policy stock does not state retries" },
		{ "stock", "past(due) <= field(timeout)",
				"due 2026-11-10 (r.yaml:7); timeout 100 ms (r.yaml:7)" },
	};
	struct asked asked = asked_create(*state);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct outcome outcome = outcome_of(&asked, rows[i][0], rows[i][1]);
		assert_str(outcome.atoms.p[0].evidence, rows[i][2]);
	}
}

static void a_date_is_replayed(void **state)
{
	struct asked asked = asked_create(*state);
	struct outcome outcome = outcome_of(&asked, "stock", "until(due) < 2 d");
	assert_true(outcome.first_true == golden_day("2026-11-09") + 1);
	outcome = outcome_of(&asked, "stock", "past(due) >= 1 d");
	assert_true(outcome.first_true == golden_day("2026-11-12"));
	outcome = outcome_of(&asked, "stock", "until(due) <= 1mo");
	assert_true(outcome.first_true == golden_day("2026-10-11"));
}

static struct str problems_of(struct asked *asked, const char *text)
{
	struct problems problems;
	problems_init(&problems, asked->golden->arena);
	const struct condition *condition = condition_parse(asked->golden->arena, str_of(text),
			(struct place){ .path = STR("k"), .line = 1, .column = 1 }, &asked->names,
			&problems);
	assert_true((condition == NULL) == (problems.errors > 0));
	return problem_text(asked->golden->arena, &problems);
}

static void what_a_kind_does_not_have_is_an_error(void **state)
{
	static const char *const rows[][2] = {

#define ASK(id, text, truth, value)
#define FAULT(text, problems) { text, problems },
#include "unit/conditions/fields.def"
#undef ASK
#undef FAULT
	};
	struct asked asked = asked_create(*state);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_str(problems_of(&asked, rows[i][0]), rows[i][1]);
	}
	asked.names.kind = NULL;
	assert_str(problems_of(&asked, "field(timeout) > 1 s"),
			"k:1:1+14: 'field(\342\200\246)' asks a record of a register, and stands in "
			"none | ask register(KIND, \342\200\246) about the records of a kind\n");
}

static void what_is_understood_reads_back(void **state)
{
	static const char *const rows[] = {
		"(field(timeout) * (field(retries) + 1)) <= 900 ms",
		"not field(state) is published",
		"has(levels.owner)",
		"field(levels.owner) is \"team pay\" or field(next) is stock",
		"(until(due) < 1mo) or (past(due) >= 3 d)",
		"(sum(next.timeout) + least(next.timeout)) > most(next.own_time)",
		"count(next) > 1",
	};

	struct asked asked = asked_create(*state);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct problems problems;
		struct buf out = { 0 };
		problems_init(&problems, *state);
		const struct condition *condition = condition_parse(*state, str_of(rows[i]),
				(struct place){ 0 }, &asked.names, &problems);
		assert_non_null(condition);
		condition_write(condition, &out);
		assert_str(buf_str(&out), rows[i]);
		buf_finish(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_record_is_asked_about_itself),
		claim(what_is_missing_is_named),
		claim(a_date_is_replayed),
		claim(what_a_kind_does_not_have_is_an_error),
		claim(what_is_understood_reads_back),
	};
	return claims_run("conditions/field", tests);
}
