/* SPDX-License-Identifier: MIT */
/*
 * What conditions mean, said as slowly and plainly as possible: the truth at
 * each millisecond of a short stretch of time, found by looking at all the
 * milliseconds and samples that matter, again and again.
 *
 * Nothing here is shared with the program: a missing number is tried as the
 * smallest and as the largest there is, and what comes out the same both times
 * is known.
 */
#ifndef LINTEL_UNIT_CONDITIONS_ORACLE_H
#define LINTEL_UNIT_CONDITIONS_ORACLE_H

#include "unit/conditions/built.h"

#include <math.h>
#include <stdlib.h>

/* Nothing happens before 0; what is before ORACLE_LOW is as it is there. */
#define ORACLE_LOW (-100)
#define ORACLE_HIGH 120
#define ORACLE_LEN (ORACLE_HIGH - ORACLE_LOW + 1)
#define ORACLE_SAMPLES 64

struct oracle {
	const struct condition *condition;
	/* By term, by moment. */
	enum truth truths[BUILT_TERMS][ORACLE_LEN];
	enum truth whole[ORACLE_LEN];
};

static inline moment oracle_begin(moment at)
{
	return at < ORACLE_LOW ? 0 : at - ORACLE_LOW;
}

/* ---- quantities ---- */

static inline int oracle_order(const void *a, const void *b)
{
	double left = *(const double *)a;
	double right = *(const double *)b;
	return (left > right) - (left < right);
}

/* NaN where the values come to nothing. */
static inline double oracle_aggregate(
		const struct term *term, double *values, size_t count, moment *times)
{
	long double sum = 0;
	long double time = 0;
	switch (term->aggregate) {
	case AGGREGATE_LAST:
		return values[count - 1];
	case AGGREGATE_COUNT:
		return (double)count;
	case AGGREGATE_MEAN:
	case AGGREGATE_SUM:
		for (size_t i = 0; i < count; i++) {
			sum += values[i];
		}
		return (double)(term->aggregate == AGGREGATE_SUM ? sum : sum / count);
	case AGGREGATE_SLOPE: {
		long double products = 0;
		long double times_squared = 0;
		for (size_t i = 0; i < count; i++) {
			sum += values[i];
			time += (long double)times[i] / MOMENT_DAY;
		}
		for (size_t i = 0; i < count; i++) {
			long double t = (long double)times[i] / MOMENT_DAY - time / count;
			products += t * (values[i] - sum / count);
			times_squared += t * t;
		}
		return times_squared > 0 ? (double)(products / times_squared) : NAN;
	}
	case AGGREGATE_MIN:
	case AGGREGATE_MAX:
	case AGGREGATE_PERCENTILE:
	case AGGREGATE_RATE:
	case AGGREGATE_DELTA:
		break;
	}
	qsort(values, count, sizeof(*values), oracle_order);
	if (term->aggregate == AGGREGATE_MIN) {
		return values[0];
	}
	if (term->aggregate == AGGREGATE_MAX) {
		return values[count - 1];
	}
	double place = term->percentile / 100 * (double)(count - 1);
	size_t below = (size_t)floor(place);
	size_t above = (size_t)ceil(place);
	if (values[below] == values[above]) {
		return values[below];
	}
	if (isinf(values[below]) || isinf(values[above])) {
		return isinf(values[below]) && isinf(values[above]) ? NAN
		       : isinf(values[below])                       ? values[below]
								    : values[above];
	}
	return values[below] + (values[above] - values[below]) * (place - floor(place));
}

