/* SPDX-License-Identifier: MIT */
/*
 * What must hold of every pack, whatever was answered and measured: nobody gets
 * a better score by showing less.
 */
#include "pillars/assessment.h"

#include "unit/pillars/random_pack.h"

#include <math.h>

/* All claims together look at so many packs by chance. */
#define PACKS 200000
#define ROUNDING 1e-9

struct changed {
	struct chance chance;
	struct random_case before;
	struct random_case after;
	/* The item that differs. */
	uint32_t item;
	struct evidence_item *evidence;
	struct scores then;
	struct scores now;
};

typedef void change_fn(struct changed *changed);

static void fail_with(const struct changed *changed, const char *what, uint32_t pillar)
{
	const struct pillar_result *then = &changed->then.pillars[pillar];
	const struct pillar_result *now = &changed->now.pillars[pillar];

	print_error("%s: item %u of pillar %u: [%.17g, %.17g] becomes [%.17g, %.17g]\n", what,
			changed->item, pillar, then->lower, then->upper, now->lower, now->upper);
	fail();
}

static void pack_change(struct changed *changed, struct arena *arena, change_fn *change)
{
	random_make(&changed->chance, &changed->before);
	changed->after = changed->before;
	changed->after.pack.items = changed->after.items;
	changed->after.pack.pillars = changed->after.pillars;
	changed->item = chance_below(&changed->chance, (uint32_t)changed->before.pack.item_count);
	changed->evidence = &changed->after.evidence[changed->item];
	change(changed);
	random_score(&changed->before, arena, &changed->then);
	random_score(&changed->after, arena, &changed->now);
}

static void is_between_none_and_all(const struct changed *changed)
{
	for (uint32_t i = 0; i < changed->after.pack.pillar_count; i++) {
		const struct pillar_result *now = &changed->now.pillars[i];
		if (now->is_assessed
				&& !(now->lower >= 0 && now->lower <= now->upper + ROUNDING
						&& now->upper <= 1 + ROUNDING && now->known >= 0
						&& now->known <= 1 + ROUNDING && now->evidenced >= 0
						&& now->evidenced <= 1)) {
			fail_with(changed, "out of bounds", i);
		}
	}
}

/* Neither the lower bound, nor what is evidenced, nor the band. */
static void nothing_rises(const struct changed *changed)
{
	for (uint32_t i = 0; i < changed->after.pack.pillar_count; i++) {
		const struct pillar_result *then = &changed->then.pillars[i];
		const struct pillar_result *now = &changed->now.pillars[i];
		if (!then->is_assessed || !now->is_assessed) {
			continue;
		}
		if (now->lower > then->lower + ROUNDING) {
			fail_with(changed, "the lower bound rises", i);
		}
		if (now->evidenced > then->evidenced + ROUNDING || now->band > then->band) {
			fail_with(changed, "evidence or band rises", i);
		}
	}
}

static void packs_try(struct arena *arena, uint64_t seed, uint32_t count, change_fn *change,
		void (*holds)(const struct changed *))
{
	static struct changed changed;

	changed.chance.state = seed;
	for (uint32_t i = 0; i < count; i++) {
		pack_change(&changed, arena, change);
		is_between_none_and_all(&changed);
		holds(&changed);
		arena_reset(arena);
	}
}

/* ---- showing less ---- */

static void age_one(struct changed *changed)
{
	struct verification *one = &changed->evidence->verifications[chance_below(
			&changed->chance, SCORINGS_MOST)];

	one->state = one->state == MEASUREMENT_FRESH ? MEASUREMENT_STALE : MEASUREMENT_MISSING;
}

/* A snapshot behind several of them. */
static void drop_snapshot(struct changed *changed)
{
	for (size_t i = 0; i < changed->after.pack.item_count; i++) {
		for (size_t k = 0; k < SCORINGS_MOST; k++) {
			if (chance_one(&changed->chance, 3)) {
				changed->after.evidence[i].verifications[k].state =
						MEASUREMENT_MISSING;
			}
		}
	}
}

static void drop_answer(struct changed *changed)
{
	changed->evidence->has_answer = false;
}

static void age_answer(struct changed *changed)
{
	changed->evidence->answer.day = TODAY - 366;
}

static void take_day_away(struct changed *changed)
{
	changed->evidence->answer.has_day = false;
}

static void say_not_applicable(struct changed *changed)
{
	changed->evidence->answer.is_not_applicable = true;
	changed->evidence->has_answer = changed->after.items[changed->item].kind == ITEM_QUESTION;
}

static void untick(struct changed *changed)
{
	changed->evidence->answer.ticked &= chance_below(&changed->chance, 4);
}

static void exempt(struct changed *changed)
{
	changed->evidence->is_exempt = true;
}

