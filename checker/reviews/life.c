/* SPDX-License-Identifier: MIT */
#include "reviews/life.h"

#include "base/arena.h"

/* Nobody waits to see what takes longer. */
#define PERIODS_MAX 1000

moment day_end(date_day day)
{
	return ((moment)day + 1) * MOMENT_DAY;
}

static date_day day_of(moment at)
{
	return date_day_of(at / MOMENT_SECOND);
}

struct str moment_day(moment at, struct arena *arena)
{
	char day[DATE_DAY_SIZE];

	if (at == MOMENT_EVER) {
		return STR("the beginning");
	}
	if (at == MOMENT_NEVER) {
		return STR("never");
	}
	date_write_day(day_of(at), day);
	return str_dup(arena, str_of(day));
}

static moment later(moment a, moment b)
{
	return a > b ? a : b;
}

static moment earlier(moment a, moment b)
{
	return a < b ? a : b;
}

moment condition_ripe(const struct condition *condition, moment since)
{
	if (!condition->has_for || since == MOMENT_EVER || since == MOMENT_NEVER) {
		return MOMENT_NEVER;
	}
	if (!condition->is_periodic) {
		return moment_after(since, condition->for_length);
	}
	if (condition->period_count > PERIODS_MAX) {
		return MOMENT_NEVER;
	}
	/* Only whole periods count; a timeline begins right after a moment. */
	moment at = period_begin(since, condition->period);
	if (since - at > MOMENT_SECOND) {
		at = period_next(since, condition->period);
	}
	for (uint32_t i = 0; i < condition->period_count; i++) {
		at = period_next(at, condition->period);
	}
	return at;
}

/* The first moment from `from` on at which the timeline has this truth, or MOMENT_NEVER. */
static moment first_with(
		const struct timeline *timeline, enum truth truth, moment from, moment as_of)
{
	for (size_t i = 0; i < timeline->len && timeline->steps[i].from <= as_of; i++) {
		moment end = i + 1 < timeline->len ? timeline->steps[i + 1].from : MOMENT_NEVER;
		if (end > from && timeline->steps[i].truth == truth) {
			return later(timeline->steps[i].from, from);
		}
	}
	return MOMENT_NEVER;
}

/* The step that `as_of` lies in; unknown where there is none. */
static struct step step_now(const struct timeline *timeline, moment as_of)
{
	struct step now = { MOMENT_EVER, TRUTH_UNKNOWN, REASON_NO_SERIES };

	for (size_t i = 0; i < timeline->len && timeline->steps[i].from <= as_of; i++) {
		now = timeline->steps[i];
	}
	return now;
}

/* When it last stopped being true; `now` is not true. */
static moment last_end(const struct timeline *timeline, moment as_of)
{
	moment end = MOMENT_NEVER;

	for (size_t i = 1; i < timeline->len && timeline->steps[i].from <= as_of; i++) {
		if (timeline->steps[i - 1].truth == TRUTH_TRUE) {
			end = timeline->steps[i].from;
		}
	}
	return end;
}

/* Where a life is after all answers. */
struct course {
	struct trigger *trigger;
	const struct life *life;
	struct arena *arena;
	struct timeline timeline;
	/* The last answer but for those that put it off. */
	const struct life_answer *last;
	/* What put it off after that. */
	const struct review_answer *deferral;
	/* From when on it may fire. */
	moment armed;
	/* It was false in between, and not only a day that passed. */
	bool was_clear;
};

static void set(struct course *course, enum trigger_state state, moment since, moment due,
		const char *fmt, ...) PRINTF_LIKE(5, 6);

static void set(struct course *course, enum trigger_state state, moment since, moment due,
		const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	course->trigger->why = str_vfmt(course->arena, fmt, args);
	va_end(args);
	course->trigger->state = state;
	course->trigger->since = since;
	course->trigger->due = due;
}

static void walk_answers(struct course *course)
{
	for (size_t i = 0; i < course->life->answer_count; i++) {
		const struct life_answer *answer = &course->life->answers[i];
		switch (answer->answer->outcome) {
		case ANSWER_ACCEPT:
		case ANSWERS:
			break;
		case ANSWER_DEFER:
			course->deferral = answer->answer;
			break;
		case ANSWER_KEEP:
		case ANSWER_REVISE:
		case ANSWER_SUPERSEDE:
		case ANSWER_RETIRE:
			course->last = answer;
			course->deferral = NULL;
			break;
		}
	}
	course->armed = course->life->from;
	if (course->last) {
		moment end = day_end(course->last->answer->row->day);
		course->armed = later(course->armed, earlier(end, course->life->as_of));
	}
}

static struct str day_text(const struct course *course, date_day day)
{
	return moment_day((moment)day * MOMENT_DAY, course->arena);
}