/* With `missing` in the place of what has no value; false if it is not known even so. */
static inline bool oracle_metric(const struct oracle *oracle, const struct term *term, moment at,
		double missing, double *value)
{
	const struct metric *metric = term->metric;
	double values[ORACLE_SAMPLES];
	moment times[ORACLE_SAMPLES];
	moment newest = ORACLE_LOW - 1;
	size_t count = 0;
	size_t gaps = 0;
	for (size_t i = 0; i < metric->len; i++) {
		newest = metric->samples[i].at <= at ? metric->samples[i].at : newest;
	}
	moment oldest = term->has_window ? newest - term->window.ms : ORACLE_LOW;
	moment age = metric->max_age_ms;
	if (term->aggregate == AGGREGATE_LAST) {
		age = term->has_window ? term->window.ms : age;
		oldest = newest - 1;
	}
	if (newest < ORACLE_LOW || at > newest + age) {
		return false;
	}
	for (size_t i = 0; i < metric->len; i++) {
		const struct sample *sample = &metric->samples[i];
		if (sample->at > oldest && sample->at <= newest) {
			times[count] = sample->at;
			values[count++] = isnan(sample->value) ? missing : sample->value;
			gaps += isnan(sample->value);
		}
	}
	bool is_many = term->aggregate == AGGREGATE_LAST
		       || count - gaps >= oracle->condition->min_samples;
	if (gaps == count || !is_many) {
		return false;
	}
	bool is_judged =
			term->has_window && term->aggregate != AGGREGATE_LAST && metric->step_ms > 0
			&& (term->aggregate != AGGREGATE_COUNT || oracle->condition->coverage >= 0);
	if (is_judged) {
		double wanted = oracle->condition->coverage < 0 ? 0.9 : oracle->condition->coverage;
		double expected = (double)(term->window.ms / metric->step_ms);
		if (expected > 0 && (double)(count - gaps) < wanted * expected - 1e-6) {
			return false;
		}
	}
	if (term->aggregate == AGGREGATE_COUNT) {
		count -= missing < 0 ? gaps : 0;
	}
	*value = oracle_aggregate(term, values, count, times);
	return !isnan(*value);
}

static inline bool oracle_number(const struct oracle *oracle, uint32_t number, moment at,
		double missing, double *value)
{
	const struct term *term = &oracle->condition->terms[number];
	double left;
	double right;
	switch (term->kind) {
	case TERM_NUMBER:
		*value = term->value;
		return true;
	case TERM_METRIC:
		return oracle_metric(oracle, term, at, missing, value);
	case TERM_NEGATE:
		if (!oracle_number(oracle, term->operands[0], at, -missing, &left)) {
			return false;
		}
		*value = -left;
		return true;
	default:
		break;
	}
	bool is_turned = term->kind == TERM_SUBTRACT;
	if (!oracle_number(oracle, term->operands[0], at, missing, &left)
			|| !oracle_number(oracle, term->operands[1], at,
					is_turned ? -missing : missing, &right)) {
		return false;
	}
	*value = is_turned ? left - right : left + right;
	return !isnan(*value);
}

static inline bool oracle_holds(double left, enum comparison comparison, double right)
{
	switch (comparison) {
	case LESS:
		return left < right;
	case LESS_OR_EQUAL:
		return left <= right;
	case GREATER:
		return left > right;
	case GREATER_OR_EQUAL:
		return left >= right;
	case EQUAL:
		return left == right;
	case NOT_EQUAL:
		break;
	}
	return left != right;
}

/* The right side is a number, so that the two extremes of the left one are the extremes. */
static inline enum truth oracle_compare(
		const struct oracle *oracle, const struct term *term, moment at)
{
	double right = oracle->condition->terms[term->operands[1]].value;
	double low;
	double high;
	if (!oracle_number(oracle, term->operands[0], at, -INFINITY, &low)
			|| !oracle_number(oracle, term->operands[0], at, INFINITY, &high)) {
		return TRUTH_UNKNOWN;
	}
	bool at_low = oracle_holds(low, term->comparison, right);
	bool at_high = oracle_holds(high, term->comparison, right);
	bool is_within = low < right && right < high;
	bool between = oracle_holds(right, term->comparison, right);
	if (at_low != at_high || (is_within && between != at_low)) {
		return TRUTH_UNKNOWN;
	}
	return at_low ? TRUTH_TRUE : TRUTH_FALSE;
}

/* ---- truths ---- */

static inline enum truth oracle_join(const struct oracle *oracle, const struct term *term, size_t t)
{
	uint32_t most = 0;
	uint32_t least = 0;
	uint32_t needed = term->kind == TERM_AND  ? term->operand_count
			  : term->kind == TERM_OR ? 1
						  : term->number;
	for (uint32_t i = 0; i < term->operand_count; i++) {
		enum truth truth = oracle->truths[term->operands[i]][t];
		most += truth != TRUTH_FALSE;
		least += truth == TRUTH_TRUE;
	}
	bool if_most = most >= needed;
	bool if_least = least >= needed;
	return if_most != if_least ? TRUTH_UNKNOWN : if_most ? TRUTH_TRUE : TRUTH_FALSE;
}

