/* SPDX-License-Identifier: MIT */
#include "pillars/comparison.h"

#include "base/arena.h"

#include <math.h>

/* Less than half a point is not worth a name. */
#define CHANGE_LEAST 0.005

static const struct result_pillar *pillar_then(const struct result *result, struct str id)
{
	for (size_t i = 0; i < result->pillar_count; i++) {
		if (str_eq(result->pillars[i].id, id)) {
			return &result->pillars[i];
		}
	}
	return NULL;
}

static const struct result_item *item_then(const struct result *result, struct str id)
{
	for (size_t i = 0; i < result->item_count; i++) {
		if (str_eq(result->items[i].id, id)) {
			return &result->items[i];
		}
	}
	return NULL;
}

/* ---- the answers of then, scored now ---- */

static void answer_take(
		struct answers *answers, const struct pack *pack, const struct result_item *then)
{
	struct answer answer = {
		.item = pack_item_find(pack, then->id),
		.item_id = then->id,
		.choice = UINT32_MAX,
		.is_not_applicable = str_eq(then->answer, STR(ANSWER_NOT_APPLICABLE)),
	};

	if (!then->has_answer || answer.item == UINT32_MAX
			|| !date_read_day(then->on, &answer.day)) {
		return;
	}
	const struct pack_item *item = &pack->items[answer.item];
	answer.has_day = true;
	answer.choice = item_choice_find(item, then->answer);
	answer.is_void = answer.choice == UINT32_MAX && !answer.is_not_applicable
			 && item->choice_count > 0;
	for (size_t i = 0; i < then->ticked_count; i++) {
		uint32_t number = item_criterion_find(item, then->ticked[i]);
		answer.ticked |= number == UINT32_MAX ? 0 : (uint64_t)1 << number;
	}
	*vec_add(&answers->list, answers->arena) = answer;
}

/* A copy that can be scored again: what was measured is shared. */
static struct assessment *rescored(const struct assessment *assessment, struct arena *arena,
		const struct result *before)
{
	const struct pack *pack = assessment->pack;
	struct assessment *copy = arena_copy(arena, assessment, sizeof(*assessment));
	struct answers *answers = arena_new(arena, struct answers);

	copy->items = arena_copy(
			arena, assessment->items, size_mul(pack->item_count, sizeof(*copy->items)));
	copy->pillars = arena_new_array(arena, struct pillar_result, pack->pillar_count);
	for (size_t i = 0; i < pack->item_count; i++) {
		copy->items[i].verifications = arena_copy(arena, assessment->items[i].verifications,
				size_mul(pack->items[i].scoring_count,
						sizeof(struct verification)));
	}
	answers->arena = arena;
	for (size_t i = 0; i < before->item_count; i++) {
		answer_take(answers, pack, &before->items[i]);
	}
	assess_score(copy, arena, answers);
	return copy;
}

/* ---- changes ---- */

static int change_order(const void *a, const void *b)
{
	const struct item_change *left = a;
	const struct item_change *right = b;
	double difference = fabs(right->change) - fabs(left->change);

	if (difference != 0) {
		return difference > 0 ? 1 : -1;
	}
	return left->item < right->item ? -1 : left->item > right->item;
}

/* The lower bound of an item then: of the result, or of its answers scored again. */
static bool lower_then(const struct result_comparison *comparison, const struct assessment *again,
		const struct pack_item *item, uint32_t number, double *lower)
{
	const struct result_item *then = item_then(comparison->before, item->id);

	if (again) {
		*lower = again->items[number].interval.lo;
		return again->items[number].state != ITEM_NOT_APPLICABLE;
	}
	*lower = then ? then->interval.lo : 0;
	return then != NULL;
}

static void items_compare(struct result_comparison *comparison, struct arena *arena,
		const struct assessment *assessment, const struct assessment *again,
		uint32_t pillar)
{
	const struct pack_pillar *from = &assessment->pack->pillars[pillar];
	struct pillar_change *change = &comparison->pillars[pillar];
	double all = 0;

	for (uint32_t i = from->first; i < from->first + from->count; i++) {
		bool applies = assessment->items[i].state != ITEM_NOT_APPLICABLE;
		all += applies ? assessment->pack->items[i].weight : 0;
	}
	for (uint32_t i = from->first; i < from->first + from->count; i++) {
		const struct pack_item *item = &assessment->pack->items[i];
		const struct item_result *now = &assessment->items[i];
		double then;
		if (now->state == ITEM_NOT_APPLICABLE
				|| !lower_then(comparison, again, item, i, &then)) {
			continue;
		}
		double moved = item->weight * (now->interval.lo - then) / all;
		if (fabs(moved) >= CHANGE_LEAST) {
			*vec_add(&change->items, arena) =
					(struct item_change){ .item = i, .change = moved };
		}
	}
	vec_sort(&change->items, change_order);
}

static void pillar_compare(struct result_comparison *comparison,
		const struct assessment *assessment, const struct assessment *again,
		uint32_t number)
{
	const struct pillar_result *now = &assessment->pillars[number];
	const struct result_pillar *then =
			pillar_then(comparison->before, assessment->pack->pillars[number].id);
	struct pillar_change *change = &comparison->pillars[number];
	bool has_score = then && then->is_assessed;

	if (again) {
		const struct pillar_result *middle = &again->pillars[number];
		change->is_known = now->is_assessed && middle->is_assessed;
		change->lower = now->lower - middle->lower;
		change->upper = now->upper - middle->upper;
		change->evidenced = now->evidenced - middle->evidenced;
		change->is_pack_known = has_score && middle->is_assessed;
		change->pack = has_score ? middle->lower - then->lower : 0;
		return;
	}
	change->is_known = now->is_assessed && has_score;
	if (change->is_known) {
		change->lower = now->lower - then->lower;
		change->upper = now->upper - then->upper;
		change->evidenced = now->evidenced - then->evidenced;
	}
}

void results_compare(struct result_comparison *comparison, struct arena *arena,
		const struct assessment *assessment, const struct result *before)
{
	const struct pack *pack = assessment->pack;

	*comparison = (struct result_comparison){
		.before = before,
		.is_same_pack = hash_eq(before->pack_hash, pack->hash),
		.is_same_version = str_eq(before->pack_version, pack->version),
		.pillars = arena_new_array(arena, struct pillar_change, pack->pillar_count),
	};
	const struct assessment *again =
			comparison->is_same_version ? NULL : rescored(assessment, arena, before);
	for (uint32_t i = 0; i < pack->pillar_count; i++) {
		pillar_compare(comparison, assessment, again, i);
		if (comparison->pillars[i].is_known) {
			items_compare(comparison, arena, assessment, again, i);
		}
	}
}
