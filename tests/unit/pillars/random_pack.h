/* SPDX-License-Identifier: MIT */
/*
 * Packs, answers and evidence by chance, the same for the same seed, and what
 * they are scored at.  Evidence is put where assess_measure() would have put it.
 */
#ifndef LINTEL_UNIT_PILLARS_RANDOM_PACK_H
#define LINTEL_UNIT_PILLARS_RANDOM_PACK_H

#include "pillars/assessment.h"
#include "pillars/exemption.h"
#include "unit/unit.h"

#define PILLARS_MOST 3
#define ITEMS_MOST 12
#define SCORINGS_MOST 3
/* 2026-11-21 */
#define TODAY 20778

struct chance {
	uint64_t state;
};

/* splitmix64: below `end`. */
static inline uint32_t chance_below(struct chance *chance, uint32_t end)
{
	uint64_t z = chance->state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return (uint32_t)((z ^ (z >> 31)) % end);
}

/* One in `of`. */
static inline bool chance_one(struct chance *chance, uint32_t of)
{
	return chance_below(chance, of) == 0;
}

/* Ends, round values and others, so that edges are met. */
static inline double chance_score(struct chance *chance)
{
	return chance_one(chance, 2) ? chance_below(chance, 9) / 8.0
				     : chance_below(chance, 1000001) / 1e6;
}

/* Everything that decides a score, by item: it can be copied and changed. */
struct evidence_item {
	/* Of the pack's condition. */
	bool is_applying_unknown;
	bool is_not_applicable;
	bool is_exempt;
	bool has_answer;
	struct answer answer;
	struct verification verifications[SCORINGS_MOST + 1];
};

struct random_case {
	struct pack pack;
	struct pack_pillar pillars[PILLARS_MOST];
	struct pack_item items[ITEMS_MOST];
	uint32_t enables[PILLARS_MOST];
	struct evidence_item evidence[ITEMS_MOST];
};

/* What came out. */
struct scores {
	struct pillar_result pillars[PILLARS_MOST];
	uint32_t deepen;
	struct interval items[ITEMS_MOST];
};

static struct choice_kind random_choices[] = {
	{ STR_INIT("none"), STR_INIT(""), 0, false },
	{ STR_INIT("some"), STR_INIT(""), 0.25, false },
	{ STR_INIT("half"), STR_INIT(""), 0.5, true },
	{ STR_INIT("most"), STR_INIT(""), 1, true },
};
static struct criterion random_criteria[2] = { { .id = STR_INIT("a") }, { .id = STR_INIT("b") } };
static struct scoring random_scorings[SCORINGS_MOST + 1];
static struct pack_band random_bands[] = {
	{ .name = STR_INIT("1") },
	{ .name = STR_INIT("2"), .lower = 0.2 },
	{ .name = STR_INIT("3"), .lower = 0.4, .evidenced = 0.3 },
	{ .name = STR_INIT("4"), .lower = 0.6, .evidenced = 0.6 },
	{ .name = STR_INIT("5"), .lower = 0.8, .evidenced = 0.8 },
};

