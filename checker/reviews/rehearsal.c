/* SPDX-License-Identifier: MIT */
#include "reviews/rehearsal.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/suggest.h"
#include "reviews/answer.h"
#include "reviews/life.h"
#include "reviews/recorded.h"
#include "reviews/rehearsal_file.h"

/* One test while it runs. */
struct stage {
	struct rehearsal *rehearsal;
	struct problems *problems;
	const struct trial *trial;
	struct decision *decision;
	struct arena *arena;
	struct metrics metrics;
	/* Of each metric, all samples that it will ever have. */
	size_t *lens;
	struct triggers triggers;
	struct recorded_states recorded;
	struct world world;
};

void rehearsal_init(struct rehearsal *rehearsal, struct arena *arena,
		const struct decisions *decisions, const struct metrics *metrics,
		const struct code *code)
{
	*rehearsal = (struct rehearsal){ .arena = arena, .metrics = metrics, .code = code };
	decisions_init(&rehearsal->decisions, arena);
	vec_each (const struct decision, decision, &decisions->list) {
		*vec_add(&rehearsal->decisions.list, arena) = *decision;
	}
	decisions_freeze(&rehearsal->decisions);
}

struct str rehearsal_path(const struct decision *decision, struct arena *arena)
{
	size_t dot = str_find_last(decision->path, '.');
	return str_fmt(arena, STR_FMT REHEARSAL_EXTENSION,
			STR_ARG(str_slice(decision->path, 0, dot)));
}

static bool is_testable(const struct decision *decision, const struct decision_trigger *item)
{
	bool is_alive = decision_is_in_force(decision) || decision->status == STATUS_PROPOSED
			|| decision->status == STATUS_DRAFT;
	return is_alive && !item->is_date && condition_is_meant(item->text);
}

void rehearsal_add(struct rehearsal *rehearsal, size_t number)
{
	const struct decision *decision = &rehearsal->decisions.list.p[number];
	vec_each (const struct decision_trigger, item, &decision->triggers) {
		if (is_testable(decision, item)) {
			*vec_add(&rehearsal->triggers, rehearsal->arena) =
					(struct rehearsed){ decision, item->id, false };
		}
	}
}

/* The declared metrics without samples, and then those that the test has. */
static bool set_metrics(struct stage *stage, moment start, struct duration step)
{
	const struct metrics *declared = stage->rehearsal->metrics;
	const struct node *node = stage->trial->metrics;
	struct metric *list = arena_new_array(stage->arena, struct metric, declared->len);
	struct str *names = arena_new_array(stage->arena, struct str, declared->len);
	bool is_good = true;

	stage->lens = arena_new_array(stage->arena, size_t, declared->len);
	stage->metrics = (struct metrics){ list, declared->len };
	for (size_t i = 0; i < declared->len; i++) {
		const struct metric *metric = &declared->list[i];
		bool is_grouped = metric->type == MEASURE_HISTOGRAM;
		names[i] = metric->name;
		list[i] = (struct metric){
			.name = metric->name,
			.place = metric->place,
			.type = is_grouped ? MEASURE_GAUGE : metric->type,
			.unit = metric->unit,
			.max_age_ms = metric->max_age_ms,
			.step_ms = metric->step_ms,
			.lookback_ms = metric->lookback_ms,
			.reason = metric->derived.len ? REASON_NONE : REASON_NO_SERIES,
			.derived = metric->derived,
			.derived_place = metric->derived_place,
		};
	}
	if (node && node->kind != NODE_MAP) {
		return problem_add(stage->problems, node->place,
				STR("for example: { bus.consumers: \"4x90 2x183\" }"),
				"metrics are a map, but this is %s", node_kind_name(node));
	}
	for (size_t i = 0; node && i < node->len; i++) {
		const struct node *item = &node->items[i];
		const struct metric *found = metric_find(&stage->metrics, item->key);
		if (!found) {
			struct str near = suggest(item->key, names, declared->len);
			is_good = problem_add(stage->problems, item->key_place,
					near.len ? str_fmt(stage->arena,
								   "did you mean '" STR_FMT "'?",
								   STR_ARG(near))
						 : STR("declare it in lintel.yaml: telemetry: "
						       "metrics:"),
					"no metric is called '" STR_FMT "'", STR_ARG(item->key));
			continue;
		}
		struct metric *metric = &list[found - list];
		metric->reason = REASON_NONE;
		is_good = trial_series(item, start, step, stage->arena, metric, stage->problems)
			  && is_good;
		stage->lens[metric - list] = metric->len;
	}
	return is_good;
}

