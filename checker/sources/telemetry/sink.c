/* SPDX-License-Identifier: MIT */
/*
 * What a reader says of its file.  sink_sample() is called ten million times:
 * it compares one moment and writes sixteen bytes.
 */
#include "sources/telemetry/sink.h"

#include "base/arena.h"
#include "base/map.h"
#include "sources/telemetry/gather.h"
#include "sources/telemetry/telemetry.h"

#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHUNK_FIRST 4
#define CHUNK_MOST 8192
/* More spellings than this are not remembered: each is parsed again. */
#define SPELLINGS_MOST ((size_t)1 << 20)
/* Faults of one kind in one file that are told one by one. */
#define FAULTS_MOST 20
/* How much text is given back at a time. */
#define PASSED_STEP ((ptrdiff_t)8 << 20)

void sink_open(struct sink *sink, struct reading *reading, struct str path,
		enum config_format format, uint32_t snapshot)
{
	*sink = (struct sink){
		.arena = arena_create(),
		.scratch = arena_create(),
		.reading = reading,
		.path = path,
		.format = format,
		.snapshot = snapshot,
		.stamp = MOMENT_EVER,
		.collected = MOMENT_EVER,
		.jobs = 1,
		.last_series = SERIES_NONE,
	};
	finds_init(&sink->finds, sink->arena);
	sink->spellings = map_create(sink->scratch);
	buf_init(&sink->key);
	buf_init(&sink->metrics);
}

void sink_close(struct sink *sink)
{
	if (sink->arena) {
		finds_free(&sink->finds);
		buf_finish(&sink->key);
		buf_finish(&sink->metrics);
		arena_destroy(sink->scratch);
		arena_destroy(sink->arena);
		sink->arena = NULL;
	}
}

static struct place place_at(const struct sink *sink, uint32_t line, uint32_t column)
{
	return (struct place){
		.path = sink->path,
		.line = line ? line + sink->lines_before : 0,
		.column = line ? column : 0,
	};
}

bool sink_refuse(struct sink *sink, uint32_t line, uint32_t column, struct str remedy,
		const char *fmt, ...)
{
	va_list args;

	/* What is wrong first is what made the rest wrong. */
	if (!sink->is_refused) {
		va_start(args, fmt);
		sink->problem = str_vfmt(sink->arena, fmt, args);
		va_end(args);
		sink->remedy = str_dup(sink->arena, remedy);
		sink->place = place_at(sink, line, column);
		sink->is_refused = true;
	}
	return false;
}

struct str sink_path(const struct sink *sink)
{
	return sink->path;
}

struct arena *sink_scratch(const struct sink *sink)
{
	return sink->scratch;
}

void sink_line(struct sink *sink, uint32_t line)
{
	sink->line = line;
}

void sink_collected(struct sink *sink, moment at)
{
	sink->collected = at;
}

moment sink_moment(const struct sink *sink)
{
	return sink->collected != MOMENT_EVER ? sink->collected : sink->stamp;
}

static int label_order(const void *a, const void *b)
{
	const struct label *x = a;
	const struct label *y = b;
	return str_cmp(x->name, y->name);
}

static void key_part(struct buf *key, struct str text)
{
	uint32_t len = (uint32_t)text.len;
	buf_add(key, (struct str){ (const char *)&len, sizeof(len) });
	buf_add(key, text);
}

/*
 * The unit is part of the key: samples of two units are never mixed unseen.  So
 * is who asks: what one metric may see and another may not is not mixed either.
 */
static struct str key_make(struct buf *key, struct str name, struct str unit,
		const struct label *labels, size_t count, struct str metrics)
{
	buf_clear(key);
	key_part(key, name);
	for (size_t i = 0; i < count; i++) {
		key_part(key, labels[i].name);
		key_part(key, labels[i].value);
	}
	key_part(key, unit);
	key_part(key, metrics);
	return buf_str(key);
}

static struct found found_make(struct sink *sink, struct str name, const struct label *labels,
		size_t count, const struct series_about *about)
{
	struct found found = {
		.last_at = MOMENT_NEVER,
		.newest_at = MOMENT_EVER,
		.series = {
			.name = str_dup(sink->arena, name),
			.labels = arena_new_array(sink->arena, struct label, count),
			.label_count = count,
			.type = about->type,
			.unit = str_dup(sink->arena, about->unit),
			.metrics = arena_copy(sink->arena, sink->metrics.p, sink->metrics.len),
			.metric_count = sink->metrics.len / sizeof(uint32_t),
			.place = about->place.line
				? place_at(sink, about->place.line, about->place.column)
				: place_at(sink, sink->line, 0),
			.is_partial = about->is_partial,
			.lookback_ms = about->lookback_ms,
		},
	};
	for (size_t i = 0; i < count; i++) {
		found.series.labels[i].name = str_dup(sink->arena, labels[i].name);
		found.series.labels[i].value = str_dup(sink->arena, labels[i].value);
	}
	return found;
}

