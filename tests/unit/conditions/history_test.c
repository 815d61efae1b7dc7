/* SPDX-License-Identifier: MIT */
/*
 * Facts about random histories against an oracle that looks at all commits
 * again for each moment.
 */
#include "unit/unit.h"

#include "unit/conditions/built.h"
#include "unit/conditions/lived.h"

#include "base/problem.h"
#include "conditions/cursor.h"
#include "conditions/fact.h"
#include "conditions/past.h"

#include <math.h>

#define CASES 400
#define DAYS 200

#define NEW_YEAR ((moment)20454 * MOMENT_DAY)
#define AS_OF (NEW_YEAR + DAYS * MOMENT_DAY)

static const char *const paths[] = { "doc/a.md", "src/core/a.c", "src/core/b.c", "src/net/a.c",
	"src/net/b.c", "src/net/old.c", "tools/x.c" };

/* Of src/core, of src/net; the others belong to none. */
static const uint32_t modules[] = { NONE, 0, 0, 1, 1, 1, NONE };

static const char *const patterns[] = { "src/net/**", "src/core/**", "**", "src/core/a.c", "doc" };

struct dice {
	uint64_t state;
};

static uint32_t roll(struct dice *dice, uint32_t sides)
{
	dice->state = dice->state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (uint32_t)(dice->state >> 33) % sides;
}

/* Each path once at the most, in their order. */
static void random_changes(struct lived *lived, struct dice *dice)
{
	uint32_t share = 1 + roll(dice, 6);
	for (uint32_t p = 0; p < COUNT_OF(paths); p++) {
		if (roll(dice, 7) >= share) {
			continue;
		}

		enum history_change_kind kind = (enum history_change_kind[]){ CHANGE_ADDED,
			CHANGE_MODIFIED, CHANGE_MODIFIED, CHANGE_DELETED }[roll(dice, 4)];

		bool is_uncounted = roll(dice, 40) == 0;
		(void)lived_change(
				lived, kind, p, is_uncounted ? HISTORY_UNCOUNTED : roll(dice, 90));
	}
}

/* Clocks go wrong: commits are not in the order of their times. */
static struct lived *random_history(struct arena *arena, struct dice *dice)
{
	struct lived *lived = lived_create(arena, paths, COUNT_OF(paths), 3);
	uint32_t count = 1 + roll(dice, 60);
	moment day = DAYS + 5;
	memcpy(lived->modules, modules, sizeof(modules));
	for (uint32_t i = 0; i < count; i++) {
		day -= roll(dice, 8);
		moment at = NEW_YEAR + day * MOMENT_DAY + roll(dice, 6) * 4 * BUILT_HOUR;
		at -= roll(dice, 10) == 0 ? 20 * MOMENT_DAY : 0;
		struct history_commit *commit = lived_commit(lived, at, roll(dice, 3));
		commit->flags |= roll(dice, 8) == 0 ? COMMIT_IGNORED : 0;
		commit->flags &= roll(dice, 12) == 0 ? ~(uint32_t)COMMIT_OF_HEAD : ~0U;
		if (roll(dice, 9) == 0) {
			commit->parent_count = 2;
		} else {
			random_changes(lived, dice);
		}
	}
	return lived;
}

/* ---- the oracle ---- */

struct counted {
	double commits;
	double lines;
	double uncounted;
	double added;
	double by_person[3];
	double by_file[COUNT_OF(paths)];
	double at_home;
	double crossing;
	/* By module and person. */
	double by_module[2][3];
};

static bool is_meant(const struct fact_question *question, uint32_t path)
{
	struct str pattern = question->term->argument;
	struct str name = str_of(paths[path]);
	struct str folder =
			str_ends(pattern, STR("/**"))
					? str_slice(pattern, 0, pattern.len - strlen("**"))
					: str_fmt(question->arena, STR_FMT "/", STR_ARG(pattern));
	return str_eq(pattern, STR("**")) || str_eq(pattern, name) || str_starts(name, folder);
}

