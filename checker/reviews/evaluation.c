/* SPDX-License-Identifier: MIT */
/*
 * All triggers in the order in which they ask for each other: what the
 * condition of each comes to in the world as its record sees it, and then its
 * life.
 */
#include "reviews/evaluation.h"

#include "base/arena.h"
#include "base/pool.h"
#include "facts/graph.h"
#include "reviews/life.h"

/* More answers in the same words, one after the other, say that nobody looked. */
#define RUBBER_STAMPS 3

/* Of a record that links to everything, the rest is not followed. */
#define LINKS_MAX 1000

static void fault(struct evaluation *evaluation, const struct trigger *trigger,
		const struct decision_review *row, const char *kind, struct str text,
		struct str remedy, bool is_error)
{
	*vec_add(&evaluation->triggers->faults, evaluation->arena) = (struct review_fault){
		.decision = trigger->decision,
		.review = row,
		.kind = str_of(kind),
		.text = text,
		.remedy = remedy,
		.is_error = is_error,
	};
}

/* A review that names the trigger and is not about its present words. */
static void say_lost(struct evaluation *evaluation, const struct trigger *trigger,
		const struct review_answer *answer)
{
	struct arena *arena = evaluation->arena;
	struct str id = trigger->item->id;

	/* A date that was moved is the very answer to it. */
	if (trigger->form == TRIGGER_DATE) {
		return;
	}
	if (answer->evidence.triggers.len) {
		fault(evaluation, trigger, answer->row, "changed",
				str_fmt(arena,
						"trigger " STR_FMT
						" was changed after it was reviewed",
						STR_ARG(id)),
				STR("the review does not count for the new words: review them too, "
				    "with --early if they have not fired"),
				false);
	} else {
		fault(evaluation, trigger, answer->row, "unbound",
				str_fmt(arena,
						"a review of trigger " STR_FMT
						" does not say to which words it belongs",
						STR_ARG(id)),
				STR("write it with 'lintel adr ack', which binds it to the words of "
				    "the trigger"),
				true);
	}
}

/* Whether an answer puts off what its author has put off before; that does not count. */
static bool is_put_off_again(struct evaluation *evaluation, const struct trigger *trigger,
		const struct review_answer *answer, const struct review_answer **deferred)
{
	const struct review_answer *before = *deferred;

	if (answer->outcome != ANSWER_DEFER) {
		*deferred = NULL;
		return false;
	}
	if (!before || !str_eq(before->row->by, answer->row->by)) {
		*deferred = answer;
		return false;
	}
	fault(evaluation, trigger, answer->row, "deferred-again",
			str_fmt(evaluation->arena,
					"trigger " STR_FMT
					" was deferred a second time by " STR_FMT,
					STR_ARG(trigger->item->id), STR_ARG(answer->row->by)),
			STR("another role must agree to defer it again; or decide"), true);
	return true;
}

/* The answers that count for a trigger; what is wrong with the others is a fault. */
static size_t answers_of(struct evaluation *evaluation, const struct trigger *trigger,
		struct life_answer **list)
{
	const struct review_answers *answers =
			&evaluation->answers[evaluation_record(evaluation, trigger)];
	const struct review_answer *lost = NULL;
	const struct review_answer *deferred = NULL;
	size_t count = 0;

	*list = arena_new_array(evaluation->arena, struct life_answer, answers->list.len);
	vec_each (const struct review_answer, answer, &answers->list) {
		enum answer_bond bond = answer_bond(answer, trigger);
		if (bond == BOND_NONE || answer->outcome == ANSWER_ACCEPT) {
			continue;
		}
		bool is_done = bond == BOND_LOST && answer->outcome == ANSWER_REVISE
			       && answer->evidence.triggers.len;
		if (bond == BOND_LOST && !is_done) {
			lost = answer;
			continue;
		}
		lost = NULL;
		if (!is_put_off_again(evaluation, trigger, answer, &deferred)) {
			(*list)[count++] = (struct life_answer){ answer, is_done };
		}
	}
	if (lost) {
		say_lost(evaluation, trigger, lost);
	}
	return count;
}