uint32_t sink_series(struct sink *sink, struct str name, const struct label *labels,
		size_t label_count, const struct series_about *about)
{
	const struct reading *reading = sink->reading;
	bool is_new;

	/* Some readers ask for each sample, so this must not take memory each time. */
	sink->labels.len = 0;
	for (size_t i = 0; i < label_count; i++) {
		*vec_add(&sink->labels, sink->scratch) = labels[i];
	}
	vec_sort(&sink->labels, label_order);
	const struct label *sorted = sink->labels.p;
	buf_clear(&sink->metrics);
	if (reading->wanted) {
		reading->wanted(reading->wanted_ctx, sink->path, sink->format, name, sorted,
				label_count, &sink->metrics);
	}
	if (sink->metrics.len == 0 && !reading->keep_all) {
		return SERIES_NONE;
	}
	struct str key = key_make(&sink->key, name, about->unit, sorted, label_count,
			buf_str(&sink->metrics));
	struct map_entry *entry = map_find(sink->finds.by_key, key);
	if (!entry && sink->finds.list.len >= reading->limits->max_series) {
		sink_refuse(sink, sink->line, 0, STR("ask for fewer, or raise --max-series"),
				"it has more than %zu series that are asked for",
				reading->limits->max_series);
		return SERIES_NONE;
	}
	entry = map_put(sink->finds.by_key, key, &is_new);
	if (is_new) {
		entry->num = sink->finds.list.len;
		*vec_add(&sink->finds.list, sink->arena) =
				found_make(sink, name, sorted, label_count, about);
	}
	sink->finds.list.p[entry->num].series.is_partial |= about->is_partial;
	return (uint32_t)entry->num;
}

bool sink_known(struct sink *sink, struct str spelling, uint32_t *series)
{
	if (sink->last_spelling.p && str_eq(sink->last_spelling, spelling)) {
		*series = sink->last_series;
		return true;
	}
	const struct map_entry *entry = map_find(sink->spellings, spelling);
	if (!entry) {
		return false;
	}
	*series = (uint32_t)entry->num;
	sink->last_spelling = entry->key;
	sink->last_series = *series;
	return true;
}

void sink_remember(struct sink *sink, struct str spelling, uint32_t series)
{
	if (sink->spellings->len < SPELLINGS_MOST) {
		map_put(sink->spellings, spelling, NULL)->num = series;
	}
}

/* The moment of a sample without one; false, and counted, if nobody knows. */
static bool moment_find(struct sink *sink, moment *at)
{
	if (*at == MOMENT_EVER) {
		*at = sink_moment(sink);
	}
	if (*at == MOMENT_EVER) {
		sink->timeless_line = sink->timeless++ ? sink->timeless_line : sink->line;
		return false;
	}
	return true;
}

static bool is_same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

/* The same moment again: the first value stays. */
static void repeat_note(struct sink *sink, struct found *found, double value)
{
	struct series *series = &found->series;

	series->repeats++;
	if (!is_same(value, found->last_value) && series->repeated.path.len == 0) {
		series->repeated = place_at(sink, sink->line, 0);
	}
}

/* A new chunk at the end, or NULL when there are too many samples already. */
static struct chunk *chunk_add(struct sink *sink, struct found *found, bool has_events)
{
	struct chunk *last = found->last;
	uint32_t cap = last ? last->cap * 2 : CHUNK_FIRST;
	cap = cap > CHUNK_MOST ? CHUNK_MOST : cap;
	if (atomic_fetch_add(&sink->reading->kept, last ? last->len : 0)
			> sink->reading->limits->max_samples) {
		return NULL;
	}
	size_t size = sizeof(struct sample) + (has_events ? sizeof(double) : 0);
	struct chunk *chunk = malloc(sizeof(*chunk) + cap * size);
	if (!chunk) {
		die_oom();
	}
	*chunk = (struct chunk){ .cap = cap, .snapshot = sink->snapshot };
	if (has_events) {
		chunk->events = (double *)(chunk->samples + cap);
	}
	*(last ? &last->next : &found->first) = chunk;
	found->last = chunk;
	return chunk;
}

/* Keeps a sample; false if its moment is there already, or too many are. */
static bool sample_keep(
		struct sink *sink, struct found *found, moment at, double value, double events)
{
	struct chunk *chunk = found->last;

	if (at == found->last_at) {
		repeat_note(sink, found, value);
		return false;
	}
	if (!chunk || chunk->len == chunk->cap || (events >= 0 && !chunk->events)) {
		chunk = chunk_add(sink, found, events >= 0);
		if (!chunk) {
			return false;
		}
	}
	if (chunk->events) {
		chunk->events[chunk->len] = events;
	}
	chunk->samples[chunk->len++] = (struct sample){ at, value };
	found->len++;
	found->last_at = at;
	found->last_value = value;
	bool is_future = at > sink->reading->limits->until;
	if (found_is_newer(found, at, is_future)) {
		found->newest_at = at;
		found->is_newest_future = is_future;
		found->series.newest = place_at(sink, sink->line, 0);
	}
	return true;
}

void sink_sample(struct sink *sink, uint32_t series, moment at, double value, double events)
{
	sink->samples++;
	if (series != SERIES_NONE && moment_find(sink, &at)) {
		(void)sample_keep(sink, &sink->finds.list.p[series], at, value, events);
	}
}