static void hide_what_it_applies_to(struct changed *changed)
{
	changed->evidence->is_not_applicable = false;
	changed->evidence->is_applying_unknown = true;
}

/* Several of them, one after the other. */
static void show_less(struct changed *changed)
{
	static change_fn *const changes[] = { age_one, drop_snapshot, drop_answer, age_answer,
		take_day_away, say_not_applicable, untick, exempt, hide_what_it_applies_to };

	for (uint32_t i = 1 + chance_below(&changed->chance, 3); i > 0; i--) {
		changes[chance_below(&changed->chance, COUNT_OF(changes))](changed);
	}
}

static void showing_less_never_raises_a_lower_bound(void **state)
{
	static change_fn *const changes[] = { age_one, drop_snapshot, drop_answer, age_answer,
		take_day_away, say_not_applicable, untick, exempt, hide_what_it_applies_to,
		show_less };

	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		packs_try(*state, 1 + i, PACKS / 20, changes[i], nothing_rises);
	}
}

/* ---- being better ---- */

static void measure_better(struct changed *changed)
{
	struct verification *one = &changed->evidence->verifications[chance_below(
			&changed->chance, SCORINGS_MOST)];

	one->score += (1 - one->score) * chance_score(&changed->chance);
}

static void answer_better(struct changed *changed)
{
	uint32_t choice = changed->evidence->answer.choice;

	changed->evidence->answer.choice = choice + chance_below(&changed->chance, 4 - choice);
	changed->evidence->answer.ticked |= chance_below(&changed->chance, 4);
}

static void nothing_falls(const struct changed *changed)
{
	for (uint32_t i = 0; i < changed->after.pack.pillar_count; i++) {
		const struct pillar_result *then = &changed->then.pillars[i];
		const struct pillar_result *now = &changed->now.pillars[i];
		if (now->lower < then->lower - ROUNDING || now->upper < then->upper - ROUNDING) {
			fail_with(changed, "a bound falls", i);
		}
	}
}

static void being_better_never_lowers_a_bound(void **state)
{
	packs_try(*state, 101, PACKS / 10, measure_better, nothing_falls);
	packs_try(*state, 102, PACKS / 10, answer_better, nothing_falls);
}

/* ---- being contradicted ---- */

static void measure_worse(struct changed *changed)
{
	for (size_t i = 0; i < SCORINGS_MOST; i++) {
		changed->evidence->verifications[i].score *= chance_score(&changed->chance);
	}
}

static void neither_end_rises(const struct changed *changed)
{
	for (uint32_t i = 0; i < changed->after.pack.pillar_count; i++) {
		const struct pillar_result *then = &changed->then.pillars[i];
		const struct pillar_result *now = &changed->now.pillars[i];
		if (now->lower > then->lower + ROUNDING || now->upper > then->upper + ROUNDING) {
			fail_with(changed, "an end rises", i);
		}
	}
}

/* One piece of evidence more, beside those that are there. */
static void evidence_add(struct changed *changed)
{
	struct pack_item *item = &changed->after.items[changed->item];

	item->scoring_count += item->scoring_count > 0;
}

/* The pack asked for it, it was missing, and now it is there and says no. */
static void evidence_arrives(struct changed *changed)
{
	struct verification *before = changed->before.evidence[changed->item].verifications;

	for (size_t i = 0; i < SCORINGS_MOST; i++) {
		before[i].state = MEASUREMENT_MISSING;
		changed->evidence->verifications[i] = (struct verification){
			.state = MEASUREMENT_FRESH,
		};
	}
}

static void no_upper_bound_rises(const struct changed *changed)
{
	for (uint32_t i = 0; i < changed->after.pack.pillar_count; i++) {
		if (changed->now.pillars[i].upper > changed->then.pillars[i].upper + ROUNDING) {
			fail_with(changed, "the upper bound rises", i);
		}
	}
}

static void what_contradicts_never_raises_a_score(void **state)
{
	packs_try(*state, 201, PACKS / 20, measure_worse, neither_end_rises);
	packs_try(*state, 202, PACKS / 20, evidence_add, neither_end_rises);
	packs_try(*state, 203, PACKS / 20, evidence_arrives, no_upper_bound_rises);
}

/* ---- what must not matter ---- */

static void weights_scale(struct changed *changed)
{
	for (size_t i = 0; i < changed->after.pack.item_count; i++) {
		changed->after.items[i].weight *= 7;
	}
}

static void items_turn(struct changed *changed)
{
	for (size_t p = 0; p < changed->after.pack.pillar_count; p++) {
		const struct pack_pillar *pillar = &changed->after.pillars[p];
		for (uint32_t i = 0; i < pillar->count; i++) {
			uint32_t from = pillar->first + i;
			uint32_t to = pillar->first + pillar->count - 1 - i;
			changed->after.items[to] = changed->before.items[from];
			changed->after.evidence[to] = changed->before.evidence[from];
			changed->after.evidence[to].answer.item = to;
		}
	}
}

