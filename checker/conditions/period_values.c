/* SPDX-License-Identifier: MIT */
#include "conditions/period_values.h"

#include "base/arena.h"
#include "conditions/evidence.h"
#include "conditions/leaf.h"

/* More of them tell a reader nothing. */
#define SHOWN_MAX 24

/* What the line comes to over all of [begin, end). */
static struct kleene over_all(const struct steps *line, moment begin, moment end)
{
	struct kleene all = KLEENE_TRUE;
	for (size_t i = steps_find(line, begin); i < line->len && line->p[i].from < end; i++) {
		struct kleene here = { line->p[i].truth, line->p[i].reason };
		/* The last gap counts. */
		all = here.truth == TRUTH_UNKNOWN && all.truth != TRUTH_FALSE
				      ? here
				      : kleene_and(all, here);
	}
	return all;
}

/* A metric that is taken together over each period. */
static bool is_of_periods(const struct evaluation *evaluation, uint32_t number)
{
	const struct term *term = &evaluation->condition->terms[number];
	return term->kind == TERM_METRIC && !term->has_window && !evaluation->is_of_clear[number];
}

/* Adds what one metric comes to in the period; false if it has no samples to ask. */
static void metric_read(struct evaluation *evaluation, uint32_t number, moment begin, moment end,
		struct buf *value, struct buf *coverage)
{
	const struct term *term = &evaluation->condition->terms[number];
	struct cursor cursor;
	metric_cursor(evaluation, evaluation->condition, number, &cursor);
	if (cursor.kind != CURSOR_PERIODS) {
		return;
	}
	const struct samples *samples = &cursor.window.samples;
	window_skip(&cursor.window, samples_after(samples, begin - 1));
	while (cursor.window.head < samples->len && samples_at(samples, cursor.window.head) < end) {
		window_add(&cursor.window);
	}
	struct span span = window_value(&cursor.window, begin - 1, end - 1, &cursor.demand);
	struct unit unit = metric_unit(term->metric, term->aggregate);
	struct conversion conversion = conversion_between(&unit, &term->unit);
	if (value->len > 0) {
		buf_add_cstr(value, ", ");
	}
	span_write(conversion_apply(&conversion, span), &term->unit, value);
	if (coverage->len == 0) {
		coverage_write(window_coverage(&cursor.window, begin - 1, end - 1), coverage);
	}
}

static struct period_value period_read(
		struct evaluation *evaluation, const struct steps *bare, moment begin, moment end)
{
	struct kleene all = over_all(bare, begin, end);
	struct period_value period = { .truth = all.truth, .reason = all.reason };
	struct buf name;
	struct buf value;
	struct buf coverage;
	buf_init(&name);
	buf_init(&value);
	buf_init(&coverage);
	period_name(begin, evaluation->condition->period, &name);
	for (uint32_t t = 0; t < evaluation->condition->term_count; t++) {
		if (is_of_periods(evaluation, t)) {
			metric_read(evaluation, t, begin, end, &value, &coverage);
		}
	}
	period.name = str_dup(evaluation->arena, buf_str(&name));
	period.value = str_dup(evaluation->arena, buf_str(&value));
	period.coverage = str_dup(evaluation->arena, buf_str(&coverage));
	buf_finish(&name);
	buf_finish(&value);
	buf_finish(&coverage);
	return period;
}

void period_values_read(
		struct outcome *outcome, struct evaluation *evaluation, const struct course *course)
{
	const struct condition *condition = evaluation->condition;
	if (!condition->has_for || !condition->is_periodic) {
		return;
	}
	uint32_t count = condition->period_count < SHOWN_MAX ? condition->period_count : SHOWN_MAX;
	size_t seen = evaluation->seen.len;
	moment ends[SHOWN_MAX + 1];
	ends[count] = period_begin(evaluation->world->as_of, condition->period);
	for (uint32_t i = count; i-- > 0;) {
		ends[i] = period_begin(ends[i + 1] - 1, condition->period);
	}
	for (uint32_t i = 0; i < count; i++) {
		*vec_add(&outcome->periods, evaluation->arena) =
				period_read(evaluation, &course->bare, ends[i], ends[i + 1]);
	}
	/* What was looked at twice was seen once. */
	evaluation->seen.len = seen;
}
