/* SPDX-License-Identifier: MIT */
#include "pillars/headline.h"

#include "base/arena.h"

/* So many facts fit beside a score. */
#define FACTS_MOST 2

struct str count_text(struct arena *arena, size_t count, bool in_words)
{
	static const struct str words[] = { STR_INIT("none"), STR_INIT("one"), STR_INIT("two"),
		STR_INIT("three"), STR_INIT("four"), STR_INIT("five"), STR_INIT("six"),
		STR_INIT("seven"), STR_INIT("eight"), STR_INIT("nine"), STR_INIT("ten") };

	return in_words && count < COUNT_OF(words) ? words[count] : str_fmt(arena, "%zu", count);
}

struct str answer_text(
		const struct pack_item *item, const struct answer *answer, struct arena *arena)
{
	size_t ticked = 0;

	if (answer->is_not_applicable) {
		return STR("not applicable");
	}
	if (answer->choice < item->choice_count) {
		return item->choices[answer->choice].id;
	}
	for (size_t i = 0; i < item->criterion_count; i++) {
		ticked += answer->ticked >> i & 1;
	}
	return str_fmt(arena, "%zu of %zu ticked", ticked, item->criterion_count);
}

struct str said_text(
		const struct pack_item *item, const struct item_result *result, struct arena *arena)
{
	struct str answer = answer_text(item, result->answer, arena);

	return str_fmt(arena, STR_FMT " (%.0f %%%s)", STR_ARG(answer),
			100 * result->standing.answer,
			result->is_answer_cut ? ": it counts as some, criteria are not ticked"
					      : "");
}

static const struct condition *deciding_condition(
		const struct assessment *assessment, uint32_t item)
{
	const struct item_result *result = &assessment->items[item];

	const struct assessment_input *input = assessment->input;

	if (!result->deciding || !input || !input->conditions || !input->conditions->scorings) {
		return NULL;
	}
	return input->conditions->scorings[item][result->deciding - result->verifications];
}

bool is_out_of_reach(const struct assessment *assessment, uint32_t item)
{
	const struct condition *condition = deciding_condition(assessment, item);

	/* The rest of a history can be fetched; nobody can make one. */
	return condition && assessment->items[item].deciding->state == MEASUREMENT_MISSING
	       && assessment->items[item].deciding->reason != REASON_SHALLOW
	       && (condition_needs(condition) & CONDITION_NEEDS_HISTORY);
}

struct str evidence_step(const struct assessment *assessment, uint32_t item, struct arena *arena)
{
	const struct condition *condition = deciding_condition(assessment, item);
	struct str hint = assessment->pack->items[item].evidence_hint;

	if (hint.len || !condition || is_out_of_reach(assessment, item)) {
		return hint;
	}
	for (uint32_t i = 0; i < condition->term_count; i++) {
		const struct term *term = &condition->terms[i];
		if (term->kind == TERM_METRIC && term->missing != REASON_NONE) {
			return str_fmt(arena, "declare " STR_FMT " in lintel.yaml (telemetry)",
					STR_ARG(term->name));
		}
	}
	return hint;
}

/* The over-claim that counts most, or UINT32_MAX. */
static uint32_t worst_claim(const struct assessment *assessment, const struct pack_pillar *pillar)
{
	uint32_t worst = UINT32_MAX;
	double most = 0;

	for (uint32_t i = pillar->first; i < pillar->first + pillar->count; i++) {
		const struct item_result *result = &assessment->items[i];
		double gap = result->standing.answer - result->standing.score;
		double weight = assessment->pack->items[i].weight;
		if (result->state == ITEM_SCORED && result->agreement == AGREES_OVER_CLAIM
				&& gap * weight > most) {
			most = gap * weight;
			worst = i;
		}
	}
	return worst;
}

/* A piece of evidence that is known, and what it takes from its pillar. */
struct known_fact {
	const struct verification *verification;
	double cost;
};

/* The one of an item that says the worst; none where nothing is known. */
static struct known_fact worst_fact(const struct assessment *assessment, uint32_t number)
{
	const struct pack_item *item = &assessment->pack->items[number];
	const struct item_result *result = &assessment->items[number];
	struct known_fact worst = { 0 };

	for (size_t i = 0; i < item->scoring_count && result->state != ITEM_NOT_APPLICABLE; i++) {
		const struct verification *verification = &result->verifications[i];
		double cost = item->weight * (1 - verification->score);
		if (verification->state != MEASUREMENT_MISSING
				&& (!worst.verification || cost > worst.cost)) {
			worst = (struct known_fact){ verification, cost };
		}
	}
	return worst;
}

/* The facts that cost most, each of another item; returns how many there are. */
static size_t costliest(const struct assessment *assessment, const struct pack_pillar *pillar,
		struct known_fact facts[FACTS_MOST])
{
	size_t count = 0;

	for (uint32_t i = pillar->first; i < pillar->first + pillar->count; i++) {
		struct known_fact fact = worst_fact(assessment, i);
		size_t at = count;
		if (!fact.verification) {
			continue;
		}
		while (at > 0 && facts[at - 1].cost < fact.cost) {
			at--;
		}
		count += count < FACTS_MOST;
		for (size_t k = count; at < count && --k > at;) {
			facts[k] = facts[k - 1];
		}
		if (at < count) {
			facts[at] = fact;
		}
	}
	return count;
}

/* Nothing is measured: how much is answered. */
static struct str answered_text(const struct pillar_result *result, struct arena *arena)
{
	if (result->questions == result->unanswered) {
		return STR("nothing is answered, nothing is measured");
	}
	return str_fmt(arena, "%zu of %zu questions answered, nothing is measured",
			result->questions - result->unanswered, result->questions);
}

struct str headline_of(const struct assessment *assessment, uint32_t pillar, struct arena *arena)
{
	const struct pack_pillar *from = &assessment->pack->pillars[pillar];
	uint32_t claim = worst_claim(assessment, from);
	struct known_fact facts[FACTS_MOST];

	if (claim != UINT32_MAX) {
		const struct item_result *result = &assessment->items[claim];
		struct str answer =
				answer_text(&assessment->pack->items[claim], result->answer, arena);
		return str_fmt(arena, "you answered " STR_FMT "; " STR_FMT, STR_ARG(answer),
				STR_ARG(result->fact));
	}
	size_t count = costliest(assessment, from, facts);
	if (count == 0) {
		return answered_text(&assessment->pillars[pillar], arena);
	}
	struct str first = facts[0].verification->fact;
	return count == 1 ? first
			  : str_fmt(arena, STR_FMT "; " STR_FMT, STR_ARG(first),
					    STR_ARG(facts[1].verification->fact));
}
