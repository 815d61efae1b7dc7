/* SPDX-License-Identifier: MIT */
/*
 * Triggers as records have them, with conditions that are parsed and evaluated;
 * the life alone is in life_test.c.
 */
#include "reviews/trigger.h"

#include "findings/own.h"
#include "reviews/evidence.h"
#include "reviews/life.h"
#include "reviews/recorded.h"

#include "unit/problem_text.h"
#include "unit/unit.h"

struct scene {
	struct arena *arena;
	struct decisions decisions;
	struct metrics metrics;
	struct triggers triggers;
	struct problems problems;
	struct world world;
	const struct recorded_states *recorded;
};

static date_day day(const char *text)
{
	date_day day;
	assert_true(date_read_day(str_of(text), &day));
	return day;
}

static struct scene *scene(void **state)
{
	struct arena *arena = *state;
	struct scene *scene = arena_new(arena, struct scene);
	scene->arena = arena;
	decisions_init(&scene->decisions, arena);
	problems_init(&scene->problems, arena);
	return scene;
}

/* A record accepted on 2026-01-01; the address holds until the next one. */
static struct decision *record(struct scene *scene, const char *id)
{
	struct decision *decision = vec_add(&scene->decisions.list, scene->arena);
	*decision = (struct decision){
		.path = str_fmt(scene->arena, "adr/%s.md", id),
		.id = str_of(id),
		.title = STR("Event backbone"),
		.status = STATUS_ACCEPTED,
		.date = { .is_known = true, .day = day("2026-01-01") },
		.settled = hash_of(STR("settled")),
	};
	return decision;
}

static void trigger_add(
		struct scene *scene, struct decision *decision, const char *id, const char *text)
{
	struct decision_trigger *item = vec_add(&decision->triggers, scene->arena);
	*item = (struct decision_trigger){
		.id = str_of(id),
		.has_id = true,
		.text = str_of(text),
		.place = { decision->path, 30 + (uint32_t)decision->triggers.len, 5, 0 },
	};
}

/* A gauge of one sample a day from 2026-01-01 on: "4 x90, 2 x200". */
static void metric_add(struct scene *scene, const char *name, const char *values)
{
	VEC(struct sample) samples = { 0 };
	struct str rest = str_of(values);
	struct str part;
	moment at = (moment)day("2026-01-01") * MOMENT_DAY;
	while (str_split(&rest, ',', &part)) {
		uint64_t count;
		double value;
		part = str_trim(part);
		size_t x = str_find(part, 'x');
		assert_true(number_read(str_trim(str_slice(part, 0, x)), &value));
		assert_true(str_to_u64(str_from(part, x + 1), &count));
		for (uint64_t i = 0; i < count; i++, at += MOMENT_DAY) {
			*vec_add(&samples, scene->arena) = (struct sample){ at, value };
		}
	}
	struct metric *metric = arena_new(scene->arena, struct metric);
	*metric = (struct metric){
		.name = str_of(name),
		.type = MEASURE_GAUGE,
		.unit = unit_bare,
		.samples = samples.p,
		.len = samples.len,
	};
	scene->metrics = (struct metrics){ metric, 1 };
}

static void evaluate(struct scene *scene, const char *as_of)
{
	const struct condition_names names = {
		.metrics = &scene->metrics,
		.decisions = &scene->decisions,
	};
	decisions_freeze(&scene->decisions);
	triggers_parse(&scene->triggers, scene->arena, &scene->decisions, &names, &scene->problems);
	scene->world = (struct world){
		.as_of = day_end(day(as_of)) - 1,
		.decisions = &scene->decisions,
		.metrics = &scene->metrics,
	};
	triggers_evaluate(&scene->triggers, scene->arena, &scene->world, scene->recorded,
			&scene->problems);
}

