/* SPDX-License-Identifier: MIT */
#include "engine/revisit.h"

#include "base/arena.h"
#include "sources/git/revision.h"

/* Those of head, less what says nothing about another revision. */
static struct run_options options_of(
		const struct revisit *revisit, const struct run *head, unsigned jobs)
{
	struct run_options options = head->options;
	options.folder = head->root.path;
	options.overlay = &revisit->overlay;
	options.jobs = jobs;
	options.text_only = true;
	options.no_store = true;
	options.no_baseline = true;
	options.asks_gate = false;
	options.progress = NULL;
	options.compile_commands_count = 0;
	return options;
}

static bool overlay_read(struct revisit *revisit, const struct run *head,
		struct repository *repository, struct str commit, pthread_mutex_t *lock,
		struct err *err)
{
	const struct revision_limits limits = {
		.max_files = head->options.max_files,
		.max_depth = head->options.max_depth,
	};
	if (lock) {
		pthread_mutex_lock(lock);
	}
	bool is_good = revision_overlay(
			&revisit->overlay, revisit->arena, repository, commit, &limits, err);
	if (lock) {
		pthread_mutex_unlock(lock);
	}
	return is_good;
}

/* Head's own configuration has nothing wrong with it: what is here does not fit it. */
static bool problem_find(struct revisit *revisit)
{
	vec_each (const struct problem, problem, &revisit->run.problems.list) {
		if (!problem->is_warning) {
			revisit->why = problem->text;
			return true;
		}
	}
	return false;
}

/* What was built of it is not known: an empty list says that there is nothing. */
static void builds_drop(struct run *run)
{
	run->config.sources.compile_commands = (struct text_list){ .is_set = true };
}

/* What commits tell is told of today. */
static void rules_drop(struct run *run)
{
	for (size_t i = 0; i < run->rule_count; i++) {
		if (run->rules[i].needs & NEEDS_HISTORY) {
			run->rules[i].not_judged = STR("history is not read");
		}
	}
}

bool revisit_read(struct revisit *revisit, const struct run *head, struct repository *repository,
		struct str commit, pthread_mutex_t *lock, unsigned jobs, struct err *err)
{
	*revisit = (struct revisit){ .arena = arena_create() };
	if (!overlay_read(revisit, head, repository, commit, lock, err)) {
		return false;
	}
	struct run_options options = options_of(revisit, head, jobs);
	if (!run_configure(&revisit->run, &options, err)) {
		return problem_find(revisit);
	}
	builds_drop(&revisit->run);
	if (!run_gather(&revisit->run, NEEDS_INCLUDES, err)) {
		return problem_find(revisit);
	}
	rules_drop(&revisit->run);
	run_judge(&revisit->run);
	return true;
}

void revisit_finish(struct revisit *revisit)
{
	run_finish(&revisit->run);
	arena_destroy(revisit->arena);
	revisit->arena = NULL;
}
