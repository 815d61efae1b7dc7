/* SPDX-License-Identifier: MIT */
/*
 * Years of samples, an hour or more apart: whole periods of the calendar, days
 * that are covered, and that what is found out later about a moment is what was
 * found out then.
 */
#include "unit/unit.h"

#include "unit/conditions/built.h"

#include <math.h>

#define FIRST_YEAR 2023
#define MONTHS 30
#define SAMPLES_MAX 24000
#define CASES 150

struct dice {
	uint64_t state;
};

static uint32_t roll(struct dice *dice, uint32_t sides)
{
	dice->state = dice->state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (uint32_t)(dice->state >> 33) % sides;
}

/* ---- a calendar of its own: month by month from 1970 ---- */

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return days[month] + (month == 1 && is_leap);
}

/* The beginning of a month, counted from January of the first year. */
static moment month_begin(int months)
{
	int days = 0;
	for (int year = 1970; year < FIRST_YEAR; year++) {
		for (int month = 0; month < 12; month++) {
			days += month_days(year, month);
		}
	}
	for (int i = 0; i < months; i++) {
		days += month_days(FIRST_YEAR + i / 12, i % 12);
	}
	return (moment)days * MOMENT_DAY;
}

/* ---- random series ---- */

static struct metric random_metric(struct arena *arena, struct dice *dice)
{
	struct sample *samples = arena_new_array(arena, struct sample, SAMPLES_MAX);
	uint32_t spacing = 1 + roll(dice, 20);
	uint32_t hole = 20 + roll(dice, 300);
	double level = roll(dice, 3);
	size_t len = 0;
	moment at = month_begin((int)roll(dice, 6)) + roll(dice, 900) * BUILT_HOUR;
	moment end = month_begin(MONTHS) - roll(dice, 2000) * BUILT_HOUR;
	for (; at < end && len < SAMPLES_MAX; len++) {
		samples[len] = (struct sample){ at, level + (roll(dice, 40) == 0) };
		if (roll(dice, 200) == 0) {
			samples[len].value = NAN;
		}
		at += (1 + roll(dice, spacing)) * BUILT_HOUR;
		if (roll(dice, hole) == 0) {
			at += roll(dice, 12 * 24) * BUILT_HOUR;
			level = roll(dice, 3);
		}
	}
	struct metric metric = built_gauge(samples, len);
	metric.max_age_ms = (1 + roll(dice, 10)) * 12 * BUILT_HOUR;
	return metric;
}

/* ---- periods ---- */

struct question {
	const struct metric *metric;
	enum aggregate aggregate;
	enum comparison comparison;
	double limit;
	double coverage;
	/* How many months a period has, and how many periods count. */
	int months;
	int count;
};

static double period_extreme(
		const struct question *question, moment begin, moment end, double missing)
{
	double value = NAN;
	double known = 0;
	for (size_t i = 0; i < question->metric->len; i++) {
		struct sample sample = question->metric->samples[i];
		if (sample.at < begin || sample.at >= end) {
			continue;
		}
		known += !isnan(sample.value) || missing > 0;
		sample.value = isnan(sample.value) ? missing : sample.value;
		bool is_better = isnan(value)
				 || (question->aggregate == AGGREGATE_MAX ? sample.value > value
									  : sample.value < value);
		value = is_better ? sample.value : value;
	}
	return question->aggregate == AGGREGATE_COUNT ? known : value;
}

static bool holds(double left, enum comparison comparison, double right)
{
	return comparison == LESS ? left < right : left >= right;
}

static bool is_covered(const struct question *question, moment begin, moment end)
{
	double present = 0;
	for (moment day = begin; day < end; day += MOMENT_DAY) {
		bool is_there = false;
		for (size_t i = 0; i < question->metric->len; i++) {
			const struct sample *sample = &question->metric->samples[i];
			is_there |= sample->at >= day && sample->at < day + MOMENT_DAY
				    && !isnan(sample->value);
		}
		present += is_there;
	}
	double days = (double)((end - begin) / MOMENT_DAY);
	return present > 0 && present >= question->coverage * days - 1e-6;
}