static void nothing_changes(const struct changed *changed)
{
	for (uint32_t i = 0; i < changed->after.pack.pillar_count; i++) {
		const struct pillar_result *then = &changed->then.pillars[i];
		const struct pillar_result *now = &changed->now.pillars[i];
		if (fabs(then->lower - now->lower) > ROUNDING
				|| fabs(then->upper - now->upper) > ROUNDING
				|| fabs(then->evidenced - now->evidenced) > ROUNDING
				|| fabs(then->confidence - now->confidence) > ROUNDING
				|| then->is_assessed != now->is_assessed) {
			fail_with(changed, "it moves", i);
		}
	}
}

static void order_and_scale_of_weights_change_nothing(void **state)
{
	packs_try(*state, 301, PACKS / 20, weights_scale, nothing_changes);
	packs_try(*state, 302, PACKS / 20, items_turn, nothing_changes);
}

/* ---- edges ---- */

static void make_nothing_apply(struct changed *changed)
{
	for (size_t i = 0; i < changed->after.pack.item_count; i++) {
		changed->after.evidence[i].is_applying_unknown = false;
		changed->after.evidence[i].is_not_applicable = true;
	}
}

static void nothing_is_assessed(const struct changed *changed)
{
	for (uint32_t i = 0; i < changed->after.pack.pillar_count; i++) {
		if (changed->now.pillars[i].is_assessed || changed->now.deepen != UINT32_MAX) {
			fail_with(changed, "it is assessed", i);
		}
	}
}

static void what_applies_to_nothing_is_not_assessed(void **state)
{
	packs_try(*state, 401, PACKS / 40, make_nothing_apply, nothing_is_assessed);
}

static void measure_all(struct changed *changed)
{
	for (size_t i = 0; i < changed->after.pack.item_count; i++) {
		struct evidence_item *evidence = &changed->after.evidence[i];
		struct pack_item *item = &changed->after.items[i];
		item->mode = VERIFY_MEASURED;
		item->scoring_count += item->scoring_count == 0;
		evidence->is_exempt = false;
		evidence->is_applying_unknown = false;
		evidence->answer.is_not_applicable = false;
		for (size_t k = 0; k < COUNT_OF(evidence->verifications); k++) {
			evidence->verifications[k].state = MEASUREMENT_FRESH;
		}
	}
}

static void all_three_are_one(const struct changed *changed)
{
	for (uint32_t i = 0; i < changed->after.pack.pillar_count; i++) {
		const struct pillar_result *now = &changed->now.pillars[i];
		if (now->is_assessed
				&& (fabs(now->upper - now->lower) > ROUNDING
						|| fabs(now->known - now->lower) > ROUNDING
						|| now->evidenced != 1 || now->confidence != 1)) {
			fail_with(changed, "it is not one value", i);
		}
	}
}

static void what_is_all_measured_is_one_value(void **state)
{
	packs_try(*state, 501, PACKS / 40, measure_all, all_three_are_one);
}

static void leave_it(struct changed *changed)
{
	(void)changed;
}

static void the_excluded_share_is_right(const struct changed *changed)
{
	for (uint32_t i = 0; i < changed->after.pack.pillar_count; i++) {
		const struct pack_pillar *pillar = &changed->after.pillars[i];
		double excluded = 0;
		double all = 0;
		for (uint32_t k = pillar->first; k < pillar->first + pillar->count; k++) {
			const struct evidence_item *evidence = &changed->after.evidence[k];
			bool is_said = evidence->has_answer && evidence->answer.is_not_applicable;
			bool is_out = evidence->is_not_applicable || evidence->is_exempt || is_said;
			all += changed->after.items[k].weight;
			excluded += is_out ? changed->after.items[k].weight : 0;
		}
		if (fabs(changed->now.pillars[i].excluded - excluded / all) > ROUNDING) {
			fail_with(changed, "another share is excluded", i);
		}
	}
}

static void what_is_left_out_is_counted(void **state)
{
	packs_try(*state, 601, PACKS / 40, leave_it, the_excluded_share_is_right);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(showing_less_never_raises_a_lower_bound),
		claim(being_better_never_lowers_a_bound),
		claim(what_contradicts_never_raises_a_score),
		claim(order_and_scale_of_weights_change_nothing),
		claim(what_applies_to_nothing_is_not_assessed),
		claim(what_is_all_measured_is_one_value),
		claim(what_is_left_out_is_counted),
	};
	return claims_run("pillars/invariants", tests);
}
