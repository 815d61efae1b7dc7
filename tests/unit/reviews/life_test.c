/* SPDX-License-Identifier: MIT */
/*
 * The life of a trigger as a table: what its condition was since when, what was
 * recorded, who answered when, on which day somebody asks, and what it then is.
 */
#include "reviews/life.h"

#include "unit/unit.h"

/* "2026-01-01 false, 2026-03-01 true": the truth from the beginning of each day on. */
static struct timeline timeline_of(struct arena *arena, const char *text)
{
	VEC(struct step) steps = { 0 };
	struct str rest = str_of(text);
	struct str part;

	while (str_split(&rest, ',', &part)) {
		date_day day;
		part = str_trim(part);
		struct str word = str_from(part, 11);
		assert_true(date_read_day(str_slice(part, 0, 10), &day));
		struct step step = { (moment)day * MOMENT_DAY, TRUTH_UNKNOWN, REASON_NO_SERIES };
		if (str_eq(word, STR("true")) || str_eq(word, STR("false"))) {
			step.truth = str_eq(word, STR("true")) ? TRUTH_TRUE : TRUTH_FALSE;
			step.reason = REASON_NONE;
		} else if (str_eq(word, STR("no-past"))) {
			step.reason = REASON_NO_PAST;
		} else {
			assert_str(word, "unknown");
		}
		*vec_add(&steps, arena) = step;
	}
	return (struct timeline){ steps.p, steps.len };
}

/* "2026-10-05 keep fired:2026-10-01 next:2027-01-01", rows separated by commas. */
static size_t answers_of(struct arena *arena, const char *text, const struct life_answer **list)
{
	VEC(struct life_answer) answers = { 0 };
	struct str rest = str_of(text);
	struct str part;

	while (text && str_split(&rest, ',', &part)) {
		struct decision_review *row = arena_new(arena, struct decision_review);
		struct review_answer *answer = arena_new(arena, struct review_answer);
		struct str words = str_trim(part);
		struct str word;
		bool is_done = false;
		answer->row = row;
		assert_true(str_split(&words, ' ', &word) && date_read_day(word, &row->day));
		assert_true(str_split(&words, ' ', &word));
		for (unsigned i = 0; answer_words[i]; i++) {
			if (str_eq(word, str_of(answer_words[i]))) {
				answer->outcome = (enum answer_outcome)i;
			}
		}
		while (str_split(&words, ' ', &word)) {
			if (str_starts(word, STR("next:"))) {
				row->has_next = date_read_day(str_from(word, 5), &row->next);
				assert_true(row->has_next);
			} else if (str_eq(word, STR("done"))) {
				is_done = true;
			} else {
				review_evidence_read(&answer->evidence, arena, word);
			}
		}
		*vec_add(&answers, arena) = (struct life_answer){ answer, is_done };
	}
	*list = answers.p;
	return answers.len;
}

/* "2026-10-01 true": what earlier runs wrote down. */
static size_t recorded_of(struct arena *arena, const char *text, const struct recorded_state **list)
{
	VEC(struct recorded_state) states = { 0 };
	struct str rest = str_of(text);
	struct str part;

	while (text && str_split(&rest, ',', &part)) {
		struct recorded_state state = { 0 };
		part = str_trim(part);
		assert_true(date_read_day(str_slice(part, 0, 10), &state.day));
		for (unsigned i = 0; recorded_words[i]; i++) {
			if (str_eq(str_from(part, 11), str_of(recorded_words[i]))) {
				state.truth = (enum recorded_truth)i;
			}
		}
		*vec_add(&states, arena) = state;
	}
	*list = states.p;
	return states.len;
}

struct row {
	const char *what;
	const char *timeline;
	const char *answers;
	const char *recorded;
	/* The expression without `for` is true since this day; NULL = it is not. */
	const char *bare_since;
	const char *as_of;
	/* "STATE | why", with " repeat" behind the state. */
	const char *expected;
	/* When it is due, or NULL for never. */
	const char *due;
	bool has_successor;
};

/* The middle of a day. */
static moment noon(const char *text)
{
	date_day day;
	assert_true(date_read_day(str_of(text), &day));
	return (moment)day * MOMENT_DAY + MOMENT_DAY / 2;
}

