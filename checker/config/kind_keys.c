/* SPDX-License-Identifier: MIT */
/*
 * The keys of a file that declares a kind of records.
 */
#include "config/kind.h"

#define AT(type, member) .offset = offsetof(struct type, member)

/* In the order of enum value_kind, whose room is above this one. */
const char *const config_kind_types[] = { "text", "date", "duration", "quantity", "yes-no",
	"one-of", "record", "module", "decision", "metric", "owner", "path", "selector",
	"condition", "group", NULL };

/* In the order of enum value_judged. */
static const char *const judged_words[] = { "no", "objective", "breach", NULL };

/* In the order of enum finding_class. */
static const char *const class_words[] = { "change", "clock", "data", NULL };

/* clang-format off */

#define FIELD_KEYS \
	{ .name = "name", .type = FIELD_NAME, AT(config_kind_field, name) }, \
	{ .name = "type", .type = FIELD_CHOICE, AT(config_kind_field, type), \
	  .words = config_kind_types, .is_required = true, \
	  .help = "What its values are.", \
	  .example = "duration" }, \
	{ .name = "list", .type = FIELD_BOOL, AT(config_kind_field, is_list), \
	  .help = "There may be several values (default false).", \
	  .example = "true" }, \
	{ .name = "required", .type = FIELD_BOOL, AT(config_kind_field, is_required), \
	  .help = "A record without it is not complete, and that is a finding (default false).", \
	  .example = "true" }, \
	{ .name = "required_when", .type = FIELD_TEXT, AT(config_kind_field, required_when), \
	  .help = "A condition over the record under which it is required.", \
	  .example = "\"field(retries) > 0\"" }, \
	{ .name = "why", .type = FIELD_TEXT, AT(config_kind_field, why), \
	  .help = "What goes wrong without it: shown where it is missing; a required field has it.", \
	  .example = "\"nobody answers for a call without a caller\"" }, \
	{ .name = "help", .type = FIELD_TEXT, AT(config_kind_field, help), \
	  .help = "What to write there.", \
	  .example = "\"the module that waits\"" }, \
	{ .name = "example", .type = FIELD_NODE, AT(config_kind_field, example), \
	  .help = "A value as one would write it: for templates and messages.", \
	  .example = "300 ms" }, \
	{ .name = "unit", .type = FIELD_TEXT, AT(config_kind_field, unit), \
	  .help = "Of a quantity: values convert to it; `any` takes every unit. Without it, a " \
		  "bare number.", \
	  .example = "USD/month" }, \
	{ .name = "least", .type = FIELD_TEXT, AT(config_kind_field, least), \
	  .help = "Of a quantity: the smallest that makes sense, in its unit; a bare number counts in it.", \
	  .example = "0" }, \
	{ .name = "most", .type = FIELD_TEXT, AT(config_kind_field, most), \
	  .help = "Of a quantity: the largest that makes sense, in its unit; a bare number counts in it.", \
	  .example = "\"100 %\"" }, \
	{ .name = "words", .type = FIELD_TEXTS, AT(config_kind_field, words), \
	  .help = "Of one-of: the words.", \
	  .example = "[design, published, removed]" }, \
	{ .name = "of", .type = FIELD_TEXTS, AT(config_kind_field, of), \
	  .help = "Of record: the kinds that it may name.", \
	  .example = "[call-policy]" }, \
	{ .name = "acyclic", .type = FIELD_BOOL, AT(config_kind_field, is_acyclic), \
	  .help = "Of record: no record may lead back to itself along it (default false).", \
	  .example = "true" }, \
	{ .name = "judged", .type = FIELD_CHOICE, AT(config_kind_field, judged), .words = judged_words, \
	  .help = "Of condition: `objective` states what must hold, `breach` what must not; with `no` " \
		  "it is read and not judged (default `no`).", \
	  .example = "objective" }, \
	{ .name = "judged_when", .type = FIELD_TEXT, AT(config_kind_field, judged_when), \
	  .help = "Of condition: a condition over the record under which it is judged (default: " \
		  "always).", \
	  .example = "\"past(due) > 0 d\"" }