void sink_buckets(struct sink *sink, uint32_t series, moment at, const double *bounds,
		const double *counts, size_t len, double sum)
{
	sink->samples++;
	if (series == SERIES_NONE || len == 0 || !moment_find(sink, &at)) {
		return;
	}
	struct found *found = &sink->finds.list.p[series];
	if (sample_keep(sink, found, at, counts[len - 1], -1)) {
		tally_add(found, sink->arena, &(struct layout){ bounds, len }, counts, sum);
	}
}

void sink_gap(struct sink *sink, uint32_t series, moment at)
{
	(void)at;
	sink->samples++;
	if (series != SERIES_NONE) {
		sink->finds.list.p[series].series.gaps++;
	}
}

void sink_skip(struct sink *sink)
{
	sink->samples++;
}

/* How many of this kind there were before; there are few kinds. */
static size_t fault_count(struct sink *sink, struct str kind, size_t more)
{
	vec_each (struct fault_count, known, &sink->fault_counts) {
		if (str_eq(known->kind, kind)) {
			known->count += more;
			return known->count - more;
		}
	}
	*vec_add(&sink->fault_counts, sink->arena) =
			(struct fault_count){ str_dup(sink->arena, kind), more };
	return 0;
}

void sink_faults_take(struct sink *sink, const struct sink *part)
{
	struct arena *arena = sink->arena;

	vec_each (const struct measure_fault, fault, &part->faults) {
		if (fault_count(sink, fault->kind, 1) < FAULTS_MOST) {
			*vec_add(&sink->faults, arena) = (struct measure_fault){
				.kind = str_dup(arena, fault->kind),
				.subject = str_dup(arena, fault->subject),
				.text = str_dup(arena, fault->text),
				.remedy = str_dup(arena, fault->remedy),
				.place = fault->place,
				.is_note = fault->is_note,
			};
		}
	}
	vec_each (const struct fault_count, known, &part->fault_counts) {
		size_t told = known->count < FAULTS_MOST ? known->count : FAULTS_MOST;
		(void)fault_count(sink, known->kind, known->count - told);
	}
}

static void PRINTF_LIKE(3, 0) fault_add(
		struct sink *sink, struct measure_fault fault, const char *fmt, va_list args)
{
	if (fault_count(sink, fault.kind, 1) >= FAULTS_MOST) {
		return;
	}
	fault.subject = str_dup(sink->arena, fault.subject);
	fault.text = str_vfmt(sink->arena, fmt, args);
	fault.remedy = str_dup(sink->arena, fault.remedy);
	*vec_add(&sink->faults, sink->arena) = fault;
}

void sink_fault(struct sink *sink, const char *kind, struct str subject, uint32_t line,
		struct str remedy, const char *fmt, ...)
{
	struct measure_fault fault = {
		.kind = str_of(kind),
		.subject = subject,
		.remedy = remedy,
		.place = place_at(sink, line, 0),
	};
	va_list args;

	va_start(args, fmt);
	fault_add(sink, fault, fmt, args);
	va_end(args);
}

void sink_note(struct sink *sink, const char *kind, struct str subject, uint32_t line,
		struct str remedy, const char *fmt, ...)
{
	struct measure_fault note = {
		.kind = str_of(kind),
		.subject = subject,
		.remedy = remedy,
		.place = place_at(sink, line, 0),
		.is_note = true,
	};
	va_list args;

	va_start(args, fmt);
	fault_add(sink, note, fmt, args);
	va_end(args);
}

void sink_finish(struct sink *sink)
{
	vec_each (const struct fault_count, fault, &sink->fault_counts) {
		if (fault->count > FAULTS_MOST) {
			*vec_add(&sink->faults, sink->arena) = (struct measure_fault){
				.kind = fault->kind,
				.subject = sink->path,
				.text = str_fmt(sink->arena, "and %zu more like these",
						fault->count - FAULTS_MOST),
				.place = place_at(sink, 0, 0),
			};
		}
	}
	if (sink->timeless) {
		*vec_add(&sink->faults, sink->arena) = (struct measure_fault){
			.kind = STR("time"),
			.subject = sink->path,
			.text = str_fmt(sink->arena, "%llu %s no time, and so no use",
					(unsigned long long)sink->timeless,
					sink->timeless == 1 ? "sample has" : "samples have"),
			.remedy = STR("export them with their times, or put the moment into the "
				      "name: shop-2026-11-21T04-00-00Z.prom"),
			.place = place_at(sink, sink->timeless_line, 0),
		};
	}
}

void pages_give_back(struct str text)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t from = ((uintptr_t)text.p + page - 1) / page * page;
	uintptr_t to = (uintptr_t)(text.p + text.len) / page * page;

	/* They can be read again: the file is still there. */
	if (to > from) {
		(void)madvise((void *)from, to - from, MADV_DONTNEED);
	}
}

void sink_passed(struct sink *sink, const char *at)
{
	if (sink->is_mapped && at - sink->passed >= PASSED_STEP) {
		pages_give_back((struct str){ sink->passed, (size_t)(at - sink->passed) });
		sink->passed = at;
	}
}
