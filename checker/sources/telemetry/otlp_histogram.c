/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/otlp_histogram.h"

#include "base/arena.h"

#include <math.h>

/* Bounds that a series of exponential histograms gets at most: beyond it they are made coarser. */
#define BOUNDS_MAX 512

void otlp_histograms_init(
		struct otlp_histograms *histograms, struct sink *sink, struct arena *arena)
{
	*histograms = (struct otlp_histograms){ .sink = sink, .arena = arena };
}

static double total(const double *counts, size_t len)
{
	double sum = 0;
	for (size_t i = 0; i < len; i++) {
		sum += counts[i];
	}
	return sum;
}

static bool is_count(double value)
{
	return value >= 0 && isfinite(value);
}

static const char *explicit_wrong(const struct otlp_point *point)
{
	for (size_t i = 0; i < point->bound_count; i++) {
		if (isnan(point->bounds[i])
				|| (i > 0 && point->bounds[i] <= point->bounds[i - 1])) {
			return "its bounds do not ascend";
		}
	}
	double sum = total(point->counts, point->bound_count + 1);
	return is_count(sum) && sum >= point->count && sum <= point->count
			       ? NULL
			       : "its buckets and its count differ";
}

static const char *exponential_wrong(const struct otlp_point *point)
{
	if (point->scale < OTLP_SCALE_MIN || point->scale > OTLP_SCALE_MAX) {
		return "its scale is not from -10 to 20";
	}
	if (!(point->zero_bound >= 0) || !isfinite(point->zero_bound)) {
		return "its zero threshold is no bound";
	}
	double sum = point->zero_count + total(point->positive.counts, point->positive.len)
		     + total(point->negative.counts, point->negative.len);
	return is_count(sum) && sum >= point->count && sum <= point->count
			       ? NULL
			       : "its buckets and its count differ";
}

const char *otlp_point_wrong(const struct otlp_point *point)
{
	return point->is_exponential ? exponential_wrong(point) : explicit_wrong(point);
}

/* The histogram of the series that waits; made if there is none. */
static struct otlp_histogram *waiting_of(struct otlp_histograms *histograms, uint32_t series)
{
	while (histograms->by_series.len <= series) {
		*vec_add(&histograms->by_series, histograms->arena) = 0;
	}
	uint32_t *number = &histograms->by_series.p[series];
	if (*number == 0) {
		*vec_add(&histograms->list, histograms->arena) =
				(struct otlp_histogram){ .series = series };
		*number = (uint32_t)histograms->list.len;
	}
	return &histograms->list.p[*number - 1];
}

/* Tells explicit counts; `counts` are cumulative and have one more than the bounds. */
static void explicit_tell(const struct otlp_histograms *histograms, uint32_t series, moment at,
		const struct otlp_point *point, const double *counts, double sum)
{
	size_t len = point->bound_count;
	double *bounds = arena_new_array(histograms->arena, double, len + 1);
	if (len) {
		memcpy(bounds, point->bounds, len * sizeof(*bounds));
	}
	/* A last bound that is infinite already has nothing above it. */
	if (len == 0 || !isinf(bounds[len - 1])) {
		bounds[len++] = (double)INFINITY;
	}
	sink_buckets(histograms->sink, series, at, bounds, counts, len, sum);
}

static struct otlp_point point_copy(struct arena *arena, const struct otlp_point *point)
{
	struct otlp_point copy = *point;
	size_t size = sizeof(double);
	if (point->is_exponential) {
		copy.positive.counts = arena_copy(
				arena, point->positive.counts, point->positive.len * size);
		copy.negative.counts = arena_copy(
				arena, point->negative.counts, point->negative.len * size);
	} else {
		copy.bounds = arena_copy(arena, point->bounds, point->bound_count * size);
		copy.counts = arena_copy(arena, point->counts, (point->bound_count + 1) * size);
	}
	return copy;
}

void otlp_histogram_add(struct otlp_histograms *histograms, uint32_t series, struct str name,
		bool is_delta, const struct otlp_point *point)
{
	if (series == SERIES_NONE) {
		sink_skip(histograms->sink);
		return;
	}
	if (!is_delta && !point->is_exponential) {
		double *counts = arena_new_array(histograms->arena, double, point->bound_count + 1);
		double sum = 0;
		for (size_t i = 0; i <= point->bound_count; i++) {
			sum += point->counts[i];
			counts[i] = sum;
		}
		explicit_tell(histograms, series, point->at, point, counts, point->sum);
		return;
	}
	struct otlp_histogram *histogram = waiting_of(histograms, series);
	if (histogram->points.len == 0) {
		histogram->name = str_dup(histograms->arena, name);
		histogram->is_delta = is_delta;
		histogram->is_exponential = point->is_exponential;
	}
	if (histogram->is_delta != is_delta || histogram->is_exponential != point->is_exponential) {
		histogram->others++;
		sink_gap(histograms->sink, series, point->at);
		return;
	}
	*vec_add(&histogram->points, histograms->arena) = point_copy(histograms->arena, point);
}