static void oracle_add(struct counted *counted, const struct fact_question *question,
		const struct history_commit *commit)
{
	const struct history *history = question->world->history;
	bool is_touched = false;
	bool is_of_module = false;
	bool touches[2] = { false, false };
	bool is_meant_in[2] = { false, false };
	for (uint32_t i = 0; i < commit->change_count; i++) {
		const struct history_change *change = &history->changes[commit->first_change + i];
		uint32_t module = modules[change->path];
		if (module != NONE) {
			touches[module] = true;
		}
		if (!is_meant(question, change->path)) {
			continue;
		}
		is_touched = true;
		is_of_module = is_of_module || module != NONE;
		if (module != NONE) {
			is_meant_in[module] = true;
		}
		counted->by_file[change->path]++;
		counted->added += change->kind == CHANGE_ADDED;
		if (change->lines == HISTORY_UNCOUNTED) {
			counted->uncounted++;
		} else {
			counted->lines += change->lines;
		}
	}
	counted->commits += is_touched;
	counted->by_person[commit->person] += is_touched;
	for (size_t m = 0; m < COUNT_OF(is_meant_in); m++) {
		counted->by_module[m][commit->person] += is_meant_in[m];
	}
	counted->at_home += is_of_module;
	counted->crossing += is_of_module && touches[0] && touches[1];
}

/* NaN for what is not known. */
static double oracle_share(double part, double whole, uint32_t least)
{
	return whole > 0 && whole >= least ? 100 * part / whole : NAN;
}

static double oracle_lone(const struct counted *counted)
{
	double enough = 0;
	double lone = 0;
	for (size_t m = 0; m < COUNT_OF(counted->by_module); m++) {
		const double *people = counted->by_module[m];
		double commits = people[0] + people[1] + people[2];
		double most = people[0] > people[1] ? people[0] : people[1];
		most = people[2] > most ? people[2] : most;
		enough += commits >= 5;
		lone += commits >= 5 && most / commits >= 0.8;
	}
	return enough > 0 ? 100 * lone / enough : NAN;
}

static double oracle_value(const struct counted *counted, struct str fact, uint32_t least)
{
	double people = 0;
	double most = 0;
	double files = 0;
	for (size_t i = 0; i < COUNT_OF(counted->by_person); i++) {
		people += counted->by_person[i] > 0;
		most = counted->by_person[i] > most ? counted->by_person[i] : most;
	}
	for (size_t i = 0; i < COUNT_OF(counted->by_file); i++) {
		files += counted->by_file[i] > 0;
	}
	if (str_eq(fact, STR("commits"))) {
		return counted->commits;
	}
	if (str_eq(fact, STR("churn"))) {
		return counted->uncounted > 0 ? NAN : counted->lines;
	}
	if (str_eq(fact, STR("authors"))) {
		return people;
	}
	if (str_eq(fact, STR("files"))) {
		return files;
	}
	if (str_eq(fact, STR("new_files"))) {
		return counted->added;
	}
	if (str_eq(fact, STR("owners_share"))) {
		return oracle_share(most, counted->commits, least);
	}
	return str_eq(fact, STR("lone_modules"))
			       ? oracle_lone(counted)
			       : oracle_share(counted->crossing, counted->at_home, least);
}

static bool is_in_time(const struct fact_time *time, moment at, moment now)
{
	switch (time->over) {
	case OVER_ALL:
		return true;
	case OVER_WINDOW:
		return at > window_begin(now, time->window);
	case OVER_SINCE:
		return at > time->since;
	case OVER_PERIOD:
		return period_begin(at, time->period) == period_begin(now, time->period);
	}
	return false;
}

static bool is_commit_of_branch(const struct history_commit *commit, moment as_of)
{
	return (commit->flags & COMMIT_OF_HEAD) && commit->at <= as_of;
}

