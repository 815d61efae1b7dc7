/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/strand.h"

#include "base/arena.h"

#include <math.h>

struct strand strand_of(const struct series *series)
{
	return (struct strand){
		.samples = series->samples.p,
		.len = series->samples.len,
		.events = series->events,
		.counts = series->counts,
		.sums = series->sums,
		.bounds = series->bounds,
		.bound_count = series->bound_count,
	};
}

static const double *numbers_convert(struct arena *arena, const double *numbers, size_t count,
		const struct unit *from, const struct unit *to)
{
	double *converted = numbers ? arena_new_array(arena, double, count) : NULL;

	for (size_t i = 0; numbers && i < count; i++) {
		converted[i] = isfinite(numbers[i]) ? unit_convert(numbers[i], from, to)
						    : numbers[i];
	}
	return converted;
}

void strand_convert(struct strand *strand, struct arena *arena, const struct unit *from,
		const struct unit *to)
{
	if (strand->counts) {
		strand->bounds = numbers_convert(
				arena, strand->bounds, strand->bound_count, from, to);
		strand->sums = numbers_convert(arena, strand->sums, strand->len, from, to);
		return;
	}
	struct sample *converted = arena_new_array(arena, struct sample, strand->len);
	for (size_t i = 0; i < strand->len; i++) {
		const struct sample *sample = &strand->samples[i];
		converted[i] = (struct sample){
			sample->at,
			isfinite(sample->value) ? unit_convert(sample->value, from, to)
						: sample->value,
		};
	}
	strand->samples = converted;
}

/* ---- room for what several come to ---- */

/* The same, before it is const. */
struct cloth {
	struct sample *samples;
	double *events;
	double *counts;
	double *sums;
	const double *bounds;
	size_t bound_count;
	size_t len;
};

static size_t bound_find(const struct strand *strand, double bound)
{
	for (size_t i = 0; i < strand->bound_count; i++) {
		if (strand->bounds[i] == bound) {
			return i;
		}
	}
	return SIZE_MAX;
}

static void bounds_share(struct cloth *cloth, struct arena *arena, const struct strand *strands,
		size_t count)
{
	double *shared = arena_new_array(arena, double, strands[0].bound_count);

	for (size_t i = 0; i < strands[0].bound_count; i++) {
		bool has_all = true;
		for (size_t k = 1; k < count; k++) {
			has_all = has_all
				  && bound_find(&strands[k], strands[0].bounds[i]) != SIZE_MAX;
		}
		if (has_all) {
			shared[cloth->bound_count++] = strands[0].bounds[i];
		}
	}
	cloth->bounds = shared;
}

/* Room for as many samples as all strands have together. */
static struct cloth cloth_make(
		struct arena *arena, const struct strand *strands, size_t count, bool has_events)
{
	struct cloth cloth = { .samples = NULL };
	size_t len = 0;
	bool has_counts = true;
	bool has_sums = true;

	for (size_t k = 0; k < count; k++) {
		len += strands[k].len;
		has_events = has_events || strands[k].events;
		has_counts = has_counts && strands[k].counts;
		has_sums = has_sums && strands[k].sums;
	}
	cloth.samples = arena_new_array(arena, struct sample, len);
	cloth.events = has_events ? arena_new_array(arena, double, len) : NULL;
	if (has_counts) {
		bounds_share(&cloth, arena, strands, count);
		cloth.counts = arena_new_array(arena, double, size_mul(len, cloth.bound_count));
		cloth.sums = has_sums ? arena_new_array(arena, double, len) : NULL;
	}
	return cloth;
}

static struct strand cloth_strand(const struct cloth *cloth)
{
	return (struct strand){
		.samples = cloth->samples,
		.len = cloth->len,
		.events = cloth->events,
		.counts = cloth->counts,
		.sums = cloth->sums,
		.bounds = cloth->bounds,
		.bound_count = cloth->bound_count,
	};
}

static void cloth_copy(struct cloth *cloth, const struct strand *strand, size_t at)
{
	size_t to = cloth->len++;

	cloth->samples[to] = strand->samples[at];
	if (cloth->events) {
		cloth->events[to] = strand->events ? strand->events[at] : -1;
	}
	if (cloth->sums) {
		cloth->sums[to] = strand->sums[at];
	}
	for (size_t i = 0; cloth->counts && i < cloth->bound_count; i++) {
		size_t bound = bound_find(strand, cloth->bounds[i]);
		cloth->counts[to * cloth->bound_count + i] =
				strand->counts[at * strand->bound_count + bound];
	}
}

