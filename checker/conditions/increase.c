/* SPDX-License-Identifier: MIT */
#include "conditions/increase.h"

#include "base/arena.h"

static bool is_histogram(const struct metric *metric)
{
	return metric->type == MEASURE_HISTOGRAM;
}

struct increase increase_create(struct arena *arena, const struct metric *metric)
{
	uint32_t width = is_histogram(metric) ? (uint32_t)metric->bound_count + 1 : 1;
	return (struct increase){
		.width = width,
		.lost = arena_new_array(arena, double, width),
		.error = arena_new_array(arena, double, width),
	};
}

static double number_of(const struct samples *samples, uint32_t i, uint32_t number)
{
	const struct metric *metric = samples->metric;
	if (!is_histogram(metric)) {
		return metric->samples[i].value;
	}
	if (number < metric->bound_count) {
		return metric->counts[i * metric->bound_count + number];
	}
	return metric->sums ? metric->sums[i] : 0;
}

bool increase_is_reset(const struct samples *samples, uint32_t a, uint32_t b)
{
	const struct metric *metric = samples->metric;
	if (!is_histogram(metric)) {
		return samples_value(samples, b) < samples_value(samples, a);
	}
	for (uint32_t k = 0; k < metric->bound_count; k++) {
		if (number_of(samples, b, k) < number_of(samples, a, k)) {
			return true;
		}
	}
	return false;
}

/* Neumaier's sum; it begins at 0 again whenever no reset is left in the window. */
static void lost_add(struct increase *increase, uint32_t number, double value)
{
	double old = increase->lost[number];
	double sum = old + value;
	increase->error[number] +=
			fabs(old) >= fabs(value) ? (old - sum) + value : (value - sum) + old;
	increase->lost[number] = sum;
}

void increase_add(struct increase *increase, const struct samples *samples, uint32_t before,
		uint32_t i)
{
	if (!increase_is_reset(samples, before, i)) {
		return;
	}
	increase->resets++;
	for (uint32_t k = 0; k < increase->width; k++) {
		lost_add(increase, k, number_of(samples, before, k));
	}
}

void increase_drop(
		struct increase *increase, const struct samples *samples, uint32_t i, uint32_t next)
{
	if (!increase_is_reset(samples, i, next)) {
		return;
	}
	increase->resets--;
	for (uint32_t k = 0; k < increase->width; k++) {
		lost_add(increase, k, -number_of(samples, i, k));
		if (increase->resets == 0) {
			increase->lost[k] = increase->error[k] = 0;
		}
	}
}

double increase_value(const struct increase *increase, const struct samples *samples,
		const struct increase_from *from, uint32_t first, uint32_t last, uint32_t number)
{
	double start = from->is_zero ? 0 : number_of(samples, first, number);
	if (from->has_base) {
		bool is_reset = increase_is_reset(samples, from->base, first);
		start = is_reset ? 0 : number_of(samples, from->base, number);
	}
	double lost = increase->lost[number] + increase->error[number];
	return number_of(samples, last, number) - start + lost;
}
