/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/histogram_lines.h"

#include "base/arena.h"

#include <math.h>

void histograms_init(struct histograms *histograms, struct sink *sink, struct arena *arena)
{
	*histograms = (struct histograms){
		.sink = sink,
		.arena = arena,
		.by_text = map_create(arena),
	};
}

uint32_t histogram_of(struct histograms *histograms, struct str name, const struct label *labels,
		size_t label_count, struct str unit)
{
	/* Only to be written: series_write() changes nothing. */
	struct label *copies = arena_copy(
			histograms->arena, labels, size_mul(label_count, sizeof(*labels)));
	const struct series spelled = {
		.name = name, .labels = copies, .label_count = label_count
	};
	bool is_new;
	struct map_entry *entry = map_put(
			histograms->by_text, series_write(&spelled, histograms->arena), &is_new);
	if (is_new) {
		const struct series_about about = { .type = MEASURE_HISTOGRAM, .unit = unit };
		entry->num = histograms->list.len;
		*vec_add(&histograms->list, histograms->arena) = (struct histogram){
			.text = entry->key,
			.series = sink_series(histograms->sink, name, labels, label_count, &about),
		};
	}
	return (uint32_t)entry->num;
}

/* What is wrong with what the lines say together, or NULL. */
static const char *lines_check(const struct histogram *histogram, struct str *remedy)
{
	double before = 0;
	size_t len = histogram->bounds.len;
	*remedy = STR("mend the exporter: a bucket counts all that is at most its bound");
	for (size_t i = 0; i < len; i++) {
		double count = histogram->counts.p[i];
		double bound = histogram->bounds.p[i];
		if (isnan(bound) || (i > 0 && bound == histogram->bounds.p[i - 1])) {
			return "the same bucket twice";
		}
		if (i > 0 && bound < histogram->bounds.p[i - 1]) {
			return "its buckets are not in the order of their bounds";
		}
		if (isnan(count) || count < 0) {
			return "the count of a bucket is negative or no number";
		}
		if (count < before) {
			return "its buckets are not cumulative: a larger bound counts less";
		}
		before = count;
	}
	if (len == 0 || !isinf(histogram->bounds.p[len - 1]) || histogram->bounds.p[len - 1] < 0) {
		*remedy = STR("take all of its buckets along, le=\"+Inf\" too");
		return "it has no bucket le=\"+Inf\"";
	}
	/* Two numbers that were counted: they are the same, or something is wrong. */
	if (histogram->has_count && !(histogram->count >= before && histogram->count <= before)) {
		return "its bucket le=\"+Inf\" and its _count differ";
	}
	return NULL;
}

static void histogram_tell(struct histograms *histograms, struct histogram *histogram)
{
	struct str remedy;
	const char *wrong = lines_check(histogram, &remedy);
	if (!wrong) {
		sink_buckets(histograms->sink, histogram->series, histogram->at,
				histogram->bounds.p, histogram->counts.p, histogram->bounds.len,
				histogram->sum);
	} else {
		sink_gap(histograms->sink, histogram->series, histogram->at);
	}
	if (wrong && !histogram->is_reported) {
		histogram->is_reported = true;
		sink_fault(histograms->sink, "schema", histogram->text, histogram->line, remedy,
				"this histogram cannot be used: %s", wrong);
	}
	histogram->is_open = false;
}

static void histogram_begin(
		struct histograms *histograms, uint32_t number, moment at, uint32_t line)
{
	struct histogram *histogram = &histograms->list.p[number];
	histogram->is_open = true;
	histogram->has_count = false;
	histogram->at = at;
	histogram->line = line;
	histogram->bounds.len = 0;
	histogram->counts.len = 0;
	histogram->sum = (double)NAN;
	*vec_add(&histograms->open, histograms->arena) = number;
}

void histogram_line(struct histograms *histograms, uint32_t number, enum histogram_part part,
		moment at, double bound, double value, uint32_t line)
{
	struct histogram *histogram = &histograms->list.p[number];
	if (histogram->series == SERIES_NONE) {
		return;
	}
	if (histogram->is_open && histogram->at != at) {
		histogram_tell(histograms, histogram);
		/* Mostly it is the last of the list, which then stays short. */
		if (histograms->open.p[histograms->open.len - 1] == number) {
			histograms->open.len--;
		}
	}
	if (!histogram->is_open) {
		histogram_begin(histograms, number, at, line);
	}
	switch (part) {
	case PART_NONE:
		break;
	case PART_BUCKET:
		*vec_add(&histogram->bounds, histograms->arena) = bound;
		*vec_add(&histogram->counts, histograms->arena) = value;
		break;
	case PART_COUNT:
		histogram->has_count = true;
		histogram->count = value;
		break;
	case PART_SUM:
		histogram->sum = value;
		break;
	}
}

void histograms_close(struct histograms *histograms)
{
	vec_each (const uint32_t, number, &histograms->open) {
		struct histogram *histogram = &histograms->list.p[*number];
		if (histogram->is_open) {
			histogram_tell(histograms, histogram);
		}
	}
	histograms->open.len = 0;
}