/* A period counts as a whole, but nothing after as_of does. */
static double oracle(const struct fact_question *question, moment now)
{
	const struct history *history = question->world->history;
	const struct fact_time *time = &question->time;
	moment as_of = time->over == OVER_PERIOD ? question->world->as_of : now;
	struct counted counted = { 0 };
	bool is_begun = false;
	for (size_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		is_begun = is_begun || is_commit_of_branch(commit, now);
		if (is_commit_of_branch(commit, as_of) && !(commit->flags & COMMIT_IGNORED)
				&& is_in_time(time, commit->at, now)) {
			oracle_add(&counted, question, commit);
		}
	}
	bool is_too_early = time->over == OVER_SINCE && now < time->since;
	return is_begun && !is_too_early ? oracle_value(&counted, question->term->fact->name,
							   question->min_samples)
					 : NAN;
}

static bool was_ever_touched(const struct fact_question *question)
{
	const struct history *history = question->world->history;
	for (size_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		for (uint32_t c = 0; c < commit->change_count; c++) {
			if (is_commit_of_branch(commit, question->world->as_of)
					&& is_meant(question,
							history->changes[commit->first_change + c]
									.path)) {
				return true;
			}
		}
	}
	return false;
}

/* ---- both ---- */

static double row_value(const struct fact_answer *answer, moment now)
{
	double value = NAN;
	for (uint32_t i = 0; i < answer->row_count && answer->rows[i].from <= now; i++) {
		struct span span = answer->rows[i].value;
		value = span_is_point(span) ? span.low : NAN;
	}
	return value;
}

static void assert_same(double a, double b)
{
	if (isnan(a) || isnan(b)) {
		assert_true(isnan(a) && isnan(b));
		return;
	}
	assert_true(fabs(a - b) < 1e-9);
}

static struct fact_time random_time(struct dice *dice)
{
	struct fact_time time = {
		.over = (enum fact_over)roll(dice, OVER_PERIOD + 1),
		.since = NEW_YEAR + (moment)roll(dice, DAYS + 20) * MOMENT_DAY,
		.period = (enum period)roll(dice, PERIOD_YEAR + 1),
	};
	if (roll(dice, 2)) {
		time.window.ms = (1 + roll(dice, 40)) * MOMENT_DAY / 2;
	} else {
		time.window.months = (int32_t)(1 + roll(dice, 4));
	}
	return time;
}

static const char *const facts_over_time[] = { "commits", "churn", "authors", "files", "new_files",
	"owners_share", "cochange", "lone_modules" };

/* All moments at which something could turn, and those next to them. */
static void moments_check(const struct fact_question *question, const struct fact_answer *answer)
{
	const struct history *history = question->world->history;
	moment as_of = question->world->as_of;
	for (moment now = NEW_YEAR - 300 * MOMENT_DAY; now <= as_of; now += MOMENT_DAY) {
		assert_same(row_value(answer, now), oracle(question, now));
	}
	for (size_t i = 0; i < history->commit_count; i++) {
		moment at = history->commits[i].at;
		moment ends[] = { at, window_end(at, question->time.window) };
		for (size_t k = 0; k < COUNT_OF(ends); k++) {
			for (moment now = ends[k] - 1; now <= ends[k] + 1 && now <= as_of; now++) {
				assert_same(row_value(answer, now), oracle(question, now));
			}
		}
	}
}