static bool set_world(struct stage *stage)
{
	const struct trial *trial = stage->trial;
	struct duration step = { .ms = MOMENT_DAY };
	struct stored_value *given;
	moment accepted;
	moment start;
	bool is_good = trial_moment(&trial->start, false, &start, stage->problems);

	if (trial->step.s.len && !duration_read(&step, trial->step.s)) {
		is_good = problem_add(stage->problems, trial->step.place,
				STR("write a duration: 1d, 6h, 15min"), "'" STR_FMT "' is no step",
				STR_ARG(trial->step.s));
	}
	accepted = start;
	if (trial->accepted.s.len) {
		is_good = trial_moment(&trial->accepted, false, &accepted, stage->problems)
			  && is_good;
	}
	if (!is_good || !set_metrics(stage, start, step)) {
		return false;
	}
	stage->decision->accepted = (struct decision_date){
		.is_known = true,
		.day = date_day_of(accepted / MOMENT_SECOND),
	};
	stage->decision->date = stage->decision->accepted;
	stage->world = (struct world){
		.decisions = &stage->rehearsal->decisions,
		.metrics = &stage->metrics,
		.subject = SUBJECT_NONE,
	};
	is_good = trial_facts(trial->facts, stage->arena, &given, &stage->world.given_count,
			stage->problems);
	stage->world.given = given;
	return is_good;
}

/* The one trigger that is tested, parsed for the world of the test. */
static bool set_trigger(struct stage *stage)
{
	const struct text *name = &stage->trial->trigger;
	struct decision *decision = stage->decision;
	const struct condition_names names = {
		.metrics = &stage->metrics,
		.decisions = &stage->rehearsal->decisions,
		.code = stage->rehearsal->code,
	};
	struct str ids[TRIGGERS_MAX];
	size_t count = 0;

	vec_each (const struct decision_trigger, item, &decision->triggers) {
		if (str_eq(item->id, name->s)) {
			const struct decision_trigger only = *item;
			struct decisions alone = { .arena = stage->arena };
			struct decision *copy = vec_add(&alone.list, stage->arena);
			*copy = *decision;
			memset(&copy->triggers, 0, sizeof(copy->triggers));
			*vec_add(&copy->triggers, stage->arena) = only;
			triggers_parse(&stage->triggers, stage->arena, &alone, &names,
					stage->problems);
			stage->triggers.list.p[0].decision = decision;
			return stage->triggers.list.p[0].form != TRIGGER_BROKEN;
		}
		if (count < TRIGGERS_MAX) {
			ids[count++] = item->id;
		}
	}
	struct str near = suggest(name->s, ids, count);
	return problem_add(stage->problems, name->place,
			near.len ? str_fmt(stage->arena, "did you mean '" STR_FMT "'?",
						   STR_ARG(near))
				 : STR("write the name of a trigger of the record beside this "
				       "file"),
			"the record has no trigger '" STR_FMT "'", STR_ARG(name->s));
}

/* What the trigger is at a moment at which nobody knows what comes after. */
static const struct trigger *look(struct stage *stage, moment at)
{
	struct trigger *trigger = &stage->triggers.list.p[0];

	stage->world.as_of = at;
	for (size_t i = 0; i < stage->metrics.len; i++) {
		struct metric *metric = &stage->metrics.list[i];
		metric->len = 0;
		while (metric->len < stage->lens[i] && metric->samples[metric->len].at <= at) {
			metric->len++;
		}
	}
	trigger->is_repeat = false;
	memset(&stage->triggers.faults, 0, sizeof(stage->triggers.faults));
	triggers_evaluate(&stage->triggers, stage->arena, &stage->world, &stage->recorded, NULL);
	recorded_update(&stage->recorded, stage->arena, &stage->triggers, at);
	return trigger;
}

/* Writes the row that `adr ack` would write on that day. */
static bool play_review(struct stage *stage, const struct trial_review *review)
{
	struct decision_review row = {
		.by = review->by.s.len ? review->by.s : STR("test"),
		.trigger = stage->trial->trigger.s,
		.outcome = str_of(trial_outcomes[review->outcome.value]),
		.note = review->note.s,
		.place = review->day.place,
	};
	struct buf evidence;

	if (!date_read_day(review->day.s, &row.day)) {
		return problem_add(stage->problems, review->day.place, STR("write YYYY-MM-DD"),
				"'" STR_FMT "' is no day", STR_ARG(review->day.s));
	}
	row.has_next = review->next.s.len > 0;
	if (row.has_next && !date_read_day(review->next.s, &row.next)) {
		return problem_add(stage->problems, review->next.place, STR("write YYYY-MM-DD"),
				"'" STR_FMT "' is no day", STR_ARG(review->next.s));
	}
	const struct trigger *trigger = look(stage, day_end(row.day) - 1);
	enum observed observed = !review->observed.is_set ? OBSERVED_NOTHING
				 : review->observed.value ? OBSERVED_YES
							  : OBSERVED_NO;
	buf_init(&evidence);
	review_evidence_write(trigger, &stage->world, observed, stage->arena, &evidence);
	row.evidence = str_dup(stage->arena, buf_str(&evidence));
	buf_finish(&evidence);
	*vec_add(&stage->decision->reviews, stage->arena) = row;
	return true;
}

