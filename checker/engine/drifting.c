/* SPDX-License-Identifier: MIT */
#include "engine/drifting.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/pool.h"
#include "engine/drift_reading.h"
#include "engine/revisit.h"

struct reading {
	struct drift_revision **revisions;
	size_t count;
	struct drift *drift;
	const struct run *head;
	struct repository *repository;
	/* By worker: of what is kept. */
	struct arena **arenas;
	/* Of the repository, of `done`, and of `drift`. */
	pthread_mutex_t lock;
	size_t done;
	bool has_rules;
};

/* Which rules could not judge is the same for every revision: the first one says it. */
static void rules_note(struct reading *reading, struct arena *arena, const struct run *past)
{
	for (size_t i = 0; i < past->rule_count; i++) {
		const struct rule *rule = &past->rules[i];
		bool is_on = rule->severity != SEVERITY_NONE && !rule->is_left_out;
		if (is_on && rule->not_judged.len > 0) {
			*vec_add(&reading->drift->not_judged, arena) = str_dup(arena, rule->id);
		} else if (is_on && rule->partly_judged.len > 0) {
			*vec_add(&reading->drift->partly_judged, arena) = str_dup(arena, rule->id);
		}
	}
}

static void done_tell(struct reading *reading, struct arena *arena, const struct revisit *revisit)
{
	const struct run_options *options = &reading->head->options;
	pthread_mutex_lock(&reading->lock);
	if (reading->drift && !reading->has_rules && revisit->run.has_gathered
			&& revisit->why.len == 0) {
		reading->has_rules = true;
		rules_note(reading, arena, &revisit->run);
	}
	reading->done++;
	if (options->progress) {
		options->progress(reading->done, reading->count, options->progress_ctx);
	}
	pthread_mutex_unlock(&reading->lock);
}

static void revision_read(size_t item, unsigned worker, void *ctx)
{
	struct reading *reading = ctx;
	struct drift_revision *revision = reading->revisions[item];
	struct arena *arena = reading->arenas[worker];
	struct revisit revisit;
	struct err err;
	bool is_read = revisit_read(&revisit, reading->head, reading->repository, revision->commit,
			&reading->lock, 1, &err);
	if (!is_read) {
		revision->problem = str_dup(arena, str_of(err.text));
	} else if (revisit.why.len > 0) {
		revision->problem = str_dup(arena, revisit.why);
	} else {
		drift_revision_fill(revision, arena, &revisit.run);
	}
	done_tell(reading, arena, &revisit);
	revisit_finish(&revisit);
}

void drift_revisions_read(struct drift_revision **revisions, size_t count, struct drift *drift,
		struct arena *arena, const struct run *head, struct repository *repository)
{
	unsigned jobs = head->options.jobs ? head->options.jobs : 1;
	struct reading reading = {
		.revisions = revisions,
		.count = count,
		.drift = drift,
		.head = head,
		.repository = repository,
		.arenas = arena_new_array(arena, struct arena *, jobs),
	};
	pthread_mutex_init(&reading.lock, NULL);
	for (unsigned i = 0; i < jobs; i++) {
		reading.arenas[i] = arena_create();
	}
	pool_run(jobs, count, revision_read, &reading);
	for (unsigned i = 0; i < jobs; i++) {
		arena_adopt(arena, reading.arenas[i]);
	}
	pthread_mutex_destroy(&reading.lock);
}

void drift_read(struct drift *drift, struct arena *arena, const struct run *head,
		struct repository *repository)
{
	size_t count = drift->revisions.len;
	struct drift_revision **list = arena_new_array(arena, struct drift_revision *, count);
	for (size_t i = 0; i < count; i++) {
		list[i] = &drift->revisions.p[i];
	}
	drift_revisions_read(list, count, drift, arena, head, repository);
}
