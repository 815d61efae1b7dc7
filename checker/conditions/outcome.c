/* SPDX-License-Identifier: MIT */
#include "conditions/outcome.h"

#include "base/arena.h"
#include "conditions/period_values.h"

/* What `on-missing` makes of it. */
static struct kleene assumed(const struct condition *condition, struct kleene value)
{
	if (value.truth != TRUTH_UNKNOWN || condition->on_missing == MISSING_UNKNOWN) {
		return value;
	}
	return kleene_of(condition->on_missing == MISSING_TRUE);
}

/* The first moment that is looked at: after `from`, and after a date that is written. */
static moment first_moment(const struct evaluation *evaluation, moment from)
{
	const struct condition *condition = evaluation->condition;
	if (condition->since == ANCHOR_DATE && condition->since_moment > from) {
		from = condition->since_moment;
	}
	moment begin = from == MOMENT_EVER ? from : moment_plus(from, 1);
	return begin < evaluation->world->as_of ? begin : evaluation->world->as_of;
}

struct timeline outcome_timeline(
		struct evaluation *evaluation, const struct steps *whole, moment from)
{
	const struct condition *condition = evaluation->condition;
	moment as_of = evaluation->world->as_of;
	moment begin = first_moment(evaluation, from);

	struct steps cut = { 0 };
	steps_add(&cut, begin, assumed(condition, steps_at(whole, begin)));
	for (size_t i = steps_find(whole, begin) + 1; i < whole->len; i++) {
		const struct step *step = &whole->p[i];
		if (step->from > as_of) {
			break;
		}
		steps_add(&cut, step->from,
				assumed(condition, (struct kleene){ step->truth, step->reason }));
	}
	struct timeline timeline = { .len = cut.len };
	timeline.steps = arena_copy(evaluation->arena, cut.p, size_mul(cut.len, sizeof(*cut.p)));
	steps_finish(&cut);
	return timeline;
}

/* Since when the line has had the truth that it has at `at`, whatever the reasons. */
static moment since_when(const struct steps *line, moment at)
{
	size_t i = steps_find(line, at);
	while (i > 0 && line->p[i - 1].truth == line->p[i].truth) {
		i--;
	}
	return line->p[i].from;
}

static void timeline_read(struct outcome *outcome)
{
	const struct timeline *line = &outcome->timeline;
	outcome->first_true = MOMENT_NEVER;
	outcome->last_end = MOMENT_NEVER;
	for (size_t i = 0; i < line->len; i++) {
		if (line->steps[i].truth == TRUTH_TRUE) {
			if (outcome->first_true == MOMENT_NEVER) {
				outcome->first_true = line->steps[i].from;
			}
		} else if (i > 0 && line->steps[i - 1].truth == TRUTH_TRUE) {
			outcome->last_end = line->steps[i].from;
		}
	}
}

/* The first moment in [begin, as_of] at which the line has a truth, or MOMENT_NEVER. */
static moment first_of(const struct steps *line, enum truth truth, moment begin, moment as_of)
{
	for (size_t i = steps_find(line, begin); i < line->len; i++) {
		const struct step *step = &line->p[i];
		if (step->from > as_of) {
			break;
		}
		if (step->truth == truth) {
			return step->from > begin ? step->from : begin;
		}
	}
	return MOMENT_NEVER;
}

static void clear_read(
		struct outcome *outcome, const struct course *course, moment begin, moment as_of)
{
	outcome->first_clear = first_of(&course->whole, TRUTH_FALSE, begin, as_of);
	if (course->clear.len > 0) {
		moment cleared = first_of(&course->clear, TRUTH_TRUE, begin, as_of);
		outcome->first_clear =
				cleared < outcome->first_clear ? cleared : outcome->first_clear;
	}
	outcome->was_clear = outcome->first_clear != MOMENT_NEVER;
}

static void atom_write(const struct atom_value *atom, bool is_named, struct buf *out)
{
	if (out->len > 0) {
		buf_add_cstr(out, "; ");
	}
	if (is_named) {
		buf_fmt(out, STR_FMT ": ", STR_ARG(atom->text));
	}
	if (atom->value.len > 0) {
		buf_add(out, atom->value);
	} else {
		buf_add_cstr(out, truth_words[atom->truth]);
		if (atom->truth == TRUTH_UNKNOWN) {
			buf_fmt(out, ", %s", reason_words[atom->reason]);
		}
	}
	if (atom->evidence.len > 0) {
		buf_fmt(out, " (" STR_FMT ")", STR_ARG(atom->evidence));
	}
}

static void periods_write(const struct outcome *outcome, struct buf *out)
{
	vec_each (const struct period_value, period, &outcome->periods) {
		bool has_value = period->value.len > 0;
		buf_fmt(out, "%s" STR_FMT ": " STR_FMT, out->len > 0 ? "  " : "",
				STR_ARG(period->name),
				STR_ARG(has_value ? period->value
						  : str_of(truth_words[period->truth])));
		if (!has_value && period->truth == TRUTH_UNKNOWN) {
			buf_fmt(out, ", %s", reason_words[period->reason]);
		}
		if (period->coverage.len > 0) {
			buf_fmt(out, " (" STR_FMT ")", STR_ARG(period->coverage));
		}
	}
}

/* One line, whatever white space the condition was written with. */
static void summary_write(struct outcome *outcome, struct arena *arena)
{
	struct buf text;
	buf_init(&text);
	periods_write(outcome, &text);
	if (text.len == 0) {
		vec_each (const struct atom_value, atom, &outcome->atoms) {
			atom_write(atom, outcome->atoms.len > 1, &text);
		}
	}
	for (size_t i = 0; i < text.len; i++) {
		if (text.p[i] == '\n' || text.p[i] == '\r' || text.p[i] == '\t') {
			text.p[i] = ' ';
		}
	}
	outcome->summary = str_dup(arena, buf_str(&text));
	buf_finish(&text);
}

void outcome_read(struct outcome *outcome, struct evaluation *evaluation,
		const struct course *course, moment from)
{
	const struct condition *condition = evaluation->condition;
	moment as_of = evaluation->world->as_of;
	struct kleene now = steps_at(&course->whole, as_of);
	struct kleene shown = assumed(condition, now);
	moment begin = first_moment(evaluation, from);

	outcome->truth = shown.truth;
	outcome->reason = shown.reason;
	outcome->is_assumed = shown.truth != now.truth;
	outcome->bare = steps_at(&course->bare, as_of).truth;
	outcome->since = since_when(&course->whole, as_of);
	outcome->bare_since = since_when(&course->bare, as_of);
	outcome->unknown_since = MOMENT_NEVER;
	if (now.truth == TRUTH_UNKNOWN) {
		outcome->unknown_since = outcome->since > begin ? outcome->since : begin;
	}
	outcome->timeline = outcome_timeline(evaluation, &course->whole, from);
	timeline_read(outcome);
	clear_read(outcome, course, begin, as_of);
	period_values_read(outcome, evaluation, course);
	summary_write(outcome, evaluation->arena);
	outcome->data = hash_parts(evaluation->seen.p, evaluation->seen.len);
}
