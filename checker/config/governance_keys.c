/* SPDX-License-Identifier: MIT */
/*
 * The keys of `pillars`, `gates` and `report`.
 */
#include "config/config.h"

#define AT(type, member) .offset = offsetof(struct type, member)

static const char *const unknown_words[] = {
	[UNKNOWN_WARN] = "warn",
	[UNKNOWN_FAIL] = "fail",
	[UNKNOWN_PASS] = "pass",
	NULL,
};

static const char *const approvals_words[] = {
	[APPROVALS_NONE] = "none",
	[APPROVALS_REQUIRED] = "required",
	NULL,
};

/* clang-format off */

static const struct field exemption_fields[] = {
	{ .name = "item", .type = FIELD_NAME, AT(config_exemption, item), .is_required = true,
	  .help = "The question, as PILLAR.ITEM.",
	  .example = "reversibility.canary" },
	{ .name = "reason", .type = FIELD_TEXT, AT(config_exemption, reason), .is_required = true,
	  .help = "Why it is not asked.",
	  .example = "the product ships on devices" },
	{ .name = "owner", .type = FIELD_TEXT, AT(config_exemption, owner), .is_required = true,
	  .help = "Who answers for that.",
	  .example = "team-platform" },
	{ .name = "expires", .type = FIELD_TEXT, AT(config_exemption, expires), .is_required = true,
	  .help = "The last day of it, at most 180 days ahead.",
	  .example = "2027-03-31" },
};

static const struct table exemption_table = {
	.name = "exemption",
	.help = "A question that is not asked until a day; it never raises a lower bound.",
	.fields = exemption_fields, .len = COUNT_OF(exemption_fields),
	.size = sizeof(struct config_exemption),
};

static const struct field pillars_fields[] = {
	{ .name = "pack", .type = FIELD_TEXT, AT(config_pillars, pack), .is_required = true,
	  .help = "The questions: a pack of lintel (seven-pillars, dora-quick-check) or a file below "
		  "the root, in the form of a pack or of a custom lens.",
	  .example = "seven-pillars" },
	{ .name = "answers", .type = FIELD_TEXT, AT(config_pillars, answers),
	  .help = "The file of answers (default `assessment/answers.yaml`).",
	  .example = "assessment/answers.yaml" },
	{ .name = "results", .type = FIELD_TEXT, AT(config_pillars, results),
	  .help = "The file that `lintel assess --record` appends results to, one JSON object a line "
		  "(default `assessment/results.jsonl`).",
	  .example = "assessment/results.jsonl" },
	{ .name = "max_answer_age", .type = FIELD_TEXT, AT(config_pillars, max_answer_age),
	  .help = "An answer older than this counts as not given (default `365d`).",
	  .example = "180d" },
	{ .name = "exempt", .type = FIELD_RECORDS, AT(config_pillars, exempt), .item = &exemption_table,
	  .help = "Questions that are not asked until a day.",
	  .example = "[{ item: reversibility.canary, reason: \"ships on devices\", owner: team-platform, "
		     "expires: 2027-03-31 }]" },
};

const struct table config_pillars_table = {
	.name = "pillars",
	.help = "The self-assessment: which questions, and where answers and results are.",
	.fields = pillars_fields, .len = COUNT_OF(pillars_fields),
	.size = sizeof(struct config_pillars),
};

static const struct field gate_condition_fields[] = {
	{ .name = "id", .type = FIELD_NAME, AT(config_gate_condition, id), .is_required = true,
	  .help = "What findings call it.",
	  .example = "modular-enough" },
	{ .name = "holds", .type = FIELD_TEXT, AT(config_gate_condition, holds), .is_required = true,
	  .help = "A condition that must be true.",
	  .example = "pillar(modularity) >= 60 %" },
	{ .name = "on_unknown", .type = FIELD_CHOICE, AT(config_gate_condition, on_unknown),
	  .words = unknown_words, .fallback = UNKNOWN_WARN,
	  .help = "What it means when it cannot be told; the gate's where it is not said.",
	  .example = "fail" },
	{ .name = "reason", .type = FIELD_TEXT, AT(config_gate_condition, reason),
	  .help = "Why it must hold.",
	  .example = "a team that cannot change one part alone releases all of it" },
	{ .name = "adr", .type = FIELD_TEXT, AT(config_gate_condition, adr),
	  .help = "The decision record behind it.",
	  .example = "ADR-0003" },
	{ .name = "action", .type = FIELD_TEXT, AT(config_gate_condition, action),
	  .help = "What to do when it fails.",
	  .example = "ask team-platform" },
};

static const struct table gate_condition_table = {
	.name = "condition",
	.help = "What must hold for a gate to pass.",
	.fields = gate_condition_fields, .len = COUNT_OF(gate_condition_fields),
	.size = sizeof(struct config_gate_condition),
};