/* Whether the last answers are all "keep" in the same words. */
static bool is_rubber_stamp(const struct life_answer *answers, size_t count)
{
	if (count < RUBBER_STAMPS) {
		return false;
	}
	const struct review_answer *last = answers[count - 1].answer;
	for (size_t i = count - RUBBER_STAMPS; i < count; i++) {
		const struct review_answer *answer = answers[i].answer;
		if (answer->outcome != ANSWER_KEEP
				|| !str_eq(str_trim(answer->row->note),
						str_trim(last->row->note))) {
			return false;
		}
	}
	return true;
}

/* Whether another record supersedes this one, and both say so. */
static bool has_successor(const struct decisions *decisions, const struct decision *decision)
{
	uint32_t number = (uint32_t)(decision - decisions->list.p);

	for (size_t i = 0; i < decision->links.len && i < LINKS_MAX; i++) {
		const struct decision_link *link = &decision->links.p[i];
		if (link->kind != LINK_SUPERSEDED_BY || link->record >= decisions->list.len) {
			continue;
		}
		const struct decision *other = &decisions->list.p[link->record];
		for (size_t k = 0; k < other->links.len && k < LINKS_MAX; k++) {
			const struct decision_link *back = &other->links.p[k];
			if (back->kind == LINK_SUPERSEDES && back->record == number) {
				return true;
			}
		}
	}
	return false;
}

static struct timeline date_timeline(struct arena *arena, date_day day)
{
	struct step *steps = arena_new_array(arena, struct step, 2);
	steps[0] = (struct step){ MOMENT_EVER, TRUTH_FALSE, REASON_NONE };
	steps[1] = (struct step){ day_end(day), TRUTH_TRUE, REASON_NONE };
	return (struct timeline){ steps, 2 };
}

/* Nobody knows what prose comes to but who looks: then until the day they name. */
static struct timeline prose_timeline(
		struct arena *arena, const struct life_answer *answers, size_t count)
{
	struct step *steps = arena_new_array(arena, struct step, 3);
	size_t len = 1;

	steps[0] = (struct step){ MOMENT_EVER, TRUTH_UNKNOWN, REASON_ATTESTATION_DUE };
	if (count) {
		const struct decision_review *row = answers[count - 1].answer->row;
		steps[len++] = (struct step){ (moment)row->day * MOMENT_DAY, TRUTH_FALSE,
			REASON_NONE };
		if (row->has_next) {
			steps[len++] = (struct step){ day_end(row->next), TRUTH_TRUE, REASON_NONE };
		}
	}
	return (struct timeline){ steps, len };
}

/* The next day that the condition itself names, or the end of somebody's word. */
static moment next_moment(const struct condition *condition, const struct world *world)
{
	const struct subject *subject = &world->subject;
	moment next = MOMENT_NEVER;

	for (uint32_t i = 0; i < condition->term_count; i++) {
		const struct term *term = &condition->terms[i];
		moment at = MOMENT_NEVER;
		if (term->kind == TERM_DATE) {
			at = term->first;
		} else if (term->kind == TERM_MANUAL && subject->attestation_count) {
			const struct attestation *last =
					&subject->attestations[subject->attestation_count - 1];
			at = moment_after(last->at, term->every);
		}
		if (at > world->as_of && at < next) {
			next = at;
		}
	}
	return next;
}

/* A proposal may ask how old it is; nothing else of what is not in force is looked at. */
static bool is_about_proposal(const struct trigger *trigger)
{
	enum decision_status status = trigger->decision->status;
	if (trigger->form != TRIGGER_CONDITION
			|| (status != STATUS_PROPOSED && status != STATUS_DRAFT)) {
		return false;
	}
	for (uint32_t i = 0; i < trigger->condition->term_count; i++) {
		const struct term *term = &trigger->condition->terms[i];
		if (term->kind == TERM_AGE && term->age == AGE_PROPOSED) {
			return true;
		}
	}
	return false;
}

