/* SPDX-License-Identifier: MIT */
/*
 * Facts about findings: rows that the run has counted.
 */
#include "conditions/fact_functions.h"

#include "facts/selector.h"

/* Whether a row stands in a module that the term selects; without selectors, anywhere. */
static bool is_selected(
		const struct term *term, const struct world *world, const struct count_row *row)
{
	if (!term->selector) {
		return true;
	}
	uint32_t module = world->code && row->module.len > 0
					  ? code_module_find(world->code, row->module)
					  : NONE;
	return module != NONE && selector_has_module(term->selector, module);
}

/* "ADR-7" is "ADR-0007". */
static bool is_same_record(const struct world *world, struct str a, struct str b)
{
	const struct decision *decision = NULL;
	if (world->decisions && a.len && b.len) {
		decision = decision_find(world->decisions, a);
	}
	return str_eq(a, b) || (decision && decision == decision_find(world->decisions, b));
}

/* Whether the row passes one of `rule=ID`, `adr=ID`, `module=NAME`. */
static bool passes(const struct label *label, const struct world *world,
		const struct count_row *row, bool any_module)
{
	if (str_eq(label->name, STR("rule"))) {
		return str_eq(label->value, row->rule);
	}
	if (str_eq(label->name, STR("adr"))) {
		return is_same_record(world, label->value, row->adr);
	}
	return any_module || str_eq(label->value, row->module);
}

static bool passes_all(const struct term *term, const struct world *world,
		const struct count_row *row, bool any_module)
{
	for (size_t i = 0; i < term->label_count; i++) {
		if (!passes(&term->labels[i], world, row, any_module)) {
			return false;
		}
	}
	return true;
}

/* `rule=ID`, `adr=ID`, `module=NAME`, or a module alone. */
static bool is_wanted(
		const struct term *term, const struct world *world, const struct count_row *row)
{
	if (!is_selected(term, world, row)) {
		return false;
	}
	if (!term->selector && term->argument.len > 0 && !str_eq(term->argument, row->module)) {
		return false;
	}
	return passes_all(term, world, row, false);
}

/* A rule that the term counts and that was not judged; NULL if all were. */
static const struct count_row *unjudged_find(const struct term *term, const struct world *world)
{
	for (size_t i = 0; i < world->count_count; i++) {
		const struct count_row *row = &world->counts[i];
		if (str_eq(row->what, STR("not-judged")) && passes_all(term, world, row, true)) {
			return row;
		}
	}
	return NULL;
}

static double rows_sum(const struct term *term, const struct world *world, struct str what)
{
	double sum = 0;
	struct str counted = STR("");
	for (size_t i = 0; i < world->count_count; i++) {
		const struct count_row *row = &world->counts[i];
		bool is_counted = row->id.len > 0 && str_eq(row->id, counted);
		if (!is_counted && str_eq(row->what, what) && is_wanted(term, world, row)) {
			sum += row->count;
			counted = row->id;
		}
	}
	return sum;
}

static void rows_answer(
		const struct fact_question *question, struct str what, struct fact_answer *answer)
{
	if (!question->world->has_counts) {
		answer->reason = REASON_UNREADABLE;
		answer->evidence = STR("the rules were not judged");
		return;
	}
	answer->value = rows_sum(question->term, question->world, what);
	answer->evidence = str_fmt(
			question->arena, "%.0f counted as " STR_FMT, answer->value, STR_ARG(what));
}

void fact_code_violations(const struct fact_question *question, struct fact_answer *answer)
{
	const struct count_row *unjudged = unjudged_find(question->term, question->world);
	if (unjudged) {
		answer->reason = REASON_UNREADABLE;
		answer->evidence = str_fmt(question->arena, "rule " STR_FMT " was not judged",
				STR_ARG(unjudged->rule));
		return;
	}
	rows_answer(question, STR("violations"), answer);
	if (answer->reason == REASON_NONE) {
		double baselined = rows_sum(question->term, question->world, STR("baselined"));
		answer->evidence = str_fmt(question->arena, "%.0f new, %.0f in the baseline",
				answer->value, baselined);
		answer->value += baselined;
	}
}

void fact_code_exceptions(const struct fact_question *question, struct fact_answer *answer)
{
	rows_answer(question, STR("exceptions"), answer);
}

void fact_exceptions_count(const struct fact_question *question, struct fact_answer *answer)
{
	rows_answer(question, STR("exceptions"), answer);
}

void fact_exceptions_expired(const struct fact_question *question, struct fact_answer *answer)
{
	rows_answer(question, STR("exceptions-expired"), answer);
}
