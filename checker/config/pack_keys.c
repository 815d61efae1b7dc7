/* SPDX-License-Identifier: MIT */
#include "config/pack_keys.h"

#define AT(type, member) .offset = offsetof(struct type, member)

/* In the order of the enums of facts/pack.h, which this room cannot include. */
const char *const pack_kind_words[] = { "question", "measure", "fitness", NULL };
const char *const pack_severity_words[] = { "minor", "major", "critical", NULL };
const char *const pack_method_words[] = { "binary", "bucket", "curve", "percent", NULL };
static const char *const mode_words[] = { "measured", "conservative", NULL };

/* clang-format off */

static const struct field scoring_fields[] = {
	{ .name = "of", .type = FIELD_TEXT, AT(config_scoring, of), .is_required = true,
	  .help = "A condition where the method is `binary`, else a quantity, in the language of "
		  "conditions.",
	  .example = "code(cycles)" },
	{ .name = "otherwise", .type = FIELD_TEXT, AT(config_scoring, otherwise),
	  .help = "What is asked instead where `of` names a metric that nobody declares.",
	  .example = "delivery(lead_time)" },
	{ .name = "method", .type = FIELD_CHOICE, AT(config_scoring, method),
	  .words = pack_method_words, .is_required = true,
	  .help = "How it becomes a score between 0 and 1: `binary` (1 where it holds), `bucket` (the "
		  "score of the last point that it reaches), `curve` (straight lines between points), "
		  "`percent` (the share itself).",
	  .example = "curve" },
	{ .name = "unit", .type = FIELD_TEXT, AT(config_scoring, unit),
	  .help = "The unit that points are in, where the quantity has one.",
	  .example = "min" },
	{ .name = "points", .type = FIELD_NODE, AT(config_scoring, points),
	  .help = "Pairs of a value and its score, values ascending; outside of them the score is that "
		  "of the nearest.",
	  .example = "[[0, 1], [3, 0]]" },
	{ .name = "fact", .type = FIELD_TEXT, AT(config_scoring, fact),
	  .help = "What to say of it; `{value}` stands for the quantity, or for yes or no.",
	  .example = "\"rollbacks took {value}\"" },
};

static const struct table scoring_table = {
	.name = "evidence",
	.help = "What can confirm or contradict an answer.",
	.fields = scoring_fields, .len = COUNT_OF(scoring_fields),
	.size = sizeof(struct config_scoring),
};

static const struct field choice_fields[] = {
	{ .name = "id", .type = FIELD_NAME, AT(config_choice, id), .is_required = true,
	  .help = "What an answer calls it.",
	  .example = "half" },
	{ .name = "text", .type = FIELD_TEXT, AT(config_choice, text), .is_required = true,
	  .help = "What one reads.",
	  .example = "at least half of them" },
	{ .name = "score", .type = FIELD_REAL, AT(config_choice, score), .is_required = true,
	  .help = "What it counts for, from 0 to 1.",
	  .example = "0.5" },
	{ .name = "needs_criteria", .type = FIELD_BOOL, AT(config_choice, needs_criteria),
	  .help = "It counts only with all criteria ticked, else for 0.25.",
	  .example = "true" },
};

const struct table config_choice_table = {
	.name = "choice",
	.help = "An answer that a question offers.",
	.fields = choice_fields, .len = COUNT_OF(choice_fields), .size = sizeof(struct config_choice),
};

static const struct field criterion_fields[] = {
	{ .name = "id", .type = FIELD_NAME, AT(config_criterion, id), .is_required = true,
	  .help = "What an answer calls it.",
	  .example = "c1" },
	{ .name = "text", .type = FIELD_TEXT, AT(config_criterion, text), .is_required = true,
	  .help = "What must be so.",
	  .example = "each module has tests of its own" },
};

