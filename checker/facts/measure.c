/* SPDX-License-Identifier: MIT */
#include "facts/measure.h"

#include "base/arena.h"
#include "base/buf.h"

#include <math.h>
#include <stdlib.h>

/* Segments that a message names. */
#define SEGMENTS_NAMED 5

const char *const measure_type_words[] = {
	[MEASURE_UNTYPED] = "untyped",
	[MEASURE_COUNTER] = "counter",
	[MEASURE_GAUGE] = "gauge",
	[MEASURE_HISTOGRAM] = "histogram",
	[MEASURE_QUANTILE] = "quantile",
	[MEASURE_RATIO] = "ratio",
	[MEASURE_DELTA] = "delta",
	NULL,
};

const char *const reason_words[] = {
	[REASON_NONE] = "",
	[REASON_NO_SERIES] = "no-series",
	[REASON_STALE] = "stale",
	[REASON_SPARSE] = "sparse",
	[REASON_NAN] = "nan",
	[REASON_UNIT] = "unit",
	[REASON_AMBIGUOUS] = "ambiguous",
	[REASON_CLOCK] = "clock",
	[REASON_SHALLOW] = "shallow",
	[REASON_UNREADABLE] = "unreadable",
	[REASON_ATTESTATION_DUE] = "attestation-due",
	[REASON_INCOMPLETE] = "incomplete",
	[REASON_NO_HISTORY] = "no-history",
	[REASON_NO_SYMBOLS] = "no-symbols",
	[REASON_NO_RECORD] = "no-record",
	[REASON_NO_BASELINE] = "no-baseline",
	[REASON_UNDEFINED] = "undefined",
	[REASON_NO_PAST] = "no-past",
	[REASON_NO_OWNER] = "no-owner",
	[REASONS] = NULL,
};

void measures_init(struct measures *measures, struct arena *arena)
{
	*measures = (struct measures){ .arena = arena };
}

/* A sample on its way to its place. */
struct mark {
	moment at;
	size_t from;
};

static int mark_order(const void *a, const void *b)
{
	const struct mark *x = a;
	const struct mark *y = b;
	if (x->at != y->at) {
		return x->at < y->at ? -1 : 1;
	}
	return x->from < y->from ? -1 : x->from > y->from;
}

static bool is_ascending(const struct series *series)
{
	for (size_t i = 1; i < series->samples.len; i++) {
		if (series->samples.p[i].at <= series->samples.p[i - 1].at) {
			return false;
		}
	}
	return true;
}

/* The snapshot that sample number `at` comes from, before the series is frozen. */
static uint32_t part_of(const struct series *series, size_t at)
{
	size_t low = 0;
	size_t high = series->parts.len;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		*(series->parts.p[middle].first <= at ? &low : &high) = middle;
	}
	return series->parts.p[low].snapshot;
}

static bool is_same(const struct series *series, size_t a, size_t b)
{
	double x = series->samples.p[a].value;
	double y = series->samples.p[b].value;
	size_t width = series->bound_count;
	if (!(x == y || (isnan(x) && isnan(y)))) {
		return false;
	}
	return !series->counts
	       || memcmp(series->counts + a * width, series->counts + b * width,
				  width * sizeof(*series->counts))
				  == 0;
}

/* Leaves the first of each moment; says how many are left. */
static size_t repeats_drop(struct measures *measures, struct series *series, struct mark *marks)
{
	size_t kept = 1;
	for (size_t i = 1; i < series->samples.len; i++) {
		size_t before = marks[kept - 1].from;
		if (marks[i].at != marks[kept - 1].at) {
			marks[kept++] = marks[i];
			continue;
		}
		series->repeats++;
		if (is_same(series, before, marks[i].from) || series->repeated.path.len) {
			continue;
		}
		series->repeated = series->place;
		if (series->parts.len) {
			uint32_t snapshot = part_of(series, marks[i].from);
			series->repeated = (struct place){
				.path = measures->snapshots.p[snapshot].path,
			};
		}
	}
	return kept;
}

/* The rows that `marks` name, in their order, in place of those of `rows`. */
static double *rows_pick(struct arena *arena, const double *rows, size_t width,
		const struct mark *marks, size_t count)
{
	double *picked = rows ? arena_new_array(arena, double, size_mul(width, count)) : NULL;
	for (size_t i = 0; rows && i < count; i++) {
		memcpy(picked + i * width, rows + marks[i].from * width, width * sizeof(*rows));
	}
	return picked;
}

static void series_freeze(struct measures *measures, struct series *series)
{
	size_t count = series->samples.len;
	if (is_ascending(series)) {
		return;
	}
	struct mark *marks = malloc(size_mul(count, sizeof(*marks)));
	struct sample *copy = malloc(size_mul(count, sizeof(*copy)));
	if (!marks || !copy) {
		die_oom();
	}
	for (size_t i = 0; i < count; i++) {
		marks[i] = (struct mark){ series->samples.p[i].at, i };
	}
	qsort(marks, count, sizeof(*marks), mark_order);
	size_t kept = repeats_drop(measures, series, marks);
	memcpy(copy, series->samples.p, count * sizeof(*copy));
	for (size_t i = 0; i < kept; i++) {
		series->samples.p[i] = copy[marks[i].from];
	}
	series->samples.len = kept;
	series->events = rows_pick(measures->arena, series->events, 1, marks, kept);
	series->sums = rows_pick(measures->arena, series->sums, 1, marks, kept);
	series->counts = rows_pick(
			measures->arena, series->counts, series->bound_count, marks, kept);
	free(copy);
	free(marks);
}

