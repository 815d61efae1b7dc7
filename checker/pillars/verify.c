/* SPDX-License-Identifier: MIT */
/*
 * A piece of evidence: its condition, what it comes to, and the score of that.
 */
#include "base/arena.h"
#include "base/problem.h"
#include "conditions/evaluate.h"
#include "conditions/fact.h"
#include "pillars/assessment.h"
#include "pillars/value_text.h"

#include <math.h>

/* ---- understanding ---- */

/* A pillar is not evidence of a pillar: its own score would confirm it. */
static bool own_score_check(const struct condition *condition, struct problems *problems)
{
	for (uint32_t t = 0; t < condition->term_count; t++) {
		const struct term *term = &condition->terms[t];
		if (term->kind == TERM_FACT && str_eq(term->fact->family, STR("pillar"))) {
			return problem_add(problems, term->place,
					STR("name what the pillar itself is measured by"),
					"a pillar cannot be evidence of a pillar");
		}
	}
	return true;
}

static bool evidence_parse(const struct condition **parsed, struct arena *arena, struct str text,
		struct place place, bool is_condition, const struct condition_names *names,
		struct problems *problems)
{
	const struct condition *condition =
			is_condition ? condition_parse(arena, text, place, names, problems)
				     : condition_parse_quantity(
						       arena, text, place, names, problems);

	*parsed = condition;
	if (!condition) {
		return false;
	}
	if (condition->on_missing != MISSING_UNKNOWN) {
		return problem_add(problems, place, STR("take on-missing out"),
				"evidence is not assumed");
	}
	return own_score_check(condition, problems);
}

/* Whether it asks for no metric: then it is what is asked where there is none. */
static bool is_otherwise(const struct condition *condition)
{
	bool has_metric = false;
	for (uint32_t t = 0; t < condition->term_count; t++) {
		has_metric = has_metric || condition->terms[t].kind == TERM_METRIC;
	}
	return !has_metric;
}

static bool is_undeclared(const struct condition *condition)
{
	bool is_missing = false;
	for (uint32_t t = 0; t < condition->term_count; t++) {
		const struct term *term = &condition->terms[t];
		is_missing = is_missing
			     || (term->kind == TERM_METRIC && term->missing != REASON_NONE);
	}
	return is_missing;
}

/* What is asked for a piece of evidence: both texts must be right, whichever counts. */
static bool scoring_parse(const struct condition **parsed, struct arena *arena,
		const struct scoring *scoring, const struct condition_names *names,
		struct problems *problems)
{
	bool is_condition = scoring->method == SCORE_BINARY;
	const struct condition *otherwise;

	if (!evidence_parse(parsed, arena, scoring->of, scoring->place, is_condition, names,
			    problems)) {
		return false;
	}
	if (scoring->otherwise.len == 0) {
		return true;
	}
	if (!evidence_parse(&otherwise, arena, scoring->otherwise, scoring->otherwise_place,
			    is_condition, names, problems)) {
		return false;
	}
	*parsed = is_undeclared(*parsed) ? otherwise : *parsed;
	return true;
}

bool assessment_prepare(struct assessment_conditions *conditions, struct arena *arena,
		const struct pack *pack, const struct condition_names *names,
		struct problems *problems)
{
	struct condition_names general = *names;
	bool is_good = true;

	general.is_general = true;
	conditions->applies = arena_new_array(arena, const struct condition *, pack->item_count);
	conditions->scorings = arena_new_array(arena, const struct condition **, pack->item_count);
	conditions->needs = 0;
	for (size_t i = 0; i < pack->item_count; i++) {
		const struct pack_item *item = &pack->items[i];
		const struct condition **list = arena_new_array(
				arena, const struct condition *, item->scoring_count);
		conditions->scorings[i] = list;
		if (item->applies.len
				&& !evidence_parse(&conditions->applies[i], arena, item->applies,
						item->applies_place, true, &general, problems)) {
			is_good = false;
		}
		for (size_t k = 0; k < item->scoring_count; k++) {
			is_good = scoring_parse(&list[k], arena, &item->scorings[k], &general,
						  problems)
				  && is_good;
			conditions->needs |= list[k] ? condition_needs(list[k]) : 0;
		}
		conditions->needs |= conditions->applies[i]
						     ? condition_needs(conditions->applies[i])
						     : 0;
	}
	return is_good;
}

/* ---- scoring ---- */

static double within_unit(double value)
{
	return value < 0 ? 0 : value > 1 ? 1 : value;
}

/* Between the last point at or below the value and the next one. */
static double points_score(const struct scoring *scoring, double value)
{
	const struct score_point *points = scoring->points;
	size_t next = 0;

	while (next < scoring->point_count && points[next].at <= value) {
		next++;
	}
	if (next == 0) {
		return points[0].score;
	}
	if (next == scoring->point_count || scoring->method == SCORE_BUCKET) {
		return points[next - 1].score;
	}
	const struct score_point *from = &points[next - 1];
	const struct score_point *to = &points[next];
	double part = (value - from->at) / (to->at - from->at);
	return within_unit(from->score + part * (to->score - from->score));
}

