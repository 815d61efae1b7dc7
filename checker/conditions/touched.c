/* SPDX-License-Identifier: MIT */
#include "conditions/touched.h"

#include "base/arena.h"
#include "base/glob.h"
#include "conditions/past.h"

#include <stdlib.h>

static bool history_is_known(const struct fact_question *question, struct fact_answer *answer)
{
	const struct history *history = question->world->history;
	if (!history) {
		answer->reason = REASON_NO_HISTORY;
		answer->evidence = STR("the history of the repository is not read");
		return false;
	}
	if (history->reason != REASON_NONE) {
		answer->reason = history->reason;
		answer->evidence = history->remedy.len == 0
						   ? history->why
						   : str_fmt(question->arena, STR_FMT ": " STR_FMT,
								     STR_ARG(history->why),
								     STR_ARG(history->remedy));
		return false;
	}
	return true;
}

/* ---- files ---- */

static void paths_match(struct touched *touched, const struct fact_question *question)
{
	const struct history *history = touched->history;
	struct str pattern = question->term->argument;
	uint8_t *is_meant = arena_new_array(question->scratch, uint8_t, history->path_count);
	touched->names = question->world->history_names;
	if (!touched->names) {
		touched->names = history_names_today(history, question->scratch);
	}
	for (uint32_t p = 0; p < history->path_count; p++) {
		is_meant[p] = glob_match(pattern, history->paths[touched->names[p]]);
	}
	touched->is_meant = is_meant;
}

/* A file that was called so and is called otherwise today, or NONE. */
static uint32_t renamed_find(const struct touched *touched, struct str pattern)
{
	const struct history *history = touched->history;
	for (uint32_t p = 0; p < history->path_count; p++) {
		if (!touched->is_meant[p] && glob_match(pattern, history->paths[p])) {
			return p;
		}
	}
	return NONE;
}

/*
 * A pattern that no file ever matched is a slip of the pen, and not a quiet
 * folder: it is so for ever, where what a clone lacks is so only now.
 */
static void nothing_answer(const struct touched *touched, const struct fact_question *question,
		struct fact_answer *answer)
{
	const struct history *history = touched->history;
	struct str pattern = question->term->argument;
	uint32_t renamed = renamed_find(touched, pattern);
	struct past_rows always = { .arena = question->scratch };
	past_add(&always, MOMENT_EVER, span_unknown(REASON_NO_SERIES));
	past_answer(&always, answer);
	if (renamed == NONE) {
		answer->evidence = str_fmt(question->arena,
				"no file of the history matches '" STR_FMT "'", STR_ARG(pattern));
		return;
	}
	answer->evidence = str_fmt(question->arena,
			"no file is called '" STR_FMT "' today: " STR_FMT " is " STR_FMT " now",
			STR_ARG(pattern), STR_ARG(history->paths[renamed]),
			STR_ARG(history->paths[touched->names[renamed]]));
}

/* ---- commits ---- */

static bool touches(const struct touched *touched, const struct history_commit *commit)
{
	const struct history_change *changes = touched->history->changes + commit->first_change;
	for (uint32_t i = 0; i < commit->change_count; i++) {
		if (touched->is_meant[changes[i].path]) {
			return true;
		}
	}
	return false;
}

struct touch {
	moment at;
	uint32_t commit;
};

/* Of those of one moment, parents before children. */
static int touch_order(const void *a, const void *b)
{
	const struct touch *left = a;
	const struct touch *right = b;
	if (left->at != right->at) {
		return left->at < right->at ? -1 : 1;
	}
	return (left->commit < right->commit) - (left->commit > right->commit);
}

static void touches_take(struct touched *touched, const struct touch *touches, uint32_t count,
		struct arena *arena)
{
	touched->commits = arena_new_array(arena, uint32_t, count);
	touched->at = arena_new_array(arena, moment, count);
	touched->count = count;
	for (uint32_t i = 0; i < count; i++) {
		touched->commits[i] = touches[i].commit;
		touched->at[i] = touches[i].at;
	}
}

static bool is_earlier(const struct history *history, uint32_t commit, uint32_t than)
{
	return than == NONE || history->commits[commit].at <= history->commits[than].at;
}

static void commits_find(struct touched *touched, const struct fact_question *question)
{
	const struct history *history = touched->history;
	struct touch *list =
			arena_new_array(question->scratch, struct touch, history->commit_count);
	uint32_t count = 0;
	touched->begin = MOMENT_NEVER;
	touched->first = NONE;
	for (uint32_t c = 0; c < history->commit_count; c++) {
		const struct history_commit *commit = &history->commits[c];
		if (!(commit->flags & COMMIT_OF_HEAD) || commit->at > question->world->as_of) {
			continue;
		}
		touched->begin = commit->at < touched->begin ? commit->at : touched->begin;
		if (commit->parent_count > 1 || !touches(touched, commit)) {
			continue;
		}
		touched->first = is_earlier(history, c, touched->first) ? c : touched->first;
		if (!(commit->flags & COMMIT_IGNORED)) {
			list[count++] = (struct touch){ commit->at, c };
		}
	}
	qsort(list, count, sizeof(*list), touch_order);
	touches_take(touched, list, count, question->scratch);
}

bool touched_find(struct touched *touched, const struct fact_question *question,
		struct fact_answer *answer)
{
	if (!history_is_known(question, answer)) {
		return false;
	}
	*touched = (struct touched){ .history = question->world->history };
	paths_match(touched, question);
	commits_find(touched, question);
	if (touched->first == NONE) {
		nothing_answer(touched, question, answer);
		return false;
	}
	return true;
}

void touched_write(const struct touched *touched, uint32_t commit, struct arena *scratch,
		struct buf *out)
{
	struct str id = history_commit_id(touched->history, commit, scratch);
	buf_fmt(out, STR_FMT " of ", STR_ARG(str_slice(id, 0, HISTORY_ID_SHOWN)));
	past_day_write(touched->history->commits[commit].at, out);
}
