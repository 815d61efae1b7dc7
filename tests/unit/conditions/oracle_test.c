/* SPDX-License-Identifier: MIT */
/*
 * Random conditions against an oracle that looks at every millisecond.
 */
#include "unit/unit.h"

#include "unit/conditions/oracle.h"

#define CASES 10000

struct dice {
	uint64_t state;
};

/* Below `sides`. */
static uint32_t roll(struct dice *dice, uint32_t sides)
{
	dice->state = dice->state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (uint32_t)(dice->state >> 33) % sides;
}

static bool chance(struct dice *dice, uint32_t percent)
{
	return roll(dice, 100) < percent;
}

/* Small whole numbers, now and then none or an infinite one. */
static double random_value(struct dice *dice)
{
	if (chance(dice, 12)) {
		return NAN;
	}
	return (double)roll(dice, 9) - 2;
}

static struct metric *random_metric(struct arena *arena, struct dice *dice)
{
	size_t count = 1 + roll(dice, 20);
	struct sample *samples = arena_new_array(arena, struct sample, count);
	moment at = roll(dice, 20);
	for (size_t i = 0; i < count; i++) {
		samples[i] = (struct sample){ at, random_value(dice) };
		if (at > ORACLE_HIGH) {
			count = i;
		}
		at += 1 + roll(dice, chance(dice, 20) ? 25 : 5);
	}
	struct metric *metric = arena_new(arena, struct metric);
	*metric = built_gauge(samples, count);
	metric->max_age_ms = 1 + roll(dice, 15);
	metric->step_ms = chance(dice, 50) ? 1 + roll(dice, 6) : 0;
	return metric;
}

static const enum aggregate aggregates[] = {
	AGGREGATE_LAST,
	AGGREGATE_MIN,
	AGGREGATE_MAX,
	AGGREGATE_COUNT,
	AGGREGATE_PERCENTILE,
};

static uint32_t random_quantity(struct built *built, struct dice *dice)
{
	const struct metric *metric = random_metric(built->arena, dice);
	int64_t window = chance(dice, 70) ? 1 + roll(dice, 30) : 0;
	uint32_t quantity = built_metric(
			built, metric, aggregates[roll(dice, COUNT_OF(aggregates))], window);
	built->condition.terms[quantity].percentile = roll(dice, 5) * 25;
	if (chance(dice, 10)) {
		quantity = built_join(built, TERM_NEGATE, &quantity, 1);
	}
	return quantity;
}

static uint32_t random_atom(struct built *built, struct dice *dice)
{
	if (chance(dice, 15)) {
		moment first = roll(dice, 60);
		return built_term(built, (struct term){ .kind = TERM_DATE,
							 .first = first,
							 .last = first + 1 + roll(dice, 60) });
	}
	uint32_t left = random_quantity(built, dice);
	if (chance(dice, 20)) {
		uint32_t other = random_quantity(built, dice);
		left = built_pair(built, chance(dice, 50) ? TERM_ADD : TERM_SUBTRACT, left, other);
	}
	uint32_t right = built_number(built, (double)roll(dice, 7) - 1);
	return built_compare(built, left, (enum comparison)roll(dice, NOT_EQUAL + 1), right);
}

static uint32_t random_expression(struct built *built, struct dice *dice)
{
	uint32_t operands[3];
	uint32_t count = 1 + roll(dice, 3);
	for (uint32_t i = 0; i < count; i++) {
		operands[i] = random_atom(built, dice);
		if (chance(dice, 25)) {
			operands[i] = built_join(built, TERM_NOT, &operands[i], 1);
		}
	}
	if (count == 1) {
		return operands[0];
	}

	enum term_kind kind = (enum term_kind[]){ TERM_AND, TERM_OR, TERM_COUNT }[roll(dice, 3)];

	uint32_t joined = built_join(built, kind, operands, count);
	built->condition.terms[joined].number = 1 + roll(dice, count);
	return joined;
}

static struct built random_condition(struct arena *arena, struct dice *dice)
{
	struct built built = built_create(arena);
	struct condition *condition = &built.condition;
	uint32_t root = random_expression(&built, dice);
	if (chance(dice, 60)) {
		condition->has_for = true;
		condition->for_length.ms = 1 + roll(dice, 40);
	}
	if (chance(dice, 30)) {
		condition->hold.ms = 1 + roll(dice, 25);
	}
	if (chance(dice, 30)) {
		condition->clear = random_atom(&built, dice);
	}
	if (chance(dice, 50)) {
		condition->coverage = roll(dice, 11) / 10.0;
	}
	condition->min_samples = chance(dice, 30) ? roll(dice, 4) : 0;
	condition->root = root;
	return built;
}