static enum truth period_truth(const struct question *question, int month)
{
	moment begin = month_begin(month);
	moment end = month_begin(month + question->months);
	if (!is_covered(question, begin, end)) {
		return TRUTH_UNKNOWN;
	}
	bool low = holds(period_extreme(question, begin, end, -INFINITY), question->comparison,
			question->limit);
	bool high = holds(period_extreme(question, begin, end, INFINITY), question->comparison,
			question->limit);
	return low != high ? TRUTH_UNKNOWN : low ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth slow_truth(const struct question *question, const enum truth *periods, moment at)
{
	int running = 0;
	while (month_begin((running + 1) * question->months) <= at) {
		running++;
	}
	enum truth truth = TRUTH_TRUE;
	for (int i = 1; i <= question->count; i++) {
		enum truth one = running - i < 0 ? TRUTH_UNKNOWN : periods[running - i];
		truth = one < truth ? one : truth;
	}
	return truth;
}

static struct built period_condition(struct arena *arena, const struct question *question)
{
	struct built built = built_create(arena);
	uint32_t left = built_metric(&built, question->metric, question->aggregate, 0);
	built_compare(&built, left, question->comparison, built_number(&built, question->limit));
	built.condition.has_for = true;
	built.condition.is_periodic = true;
	built.condition.period = question->months == 1   ? PERIOD_MONTH
				 : question->months == 3 ? PERIOD_QUARTER
							 : PERIOD_YEAR;
	built.condition.period_count = (uint32_t)question->count;
	built.condition.coverage = question->coverage;
	return built;
}

static struct question random_question(const struct metric *metric, struct dice *dice)
{
	static const enum aggregate aggregates[] = { AGGREGATE_MAX, AGGREGATE_MIN,
		AGGREGATE_COUNT };