/* The day by which what was promised must have happened. */
static moment deadline(const struct decision_review *row)
{
	return row->has_next ? day_end(row->next) : day_end(row->day + TRIGGER_ACK_DAYS);
}

/* `fired` as the answer remembers it, or the day of the answer. */
static moment fired_then(const struct review_answer *answer)
{
	return (moment)(answer->evidence.has_fired ? answer->evidence.fired : answer->row->day)
	       * MOMENT_DAY;
}

/* Fired it stays, until what was promised is there. */
static void stay_fired(struct course *course, moment due, const char *missing)
{
	const struct review_answer *answer = course->last->answer;
	struct str day = day_text(course, answer->row->day);

	course->trigger->fired = fired_then(answer);
	set(course, TRIGGER_FIRED, course->trigger->fired, due,
			"'%s' was decided on " STR_FMT ", and %s", answer_words[answer->outcome],
			STR_ARG(day), missing);
}

static void tell_supersede(struct course *course)
{
	const struct decision_review *row = course->last->answer->row;

	if (course->life->has_successor) {
		set(course, TRIGGER_RETIRED, course->armed, MOMENT_NEVER,
				"another record has taken its place");
	} else {
		stay_fired(course, deadline(row),
				"no record says that it supersedes this one, linked both ways");
	}
}

/* A revision that was promised and is not there yet; true if that decides the state. */
static bool tell_promise(struct course *course)
{
	const struct review_answer *answer = course->last->answer;
	moment end = deadline(answer->row);
	bool is_changed = course->last->is_done
			  || (answer->evidence.record.len
					  && !review_evidence_binds(answer->evidence.record,
							  course->trigger->decision->settled));

	if (answer->outcome != ANSWER_REVISE || is_changed) {
		return false;
	}
	if (end > course->life->as_of) {
		struct str day = moment_day(end - 1, course->arena);
		set(course, TRIGGER_ACKNOWLEDGED, (moment)answer->row->day * MOMENT_DAY, end,
				"to be revised until " STR_FMT, STR_ARG(day));
	} else {
		stay_fired(course, end + TRIGGER_ACK_DAYS * MOMENT_DAY,
				"neither the trigger nor the record has changed");
	}
	return true;
}

/* Whether the answer was to a trigger that had fired; otherwise there is nothing to clear. */
static bool answers_a_fire(const struct course *course)
{
	const struct review_evidence *evidence = &course->last->answer->evidence;
	return !course->last->is_done
	       && (evidence->has_fired || (evidence->has_manual && evidence->manual));
}

/* Acknowledged until it was false once, or until the day named; true if it still is. */
static bool tell_kept(struct course *course)
{
	const struct decision_review *row = course->last->answer->row;
	moment as_of = course->life->as_of;
	moment next = row->has_next ? day_end(row->next) : MOMENT_NEVER;

	if (!answers_a_fire(course)) {
		return false;
	}
	moment clear = first_with(&course->timeline, TRUTH_FALSE, course->armed, as_of);
	moment armed = earlier(clear, next);
	if (armed > as_of) {
		struct str day = day_text(course, row->day);
		struct str until = row->has_next ? day_text(course, row->next) : STR("");
		set(course, TRIGGER_ACKNOWLEDGED, (moment)row->day * MOMENT_DAY, next,
				"%s on " STR_FMT "%s" STR_FMT,
				course->last->answer->outcome == ANSWER_REVISE ? "revised" : "kept",
				STR_ARG(day),
				until.len ? ", until it clears or " : ", until it clears",
				STR_ARG(until));
		return true;
	}
	course->was_clear = clear <= next;
	course->armed = armed;
	return false;
}

static bool is_put_off(const struct course *course)
{
	return course->deferral && day_end(course->deferral->row->next) > course->life->as_of;
}

static void tell_put_off(struct course *course)
{
	const struct decision_review *row = course->deferral->row;
	struct str next = day_text(course, row->next);

	set(course, TRIGGER_ACKNOWLEDGED, (moment)row->day * MOMENT_DAY, day_end(row->next),
			"deferred until " STR_FMT, STR_ARG(next));
}

