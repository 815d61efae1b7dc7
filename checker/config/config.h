/* SPDX-License-Identifier: MIT */
/*
 * lintel.yaml, with everything that it extends, decoded and merged.
 *
 * What needs the code to be understood (selectors, `{name}` modules, the keys
 * of rule kinds) stays text or node here, with its place.  A configuration
 * lives in the arena it was read into and is shared read-only.
 */
#ifndef LINTEL_CONFIG_CONFIG_H
#define LINTEL_CONFIG_CONFIG_H

#include "config/governance.h"
#include "config/severity.h"
#include "config/table.h"

struct root;

struct config_use {
	/* A selector. */
	struct text to;
	bool is_deprecated;
	struct text reason;
	struct text adr;
};

struct config_module {
	/* May hold one {name}. */
	struct text name;
	struct text_list paths;
	struct text_list public_headers;
	struct text_list ports;
	struct text_list opaque;
	struct text_list tags;
	struct text_list tables;
	struct text owner;
	struct text prefix;
	/* Of config_use; not set = free, set and empty = nothing. */
	struct records uses;
};

struct config_external {
	struct text name;
	/* Matched against the spelled name of an include: openssl, or a folder of it. */
	struct text_list headers;
	struct text_list symbols;
};

/* A link target: definitions are sought among its sources first. */
struct config_program {
	struct text name;
	struct text_list sources;
};

/* What a cross-compiler would answer if it could be asked. */
struct config_compiler {
	/* The name of the program, or a pattern of it. */
	struct text name;
	struct text target;
	struct text sysroot;
	struct text_list includes;
	struct text_list defines;
};

/* What all rule kinds share; the rest of the node belongs to the kind. */
struct config_rule {
	struct text id;
	struct text kind;
	struct choice severity;
	struct text reason;
	struct text adr;
	struct text docs;
	struct choice cadence;
	struct text action;
	/* Words of use kinds. */
	struct text_list by;
	struct choice configurations;
	/* Selectors: uses from there are not judged. */
	struct text_list except;
	const struct node *node;
	/*
	 * Where the entry begins: what a finding about the whole project points at.
	 * Always in a file of the repository: a rule of a pack stands where the pack
	 * was asked for.
	 */
	struct place place;
};

enum config_configurations {
	/* Inactive branches count too. */
	CONFIGURATIONS_ALL,
	CONFIGURATIONS_ACTIVE,
};

enum config_cadence {
	CADENCE_COMMIT,
	CADENCE_NIGHTLY,
	CADENCE_WEEKLY,
	CADENCE_QUARTERLY,
	CADENCE_RELEASE,
};

extern const char *const cadence_words[];

struct config_sources {
	struct text_list compile_commands;
	struct text_list roots;
	struct text_list ignore;
};

enum config_immutable {
	IMMUTABLE_APPEND_ONLY,
	IMMUTABLE_UNTIL_IMPLEMENTED,
	IMMUTABLE_NONE,
};

enum config_date_order {
	DATES_ISO,
	DATES_DAY_FIRST,
	DATES_MONTH_FIRST,
};

/* Where decision records are, and what is asked of them. */
struct config_decisions {
	/* Folders; not set = there are none. */
	struct text_list dirs;
	struct text_list ignore;
	/* "ADR-{number}" */
	struct text id;
	/* Words of decision_part_words. */
	struct text_list parts;
	/* An enum config_date_order, config_immutable. */
	struct choice dates;
	struct choice immutable;
	struct text lock;
	/* A duration. */
	struct text proposed_max;
	/* Further words for statuses, headings and keys; sources/decisions knows which. */
	const struct node *words;
	struct place place;
};

/* A file format of telemetry; the default is told by the name. */
enum config_format {
	FORMAT_BY_NAME,
	FORMAT_PROMETHEUS,
	FORMAT_OPENMETRICS,
	FORMAT_PROMETHEUS_API,
	FORMAT_OTLP,
	FORMAT_CSV,
	FORMAT_YAML,
	FORMAT_JSON,
};

extern const char *const telemetry_format_words[];

struct config_snapshot {
	/* Globs. */
	struct text_list paths;
	/* An enum config_format. */
	struct choice format;
};

/* What several series of one metric come to. */
enum config_aggregation {
	/* Several are ambiguous. */
	AGG_NONE,
	AGG_SUM,
	AGG_MAX,
	AGG_MIN,
	AGG_MEAN,
};

