/* SPDX-License-Identifier: MIT */
/*
 * The keys of `risk` and `outcomes`.
 */
#include "config/config.h"

#define AT(type, member) .offset = offsetof(struct type, member)

const char *const criticality_words[] = {
	[CRITICALITY_LOW] = "low",
	[CRITICALITY_MEDIUM] = "medium",
	[CRITICALITY_HIGH] = "high",
	NULL,
};

const char *const impact_words[] = {
	[IMPACT_MINOR] = "minor",
	[IMPACT_MAJOR] = "major",
	[IMPACT_SEVERE] = "severe",
	NULL,
};

const char *const rank_words[] = {
	[RANK_LOW] = "low",
	[RANK_ELEVATED] = "elevated",
	[RANK_HIGH] = "high",
	NULL,
};

static const char *const better_words[] = {
	[BETTER_LESS] = "less",
	[BETTER_MORE] = "more",
	NULL,
};

/* clang-format off */

static const struct field protected_fields[] = {
	{ .name = "of", .type = FIELD_SELECTORS, AT(config_protected, of), .is_required = true,
	  .help = "Modules: names, patterns, tags.",
	  .example = "[payment, tag:money]" },
	{ .name = "criticality", .type = FIELD_CHOICE, AT(config_protected, criticality),
	  .is_required = true, .words = criticality_words, .fallback = CRITICALITY_LOW,
	  .help = "What hangs on it.",
	  .example = "high" },
	{ .name = "impact", .type = FIELD_CHOICE, AT(config_protected, impact),
	  .words = impact_words, .fallback = IMPACT_MINOR,
	  .help = "How bad it is when it fails; without it, as bad as its incidents were.",
	  .example = "severe" },
	{ .name = "reason", .type = FIELD_TEXT, AT(config_protected, reason),
	  .help = "Why it stands there.",
	  .example = "no orders are paid while it is down" },
	{ .name = "adr", .type = FIELD_TEXT, AT(config_protected, adr),
	  .help = "The decision record behind it.",
	  .example = "ADR-0011" },
};

static const struct table protected_table = {
	.name = "protected part",
	.help = "What is to be protected.",
	.fields = protected_fields, .len = COUNT_OF(protected_fields),
	.size = sizeof(struct config_protected),
};

#define RANK(impact, number, usual) \
	{ .name = impact, .type = FIELD_CHOICE, AT(config_ranks, by_impact[number]), \
	  .words = rank_words, .fallback = RANK_LOW, \
	  .help = "The rank of it with " impact " impact (default `" usual "`).", .example = usual }
static const struct field low_fields[] = {
	RANK("minor", IMPACT_MINOR, "low"), RANK("major", IMPACT_MAJOR, "low"),
	RANK("severe", IMPACT_SEVERE, "elevated"),
};
static const struct field medium_fields[] = {
	RANK("minor", IMPACT_MINOR, "low"), RANK("major", IMPACT_MAJOR, "elevated"),
	RANK("severe", IMPACT_SEVERE, "high"),
};
static const struct field high_fields[] = {
	RANK("minor", IMPACT_MINOR, "elevated"), RANK("major", IMPACT_MAJOR, "high"),
	RANK("severe", IMPACT_SEVERE, "high"),
};
#undef RANK

static const struct table low_table = {
	.name = "low", .help = "Ranks of what little hangs on, by impact.",
	.fields = low_fields, .len = COUNT_OF(low_fields), .size = sizeof(struct config_ranks),
};
static const struct table medium_table = {
	.name = "medium", .help = "Ranks of what something hangs on, by impact.",
	.fields = medium_fields, .len = COUNT_OF(medium_fields), .size = sizeof(struct config_ranks),
};
static const struct table high_table = {
	.name = "high", .help = "Ranks of what much hangs on, by impact.",
	.fields = high_fields, .len = COUNT_OF(high_fields), .size = sizeof(struct config_ranks),
};

static const struct field matrix_fields[] = {
	{ .name = "low", .type = FIELD_GROUP, .item = &low_table,
	  AT(config_matrix, by_criticality[CRITICALITY_LOW]),
	  .help = "Of low criticality.", .example = "{ minor: low, major: low, severe: elevated }" },
	{ .name = "medium", .type = FIELD_GROUP, .item = &medium_table,
	  AT(config_matrix, by_criticality[CRITICALITY_MEDIUM]),
	  .help = "Of medium criticality.", .example = "{ minor: low, major: elevated, severe: high }" },
	{ .name = "high", .type = FIELD_GROUP, .item = &high_table,
	  AT(config_matrix, by_criticality[CRITICALITY_HIGH]),
	  .help = "Of high criticality.", .example = "{ minor: elevated, major: high, severe: high }" },
};