static void check_row(struct arena *arena, const struct row *row)
{
	struct decision decision = { .settled = hash_of(STR("settled")) };
	struct decision_trigger item = { .id = STR("slo") };
	struct trigger trigger = { .decision = &decision, .item = &item };
	struct life life = {
		.as_of = noon(row->as_of),
		.from = noon("2026-01-01") - MOMENT_DAY / 2,
		.timeline = timeline_of(arena, row->timeline),
		.wait = { .ms = 14 * MOMENT_DAY },
		.has_successor = row->has_successor,
	};
	life.answer_count = answers_of(arena, row->answers, &life.answers);
	life.recorded_count = recorded_of(arena, row->recorded, &life.recorded);
	if (row->bare_since) {
		life.bare = TRUTH_TRUE;
		life.bare_since = noon(row->bare_since) - MOMENT_DAY / 2;
		life.ripe = moment_after(life.bare_since, life.wait);
	}
	life_tell(&trigger, &life, arena);

	struct str told = str_fmt(arena, "%s%s | " STR_FMT, trigger_state_words[trigger.state],
			trigger.is_repeat ? " repeat" : "", STR_ARG(trigger.why));
	struct str due = moment_day(trigger.due, arena);
	if (!str_eq(told, str_of(row->expected))
			|| !str_eq(due, str_of(row->due ? row->due : "never"))) {
		print_error("%s\n  is   " STR_FMT " | due " STR_FMT "\n  not  %s | due %s\n",
				row->what, STR_ARG(told), STR_ARG(due), row->expected,
				row->due ? row->due : "never");
		fail();
	}
}

#define FIRES "2026-01-01 false, 2026-03-01 true"
#define FLAPS "2026-01-01 false, 2026-03-01 true, 2026-04-01 false"