static void facts_are_what_the_oracle_finds_at_each_moment(void **state)
{
	struct dice dice = { 20261121 };
	for (uint32_t number = 0; number < CASES; number++) {
		struct arena *arena = arena_create();
		struct world world = built_world(AS_OF);
		const struct lived *lived = random_history(arena, &dice);
		world.history = &lived->history;
		world.history_modules = lived->modules;
		struct term term = {
			.kind = TERM_FACT,
			.fact = fact_find(STR("git"), str_of(facts_over_time[roll(&dice,
								      COUNT_OF(facts_over_time))])),
			.argument = str_of(patterns[roll(&dice, COUNT_OF(patterns))]),
		};
		struct fact_question question = {
			.term = &term,
			.world = &world,
			.time = random_time(&dice),
			.min_samples = 1 + roll(&dice, 4),
			.arena = arena,
			.scratch = arena,
		};
		struct fact_answer answer = { 0 };
		fact_function(term.fact)(&question, &answer);
		if (was_ever_touched(&question)) {
			moments_check(&question, &answer);
		} else {
			assert_int_equal(answer.reason, REASON_NO_SERIES);
			assert_int_equal(answer.row_count, 1);
		}
		arena_destroy(arena);
	}
	(void)state;
}

/* The naive day count: how long ago the last commit, or the first one, was. */
static double oracle_days(const struct fact_question *question, bool is_idle, moment now)
{
	const struct history *history = question->world->history;
	moment found = MOMENT_EVER;
	for (size_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		struct counted counted = { 0 };
		oracle_add(&counted, question, commit);
		bool is_ignored = is_idle && (commit->flags & COMMIT_IGNORED);
		if (!is_commit_of_branch(commit, now) || is_ignored || counted.commits == 0) {
			continue;
		}
		bool is_better = is_idle ? commit->at > found : commit->at < found;
		found = found == MOMENT_EVER || is_better ? commit->at : found;
	}
	return found == MOMENT_EVER ? NAN : (double)((now - found) / MOMENT_DAY);
}

static void days_are_what_the_oracle_finds(void **state)
{
	struct arena *arena = *state;
	struct dice dice = { 7 };
	for (uint32_t number = 0; number < 100; number++) {
		struct world world = built_world(AS_OF);
		bool is_idle = number % 2;
		world.history = &random_history(arena, &dice)->history;
		struct term term = {
			.kind = TERM_FACT,
			.fact = fact_find(STR("git"), is_idle ? STR("days_idle") : STR("days_old")),
			.argument = str_of(patterns[roll(&dice, COUNT_OF(patterns))]),
		};
		struct fact_question question = {
			.term = &term, .world = &world, .arena = arena, .scratch = arena
		};
		struct fact_answer answer = { 0 };
		fact_function(term.fact)(&question, &answer);
		for (moment now = NEW_YEAR; now <= AS_OF; now += 7 * BUILT_HOUR) {
			assert_same(row_value(&answer, now), oracle_days(&question, is_idle, now));
		}
	}
}

static void a_month_ends_where_its_window_has_gone_past(void **state)
{
	(void)state;
	struct dice dice = { 3 };
	for (uint32_t i = 0; i < 2000; i++) {
		moment at = NEW_YEAR + (moment)roll(&dice, 1500) * MOMENT_DAY
			    + (moment)roll(&dice, 86400) * MOMENT_SECOND;
		struct duration length = { .months = (int32_t)(1 + roll(&dice, 14)) };
		moment end = window_end(at, length);
		assert_true(window_begin(end, length) >= at);
		assert_true(window_begin(end - 1, length) < at);
	}
}

/* ---- one history, to be read ---- */

static moment day(int32_t number)
{
	return NEW_YEAR + number * MOMENT_DAY;
}

/* On days 10, 20, 30, 150: two people; day 20 touches both modules, day 30 renames old.c to b.c. */
static struct world told_world(struct arena *arena)
{
	struct lived *lived = lived_create(arena, paths, COUNT_OF(paths), 2);
	struct world world = built_world(AS_OF);
	(void)lived_commit(lived, day(150), 1);
	(void)lived_change(lived, CHANGE_MODIFIED, 4, 5);
	(void)lived_commit(lived, day(30), 0);
	lived_change(lived, CHANGE_RENAMED, 4, 0)->from = 5;
	(void)lived_commit(lived, day(20), 0);
	(void)lived_change(lived, CHANGE_MODIFIED, 1, 7);
	(void)lived_change(lived, CHANGE_MODIFIED, 5, 3);
	(void)lived_commit(lived, day(10), 0);
	(void)lived_change(lived, CHANGE_ADDED, 1, 100);
	(void)lived_change(lived, CHANGE_ADDED, 5, 50);
	(void)lived_change(lived, CHANGE_ADDED, 6, HISTORY_UNCOUNTED);
	memcpy(lived->modules, modules, sizeof(modules));
	world.history = &lived->history;
	world.history_modules = lived->modules;
	return world;
}

