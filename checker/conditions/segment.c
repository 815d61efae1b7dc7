/* SPDX-License-Identifier: MIT */
#include "conditions/segment.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/problem.h"
#include "conditions/condition.h"
#include "conditions/derived.h"

/* A derived metric that is told by segment. */
struct derived_family {
	struct str name;
	/* NULL if it cannot be read. */
	const struct condition *quantity;
	/* The round in which its segments were made; 0 = not yet. */
	uint32_t round;
};

struct segmenting {
	struct metrics *metrics;
	struct arena *arena;
	struct problems *problems;
	VEC(struct derived_family) families;
	/* From their names to their numbers. */
	struct map *by_name;
	uint32_t round;
	/* The segments made in this round, and in all. */
	VEC(struct metric) made;
	size_t count;
};

static bool is_told_by_same(const struct metric *a, const struct metric *b)
{
	bool is_same = a->by_count == b->by_count;
	for (size_t i = 0; is_same && i < a->by_count; i++) {
		is_same = str_eq(a->by[i], b->by[i]);
	}
	return is_same;
}

static bool is_segmented(const struct metrics *metrics, const struct term *term)
{
	const struct metric *metric =
			term->kind == TERM_METRIC ? metric_find(metrics, term->name) : NULL;
	return metric && metric->by_count > 0;
}

/* The quantity by its words alone; what is wrong with it is said elsewhere. */
static const struct condition *words_read(struct arena *arena, const struct metric *metric)
{
	static const struct condition_names no_names = { 0 };
	struct problems unseen;
	problems_init(&unseen, arena);
	return condition_parse_quantity(
			arena, metric->derived, metric->derived_place, &no_names, &unseen);
}

/* Whether all operands can be told apart by now, or need not be. */
static bool is_ready(const struct segmenting *segmenting, const struct condition *quantity)
{
	for (uint32_t t = 0; t < quantity->term_count; t++) {
		const struct term *term = &quantity->terms[t];
		const struct map_entry *entry =
				term->kind == TERM_METRIC
						? map_find(segmenting->by_name, term->name)
						: NULL;
		uint32_t made_in = entry ? segmenting->families.p[entry->num].round : 0;
		if (entry && (made_in == 0 || made_in == segmenting->round)) {
			return false;
		}
	}
	return true;
}

static bool operands_check(const struct segmenting *segmenting, const struct metric *metric,
		const struct condition *quantity)
{
	size_t count = 0;
	for (uint32_t t = 0; t < quantity->term_count; t++) {
		const struct term *term = &quantity->terms[t];
		if (!is_segmented(segmenting->metrics, term)) {
			continue;
		}
		count++;
		if (!is_told_by_same(metric, metric_find(segmenting->metrics, term->name))) {
			return problem_add(segmenting->problems, metric->by_place,
					STR("declare both by the same labels, in the same order"),
					"'" STR_FMT "' is made of '" STR_FMT
					"', which is told by other labels",
					STR_ARG(metric->name), STR_ARG(term->name));
		}
	}
	return count > 0
	       || problem_add(segmenting->problems, metric->by_place,
			       STR("declare one of them `by` these labels, or leave `by` out here"),
			       "nothing that '" STR_FMT "' is made of is told by segment",
			       STR_ARG(metric->name));
}

/* Whether all operands that are told by segment have this one. */
static bool has_segment(const struct segmenting *segmenting, const struct condition *quantity,
		struct str segment)
{
	struct buf name = { 0 };
	bool has_all = true;
	for (uint32_t t = 0; t < quantity->term_count && has_all; t++) {
		const struct term *term = &quantity->terms[t];
		if (is_segmented(segmenting->metrics, term)) {
			buf_clear(&name);
			buf_fmt(&name, STR_FMT "." STR_FMT, STR_ARG(term->name), STR_ARG(segment));
			const struct metric *part =
					metric_find(segmenting->metrics, buf_str(&name));
			has_all = part && part->family.len;
		}
	}
	buf_finish(&name);
	return has_all;
}

