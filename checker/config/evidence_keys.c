/* SPDX-License-Identifier: MIT */
/*
 * The keys of `decisions` and `telemetry`.
 */
#include "config/config.h"

#define AT(type, member) .offset = offsetof(struct type, member)

static const char *const immutable_words[] = {
	[IMMUTABLE_APPEND_ONLY] = "append-only",
	[IMMUTABLE_UNTIL_IMPLEMENTED] = "until-implemented",
	[IMMUTABLE_NONE] = "none",
	NULL,
};

static const char *const date_order_words[] = {
	[DATES_ISO] = "iso",
	[DATES_DAY_FIRST] = "day-first",
	[DATES_MONTH_FIRST] = "month-first",
	NULL,
};

const char *const telemetry_format_words[] = {
	[FORMAT_BY_NAME] = "by-name",
	[FORMAT_PROMETHEUS] = "prometheus",
	[FORMAT_OPENMETRICS] = "openmetrics",
	[FORMAT_PROMETHEUS_API] = "prometheus-api",
	[FORMAT_OTLP] = "otlp",
	[FORMAT_CSV] = "csv",
	[FORMAT_YAML] = "yaml",
	[FORMAT_JSON] = "json",
	NULL,
};

static const char *const aggregation_words[] = {
	[AGG_NONE] = "none",
	[AGG_SUM] = "sum",
	[AGG_MAX] = "max",
	[AGG_MIN] = "min",
	[AGG_MEAN] = "mean",
	NULL,
};

static const char *const type_words[] = {
	[METRIC_TYPE_AS_SOURCE] = "as-source",
	[METRIC_TYPE_COUNTER] = "counter",
	[METRIC_TYPE_GAUGE] = "gauge",
	[METRIC_TYPE_HISTOGRAM] = "histogram",
	[METRIC_TYPE_QUANTILE] = "quantile",
	[METRIC_TYPE_RATIO] = "ratio",
	[METRIC_TYPE_DELTA] = "delta",
	NULL,
};

static const char *const empty_words[] = {
	[EMPTY_UNKNOWN] = "unknown",
	[EMPTY_ZERO] = "zero",
	NULL,
};

/* clang-format off */

static const struct field decisions_fields[] = {
	{ .name = "dirs", .type = FIELD_PATHS, AT(config_decisions, dirs), .is_required = true,
	  .help = "Folders of decision records, with all below them.",
	  .example = "[adr]" },
	{ .name = "ignore", .type = FIELD_GLOBS, AT(config_decisions, ignore),
	  .help = "Files there that are no records; index, readme and template files never are.",
	  .example = "[adr/drafts/**]" },
	{ .name = "id", .type = FIELD_TEXT, AT(config_decisions, id),
	  .help = "What a record is called; the number is that of its file's name (default `ADR-{number}`).",
	  .example = "\"ADR-{number}\"" },
	{ .name = "parts", .type = FIELD_TEXTS, AT(config_decisions, parts),
	  .help = "What an accepted record must have: context, decision, alternatives, consequences, "
		  "review-trigger. Without it, all five.",
	  .example = "[context, decision, consequences]" },
	{ .name = "dates", .type = FIELD_CHOICE, AT(config_decisions, dates),
	  .words = date_order_words, .fallback = DATES_ISO,
	  .help = "How a date like 03/04/2026 is meant; with `iso`, the default, it stays ambiguous.",
	  .example = "day-first" },
	{ .name = "immutable", .type = FIELD_CHOICE, AT(config_decisions, immutable),
	  .words = immutable_words, .fallback = IMMUTABLE_APPEND_ONLY,
	  .help = "What may change in an accepted record: with `append-only`, the default, its status, "
		  "back-links, reviews and amendments; with `until-implemented` all until then; with "
		  "`none` everything.",
	  .example = "until-implemented" },
	{ .name = "lock", .type = FIELD_TEXT, AT(config_decisions, lock),
	  .help = "The file that remembers what was accepted (default `accepted.lock` in the first folder).",
	  .example = "adr/accepted.lock" },
	{ .name = "proposed_max", .type = FIELD_TEXT, AT(config_decisions, proposed_max),
	  .help = "How long a record may stay proposed (default `90d`).",
	  .example = "60d" },
	{ .name = "words", .type = FIELD_NODE, AT(config_decisions, words),
	  .help = "Further words for statuses, parts and metadata, in the form of rules/decisions/words.yaml.",
	  .example = "{ statuses: { accepted: [ratified] } }" },
};

const struct table config_decisions_table = {
	.name = "decisions",
	.help = "Where decision records are, and what is asked of them.",
	.fields = decisions_fields, .len = COUNT_OF(decisions_fields),
	.size = sizeof(struct config_decisions),
};

static const struct field snapshot_fields[] = {
	{ .name = "paths", .type = FIELD_GLOBS, AT(config_snapshot, paths), .is_required = true,
	  .help = "The files.",
	  .example = "[telemetry/**]" },
	{ .name = "format", .type = FIELD_CHOICE, AT(config_snapshot, format),
	  .words = telemetry_format_words, .fallback = FORMAT_BY_NAME,
	  .help = "What they are written in; the default, `by-name`, is told by the end of the name: .prom, "
		  ".om, .csv, .yaml, .json (as .yaml), .jsonl (OTLP).",
	  .example = "prometheus-api" },
};

static const struct table snapshot_table = {
	.name = "snapshot",
	.help = "Files of measurements; a bare pattern stands for `{paths: PATTERN}`.",
	.fields = snapshot_fields, .len = COUNT_OF(snapshot_fields), .size = sizeof(struct config_snapshot),
};