/* The bounds that all points of an exponential series are brought to. */
struct grid {
	int64_t scale;
	double zero_bound;
	/* Bucket numbers, first and last, at this scale; none if first > last. */
	int64_t positive_first;
	int64_t positive_last;
	int64_t negative_first;
	int64_t negative_last;
	double bounds[BOUNDS_MAX + 2];
	size_t len;
	/* Which of them is the zero bucket's. */
	size_t zero;
};

/* The number, at the scale `by` lower, of the bucket that bucket `i` is a part of. */
static int64_t coarser(int64_t i, int64_t by)
{
	/* Towards minus infinity, as the buckets go. */
	return by >= 63 ? (i < 0 ? -1 : 0) : i >> by;
}

static double bound_of(int64_t i, int64_t scale)
{
	return exp2(ldexp((double)i, (int)-scale));
}

static void range_widen(
		const struct otlp_buckets *buckets, int64_t by, int64_t *first, int64_t *last)
{
	for (size_t i = 0; i < buckets->len; i++) {
		if (buckets->counts[i] > 0) {
			int64_t number = coarser(buckets->offset + (int64_t)i, by);
			*first = number < *first ? number : *first;
			*last = number > *last ? number : *last;
		}
	}
}

static int64_t range_len(int64_t first, int64_t last)
{
	return first > last ? 0 : last - first + 1;
}

/* The finest scale at which all points are known and there are few enough bounds. */
static void grid_fit(struct grid *grid, const struct otlp_histogram *histogram)
{
	*grid = (struct grid){
		.scale = OTLP_SCALE_MAX,
		.positive_first = INT64_MAX,
		.positive_last = INT64_MIN,
		.negative_first = INT64_MAX,
		.negative_last = INT64_MIN,
	};
	vec_each (const struct otlp_point, point, &histogram->points) {
		grid->scale = point->scale < grid->scale ? point->scale : grid->scale;
		if (point->zero_bound > grid->zero_bound) {
			grid->zero_bound = point->zero_bound;
		}
	}
	vec_each (const struct otlp_point, point, &histogram->points) {
		int64_t by = point->scale - grid->scale;
		range_widen(&point->positive, by, &grid->positive_first, &grid->positive_last);
		range_widen(&point->negative, by, &grid->negative_first, &grid->negative_last);
	}
	while (range_len(grid->positive_first, grid->positive_last)
					+ range_len(grid->negative_first, grid->negative_last)
			> BOUNDS_MAX) {
		grid->scale--;
		grid->positive_first = coarser(grid->positive_first, 1);
		grid->positive_last = coarser(grid->positive_last, 1);
		grid->negative_first = coarser(grid->negative_first, 1);
		grid->negative_last = coarser(grid->negative_last, 1);
	}
}

static void grid_bounds(struct grid *grid)
{
	/* Bucket i below zero counts [-b^(i+1), -b^i), so the largest comes first. */
	for (int64_t i = grid->negative_last; i >= grid->negative_first && i <= grid->negative_last;
			i--) {
		double bound = -bound_of(i, grid->scale);
		if (!isinf(bound) && bound < -grid->zero_bound) {
			grid->bounds[grid->len++] = bound;
		}
	}
	grid->zero = grid->len;
	grid->bounds[grid->len++] = grid->zero_bound;
	for (int64_t i = grid->positive_first; i <= grid->positive_last; i++) {
		double bound = bound_of(i + 1, grid->scale);
		if (!isinf(bound) && bound > grid->bounds[grid->len - 1]) {
			grid->bounds[grid->len++] = bound;
		}
	}
	grid->bounds[grid->len++] = (double)INFINITY;
}

