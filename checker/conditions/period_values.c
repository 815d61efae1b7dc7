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

/* A metric that is taken together over each period; its window goes from one to the next. */
struct period_metric {
	const struct term *term;
	struct cursor cursor;
	struct conversion conversion;
};

struct period_metrics {
	struct period_metric *list;
	size_t len;
};

static bool is_of_periods(const struct evaluation *evaluation, uint32_t number)
{
	const struct term *term = &evaluation->condition->terms[number];
	return term->kind == TERM_METRIC && !term->has_window && !evaluation->is_of_clear[number];
}

static struct period_metrics metrics_gather(struct evaluation *evaluation)
{
	const struct condition *condition = evaluation->condition;
	struct period_metrics metrics = { 0 };
	metrics.list = arena_new_array(
			evaluation->scratch, struct period_metric, condition->term_count);
	for (uint32_t t = 0; t < condition->term_count; t++) {
		struct period_metric *metric = &metrics.list[metrics.len];
		if (!is_of_periods(evaluation, t)) {
			continue;
		}
		metric->term = &condition->terms[t];
		metric_cursor(evaluation, condition, t, &metric->cursor);
		if (metric->cursor.kind == CURSOR_PERIODS) {
			struct unit unit =
					metric_unit(metric->term->metric, metric->term->aggregate);
			metric->conversion = conversion_between(&unit, &metric->term->unit);
			metrics.len++;
		}
	}
	return metrics;
}

/* Adds what the metric comes to in [begin, end); of several, the first one's coverage. */
static void metric_read(struct period_metric *metric, moment begin, moment end, struct buf *value,
		struct buf *coverage)
{
	struct window *window = &metric->cursor.window;
	const struct samples *samples = &window->samples;
	window_skip(window, samples_after(samples, begin - 1));
	while (window->head < samples->len && samples_at(samples, window->head) < end) {
		window_add(window);
	}
	struct span span = window_value(window, begin - 1, end - 1, &metric->cursor.demand);
	if (value->len > 0) {
		buf_add_cstr(value, ", ");
	}
	span_write(conversion_apply(&metric->conversion, span), &metric->term->unit, value);
	if (coverage->len == 0) {
		coverage_write(window_coverage(window, begin - 1, end - 1), coverage);
	}
}

static struct period_value period_read(struct evaluation *evaluation, const struct steps *bare,
		const struct period_metrics *metrics, moment begin, moment end)
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
	for (size_t i = 0; i < metrics->len; i++) {
		metric_read(&metrics->list[i], begin, end, &value, &coverage);
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
	struct period_metrics metrics = metrics_gather(evaluation);
	moment ends[SHOWN_MAX + 1];
	ends[count] = period_begin(evaluation->world->as_of, condition->period);
	for (uint32_t i = count; i-- > 0;) {
		ends[i] = period_begin(ends[i + 1] - 1, condition->period);
	}
	for (uint32_t i = 0; i < count; i++) {
		*vec_add(&outcome->periods, evaluation->arena) = period_read(
				evaluation, &course->bare, &metrics, ends[i], ends[i + 1]);
	}
	/* What was looked at twice was seen once. */
	evaluation->seen.len = seen;
}