/* "value reason evidence" of the condition's only atom. */
static void assert_atom(struct arena *arena, const struct world *world, const char *condition,
		const char *expected)
{
	static const struct condition_names names = { 0 };
	struct problems problems;
	struct outcome outcome;
	problems_init(&problems, arena);
	const struct condition *read = condition_parse(arena, str_of(condition),
			(struct place){ STR("a"), 1, 1, 0 }, &names, &problems);
	assert_non_null(read);
	condition_evaluate(&outcome, arena, read, world, MOMENT_EVER);
	const struct atom_value *atom = &outcome.atoms.p[0];
	struct str said = str_fmt(arena, "%s%s%s: " STR_FMT " (" STR_FMT ")",
			truth_words[outcome.truth], outcome.truth == TRUTH_UNKNOWN ? " " : "",
			reason_words[outcome.reason], STR_ARG(atom->value),
			STR_ARG(atom->evidence));
	assert_string_equal(said.p, expected);
}

static void each_fact_says_where_it_comes_from(void **state)
{
	struct arena *arena = *state;
	struct world world = told_world(arena);
	assert_atom(arena, &world, "git(commits, 'src/net/**', 1y) > 3",
			"true: 4 (4 commits in 1y, the last 0101010101 of 2026-05-31)");
	assert_atom(arena, &world, "git(commits, 'src/net/**', 30d) > 0",
			"false: 0 (no commit in 30d, the last 0101010101 of 2026-05-31)");
	assert_atom(arena, &world, "git(commits, src/net) > 1 since 2026-01-21",
			"true: 2 (2 commits since 2026-01-21, the last 0101010101 of 2026-05-31)");
	assert_atom(arena, &world, "git(authors, src/net/b.c) > 1",
			"true: 2 (2 people: 4 commits, the last 0101010101 of 2026-05-31)");
	assert_atom(arena, &world, "git(owners_share, src/net/b.c) > 70 % min-samples 4",
			"true: 75 % (one of 2 people made 3: 4 commits, the last 0101010101 of "
			"2026-05-31)");
	assert_atom(arena, &world, "git(cochange, src/net) > 40 % min-samples 4",
			"true: 50 % (2 of 4 that touched a module touched another one: 4 commits, "
			"the last 0101010101 of 2026-05-31)");
	assert_atom(arena, &world, "git(churn, src) > 100",
			"true: 165 (165 lines: 4 commits, the last 0101010101 of 2026-05-31)");
	assert_atom(arena, &world, "git(new_files, src) > 2",
			"false: 2 (2 files added: 4 commits, the last 0101010101 of 2026-05-31)");
	assert_atom(arena, &world, "git(files, src) > 2",
			"false: 2 (2 files: 4 commits, the last 0101010101 of 2026-05-31)");
	assert_atom(arena, &world, "git(days_idle, src) > 7 w",
			"true: 50 d (the last commit that touched it is 0101010101 of 2026-05-31)");
	assert_atom(arena, &world, "git(days_old, src) > 190 d",
			"false: 190 d (the first commit that touched it is 0404040404 of "
			"2026-01-11)");
}

static void what_nobody_counted_is_a_lower_bound(void **state)
{
	struct arena *arena = *state;
	struct world world = told_world(arena);
	assert_atom(arena, &world, "git(churn, **) > 164",
			"true: at least 165 (165 lines: those of 1 change were not counted; 4 "
			"commits, the last 0101010101 of 2026-05-31)");
	assert_atom(arena, &world, "git(churn, **) > 165",
			"unknown incomplete: at least 165 (165 lines: those of 1 change were not "
			"counted; 4 commits, the last 0101010101 of 2026-05-31)");
}

