/* SPDX-License-Identifier: MIT */
/*
 * The life of one trigger, as a pure function: from what its condition was at
 * every moment, what was recorded of it, and who answered when, to the state it
 * is in.
 *
 * A day in a review counts to its end: what fires later on the same day is
 * answered too.
 */
#ifndef LINTEL_REVIEWS_LIFE_H
#define LINTEL_REVIEWS_LIFE_H

#include "reviews/answer.h"
#include "reviews/recorded.h"

/* An answer that counts, or that promised the very change which unbound it. */
struct life_answer {
	const struct review_answer *answer;
	/* `revise`, and the trigger's words are other ones now. */
	bool is_done;
};

struct life {
	moment as_of;
	/* When the record came into force, or MOMENT_EVER: nothing fires before. */
	moment from;
	/* What the whole condition was at every moment from then on. */
	struct timeline timeline;
	/* The expression without `for`, now, and since when. */
	enum truth bare;
	moment bare_since;
	/* NULL for what is none. */
	const struct condition *condition;
	/* When that will have been so for long enough, or MOMENT_NEVER. */
	moment ripe;
	/* `for`, if it is no period of the calendar; else zero. */
	struct duration wait;
	const struct recorded_state *recorded;
	size_t recorded_count;
	/* By day. */
	const struct life_answer *answers;
	size_t answer_count;
	/* A record that supersedes this one, and says so, is there. */
	bool has_successor;
};

/* The end of a day: the first moment that is no longer of it. */
moment day_end(date_day day);

/*
 * When what is true since a moment will have been so for as long as `for` asks;
 * MOMENT_NEVER without `for`, or if nobody will wait so long.
 */
moment condition_ripe(const struct condition *condition, moment since);

/* The day a moment lies in, as text; "the beginning" for MOMENT_EVER. */
struct str moment_day(moment at, struct arena *arena);

/*
 * The timeline with what was recorded in place of what nobody can know any
 * more.  Recorded as pending for longer than `wait`, it was true.
 */
struct timeline life_timeline(const struct life *life, struct arena *arena);

/* Sets state, since, fired, no_longer, due, review, is_repeat and why of `trigger`. */
void life_tell(struct trigger *trigger, const struct life *life, struct arena *arena);

#endif