/*
 * Before this moment there is nothing at all in what is looked at: with a date
 * or an atom that begins early there always is, so it is found by looking.
 */
static moment first_something(const struct timeline *bare)
{
	for (size_t i = 0; i < bare->len; i++) {
		if (bare->steps[i].truth != TRUTH_UNKNOWN
				|| bare->steps[i].reason != REASON_NO_SERIES) {
			return bare->steps[i].from;
		}
	}
	return MOMENT_NEVER;
}

static enum truth line_at(const struct timeline *line, moment at)
{
	size_t i = 0;
	while (i + 1 < line->len && line->steps[i + 1].from <= at) {
		i++;
	}
	return line->steps[i].truth;
}

static struct timeline sustained_line(struct built *built, const struct world *world)
{
	struct condition plain = built->condition;
	plain.hold.ms = 0;
	plain.clear = NONE;
	return condition_timeline(built->arena, &plain, world, MOMENT_EVER);
}

/* Moments at which the program and the oracle differ. */
static size_t differences(struct built *built, struct oracle *oracle)
{
	struct world world = built_world(ORACLE_HIGH);
	struct timeline sustained = sustained_line(built, &world);
	struct timeline line =
			condition_timeline(built->arena, &built->condition, &world, MOMENT_EVER);
	size_t count = 0;
	oracle_run(oracle, &built->condition, first_something(&sustained));
	for (moment at = ORACLE_LOW; at <= ORACLE_HIGH; at++) {
		count += line_at(&line, at) != oracle_at(oracle->whole, at);
	}
	return count;
}

static void every_millisecond_is_as_the_oracle_says(void **state)
{
	struct arena *arena = *state;
	struct oracle *oracle = arena_new(arena, struct oracle);
	struct dice dice = { 20261121 };
	for (int i = 0; i < CASES; i++) {
		struct arena *own = arena_create();
		struct built built = random_condition(own, &dice);
		size_t wrong = differences(&built, oracle);
		if (wrong > 0) {
			print_error("case %d differs at %zu moments\n", i, wrong);
		}
		assert_int_equal(wrong, 0);
		arena_destroy(own);
	}
}

/* Takes the value away from some samples of every metric. */
static size_t forget_some(struct built *built, struct dice *dice)
{
	size_t forgotten = 0;
	for (uint32_t t = 0; t < built->condition.term_count; t++) {
		struct term *term = &built->condition.terms[t];
		if (term->kind != TERM_METRIC) {
			continue;
		}
		struct metric *metric = arena_copy(built->arena, term->metric, sizeof(*metric));
		struct sample *samples = arena_copy(
				built->arena, metric->samples, metric->len * sizeof(*samples));
		for (size_t i = 0; i < metric->len; i++) {
			if (chance(dice, 20)) {
				samples[i].value = NAN;
				forgotten++;
			}
		}
		metric->samples = samples;
		term->metric = metric;
	}
	return forgotten;
}

static void what_is_forgotten_never_turns_true_into_false_or_back(void **state)
{
	struct dice dice = { 7 };
	size_t made_unknown = 0;
	(void)state;
	for (int i = 0; i < CASES; i++) {
		struct arena *own = arena_create();
		struct world world = built_world(ORACLE_HIGH);
		struct built built = random_condition(own, &dice);
		/* Coverage passes over gaps: it is the one thing that may be wrong about them. */
		built.condition.coverage = 1;
		struct timeline before =
				condition_timeline(own, &built.condition, &world, MOMENT_EVER);
		forget_some(&built, &dice);
		struct timeline after =
				condition_timeline(own, &built.condition, &world, MOMENT_EVER);
		for (moment at = ORACLE_LOW; at <= ORACLE_HIGH; at++) {
			enum truth was = line_at(&before, at);
			enum truth is = line_at(&after, at);
			if (is != was && is != TRUTH_UNKNOWN) {
				print_error("case %d at %lld\n", i, (long long)at);
			}
			assert_true(is == was || is == TRUTH_UNKNOWN);
			made_unknown += is != was;
		}
		arena_destroy(own);
	}
	assert_true(made_unknown > CASES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_millisecond_is_as_the_oracle_says),
		claim(what_is_forgotten_never_turns_true_into_false_or_back),
	};
	return claims_run("conditions/oracle", tests);
}
