/* SPDX-License-Identifier: MIT */
/*
 * Conditions and worlds put together by hand, term by term.
 */
#ifndef LINTEL_UNIT_CONDITIONS_BUILT_H
#define LINTEL_UNIT_CONDITIONS_BUILT_H

#include "base/arena.h"
#include "conditions/evaluate.h"
#include "conditions/fact.h"

#define BUILT_TERMS 64
#define BUILT_HOUR ((moment)3600 * 1000)

struct built {
	struct arena *arena;
	struct condition condition;
};

static inline struct built built_create(struct arena *arena)
{
	struct built built = { .arena = arena };
	built.condition.terms = arena_new_array(arena, struct term, BUILT_TERMS);
	built.condition.clear = NONE;
	built.condition.coverage = -1;
	return built;
}

/* The number of a new term; the last one is the root. */
static inline uint32_t built_term(struct built *built, struct term term)
{
	uint32_t number = built->condition.term_count++;
	term.unit.scale = term.unit.scale > 0 ? term.unit.scale : 1;
	built->condition.terms[number] = term;
	built->condition.root = number;
	return number;
}

static inline uint32_t built_join(
		struct built *built, enum term_kind kind, const uint32_t *operands, uint32_t count)
{
	struct term term = { .kind = kind, .text = STR("join"), .operand_count = count };
	term.operands = arena_copy(built->arena, operands, count * sizeof(*operands));
	return built_term(built, term);
}

static inline uint32_t built_pair(
		struct built *built, enum term_kind kind, uint32_t left, uint32_t right)
{
	uint32_t operands[2] = { left, right };
	return built_join(built, kind, operands, 2);
}

static inline uint32_t built_number(struct built *built, double value)
{
	return built_term(built, (struct term){ .kind = TERM_NUMBER,
						 .text = STR("number"),
						 .value = value });
}

/* A window of 0 is none. */
static inline uint32_t built_metric(struct built *built, const struct metric *metric,
		enum aggregate aggregate, int64_t window_ms)
{
	return built_term(built, (struct term){
						 .kind = TERM_METRIC,
						 .text = STR("metric"),
						 .name = metric->name,
						 .metric = metric,
						 .aggregate = aggregate,
						 .percentile = 95,
						 .has_window = window_ms > 0,
						 .window = { .ms = window_ms },
				 });
}

static inline uint32_t built_compare(
		struct built *built, uint32_t left, enum comparison comparison, uint32_t right)
{
	uint32_t number = built_pair(built, TERM_COMPARE, left, right);
	built->condition.terms[number].comparison = comparison;
	built->condition.terms[number].text = STR("atom");
	return number;
}

/* A gauge that counts for an hour, if nobody says otherwise. */
static inline struct metric built_gauge(const struct sample *samples, size_t len)
{
	return (struct metric){
		.name = STR_INIT("m"),
		.type = MEASURE_GAUGE,
		.unit = { .scale = 1 },
		.samples = samples,
		.len = len,
		.max_age_ms = BUILT_HOUR,
	};
}

static inline struct world built_world(moment as_of)
{
	return (struct world){
		.as_of = as_of,
		.subject = { .proposed = MOMENT_EVER,
				.accepted = MOMENT_EVER,
				.reviewed = MOMENT_EVER },
	};
}

static inline struct outcome built_outcome(
		struct built *built, const struct world *world, moment from)
{
	struct outcome outcome;
	condition_evaluate(&outcome, built->arena, &built->condition, world, from);
	return outcome;
}

#endif