static const struct field part_fields[] = { FIELD_KEYS };

static const struct table part_table = {
	.name = "field",
	.help = "A field of a group.",
	.fields = part_fields, .len = COUNT_OF(part_fields), .size = sizeof(struct config_kind_field),
};

static const struct field field_fields[] = {
	FIELD_KEYS,
	{ .name = "fields", .type = FIELD_NAMED, AT(config_kind_field, fields), .item = &part_table,
	  .help = "Of group: its fields, by name.",
	  .example = "{ trigger: { type: text } }" },
};

static const struct table field_table = {
	.name = "field",
	.help = "A field of a record.",
	.fields = field_fields, .len = COUNT_OF(field_fields), .size = sizeof(struct config_kind_field),
};

static const struct field derived_fields[] = {
	{ .name = "name", .type = FIELD_NAME, AT(config_kind_derived, name) },
	{ .name = "of", .type = FIELD_TEXT, AT(config_kind_derived, of),
	  .help = "A quantity over the record's own fields.",
	  .example = "\"field(timeout) * (field(retries) + 1)\"" },
	{ .name = "longest", .type = FIELD_TEXT, AT(config_kind_derived, longest),
	  .help = "A field or derived value: the record's own, and the largest that is found along.",
	  .example = "own_time" },
	{ .name = "total", .type = FIELD_TEXT, AT(config_kind_derived, total),
	  .help = "A field or derived value: the record's own, and all that are found along; what is "
		  "reached on two ways counts twice.",
	  .example = "own_cost" },
	{ .name = "least", .type = FIELD_TEXT, AT(config_kind_derived, least),
	  .help = "A field or derived value: the smallest of the record's own and all along.",
	  .example = "freshness" },
	{ .name = "most", .type = FIELD_TEXT, AT(config_kind_derived, most),
	  .help = "A field or derived value: the largest of the record's own and all along.",
	  .example = "recovery_time" },
	{ .name = "along", .type = FIELD_TEXT, AT(config_kind_derived, along),
	  .help = "The reference to records of this kind that is followed.",
	  .example = "next" },
	{ .name = "unit", .type = FIELD_TEXT, AT(config_kind_derived, unit),
	  .help = "What it is shown in; without it, as it comes.",
	  .example = "ms" },
	{ .name = "help", .type = FIELD_TEXT, AT(config_kind_derived, help),
	  .help = "What it means.",
	  .example = "\"how long a caller may wait\"" },
};

static const struct table derived_table = {
	.name = "derived value",
	.help = "What is computed for each record: one of `of`, `longest`, `total`, `least`, `most`.",
	.fields = derived_fields, .len = COUNT_OF(derived_fields),
	.size = sizeof(struct config_kind_derived),
};

static const struct field expiry_fields[] = {
	{ .name = "field", .type = FIELD_TEXT, AT(config_kind_expiry, field), .is_required = true,
	  .help = "The date field that says its last day.",
	  .example = "review_by" },
	{ .name = "warn", .type = FIELD_TEXT, AT(config_kind_expiry, warn),
	  .help = "So long before that day it is a warning (default `30d`).",
	  .example = "30d" },
	{ .name = "grace", .type = FIELD_TEXT, AT(config_kind_expiry, grace),
	  .help = "So long after that day it is not yet an error (default `14d`).",
	  .example = "14d" },
	{ .name = "why", .type = FIELD_TEXT, AT(config_kind_expiry, why), .is_required = true,
	  .help = "What is wrong with a record that is over.",
	  .example = "\"a risk nobody looks at grows unseen\"" },
};

static const struct table expiry_table = {
	.name = "expires",
	.help = "When a record must be looked at again.",
	.fields = expiry_fields, .len = COUNT_OF(expiry_fields),
	.size = sizeof(struct config_kind_expiry),
};