	static const int months[] = { 1, 1, 3, 12 };
	struct question question = {
		.metric = metric,
		.aggregate = aggregates[roll(dice, 3)],
		.comparison = roll(dice, 2) ? LESS : GREATER_OR_EQUAL,
		.limit = roll(dice, 4),
		.coverage = roll(dice, 11) / 10.0,
		.months = months[roll(dice, COUNT_OF(months))],
		.count = 1 + (int)roll(dice, 3),
	};
	if (question.aggregate == AGGREGATE_COUNT) {
		question.limit = 20 * roll(dice, 20);
	}
	return question;
}

static enum truth line_at(const struct timeline *line, moment at)
{
	size_t i = 0;
	while (i + 1 < line->len && line->steps[i + 1].from <= at) {
		i++;
	}
	return line->steps[i].truth;
}

static void periods_are_whole_and_all_of_them_must_hold(void **state)
{
	struct dice dice = { 1 };
	size_t seen[3] = { 0 };
	(void)state;
	for (int i = 0; i < CASES; i++) {
		struct arena *arena = arena_create();
		struct metric metric = random_metric(arena, &dice);
		struct question question = random_question(&metric, &dice);
		struct built built = period_condition(arena, &question);
		struct world world = built_world(month_begin(MONTHS));
		struct timeline line =
				condition_timeline(arena, &built.condition, &world, MOMENT_EVER);
		enum truth periods[MONTHS + 1];
		for (int p = 0; p * question.months < MONTHS; p++) {
			periods[p] = period_truth(&question, p * question.months);
		}
		for (int p = 1; p * question.months <= MONTHS; p++) {
			for (int offset = -1; offset <= 1; offset++) {
				moment at = month_begin(p * question.months) + offset;
				enum truth slow = slow_truth(&question, periods, at);
				if (at <= world.as_of) {
					assert_int_equal(line_at(&line, at), slow);
					seen[slow]++;
				}
			}
		}
		arena_destroy(arena);
	}
	assert_true(seen[TRUTH_FALSE] > 100 && seen[TRUTH_UNKNOWN] > 100 && seen[TRUTH_TRUE] > 100);
}

/* ---- days that are covered ---- */

/* The last moment that is a whole window before `end`, found by halving. */
static moment begin_of(moment end, struct duration window)
{
	moment low = end - 200 * MOMENT_DAY;
	moment high = end;
	while (low + 1 < high) {
		moment middle = low + (high - low) / 2;
		if (moment_after(middle, window) <= end) {
			low = middle;
		} else {
			high = middle;
		}
	}
	return low;
}

/* Whether the window that ends at the newest sample has enough days with a value. */
static bool is_window_known(const struct metric *metric, struct duration window, moment at)
{
	moment newest = -1;
	for (size_t i = 0; i < metric->len && metric->samples[i].at <= at; i++) {
		newest = metric->samples[i].at;
	}
	if (newest < 0 || at > newest + metric->max_age_ms) {
		return false;
	}
	moment begin = begin_of(newest, window);
	int64_t days = 0;
	int64_t last = -1;
	for (size_t i = 0; i < metric->len && metric->samples[i].at <= newest; i++) {
		int64_t day = metric->samples[i].at / MOMENT_DAY;
		if (metric->samples[i].at > begin && !isnan(metric->samples[i].value)
				&& day != last) {
			last = day;
			days++;
		}
	}
	int64_t expected = (newest - begin) / MOMENT_DAY;
	days = days < expected ? days : expected;
	return days > 0 && (double)days >= 0.9 * (double)expected - 1e-6;
}

static void a_window_is_known_if_its_days_are(void **state)
{
	struct dice dice = { 2 };
	size_t known = 0;
	size_t unknown = 0;
	(void)state;
	for (int i = 0; i < CASES; i++) {
		struct arena *arena = arena_create();
		struct metric metric = random_metric(arena, &dice);
		struct duration window = { .ms = (1 + roll(&dice, 40)) * MOMENT_DAY };
		if (roll(&dice, 3) == 0) {
			window = (struct duration){ .months = 1 + (int32_t)roll(&dice, 4) };
		}
		struct built built = built_create(arena);
		uint32_t left = built_metric(&built, &metric, AGGREGATE_COUNT, 1);
		built.condition.terms[left].window = window;
		built_compare(&built, left, GREATER, built_number(&built, -1));
		built.condition.coverage = 0.9;
		struct world world = built_world(month_begin(MONTHS));
		struct timeline line =
				condition_timeline(arena, &built.condition, &world, MOMENT_EVER);
		for (int k = 0; k < 50; k++) {
			moment at = month_begin(0) + roll(&dice, MONTHS * 730) * BUILT_HOUR;
			bool is_known = is_window_known(&metric, window, at);
			assert_int_equal(line_at(&line, at) != TRUTH_UNKNOWN, is_known);
			known += is_known;
			unknown += !is_known;
		}
		arena_destroy(arena);
	}
	assert_true(known > 500 && unknown > 500);
}

/* ---- replay ---- */

static struct built random_condition(
		struct arena *arena, const struct metric *metrics, struct dice *dice)
{
	static const enum aggregate aggregates[] = { AGGREGATE_MAX, AGGREGATE_MEAN,
		AGGREGATE_PERCENTILE, AGGREGATE_SLOPE, AGGREGATE_LAST };
	struct built built = built_create(arena);
	uint32_t atoms[2];
	bool is_periodic = roll(dice, 3) == 0;
	for (uint32_t i = 0; i < 2; i++) {
		int64_t window = (1 + roll(dice, 400)) * BUILT_HOUR;
		uint32_t left = built_metric(&built, &metrics[i],
				aggregates[roll(dice, COUNT_OF(aggregates))],
				is_periodic ? 0 : window);
		built.condition.terms[left].unit.scale = 1;
		atoms[i] = built_compare(
				&built, left, GREATER, built_number(&built, roll(dice, 6) / 2.0));
	}
	uint32_t root = built_pair(&built, roll(dice, 2) ? TERM_AND : TERM_OR, atoms[0], atoms[1]);
	built.condition.has_for = is_periodic || roll(dice, 2);
	built.condition.for_length.ms = (1 + roll(dice, 600)) * BUILT_HOUR;
	built.condition.is_periodic = is_periodic;
	built.condition.period = PERIOD_MONTH;
	built.condition.period_count = 1 + roll(dice, 3);
	built.condition.hold.ms = roll(dice, 3) ? 0 : roll(dice, 600) * BUILT_HOUR;
	if (roll(dice, 3) == 0) {
		uint32_t left = built_metric(&built, &metrics[0], AGGREGATE_LAST, 0);
		built.condition.clear = built_compare(&built, left, LESS, built_number(&built, 1));
	}
	built.condition.root = root;
	return built;
}

static void what_is_found_later_is_what_was_found_then(void **state)
{
	struct dice dice = { 3 };
	size_t seen[3] = { 0 };
	(void)state;
	for (int i = 0; i < CASES; i++) {
		struct arena *arena = arena_create();
		struct metric metrics[2] = { random_metric(arena, &dice),
			random_metric(arena, &dice) };
		struct built built = random_condition(arena, metrics, &dice);
		struct world world = built_world(month_begin(MONTHS));
		struct timeline line =
				condition_timeline(arena, &built.condition, &world, MOMENT_EVER);
		for (int k = 0; k < 20; k++) {
			/* Not within the minutes in which a sample may be early. */
			world.as_of = month_begin(0) + roll(&dice, MONTHS * 730) * BUILT_HOUR
				      + BUILT_HOUR / 2;
			struct outcome then = built_outcome(&built, &world, MOMENT_EVER);
			assert_int_equal(then.truth, line_at(&line, world.as_of));
			seen[then.truth]++;
		}
		arena_destroy(arena);
	}
	assert_true(seen[TRUTH_FALSE] > 100 && seen[TRUTH_UNKNOWN] > 100 && seen[TRUTH_TRUE] > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(periods_are_whole_and_all_of_them_must_hold),
		claim(a_window_is_known_if_its_days_are),
		claim(what_is_found_later_is_what_was_found_then),
	};
	return claims_run("conditions/replay", tests);
}
