/* SPDX-License-Identifier: MIT */
/*
 * Facts about history: how long ago files were first and last touched.
 */
#include "base/arena.h"
#include "conditions/fact_functions.h"
#include "conditions/past.h"
#include "conditions/touched.h"

/* Idle days are told one by one so far back; nobody asks about more. */
#define IDLE_DAYS_MAX 36525

/* Whole days since `from`, each from when on it is so, up to, not including, `end`. */
static void days_add(struct past_rows *rows, moment from, moment end, moment as_of)
{
	moment far = moment_plus(as_of, -IDLE_DAYS_MAX * MOMENT_DAY);
	moment day = 0;
	if (from < far) {
		/* As many as a day would take are not told one by one. */
		past_add(rows, from, span_unknown(REASON_NO_PAST));
		day = far / MOMENT_DAY - from / MOMENT_DAY;
	}
	for (moment at = from + day * MOMENT_DAY; at < end && at <= as_of; at += MOMENT_DAY) {
		past_add(rows, at, span_point((double)day++));
	}
}

static void last_write(const struct touched *touched, const struct fact_question *question,
		const char *words, uint32_t commit, struct fact_answer *answer)
{
	struct buf text = { 0 };
	buf_add_cstr(&text, words);
	touched_write(touched, commit, question->scratch, &text);
	answer->evidence = str_dup(question->arena, buf_str(&text));
	buf_finish(&text);
}

void fact_git_days_idle(const struct fact_question *question, struct fact_answer *answer)
{
	struct past_rows rows = { .arena = question->scratch };
	struct touched touched;
	if (!touched_find(&touched, question, answer)) {
		return;
	}
	if (touched.count == 0) {
		answer->reason = REASON_NO_SERIES;
		last_write(&touched, question, "only revisions to ignore touched it, the first ",
				touched.first, answer);
		return;
	}
	for (uint32_t i = 0; i < touched.count; i++) {
		moment end = i + 1 < touched.count ? touched.at[i + 1] : MOMENT_NEVER;
		days_add(&rows, touched.at[i], end, question->world->as_of);
	}
	past_answer(&rows, answer);
	last_write(&touched, question, "the last commit that touched it is ",
			touched.commits[touched.count - 1], answer);
}

void fact_git_days_old(const struct fact_question *question, struct fact_answer *answer)
{
	struct past_rows rows = { .arena = question->scratch };
	struct touched touched;
	if (!touched_find(&touched, question, answer)) {
		return;
	}
	uint32_t first = touched.first;
	days_add(&rows, touched.history->commits[first].at, MOMENT_NEVER, question->world->as_of);
	past_answer(&rows, answer);
	last_write(&touched, question, "the first commit that touched it is ", first, answer);
}
