/* SPDX-License-Identifier: MIT */
#include "cli/record_past.h"

#include "base/arena.h"
#include "base/err.h"
#include "engine/historing.h"
#include "engine/remembering.h"
#include "formats/json_writer.h"
#include "reports/escape.h"

static const char *const past_words[] = {
	[PAST_NOT_COMPARED] = "not-compared",
	[PAST_KEPT] = "kept",
	[PAST_CHANGED] = "changed",
};

bool session_pasts(struct session *session, const struct decision_past **pasts)
{
	struct err err = { "" };
	bool is_good = run_history(&session->run, &err);
	session_print_problems(session);
	*pasts = is_good ? run_decisions_compared(&session->run) : NULL;
	return is_good || cli_error(session->cli, "%s", err.text) == EXIT_HOLDS;
}

/* ---- for people ---- */

static void row_write(const struct run *run, const char *name, const char *words, uint32_t commit,
		struct buf *out)
{
	char day[DATE_DAY_SIZE];
	struct arena *scratch = arena_create();
	struct str id = history_commit_id(run->history, commit, scratch);
	date_write_day(date_day_of(run->history->commits[commit].at / MOMENT_SECOND), day);
	buf_fmt(out, "  %-13s %scommit " STR_FMT " of %s\n", name, words,
			STR_ARG(str_slice(id, 0, HISTORY_ID_SHOWN)), day);
	arena_destroy(scratch);
}

void past_text(const struct run *run, const struct decision_past *past, struct buf *out)
{
	if (!past) {
		buf_fmt(out, "  %-13s unknown: ", "history");
		escape_prose(out, run->history ? run->history->why : STR("it was not read"));
		buf_add_char(out, '\n');
		return;
	}
	if (past->added == NONE) {
		buf_fmt(out, "  %-13s no commit has this file\n", "history");
		return;
	}
	row_write(run, "added", "", past->added, out);
	row_write(run, "last changed", "", past->changed, out);
	if (past->verdict == PAST_KEPT) {
		row_write(run, "as accepted", "unchanged since ", past->accepted, out);
	} else if (past->verdict == PAST_CHANGED) {
		row_write(run, "as accepted", "not what it said in ", past->accepted, out);
		if (past->culprit != NONE) {
			row_write(run, "", "changed by ", past->culprit, out);
		}
	}
}

/* ---- for programs ---- */

static void commit_json(
		const struct run *run, const char *key, uint32_t commit, struct json_writer *json)
{
	char at[DATE_MOMENT_SIZE];
	json_key(json, key);
	if (commit == NONE) {
		json_null(json);
		return;
	}
	struct arena *scratch = arena_create();
	date_write_moment(run->history->commits[commit].at / MOMENT_SECOND, at);
	json_object(json);
	json_member_str(json, "commit", history_commit_id(run->history, commit, scratch));
	json_member_str(json, "at", str_of(at));
	json_end(json);
	arena_destroy(scratch);
}

void past_json(const struct run *run, const struct decision_past *past, struct json_writer *json)
{
	json_key(json, "history");
	if (!past) {
		json_null(json);
		return;
	}
	json_object(json);
	commit_json(run, "added", past->added, json);
	commit_json(run, "changed", past->changed, json);
	json_member_str(json, "verdict", str_of(past_words[past->verdict]));
	commit_json(run, "accepted", past->accepted, json);
	commit_json(run, "culprit", past->culprit, json);
	json_end(json);
}
