/* SPDX-License-Identifier: MIT */
/* The packs of the program: their evidence is understood, and they ask fairly. */
#include "base/arena.h"
#include "base/problem.h"
#include "conditions/condition.h"
#include "pillars/pack_read.h"
#include "unit/problem_text.h"
#include "unit/unit.h"

static void pack_get(struct pack *pack, struct arena *arena, const char *name)
{
	struct problems problems;
	problems_init(&problems, arena);
	assert_true(pack_read(pack, arena, STR("p.yaml"), pack_shipped(str_of(name)), &problems));
	assert_str(problem_text(arena, &problems), "");
}

static const struct condition *text_check(
		struct arena *arena, struct str text, struct place place, bool is_truth)
{
	struct problems problems;
	const struct condition_names names = { .is_general = true };
	problems_init(&problems, arena);
	const struct condition *condition =
			is_truth ? condition_parse(arena, text, place, &names, &problems)
				 : condition_parse_quantity(arena, text, place, &names, &problems);
	assert_str(problem_text(arena, &problems), "");
	assert_non_null(condition);
	return condition;
}

/* Whether its unit is said in the pack, and not where a metric or a kind is declared. */
static bool has_unit(const struct condition *condition)
{
	for (uint32_t i = 0; i < condition->term_count; i++) {
		if (condition->terms[i].kind == TERM_METRIC || condition->terms[i].has_no_unit) {
			return false;
		}
	}
	return true;
}

/* A quotient of counts is a number and no share: such evidence would never be known. */
static void unit_check(const struct scoring *scoring, const struct condition *condition)
{
	const struct unit *unit = &condition->terms[condition->root].unit;
	bool is_good = scoring->method == SCORE_PERCENT ? unit->is_ratio
							: unit_converts(unit, &scoring->unit);
	if (!is_good) {
		print_error(STR_FMT "\n", STR_ARG(scoring->of));
	}
	assert_true(is_good);
}

static void their_evidence_is_understood(void **state)
{
	static const char *const names[] = { "seven-pillars", "dora-quick-check" };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct pack pack;
		pack_get(&pack, *state, names[i]);
		for (size_t k = 0; k < pack.item_count; k++) {
			const struct pack_item *item = &pack.items[k];
			if (item->applies.len) {
				text_check(*state, item->applies, item->applies_place, true);
			}
			for (size_t s = 0; s < item->scoring_count; s++) {
				const struct scoring *scoring = &item->scorings[s];
				bool is_truth = scoring->method == SCORE_BINARY;
				const struct condition *condition = text_check(
						*state, scoring->of, scoring->place, is_truth);
				if (!is_truth && has_unit(condition)) {
					unit_check(scoring, condition);
				}
			}
		}
	}
}

static void seven_pillars_ask_four_to_six_things_each_and_none_decides_alone(void **state)
{
	struct pack pack;
	pack_get(&pack, *state, "seven-pillars");
	assert_int_equal(pack.pillar_count, 7);
	assert_int_equal(pack.band_count, 5);
	assert_int_equal(pack.reading_count, 3);
	for (size_t p = 0; p < pack.pillar_count; p++) {
		const struct pack_pillar *pillar = &pack.pillars[p];
		uint32_t total = 0;
		assert_true(pillar->count >= 4 && pillar->count <= 6);
		for (uint32_t i = 0; i < pillar->count; i++) {
			total += pack.items[pillar->first + i].weight;
		}
		for (uint32_t i = 0; i < pillar->count; i++) {
			const struct pack_item *item = &pack.items[pillar->first + i];
			assert_true(item->weight * 4 <= total);
			assert_true(item->evidence_hint.len > 0 && item->help.len > 0);
			assert_true(item->kind != ITEM_QUESTION || item->criterion_count > 0);
		}
	}
}

/* Who follows the links comes to an end. */
static void what_enables_does_not_wait_for_what_it_enables(void **state)
{
	struct pack pack;
	bool is_done[16] = { 0 };
	pack_get(&pack, *state, "seven-pillars");
	for (size_t round = 0; round < pack.pillar_count; round++) {
		for (size_t p = 0; p < pack.pillar_count; p++) {
			const struct pack_pillar *pillar = &pack.pillars[p];
			bool is_free = true;
			for (size_t i = 0; i < pillar->enables_count; i++) {
				is_free = is_free && is_done[pillar->enables[i]];
			}
			is_done[p] = is_done[p] || is_free;
		}
	}
	for (size_t p = 0; p < pack.pillar_count; p++) {
		assert_true(is_done[p]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(their_evidence_is_understood),
		claim(seven_pillars_ask_four_to_six_things_each_and_none_decides_alone),
		claim(what_enables_does_not_wait_for_what_it_enables),
	};
	return claims_run("pillars/shipped", tests);
}