static const struct field metric_fields[] = {
	{ .name = "name", .type = FIELD_NAME, AT(config_metric, name) },
	{ .name = "from", .type = FIELD_TEXT, AT(config_metric, from), .is_required = true,
	  .help = "The series, as Prometheus selects one; a name with dots stands in quotes within the braces.",
	  .example = "'http_request_seconds{service=\"checkout\"}'" },
	{ .name = "unit", .type = FIELD_TEXT, AT(config_metric, unit),
	  .help = "What conditions see it in. Without it, what the source says, or a bare number.",
	  .example = "ms" },
	{ .name = "type", .type = FIELD_CHOICE, AT(config_metric, type),
	  .words = type_words, .fallback = METRIC_TYPE_AS_SOURCE,
	  .help = "What its values are; the default is what the source says.",
	  .example = "gauge" },
	{ .name = "source", .type = FIELD_GLOBS, AT(config_metric, source),
	  .help = "The snapshots that it may come from; without it, all.",
	  .example = "[telemetry/eu/**]" },
	{ .name = "format", .type = FIELD_CHOICE, AT(config_metric, format),
	  .words = telemetry_format_words, .fallback = FORMAT_BY_NAME,
	  .help = "Only snapshots of this format; `by-name`, the default, means any.",
	  .example = "openmetrics" },
	{ .name = "series", .type = FIELD_NUMBER, AT(config_metric, series),
	  .help = "How many series are expected (default 1); any other number makes it unknown.",
	  .example = "3" },
	{ .name = "agg", .type = FIELD_CHOICE, AT(config_metric, agg),
	  .words = aggregation_words, .fallback = AGG_NONE,
	  .help = "What several series come to at one moment; with `none`, the default, several are ambiguous.",
	  .example = "sum" },
	{ .name = "step", .type = FIELD_TEXT, AT(config_metric, step),
	  .help = "The distance of samples, for coverage; without it, days with a sample are counted.",
	  .example = "1h" },
	{ .name = "max_age", .type = FIELD_TEXT, AT(config_metric, max_age),
	  .help = "A newest sample older than this is no evidence (default `7d`).",
	  .example = "24h" },
	{ .name = "min_events", .type = FIELD_REAL, AT(config_metric, min_events),
	  .help = "With fewer events behind a sample, it counts as unknown (default 0).",
	  .example = "100" },
	{ .name = "empty_means", .type = FIELD_CHOICE, AT(config_metric, empty_means),
	  .words = empty_words, .fallback = EMPTY_UNKNOWN,
	  .help = "What a snapshot without any such series says (default `unknown`).",
	  .example = "zero" },
	{ .name = "least", .type = FIELD_REAL, AT(config_metric, least),
	  .help = "A value below this is wrong data.",
	  .example = "0" },
	{ .name = "most", .type = FIELD_REAL, AT(config_metric, most),
	  .help = "A value above this is wrong data.",
	  .example = "100" },
	{ .name = "by", .type = FIELD_TEXTS, AT(config_metric, by),
	  .help = "Labels: for each of their values there is a metric NAME.VALUE as well.",
	  .example = "[segment]" },
};

static const struct table metric_table = {
	.name = "metric",
	.help = "A measurement by the name that conditions call it.",
	.fields = metric_fields, .len = COUNT_OF(metric_fields), .size = sizeof(struct config_metric),
};

static const struct field derived_fields[] = {
	{ .name = "name", .type = FIELD_NAME, AT(config_derived, name) },
	{ .name = "of", .type = FIELD_TEXT, AT(config_derived, of), .is_required = true,
	  .help = "How it is computed from other metrics.",
	  .example = "metric(ltv, last) / metric(cac, last)" },
	{ .name = "unit", .type = FIELD_TEXT, AT(config_derived, unit),
	  .help = "What it comes to; without it, what the computation says.",
	  .example = "ratio" },
	{ .name = "by", .type = FIELD_TEXTS, AT(config_derived, by),
	  .help = "Labels that metrics in `of` are told by: for each value that all of these have, there is a "
		  "metric NAME.VALUE as well.",
	  .example = "[segment]" },
};

static const struct table derived_table = {
	.name = "derived metric",
	.help = "A metric made of others.",
	.fields = derived_fields, .len = COUNT_OF(derived_fields), .size = sizeof(struct config_derived),
};

static const struct field telemetry_fields[] = {
	{ .name = "snapshots", .type = FIELD_RECORDS, AT(config_telemetry, snapshots),
	  .item = &snapshot_table, .shorthand = "paths",
	  .help = "Files of measurements, as tools export them.",
	  .example = "[\"telemetry/**\", { paths: \"api/*.json\", format: prometheus-api }]" },
	{ .name = "metrics", .type = FIELD_NAMED, AT(config_telemetry, metrics), .item = &metric_table,
	  .help = "What is measured, by name.",
	  .example = "{ checkout.latency: { from: checkout_seconds, unit: ms } }" },
	{ .name = "derived", .type = FIELD_NAMED, AT(config_telemetry, derived), .item = &derived_table,
	  .help = "Metrics made of others, by name.",
	  .example = "{ ltv_cac: { of: \"metric(ltv, last) / metric(cac, last)\", unit: ratio } }" },
};

const struct table config_telemetry_table = {
	.name = "telemetry",
	.help = "Where measurements are, and what each metric means.",
	.fields = telemetry_fields, .len = COUNT_OF(telemetry_fields),
	.size = sizeof(struct config_telemetry),
};

/* clang-format on */
