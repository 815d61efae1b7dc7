/* SPDX-License-Identifier: MIT */
/*
 * A text exposition, line by line: what Prometheus text and OpenMetrics share.
 * Each of the two is a `struct dialect`, which says how they differ.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_EXPOSITION_H
#define LINTEL_SOURCES_TELEMETRY_EXPOSITION_H

#include "sources/telemetry/exposition_text.h"
#include "sources/telemetry/histogram_lines.h"
#include "sources/telemetry/spelling.h"

struct exposition;

struct dialect {
	/* OpenMetrics: see struct exposition_text; and families are not interleaved. */
	bool is_strict;
	const struct member_rule *rules;
	size_t rule_count;
	/* A line that begins with '#', from there on; up to the line's end. */
	bool (*comment)(struct exposition *exposition);
	/* The time of a sample. */
	bool (*time)(struct exposition *exposition, moment *at);
	/* What may follow it; NULL if nothing does. */
	bool (*exemplar)(struct exposition *exposition, const struct spelling *spelling);
	/* For the remedy where the times of a file cannot be. */
	struct str time_unit;
};

struct exposition {
	struct exposition_text text;
	const struct dialect *dialect;
	struct families families;
	/* OpenMetrics: the one that the last line belongs to. */
	struct family *current;
	struct spellings spellings;
	struct histograms histograms;
	/* Labels of the line that is parsed. */
	label_list labels;
	bool has_samples;
	/* Nothing may follow. */
	bool is_over;
	/* Samples of times that cannot be, and the first of them. */
	size_t implausible;
	uint32_t implausible_line;
	moment implausible_at;
};

/* Reads all of `text`.  False after sink_refuse(). */
NODISCARD bool exposition_read(struct exposition *exposition, struct sink *sink, struct str text,
		const struct dialect *dialect);

/* The family that a comment describes, whose name stands at `at`, made if there is none; NULL after
 * a refusal. */
struct family *exposition_describe(struct exposition *exposition, struct str name, size_t at);

#endif
