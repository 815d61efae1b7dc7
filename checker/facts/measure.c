/* SPDX-License-Identifier: MIT */
#include "facts/measure.h"

#include "base/arena.h"

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
	[REASONS] = NULL,
};

void measures_init(struct measures *measures, struct arena *arena)
{
	*measures = (struct measures){ .arena = arena };
}