static void tell_idle(struct trigger *trigger, struct arena *arena)
{
	const struct decision *decision = trigger->decision;
	trigger->state = TRIGGER_IDLE;
	trigger->why = decision->status == STATUS_UNKNOWN
				       ? STR("nobody knows whether its record is in force")
				       : str_fmt(arena, "its record is not in force: %s",
							 decision_status_words[decision->status]);
}

static moment life_begin(const struct evaluation *evaluation, const struct trigger *trigger)
{
	return subject_accepted(trigger->decision,
			&evaluation->answers[evaluation_record(evaluation, trigger)]);
}

/* Reads the evaluation and writes to its arena and to this trigger's outcome alone. */
static void outcome_find(const struct evaluation *evaluation, struct trigger *trigger)
{
	struct world world = evaluation->world;

	world.subject = subject_of(evaluation, trigger);
	condition_evaluate(&trigger->outcome, evaluation->arena, trigger->condition, &world,
			life_begin(evaluation, trigger));
}

static void evaluate_condition(
		struct evaluation *evaluation, struct trigger *trigger, struct life *life)
{
	const struct condition *condition = trigger->condition;

	if (!evaluation->has_outcome[trigger - evaluation->triggers->list.p]) {
		outcome_find(evaluation, trigger);
	}
	evaluation->world.subject = subject_of(evaluation, trigger);
	trigger->is_attestation_due = trigger->outcome.reason == REASON_ATTESTATION_DUE;
	life->timeline = trigger->outcome.timeline;
	life->bare = trigger->outcome.bare;
	life->bare_since = trigger->outcome.bare_since;
	life->wait = condition->is_periodic ? (struct duration){ 0 } : condition->for_length;
	life->condition = condition;
	life->ripe = condition_ripe(condition, life->bare_since);
	if (evaluation->recorded && condition_has_no_past(condition)) {
		life->recorded_count = recorded_find(
				evaluation->recorded, evaluation->arena, trigger, &life->recorded);
		/* What was written down after `as_of` is not known yet. */
		while (life->recorded_count
				&& (moment)life->recorded[life->recorded_count - 1].day * MOMENT_DAY
						   > life->as_of) {
			life->recorded_count--;
		}
	}
}

static void evaluate_trigger(struct evaluation *evaluation, struct trigger *trigger)
{
	const struct decision *decision = trigger->decision;
	struct life_answer *answers;
	struct life life = {
		.as_of = evaluation->world.as_of,
		.bare = TRUTH_FALSE,
		.ripe = MOMENT_NEVER,
	};

	if (!decision_is_in_force(decision) && !is_about_proposal(trigger)) {
		tell_idle(trigger, evaluation->arena);
		return;
	}
	if (trigger->form == TRIGGER_BROKEN) {
		trigger->state = TRIGGER_UNKNOWN;
		trigger->why = STR("it cannot be read");
		return;
	}
	life.from = life_begin(evaluation, trigger);
	life.answer_count = answers_of(evaluation, trigger, &answers);
	life.answers = answers;
	if (life.answer_count
			&& answers[life.answer_count - 1].answer->outcome == ANSWER_SUPERSEDE) {
		life.has_successor = has_successor(evaluation->decisions, decision);
	}
	trigger->is_rubber_stamp = is_rubber_stamp(answers, life.answer_count);
	if (trigger->form == TRIGGER_DATE) {
		life.timeline = date_timeline(evaluation->arena, trigger->item->day);
	} else if (trigger->form == TRIGGER_PROSE) {
		life.timeline = prose_timeline(evaluation->arena, answers, life.answer_count);
	} else {
		evaluate_condition(evaluation, trigger, &life);
	}
	life_tell(trigger, &life, evaluation->arena);
	if (trigger->state == TRIGGER_ARMED && trigger->form == TRIGGER_DATE) {
		trigger->due = day_end(trigger->item->day);
	} else if (trigger->state == TRIGGER_ARMED && trigger->form == TRIGGER_CONDITION) {
		trigger->due = next_moment(trigger->condition, &evaluation->world);
	}
	trigger->is_attestation_due |=
			trigger->form == TRIGGER_PROSE && trigger->state == TRIGGER_UNKNOWN;
}

