/* SPDX-License-Identifier: MIT */
#include "reviews/life.h"

#include "base/arena.h"

static moment later(moment a, moment b)
{
	return a > b ? a : b;
}

static moment earlier(moment a, moment b)
{
	return a < b ? a : b;
}

/* Steps as they come, neighbours joined. */
struct steps {
	VEC(struct step) list;
};

static void step_add(struct steps *steps, struct arena *arena, moment from, enum truth truth,
		enum reason reason)
{
	struct step *last = steps->list.len ? &steps->list.p[steps->list.len - 1] : NULL;

	if (last && last->from >= from) {
		*last = (struct step){ last->from, truth, reason };
	} else if (!last || last->truth != truth) {
		*vec_add(&steps->list, arena) = (struct step){ from, truth, reason };
	}
}

/* Until when a recorded state counts. */
static moment recorded_end(const struct life *life, size_t number)
{
	return number + 1 < life->recorded_count
			       ? (moment)life->recorded[number + 1].day * MOMENT_DAY
			       : MOMENT_NEVER;
}

static bool has_wait(const struct life *life)
{
	return life->wait.ms || life->wait.months;
}

/* Adds one recorded state, as far as it lies between two moments. */
static void add_state(struct steps *steps, const struct life *life, struct arena *arena,
		size_t number, moment from, moment to)
{
	enum recorded_truth truth = life->recorded[number].truth;
	moment begin = (moment)life->recorded[number].day * MOMENT_DAY;
	moment end = earlier(recorded_end(life, number), to);

	from = later(begin, from);
	if (truth == RECORDED_UNKNOWN) {
		step_add(steps, arena, from, TRUTH_UNKNOWN, REASON_NO_PAST);
		return;
	}
	step_add(steps, arena, from, truth == RECORDED_TRUE ? TRUTH_TRUE : TRUTH_FALSE,
			REASON_NONE);
	if (truth == RECORDED_PENDING && has_wait(life)) {
		moment over = moment_after(begin, life->wait);
		if (over < end) {
			step_add(steps, arena, later(over, from), TRUTH_TRUE, REASON_NONE);
		}
	}
}

/* Adds an unknown step with what was recorded in it; `*next` is the first state to look at. */
static void add_recorded(struct steps *steps, const struct life *life, struct arena *arena,
		const struct step *step, moment to, size_t *next)
{
	step_add(steps, arena, step->from, step->truth, step->reason);
	while (*next < life->recorded_count && recorded_end(life, *next) <= step->from) {
		++*next;
	}
	for (size_t i = *next;
			i < life->recorded_count && (moment)life->recorded[i].day * MOMENT_DAY < to;
			i++) {
		add_state(steps, life, arena, i, step->from, to);
	}
}

/* Whether it has been recorded as pending for long enough, and still is what it was. */
static bool has_waited(const struct life *life)
{
	const struct recorded_state *last =
			life->recorded_count ? &life->recorded[life->recorded_count - 1] : NULL;
	return last && life->bare == TRUTH_TRUE && last->truth == RECORDED_PENDING && has_wait(life)
	       && moment_after((moment)last->day * MOMENT_DAY, life->wait) <= life->as_of;
}

struct timeline life_timeline(const struct life *life, struct arena *arena)
{
	const struct timeline *timeline = &life->timeline;
	struct steps steps = { 0 };
	size_t next = 0;

	if (life->recorded_count == 0) {
		return *timeline;
	}
	for (size_t i = 0; i < timeline->len; i++) {
		const struct step *step = &timeline->steps[i];
		bool is_last = i + 1 == timeline->len;
		/* What holds now is known, or not, by looking. */
		moment to = is_last ? life->as_of : timeline->steps[i + 1].from;
		if (step->truth == TRUTH_UNKNOWN && step->from < to) {
			add_recorded(&steps, life, arena, step, to, &next);
		}
		if (step->truth != TRUTH_UNKNOWN || is_last) {
			bool is_true = is_last && has_waited(life);
			step_add(&steps, arena, step->truth == TRUTH_UNKNOWN ? to : step->from,
					is_true ? TRUTH_TRUE : step->truth, step->reason);
		}
	}
	return (struct timeline){ steps.list.p, steps.list.len };
}
