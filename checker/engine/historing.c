/* SPDX-License-Identifier: MIT */
#include "engine/historing.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"
#include "engine/deploying.h"
#include "engine/gathering.h"
#include "engine/ignoring.h"
#include "engine/kept.h"
#include "sources/git/history.h"
#include "sources/store/store.h"

struct historing {
	/* Whether anybody looked for a repository, and asked for its history. */
	bool is_looked_for;
	bool is_read;
	/* What run_history() answered. */
	bool is_good;
	struct repository *repository;
	/* It is another run's, which closes it. */
	bool is_borrowed;
	/* Why there is none, or what its history lacks. */
	struct repository_lack lack;
	struct history_log *log;
	struct history history;
	const uint32_t *modules;
};

static struct historing *historing_of(struct run *run)
{
	if (!run->historing) {
		run->historing = arena_new(run->arena, struct historing);
	}
	return run->historing;
}

struct repository *run_repository(struct run *run)
{
	struct historing *historing = historing_of(run);

	if (!historing->is_looked_for) {
		historing->is_looked_for = true;
		if (!repository_open_history(&historing->repository, run->arena, run->root.path,
				    &historing->lack)) {
			historing->repository = NULL;
		}
	}
	return historing->repository;
}

/* ---- reading ---- */

/* What a history is made of besides the repository. */
struct wanted {
	struct history_limits limits;
	struct str *tips;
	size_t tip_count;
	struct ignored_revisions ignored;
	/* Their ids. */
	struct str *ids;
};

static bool lack_of(struct historing *historing, struct run *run, const struct err *err)
{
	bool is_partial = repository_is_partial(historing->repository);
	historing->lack = (struct repository_lack){
		.reason = REASON_UNREADABLE,
		.why = str_fmt(run->arena, "the history cannot be read: %s", err->text),
		.remedy = is_partial ? STR("the clone is partial: 'git fetch --refetch "
					   "--filter=blob:none' brings all folders")
				     : STR(""),
	};
	return false;
}

/* From what was kept and what came since; `*has_grown` says whether that was anything. */
static bool history_try(struct run *run, const struct wanted *wanted, struct str kept,
		bool *has_grown, struct err *err)
{
	struct historing *historing = run->historing;

	historing->log = history_log_read(run->arena, kept);
	return history_log_extend(historing->log, historing->repository, wanted->tips,
			       wanted->tip_count, &wanted->limits, run->options.jobs, has_grown,
			       err)
	       && history_make(&historing->history, run->arena, historing->log,
			       historing->repository, wanted->tips, wanted->tip_count, wanted->ids,
			       wanted->ignored.len, err);
}

static void log_keep(const struct historing *historing, struct store *store)
{
	struct buf packed;

	if (store) {
		buf_init(&packed);
		history_log_pack(historing->log, &packed);
		store_kept_put(store, history_key(historing->repository), buf_str(&packed));
		buf_finish(&packed);
	}
}

/* False with `lack` set. */
static bool commits_read(struct run *run, const struct wanted *wanted)
{
	struct historing *historing = run->historing;
	struct store *store = run_store_open(run);
	struct str kept;
	struct err err;
	bool has_grown = false;

	if (!store_kept_find(store, history_key(historing->repository), run->arena, &kept)) {
		kept = STR("");
	}
	/*
	 * Again from the beginning: what was kept may be at fault, or somebody packs
	 * the repository at this moment.
	 */
	bool is_read = history_try(run, wanted, kept, &has_grown, &err)
		       || history_try(run, wanted, STR(""), &has_grown, &err)
		       || lack_of(historing, run, &err);
	if (is_read && has_grown) {
		log_keep(historing, store);
	}
	run_store_close(run, store);
	return is_read;
}

static bool wanted_read(struct run *run, struct wanted *wanted, struct err *err)
{
	*wanted = (struct wanted){ .limits = history_limits_default };
	if (!ignored_revisions_read(&wanted->ignored, run, err)) {
		return false;
	}
	wanted->ids = arena_new_array(run->arena, struct str, wanted->ignored.len);
	for (size_t i = 0; i < wanted->ignored.len; i++) {
		wanted->ids[i] = wanted->ignored.p[i].id;
	}
	if (run->options.max_commits > 0) {
		wanted->limits.max_commits = run->options.max_commits;
	}
	return run_deployment_tips(
			run, run_repository(run), &wanted->tips, &wanted->tip_count, err);
}