static const struct table criterion_table = {
	.name = "criterion",
	.help = "What must be so for an answer above \"some\" to count.",
	.fields = criterion_fields, .len = COUNT_OF(criterion_fields),
	.size = sizeof(struct config_criterion),
};

static const struct field must_fields[] = {
	{ .name = "level", .type = FIELD_NUMBER, AT(config_must, level), .is_required = true,
	  .help = "The band from which on it is a must; 1 is the lowest.",
	  .example = "2" },
};

const struct table config_must_table = {
	.name = "must",
	.help = "From which band on an item must hold.",
	.fields = must_fields, .len = COUNT_OF(must_fields), .size = sizeof(struct config_must),
};

static const struct field item_fields[] = {
	{ .name = "id", .type = FIELD_NAME, AT(config_pack_item, id), .is_required = true,
	  .help = "Its name within the pillar; in full it is PILLAR.ID.",
	  .example = "local-change" },
	{ .name = "kind", .type = FIELD_CHOICE, AT(config_pack_item, kind), .words = pack_kind_words,
	  .fallback = 0,
	  .help = "A `question` that a team answers, a `measure`, or a `fitness` check, which only "
		  "evidence answers (default `question`).",
	  .example = "question" },
	{ .name = "ask", .type = FIELD_TEXT, AT(config_pack_item, ask), .is_required = true,
	  .help = "The question, or what is measured.",
	  .example = "Can one part change without a safety audit of the rest?" },
	{ .name = "help", .type = FIELD_TEXT, AT(config_pack_item, help),
	  .help = "What counts as yes.",
	  .example = "the last five changes were made in one module each" },
	{ .name = "choices", .type = FIELD_NODE, AT(config_pack_item, choices),
	  .help = "`coverage` (none 0, some 0.25, half 0.5, most 1), `yes-no`, or a list of `id`, "
		  "`text`, `score`, `needs_criteria` (default `coverage`).",
	  .example = "yes-no" },
	{ .name = "criteria", .type = FIELD_RECORDS, AT(config_pack_item, criteria),
	  .item = &criterion_table,
	  .help = "What must be ticked for an answer above \"some\" to count.",
	  .example = "[{ id: c1, text: \"each module has tests of its own\" }]" },
	{ .name = "verified_by", .type = FIELD_RECORDS, AT(config_pack_item, verified_by),
	  .item = &scoring_table,
	  .help = "What can confirm or contradict the answer; of several, the worst decides. For a "
		  "measure or a fitness check, what is measured.",
	  .example = "[{ of: 'code(cycles)', method: curve, points: [[0, 1], [3, 0]] }]" },
	{ .name = "mode", .type = FIELD_CHOICE, AT(config_pack_item, mode), .words = mode_words,
	  .fallback = 0,
	  .help = "`measured`: the evidence decides; `conservative`: it sees a part only, so the answer "
		  "limits too (default `measured`).",
	  .example = "conservative" },
	{ .name = "weight", .type = FIELD_NUMBER, AT(config_pack_item, weight),
	  .help = "1 to 10 (default 3).",
	  .example = "5" },
	{ .name = "severity", .type = FIELD_CHOICE, AT(config_pack_item, severity),
	  .words = pack_severity_words, .fallback = 1,
	  .help = "Of a contradiction; a bare answer to a `critical` question counts for half at most "
		  "(default `major`).",
	  .example = "critical" },
	{ .name = "must", .type = FIELD_NODE, AT(config_pack_item, must),
	  .help = "`true`, or the band from which on it must hold: no pillar reaches that band without.",
	  .example = "{ level: 2 }" },
	{ .name = "applies", .type = FIELD_TEXT, AT(config_pack_item, applies),
	  .help = "A condition; where it is false, the item is not asked.",
	  .example = "code(modules) > 1" },
	{ .name = "remedy", .type = FIELD_TEXT, AT(config_pack_item, remedy), .is_required = true,
	  .help = "What to do where it is not so.",
	  .example = "cut the cheapest use of each cycle" },
	{ .name = "hint", .type = FIELD_TEXT, AT(config_pack_item, hint),
	  .help = "How to give lintel the evidence.",
	  .example = "declare journey.traced in lintel.yaml (telemetry)" },
	{ .name = "references", .type = FIELD_TEXTS, AT(config_pack_item, references),
	  .help = "Where to read more.",
	  .example = "[docs/modules.md]" },
};

