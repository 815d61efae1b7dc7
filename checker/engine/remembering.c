/* SPDX-License-Identifier: MIT */
#include "engine/remembering.h"

#include "base/arena.h"
#include "engine/gathering.h"
#include "engine/governing.h"
#include "engine/historing.h"
#include "engine/run.h"
#include "sources/decisions/reader.h"
#include "sources/git/version.h"

static bool has_history(const struct run *run)
{
	return run->history && run->history->reason == REASON_NONE;
}

const struct decision_past *run_decision_pasts(struct run *run)
{
	struct governing *governing = run->governing;
	if (!governing->pasts && governing->has_decisions && has_history(run)) {
		governing->pasts = decision_pasts(run->arena, &governing->decisions, run->history,
				(moment)run->options.as_of * MOMENT_SECOND);
	}
	return governing->pasts;
}

/* ---- which ---- */

/* Whether a record in this state must stay as it is. */
static bool binds(unsigned policy, enum decision_status status)
{
	return status == STATUS_IMPLEMENTED
	       || (policy == IMMUTABLE_APPEND_ONLY && status == STATUS_ACCEPTED);
}

static bool is_unlocked(const struct run *run, const struct decision *decision)
{
	const struct governing *governing = run->governing;
	unsigned policy = run->config.decisions.immutable.value;
	if (policy == IMMUTABLE_NONE || !binds(policy, decision->status)) {
		return false;
	}
	const struct lock_row *row = NULL;
	if (governing->has_lock) {
		row = lock_find(&governing->lock, decision, &governing->decisions);
	}
	/* What was locked before it was implemented does not bind then. */
	return !row || !binds(policy, row->status);
}

bool run_has_unlocked(const struct run *run)
{
	const struct governing *governing = run->governing;
	if (!governing || !governing->has_decisions) {
		return false;
	}
	vec_each (const struct decision, decision, &governing->decisions.list) {
		if (is_unlocked(run, decision)) {
			return true;
		}
	}
	return false;
}

/* ---- comparing ---- */

/* What all versions of all records are read with. */
struct comparing {
	struct run *run;
	struct repository *repository;
	const struct decision_reader *reader;
	/* Of the version at hand. */
	struct buf text;
};

/* What a version of a record came to. */
struct version_seen {
	bool is_readable;
	bool is_binding;
	struct hash settled;
};

static struct version_seen version_look(struct comparing *comparing,
		const struct decision_version *version, struct arena *scratch)
{
	const struct run *run = comparing->run;
	const struct history *history = run->history;
	struct version_seen seen = { 0 };
	struct decision decision = { 0 };
	unsigned policy = run->config.decisions.immutable.value;
	enum file_status status = FILE_UNREADABLE;
	if (comparing->repository) {
		status = version_read(comparing->repository, &history->commits[version->commit],
				history->paths[version->path], run->options.max_record_size,
				&comparing->text);
	}
	/* A file that a commit took away was not in force. */
	seen.is_readable = status == FILE_OK || status == FILE_MISSING;
	if (status != FILE_OK) {
		return seen;
	}
	/* The name of the file is part of what a record says of itself. */
	decision_read(comparing->reader, &decision, scratch, history->paths[version->path],
			buf_str(&comparing->text));
	seen.is_binding = binds(policy, decision.status);
	seen.settled = decision.settled;
	return seen;
}

/*
 * The newest version comes first: back to the oldest that has been in force
 * without a break, and then forward to the first that says something else.
 */
static void past_judge(struct comparing *comparing, const struct decision *decision,
		const struct decision_version *versions, size_t count, struct decision_past *past)
{
	struct arena *scratch = arena_create();
	struct version_seen *seen = arena_new_array(scratch, struct version_seen, count);
	size_t len = 0;
	bool is_readable = true;
	while (len < count) {
		seen[len] = version_look(comparing, &versions[len], scratch);
		is_readable = seen[len].is_readable;
		if (!is_readable || !seen[len].is_binding) {
			break;
		}
		len++;
	}
	if (len > 0 && is_readable) {
		const struct hash *accepted = &seen[len - 1].settled;
		bool is_same = hash_eq(*accepted, decision->settled);
		past->verdict = is_same ? PAST_KEPT : PAST_CHANGED;
		past->accepted = versions[len - 1].commit;
		for (size_t i = len; i-- > 0 && !is_same && past->culprit == NONE;) {
			past->culprit = hash_eq(seen[i].settled, *accepted) ? NONE
									    : versions[i].commit;
		}
	}
	arena_destroy(scratch);
}

static void versions_judge(struct run *run, const struct decision_version *versions, size_t count,
		struct arena *scratch)
{
	struct governing *governing = run->governing;
	if (count == 0) {
		return;
	}
	struct comparing comparing = {
		.run = run,
		.repository = run_repository(run),
		.reader = decision_reader_create(scratch, &run->config.decisions),
	};
	buf_init(&comparing.text);
	for (size_t i = 0; i < count;) {
		size_t end = i;
		uint32_t record = versions[i].decision;
		while (end < count && versions[end].decision == record) {
			end++;
		}
		past_judge(&comparing, &governing->decisions.list.p[record], versions + i, end - i,
				&governing->pasts[record]);
		i = end;
	}
	buf_finish(&comparing.text);
}

const struct decision_past *run_decisions_compared(struct run *run)
{
	struct governing *governing = run->governing;
	const struct decisions *decisions = &governing->decisions;
	if (!run_decision_pasts(run) || governing->is_compared) {
		return governing->pasts;
	}
	struct arena *scratch = arena_create();
	uint8_t *wanted = arena_new_array(scratch, uint8_t, decisions->list.len);
	size_t count;
	int64_t begin = stopwatch();
	governing->is_compared = true;
	for (size_t i = 0; i < decisions->list.len; i++) {
		wanted[i] = is_unlocked(run, &decisions->list.p[i]);
	}
	/* The file lies there as it does, whatever the day that is asked about. */
	const struct decision_version *versions = decision_versions(
			scratch, decisions, run->history, MOMENT_NEVER, wanted, &count);
	versions_judge(run, versions, count, scratch);
	run->timings.records += stopwatch() - begin;
	arena_destroy(scratch);
	return governing->pasts;
}
