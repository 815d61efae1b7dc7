/* SPDX-License-Identifier: MIT */
#include "conditions/derive.h"

#include "base/arena.h"
#include "base/problem.h"
#include "conditions/condition.h"
#include "conditions/derived.h"
#include "conditions/segment.h"

enum mark {
	MARK_NEW,
	/* Under way: whoever meets it again goes round in a circle. */
	MARK_OPEN,
	MARK_DONE,
};

struct derive {
	struct metrics *metrics;
	struct arena *arena;
	struct problems *problems;
	/* Of each metric. */
	enum mark *marks;
	/* What each is made of, by its words alone; NULL if it is not derived or not sound. */
	const struct condition **read;
	/* How many lie below one another, itself included. */
	uint32_t *depths;
	size_t errors;
	/* The way down to the metric at hand, and how far each has come. */
	uint32_t *way;
	uint32_t *next_term;
	uint32_t way_len;
};

static bool is_made_of_metrics(struct derive *derive, const struct condition *quantity)
{
	bool is_good = true;
	for (uint32_t t = 0; t < quantity->term_count; t++) {
		const struct term *term = &quantity->terms[t];
		if (term->kind == TERM_FACT || term->kind == TERM_AGE) {
			is_good = problem_add(derive->problems, term->place,
					STR("ask for it in the condition"),
					"a derived metric is made of metrics, which '" STR_FMT
					"' is not",
					STR_ARG(term->text));
		}
	}
	return is_good;
}

/* Without names nothing but its words is looked at: units come when all is in order. */
static void words_read(struct derive *derive, uint32_t number)
{
	static const struct condition_names no_names = { 0 };
	const struct metric *metric = &derive->metrics->list[number];
	if (metric->derived.len == 0) {
		derive->marks[number] = MARK_DONE;
		return;
	}
	const struct condition *quantity = condition_parse_quantity(derive->arena, metric->derived,
			metric->derived_place, &no_names, derive->problems);
	if (quantity && is_made_of_metrics(derive, quantity)) {
		derive->read[number] = quantity;
	} else {
		derive->marks[number] = MARK_DONE;
	}
}

static void circle_report(struct derive *derive, uint32_t number)
{
	struct buf circle = { 0 };
	uint32_t first = derive->way_len;
	while (first > 0 && derive->way[first - 1] != number) {
		first--;
	}
	for (uint32_t i = first > 0 ? first - 1 : 0; i < derive->way_len; i++) {
		buf_fmt(&circle, STR_FMT ", ", STR_ARG(derive->metrics->list[derive->way[i]].name));
	}
	const struct metric *metric = &derive->metrics->list[number];
	problem_add(derive->problems, metric->derived_place,
			STR("derive it from metrics that are measured"),
			"'" STR_FMT "' is derived from itself: " STR_FMT STR_FMT,
			STR_ARG(metric->name), STR_ARG(buf_str(&circle)), STR_ARG(metric->name));
	buf_finish(&circle);
}

static bool has_unit(const struct unit *unit)
{
	return unit->base_count > 0 || unit->is_ratio || unit->text.len > 0;
}

/* All that it is made of has its unit now. */
static void unit_settle(struct derive *derive, uint32_t number)
{
	struct metric *metric = &derive->metrics->list[number];
	const struct condition_names names = { .metrics = derive->metrics };
	if (derive->problems->errors != derive->errors) {
		return;
	}
	const struct condition *quantity = condition_parse_quantity(derive->arena, metric->derived,
			metric->derived_place, &names, derive->problems);
	if (!quantity) {
		return;
	}
	const struct unit *unit = &quantity->terms[quantity->root].unit;
	if (!has_unit(&metric->unit)) {
		metric->unit = *unit;
	} else if (!unit_converts(unit, &metric->unit)) {
		struct buf made = { 0 };
		unit_describe(unit, &made);
		problem_add(derive->problems, metric->place,
				STR("correct its unit, or leave it out"),
				"'" STR_FMT "' comes to " STR_FMT ", which is not in " STR_FMT,
				STR_ARG(metric->name), STR_ARG(buf_str(&made)),
				STR_ARG(metric->unit.text));
		buf_finish(&made);
	}
}

/*
 * It has samples when its parts have: it is as old as they are, so it is no
 * evidence once one of them is none, and due as rarely as the rarest of them.
 */
