/* SPDX-License-Identifier: MIT */
/*
 * What a reader makes of a text, as text:
 *
 *	counter hits_total{code="200"} 1795234800000=3
 *	histogram wait 1795234800000=2 [0.1:1 +Inf:2] sum 0.3
 *	fault schema 4 hits_total: a counter is negative
 *
 * or "refused 3:7: what is wrong | what to write".  Samples without a time of
 * their own have the moment 1, unless the text says when it was collected.
 */
#ifndef LINTEL_UNIT_SOURCES_TELEMETRY_READING_H
#define LINTEL_UNIT_SOURCES_TELEMETRY_READING_H

#include "sources/telemetry/gather.h"
#include "sources/telemetry/telemetry.h"

#include "unit/unit.h"

static inline void reading_series(const struct series *series, struct arena *arena, struct buf *out)
{
	struct str name = series_write(series, arena);
	buf_fmt(out, "%s " STR_FMT, measure_type_words[series->type], STR_ARG(name));
	if (series->unit.len) {
		buf_fmt(out, " (" STR_FMT ")", STR_ARG(series->unit));
	}
	for (size_t i = 0; i < series->samples.len; i++) {
		buf_fmt(out, " %lld=", (long long)series->samples.p[i].at);
		number_write(series->samples.p[i].value, out);
		for (size_t k = 0; k < series->bound_count; k++) {
			buf_add_cstr(out, k ? " " : " [");
			number_write(series->bounds[k], out);
			buf_add_char(out, ':');
			number_write(series->counts[i * series->bound_count + k], out);
		}
		if (series->bound_count) {
			buf_add_cstr(out, "]");
		}
		if (series->events && series->events[i] >= 0) {
			buf_add_cstr(out, " of ");
			number_write(series->events[i], out);
		}
		if (series->sums) {
			buf_add_cstr(out, " sum ");
			number_write(series->sums[i], out);
		}
	}
	if (series->gaps) {
		buf_fmt(out, " gaps %zu", series->gaps);
	}
	if (series->repeats) {
		buf_fmt(out, " repeats %zu", series->repeats);
	}
	if (series->is_partial) {
		buf_add_cstr(out, " partial");
	}
	buf_add_char(out, '\n');
}

static inline void reading_found(struct sink *sink, struct arena *arena, struct buf *out)
{
	struct measures measures;
	measures_init(&measures, arena);
	*vec_add(&measures.snapshots, arena) = (struct snapshot){ .path = STR("snapshot") };
	sink_finish(sink);
	finds_deliver(&sink->finds, &measures);
	measures_freeze(&measures);
	vec_each (const struct series, series, &measures.series) {
		reading_series(series, arena, out);
	}
	vec_each (const struct measure_fault, fault, &sink->faults) {
		buf_fmt(out, "%s " STR_FMT " %u " STR_FMT ": " STR_FMT "\n",
				fault->is_note ? "note" : "fault", STR_ARG(fault->kind),
				fault->place.line, STR_ARG(fault->subject), STR_ARG(fault->text));
	}
}

/* `text` may hold a NUL. */
static inline struct str reading_str(struct arena *arena, snapshot_read_fn *read, struct str text)
{
	static const struct telemetry_limits limits = { 1 << 30, 1000000, 100000, MOMENT_NEVER };
	struct reading reading = { .limits = &limits, .keep_all = true };
	struct sink sink;
	struct buf out = { 0 };
	sink_open(&sink, &reading, STR("snapshot"), FORMAT_BY_NAME, 0);
	sink.stamp = 1;
	buf_add_cstr(&out, "");
	bool ok = read(&sink, text);
	assert_true(ok == !sink.is_refused);
	if (ok) {
		reading_found(&sink, arena, &out);
	} else {
		buf_fmt(&out, "refused %u:%u: " STR_FMT, sink.place.line, sink.place.column,
				STR_ARG(sink.problem));
		if (sink.remedy.len) {
			buf_fmt(&out, " | " STR_FMT, STR_ARG(sink.remedy));
		}
		buf_add_char(&out, '\n');
	}
	struct str found = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	sink_close(&sink);
	return found;
}

/* Compares what is found with what is expected, a line each. */
#define assert_found(arena, read, text, expected) \
	unit_assert_str(reading_str(arena, read, str_of(text)), expected, __FILE__, __LINE__)

/* The file is refused, at this place, with these words in it. */
#define assert_refused(arena, read, text, expected) \
	reading_refused(reading_str(arena, read, str_of(text)), "refused " expected, __FILE__, \
			__LINE__)

static inline void reading_refused(
		struct str found, const char *expected, const char *file, int line)
{
	if (!str_starts(found, str_of(expected))) {
		print_error("'" STR_FMT "' does not begin with '%s'\n", STR_ARG(found), expected);
		_fail(file, line);
	}
}

#endif