static const struct field budget_fields[] = {
	{ .name = "of", .type = FIELD_TEXTS, AT(config_budget, of),
	  .help = "The service levels it looks at, by id; without it, all.",
	  .example = "[checkout-availability]" },
	{ .name = "caution", .type = FIELD_TEXT, AT(config_budget, caution),
	  .help = "With less of the budget than this it warns (default `50 %`).",
	  .example = "\"50 %\"" },
	{ .name = "low", .type = FIELD_TEXT, AT(config_budget, low),
	  .help = "With less than this, only changes of `when_low` pass (default `25 %`).",
	  .example = "\"25 %\"" },
	{ .name = "when_low", .type = FIELD_TEXTS, AT(config_budget, when_low),
	  .help = "Classes of change that pass with a low budget (default `[fix, reliability]`).",
	  .example = "[fix, reliability]" },
	{ .name = "when_exhausted", .type = FIELD_TEXTS, AT(config_budget, when_exhausted),
	  .help = "Classes that pass when nothing is left (default `[reliability]`).",
	  .example = "[reliability]" },
	{ .name = "always", .type = FIELD_TEXTS, AT(config_budget, always),
	  .help = "Classes that always pass (default `[security, rollback]`).",
	  .example = "[security, rollback]" },
	{ .name = "ignore", .type = FIELD_BOOL, AT(config_budget, is_ignored),
	  .help = "The gate does not look at budgets at all.",
	  .example = "true" },
};

static const struct table budget_table = {
	.name = "budget",
	.help = "How a gate takes the error budgets of service levels.",
	.fields = budget_fields, .len = COUNT_OF(budget_fields), .size = sizeof(struct config_budget),
};

static const struct field gate_fields[] = {
	{ .name = "name", .type = FIELD_NAME, AT(config_gate, name) },
	{ .name = "classes", .type = FIELD_TEXTS, AT(config_gate, classes),
	  .help = "What decides: findings that a change, the clock, or data brought about (default "
		  "`[change]`; of nightly and release, all).",
	  .example = "[change, clock, data]" },
	{ .name = "severity", .type = FIELD_CHOICE, AT(config_gate, severity),
	  .words = severity_words, .fallback = SEVERITY_ERROR,
	  .help = "The least that fails it: `error` or `warning` (default `error`).",
	  .example = "warning" },
	{ .name = "cadence", .type = FIELD_TEXTS, AT(config_gate, cadence),
	  .help = "Rules of which cadence it judges (default: `[commit]`; of nightly, also nightly, "
		  "weekly and quarterly; of release, all).",
	  .example = "[commit, nightly]" },
	{ .name = "conditions", .type = FIELD_RECORDS, AT(config_gate, conditions),
	  .item = &gate_condition_table,
	  .help = "What must hold besides.",
	  .example = "[{ id: modular-enough, holds: \"pillar(modularity) >= 60 %\" }]" },
	{ .name = "on_unknown", .type = FIELD_CHOICE, AT(config_gate, on_unknown),
	  .words = unknown_words, .fallback = UNKNOWN_WARN,
	  .help = "What it means when something cannot be told (default `warn`; of release, `fail`).",
	  .example = "fail" },
	{ .name = "approvals", .type = FIELD_CHOICE, AT(config_gate, approvals),
	  .words = approvals_words, .fallback = APPROVALS_NONE,
	  .help = "Whether the approvals must be recorded that the risk matrix asks for (default "
		  "`none`; of release, `required`).",
	  .example = "required" },
	{ .name = "budget", .type = FIELD_GROUP, AT(config_gate, budget), .item = &budget_table,
	  .help = "How it takes error budgets; gates but release do not look at them unless told." },
	{ .name = "change_class", .type = FIELD_TEXT, AT(config_gate, change_class),
	  .help = "The class of a change that does not say (default `feature`).",
	  .example = "feature" },
};

const struct table config_gate_table = {
	.name = "gate",
	.help = "When a change, a night or a release may pass.",
	.fields = gate_fields, .len = COUNT_OF(gate_fields), .size = sizeof(struct config_gate),
};

static const struct field report_fields[] = {
	{ .name = "trend", .type = FIELD_TEXT, AT(config_report, trend),
	  .help = "The file that `lintel check --record` appends verdicts to, one JSON object a line "
		  "(default `lintel.trend.jsonl`).",
	  .example = "governance/trend.jsonl" },
};

const struct table config_report_table = {
	.name = "report",
	.help = "What is kept of each run.",
	.fields = report_fields, .len = COUNT_OF(report_fields), .size = sizeof(struct config_report),
};

/* clang-format on */
