/* SPDX-License-Identifier: MIT */
/*
 * Facts about history: what the commits that touched some files come to, now
 * and at every moment before.
 */
#include "base/arena.h"
#include "conditions/fact_functions.h"
#include "conditions/past.h"
#include "conditions/spread.h"
#include "conditions/touched.h"
#include "facts/ownership.h"

/* What the commits that count at the moment come to. */
struct tally {
	const struct fact_question *question;
	struct touched touched;
	uint32_t commits;
	/* By person, how many of them; by number of commits, how many people have as many. */
	uint32_t *by_person;
	uint32_t *with;
	uint32_t people;
	/* The most that one person made. */
	uint32_t most;
	/* By path, under today's name, how many of them. */
	uint32_t *by_file;
	uint32_t files;
	uint32_t added;
	/* Lines of each change of the history; NULL unless somebody asked for lines. */
	const uint32_t *counted;
	/* Lines added or removed, and changes whose lines nobody counted. */
	uint64_t lines;
	uint32_t uncounted;
	/* Of the modules; NULL unless somebody asked. */
	struct spread *spread;
	/* Commits that touched a file of a module, and those of them that touched another one. */
	uint32_t at_home;
	uint32_t crossing;
};

/* ---- commits come and go ---- */

static void person_enters(struct tally *tally, uint32_t person)
{
	uint32_t *own = &tally->by_person[person];
	tally->people += *own == 0;
	tally->with[*own]--;
	tally->with[++*own]++;
	tally->most = *own > tally->most ? *own : tally->most;
}

static void person_leaves(struct tally *tally, uint32_t person)
{
	uint32_t *own = &tally->by_person[person];
	tally->with[*own]--;
	tally->with[--*own]++;
	tally->people -= *own == 0;
	/* It was the last of those that had the most: that person has one less now. */
	tally->most -= tally->with[tally->most] == 0;
}

static void lines_turn(struct tally *tally, const struct history_change *change, bool enters)
{
	size_t number = (size_t)(change - tally->touched.history->changes);
	bool is_counted = tally->counted[number] != HISTORY_UNCOUNTED;
	uint64_t lines = is_counted ? tally->counted[number] : 0;
	tally->lines = enters ? tally->lines + lines : tally->lines - lines;
	tally->uncounted += !is_counted && enters;
	tally->uncounted -= !is_counted && !enters;
}

static void file_turns(struct tally *tally, const struct history_change *change, bool enters)
{
	uint32_t *own = &tally->by_file[tally->touched.names[change->path]];
	bool is_added = change->kind == CHANGE_ADDED;
	if (enters) {
		tally->files += (*own)++ == 0;
		tally->added += is_added;
	} else {
		tally->files -= --*own == 0;
		tally->added -= is_added;
	}
	if (tally->counted) {
		lines_turn(tally, change, enters);
	}
}

/*
 * Whether files that are meant belong to a module, and whether the commit
 * touched a module besides.
 */
static void modules_look(const struct tally *tally, const struct history_commit *commit,
		bool *is_at_home, bool *is_crossing)
{
	const struct touched *touched = &tally->touched;
	const uint32_t *modules = tally->question->world->history_modules;
	const struct history_change *changes = touched->history->changes + commit->first_change;
	uint32_t first = NONE;
	bool has_another = false;
	*is_at_home = false;
	for (uint32_t i = 0; i < commit->change_count; i++) {
		uint32_t module = modules[changes[i].path];
		if (module == NONE) {
			continue;
		}
		first = first == NONE ? module : first;
		has_another = has_another || module != first;
		*is_at_home = *is_at_home || touched->is_meant[changes[i].path];
	}
	*is_crossing = *is_at_home && has_another;
}

static void modules_turn(struct tally *tally, const struct history_commit *commit, bool enters)
{
	bool is_at_home;
	bool is_crossing;
	if (!tally->question->world->history_modules) {
		return;
	}
	modules_look(tally, commit, &is_at_home, &is_crossing);
	tally->at_home = enters ? tally->at_home + is_at_home : tally->at_home - is_at_home;
	tally->crossing = enters ? tally->crossing + is_crossing : tally->crossing - is_crossing;
}