static const struct table matrix_table = {
	.name = "matrix",
	.help = "Criticality by impact: all nine ranks, or none of them.",
	.fields = matrix_fields, .len = COUNT_OF(matrix_fields), .size = sizeof(struct config_matrix),
};

static const struct field roles_fields[] = {
	{ .name = "low", .type = FIELD_TEXTS, AT(config_rank_roles, by_rank[RANK_LOW]),
	  .help = "Roles that all must approve a change of low rank (default: none).",
	  .example = "[]" },
	{ .name = "elevated", .type = FIELD_TEXTS, AT(config_rank_roles, by_rank[RANK_ELEVATED]),
	  .help = "Roles that all must approve a change of elevated rank (default: any one that "
		  "`may_approve` it).",
	  .example = "[architect]" },
	{ .name = "high", .type = FIELD_TEXTS, AT(config_rank_roles, by_rank[RANK_HIGH]),
	  .help = "Roles that all must approve a change of high rank (default: any one that "
		  "`may_approve` it).",
	  .example = "[architect, head-of-payments]" },
};

static const struct table roles_table = {
	.name = "approvals",
	.help = "Who must approve a change, by its rank.",
	.fields = roles_fields, .len = COUNT_OF(roles_fields), .size = sizeof(struct config_rank_roles),
};

static const struct field risk_fields[] = {
	{ .name = "protect", .type = FIELD_RECORDS, AT(config_risk, protect), .item = &protected_table,
	  .help = "What is to be protected, besides the sources of truth of data-item records.",
	  .example = "[{ of: [payment], criticality: high, impact: severe }]" },
	{ .name = "matrix", .type = FIELD_GROUP, AT(config_risk, matrix), .item = &matrix_table,
	  .help = "The rank of each criticality with each impact." },
	{ .name = "approvals", .type = FIELD_GROUP, AT(config_risk, approvals), .item = &roles_table,
	  .help = "Who must approve a change, by its rank." },
	{ .name = "without_approval", .type = FIELD_TEXTS, AT(config_risk, without_approval),
	  .help = "Classes of change that need no approval (default `[rollback]`).",
	  .example = "[rollback]" },
	{ .name = "classes", .type = FIELD_TEXTS, AT(config_risk, classes),
	  .help = "Further classes of change, besides feature, fix, reliability, security, rollback, "
		  "refactoring, configuration and documentation.",
	  .example = "[experiment]" },
	{ .name = "window", .type = FIELD_TEXT, AT(config_risk, window),
	  .help = "How far back incidents count (default `180d`).",
	  .example = "90d" },
	{ .name = "repeats", .type = FIELD_NUMBER, AT(config_risk, repeats),
	  .help = "As many incidents within it make the impact worse by one (default 3).",
	  .example = "3" },
};

const struct table config_risk_table = {
	.name = "risk",
	.help = "What to protect first, and who must approve a change of it.",
	.fields = risk_fields, .len = COUNT_OF(risk_fields), .size = sizeof(struct config_risk),
};

static const struct field measure_fields[] = {
	{ .name = "metric", .type = FIELD_NAME, AT(config_measure, metric), .is_required = true,
	  .help = "A metric of `telemetry`.",
	  .example = "reconciliation.time" },
	{ .name = "better", .type = FIELD_CHOICE, AT(config_measure, better), .words = better_words,
	  .fallback = BETTER_LESS,
	  .help = "Which way is better: `less` or `more` (default `less`).",
	  .example = "less" },
	{ .name = "title", .type = FIELD_TEXT, AT(config_measure, title),
	  .help = "What the report calls it; without it, its name.",
	  .example = "manual reconciliation a day" },
};

static const struct table measure_table = {
	.name = "measure",
	.help = "A metric that is compared before and after.",
	.fields = measure_fields, .len = COUNT_OF(measure_fields), .size = sizeof(struct config_measure),
};

static const struct field outcomes_fields[] = {
	{ .name = "measures", .type = FIELD_RECORDS, AT(config_outcomes, measures),
	  .item = &measure_table, .shorthand = "metric",
	  .help = "Metrics that are compared, besides incidents and deployments.",
	  .example = "[reconciliation.time, { metric: cycle.time, better: less }]" },
	{ .name = "least", .type = FIELD_NUMBER, AT(config_outcomes, least),
	  .help = "With fewer samples than this on a side, nothing is said (default 5).",
	  .example = "5" },
};

const struct table config_outcomes_table = {
	.name = "outcomes",
	.help = "What is compared before and after something was changed.",
	.fields = outcomes_fields, .len = COUNT_OF(outcomes_fields),
	.size = sizeof(struct config_outcomes),
};

/* clang-format on */
