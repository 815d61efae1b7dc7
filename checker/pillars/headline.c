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

static bool is_measured(const struct item_result *result)
{
	return result->state != ITEM_NOT_APPLICABLE && result->deciding
	       && result->deciding->state != MEASUREMENT_MISSING;
}

/* The measured item that costs most, but those in `taken`; UINT32_MAX if there is none. */
static uint32_t costliest(const struct assessment *assessment, const struct pack_pillar *pillar,
		const uint32_t *taken, size_t taken_count)
{
	uint32_t found = UINT32_MAX;

	for (uint32_t i = pillar->first; i < pillar->first + pillar->count; i++) {
		bool is_new = is_measured(&assessment->items[i]);
		for (size_t k = 0; k < taken_count; k++) {
			is_new = is_new && taken[k] != i;
		}
		if (is_new
				&& (found == UINT32_MAX
						|| assessment->items[i].gain
								   > assessment->items[found]
										   .gain)) {
			found = i;
		}
	}
	return found;
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
	uint32_t taken[FACTS_MOST];
	size_t count = 0;

	if (claim != UINT32_MAX) {
		const struct item_result *result = &assessment->items[claim];
		struct str answer =
				answer_text(&assessment->pack->items[claim], result->answer, arena);
		return str_fmt(arena, "you answered " STR_FMT "; " STR_FMT, STR_ARG(answer),
				STR_ARG(result->fact));
	}
	while (count < FACTS_MOST) {
		taken[count] = costliest(assessment, from, taken, count);
		if (taken[count] == UINT32_MAX) {
			break;
		}
		count++;
	}
	if (count == 0) {
		return answered_text(&assessment->pillars[pillar], arena);
	}
	struct str first = assessment->items[taken[0]].fact;
	return count == 1 ? first
			  : str_fmt(arena, STR_FMT "; " STR_FMT, STR_ARG(first),
					    STR_ARG(assessment->items[taken[1]].fact));
}