static void tally_turn(struct tally *tally, uint32_t number, bool enters)
{
	const struct history *history = tally->touched.history;
	const struct history_commit *commit = &history->commits[tally->touched.commits[number]];
	for (uint32_t i = 0; i < commit->change_count; i++) {
		const struct history_change *change = &history->changes[commit->first_change + i];
		if (tally->touched.is_meant[change->path]) {
			file_turns(tally, change, enters);
		}
	}
	modules_turn(tally, commit, enters);
	if (tally->spread) {
		spread_turn(tally->spread, number, enters);
	}
	if (enters) {
		tally->commits++;
		person_enters(tally, commit->person);
	} else {
		tally->commits--;
		person_leaves(tally, commit->person);
	}
}

static void tally_enter(uint32_t thing, void *ctx)
{
	tally_turn(ctx, thing, true);
}

static void tally_leave(uint32_t thing, void *ctx)
{
	tally_turn(ctx, thing, false);
}

/* ---- where it comes from ---- */

static void time_write(const struct fact_question *question, struct buf *out)
{
	const struct fact_time *time = &question->time;
	switch (time->over) {
	case OVER_ALL:
		break;
	case OVER_WINDOW:
		buf_add_cstr(out, " in ");
		duration_write(time->window, out);
		break;
	case OVER_SINCE:
		buf_add_cstr(out, " since ");
		past_day_write(time->since, out);
		break;
	case OVER_PERIOD:
		buf_add_cstr(out, " in ");
		period_name(question->world->as_of, time->period, out);
		break;
	}
}

static void counted_write(uint32_t count, const char *one, const char *many, struct buf *out)
{
	buf_fmt(out, "%u %s", count, count == 1 ? one : many);
}

/* "61 commits in 30d, the last 3f2c1aa904 of 2026-11-18" */
static void commits_write(const struct tally *tally, struct buf *out)
{
	const struct touched *touched = &tally->touched;
	if (tally->commits > 0) {
		counted_write(tally->commits, "commit", "commits", out);
	} else {
		buf_add_cstr(out, "no commit");
	}
	time_write(tally->question, out);
	if (touched->count > 0) {
		buf_add_cstr(out, ", the last ");
		touched_write(touched, touched->commits[touched->count - 1],
				tally->question->scratch, out);
	}
}

static struct str tally_evidence(const struct tally *tally, struct buf *text)
{
	struct str evidence = str_dup(tally->question->arena, buf_str(text));
	buf_finish(text);
	return evidence;
}

/* ---- what is asked ---- */

typedef struct span value_fn(const void *ctx);
/* What stands before the commits: "49 of them by one person; ". */
typedef void evidence_fn(const struct tally *tally, struct buf *out);

static bool tally_begin(struct tally *tally, const struct fact_question *question,
		struct fact_answer *answer)
{
	struct arena *scratch = question->scratch;
	*tally = (struct tally){ .question = question };
	if (!touched_find(&tally->touched, question, answer)) {
		return false;
	}
	if (question->time.over == OVER_SINCE && question->time.since == MOMENT_EVER) {
		answer->reason = REASON_NO_RECORD;
		answer->evidence = STR("since when is not known: there is no review or acceptance "
				       "with a date");
		return false;
	}
	const struct history *history = tally->touched.history;
	tally->by_person = arena_new_array(scratch, uint32_t, history->people);
	tally->with = arena_new_array(scratch, uint32_t, (size_t)tally->touched.count + 1);
	tally->with[0] = history->people;
	tally->by_file = arena_new_array(scratch, uint32_t, history->path_count);
	return true;
}

static void tally_follow(struct tally *tally, value_fn *value, evidence_fn *evidence,
		struct fact_answer *answer)
{
	struct buf text = { 0 };
	const struct past past = {
		.time = tally->question->time,
		.begin = tally->touched.begin,
		.as_of = tally->question->world->as_of,
		.at = tally->touched.at,
		.count = tally->touched.count,
		.enter = tally_enter,
		.leave = tally_leave,
		.value = value,
		.ctx = tally,
	};
	past_follow(&past, tally->question->scratch, answer);
	if (evidence) {
		evidence(tally, &text);
	}
	commits_write(tally, &text);
	answer->evidence = tally_evidence(tally, &text);
}