static bool history_read(struct run *run, struct err *err)
{
	struct historing *historing = run->historing;
	struct wanted wanted;

	if (!wanted_read(run, &wanted, err)) {
		return false;
	}
	bool is_known = historing->repository
			&& !repository_lacks(historing->repository, run->arena, &historing->lack)
			&& commits_read(run, &wanted);
	if (is_known) {
		ignored_revisions_check(&wanted.ignored, run, &historing->history);
	} else {
		historing->history = (struct history){
			.reason = historing->lack.reason,
			.why = historing->lack.why,
			.remedy = historing->lack.remedy,
			.head = NONE,
		};
	}
	return true;
}

bool run_history(struct run *run, struct err *err)
{
	struct historing *historing = historing_of(run);
	int64_t begin = stopwatch();

	if (!historing->is_read) {
		historing->is_read = true;
		historing->is_good = history_read(run, err);
		run->history = historing->is_good ? &historing->history : NULL;
		run->timings.history += stopwatch() - begin;
	}
	return historing->is_good || err_set(err, "nothing was checked");
}

bool run_history_needed(struct run *run, struct err *err)
{
	if (!run_history(run, err)) {
		return false;
	}
	const struct history *history = run->history;
	return history->reason == REASON_NONE
	       || err_set(err, STR_FMT "%s" STR_FMT, STR_ARG(history->why),
			       history->remedy.len ? ": " : "", STR_ARG(history->remedy));
}

bool run_history_lines(struct run *run, bool (*wanted)(uint32_t commit, uint32_t change, void *ctx),
		void *ctx, struct err *err)
{
	struct historing *historing = run->historing;
	int64_t begin = stopwatch();
	bool is_good = !run->history || !historing->repository
		       || history_lines_count(&historing->history, historing->repository, wanted,
				       ctx, run->options.jobs, err);
	run->timings.history += stopwatch() - begin;
	return is_good;
}

void historing_borrow(struct run *run, const struct run *from)
{
	if (from->historing) {
		struct historing *historing = historing_of(run);
		*historing = *from->historing;
		historing->is_borrowed = true;
		/* Numbers of modules are each run's own. */
		historing->modules = NULL;
		run->history = from->history ? &historing->history : NULL;
	}
}

void historing_finish(struct run *run)
{
	if (run->historing) {
		if (!run->historing->is_borrowed) {
			repository_close(run->historing->repository);
		}
		run->historing = NULL;
	}
}

const struct str *run_history_people(struct run *run)
{
	struct historing *historing = run->historing;
	struct err err;

	if (!run->history || run->history->reason != REASON_NONE) {
		return NULL;
	}
	return history_people(
			run->history, historing->log, historing->repository, run->arena, &err);
}

/* ---- modules ---- */

static uint32_t module_of(struct run *run, struct str path, struct arena *scratch)
{
	uint32_t file = code_file_find(run->code, path);
	if (file != NONE) {
		return run->code->files[file].module;
	}
	return module_map_find(run->gathering->modules, run->code, path, scratch);
}

const uint32_t *run_history_modules(struct run *run)
{
	const struct history *history = run->history;
	struct historing *historing = run->historing;

	if (!history || historing->modules) {
		return history ? historing->modules : NULL;
	}
	int64_t begin = stopwatch();
	struct arena *scratch = arena_create();
	struct arena *once = arena_create();
	uint32_t *today = history_names_today(history, scratch);
	uint32_t *modules = arena_new_array(run->arena, uint32_t, history->path_count);
	uint8_t *is_known = arena_new_array(scratch, uint8_t, history->path_count);
	for (size_t i = 0; i < history->path_count; i++) {
		uint32_t path = today[i];
		if (!is_known[path]) {
			modules[path] = module_of(run, history->paths[path], once);
			is_known[path] = 1;
			arena_reset(once);
		}
		modules[i] = modules[path];
	}
	arena_destroy(once);
	arena_destroy(scratch);
	historing->modules = modules;
	run->timings.history += stopwatch() - begin;
	return modules;
}
