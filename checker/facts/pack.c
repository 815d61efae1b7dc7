/* SPDX-License-Identifier: MIT */
#include "facts/pack.h"

uint32_t pack_item_find(const struct pack *pack, struct str id)
{
	for (size_t i = 0; i < pack->item_count; i++) {
		if (str_eq(pack->items[i].id, id)) {
			return (uint32_t)i;
		}
	}
	return UINT32_MAX;
}

uint32_t pack_pillar_find(const struct pack *pack, struct str id)
{
	for (size_t i = 0; i < pack->pillar_count; i++) {
		if (str_eq(pack->pillars[i].id, id)) {
			return (uint32_t)i;
		}
	}
	return UINT32_MAX;
}

uint32_t item_choice_find(const struct pack_item *item, struct str id)
{
	for (size_t i = 0; i < item->choice_count; i++) {
		if (str_eq(item->choices[i].id, id)) {
			return (uint32_t)i;
		}
	}
	return UINT32_MAX;
}

uint32_t item_criterion_find(const struct pack_item *item, struct str id)
{
	for (size_t i = 0; i < item->criterion_count; i++) {
		if (str_eq(item->criteria[i].id, id)) {
			return (uint32_t)i;
		}
	}
	return UINT32_MAX;
}

/* Room for the operands of a rule: bits, the first one lowest. */
struct truth_stack {
	uint64_t bits;
	unsigned depth;
};

static void truth_push(struct truth_stack *stack, bool truth)
{
	stack->bits = stack->bits << 1 | truth;
	stack->depth++;
}

static bool truth_pop(struct truth_stack *stack)
{
	bool truth = stack->bits & 1;
	stack->bits >>= 1;
	stack->depth -= stack->depth > 0;
	return truth;
}

/* No rule that was read needs more than 64 operands at once. */
static bool rule_holds(const struct risk_rule *rule, uint64_t ticked)
{
	struct truth_stack stack = { 0 };

	for (size_t i = 0; i < rule->step_count; i++) {
		const struct risk_step *step = &rule->steps[i];
		bool right = step->op == RISK_TICKED ? ticked >> step->criterion & 1
						     : truth_pop(&stack);
		switch (step->op) {
		case RISK_TICKED:
			truth_push(&stack, right);
			break;
		case RISK_NOT:
			truth_push(&stack, !right);
			break;
		case RISK_AND:
			truth_push(&stack, truth_pop(&stack) && right);
			break;
		case RISK_OR:
			truth_push(&stack, truth_pop(&stack) || right);
			break;
		}
	}
	return rule->step_count == 0 || truth_pop(&stack);
}

double answer_score(const struct pack_item *item, const struct answer *answer)
{
	uint64_t all = item->criterion_count < CRITERIA_MAX
				       ? ((uint64_t)1 << item->criterion_count) - 1
				       : UINT64_MAX;

	for (size_t i = 0; i < item->rule_count; i++) {
		if (rule_holds(&item->rules[i], answer->ticked)) {
			return item->rules[i].score;
		}
	}
	if (answer->choice >= item->choice_count) {
		return 0;
	}
	const struct choice_kind *choice = &item->choices[answer->choice];
	bool is_short = choice->needs_criteria && (answer->ticked & all) != all;
	return is_short && choice->score > ANSWER_SOME ? ANSWER_SOME : choice->score;
}

const struct answer *answers_find(const struct answers *answers, uint32_t item)
{
	vec_each (const struct answer, answer, &answers->list) {
		if (answer->item == item && !answer->is_void) {
			return answer;
		}
	}
	return NULL;
}