static void tally_answer(const struct fact_question *question, value_fn *value,
		evidence_fn *evidence, struct fact_answer *answer)
{
	struct tally tally;
	if (tally_begin(&tally, question, answer)) {
		tally_follow(&tally, value, evidence, answer);
	}
}

/* ---- counts ---- */

static struct span commits_value(const void *ctx)
{
	const struct tally *tally = ctx;
	return span_point(tally->commits);
}

void fact_git_commits(const struct fact_question *question, struct fact_answer *answer)
{
	tally_answer(question, commits_value, NULL, answer);
}

static struct span authors_value(const void *ctx)
{
	const struct tally *tally = ctx;
	return span_point(tally->people);
}

static void authors_write(const struct tally *tally, struct buf *out)
{
	counted_write(tally->people, "person", "people", out);
	buf_add_cstr(out, ": ");
}

void fact_git_authors(const struct fact_question *question, struct fact_answer *answer)
{
	tally_answer(question, authors_value, authors_write, answer);
}

static struct span files_value(const void *ctx)
{
	const struct tally *tally = ctx;
	return span_point(tally->files);
}

static void files_write(const struct tally *tally, struct buf *out)
{
	counted_write(tally->files, "file", "files", out);
	buf_add_cstr(out, ": ");
}

void fact_git_files(const struct fact_question *question, struct fact_answer *answer)
{
	tally_answer(question, files_value, files_write, answer);
}

static struct span new_files_value(const void *ctx)
{
	const struct tally *tally = ctx;
	return span_point(tally->added);
}

static void new_files_write(const struct tally *tally, struct buf *out)
{
	counted_write(tally->added, "file", "files", out);
	buf_add_cstr(out, " added: ");
}

void fact_git_new_files(const struct fact_question *question, struct fact_answer *answer)
{
	tally_answer(question, new_files_value, new_files_write, answer);
}

/* Lines that nobody counted could be any number. */
static struct span churn_value(const void *ctx)
{
	const struct tally *tally = ctx;
	double lines = (double)tally->lines;
	return tally->uncounted == 0 ? span_point(lines)
				     : span_between(lines, INFINITY, REASON_INCOMPLETE);
}

static void churn_write(const struct tally *tally, struct buf *out)
{
	buf_fmt(out, "%llu %s: ", (unsigned long long)tally->lines,
			tally->lines == 1 ? "line" : "lines");
	if (tally->uncounted > 0) {
		buf_add_cstr(out, "those of ");
		counted_write(tally->uncounted, "change", "changes", out);
		buf_add_cstr(out, " were not counted; ");
	}
}

/* Commits that came up to then do not matter for any moment that somebody asks about. */
static moment lines_begin(const struct fact_question *question)
{
	const struct fact_time *time = &question->time;
	switch (time->over) {
	case OVER_ALL:
		break;
	case OVER_WINDOW:
		return window_begin(question->earliest, time->window);
	case OVER_SINCE:
		return time->since;
	case OVER_PERIOD:
		return moment_plus(period_begin(question->earliest, time->period), -1);
	}
	return MOMENT_EVER;
}

/*
 * Has the lines counted of all changes that are meant.  It is dear: those that
 * only matter for moments that nobody asks about stay uncounted, and so what
 * the fact was then is unknown.
 */
static void lines_count_all(struct tally *tally)
{
	const struct touched *touched = &tally->touched;
	const struct history *history = touched->history;
	const struct world *world = tally->question->world;
	struct arena *scratch = tally->question->scratch;
	moment begin = lines_begin(tally->question);
	VEC(struct history_lines) wanted = { 0 };
	uint32_t *counted = arena_new_array(scratch, uint32_t, history->change_count);
	for (size_t i = 0; i < history->change_count; i++) {
		counted[i] = world->count_lines ? HISTORY_UNCOUNTED : history->changes[i].lines;
	}
	tally->counted = counted;
	if (!world->count_lines) {
		return;
	}
	for (uint32_t i = 0; i < touched->count; i++) {
		if (touched->at[i] <= begin) {
			continue;
		}
		const struct history_commit *commit = &history->commits[touched->commits[i]];
		for (uint32_t c = 0; c < commit->change_count; c++) {
			uint32_t change = commit->first_change + c;
			if (touched->is_meant[history->changes[change].path]) {
				*vec_add(&wanted, scratch) = (struct history_lines){
					.commit = touched->commits[i], .change = change
				};
			}
		}
	}
	world->count_lines(wanted.p, wanted.len, world->count_lines_ctx);
	vec_each (const struct history_lines, lines, &wanted) {
		counted[lines->change] = lines->lines;
	}
}