static const struct field rule_fields[] = {
	{ .name = "id", .type = FIELD_NAME, AT(config_kind_rule, id), .is_required = true,
	  .help = "Its findings are called lintel/register/KIND/ID.",
	  .example = "within-budget" },
	{ .name = "when", .type = FIELD_TEXT, AT(config_kind_rule, when),
	  .help = "A condition over the record under which it is asked (default: always).",
	  .example = "has(budget)" },
	{ .name = "holds", .type = FIELD_TEXT, AT(config_kind_rule, holds), .is_required = true,
	  .help = "A condition over the record that must be true.",
	  .example = "\"field(chain_time) <= field(budget)\"" },
	{ .name = "message", .type = FIELD_TEXT, AT(config_kind_rule, message), .is_required = true,
	  .help = "What is said of the record where it is not, without the record's name; `{field}` "
		  "stands for a value.",
	  .example = "\"waits {chain_time} where its budget is {budget}\"" },
	{ .name = "why", .type = FIELD_TEXT, AT(config_kind_rule, why), .is_required = true,
	  .help = "What goes wrong then.",
	  .example = "\"a caller gives up before its callee does\"" },
	{ .name = "mend", .type = FIELD_TEXT, AT(config_kind_rule, mend), .is_required = true,
	  .help = "What to do about it.",
	  .example = "\"shorten a timeout further down\"" },
	{ .name = "severity", .type = FIELD_CHOICE, AT(config_kind_rule, severity),
	  .words = severity_words, .fallback = SEVERITY_ERROR,
	  .help = "How bad it is (default `error`).",
	  .example = "warning" },
	{ .name = "class", .type = FIELD_CHOICE, AT(config_kind_rule, class), .words = class_words,
	  .help = "What brings it about: a change, the clock, or data (default `change`).",
	  .example = "data" },
};

static const struct table rule_table = {
	.name = "rule",
	.help = "What must hold of each record.",
	.fields = rule_fields, .len = COUNT_OF(rule_fields), .size = sizeof(struct config_kind_rule),
};

static const struct field kind_fields[] = {
	{ .name = "register", .type = FIELD_NAME, AT(config_kind, name), .is_required = true,
	  .help = "The kind's name.",
	  .example = "call-policy" },
	{ .name = "title", .type = FIELD_TEXT, AT(config_kind, title), .is_required = true,
	  .help = "What people call it.",
	  .example = "Call policy" },
	{ .name = "purpose", .type = FIELD_TEXT, AT(config_kind, purpose), .is_required = true,
	  .help = "Why one keeps such records: one sentence.",
	  .example = "\"Timeouts and retries along a call chain that add up.\"" },
	{ .name = "fields", .type = FIELD_NAMED, AT(config_kind, fields), .item = &field_table,
	  .is_required = true,
	  .help = "What a record says, by name; id, title and note come on top.",
	  .example = "{ timeout: { type: duration, required: true, why: \"…\" } }" },
	{ .name = "derived", .type = FIELD_NAMED, AT(config_kind, derived), .item = &derived_table,
	  .help = "What is computed for each record, by name.",
	  .example = "{ chain_time: { longest: timeout, along: next, unit: ms } }" },
	{ .name = "expires", .type = FIELD_GROUP, AT(config_kind, expires), .item = &expiry_table,
	  .help = "When a record must be looked at again." },
	{ .name = "unique", .type = FIELD_NODE, AT(config_kind, unique),
	  .help = "Lists of fields that together name one record only.",
	  .example = "[[caller, callee]]" },
	{ .name = "rules", .type = FIELD_RECORDS, AT(config_kind, rules), .item = &rule_table,
	  .help = "What must hold of each record." },
};

const struct table config_kind_table = {
	.name = "kind",
	.help = "A file that declares a kind of records.",
	.fields = kind_fields, .len = COUNT_OF(kind_fields), .size = sizeof(struct config_kind),
};

/* clang-format on */
