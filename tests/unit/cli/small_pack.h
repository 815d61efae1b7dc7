/* SPDX-License-Identifier: MIT */
/*
 * A pack of two pillars for what shows and asks questions: three questions, one
 * of them with criteria, and a measure that nobody is asked about.
 */
#ifndef LINTEL_UNIT_CLI_SMALL_PACK_H
#define LINTEL_UNIT_CLI_SMALL_PACK_H

#include "base/arena.h"
#include "pillars/assessment.h"

#include <stdint.h>

static struct choice_kind small_coverage[] = {
	{ .id = STR_INIT("none"), .text = STR_INIT("nowhere"), .score = 0 },
	{ .id = STR_INIT("some"), .text = STR_INIT("here and there"), .score = 0.25 },
	{ .id = STR_INIT("most"),
			.text = STR_INIT("nearly everywhere"),
			.score = 1,
			.needs_criteria = true },
};

static struct choice_kind small_yes_no[] = {
	{ .id = STR_INIT("yes"), .score = 1 },
	{ .id = STR_INIT("no"), .score = 0 },
};

static struct criterion small_criteria[] = {
	{ .id = STR_INIT("c1"), .text = STR_INIT("somebody tried it this quarter") },
	{ .id = STR_INIT("c2"), .text = STR_INIT("the result is written down") },
};

static struct scoring small_scoring = { .of = STR_INIT("code(cycles)") };

static struct pack_item small_items[] = {
	{
			.id = STR_INIT("modularity.local-change"),
			.ask = STR_INIT("Can one part change alone?"),
			.help = STR_INIT("The tests of the other parts need not be run by hand."),
			.choices = small_coverage,
			.choice_count = 3,
			.criteria = small_criteria,
			.criterion_count = 2,
			.scorings = &small_scoring,
			.scoring_count = 1,
			.weight = 3,
			.remedy = STR_INIT("cut the cycles"),
			.evidence_hint = STR_INIT("run lintel with a compile database"),
	},
	{
			.id = STR_INIT("modularity.cycles"),
			.kind = ITEM_MEASURE,
			.ask = STR_INIT("cycles between modules"),
			.scorings = &small_scoring,
			.scoring_count = 1,
			.weight = 3,
			.remedy = STR_INIT("cut the cycles"),
	},
	{
			.id = STR_INIT("modularity.owned"),
			.ask = STR_INIT("Does each part have one owner?"),
			.choices = small_yes_no,
			.choice_count = 2,
			.weight = 3,
			.remedy = STR_INIT("name an owner"),
	},
	{
			.id = STR_INIT("reversibility.back"),
			.pillar = 1,
			.ask = STR_INIT("Can a release be taken back in minutes?"),
			.choices = small_yes_no,
			.choice_count = 2,
			.weight = 3,
			.remedy = STR_INIT("rehearse it"),
	},
};

static struct pack_pillar small_pillars[] = {
	{
			.id = STR_INIT("modularity"),
			.title = STR_INIT("Modularity"),
			.property = STR_INIT("change stays local"),
			.count = 3,
	},
	{
			.id = STR_INIT("reversibility"),
			.title = STR_INIT("Reversibility"),
			.property = STR_INIT("being wrong is cheap"),
			.first = 3,
			.count = 1,
	},
};

static const struct config_pillars small_config = { .pack = { .s = STR_INIT("small") } };

static const struct assessment_input small_input = { .config = &small_config };

static const struct pack small_pack = {
	.name = STR_INIT("small"),
	.version = STR_INIT("1.0"),
	.title = STR_INIT("A small pack"),
	.pillars = small_pillars,
	.pillar_count = 2,
	.items = small_items,
	.item_count = 4,
};

/* As if nothing had been answered: one fact is known, nothing else. */
static inline struct assessment *small_assessment(struct arena *arena)
{
	struct assessment *assessment = arena_new(arena, struct assessment);

	*assessment = (struct assessment){
		.input = &small_input,
		.pack = &small_pack,
		.as_of = (moment)date_from(2026, 11, 21) * MOMENT_DAY,
		.items = arena_new_array(arena, struct item_result, 4),
		.pillars = arena_new_array(arena, struct pillar_result, 2),
		.reading = UINT32_MAX,
		.deepen = UINT32_MAX,
	};
	for (size_t i = 0; i < 4; i++) {
		assessment->items[i].standing.cap = INTERVAL_CAP;
		assessment->items[i].interval.hi = 1;
	}
	for (size_t i = 0; i < 2; i++) {
		assessment->items[i].verifications = arena_new(arena, struct verification);
		assessment->items[i].verifications[0] = (struct verification){
			.state = MEASUREMENT_FRESH,
			.score = 0.25,
			.fact = STR("2 cycles between 9 modules"),
			.evidence = STR("lintel.yaml:3"),
		};
	}
	for (size_t i = 0; i < 2; i++) {
		assessment->pillars[i] = (struct pillar_result){
			.is_assessed = true, .upper = 1, .band = UINT32_MAX
		};
	}
	return assessment;
}

#endif