static void seen_fired(struct rehearsal *rehearsal, const struct decision *decision, struct str id)
{
	vec_each (struct rehearsed, rehearsed, &rehearsal->triggers) {
		if (rehearsed->decision == decision && str_eq(rehearsed->trigger, id)) {
			rehearsed->has_fired = true;
		}
	}
}

static void check(struct stage *stage, const struct trial_expectation *expectation, moment at)
{
	struct rehearsal *rehearsal = stage->rehearsal;
	const struct trigger *trigger = look(stage, at);
	struct str summary = trigger->outcome.summary;

	/* Seen is seen, expected or not. */
	if (trigger->state == TRIGGER_FIRED) {
		seen_fired(rehearsal, stage->decision, trigger->item->id);
	}
	if ((unsigned)trigger->state == expectation->state.value) {
		rehearsal->passed++;
		return;
	}
	*vec_add(&rehearsal->failures, rehearsal->arena) = (struct rehearsal_failure){
		.place = expectation->state.place,
		.text = str_fmt(rehearsal->arena,
				"on " STR_FMT " trigger " STR_FMT " is %s, not %s: " STR_FMT
				"%s" STR_FMT,
				STR_ARG(expectation->at.s), STR_ARG(trigger->item->id),
				trigger_state_words[trigger->state],
				trigger_state_words[expectation->state.value],
				STR_ARG(trigger->why), summary.len ? "; " : "", STR_ARG(summary)),
	};
}

/* Reviews and expectations as they come in time; a review counts on its own day. */
static bool play(struct stage *stage)
{
	const struct trial_review *reviews = stage->trial->reviews.p;
	const struct trial_expectation *expected = stage->trial->expect.p;
	size_t next = 0;
	moment before = MOMENT_EVER;

	for (size_t i = 0; i < stage->trial->expect.len; i++) {
		struct stored_value *given;
		size_t given_count;
		moment at;
		if (!trial_moment(&expected[i].at, true, &at, stage->problems)) {
			return false;
		}
		if (at < before) {
			return problem_add(stage->problems, expected[i].at.place,
					STR("sort the expectations by time"),
					"an expectation lies before the one above it");
		}
		before = at;
		if (!trial_facts(expected[i].facts, stage->arena, &given, &given_count,
				    stage->problems)) {
			return false;
		}
		for (date_day day; next < stage->trial->reviews.len
				   && (!date_read_day(reviews[next].day.s, &day)
						   || day <= date_day_of(at / MOMENT_SECOND));
				next++) {
			if (!play_review(stage, &reviews[next])) {
				return false;
			}
		}
		if (given_count) {
			stage->world.given = given;
			stage->world.given_count = given_count;
		}
		check(stage, &expected[i], at);
	}
	return true;
}

/* Whether the tested record must be a proposal for its trigger to mean anything. */
static bool asks_for_proposal(const struct stage *stage)
{
	const struct condition *condition = stage->triggers.list.p[0].condition;
	for (uint32_t i = 0; condition && i < condition->term_count; i++) {
		const struct term *term = &condition->terms[i];
		if (term->kind == TERM_AGE && term->age == AGE_PROPOSED) {
			return true;
		}
	}
	return false;
}

static bool run_trial(struct rehearsal *rehearsal, struct decision *decision,
		const struct trial *trial, struct problems *problems)
{
	struct stage stage = {
		.rehearsal = rehearsal,
		.problems = problems,
		.trial = trial,
		.decision = decision,
		.arena = rehearsal->arena,
	};
	const struct decision as_it_is = *decision;
	bool is_good = set_world(&stage) && set_trigger(&stage);

	if (is_good) {
		memset(&decision->reviews, 0, sizeof(decision->reviews));
		decision->status = asks_for_proposal(&stage) ? STATUS_PROPOSED : STATUS_ACCEPTED;
		is_good = play(&stage);
	}
	*decision = as_it_is;
	return is_good;
}

bool rehearsal_run(struct rehearsal *rehearsal, size_t number, const struct node *root,
		struct problems *problems)
{
	struct decision *decision = &rehearsal->decisions.list.p[number];
	struct trials trials = { 0 };

	if (!table_decode(&rehearsal_table, NULL, root, &trials, rehearsal->arena, problems)) {
		return false;
	}
	bool is_good = true;
	const struct trial *tests = trials.tests.p;
	for (size_t i = 0; i < trials.tests.len; i++) {
		is_good = run_trial(rehearsal, decision, &tests[i], problems) && is_good;
	}
	return is_good;
}
