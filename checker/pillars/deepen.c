/* SPDX-License-Identifier: MIT */
/*
 * Where to go on.  The weakest pillar is the first guess; but what enables it
 * comes before it as long as nobody sees how that stands: you cannot make being
 * wrong cheap while you do not see what is wrong.
 */
#include "base/arena.h"
#include "pillars/assessment.h"
#include "pillars/headline.h"

#include <math.h>

/* The lowest lower bound, then the least evidenced. */
static bool is_weaker(const struct pillar_result *a, const struct pillar_result *b)
{
	return a->lower != b->lower ? a->lower < b->lower : a->evidenced < b->evidenced;
}

static uint32_t weakest(const struct assessment *assessment)
{
	uint32_t found = UINT32_MAX;

	for (uint32_t i = 0; i < assessment->pack->pillar_count; i++) {
		const struct pillar_result *pillar = &assessment->pillars[i];
		if (pillar->is_assessed
				&& (found == UINT32_MAX
						|| is_weaker(pillar,
								&assessment->pillars[found]))) {
			found = i;
		}
	}
	return found;
}

/* Most of its facts are unknown; without facts, most of its questions are unanswered. */
static bool is_unseen(const struct pillar_result *pillar)
{
	if (pillar->facts > 0) {
		return pillar->facts_known * 2 < pillar->facts;
	}
	return pillar->unanswered * 2 > pillar->questions;
}

static bool does_enable(const struct pack_pillar *pillar, uint32_t other)
{
	for (size_t i = 0; i < pillar->enables_count; i++) {
		if (pillar->enables[i] == other) {
			return true;
		}
	}
	return false;
}

/* What enables a pillar, is not seen, and was not passed on the way; UINT32_MAX if nothing is. */
static uint32_t unseen_enabler(
		const struct assessment *assessment, uint32_t pillar, const bool *passed)
{
	uint32_t found = UINT32_MAX;

	for (uint32_t i = 0; i < assessment->pack->pillar_count; i++) {
		const struct pillar_result *result = &assessment->pillars[i];
		if (!passed[i] && result->is_assessed && is_unseen(result)
				&& does_enable(&assessment->pack->pillars[i], pillar)
				&& (found == UINT32_MAX
						|| is_weaker(result,
								&assessment->pillars[found]))) {
			found = i;
		}
	}
	return found;
}

static struct str unseen_text(const struct pillar_result *pillar, struct arena *arena)
{
	size_t facts = pillar->facts;
	size_t unknown = facts - pillar->facts_known;

	if (facts == 0) {
		return str_fmt(arena, STR_FMT " of its " STR_FMT " question%s unanswered",
				STR_ARG(count_text(arena, pillar->unanswered, true)),
				STR_ARG(count_text(arena, pillar->questions, true)),
				pillar->questions == 1 ? " is" : "s are");
	}
	const char *how = pillar->facts_old ? "unknown or old" : "unknown";
	if (unknown == facts) {
		return facts == 1 ? str_fmt(arena, "its one fact is %s", how)
				  : str_fmt(arena, "all of its " STR_FMT " facts are %s",
						    STR_ARG(count_text(arena, facts, true)), how);
	}
	return str_fmt(arena, STR_FMT " of its " STR_FMT " facts %s %s",
			STR_ARG(count_text(arena, unknown, true)),
			STR_ARG(count_text(arena, facts, true)), unknown == 1 ? "is" : "are", how);
}

static struct str why_of(const struct assessment *assessment, uint32_t chosen, uint32_t enabled,
		struct arena *arena)
{
	const struct pack *pack = assessment->pack;
	const struct pillar_result *result = &assessment->pillars[chosen];
	struct str id = pack->pillars[chosen].id;
	bool has_enabler = false;

	if (enabled != UINT32_MAX) {
		return str_fmt(arena,
				"Deepen " STR_FMT " first: it enables " STR_FMT ", and " STR_FMT
				".",
				STR_ARG(id), STR_ARG(pack->pillars[enabled].id),
				STR_ARG(unseen_text(result, arena)));
	}
	for (uint32_t i = 0; i < pack->pillar_count; i++) {
		has_enabler = has_enabler || does_enable(&pack->pillars[i], chosen);
	}
	return str_fmt(arena, "Deepen " STR_FMT ": its lower bound is the lowest (%.0f %%)%s.",
			STR_ARG(id), floor(100 * result->lower + 1e-9),
			has_enabler ? ", and what enables it is seen" : "");
}