/* "few: fired | fired on …", a line each. */
static struct str told(const struct scene *scene)
{
	struct buf out = { 0 };
	vec_each (const struct trigger, trigger, &scene->triggers.list) {
		buf_fmt(&out, STR_FMT ": %s | " STR_FMT "\n", STR_ARG(trigger->item->id),
				trigger_state_words[trigger->state], STR_ARG(trigger->why));
	}
	vec_each (const struct review_fault, fault, &scene->triggers.faults) {
		buf_fmt(&out, "%s " STR_FMT ": " STR_FMT "\n", fault->is_error ? "error" : "note",
				STR_ARG(fault->kind), STR_ARG(fault->text));
	}
	struct str text = str_dup(scene->arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static struct decision_review *review(struct scene *scene, const char *on, const char *trigger,
		const char *outcome, const char *evidence)
{
	struct decision *decision = &scene->decisions.list.p[scene->decisions.list.len - 1];
	struct decision_review *row = vec_add(&decision->reviews, scene->arena);
	*row = (struct decision_review){
		.day = day(on),
		.by = STR("architect"),
		.trigger = str_of(trigger),
		.outcome = str_of(outcome),
		.evidence = str_of(evidence),
		.place = { decision->path, 60 + (uint32_t)decision->reviews.len, 1, 0 },
	};
	return row;
}

#define FEW "metric(bus.consumers, max) < 3 for 2 quarters"

/* What `adr ack` would write for a trigger with this text that fired on this day. */
static const char *bound(struct scene *scene, const char *text, const char *fired)
{
	char hex[HASH_HEX_SIZE];
	hash_hex(condition_hash(str_of(text)), hex);
	return str_fmt(scene->arena, "%s%s; trigger:%.12s", fired ? "fired:" : "",
			fired ? fired : "", hex)
			.p;
}

static void two_quarters_below_fire_when_the_second_is_over(void **state)
{
	struct scene *here = scene(state);
	trigger_add(here, record(here, "ADR-0007"), "few", FEW);
	metric_add(here, "bus.consumers", "4 x90, 2 x183");
	evaluate(here, "2026-10-02");
	assert_str(told(here), "few: fired | fired on 2026-10-01\n");
	evaluate(here, "2026-09-30");
	assert_str(moment_day(here->triggers.list.p[0].due, here->arena), "2026-10-01");
	assert_str(told(here), "few: pending | true since 2026-04-01, not yet for long enough\n");
}

static void nobody_can_know_two_quarters_before_they_are_over(void **state)
{
	struct scene *here = scene(state);
	trigger_add(here, record(here, "ADR-0007"), "few", FEW);
	metric_add(here, "bus.consumers", "4 x59");
	evaluate(here, "2026-02-28");
	assert_int_equal(here->triggers.list.p[0].state, TRIGGER_UNKNOWN);
	assert_str(moment_day(here->triggers.list.p[0].due, here->arena), "2026-07-31");
}

static void a_review_of_these_words_acknowledges(void **state)
{
	struct scene *here = scene(state);
	trigger_add(here, record(here, "ADR-0007"), "few", FEW);
	metric_add(here, "bus.consumers", "4 x90, 2 x183, 2 x20");
	review(here, "2026-10-05", "few", "keep", bound(here, FEW, "2026-10-01"));
	evaluate(here, "2026-10-10");
	assert_str(told(here), "few: acknowledged | kept on 2026-10-05, until it clears\n");
}

static void a_review_of_other_words_does_not_count(void **state)
{
	struct scene *here = scene(state);
	trigger_add(here, record(here, "ADR-0007"), "few", FEW);
	metric_add(here, "bus.consumers", "4 x90, 2 x183, 2 x20");
	review(here, "2026-10-05", "few", "keep",
			bound(here, "metric(bus.consumers, max) < 2", "2026-10-01"));
	evaluate(here, "2026-10-10");
	assert_str(told(here), "few: fired | fired on 2026-10-01\n"
			       "note changed: trigger few was changed after it was reviewed\n");
}

static void rows_that_are_not_sound_are_named_and_do_not_count(void **state)
{
	struct scene *here = scene(state);
	trigger_add(here, record(here, "ADR-0007"), "few", FEW);
	metric_add(here, "bus.consumers", "4 x90, 2 x183, 2 x20");
	const char *good = bound(here, FEW, "2026-10-01");
	review(here, "2026-10-05", "few", "kept", good);
	review(here, "2026-10-11", "few", "keep", good);
	review(here, "2026-10-05", "few", "keep", good)->by = STR(" ");
	review(here, "2026-10-05", "few", "defer", good);
	review(here, "2026-09-05", "few", "keep", good);
	review(here, "2026-10-05", "few", "keep", "");
	review(here, "2026-10-05", "fewer", "keep", good);
	struct decision_review *row = review(here, "2026-10-05", "few", "keep", good);
	row->has_next = true;
	row->next = day("2026-10-04");
	review(here, "2026-10-05", "few", "keep", good)->problem = STR("no such day: 2026-13-01");
	evaluate(here, "2026-10-10");
	assert_str(told(here),
			"few: fired | fired on 2026-10-01\n"
			"error outcome: a review's outcome cannot be 'kept'\n"
			"error future: a review lies in the future\n"
			"error nobody: nobody answers for this review\n"
			"error endless: a review is deferred without a day\n"
			"error before: the review lies before the day on which its trigger fired\n"
			"error trigger: the record has no trigger 'fewer'\n"
			"error next: 'next' lies before the review itself\n"
			"error malformed: no such day: 2026-13-01\n"
			"error unbound: a review of trigger few does not say to which words it "
			"belongs\n");
}

static void who_deferred_cannot_defer_again(void **state)
{
	struct scene *here = scene(state);
	trigger_add(here, record(here, "ADR-0007"), "few", FEW);
	metric_add(here, "bus.consumers", "4 x90, 2 x183, 2 x60");
	const char *good = bound(here, FEW, "2026-10-01");
	struct decision_review *row = review(here, "2026-10-05", "few", "defer", good);
	row->has_next = true;
	row->next = day("2026-10-20");
	row = review(here, "2026-10-21", "few", "defer", good);
	row->has_next = true;
	row->next = day("2026-11-30");
	evaluate(here, "2026-10-25");
	assert_str(told(here), "few: fired | fired on 2026-10-01\n"
			       "error deferred-again: trigger few was deferred a second time by "
			       "architect\n");
	row->by = STR("board");
	evaluate(here, "2026-10-25");
	assert_str(told(here), "few: acknowledged | deferred until 2026-11-30\n");
}

static void three_times_the_same_words_are_a_rubber_stamp(void **state)
{
	struct scene *here = scene(state);
	trigger_add(here, record(here, "ADR-0007"), "few", FEW);
	metric_add(here, "bus.consumers", "2 x300");
	const char *good = bound(here, FEW, "2026-07-01");
	for (int i = 0; i < 3; i++) {
		review(here,
				i == 0   ? "2026-07-02"
				: i == 1 ? "2026-07-03"
					 : "2026-07-04",
				"few", "keep", good)
				->note = STR("fine");
	}
	evaluate(here, "2026-07-10");
	assert_true(here->triggers.list.p[0].is_rubber_stamp);
	here->decisions.list.p[0].reviews.p[1].note = STR("a third one is planned");
	evaluate(here, "2026-07-10");
	assert_false(here->triggers.list.p[0].is_rubber_stamp);
}

static void a_date_is_due_when_its_day_is_over(void **state)
{
	struct scene *here = scene(state);
	struct decision *decision = record(here, "ADR-0007");
	trigger_add(here, decision, "review-by", "2026-06-01");
	decision->triggers.p[0].is_date = true;
	decision->triggers.p[0].day = day("2026-06-01");
	evaluate(here, "2026-06-01");
	assert_str(told(here), "review-by: armed | not true\n");
	assert_str(moment_day(here->triggers.list.p[0].due - 1, here->arena), "2026-06-01");
	evaluate(here, "2026-06-02");
	assert_str(told(here), "review-by: fired | review-by 2026-06-01 has passed\n");
	assert_str(moment_day(here->triggers.list.p[0].due, here->arena), "2026-06-16");

	struct decision_review *row = review(here, "2026-06-03", "review-by", "keep",
			bound(here, "2026-06-01", "2026-06-02"));
	row->has_next = true;
	row->next = day("2026-12-01");
	evaluate(here, "2026-12-01");
	assert_str(told(here), "review-by: acknowledged | kept on 2026-06-03, until it clears or "
			       "2026-12-01\n");
	evaluate(here, "2026-12-02");
	assert_str(told(here), "review-by: fired | fired on 2026-12-02\n");

	/* A later day in the record is an answer too. */
	here->decisions.list.p[0].triggers.p[0].text = STR("2027-06-01");
	here->decisions.list.p[0].triggers.p[0].day = day("2027-06-01");
	evaluate(here, "2026-12-02");
	assert_str(told(here), "review-by: armed | not true\n");
}

static void a_word_counts_for_a_while(void **state)
{
	static const char text[] = "manual(\"vendor announces end of life\", every 90d)";
	struct scene *here = scene(state);
	trigger_add(here, record(here, "ADR-0007"), "vendor", text);
	evaluate(here, "2026-01-05");
	assert_true(here->triggers.list.p[0].is_attestation_due);
	assert_int_equal(here->triggers.list.p[0].state, TRIGGER_UNKNOWN);
	const char *hash = bound(here, text, NULL);
	review(here, "2026-02-01", "vendor", "keep", str_fmt(here->arena, "%s; manual=no", hash).p);
	evaluate(here, "2026-03-01");
	assert_str(told(here), "vendor: armed | not true\n");
	assert_str(moment_day(here->triggers.list.p[0].due, here->arena), "2026-05-02");
	evaluate(here, "2026-06-01");
	assert_true(here->triggers.list.p[0].is_attestation_due);
	/* Never blind: somebody is asked. */
	evaluate(here, "2026-11-01");
	assert_int_equal(here->triggers.list.p[0].state, TRIGGER_UNKNOWN);

	struct decision_review *row = review(here, "2026-06-02", "vendor", "defer",
			str_fmt(here->arena, "%s; manual=yes", hash).p);
	row->has_next = true;
	row->next = day("2026-06-30");
	evaluate(here, "2026-06-10");
	assert_str(told(here), "vendor: acknowledged | deferred until 2026-06-30\n");
	evaluate(here, "2026-07-01");
	assert_str(told(here), "vendor: fired | fired on 2026-06-02\n");
}

static void prose_waits_for_somebody_to_look(void **state)
{
	struct scene *here = scene(state);
	trigger_add(here, record(here, "ADR-0007"), "trigger-1", "the team grows beyond one room");
	evaluate(here, "2026-09-01");
	assert_int_equal(here->triggers.list.p[0].form, TRIGGER_PROSE);
	assert_int_equal(here->triggers.list.p[0].state, TRIGGER_UNKNOWN);
	struct decision_review *row = review(here, "2026-09-02", "trigger-1", "keep",
			bound(here, "the team grows beyond one room", NULL));
	row->has_next = true;
	row->next = day("2026-12-01");
	evaluate(here, "2026-11-01");
	assert_str(told(here), "trigger-1: armed | not true\n");
	evaluate(here, "2026-12-02");
	assert_str(told(here), "trigger-1: fired | fired on 2026-12-02\n");
}

static void a_record_that_is_not_in_force_has_no_triggers_to_answer(void **state)
{
	struct scene *here = scene(state);
	struct decision *decision = record(here, "ADR-0007");
	decision->status = STATUS_SUPERSEDED;
	trigger_add(here, decision, "few", "metric(nonsense) <<");
	trigger_add(here, decision, "later", "after 2026-02-01");
	evaluate(here, "2026-09-01");
	assert_str(told(here), "few: idle | its record is not in force: superseded\n"
			       "later: idle | its record is not in force: superseded\n");
	assert_int_equal(here->problems.list.len, 0);
	here->decisions.list.p[0].status = STATUS_PROPOSED;
	here->decisions.list.p[0].triggers.p[1].text = STR("age(proposed) > 90d");
	evaluate(here, "2026-09-01");
	assert_str(told(here), "few: idle | its record is not in force: proposed\n"
			       "later: fired | fired on 2026-04-01\n");
}

static void what_asks_comes_after_what_is_asked(void **state)
{
	struct scene *here = scene(state);
	trigger_add(here, record(here, "ADR-0001"), "chain", "adr(ADR-0002).fired");
	trigger_add(here, record(here, "ADR-0002"), "chain", "adr(ADR-0003).fired");
	trigger_add(here, record(here, "ADR-0003"), "day", "after 2026-02-01");
	evaluate(here, "2026-09-01");
	for (size_t i = 0; i < here->triggers.list.len; i++) {
		assert_int_equal(here->triggers.list.p[i].state, TRIGGER_FIRED);
	}
	evaluate(here, "2026-01-20");
	for (size_t i = 0; i < here->triggers.list.len; i++) {
		assert_int_equal(here->triggers.list.p[i].state, TRIGGER_ARMED);
	}
}

static void a_circle_breaks_its_triggers_and_no_others(void **state)
{
	struct scene *here = scene(state);
	trigger_add(here, record(here, "ADR-0001"), "a", "adr(ADR-0002).fired");
	struct decision *second = record(here, "ADR-0002");
	trigger_add(here, second, "b", "adr(ADR-0001).fired");
	trigger_add(here, second, "day", "after 2026-02-01");
	trigger_add(here, record(here, "ADR-0003"), "c", "adr(ADR-0001).fired");
	evaluate(here, "2026-09-01");
	assert_str(problem_text(here->arena, &here->problems),
			"adr/ADR-0001.md:31:5+0: trigger a asks whether a record fired that asks "
			"back | take one adr(…).fired out of the circle, or ask for the status of "
			"the record\n"
			"adr/ADR-0002.md:31:5+0: trigger b asks whether a record fired that asks "
			"back | take one adr(…).fired out of the circle, or ask for the status of "
			"the record\n");
	assert_int_equal(here->triggers.list.p[0].form, TRIGGER_BROKEN);
	assert_int_equal(here->triggers.list.p[1].form, TRIGGER_BROKEN);
	assert_int_equal(here->triggers.list.p[2].state, TRIGGER_FIRED);
	assert_int_equal(here->triggers.list.p[3].form, TRIGGER_CONDITION);
}

static void a_baseline_is_what_the_last_review_saw(void **state)
{
	static const char text[] = "metric(bus.consumers, last) > baseline * 1.5";
	struct scene *here = scene(state);
	trigger_add(here, record(here, "ADR-0007"), "grown", text);
	metric_add(here, "bus.consumers", "10 x30, 20 x30, 20 x200");
	review(here, "2026-01-01", "grown", "accept", "metric(bus.consumers,  last) = 10");
	evaluate(here, "2026-03-01");
	assert_str(told(here), "grown: fired | fired on 2026-01-31\n");
	review(here, "2026-03-01", "grown", "keep",
			str_fmt(here->arena, "%s; metric(bus.consumers, last) = 20",
					bound(here, text, "2026-01-31"))
					.p);
	evaluate(here, "2026-03-05");
	assert_str(told(here), "grown: armed | not true\n");
}

static void evidence_is_written_as_it_is_read(void **state)
{
	static const char text[] = "metric(bus.consumers,\n  max, 7d) < 3";
	struct scene *here = scene(state);
	struct buf out = { 0 };
	struct review_evidence evidence;
	trigger_add(here, record(here, "ADR-0007"), "few", text);
	metric_add(here, "bus.consumers", "2 x90");
	evaluate(here, "2026-03-01");
	review_evidence_write(
			&here->triggers.list.p[0], &here->world, OBSERVED_NO, here->arena, &out);
	review_evidence_read(&evidence, here->arena, buf_str(&out));
	assert_true(evidence.has_fired);
	assert_int_equal(evidence.fired, day("2026-01-07"));
	assert_int_equal(evidence.triggers.len, 1);
	assert_true(review_evidence_binds(evidence.triggers.p[0],
			condition_hash(STR("metric(bus.consumers, max, 7d) < 3"))));
	assert_true(review_evidence_binds(evidence.record, hash_of(STR("settled"))));
	assert_true(evidence.has_manual && !evidence.manual);
	assert_int_equal(evidence.observations.len, 1);
	assert_str(evidence.observations.p[0].term, "metric(bus.consumers, max, 7d)");
	assert_str(evidence.observations.p[0].value, "2");
	buf_finish(&out);
}

static const struct finding *only(const struct findings *findings)
{
	assert_int_equal(findings->list.len, 1);
	return &findings->list.p[0];
}

static void what_fired_is_a_warning_and_then_an_error(void **state)
{
	struct scene *here = scene(state);
	const struct config config = { 0 };
	const struct own_settings settings = own_settings_of(&config);
	struct findings findings;
	trigger_add(here, record(here, "ADR-0007"), "few", FEW);
	metric_add(here, "bus.consumers", "4 x90, 2 x183, 2 x60");
	evaluate(here, "2026-10-30");
	findings_init(&findings, here->arena);
	triggers_report(&here->triggers, &findings, &settings, here->world.as_of);
	assert_int_equal(only(&findings)->severity, SEVERITY_WARNING);
	assert_int_equal(only(&findings)->class, CLASS_DATA);
	assert_str(only(&findings)->message,
			"ADR-0007 \"Event backbone\": trigger few fired on 2026-10-01");
	assert_str(only(&findings)->label, "2026Q2: 2 (91 of 91 days)  2026Q3: 2 (92 of 92 days)");
	assert_str(only(&findings)->action,
			"lintel adr ack ADR-0007 few --outcome keep|revise|supersede|retire|defer "
			"--by ROLE");
	evaluate(here, "2026-10-31");
	findings_init(&findings, here->arena);
	triggers_report(&here->triggers, &findings, &settings, here->world.as_of);
	assert_int_equal(only(&findings)->severity, SEVERITY_ERROR);
}

static void what_cannot_be_read_is_caused_by_a_change(void **state)
{
	struct scene *here = scene(state);
	const struct config config = { 0 };
	const struct own_settings settings = own_settings_of(&config);
	struct findings findings;
	trigger_add(here, record(here, "ADR-0007"), "few", "metric(bus.consumers, max) <");
	evaluate(here, "2026-10-30");
	findings_init(&findings, here->arena);
	triggers_report(&here->triggers, &findings, &settings, here->world.as_of);
	assert_true(findings.list.len >= 1);
	assert_int_equal(findings.list.p[0].severity, SEVERITY_ERROR);
	assert_int_equal(findings.list.p[0].class, CLASS_CHANGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(two_quarters_below_fire_when_the_second_is_over),
		claim(nobody_can_know_two_quarters_before_they_are_over),
		claim(a_review_of_these_words_acknowledges),
		claim(a_review_of_other_words_does_not_count),
		claim(rows_that_are_not_sound_are_named_and_do_not_count),
		claim(who_deferred_cannot_defer_again),
		claim(three_times_the_same_words_are_a_rubber_stamp),
		claim(a_date_is_due_when_its_day_is_over),
		claim(a_word_counts_for_a_while),
		claim(prose_waits_for_somebody_to_look),
		claim(a_record_that_is_not_in_force_has_no_triggers_to_answer),
		claim(what_asks_comes_after_what_is_asked),
		claim(a_circle_breaks_its_triggers_and_no_others),
		claim(a_baseline_is_what_the_last_review_saw),
		claim(evidence_is_written_as_it_is_read),
		claim(what_fired_is_a_warning_and_then_an_error),
		claim(what_cannot_be_read_is_caused_by_a_change),
	};
	return claims_run("reviews/trigger", tests);
}