/* The first bound that is at least `value`. */
static size_t bound_find(const struct grid *grid, double value)
{
	size_t low = 0;
	size_t high = grid->len - 1;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (grid->bounds[middle] < value) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

/* Adds the counts of a point to those below each bound, not cumulative yet. */
static void grid_add(const struct grid *grid, const struct otlp_point *point, double *counts)
{
	int64_t by = point->scale - grid->scale;
	counts[grid->zero] += point->zero_count;
	for (size_t i = 0; i < point->positive.len; i++) {
		int64_t number = coarser(point->positive.offset + (int64_t)i, by);
		if (point->positive.counts[i] > 0) {
			counts[bound_find(grid, bound_of(number + 1, grid->scale))] +=
					point->positive.counts[i];
		}
	}
	for (size_t i = 0; i < point->negative.len; i++) {
		int64_t number = coarser(point->negative.offset + (int64_t)i, by);
		if (point->negative.counts[i] > 0) {
			counts[bound_find(grid, -bound_of(number, grid->scale))] +=
					point->negative.counts[i];
		}
	}
}

static int point_order(const void *a, const void *b)
{
	moment x = ((const struct otlp_point *)a)->at;
	moment y = ((const struct otlp_point *)b)->at;
	return (x > y) - (x < y);
}

/* Counts of intervals, summed up in the order of time. */
struct running {
	double *counts;
	size_t len;
	double sum;
	/* The end of the interval before, MOMENT_EVER at first. */
	moment end;
	size_t missing;
};

/* Begins to sum up where nothing was counted yet, and sees what was missed. */
static bool running_begins(struct running *running, const struct otlp_point *point)
{
	bool is_first = running->end == MOMENT_EVER;
	if (!is_first && point->start > running->end) {
		running->missing++;
	}
	running->end = point->at;
	/* A millisecond after the start, which may be the end of what another file counted. */
	return is_first && point->start != MOMENT_EVER && point->start + 1 < point->at;
}

static void exponential_tell(struct otlp_histograms *histograms,
		const struct otlp_histogram *histogram, struct running *running)
{
	struct grid *grid = arena_new(histograms->arena, struct grid);
	grid_fit(grid, histogram);
	grid_bounds(grid);
	running->counts = arena_new_array(histograms->arena, double, grid->len);
	double *told = arena_new_array(histograms->arena, double, grid->len);
	vec_each (const struct otlp_point, point, &histogram->points) {
		if (!histogram->is_delta) {
			memset(running->counts, 0, grid->len * sizeof(*told));
			running->sum = 0;
		} else if (running_begins(running, point)) {
			sink_buckets(histograms->sink, histogram->series, point->start + 1,
					grid->bounds, told, grid->len, 0);
		}
		grid_add(grid, point, running->counts);
		running->sum += point->sum;
		double below = 0;
		for (size_t i = 0; i < grid->len; i++) {
			below += running->counts[i];
			told[i] = below;
		}
		sink_buckets(histograms->sink, histogram->series, point->at, grid->bounds, told,
				grid->len, running->sum);
	}
}

static bool has_same_bounds(const struct otlp_point *a, const struct otlp_point *b)
{
	return a->bound_count == b->bound_count
	       && (a->bound_count == 0
			       || memcmp(a->bounds, b->bounds, a->bound_count * sizeof(double))
						  == 0);
}

/* Sums intervals up; where the bounds change, it begins again, which is a reset. */
static void deltas_tell(struct otlp_histograms *histograms, const struct otlp_histogram *histogram,
		struct running *running)
{
	const struct otlp_point *before = NULL;
	double *told = NULL;
	vec_each (const struct otlp_point, point, &histogram->points) {
		size_t len = point->bound_count + 1;
		if (!before || !has_same_bounds(before, point)) {
			running->counts = arena_new_array(histograms->arena, double, len);
			told = arena_new_array(histograms->arena, double, len);
			running->sum = 0;
		}
		if (running_begins(running, point)) {
			explicit_tell(histograms, histogram->series, point->start + 1, point, told,
					0);
		}
		double below = 0;
		for (size_t i = 0; i < len; i++) {
			running->counts[i] += point->counts[i];
			below += running->counts[i];
			told[i] = below;
		}
		running->sum += point->sum;
		explicit_tell(histograms, histogram->series, point->at, point, told, running->sum);
		before = point;
	}
}

void otlp_histograms_tell(struct otlp_histograms *histograms)
{
	vec_each (struct otlp_histogram, histogram, &histograms->list) {
		struct running running = { .end = MOMENT_EVER };
		vec_sort(&histogram->points, point_order);
		if (histogram->is_exponential) {
			exponential_tell(histograms, histogram, &running);
		} else {
			deltas_tell(histograms, histogram, &running);
		}
		if (histogram->others) {
			sink_fault(histograms->sink, "schema", histogram->name, 0,
					STR("export it in one way"),
					"%zu %s of another kind than those before",
					histogram->others,
					histogram->others == 1 ? "point is" : "points are");
		}
		if (running.missing) {
			sink_fault(histograms->sink, "gap", histogram->name, 0,
					STR("export all intervals, or cumulative counts"),
					"%zu %s missing between the intervals that were counted",
					running.missing, running.missing == 1 ? "is" : "are");
		}
	}
}