static void tell_fired(struct course *course, moment fired)
{
	struct trigger *trigger = course->trigger;
	const struct life *life = course->life;
	struct step now = step_now(&course->timeline, life->as_of);
	struct str day = moment_day(fired, course->arena);
	int days = trigger->form == TRIGGER_DATE ? TRIGGER_GRACE_DAYS : TRIGGER_ACK_DAYS;

	trigger->fired = fired;
	set(course, TRIGGER_FIRED, fired,
			fired == MOMENT_EVER ? life->as_of : fired + days * MOMENT_DAY,
			"fired on " STR_FMT, STR_ARG(day));
	if (now.truth != TRUTH_TRUE) {
		trigger->no_longer = last_end(&course->timeline, life->as_of);
		struct str end = moment_day(trigger->no_longer, course->arena);
		trigger->why = str_fmt(course->arena, STR_FMT "; %s since " STR_FMT,
				STR_ARG(trigger->why),
				now.truth == TRUTH_FALSE ? "no longer holds" : "not known",
				STR_ARG(end));
	}
	/* Of a day, that day is named: it is over from the next one on. */
	if (trigger->form == TRIGGER_DATE && fired == day_end(trigger->item->day)) {
		trigger->fired = trigger->since = (moment)trigger->item->day * MOMENT_DAY;
		day = moment_day(trigger->fired, course->arena);
		trigger->why = str_fmt(course->arena, STR_FMT " " STR_FMT " has passed",
				STR_ARG(trigger->item->id), STR_ARG(day));
	}
	const struct decision_review *row = course->last ? course->last->answer->row : NULL;
	if (course->was_clear && course->last->answer->outcome == ANSWER_KEEP
			&& day_of(fired) - row->day <= TRIGGER_ACK_DAYS) {
		trigger->is_repeat = true;
		trigger->why = str_fmt(course->arena, STR_FMT ", %d days after it was kept",
				STR_ARG(trigger->why), (int)(day_of(fired) - row->day));
	}
}

/* When what is unknown since a moment is blind. */
static moment blind_at(const struct course *course, const struct step *now, moment since)
{
	const struct condition *condition = course->life->condition;
	moment begin = since;

	if (since == MOMENT_EVER) {
		return MOMENT_EVER;
	}
	/* Nobody can know two quarters before two quarters are over. */
	if (now->reason == REASON_INCOMPLETE && condition && condition->has_for) {
		begin = condition_ripe(condition, since);
	}
	return begin == MOMENT_NEVER ? begin : begin + TRIGGER_BLIND_DAYS * MOMENT_DAY;
}

static void tell_unknown(struct course *course, const struct step *now)
{
	const struct trigger *trigger = course->trigger;
	moment as_of = course->life->as_of;
	/* A review or the record's acceptance starts the count anew. */
	moment since = later(now->from, course->armed);
	moment blind = blind_at(course, now, since);
	bool is_blind = blind <= as_of && trigger->form == TRIGGER_CONDITION
			&& now->reason != REASON_ATTESTATION_DUE;
	struct str day = moment_day(since, course->arena);

	set(course, is_blind ? TRIGGER_BLIND : TRIGGER_UNKNOWN, since,
			is_blind || now->reason == REASON_ATTESTATION_DUE ? MOMENT_NEVER : blind,
			"unknown since " STR_FMT ": %s", STR_ARG(day), reason_words[now->reason]);
}

static bool is_pending(const struct course *course, const struct step *now)
{
	return course->life->bare == TRUTH_TRUE
	       && (now->truth == TRUTH_FALSE || now->reason == REASON_INCOMPLETE
			       || now->reason == REASON_NO_PAST);
}

static void tell_quiet(struct course *course)
{
	const struct life *life = course->life;
	struct step now = step_now(&course->timeline, life->as_of);

	if (is_pending(course, &now)) {
		moment since = life->bare_since;
		struct str day = moment_day(since, course->arena);
		set(course, TRIGGER_PENDING, since, life->ripe,
				"true since " STR_FMT ", not yet for long enough", STR_ARG(day));
	} else if (now.truth == TRUTH_UNKNOWN && is_put_off(course)) {
		tell_put_off(course);
	} else if (now.truth == TRUTH_UNKNOWN) {
		tell_unknown(course, &now);
	} else {
		set(course, TRIGGER_ARMED, later(now.from, course->armed), MOMENT_NEVER,
				"not true");
	}
}

void life_tell(struct trigger *trigger, const struct life *life, struct arena *arena)
{
	struct course course = { .trigger = trigger, .life = life, .arena = arena };

	course.timeline = life_timeline(life, arena);
	walk_answers(&course);
	trigger->fired = MOMENT_NEVER;
	trigger->no_longer = MOMENT_NEVER;
	trigger->review = course.deferral ? course.deferral->row
			  : course.last   ? course.last->answer->row
					  : NULL;
	if (course.last && course.last->answer->outcome == ANSWER_RETIRE) {
		struct str day = day_text(&course, course.last->answer->row->day);
		set(&course, TRIGGER_RETIRED, course.armed, MOMENT_NEVER, "retired on " STR_FMT,
				STR_ARG(day));
		return;
	}
	if (course.last && course.last->answer->outcome == ANSWER_SUPERSEDE) {
		tell_supersede(&course);
		return;
	}
	if (course.last && (tell_promise(&course) || tell_kept(&course))) {
		return;
	}
	moment fired = first_with(&course.timeline, TRUTH_TRUE, course.armed, life->as_of);
	if (fired == MOMENT_NEVER) {
		tell_quiet(&course);
	} else if (is_put_off(&course)) {
		tell_put_off(&course);
	} else {
		tell_fired(&course, fired);
	}
}