static bool is_same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

struct strand strand_merge(struct arena *arena, const struct strand *first,
		const struct strand *second, size_t *repeated)
{
	const struct strand both[] = { *first, *second };
	struct cloth cloth = cloth_make(arena, both, 2, false);
	size_t a = 0;
	size_t b = 0;

	while (a < first->len || b < second->len) {
		bool takes_first =
				b == second->len
				|| (a < first->len
						&& first->samples[a].at <= second->samples[b].at);
		if (!takes_first) {
			cloth_copy(&cloth, second, b++);
			continue;
		}
		if (b < second->len && first->samples[a].at == second->samples[b].at) {
			*repeated += !is_same(first->samples[a].value, second->samples[b].value);
			b++;
		}
		cloth_copy(&cloth, first, a++);
	}
	return cloth_strand(&cloth);
}

/* ---- growing ---- */

/* One of the numbers that grow together. */
struct growth {
	double sum;
	double before;
};

static double growth_add(struct growth *growth, double value, bool is_first, bool is_reset,
		bool counts_first)
{
	if (!isfinite(value)) {
		return value;
	}
	if (is_first) {
		growth->sum = counts_first ? value : 0;
	} else {
		growth->sum += is_reset ? value : value - growth->before;
	}
	growth->before = value;
	return growth->sum;
}

void strand_grow(struct strand *strand, struct arena *arena, moment begin)
{
	size_t width = strand->counts ? strand->bound_count : 0;
	struct sample *samples =
			arena_copy(arena, strand->samples, strand->len * sizeof(*strand->samples));
	double *counts = arena_new_array(arena, double, size_mul(strand->len, width));
	double *sums = arena_new_array(arena, double, strand->sums ? strand->len : 0);
	struct growth *growths = arena_new_array(arena, struct growth, width + 2);
	bool is_first = true;

	for (size_t i = 0; i < strand->len; i++) {
		double value = samples[i].value;
		bool is_reset = !is_first && value < growths[width].before;
		bool counts_first = samples[i].at == begin;
		if (!isfinite(value)) {
			continue;
		}
		samples[i].value = growth_add(
				&growths[width], value, is_first, is_reset, counts_first);
		for (size_t k = 0; k < width; k++) {
			counts[i * width + k] =
					growth_add(&growths[k], strand->counts[i * width + k],
							is_first, is_reset, counts_first);
		}
		if (strand->sums) {
			sums[i] = growth_add(&growths[width + 1], strand->sums[i], is_first,
					is_reset, counts_first);
		}
		is_first = false;
	}
	strand->samples = samples;
	strand->counts = strand->counts ? counts : NULL;
	strand->sums = strand->sums ? sums : NULL;
}

/* ---- aggregation ---- */

/* Strands by the moment of their next sample: a heap, the earliest at its top. */
struct comb {
	const struct strand *strands;
	/* By strand: the next sample. */
	size_t *at;
	uint32_t *heap;
	size_t heap_len;
	enum config_aggregation agg;
	bool is_growing;
	/* How many began and did not end. */
	size_t active;
	/* What those come to that ended, in one row. */
	struct cloth ended;
	size_t ended_count;
};

static moment comb_moment(const struct comb *comb, size_t place)
{
	uint32_t strand = comb->heap[place];
	return comb->strands[strand].samples[comb->at[strand]].at;
}

/* By moment, then by number, so that sums are made in the same order everywhere. */
static bool is_before(const struct comb *comb, size_t a, size_t b)
{
	moment x = comb_moment(comb, a);
	moment y = comb_moment(comb, b);
	return x < y || (x == y && comb->heap[a] < comb->heap[b]);
}

static void heap_sink(struct comb *comb, size_t place)
{
	for (;;) {
		size_t least = place;
		for (size_t child = 2 * place + 1; child <= 2 * place + 2; child++) {
			if (child < comb->heap_len && is_before(comb, child, least)) {
				least = child;
			}
		}
		if (least == place) {
			return;
		}
		uint32_t moved = comb->heap[place];
		comb->heap[place] = comb->heap[least];
		comb->heap[least] = moved;
		place = least;
	}
}