static void a_name_that_never_was_is_unknown(void **state)
{
	struct arena *arena = *state;
	struct world world = told_world(arena);
	assert_atom(arena, &world, "git(commits, 'src/nte/**', 30d) < 5",
			"unknown no-series:  (no file of the history matches 'src/nte/**')");
	assert_atom(arena, &world, "git(commits, src/net/old.c, 30d) < 5",
			"unknown no-series:  (no file is called 'src/net/old.c' today: "
			"src/net/old.c is src/net/b.c now)");
}

static void without_a_history_the_reason_is_said(void **state)
{
	struct arena *arena = *state;
	struct world world = built_world(AS_OF);
	const struct history shallow = { .reason = REASON_SHALLOW,
		.why = STR_INIT("the clone is shallow"),
		.remedy = STR_INIT("fetch the whole history") };
	assert_atom(arena, &world, "git(commits, src, 30d) < 5",
			"unknown no-history:  (the history of the repository is not read)");
	world.history = &shallow;
	assert_atom(arena, &world, "git(cochange, src, 30d) < 5 %",
			"unknown shallow:  (the clone is shallow: fetch the whole history)");
}

static void nothing_after_as_of_counts(void **state)
{
	struct arena *arena = *state;
	struct world world = told_world(arena);
	world.as_of = day(25);
	assert_atom(arena, &world, "git(commits, 'src/net/**', 1y) > 1",
			"true: 2 (2 commits in 1y, the last 0303030303 of 2026-01-21)");
	world.as_of = day(5);
	assert_atom(arena, &world, "git(commits, 'src/net/**', 1y) < 1",
			"unknown no-series:  (no file of the history matches 'src/net/**')");
}

static void a_share_of_few_commits_is_unknown(void **state)
{
	struct arena *arena = *state;
	struct world world = told_world(arena);
	assert_atom(arena, &world, "git(owners_share, src) > 50 %",
			"unknown sparse:  (4 of at least 10 commits for a share: 4 commits, the last "
			"0101010101 of 2026-05-31)");
	assert_atom(arena, &world, "git(owners_share, src, 30d) > 50 %",
			"unknown undefined:  (no commit in 30d, the last 0101010101 of 2026-05-31)");
}

/* Commits of days 10, 20 and 30 make three within 25 days from day 30 to day 35. */
static void a_condition_on_commits_is_replayed(void **state)
{
	struct arena *arena = *state;
	static const struct condition_names names = { 0 };
	struct problems problems;
	struct outcome outcome;
	struct world world = told_world(arena);
	problems_init(&problems, arena);
	const struct condition *condition = condition_parse(arena,
			STR("git(commits, src/net, 25d) > 2 for 4d hold 60d"),
			(struct place){ STR("a"), 1, 1, 0 }, &names, &problems);
	condition_evaluate(&outcome, arena, condition, &world, MOMENT_EVER);
	assert_int_equal(outcome.truth, TRUTH_FALSE);
	assert_true(outcome.first_true == day(34) - 1);
	assert_true(outcome.last_end == day(95));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(facts_are_what_the_oracle_finds_at_each_moment),
		claim(days_are_what_the_oracle_finds),
		claim(a_month_ends_where_its_window_has_gone_past),
		claim(each_fact_says_where_it_comes_from),
		claim(what_nobody_counted_is_a_lower_bound),
		claim(a_name_that_never_was_is_unknown),
		claim(without_a_history_the_reason_is_said),
		claim(nothing_after_as_of_counts),
		claim(a_share_of_few_commits_is_unknown),
		claim(a_condition_on_commits_is_replayed),
	};
	return claims_run("conditions/history", tests);
}
