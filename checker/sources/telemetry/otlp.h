/* SPDX-License-Identifier: MIT */
/*
 * What the parts of the OTLP reader share: a message holds resources, these
 * hold scopes, these metrics (otlp.c), these points (otlp_point.c), and labels
 * come from all of them (otlp_label.c).
 */
#ifndef LINTEL_SOURCES_TELEMETRY_OTLP_H
#define LINTEL_SOURCES_TELEMETRY_OTLP_H

#include "sources/telemetry/labels.h"
#include "sources/telemetry/otlp_histogram.h"
#include "sources/telemetry/otlp_node.h"

/* The kinds of metrics that there are. */
enum otlp_kind {
	OTLP_GAUGE,
	OTLP_SUM,
	OTLP_HISTOGRAM,
	OTLP_EXPONENTIAL,
	OTLP_SUMMARY,
};

enum temporality {
	TEMPORALITY_UNKNOWN,
	TEMPORALITY_DELTA,
	TEMPORALITY_CUMULATIVE,
};

/* What a cumulative series said last. */
struct last_point {
	moment start;
	moment at;
	double value;
	bool is_reported;
};

struct otlp {
	struct otlp_line line;
	struct otlp_histograms histograms;
	/* Of the resource and scope that are being read. */
	label_list shared;
	/* Of the point. */
	label_list own;
	label_list labels;
	/* By the sink's number of the series. */
	VEC(struct last_point) last;
	/* Attributes that are lists or maps, and the first of them. */
	size_t nested;
	uint32_t nested_line;
	struct str nested_name;
};

/* The metric that is being read. */
struct otlp_metric {
	struct str name;
	struct str unit;
	enum temporality temporality;
	bool is_monotonic;
};

/* Adds the attributes of `map` to `labels`, sorted. */
NODISCARD bool otlp_attributes(struct otlp *otlp, const struct node *map, label_list *labels);

/* Makes `labels` of the point's own and of those shared ones that it does not name itself. */
void otlp_labels_merge(struct otlp *otlp);

/* Data of this metric that can be read and not used. */
void otlp_fault(const struct otlp *otlp, const struct otlp_metric *metric, const char *remedy,
		const char *problem);

/* Tells the sink of one point.  False after a refusal. */
NODISCARD bool otlp_point_read(struct otlp *otlp, const struct otlp_metric *metric,
		const struct node *point, enum otlp_kind kind);

#endif