void fact_git_churn(const struct fact_question *question, struct fact_answer *answer)
{
	struct tally tally;
	if (tally_begin(&tally, question, answer)) {
		lines_count_all(&tally);
		tally_follow(&tally, churn_value, churn_write, answer);
	}
}

/* ---- shares ---- */

/* So many commits at the least that a share of them says something. */
static uint32_t share_least(const struct fact_question *question)
{
	return question->min_samples > 0 ? question->min_samples : OWNERSHIP_LEAST;
}

static void least_write(const struct tally *tally, uint32_t whole, struct buf *out)
{
	if (whole > 0 && whole < share_least(tally->question)) {
		buf_fmt(out, "%u of at least %u commits for a share: ", whole,
				share_least(tally->question));
	}
}

/* Of nothing there is no share, and of too little none that counts. */
static struct span share(const struct tally *tally, uint32_t part, uint32_t whole)
{
	if (whole > 0 && whole < share_least(tally->question)) {
		return span_unknown(REASON_SPARSE);
	}
	return whole == 0 ? span_unknown(REASON_UNDEFINED) : span_point(100.0 * part / whole);
}

static struct span owners_share_value(const void *ctx)
{
	const struct tally *tally = ctx;
	return share(tally, tally->most, tally->commits);
}

static void owners_share_write(const struct tally *tally, struct buf *out)
{
	least_write(tally, tally->commits, out);
	if (tally->commits >= share_least(tally->question)) {
		buf_fmt(out, "one of ");
		counted_write(tally->people, "person", "people", out);
		buf_fmt(out, " made %u: ", tally->most);
	}
}

void fact_git_owners_share(const struct fact_question *question, struct fact_answer *answer)
{
	tally_answer(question, owners_share_value, owners_share_write, answer);
}

static struct span cochange_value(const void *ctx)
{
	const struct tally *tally = ctx;
	return share(tally, tally->crossing, tally->at_home);
}

static void cochange_write(const struct tally *tally, struct buf *out)
{
	least_write(tally, tally->at_home, out);
	if (tally->at_home >= share_least(tally->question)) {
		buf_fmt(out, "%u of %u that touched a module touched another one: ",
				tally->crossing, tally->at_home);
	}
}

static bool modules_are_known(const struct fact_question *question, struct fact_answer *answer)
{
	const struct history *history = question->world->history;
	if (!history || history->reason != REASON_NONE || question->world->history_modules) {
		return true;
	}
	answer->reason = REASON_UNREADABLE;
	answer->evidence = STR("the modules were not read");
	return false;
}

void fact_git_cochange(const struct fact_question *question, struct fact_answer *answer)
{
	if (modules_are_known(question, answer)) {
		tally_answer(question, cochange_value, cochange_write, answer);
	}
}

/* Too few commits to any module are no news of it. */
static struct span lone_modules_value(const void *ctx)
{
	const struct tally *tally = ctx;
	uint32_t modules = spread_modules(tally->spread);
	return modules == 0 ? span_unknown(REASON_SPARSE)
			    : span_point(100.0 * spread_lone(tally->spread) / modules);
}

static void lone_modules_write(const struct tally *tally, struct buf *out)
{
	uint32_t modules = spread_modules(tally->spread);
	if (modules == 0) {
		buf_fmt(out, "no module has %d commits: ", SPREAD_COMMITS_MIN);
		return;
	}
	buf_fmt(out, "%u of %u %s with %d commits or more: ", spread_lone(tally->spread), modules,
			modules == 1 ? "module" : "modules", SPREAD_COMMITS_MIN);
}

void fact_git_lone_modules(const struct fact_question *question, struct fact_answer *answer)
{
	struct tally tally;
	if (modules_are_known(question, answer) && tally_begin(&tally, question, answer)) {
		tally.spread = spread_create(question->scratch, &tally.touched,
				question->world->history_modules);
		tally_follow(&tally, lone_modules_value, lone_modules_write, answer);
	}
}