static const struct row rows[] = {
	{ .what = "false all the time",
			.timeline = "2026-01-01 false",
			.as_of = "2026-05-01",
			.expected = "armed | not true" },
	{ .what = "true, not long enough",
			.timeline = "2026-01-01 false",
			.bare_since = "2026-04-25",
			.as_of = "2026-05-01",
			.expected = "pending | true since 2026-04-25, not yet for long enough",
			.due = "2026-05-09" },
	{ .what = "true",
			.timeline = FIRES,
			.as_of = "2026-03-10",
			.expected = "fired | fired on 2026-03-01",
			.due = "2026-03-31" },
	{ .what = "not yet on the day before",
			.timeline = FIRES,
			.as_of = "2026-02-28",
			.expected = "armed | not true" },
	{ .what = "latched",
			.timeline = FLAPS,
			.as_of = "2026-05-01",
			.expected = "fired | fired on 2026-03-01; no longer holds since 2026-04-01",
			.due = "2026-03-31" },
	{ .what = "latched, though nobody knows now",
			.timeline = "2026-01-01 false, 2026-03-01 true, 2026-04-01 unknown",
			.as_of = "2026-09-01",
			.expected = "fired | fired on 2026-03-01; not known since 2026-04-01",
			.due = "2026-03-31" },
	{ .what = "nothing fires before the record is in force",
			.timeline = "2025-06-01 true, 2025-12-01 false",
			.as_of = "2026-05-01",
			.expected = "armed | not true" },
	{ .what = "true from the first day on",
			.timeline = "2025-06-01 true",
			.as_of = "2026-01-05",
			.expected = "fired | fired on 2026-01-01",
			.due = "2026-01-31" },

	{ .what = "kept, while it still is true",
			.timeline = FIRES,
			.answers = "2026-03-05 keep fired:2026-03-01",
			.as_of = "2026-06-01",
			.expected = "acknowledged | kept on 2026-03-05, until it clears" },
	{ .what = "kept on the day of asking",
			.timeline = FIRES,
			.answers = "2026-03-05 keep fired:2026-03-01",
			.as_of = "2026-03-05",
			.expected = "acknowledged | kept on 2026-03-05, until it clears" },
	{ .what = "kept until a day",
			.timeline = FIRES,
			.answers = "2026-03-05 keep fired:2026-03-01 next:2026-06-01",
			.as_of = "2026-06-01",
			.expected = "acknowledged | kept on 2026-03-05, until it clears or "
				    "2026-06-01",
			.due = "2026-06-02" },
	{ .what = "kept until a day that has passed",
			.timeline = FIRES,
			.answers = "2026-03-05 keep fired:2026-03-01 next:2026-06-01",
			.as_of = "2026-06-02",
			.expected = "fired | fired on 2026-06-02",
			.due = "2026-07-02" },
	{ .what = "kept, and false since",
			.timeline = FLAPS,
			.answers = "2026-03-05 keep fired:2026-03-01",
			.as_of = "2026-05-01",
			.expected = "armed | not true" },
	{ .what = "kept, false, and true again soon",
			.timeline = FLAPS ", 2026-04-02 true",
			.answers = "2026-03-05 keep fired:2026-03-01",
			.as_of = "2026-05-01",
			.expected = "fired repeat | fired on 2026-04-02, 28 days after it was kept",
			.due = "2026-05-02" },
	{ .what = "kept, false, and true again much later",
			.timeline = FLAPS ", 2026-08-01 true",
			.answers = "2026-03-05 keep fired:2026-03-01",
			.as_of = "2026-08-02",
			.expected = "fired | fired on 2026-08-01",
			.due = "2026-08-31" },
	{ .what = "unknown is not clear",
			.timeline = "2026-01-01 false, 2026-03-01 true, 2026-04-01 unknown, "
				    "2026-05-01 true",
			.answers = "2026-03-05 keep fired:2026-03-01",
			.as_of = "2026-06-01",
			.expected = "acknowledged | kept on 2026-03-05, until it clears" },
	{ .what = "looked at before it fired",
			.timeline = FIRES,
			.answers = "2026-02-01 keep trigger:00",
			.as_of = "2026-03-10",
			.expected = "fired | fired on 2026-03-01",
			.due = "2026-03-31" },
	{ .what = "fires once more after the day of the review",
			.timeline = FLAPS ", 2026-06-01 true",
			.answers = "2026-03-05 keep fired:2026-03-01, "
				   "2026-06-02 keep fired:2026-06-01",
			.as_of = "2026-07-01",
			.expected = "acknowledged | kept on 2026-06-02, until it clears" },

	{ .what = "deferred",
			.timeline = FIRES,
			.answers = "2026-03-05 defer fired:2026-03-01 next:2026-04-01",
			.as_of = "2026-04-01",
			.expected = "acknowledged | deferred until 2026-04-01",
			.due = "2026-04-02" },
	{ .what = "deferred, and the day has passed",
			.timeline = FIRES,
			.answers = "2026-03-05 defer fired:2026-03-01 next:2026-04-01",
			.as_of = "2026-04-02",
			.expected = "fired | fired on 2026-03-01",
			.due = "2026-03-31" },
	{ .what = "deferred, then kept",
			.timeline = FIRES,
			.answers = "2026-03-05 defer fired:2026-03-01 next:2026-04-01, "
				   "2026-03-20 keep fired:2026-03-01",
			.as_of = "2026-04-10",
			.expected = "acknowledged | kept on 2026-03-20, until it clears" },

	{ .what = "retired",
			.timeline = FIRES,
			.answers = "2026-03-05 retire fired:2026-03-01",
			.as_of = "2026-09-01",
			.expected = "retired | retired on 2026-03-05" },
	{ .what = "to be superseded",
			.timeline = FIRES,
			.answers = "2026-03-05 supersede fired:2026-03-01",
			.as_of = "2026-03-10",
			.expected = "fired | 'supersede' was decided on 2026-03-05, and no record "
				    "says that it supersedes this one, linked both ways",
			.due = "2026-04-05" },
	{ .what = "superseded",
			.timeline = FIRES,
			.answers = "2026-03-05 supersede fired:2026-03-01",
			.as_of = "2026-03-10",
			.has_successor = true,
			.expected = "retired | another record has taken its place" },
	{ .what = "revised: the record has changed",
			.timeline = FIRES,
			.answers = "2026-03-05 revise fired:2026-03-01;record:"
				   "00000000000000000000000000000000",
			.as_of = "2026-03-10",
			.expected = "acknowledged | revised on 2026-03-05, until it clears" },
	{ .what = "promised to be revised, and nothing has changed",
			.timeline = FIRES,
			.answers = "2026-03-05 revise fired:2026-03-01",
			.as_of = "2026-03-10",
			.expected = "acknowledged | to be revised until 2026-04-04",
			.due = "2026-04-05" },
	{ .what = "promised to be revised, and the day has passed",
			.timeline = FIRES,
			.answers = "2026-03-05 revise fired:2026-03-01",
			.as_of = "2026-04-10",
			.expected = "fired | 'revise' was decided on 2026-03-05, and neither the "
				    "trigger nor the record has changed",
			.due = "2026-05-05" },
	{ .what = "revised: the new words fire from then on",
			.timeline = FIRES,
			.answers = "2026-03-05 revise done fired:2026-03-01",
			.as_of = "2026-03-10",
			.expected = "fired | fired on 2026-03-06",
			.due = "2026-04-05" },

	{ .what = "unknown for a while",
			.timeline = "2026-01-01 false, 2026-04-20 unknown",
			.as_of = "2026-05-01",
			.expected = "unknown | unknown since 2026-04-20: no-series",
			.due = "2026-05-20" },
	{ .what = "blind",
			.timeline = "2026-01-01 false, 2026-03-20 unknown",
			.as_of = "2026-05-01",
			.expected = "blind | unknown since 2026-03-20: no-series" },
	{ .what = "not blind on the thirtieth day",
			.timeline = "2026-01-01 false, 2026-04-01 unknown",
			.as_of = "2026-04-30",
			.expected = "unknown | unknown since 2026-04-01: no-series",
			.due = "2026-05-01" },
	{ .what = "blind after thirty days",
			.timeline = "2026-01-01 false, 2026-04-01 unknown",
			.as_of = "2026-05-01",
			.expected = "blind | unknown since 2026-04-01: no-series" },
	{ .what = "a review starts the count anew",
			.timeline = "2026-01-01 unknown",
			.answers = "2026-04-20 keep trigger:00",
			.as_of = "2026-05-01",
			.expected = "unknown | unknown since 2026-04-21: no-series",
			.due = "2026-05-21" },

	{ .what = "code, false now, true as was recorded",
			.timeline = "2026-01-01 no-past, 2026-05-01 false",
			.recorded = "2026-02-01 false, 2026-03-01 true, 2026-03-20 false",
			.as_of = "2026-05-01",
			.expected = "fired | fired on 2026-03-01; no longer holds since 2026-03-20",
			.due = "2026-03-31" },
	{ .what = "code, kept, and recorded as false since",
			.timeline = "2026-01-01 no-past, 2026-05-01 true",
			.recorded = "2026-03-01 true, 2026-03-20 false",
			.answers = "2026-03-05 keep fired:2026-03-01",
			.as_of = "2026-05-01",
			.expected = "fired | fired on 2026-05-01",
			.due = "2026-05-31" },
	{ .what = "code, kept, and never false since",
			.timeline = "2026-01-01 no-past, 2026-05-01 true",
			.recorded = "2026-03-01 true",
			.answers = "2026-03-05 keep fired:2026-03-01",
			.as_of = "2026-05-01",
			.expected = "acknowledged | kept on 2026-03-05, until it clears" },
	{ .what = "code, recorded as pending for long enough",
			.timeline = "2026-01-01 no-past, 2026-05-01 unknown",
			.recorded = "2026-04-10 pending",
			.bare_since = "2026-05-01",
			.as_of = "2026-05-01",
			.expected = "fired | fired on 2026-04-24",
			.due = "2026-05-24" },
	{ .what = "code, recorded as pending for too short",
			.timeline = "2026-01-01 no-past",
			.recorded = "2026-04-20 pending",
			.bare_since = "2026-04-20",
			.as_of = "2026-05-01",
			.expected = "pending | true since 2026-04-20, not yet for long enough",
			.due = "2026-05-04" },
};