enum config_metric_type {
	/* What the source says. */
	METRIC_TYPE_AS_SOURCE,
	METRIC_TYPE_COUNTER,
	METRIC_TYPE_GAUGE,
	METRIC_TYPE_HISTOGRAM,
	METRIC_TYPE_QUANTILE,
	METRIC_TYPE_RATIO,
	METRIC_TYPE_DELTA,
};

enum config_empty {
	EMPTY_UNKNOWN,
	EMPTY_ZERO,
};

struct config_metric {
	struct text name;
	/* A series selector: 'http_request_seconds{service="checkout"}'. */
	struct text from;
	struct text unit;
	/* An enum config_metric_type. */
	struct choice type;
	/* The snapshots it may come from; globs. */
	struct text_list source;
	/* An enum config_format: only snapshots of this one. */
	struct choice format;
	struct number series;
	/* An enum config_aggregation. */
	struct choice agg;
	/* Durations. */
	struct text step;
	struct text max_age;
	struct real min_events;
	/* An enum config_empty. */
	struct choice empty_means;
	/* What values may be. */
	struct real least;
	struct real most;
	/* Labels: it is told for each of their values too. */
	struct text_list by;
};

/* A metric made of others. */
struct config_derived {
	struct text name;
	struct text of;
	struct text unit;
	/* Labels that the metrics in `of` are told by. */
	struct text_list by;
};

struct config_telemetry {
	/* Of config_snapshot. */
	struct records snapshots;
	/* Of config_metric, config_derived. */
	struct records metrics;
	struct records derived;
};

struct config {
	/* The file's path relative to the root: "lintel.yaml". */
	struct str path;
	struct number version;
	struct text_list extends;
	struct config_sources sources;
	/* Of config_module, config_external, config_program, config_compiler. */
	struct records modules;
	struct records externals;
	struct records programs;
	struct records compilers;
	/* An enum severity, never SEVERITY_INFO. */
	struct choice unassigned;
	/* Where `unassigned` or, without it, the file begins. */
	struct place unassigned_place;
	/* Merged by id, in the order of first appearance. */
	struct config_rule *rules;
	size_t rule_count;
	struct config_decisions decisions;
	struct config_telemetry telemetry;
	/* Files of records, and of kinds of records; globs. */
	struct text_list registers;
	struct config_pillars pillars;
	/* Of config_gate; those that are not there are as gates/ has them. */
	struct records gates;
	struct config_report report;
	struct config_risk risk;
	struct config_deployments deployments;
	struct config_history history;
	struct config_outcomes outcomes;
	/* Files of exceptions, relative to the root. */
	struct text_list exceptions;
	/*
	 * Every file and pack ("pack:NAME") that was read for it, lintel.yaml
	 * last; the place is the `extends` item that asked for it.
	 */
	struct text_list files;
	/*
	 * All of it as one tree; its nodes say where each value came from.  NULL
	 * if a file could not be read: what depends on it cannot be judged.
	 */
	const struct node *node;
};

/* The keys common to all rules: what a kind's own table leaves alone. */
extern const struct table config_rule_table;
extern const struct table config_decisions_table;
extern const struct table config_telemetry_table;
extern const struct table config_pillars_table;
extern const struct table config_gate_table;
extern const struct table config_report_table;
extern const struct table config_risk_table;
extern const struct table config_deployments_table;
extern const struct table config_history_table;
extern const struct table config_outcomes_table;
/* All of lintel.yaml, for the schema and the reference. */
extern const struct table config_table;

/*
 * Reads lintel.yaml at `path` below the root and all that it extends.  Every
 * error is in `problems`; false if there was any.  `limits` may be NULL.  Unless
 * `node` is NULL, a configuration with errors is complete but for what is wrong
 * with it, so that whoever knows more can find more errors: rules without id or
 * kind and modules without a name are left out.
 *
 * Places within a pack have the path "pack:NAME", which is no file: an excerpt
 * of one comes from config_pack().
 */
NODISCARD bool config_read(struct config *config, struct arena *arena, const struct root *root,
		struct str path, const struct node_limits *limits, struct problems *problems);

/*
 * The same for a file that is not written yet: `text` is what would stand in
 * it, and lives as long as the arena.
 */
NODISCARD bool config_read_proposed(struct config *config, struct arena *arena,
		const struct root *root, struct str path, struct str text,
		struct problems *problems);

/*
 * Looks for lintel.yaml in `folder` and above; the folder that holds it, or an
 * empty text.
 */
struct str config_find(struct arena *arena, struct str folder);

/* The text of a pack that is part of the program, or an empty one. */
struct str config_pack(struct str name);

/* Up to `max` names of packs, sorted; how many there are. */
size_t config_pack_names(struct str *names, size_t max);

#endif