static inline void random_item(struct chance *chance, struct random_case *made, uint32_t pillar)
{
	uint32_t number = (uint32_t)made->pack.item_count++;
	struct evidence_item *evidence = &made->evidence[number];
	bool is_question = !chance_one(chance, 4);

	made->items[number] = (struct pack_item){
		.id = STR("p.i"),
		.pillar = pillar,
		.kind = is_question ? ITEM_QUESTION : ITEM_MEASURE,
		.choices = is_question ? random_choices : NULL,
		.choice_count = is_question ? COUNT_OF(random_choices) : 0,
		.criteria = random_criteria,
		.criterion_count = is_question ? chance_below(chance, 3) : 0,
		.scorings = random_scorings,
		.scoring_count = chance_below(chance, SCORINGS_MOST) + !is_question,
		.mode = is_question && chance_one(chance, 2) ? VERIFY_CONSERVATIVE
							     : VERIFY_MEASURED,
		.weight = 1 + chance_below(chance, 10),
		.severity = (enum item_severity)chance_below(chance, 3),
		.is_must = chance_one(chance, 4),
		.level = 1 + chance_below(chance, 5),
		.remedy = STR("r"),
	};
	*evidence = (struct evidence_item){
		.is_applying_unknown = chance_one(chance, 16),
		.is_not_applicable = chance_one(chance, 16),
		.is_exempt = chance_one(chance, 16),
		.has_answer = is_question && !chance_one(chance, 4),
		.answer = { .item = number,
				.choice = chance_below(chance, 4),
				.is_not_applicable = chance_one(chance, 16),
				.ticked = chance_below(chance, 4),
				.has_day = true,
				.day = TODAY - (int)chance_below(chance, 300) },
	};
	evidence->is_not_applicable &= !evidence->is_applying_unknown;
	for (size_t i = 0; i < COUNT_OF(evidence->verifications); i++) {
		static const enum measurement_state states[] = { MEASUREMENT_FRESH,
			MEASUREMENT_FRESH, MEASUREMENT_STALE, MEASUREMENT_MISSING };

		evidence->verifications[i].state = states[chance_below(chance, 4)];
		evidence->verifications[i].score = chance_score(chance);
	}
}

static inline void random_make(struct chance *chance, struct random_case *made)
{
	*made = (struct random_case){ .pack = { .bands = random_bands,
						      .band_count = COUNT_OF(random_bands) } };
	made->pack.pillars = made->pillars;
	made->pack.items = made->items;
	made->pack.pillar_count = 1 + chance_below(chance, PILLARS_MOST);
	for (uint32_t i = 0; i < made->pack.pillar_count; i++) {
		uint32_t count = 1 + chance_below(chance, ITEMS_MOST / PILLARS_MOST);
		made->enables[i] = chance_below(chance, (uint32_t)made->pack.pillar_count);
		made->pillars[i] = (struct pack_pillar){
			.id = STR("p"),
			.first = (uint32_t)made->pack.item_count,
			.count = count,
			.enables = &made->enables[i],
			.enables_count = chance_below(chance, 2),
		};
		while (count-- > 0) {
			random_item(chance, made, i);
		}
	}
}

static inline void random_score(
		const struct random_case *made, struct arena *arena, struct scores *scores)
{
	static const struct config_pillars config;
	static const struct world world = { .as_of = (moment)TODAY * MOMENT_DAY + MOMENT_DAY - 1 };
	const struct pack *pack = &made->pack;
	struct exemptions exemptions = { 0 };
	struct answers answers = { .arena = arena };
	struct assessment_input input = {
		.pack = pack, .config = &config, .exemptions = &exemptions, .world = &world
	};
	struct item_result items[ITEMS_MOST] = { 0 };
	struct assessment assessment = { .input = &input,
		.pack = pack,
		.items = items,
		.pillars = scores->pillars,
		.as_of = world.as_of };
	struct evidence_item copies[ITEMS_MOST];

	memcpy(copies, made->evidence, sizeof(copies));
	for (uint32_t i = 0; i < pack->item_count; i++) {
		items[i].verifications = copies[i].verifications;
		items[i].is_applying_unknown = copies[i].is_applying_unknown;
		items[i].state = copies[i].is_not_applicable ? ITEM_NOT_APPLICABLE : ITEM_SCORED;
		if (copies[i].has_answer) {
			*vec_add(&answers.list, arena) = copies[i].answer;
		}
		if (copies[i].is_exempt) {
			*vec_add(&exemptions.list, arena) = (struct exemption){ .item = i };
		}
	}
	assess_score(&assessment, arena, &answers);
	scores->deepen = assessment.deepen;
	for (uint32_t i = 0; i < pack->item_count; i++) {
		scores->items[i] = items[i].interval;
	}
}

#endif