static void heap_fill(struct comb *comb, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		if (comb->strands[k].len) {
			comb->heap[comb->heap_len++] = (uint32_t)k;
		}
	}
	for (size_t k = comb->heap_len; k > 0; k--) {
		heap_sink(comb, k - 1);
	}
}

static double value_add(enum config_aggregation agg, double total, double value, size_t count)
{
	if (count == 0 || isnan(total) || isnan(value)) {
		return count == 0 ? value : (double)NAN;
	}
	switch (agg) {
	case AGG_MAX:
		return value > total ? value : total;
	case AGG_MIN:
		return value < total ? value : total;
	case AGG_NONE:
	case AGG_SUM:
	case AGG_MEAN:
		break;
	}
	return total + value;
}

/* Adds one strand's sample to the row that is being made, to which `count` were added. */
static void sample_add(const struct comb *comb, struct cloth *cloth, const struct strand *strand,
		size_t at, size_t count)
{
	size_t to = cloth->len;
	struct sample *sum = &cloth->samples[to];

	sum->value = value_add(comb->agg, sum->value, strand->samples[at].value, count);
	if (cloth->events) {
		double events = strand->events ? strand->events[at] : -1;
		double before = count ? cloth->events[to] : 0;
		cloth->events[to] = events < 0 || before < 0 ? -1 : before + events;
	}
	if (cloth->sums) {
		cloth->sums[to] = (count ? cloth->sums[to] : 0) + strand->sums[at];
	}
	for (size_t i = 0; cloth->counts && i < cloth->bound_count; i++) {
		double *total = &cloth->counts[to * cloth->bound_count + i];
		size_t bound = bound_find(strand, cloth->bounds[i]);
		*total = (count ? *total : 0) + strand->counts[at * strand->bound_count + bound];
	}
}

/* What has ended keeps what it counted. */
static size_t ended_add(const struct comb *comb, struct cloth *cloth)
{
	struct cloth row = comb->ended;

	if (comb->ended_count == 0) {
		return 0;
	}
	row.len = 1;
	struct strand strand = cloth_strand(&row);
	sample_add(comb, cloth, &strand, 0, 0);
	return 1;
}

/* Takes the samples of the next moment into a row; false if one that goes on has none. */
static bool moment_add(struct comb *comb, struct cloth *cloth)
{
	moment at = comb_moment(comb, 0);
	size_t due = comb->active;
	size_t first = ended_add(comb, cloth);
	size_t count = first;

	cloth->samples[cloth->len].at = at;
	while (comb->heap_len && comb_moment(comb, 0) == at) {
		uint32_t number = comb->heap[0];
		const struct strand *strand = &comb->strands[number];
		size_t sample = comb->at[number]++;
		bool has_ended = sample + 1 == strand->len;
		due -= sample > 0;
		comb->active += sample == 0;
		comb->active -= has_ended;
		sample_add(comb, cloth, strand, sample, count++);
		if (has_ended && comb->is_growing) {
			sample_add(comb, &comb->ended, strand, sample, comb->ended_count++);
		}
		if (has_ended) {
			comb->heap[0] = comb->heap[--comb->heap_len];
		}
		heap_sink(comb, 0);
	}
	if (comb->agg == AGG_MEAN) {
		cloth->samples[cloth->len].value /= (double)(count - first);
	}
	return due == 0;
}

struct strand strand_aggregate(struct arena *arena, const struct strand *strands, size_t count,
		enum config_aggregation agg, bool is_growing, size_t *incomplete)
{
	struct cloth cloth = cloth_make(arena, strands, count, false);
	struct comb comb = {
		.strands = strands,
		.at = arena_new_array(arena, size_t, count),
		.heap = arena_new_array(arena, uint32_t, count),
		.agg = agg,
		.is_growing = is_growing,
		.ended = {
			.samples = arena_new(arena, struct sample),
			.events = cloth.events ? arena_new(arena, double) : NULL,
			.counts = cloth.counts ? arena_new_array(arena, double, cloth.bound_count)
					       : NULL,
			.sums = cloth.sums ? arena_new(arena, double) : NULL,
			.bounds = cloth.bounds,
			.bound_count = cloth.bound_count,
		},
	};

	heap_fill(&comb, count);
	while (comb.heap_len) {
		bool is_complete = moment_add(&comb, &cloth);
		cloth.len += is_complete;
		*incomplete += !is_complete;
	}
	return cloth_strand(&cloth);
}
