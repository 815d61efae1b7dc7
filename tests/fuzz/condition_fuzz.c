/* SPDX-License-Identifier: MIT */
/* A condition: what is understood of it reads back as the same, with the same needs. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "base/problem.h"
#include "conditions/condition.h"
#include "unit/conditions/kept.h"

static const struct condition *read(struct arena *arena, struct str text, bool is_quantity,
		const struct condition_names *names)
{
	struct place place = { .path = STR("a.md"), .line = 7, .column = 3 };
	struct problems problems;
	problems_init(&problems, arena);
	const struct condition *condition =
			is_quantity ? condition_parse_quantity(arena, text, place, names, &problems)
				    : condition_parse(arena, text, place, names, &problems);
	fuzz_must((condition == NULL) == (problems.errors > 0));
	vec_each (const struct problem, problem, &problems.list) {
		fuzz_must(problem->text.len > 0);
		fuzz_must(problem->place.line >= 7 && problem->place.column > 0);
		fuzz_must(problem->place.width <= text.len);
	}
	return condition;
}

static void check_order(const struct condition *condition)
{
	fuzz_must(condition->term_count <= CONDITION_TERMS_MAX);
	fuzz_must(condition->root < condition->term_count);
	for (uint32_t i = 0; i < condition->term_count; i++) {
		const struct term *term = &condition->terms[i];
		for (uint32_t j = 0; j < term->operand_count; j++) {
			fuzz_must(term->operands[j] < i);
		}
		fuzz_must(term->kind != TERM_BASELINE || term->stands_for < condition->term_count);
		fuzz_must(term->kind != TERM_FACT || term->fact);
	}
}

static void check_both_ways(struct arena *arena, struct str text, bool is_quantity,
		const struct condition_names *names)
{
	struct buf first = { 0 };
	struct buf second = { 0 };
	const struct condition *condition = read(arena, text, is_quantity, names);
	if (condition) {
		check_order(condition);
		condition_write(condition, &first);
	}
	/* What is named and bracketed may be longer than anybody may write. */
	if (condition && first.len <= CONDITION_BYTES_MAX) {
		const struct condition *again = read(arena, buf_str(&first), is_quantity, names);
		fuzz_must(again != NULL);
		fuzz_must(again->term_count == condition->term_count);
		fuzz_must(condition_needs(again) == condition_needs(condition));
		condition_write(again, &second);
		fuzz_must(str_eq(buf_str(&first), buf_str(&second)));
	}
	buf_finish(&first);
	buf_finish(&second);
}

/* In a kind of records; and what is right for one repository is right for all of them. */
static void check_of_records(struct arena *arena, struct str text)
{
	const struct metrics none = { 0 };
	struct condition_names names = { .metrics = &none, .registers = kept_create(arena) };
	names.kind = register_kind_find(names.registers, STR("policy"));
	check_both_ways(arena, text, false, &names);
	check_both_ways(arena, text, true, &names);
	bool is_right = read(arena, text, false, &names) != NULL;
	names.is_general = true;
	fuzz_must(!is_right || read(arena, text, false, &names) != NULL);
	check_both_ways(arena, text, false, &names);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct arena *arena = arena_create();
	struct metric metrics[] = {
		{ .name = STR("a"), .type = MEASURE_COUNTER, .unit = unit_bare },
		{ .name = STR("b"), .type = MEASURE_HISTOGRAM, .unit = unit_second },
	};
	const struct metrics known = { metrics, COUNT_OF(metrics) };
	const struct condition_names names = { .metrics = &known };
	check_both_ways(arena, text, false, NULL);
	check_both_ways(arena, text, true, NULL);
	if (read(arena, text, false, &names)) {
		/* What is right although the names are known is right without them. */
		fuzz_must(read(arena, text, false, NULL) != NULL);
	}
	check_of_records(arena, text);
	(void)condition_is_meant(text);
	struct str padded =
			str_fmt(arena, " \n%.*s\t", (int)text.len, size ? (const char *)data : "");
	if (!memchr(text.p ? text.p : "", '\0', text.len)) {
		fuzz_must(hash_eq(condition_hash(text), condition_hash(padded)));
	}
	arena_destroy(arena);
	return 0;
}