/* The triggers in nodes 0.., their records after them: an edge goes to what is asked. */
static struct graph questions_graph(const struct evaluation *evaluation)
{
	const struct triggers *triggers = evaluation->triggers;
	uint32_t count = (uint32_t)triggers->list.len;
	uint32_t nodes = count + (uint32_t)evaluation->decisions->list.len;

	VEC(struct graph_edge) edges = { 0 };

	for (uint32_t i = 0; i < count; i++) {
		const struct trigger *trigger = &triggers->list.p[i];
		uint32_t record = count + (uint32_t)evaluation_record(evaluation, trigger);
		*vec_add(&edges, evaluation->arena) = (struct graph_edge){ record, i, 1, 0 };
		if (trigger->form != TRIGGER_CONDITION) {
			continue;
		}
		for (uint32_t k = 0; k < trigger->condition->term_count; k++) {
			const struct term *term = &trigger->condition->terms[k];
			if (term->kind == TERM_FIRED && term->record < nodes - count) {
				*vec_add(&edges, evaluation->arena) = (struct graph_edge){ i,
					count + term->record, 1, 0 };
			}
		}
	}
	return graph_create(evaluation->arena, nodes, edges.p, edges.len);
}

/* Triggers that wait for each other never get an answer. */
static void break_circle(struct evaluation *evaluation, const uint32_t *members, size_t count)
{
	struct arena *arena = evaluation->arena;
	uint32_t triggers = (uint32_t)evaluation->triggers->list.len;

	for (size_t i = 0; i < count; i++) {
		if (members[i] >= triggers) {
			continue;
		}
		struct trigger *trigger = &evaluation->triggers->list.p[members[i]];
		const struct problem problem = {
			.place = trigger->item->place,
			.text = str_fmt(arena,
					"trigger " STR_FMT
					" asks whether a record fired that asks back",
					STR_ARG(trigger->item->id)),
			.remedy = STR("take one adr(…).fired out of the circle, or ask for the "
				      "status of the record"),
		};
		if (trigger->form != TRIGGER_CONDITION) {
			continue;
		}
		trigger->form = TRIGGER_BROKEN;
		*vec_add(&trigger->faults, arena) = problem;
		if (evaluation->problems && decision_is_in_force(trigger->decision)) {
			problem_add(evaluation->problems, problem.place, problem.remedy, STR_FMT,
					STR_ARG(problem.text));
		}
	}
}

/* What a record comes to, once all its triggers have. */
static void evaluate_record(struct evaluation *evaluation, const struct graph *graph, uint32_t node)
{
	uint32_t triggers = (uint32_t)evaluation->triggers->list.len;
	struct fired_row row = { .is_known = true };

	for (uint32_t i = graph->first_edge[node]; i < graph->first_edge[node + 1]; i++) {
		const struct trigger *trigger = &evaluation->triggers->list.p[graph->edges[i].to];
		row.has_fired |= trigger->state == TRIGGER_FIRED;
		/* Prose never fires by itself. */
		row.is_known &= trigger->form == TRIGGER_PROSE
				|| (trigger->state != TRIGGER_UNKNOWN
						&& trigger->state != TRIGGER_BLIND);
	}
	row.is_known |= row.has_fired;
	evaluation->fired[node - triggers] = row;
}