static void ages_settle(struct derive *derive, uint32_t number)
{
	struct metric *metric = &derive->metrics->list[number];
	const struct condition *quantity = derive->read[number];
	for (uint32_t t = 0; quantity && t < quantity->term_count; t++) {
		const struct term *term = &quantity->terms[t];
		const struct metric *part =
				term->kind == TERM_METRIC ? metric_find(derive->metrics, term->name)
							  : NULL;
		if (!part) {
			continue;
		}
		bool is_younger = part->max_age_ms > 0
				  && (metric->max_age_ms == 0
						  || part->max_age_ms < metric->max_age_ms);
		metric->max_age_ms = is_younger ? part->max_age_ms : metric->max_age_ms;
		metric->step_ms = part->step_ms > metric->step_ms ? part->step_ms : metric->step_ms;
	}
}

static void way_enter(struct derive *derive, uint32_t number)
{
	derive->marks[number] = MARK_OPEN;
	derive->depths[number] = 1;
	derive->next_term[derive->way_len] = 0;
	derive->way[derive->way_len++] = number;
}

static void way_leave(struct derive *derive)
{
	uint32_t done = derive->way[--derive->way_len];
	const struct metric *metric = &derive->metrics->list[done];
	derive->marks[done] = MARK_DONE;
	if (derive->depths[done] == DERIVED_DEPTH_MAX + 1) {
		problem_add(derive->problems, metric->derived_place,
				STR("derive it from metrics that are measured"),
				"metrics are derived from each other more than %d deep",
				DERIVED_DEPTH_MAX);
	}
	unit_settle(derive, done);
	ages_settle(derive, done);
}

/* The next metric that the last one of the way is made of, or NULL. */
static const struct metric *next_part(struct derive *derive)
{
	const struct condition *quantity = derive->read[derive->way[derive->way_len - 1]];
	uint32_t *next = &derive->next_term[derive->way_len - 1];
	while (*next < quantity->term_count) {
		const struct term *term = &quantity->terms[*next];
		const struct metric *part =
				term->kind == TERM_METRIC ? metric_find(derive->metrics, term->name)
							  : NULL;
		if (!part && term->kind == TERM_METRIC) {
			/* A segment of which nothing is measured has its unit from the whole. */
			part = metric_family(derive->metrics, term->name);
		}
		if (part) {
			return part;
		}
		(*next)++;
	}
	return NULL;
}

/* Depth first with a way of its own, so that parts are settled before what they make up. */
static void settle_from(struct derive *derive, uint32_t number)
{
	way_enter(derive, number);
	while (derive->way_len > 0) {
		uint32_t last = derive->way_len - 1;
		const struct metric *part = next_part(derive);
		if (!part) {
			way_leave(derive);
			continue;
		}
		uint32_t of_part = (uint32_t)(part - derive->metrics->list);
		if (derive->marks[of_part] == MARK_NEW) {
			way_enter(derive, of_part);
			continue;
		}
		if (derive->marks[of_part] == MARK_OPEN) {
			circle_report(derive, of_part);
		} else if (derive->depths[derive->way[last]] <= derive->depths[of_part]) {
			derive->depths[derive->way[last]] = derive->depths[of_part] + 1;
		}
		derive->next_term[last]++;
	}
}

bool metrics_derive(struct metrics *metrics, struct arena *arena, struct problems *problems)
{
	struct arena *scratch = arena_create();
	size_t errors = problems->errors;
	segments_derive(metrics, arena, problems);
	struct derive derive = {
		.metrics = metrics,
		.arena = arena,
		.problems = problems,
		.marks = arena_new_array(scratch, enum mark, metrics->len),
		.read = arena_new_array(scratch, const struct condition *, metrics->len),
		.depths = arena_new_array(scratch, uint32_t, metrics->len),
		.errors = errors,
		.way = arena_new_array(scratch, uint32_t, metrics->len),
		.next_term = arena_new_array(scratch, uint32_t, metrics->len),
	};
	for (uint32_t m = 0; m < metrics->len; m++) {
		words_read(&derive, m);
	}
	for (uint32_t m = 0; m < metrics->len; m++) {
		if (derive.marks[m] == MARK_NEW) {
			settle_from(&derive, m);
		}
	}
	arena_destroy(scratch);
	return problems->errors == errors;
}
