/* SPDX-License-Identifier: MIT */
/*
 * What makes a pack useless or unfair although every key of it is right.
 */
#include "base/problem.h"
#include "pillars/pack_read.h"

/* An item above this share of its pillar decides it alone. */
#define SHARE_MOST 25
/* A pillar of fewer items cannot avoid that. */
#define SHARE_ITEMS 4
/* Nobody declares the way up to it: from this level on, so much must be measured. */
#define MEASURED_LEVEL 4
#define MEASURED_SHARE 0.6

static bool item_lint(
		const struct pack *pack, const struct pack_item *item, struct problems *problems)
{
	bool is_good = true;

	if (str_trim(item->remedy).len == 0) {
		is_good = problem_add(problems, item->place,
				STR("say what to do where it is not so"),
				"item '" STR_FMT "' has an empty remedy", STR_ARG(item->id));
	}
	if (item->kind != ITEM_QUESTION && item->scoring_count == 0) {
		is_good = problem_add(problems, item->place,
				STR("say what measures it: verified_by"),
				"nothing answers item '" STR_FMT "'", STR_ARG(item->id));
	}
	if (item->kind != ITEM_QUESTION && item->mode == VERIFY_CONSERVATIVE) {
		is_good = problem_add(problems, item->place, STR("mode: measured"),
				"item '" STR_FMT "' has no answer that could limit it",
				STR_ARG(item->id));
	}
	if (item->kind == ITEM_FITNESS) {
		for (size_t i = 0; i < item->scoring_count; i++) {
			const struct scoring *scoring = &item->scorings[i];
			if (scoring->method != SCORE_BINARY) {
				is_good = problem_add(problems, scoring->place,
						STR("make it a measure, or the method binary"),
						"a fitness check holds or does not");
			}
		}
	}
	if (item->is_must && pack->band_count && item->level > pack->band_count) {
		is_good = problem_add(problems, item->place, STR(""),
				"item '" STR_FMT "' is a must from level %u on, but there are %zu",
				STR_ARG(item->id), item->level, pack->band_count);
	}
	return is_good;
}

static bool pillar_lint(const struct pack *pack, const struct pack_pillar *pillar,
		struct problems *problems)
{
	uint32_t total = 0;
	bool is_good = true;

	if (pillar->count == 0) {
		return problem_add(problems, pillar->place, STR("ask something, or take it out"),
				"pillar '" STR_FMT "' has no items", STR_ARG(pillar->id));
	}
	for (uint32_t i = 0; i < pillar->count; i++) {
		total += pack->items[pillar->first + i].weight;
	}
	for (uint32_t i = 0; i < pillar->count; i++) {
		const struct pack_item *item = &pack->items[pillar->first + i];
		is_good = item_lint(pack, item, problems) && is_good;
		if (pillar->count > SHARE_ITEMS && item->weight * 100 > total * SHARE_MOST) {
			problem_warn(problems, item->place, STR("weigh it less, or ask more"),
					"item '" STR_FMT "' is %u %% of its pillar",
					STR_ARG(item->id), item->weight * 100 / total);
		}
	}
	return is_good;
}

static bool bands_lint(const struct pack *pack, struct problems *problems)
{
	bool is_good = true;

	for (size_t i = 0; i < pack->band_count; i++) {
		const struct pack_band *band = &pack->bands[i];
		if (i == 0 && (band->lower > 0 || band->evidenced > 0)) {
			is_good = problem_add(problems, band->place, STR("lower: 0 %"),
					"the lowest band must be one that every pillar reaches");
		}
		if (i > 0
				&& (band->lower <= band[-1].lower
						|| band->evidenced < band[-1].evidenced)) {
			is_good = problem_add(problems, band->place,
					STR("put the lowest first; evidenced may stay the same"),
					"bands must ascend");
		}
		if (i + 1 >= MEASURED_LEVEL && band->evidenced < MEASURED_SHARE) {
			is_good = problem_add(problems, band->place, STR("evidenced: 60 %"),
					"from band %d on, 60 %% of the weight must be measured",
					MEASURED_LEVEL);
		}
	}
	return is_good;
}

static bool readings_lint(const struct pack *pack, struct problems *problems)
{
	bool is_good = true;

	for (size_t i = 0; i < pack->reading_count; i++) {
		const struct pack_reading *reading = &pack->readings[i];
		if (i == 0 ? reading->least > 0 : reading->least <= reading[-1].least) {
			is_good = problem_add(problems, reading->place,
					STR("begin with 0 % and put the smallest share first"),
					"readings must ascend from 0 %%");
		}
	}
	return is_good;
}

bool pack_lint(const struct pack *pack, struct problems *problems)
{
	bool is_good = true;

	for (size_t i = 0; i < pack->pillar_count; i++) {
		is_good = pillar_lint(pack, &pack->pillars[i], problems) && is_good;
	}
	is_good = bands_lint(pack, problems) && is_good;
	return readings_lint(pack, problems) && is_good;
}