static int series_order(const void *a, const void *b)
{
	const struct series *x = a;
	const struct series *y = b;
	int order = str_cmp(x->name, y->name);
	for (size_t i = 0; order == 0 && i < x->label_count && i < y->label_count; i++) {
		order = str_cmp(x->labels[i].name, y->labels[i].name);
		order = order ? order : str_cmp(x->labels[i].value, y->labels[i].value);
	}
	if (order == 0 && x->label_count != y->label_count) {
		order = x->label_count < y->label_count ? -1 : 1;
	}
	return order ? order : str_cmp(x->unit, y->unit);
}

void measures_freeze(struct measures *measures)
{
	measures->sample_count = 0;
	vec_each (struct series, series, &measures->series) {
		series_freeze(measures, series);
		measures->sample_count += series->samples.len;
	}
	vec_sort(&measures->series, series_order);
}

/* A name that stands bare; a dotted one is a label's value without name: {"a.b"}. */
static bool is_plain(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.p[i];
		bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
				 || c == ':';
		if (!is_letter && !(i > 0 && c >= '0' && c <= '9')) {
			return false;
		}
	}
	return name.len > 0;
}

static void quoted_write(struct str text, struct buf *out)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		char c = text.p[i];
		if (c == '\n') {
			buf_add_cstr(out, "\\n");
			continue;
		}
		if (c == '"' || c == '\\') {
			buf_add_char(out, '\\');
		}
		buf_add_char(out, c);
	}
	buf_add_char(out, '"');
}

struct str series_write(const struct series *series, struct arena *arena)
{
	struct buf out;
	bool is_bare = is_plain(series->name);
	const char *between = "";

	buf_init(&out);
	if (is_bare) {
		buf_add(&out, series->name);
	}
	if (!is_bare || series->label_count) {
		buf_add_char(&out, '{');
		if (!is_bare && series->name.len) {
			quoted_write(series->name, &out);
			between = ",";
		}
		for (size_t i = 0; i < series->label_count; i++) {
			buf_add_cstr(&out, between);
			if (is_plain(series->labels[i].name)) {
				buf_add(&out, series->labels[i].name);
			} else {
				quoted_write(series->labels[i].name, &out);
			}
			buf_add_char(&out, '=');
			quoted_write(series->labels[i].value, &out);
			between = ",";
		}
		buf_add_char(&out, '}');
	}
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

const struct metric *metric_find(const struct metrics *metrics, struct str name)
{
	size_t low = 0;
	size_t high = metrics->len;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = str_cmp(metrics->list[middle].name, name);
		if (order == 0) {
			return &metrics->list[middle];
		}
		*(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
	}
	return NULL;
}

static int metric_order(const void *a, const void *b)
{
	const struct metric *x = a;
	const struct metric *y = b;
	return str_cmp(x->name, y->name);
}

void metrics_sort(struct metrics *metrics)
{
	if (metrics->len) {
		qsort(metrics->list, metrics->len, sizeof(*metrics->list), metric_order);
	}
}

const struct metric *metric_family(const struct metrics *metrics, struct str name)
{
	for (size_t i = name.len; i > 1; i--) {
		const struct metric *metric = NULL;
		if (name.p[i - 1] == '.' && i < name.len) {
			metric = metric_find(metrics, str_slice(name, 0, i - 1));
		}
		if (metric && metric->by_count) {
			return metric;
		}
	}
	return NULL;
}

/* "business, retail" */
static struct str segments_list(
		const struct metrics *metrics, const struct metric *family, struct arena *arena)
{
	struct buf out;
	size_t count = 0;
	buf_init(&out);
	/* Sorted by name, they come soon after it. */
	for (size_t i = (size_t)(family - metrics->list); i < metrics->len; i++) {
		const struct metric *metric = &metrics->list[i];
		if (!str_starts(metric->name, family->name)) {
			break;
		}
		if (!str_eq(metric->family, family->name)) {
			continue;
		}
		if (count++ < SEGMENTS_NAMED) {
			buf_fmt(&out, "%s" STR_FMT, out.len ? ", " : "", STR_ARG(metric->segment));
		}
	}
	if (count > SEGMENTS_NAMED) {
		buf_fmt(&out, " and %zu more", count - SEGMENTS_NAMED);
	}
	struct str text = str_dup(arena, out.len ? buf_str(&out) : STR("none at all"));
	buf_finish(&out);
	return text;
}

const struct metric *metric_find_or_absent(
		const struct metrics *metrics, struct str name, struct arena *arena)
{
	const struct metric *metric = metric_find(metrics, name);
	const struct metric *family = metric ? NULL : metric_family(metrics, name);
	if (!family) {
		return metric;
	}
	struct metric *absent = arena_new(arena, struct metric);
	*absent = (struct metric){
		.name = name,
		.place = family->place,
		.type = family->type,
		.unit = family->unit,
		.reason = REASON_NO_SERIES,
		.family = family->name,
		.segment = str_from(name, family->name.len + 1),
	};
	absent->reason_text = str_fmt(arena,
			"nothing is measured of segment '" STR_FMT "' of " STR_FMT
			"; there is " STR_FMT,
			STR_ARG(absent->segment), STR_ARG(family->name),
			STR_ARG(segments_list(metrics, family, arena)));
	return absent;
}
