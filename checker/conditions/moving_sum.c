/* SPDX-License-Identifier: MIT */
#include "conditions/moving_sum.h"

#include "base/arena.h"

#define STRIDE 16

/* Neumaier: what an addition loses is kept beside the sum. */
static void sum_add(double *sum, double *error, double value)
{
	double next = *sum + value;
	*error += fabs(*sum) >= fabs(value) ? (*sum - next) + value : (value - next) + *sum;
	*sum = next;
}

static struct moving_part sum_join(struct moving_part a, struct moving_part b)
{
	sum_add(&a.value, &a.error, b.value);
	a.error += b.error;
	a.count += b.count;
	return a;
}

/* Chan, Golub, LeVeque: means and products about them. */
static struct moving_part slope_join(struct moving_part a, struct moving_part b)
{
	if (a.count == 0 || b.count == 0) {
		return a.count == 0 ? b : a;
	}
	double count = a.count + b.count;
	double share = b.count / count;
	double time = b.time - a.time;
	double value = b.value - a.value;
	return (struct moving_part){
		.count = count,
		.value = a.value + value * share,
		.time = a.time + time * share,
		.times = a.times + b.times + time * time * a.count * share,
		.products = a.products + b.products + time * value * a.count * share,
	};
}

/* The same for one more sample, after Welford. */
static void slope_add(struct moving_part *part, double time, double value)
{
	part->count++;
	double by = time - part->time;
	part->time += by / part->count;
	double rest = value - part->value;
	part->value += rest / part->count;
	part->times += by * (time - part->time);
	part->products += by * (value - part->value);
}

static struct moving_part part_join(
		const struct moving_sum *sum, struct moving_part a, struct moving_part b)
{
	return sum->is_slope ? slope_join(a, b) : sum_join(a, b);
}

static void part_add(const struct moving_sum *sum, struct moving_part *part,
		const struct samples *samples, uint32_t i)
{
	double value = samples_value(samples, i);
	if (samples_reason(samples, i) != REASON_NONE || isinf(value)) {
		return;
	}
	if (sum->is_slope) {
		double time = (double)samples_at(samples, i) / (double)MOMENT_DAY;
		slope_add(part, time, value);
	} else {
		sum_add(&part->value, &part->error, value);
	}
}

void moving_sum_add(struct moving_sum *sum, const struct samples *samples, uint32_t i)
{
	part_add(sum, &sum->behind, samples, i);
}

static struct moving_part part_of_range(const struct moving_sum *sum, const struct samples *samples,
		uint32_t from, uint32_t to)
{
	struct moving_part part = { 0 };
	for (uint32_t i = from; i < to; i++) {
		part_add(sum, &part, samples, i);
	}
	return part;
}

static void boundary_set(
		struct moving_sum *sum, const struct samples *samples, uint32_t tail, uint32_t head)
{
	uint32_t count = (head - tail) / STRIDE;
	if (count + 1 > sum->before_cap) {
		sum->before_cap = count + 1 > 2 * sum->before_cap ? count + 1 : 2 * sum->before_cap;
		sum->before = arena_new_array(sum->arena, struct moving_part, sum->before_cap);
	}
	sum->before[0] = (struct moving_part){ 0 };
	for (uint32_t k = 1; k <= count; k++) {
		uint32_t from = head - k * STRIDE;
		struct moving_part part = part_of_range(sum, samples, from, from + STRIDE);
		sum->before[k] = part_join(sum, part, sum->before[k - 1]);
	}
	sum->boundary = head;
	sum->behind = (struct moving_part){ 0 };
}

struct moving_part moving_sum_value(
		struct moving_sum *sum, const struct samples *samples, uint32_t tail, uint32_t head)
{
	if (!sum->before || tail > sum->boundary) {
		boundary_set(sum, samples, tail, head);
	}
	uint32_t strides = (sum->boundary - tail) / STRIDE;
	struct moving_part part =
			part_of_range(sum, samples, tail, sum->boundary - strides * STRIDE);
	part = part_join(sum, part, sum->before[strides]);
	return part_join(sum, part, sum->behind);
}

double moving_part_sum(struct moving_part part)
{
	return part.value + part.error;
}

double moving_part_slope(struct moving_part part)
{
	return part.times > 0 ? part.products / part.times : NAN;
}
