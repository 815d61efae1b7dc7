/* SPDX-License-Identifier: MIT */
#include "reviews/trigger.h"

#include "base/arena.h"
#include "base/map.h"

const char *const trigger_state_words[] = {
	[TRIGGER_ARMED] = "armed",
	[TRIGGER_PENDING] = "pending",
	[TRIGGER_FIRED] = "fired",
	[TRIGGER_ACKNOWLEDGED] = "acknowledged",
	[TRIGGER_RETIRED] = "retired",
	[TRIGGER_UNKNOWN] = "unknown",
	[TRIGGER_BLIND] = "blind",
	[TRIGGER_IDLE] = "idle",
	NULL,
};

const char *const trigger_form_words[] = {
	[TRIGGER_CONDITION] = "condition",
	[TRIGGER_DATE] = "date",
	[TRIGGER_PROSE] = "prose",
	[TRIGGER_BROKEN] = "broken",
	NULL,
};

/* Records that somebody still works with: what is wrong with their triggers can be mended. */
static bool is_alive(const struct decision *decision)
{
	switch (decision->status) {
	case STATUS_REJECTED:
	case STATUS_DEPRECATED:
	case STATUS_SUPERSEDED:
	case STATUS_WITHDRAWN:
		return false;
	case STATUS_UNKNOWN:
	case STATUS_DRAFT:
	case STATUS_PROPOSED:
	case STATUS_ACCEPTED:
	case STATUS_IMPLEMENTED:
	case STATUS_OTHER:
	case STATUSES:
		break;
	}
	return true;
}

/* One word for all manual() of a trigger would be one too few. */
static void check_manual(const struct condition *condition, struct problems *problems)
{
	uint32_t seen = 0;
	for (uint32_t i = 0; i < condition->term_count; i++) {
		const struct term *term = &condition->terms[i];
		if (term->kind == TERM_MANUAL && seen++ > 0) {
			problem_add(problems, term->place,
					STR("make a trigger of its own of it: a review says yes or "
					    "no to one question"),
					"a second manual() in one trigger");
		}
	}
}

static void parse_condition(struct trigger *trigger, struct arena *arena,
		const struct condition_names *names, struct problems *problems)
{
	struct problems own;
	problems_init(&own, arena);
	trigger->condition = condition_parse(
			arena, trigger->item->text, trigger->item->place, names, &own);
	if (trigger->condition) {
		check_manual(trigger->condition, &own);
	}
	trigger->form = own.errors ? TRIGGER_BROKEN : TRIGGER_CONDITION;
	if (!is_alive(trigger->decision)) {
		return;
	}
	vec_each (const struct problem, problem, &own.list) {
		*vec_add(&trigger->faults, arena) = *problem;
		if (problems && !problem->is_warning) {
			problem_add(problems, problem->place, problem->remedy, STR_FMT,
					STR_ARG(problem->text));
		}
	}
}

/* A trigger that cannot be used, for a reason that is not in its words. */
static void refuse(struct trigger *trigger, struct arena *arena, struct problems *problems,
		struct str text, struct str remedy)
{
	trigger->form = TRIGGER_BROKEN;
	*vec_add(&trigger->faults, arena) = (struct problem){
		.place = trigger->item->place,
		.text = text,
		.remedy = remedy,
	};
	if (problems) {
		problem_add(problems, trigger->item->place, remedy, STR_FMT, STR_ARG(text));
	}
}

/* What a review is bound to; of a date the day, however it is written or counted. */
static struct hash words_hash(const struct decision_trigger *item)
{
	char day[DATE_DAY_SIZE];
	if (!item->is_date) {
		return condition_hash(item->text);
	}
	date_write_day(item->day, day);
	return condition_hash(str_of(day));
}

static void parse_trigger(struct trigger *trigger, struct arena *arena, struct map *ids,
		const struct condition_names *names, struct problems *problems)
{
	const struct decision_trigger *item = trigger->item;
	bool is_new;

	trigger->hash = words_hash(item);
	map_put(ids, item->id, &is_new);
	if (!is_new && is_alive(trigger->decision)) {
		refuse(trigger, arena, problems,
				str_fmt(arena, "a second trigger '" STR_FMT "' in one record",
						STR_ARG(item->id)),
				STR("give it another name, so that a review can say which is meant"));
	} else if (item->is_date) {
		trigger->form = TRIGGER_DATE;
	} else if (condition_is_meant(item->text)) {
		parse_condition(trigger, arena, names, problems);
	} else {
		trigger->form = TRIGGER_PROSE;
	}
}

void triggers_parse(struct triggers *triggers, struct arena *arena,
		const struct decisions *decisions, const struct condition_names *names,
		struct problems *problems)
{
	*triggers = (struct triggers){ 0 };
	vec_each (const struct decision, decision, &decisions->list) {
		struct map *ids = map_create(arena);
		size_t count = 0;
		vec_each (const struct decision_trigger, item, &decision->triggers) {
			struct trigger *trigger = vec_add(&triggers->list, arena);
			*trigger = (struct trigger){
				.decision = decision,
				.item = item,
				.since = MOMENT_EVER,
				.fired = MOMENT_NEVER,
				.no_longer = MOMENT_NEVER,
				.due = MOMENT_NEVER,
			};
			if (++count > TRIGGERS_MAX) {
				refuse(trigger, arena, problems,
						str_fmt(arena, "a record has at most %d triggers",
								TRIGGERS_MAX),
						STR("a decision with so many ways to be wrong is "
						    "several decisions: split the record"));
				break;
			}
			parse_trigger(trigger, arena, ids, names, problems);
		}
	}
}

unsigned triggers_needs(const struct triggers *triggers)
{
	unsigned needs = 0;
	vec_each (const struct trigger, trigger, &triggers->list) {
		if (trigger->form == TRIGGER_CONDITION && is_alive(trigger->decision)) {
			needs |= condition_needs(trigger->condition);
		}
	}
	return needs;
}