static const struct table item_table = {
	.name = "item",
	.help = "A question, a measure or a check.",
	.fields = item_fields, .len = COUNT_OF(item_fields), .size = sizeof(struct config_pack_item),
};

static const struct field pillar_fields[] = {
	{ .name = "id", .type = FIELD_NAME, AT(config_pack_pillar, id) },
	{ .name = "title", .type = FIELD_TEXT, AT(config_pack_pillar, title), .is_required = true,
	  .help = "Its name for people.",
	  .example = "Modularity" },
	{ .name = "property", .type = FIELD_TEXT, AT(config_pack_pillar, property),
	  .help = "What is so where it stands.",
	  .example = "change stays local; failures do not spread" },
	{ .name = "question", .type = FIELD_TEXT, AT(config_pack_pillar, question),
	  .help = "The one plain question.",
	  .example = "can one part change without a safety audit of the rest?" },
	{ .name = "enables", .type = FIELD_TEXTS, AT(config_pack_pillar, enables),
	  .help = "Pillars that it makes possible: those are not deepened before it is seen.",
	  .example = "[autonomy]" },
	{ .name = "items", .type = FIELD_RECORDS, AT(config_pack_pillar, items), .item = &item_table,
	  .is_required = true,
	  .help = "Its questions, measures and checks.",
	  .example = "[{ id: local-change, ask: …, remedy: … }]" },
};

static const struct table pillar_table = {
	.name = "pillar",
	.help = "A property that a system has more or less of.",
	.fields = pillar_fields, .len = COUNT_OF(pillar_fields),
	.size = sizeof(struct config_pack_pillar),
};

static const struct field band_fields[] = {
	{ .name = "name", .type = FIELD_TEXT, AT(config_band, name), .is_required = true,
	  .help = "What the level is called.",
	  .example = "Managed" },
	{ .name = "lower", .type = FIELD_TEXT, AT(config_band, lower), .is_required = true,
	  .help = "The least lower bound of it.",
	  .example = "\"50 %\"" },
	{ .name = "evidenced", .type = FIELD_TEXT, AT(config_band, evidenced),
	  .help = "The least share of weight that is measured (default `0 %`; from the fourth band on "
		  "at least `60 %`).",
	  .example = "\"60 %\"" },
	{ .name = "meaning", .type = FIELD_TEXT, AT(config_band, meaning),
	  .help = "What is so at this level.",
	  .example = "the team knows where it stands and keeps it so" },
};

static const struct table band_table = {
	.name = "band",
	.help = "A level that a pillar can reach.",
	.fields = band_fields, .len = COUNT_OF(band_fields), .size = sizeof(struct config_band),
};

static const struct field reading_fields[] = {
	{ .name = "name", .type = FIELD_TEXT, AT(config_reading, name), .is_required = true,
	  .help = "The pattern in two words.",
	  .example = "mostly no" },
	{ .name = "least", .type = FIELD_TEXT, AT(config_reading, least), .is_required = true,
	  .help = "The least share of pillars whose lower bound is 50 % or more.",
	  .example = "\"0 %\"" },
	{ .name = "text", .type = FIELD_TEXT, AT(config_reading, text), .is_required = true,
	  .help = "What it means.",
	  .example = "the system executes but does not learn" },
};

static const struct table reading_table = {
	.name = "reading",
	.help = "What the pattern over all pillars means.",
	.fields = reading_fields, .len = COUNT_OF(reading_fields),
	.size = sizeof(struct config_reading),
};