/* ---- what to do first ---- */

/* The item of a pillar with the largest gain that `is_wanted`, or UINT32_MAX. */
static uint32_t best_item(const struct assessment *assessment, uint32_t pillar,
		bool (*is_wanted)(const struct assessment *, uint32_t, struct arena *),
		struct arena *arena)
{
	const struct pack_pillar *from = &assessment->pack->pillars[pillar];
	uint32_t found = UINT32_MAX;

	for (uint32_t i = from->first; i < from->first + from->count; i++) {
		const struct item_result *result = &assessment->items[i];
		if (result->gain > 0 && result->state == ITEM_SCORED
				&& is_wanted(assessment, i, arena)
				&& (found == UINT32_MAX
						|| result->gain > assessment->items[found].gain)) {
			found = i;
		}
	}
	return found;
}

static bool wants_evidence(const struct assessment *assessment, uint32_t item, struct arena *arena)
{
	const struct item_result *result = &assessment->items[item];

	return result->deciding && result->deciding->state == MEASUREMENT_MISSING
	       && !is_out_of_reach(assessment, item)
	       && evidence_step(assessment, item, arena).len > 0;
}

static bool wants_answer(const struct assessment *assessment, uint32_t item, struct arena *arena)
{
	const struct item_result *result = &assessment->items[item];

	(void)arena;
	return assessment->pack->items[item].kind == ITEM_QUESTION
	       && (!result->answer || result->is_answer_cut);
}

static bool wants_mending(const struct assessment *assessment, uint32_t item, struct arena *arena)
{
	(void)arena;
	return !is_out_of_reach(assessment, item);
}

static struct str answer_first(
		const struct assessment *assessment, uint32_t number, struct arena *arena)
{
	const struct pack_item *item = &assessment->pack->items[number];

	if (assessment->items[number].is_answer_cut) {
		return str_fmt(arena, "tick the criteria of " STR_FMT, STR_ARG(item->id));
	}
	return str_fmt(arena, "answer " STR_FMT "%s", STR_ARG(item->id),
			item->criterion_count && item->choice_count ? " with its criteria" : "");
}

static struct str next_of(const struct assessment *assessment, uint32_t pillar, struct arena *arena)
{
	const struct pack *pack = assessment->pack;
	uint32_t evidence = best_item(assessment, pillar, wants_evidence, arena);
	uint32_t answer = best_item(assessment, pillar, wants_answer, arena);
	uint32_t mend = best_item(assessment, pillar, wants_mending, arena);

	if (evidence != UINT32_MAX) {
		struct str step = evidence_step(assessment, evidence, arena);
		struct str other = answer != UINT32_MAX ? answer_first(assessment, answer, arena)
							: STR("");
		return other.len ? str_fmt(arena, STR_FMT ", or " STR_FMT, STR_ARG(step),
						   STR_ARG(other))
				 : step;
	}
	if (answer != UINT32_MAX) {
		return answer_first(assessment, answer, arena);
	}
	return mend != UINT32_MAX ? pack->items[mend].remedy : STR("");
}

void deepen(struct assessment *assessment, struct arena *arena)
{
	uint32_t chosen = weakest(assessment);
	uint32_t enabled = UINT32_MAX;
	bool *passed = arena_new_array(arena, bool, assessment->pack->pillar_count);

	assessment->deepen = chosen;
	assessment->deepen_why = STR("");
	assessment->next = STR("");
	if (chosen == UINT32_MAX) {
		return;
	}
	for (;;) {
		passed[chosen] = true;
		uint32_t before = unseen_enabler(assessment, chosen, passed);
		if (before == UINT32_MAX) {
			break;
		}
		enabled = chosen;
		chosen = before;
	}
	assessment->deepen = chosen;
	assessment->deepen_why = why_of(assessment, chosen, enabled, arena);
	assessment->next = next_of(assessment, chosen, arena);
}