/* The quantity with the segments in the place of what they are segments of. */
static struct str segment_text(const struct segmenting *segmenting,
		const struct condition *quantity, struct str segment)
{
	struct arena *arena = segmenting->arena;
	struct condition of_segment = *quantity;
	struct buf out = { 0 };
	of_segment.terms = arena_copy(
			arena, quantity->terms, quantity->term_count * sizeof(*quantity->terms));
	for (uint32_t t = 0; t < quantity->term_count; t++) {
		struct term *term = &of_segment.terms[t];
		if (is_segmented(segmenting->metrics, term)) {
			term->name = str_fmt(arena, STR_FMT "." STR_FMT, STR_ARG(term->name),
					STR_ARG(segment));
		}
	}
	condition_write(&of_segment, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static void segment_make(struct segmenting *segmenting, const struct metric *metric,
		const struct condition *quantity, struct str segment)
{
	struct metric *made = vec_add(&segmenting->made, segmenting->arena);
	*made = *metric;
	made->name = str_fmt(segmenting->arena, STR_FMT "." STR_FMT, STR_ARG(metric->name),
			STR_ARG(segment));
	made->by_count = 0;
	made->family = metric->name;
	made->segment = segment;
	made->derived = segment_text(segmenting, quantity, segment);
	if (metric_find(segmenting->metrics, made->name)) {
		segmenting->made.len--;
		problem_add(segmenting->problems, metric->by_place,
				STR("call one of them otherwise"),
				"'" STR_FMT "' is a metric already and a segment of '" STR_FMT "'",
				STR_ARG(made->name), STR_ARG(metric->name));
	}
	segmenting->count++;
}

/* For each segment of the first operand that has any. */
static void segments_make(struct segmenting *segmenting, const struct metric *metric,
		const struct condition *quantity)
{
	const struct metrics *metrics = segmenting->metrics;
	const struct metric *first = NULL;
	for (uint32_t t = 0; t < quantity->term_count && !first; t++) {
		if (is_segmented(metrics, &quantity->terms[t])) {
			first = metric_find(metrics, quantity->terms[t].name);
		}
	}
	for (size_t i = (size_t)(first - metrics->list); i < metrics->len; i++) {
		const struct metric *part = &metrics->list[i];
		if (!str_starts(part->name, first->name)) {
			break;
		}
		if (str_eq(part->family, first->name)
				&& has_segment(segmenting, quantity, part->segment)) {
			segment_make(segmenting, metric, quantity, part->segment);
		}
	}
}

static void made_join(struct segmenting *segmenting)
{
	struct metrics *metrics = segmenting->metrics;
	size_t more = segmenting->made.len;
	if (more == 0) {
		return;
	}
	struct metric *list =
			arena_new_array(segmenting->arena, struct metric, metrics->len + more);
	memcpy(list, metrics->list, metrics->len * sizeof(*list));
	memcpy(list + metrics->len, segmenting->made.p, more * sizeof(*list));
	metrics->list = list;
	metrics->len += more;
	segmenting->made.len = 0;
	metrics_sort(metrics);
}

/* The metrics that are made of what the rounds before have told; false if there are none. */
static bool round_run(struct segmenting *segmenting)
{
	bool is_any = false;
	segmenting->round++;
	vec_each (struct derived_family, family, &segmenting->families) {
		if (!family->quantity || family->round || !is_ready(segmenting, family->quantity)) {
			continue;
		}
		const struct metric *metric = metric_find(segmenting->metrics, family->name);
		family->round = segmenting->round;
		is_any = true;
		if (operands_check(segmenting, metric, family->quantity)) {
			segments_make(segmenting, metric, family->quantity);
		}
		if (segmenting->count > SEGMENTS_DERIVED_MOST) {
			return problem_add(segmenting->problems, metric->by_place,
					STR("derive fewer metrics by segment, or take labels with "
					    "fewer values"),
					"derived metrics have more than %d segments together",
					SEGMENTS_DERIVED_MOST);
		}
	}
	made_join(segmenting);
	return is_any;
}

void segments_derive(struct metrics *metrics, struct arena *arena, struct problems *problems)
{
	struct segmenting segmenting = {
		.metrics = metrics,
		.arena = arena,
		.problems = problems,
		.by_name = map_create(arena),
	};
	for (size_t i = 0; i < metrics->len; i++) {
		const struct metric *metric = &metrics->list[i];
		if (metric->derived.len && metric->by_count) {
			map_put(segmenting.by_name, metric->name, NULL)->num =
					segmenting.families.len;
			*vec_add(&segmenting.families, arena) = (struct derived_family){
				.name = metric->name,
				.quantity = words_read(arena, metric),
			};
		}
	}
	/* Circles stay where they are: who derives them reports them. */
	while (segmenting.round <= DERIVED_DEPTH_MAX && round_run(&segmenting)) {
	}
}