static const struct field pack_fields[] = {
	{ .name = "pack", .type = FIELD_NAME, AT(config_pack, name), .is_required = true,
	  .help = "Its name, which answers and results repeat.",
	  .example = "seven-pillars" },
	{ .name = "version", .type = FIELD_TEXT, AT(config_pack, version), .is_required = true,
	  .help = "Results are compared within one version only.",
	  .example = "\"1.0\"" },
	{ .name = "title", .type = FIELD_TEXT, AT(config_pack, title),
	  .help = "Its name for people (default: its name).",
	  .example = "The seven pillars" },
	{ .name = "pillars", .type = FIELD_NAMED, AT(config_pack, pillars), .item = &pillar_table,
	  .is_required = true,
	  .help = "The pillars by name.",
	  .example = "{ modularity: { title: Modularity, items: […] } }" },
	{ .name = "bands", .type = FIELD_RECORDS, AT(config_pack, bands), .item = &band_table,
	  .help = "The levels, lowest first.",
	  .example = "[{ name: Ad hoc, lower: \"0 %\" }]" },
	{ .name = "readings", .type = FIELD_RECORDS, AT(config_pack, readings), .item = &reading_table,
	  .help = "What patterns mean, smallest share first.",
	  .example = "[{ name: mostly no, least: \"0 %\", text: … }]" },
};

const struct table config_pack_table = {
	.name = "pack",
	.help = "Questions about the properties of a system.",
	.fields = pack_fields, .len = COUNT_OF(pack_fields), .size = sizeof(struct config_pack),
};

static const struct field answer_fields[] = {
	{ .name = "item", .type = FIELD_TEXT, AT(config_answer, item) },
	{ .name = "answer", .type = FIELD_TEXT, AT(config_answer, answer),
	  .help = "One of the question's choices, or `not-applicable`; a question of a lens has none and "
		  "is answered by what is ticked.",
	  .example = "half" },
	{ .name = "ticked", .type = FIELD_TEXTS, AT(config_answer, ticked),
	  .help = "The criteria that hold.",
	  .example = "[c1]" },
	{ .name = "note", .type = FIELD_TEXT, AT(config_answer, note),
	  .help = "Why, in a sentence.",
	  .example = "since the split of billing" },
	{ .name = "evidence", .type = FIELD_TEXT, AT(config_answer, evidence),
	  .help = "What shows it: a path, a decision record or an address.",
	  .example = "docs/modules.md" },
	{ .name = "on", .type = FIELD_TEXT, AT(config_answer, on),
	  .help = "The day it was answered; without one it counts as old.",
	  .example = "2026-11-01" },
	{ .name = "by", .type = FIELD_TEXT, AT(config_answer, by),
	  .help = "Who answered: a team or a role.",
	  .example = "team-checkout" },
};

static const struct table answer_table = {
	.name = "answer",
	.help = "What a team says about a question.",
	.fields = answer_fields, .len = COUNT_OF(answer_fields), .size = sizeof(struct config_answer),
};

static const struct field answers_fields[] = {
	{ .name = "pack", .type = FIELD_TEXT, AT(config_answers, pack), .is_required = true,
	  .help = "The pack whose questions are answered.",
	  .example = "seven-pillars" },
	{ .name = "version", .type = FIELD_TEXT, AT(config_answers, version),
	  .help = "Its version when they were answered.",
	  .example = "\"1.0\"" },
	{ .name = "answers", .type = FIELD_NAMED, AT(config_answers, answers), .item = &answer_table,
	  .help = "The answers by the questions' full names.",
	  .example = "{ modularity.local-change: { answer: half, ticked: [c1], on: 2026-11-01 } }" },
};

const struct table config_answers_table = {
	.name = "answers",
	.help = "What a team answered.",
	.fields = answers_fields, .len = COUNT_OF(answers_fields),
	.size = sizeof(struct config_answers),
};

/* clang-format on */