static void a_life_is_told_from_time_and_answers(void **state)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		check_row(*state, &rows[i]);
	}
}

static void nothing_recorded_changes_nothing(void **state)
{
	struct arena *arena = *state;
	struct life life = { .timeline = timeline_of(arena, FLAPS), .as_of = noon("2026-05-01") };
	struct timeline same = life_timeline(&life, arena);
	assert_ptr_equal(same.steps, life.timeline.steps);
	assert_int_equal(same.len, 3);
}

static void what_was_recorded_fills_what_is_unknown_only(void **state)
{
	struct arena *arena = *state;
	struct life life = {
		.timeline = timeline_of(arena, "2026-01-01 unknown, 2026-03-01 false"),
		.as_of = noon("2026-05-01"),
	};
	life.recorded_count =
			recorded_of(arena, "2026-02-01 true, 2026-04-01 true", &life.recorded);
	struct timeline both = life_timeline(&life, arena);
	assert_int_equal(both.len, 3);
	assert_int_equal(both.steps[0].truth, TRUTH_UNKNOWN);
	assert_int_equal(both.steps[1].truth, TRUTH_TRUE);
	assert_str(moment_day(both.steps[1].from, arena), "2026-02-01");
	assert_int_equal(both.steps[2].truth, TRUTH_FALSE);
	assert_str(moment_day(both.steps[2].from, arena), "2026-03-01");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_life_is_told_from_time_and_answers),
		claim(nothing_recorded_changes_nothing),
		claim(what_was_recorded_fills_what_is_unknown_only),
	};
	return claims_run("reviews/life", tests);
}
