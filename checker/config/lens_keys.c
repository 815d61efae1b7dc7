/* SPDX-License-Identifier: MIT */
#include "config/lens_keys.h"

#define AT(type, member) .offset = offsetof(struct type, member)

static const char *const risk_words[] = {
	[LENS_NO_RISK] = "NO_RISK",
	[LENS_MEDIUM_RISK] = "MEDIUM_RISK",
	[LENS_HIGH_RISK] = "HIGH_RISK",
	NULL,
};

/* clang-format off */

static const struct field link_fields[] = {
	{ .name = "displayText", .type = FIELD_TEXT, AT(config_lens_link, text),
	  .help = "What one reads.",
	  .example = "\"Trace the checkout first\"" },
	{ .name = "url", .type = FIELD_TEXT, AT(config_lens_link, url),
	  .help = "Where one reads more.",
	  .example = "\"https://example.com/tracing\"" },
};

static const struct table link_table = {
	.name = "link",
	.help = "A text, and where it leads.",
	.fields = link_fields, .len = COUNT_OF(link_fields), .size = sizeof(struct config_lens_link),
};

static const struct field choice_fields[] = {
	{ .name = "id", .type = FIELD_NAME, AT(config_lens_choice, id), .is_required = true,
	  .help = "What conditions and answers call it.",
	  .example = "\"traced\"" },
	{ .name = "title", .type = FIELD_TEXT, AT(config_lens_choice, title), .is_required = true,
	  .help = "What holds where it is ticked.",
	  .example = "\"Requests are traced\"" },
	{ .name = "helpfulResource", .type = FIELD_GROUP, AT(config_lens_choice, helpful),
	  .item = &link_table, .help = "What it means." },
	{ .name = "improvementPlan", .type = FIELD_GROUP, AT(config_lens_choice, plan),
	  .item = &link_table, .help = "What to do where it is not ticked." },
	{ .name = "additionalResources", .type = FIELD_NODE, AT(config_lens_choice, more),
	  .help = "Further links; not looked at." },
};

const struct table config_lens_choice_table = {
	.name = "choice",
	.help = "Something that holds or not.",
	.fields = choice_fields, .len = COUNT_OF(choice_fields),
	.size = sizeof(struct config_lens_choice),
};

static const struct field rule_fields[] = {
	{ .name = "condition", .type = FIELD_TEXT, AT(config_lens_rule, condition),
	  .is_required = true,
	  .help = "Ids of choices with `&&`, `||`, `!` and parentheses, or `default`.",
	  .example = "\"traced && !sampled\"" },
	{ .name = "risk", .type = FIELD_CHOICE, AT(config_lens_rule, risk), .words = risk_words,
	  .is_required = true, .fallback = LENS_HIGH_RISK,
	  .help = "What follows from it.",
	  .example = "\"MEDIUM_RISK\"" },
};

const struct table config_lens_rule_table = {
	.name = "risk rule",
	.help = "What follows from what is ticked.",
	.fields = rule_fields, .len = COUNT_OF(rule_fields), .size = sizeof(struct config_lens_rule),
};

static const struct field question_fields[] = {
	{ .name = "id", .type = FIELD_NAME, AT(config_lens_question, id), .is_required = true,
	  .help = "Its name within the pillar.",
	  .example = "\"journeys\"" },
	{ .name = "title", .type = FIELD_TEXT, AT(config_lens_question, title), .is_required = true,
	  .help = "The question.",
	  .example = "\"How do you follow a user's journey?\"" },
	{ .name = "description", .type = FIELD_TEXT, AT(config_lens_question, description),
	  .help = "What it is about.",
	  .example = "\"One journey, end to end\"" },
	{ .name = "helpfulResource", .type = FIELD_GROUP, AT(config_lens_question, helpful),
	  .item = &link_table, .help = "What it means." },
	{ .name = "choices", .type = FIELD_NODE, AT(config_lens_question, choices),
	  .is_required = true,
	  .help = "What can be ticked.",
	  .example = "[{ \"id\": \"traced\", \"title\": \"Requests are traced\" }]" },
	{ .name = "riskRules", .type = FIELD_NODE, AT(config_lens_question, rules),
	  .is_required = true,
	  .help = "What follows from it: the first rule that holds; the last is `default`.",
	  .example = "[{ \"condition\": \"default\", \"risk\": \"HIGH_RISK\" }]" },
};

const struct table config_lens_question_table = {
	.name = "question",
	.help = "A question of a lens.",
	.fields = question_fields, .len = COUNT_OF(question_fields),
	.size = sizeof(struct config_lens_question),
};

static const struct field pillar_fields[] = {
	{ .name = "id", .type = FIELD_NAME, AT(config_lens_pillar, id), .is_required = true,
	  .help = "Its name.",
	  .example = "\"observability\"" },
	{ .name = "name", .type = FIELD_TEXT, AT(config_lens_pillar, name), .is_required = true,
	  .help = "Its name for people.",
	  .example = "\"Observability\"" },
	{ .name = "questions", .type = FIELD_NODE, AT(config_lens_pillar, questions),
	  .is_required = true,
	  .help = "Its questions.",
	  .example = "[{ \"id\": \"journeys\", \"title\": … }]" },
};

const struct table config_lens_pillar_table = {
	.name = "pillar",
	.help = "A pillar of a lens.",
	.fields = pillar_fields, .len = COUNT_OF(pillar_fields),
	.size = sizeof(struct config_lens_pillar),
};

static const struct field lens_fields[] = {
	{ .name = "schemaVersion", .type = FIELD_TEXT, AT(config_lens, schema_version),
	  .is_required = true,
	  .help = "The version of the format.",
	  .example = "\"2021-11-01\"" },
	{ .name = "name", .type = FIELD_TEXT, AT(config_lens, name), .is_required = true,
	  .help = "What answers and results call it.",
	  .example = "\"Delivery lens\"" },
	{ .name = "description", .type = FIELD_TEXT, AT(config_lens, description),
	  .help = "What it is for.",
	  .example = "\"How we deliver\"" },
	{ .name = "pillars", .type = FIELD_NODE, AT(config_lens, pillars), .is_required = true,
	  .help = "Its pillars.",
	  .example = "[{ \"id\": \"observability\", \"name\": … }]" },
};

const struct table config_lens_table = {
	.name = "lens",
	.help = "A custom lens.",
	.fields = lens_fields, .len = COUNT_OF(lens_fields), .size = sizeof(struct config_lens),
};

/* clang-format on */