static inline void oracle_term(struct oracle *oracle, uint32_t number)
{
	const struct term *term = &oracle->condition->terms[number];
	for (moment at = ORACLE_LOW; at <= ORACLE_HIGH; at++) {
		size_t t = (size_t)(at - ORACLE_LOW);
		enum truth *truth = &oracle->truths[number][t];
		switch (term->kind) {
		case TERM_COMPARE:
			*truth = oracle_compare(oracle, term, at);
			break;
		case TERM_DATE:
			*truth = at >= term->first && at < term->last ? TRUTH_TRUE : TRUTH_FALSE;
			break;
		case TERM_NOT:
			*truth = (enum truth)(TRUTH_TRUE - oracle->truths[term->operands[0]][t]);
			break;
		case TERM_AND:
		case TERM_OR:
		case TERM_COUNT:
			*truth = oracle_join(oracle, term, t);
			break;
		default:
			break;
		}
	}
}

/* What `in` was at a moment, however long ago. */
static inline enum truth oracle_at(const enum truth *in, moment at)
{
	return in[at < ORACLE_LOW ? 0 : at - ORACLE_LOW];
}

static inline enum truth oracle_sustained(
		const struct oracle *oracle, const enum truth *in, moment at)
{
	moment length = oracle->condition->for_length.ms;
	double coverage = oracle->condition->coverage < 0 ? 0.9 : oracle->condition->coverage;
	moment good = 0;
	for (moment u = at - length + 1; u <= at; u++) {
		if (oracle_at(in, u) == TRUTH_FALSE) {
			return TRUTH_FALSE;
		}
		good += oracle_at(in, u) == TRUTH_TRUE;
	}
	bool reaches_back = false;
	for (moment u = ORACLE_LOW; u <= at - length + 1; u++) {
		reaches_back |= oracle_at(in, u) != TRUTH_UNKNOWN;
	}
	reaches_back |= oracle_at(in, ORACLE_LOW) != TRUTH_UNKNOWN;
	return reaches_back && good >= (moment)(coverage * (double)length + 0.5) ? TRUTH_TRUE
										 : TRUTH_UNKNOWN;
}

/* The first moment at which more is there than "nothing yet": at 0 samples begin. */
static inline enum truth oracle_held(
		const struct oracle *oracle, const enum truth *in, moment at, moment begin)
{
	enum truth best = oracle_at(in, at);
	for (moment u = at - oracle->condition->hold.ms; u <= at; u++) {
		if (u >= begin && oracle_at(in, u) > best) {
			best = oracle_at(in, u);
		}
	}
	return best;
}

/* `begin` is where the first sample is, as what comes before it cannot have been true. */
static inline void oracle_run(
		struct oracle *oracle, const struct condition *condition, moment begin)
{
	enum truth next[ORACLE_LEN];
	oracle->condition = condition;
	for (uint32_t i = 0; i < condition->term_count; i++) {
		oracle_term(oracle, i);
	}
	for (size_t t = 0; t < ORACLE_LEN; t++) {
		oracle->whole[t] = oracle->truths[condition->root][t];
	}
	for (size_t t = 0; condition->has_for && t < ORACLE_LEN; t++) {
		next[t] = oracle_sustained(
				oracle, oracle->truths[condition->root], (moment)t + ORACLE_LOW);
	}
	for (size_t t = 0; condition->has_for && t < ORACLE_LEN; t++) {
		oracle->whole[t] = next[t];
	}
	for (size_t t = 0; condition->hold.ms > 0 && t < ORACLE_LEN; t++) {
		next[t] = oracle_held(oracle, oracle->whole, (moment)t + ORACLE_LOW, begin);
	}
	for (size_t t = 0; condition->hold.ms > 0 && t < ORACLE_LEN; t++) {
		oracle->whole[t] = next[t];
	}
	enum truth state = TRUTH_FALSE;
	for (size_t t = 0; condition->clear != NONE && t < ORACLE_LEN; t++) {
		enum truth kept = (enum truth)(TRUTH_TRUE - oracle->truths[condition->clear][t]);
		kept = kept < state ? kept : state;
		oracle->whole[t] = kept > oracle->whole[t] ? kept : oracle->whole[t];
		state = (moment)t + ORACLE_LOW >= begin ? oracle->whole[t] : TRUTH_FALSE;
	}
}

#endif