double scoring_score(const struct scoring *scoring, double value)
{
	switch (scoring->method) {
	case SCORE_BINARY:
		return value != 0 ? 1 : 0;
	case SCORE_PERCENT:
		return within_unit(value);
	default:
		return points_score(scoring, value);
	}
}

/* A count divided by a count is a share, though it has no unit that says so. */
static bool is_quotient(const struct condition *condition, const struct unit *unit)
{
	return condition->terms[condition->root].kind == TERM_DIVIDE
	       && unit_converts(unit, &unit_bare);
}

/* In the unit that the scoring is written for; false if it is of another kind. */
static bool value_convert(const struct scoring *scoring, const struct condition *condition,
		struct quantity *quantity, double *value)
{
	if (is_quotient(condition, &quantity->unit) && scoring->method == SCORE_PERCENT) {
		quantity->unit = (struct unit){ .is_ratio = true, .scale = 1 };
	}
	*value = quantity->value;
	if (scoring->method == SCORE_BINARY) {
		return true;
	}
	if (scoring->method == SCORE_PERCENT) {
		*value *= quantity->unit.scale;
		return quantity->unit.is_ratio;
	}
	if (!unit_converts(&quantity->unit, &scoring->unit)) {
		return false;
	}
	*value = unit_convert(*value, &quantity->unit, &scoring->unit);
	return true;
}

/* ---- saying ---- */

/* "{value}" in the pack's words, or the text of the condition and what it is. */
static struct str fact_text(struct arena *arena, const struct scoring *scoring, struct str value)
{
	const struct str mark = STR("{value}");
	struct str rest = scoring->fact;
	struct buf out;

	if (!rest.len) {
		return scoring->method == SCORE_BINARY
				       ? str_fmt(arena, STR_FMT ": " STR_FMT,
							 STR_ARG(str_trim(scoring->of)),
							 STR_ARG(value))
				       : str_fmt(arena, STR_FMT " is " STR_FMT,
							 STR_ARG(str_trim(scoring->of)),
							 STR_ARG(value));
	}
	buf_init(&out);
	while (rest.len) {
		if (str_starts(rest, mark)) {
			buf_add(&out, value);
			rest = str_from(rest, mark.len);
		} else {
			buf_add_char(&out, rest.p[0]);
			rest = str_from(rest, 1);
		}
	}
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

/* What was asked: as the pack writes it, as long as it asks only one thing. */
static struct str asked_text(struct arena *arena, const struct scoring *scoring,
		const struct condition *condition)
{
	struct buf out = { 0 };

	if (scoring->otherwise.len == 0) {
		return str_trim(scoring->of);
	}
	condition_write(condition, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static void missing_set(struct verification *verification, struct arena *arena, struct str asked,
		enum reason reason, struct str evidence)
{
	verification->state = MEASUREMENT_MISSING;
	verification->reason = reason;
	verification->evidence = evidence;
	verification->fact = str_fmt(arena, STR_FMT " is unknown (" STR_FMT ")%s" STR_FMT,
			STR_ARG(asked), STR_ARG(str_of(reason_words[reason])),
			evidence.len ? ": " : "", STR_ARG(evidence));
}

void verify(struct verification *verification, struct arena *arena, const struct scoring *scoring,
		const struct condition *condition, const struct world *world)
{
	struct condition_known known;
	double value;

	*verification = (struct verification){ .state = MEASUREMENT_MISSING };
	condition_observe(&known, arena, condition, world);
	if (!known.is_known) {
		missing_set(verification, arena, asked_text(arena, scoring, condition),
				known.reason, known.evidence);
		return;
	}
	if (!value_convert(scoring, condition, &known.value, &value) || isnan(value)) {
		missing_set(verification, arena, asked_text(arena, scoring, condition),
				isnan(value) ? REASON_NAN : REASON_UNIT, known.evidence);
		return;
	}
	verification->state = known.is_stale ? MEASUREMENT_STALE : MEASUREMENT_FRESH;
	verification->reason = known.is_stale ? known.reason : REASON_NONE;
	verification->score = scoring_score(scoring, value);
	verification->evidence = known.evidence;
	verification->value = scoring->method != SCORE_BINARY ? value_text(&known.value, arena)
			      : value != 0                    ? STR("yes")
							      : STR("no");
	verification->fact = fact_text(arena, scoring, verification->value);
	if (scoring->otherwise.len && known.evidence.len && is_otherwise(condition)) {
		/* The pack's words are about `of`: whoever reads them is told what it was instead.
		 */
		verification->fact = str_fmt(arena, STR_FMT " (" STR_FMT ")",
				STR_ARG(verification->fact), STR_ARG(known.evidence));
	}
	if (known.is_stale) {
		verification->fact = str_fmt(arena, STR_FMT " (" STR_FMT ")",
				STR_ARG(verification->fact),
				STR_ARG(str_of(reason_words[known.reason])));
	}
}