static void evaluate_all(struct evaluation *evaluation)
{
	uint32_t triggers = (uint32_t)evaluation->triggers->list.len;
	struct graph graph = questions_graph(evaluation);
	struct components components = graph_components(evaluation->arena, &graph);

	/* What is asked comes before who asks; triggers have lower numbers than records. */
	for (uint32_t c = 0; c < components.count; c++) {
		const uint32_t *members = components.members + components.first[c];
		size_t count = components.first[c + 1] - components.first[c];
		if (component_is_cycle(&graph, &components, c)) {
			break_circle(evaluation, members, count);
		}
		for (size_t i = 0; i < count; i++) {
			if (members[i] < triggers) {
				evaluate_trigger(evaluation,
						&evaluation->triggers->list.p[members[i]]);
			} else {
				evaluate_record(evaluation, &graph, members[i]);
			}
		}
	}
}

static bool asks_who_fired(const struct condition *condition)
{
	for (uint32_t i = 0; i < condition->term_count; i++) {
		if (condition->terms[i].kind == TERM_FIRED) {
			return true;
		}
	}
	return false;
}

/* Outcomes that wait for no other trigger, each found by whichever thread is free. */
struct outcomes {
	const struct evaluation *evaluation;
	/* One for each worker. */
	struct arena **arenas;
	/* Numbers of triggers. */
	uint32_t *numbers;
};

static void outcome_run(size_t item, unsigned worker, void *ctx)
{
	const struct outcomes *outcomes = ctx;
	struct evaluation own = *outcomes->evaluation;

	own.arena = outcomes->arenas[worker];
	outcome_find(&own, &own.triggers->list.p[outcomes->numbers[item]]);
}

static void outcomes_find(struct evaluation *evaluation)
{
	struct triggers *triggers = evaluation->triggers;
	unsigned jobs = triggers->jobs ? triggers->jobs : 1;
	struct outcomes outcomes = {
		.evaluation = evaluation,
		.arenas = arena_new_array(evaluation->arena, struct arena *, jobs),
		.numbers = arena_new_array(evaluation->arena, uint32_t, triggers->list.len),
	};
	size_t count = 0;

	for (size_t i = 0; i < triggers->list.len; i++) {
		const struct trigger *trigger = &triggers->list.p[i];
		bool is_asked = decision_is_in_force(trigger->decision)
				|| is_about_proposal(trigger);
		if (is_asked && trigger->form == TRIGGER_CONDITION
				&& !asks_who_fired(trigger->condition)) {
			outcomes.numbers[count++] = (uint32_t)i;
		}
	}
	for (unsigned i = 0; i < jobs; i++) {
		outcomes.arenas[i] = arena_create();
	}
	pool_run(jobs, count, outcome_run, &outcomes);
	for (unsigned i = 0; i < jobs; i++) {
		arena_adopt(evaluation->arena, outcomes.arenas[i]);
	}
	for (size_t i = 0; i < count; i++) {
		evaluation->has_outcome[outcomes.numbers[i]] = 1;
	}
}

void triggers_evaluate(struct triggers *triggers, struct arena *arena, const struct world *world,
		const struct recorded_states *recorded, struct problems *problems)
{
	struct evaluation evaluation = {
		.arena = arena,
		.triggers = triggers,
		.recorded = recorded,
		.problems = problems,
		.world = *world,
		.decisions = world->decisions,
	};
	size_t records = world->decisions->list.len;

	evaluation.answers = arena_new_array(arena, struct review_answers, records);
	evaluation.fired = arena_new_array(arena, struct fired_row, records);
	evaluation.has_outcome = arena_new_array(arena, uint8_t, triggers->list.len);
	evaluation.world.fired = evaluation.fired;
	for (size_t i = 0; i < records; i++) {
		review_answers_read(&evaluation.answers[i], arena, &world->decisions->list.p[i],
				world->as_of, triggers);
	}
	outcomes_find(&evaluation);
	evaluate_all(&evaluation);
}
