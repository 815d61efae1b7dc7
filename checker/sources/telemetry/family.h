/* SPDX-License-Identifier: MIT */
/*
 * The metric families of a text exposition: what `# TYPE`, `# UNIT` and
 * `# HELP` say, and which samples belong to which family, as a table of
 * suffixes says that each of the two formats has.
 */
#ifndef LINTEL_SOURCES_TELEMETRY_FAMILY_H
#define LINTEL_SOURCES_TELEMETRY_FAMILY_H

#include "base/map.h"
#include "facts/measure.h"

enum family_type {
	FAMILY_UNTYPED,
	FAMILY_COUNTER,
	FAMILY_GAUGE,
	FAMILY_HISTOGRAM,
	FAMILY_GAUGE_HISTOGRAM,
	FAMILY_SUMMARY,
	FAMILY_INFO,
	FAMILY_STATE_SET,
};

struct family {
	struct str name;
	enum family_type type;
	/* As the source says it; empty if it does not. */
	struct str unit;
	bool has_type;
	bool has_help;
	bool has_unit;
	bool has_samples;
	/* Another family began after it. */
	bool is_over;
};

/* What must hold of a value, whatever else is said about it. */
enum value_check {
	CHECK_NOTHING,
	/* Neither NaN nor negative. */
	CHECK_COUNT,
	/* 0 or 1. */
	CHECK_STATE,
	/* 1. */
	CHECK_INFO,
};

/* What a sample is to the histogram that it belongs to. */
enum histogram_part {
	PART_NONE,
	PART_BUCKET,
	PART_COUNT,
	PART_SUM,
};

/* What samples called "family name + suffix" are, in families of this type. */
struct member_rule {
	enum family_type type;
	struct str suffix;
	enum measure_type measure;
	enum value_check check;
	enum histogram_part part;
};

struct families {
	struct arena *arena;
	/* Name to struct family. */
	struct map *by_name;
	const struct member_rule *rules;
	size_t rule_count;
};

/* More than any exporter has; beyond it a file is refused. */
#define FAMILIES_MAX 1000000

void families_init(struct families *families, struct arena *arena, const struct member_rule *rules,
		size_t rule_count);

/* The family of this name, or NULL. */
struct family *family_find(const struct families *families, struct str name);
/* The same, made if there is none; NULL if there are too many. */
struct family *family_put(struct families *families, struct str name);

/*
 * What samples of this name are: those of a family that was described before,
 * or NULL with `*family` the one of just this name, NULL too if there is none.
 */
const struct member_rule *family_member(
		const struct families *families, struct str name, struct family **family);

#endif
