/* SPDX-License-Identifier: MIT */
#include "engine/churning.h"

#include "base/arena.h"
#include "base/err.h"
#include "engine/historing.h"
#include "engine/run.h"

#include <pthread.h>

struct churning {
	struct run *run;
	/* Conditions are evaluated on several threads. */
	pthread_mutex_t lock;
	/* By number of a change: somebody asked; what cannot be counted is not tried again. */
	uint8_t *is_asked;
	uint8_t *is_tried;
};

static bool is_wanted(uint32_t commit, uint32_t change, void *ctx)
{
	const struct churning *churning = ctx;
	(void)commit;
	return churning->is_asked[change] && !churning->is_tried[change];
}

/* Whether some of them were never tried. */
static bool ask(struct churning *churning, const struct history_lines *changes, size_t count)
{
	bool is_new = false;
	for (size_t i = 0; i < count; i++) {
		churning->is_asked[changes[i].change] = 1;
		is_new = is_new || !churning->is_tried[changes[i].change];
	}
	return is_new;
}

/* Only under the lock does anybody look at lines of the history, or count them. */
static void churn_count(struct history_lines *changes, size_t count, void *ctx)
{
	struct churning *churning = ctx;
	const struct history *history = churning->run->history;
	struct err err;

	(void)pthread_mutex_lock(&churning->lock);
	if (ask(churning, changes, count)) {
		/* What a partial clone lacks stays uncounted: the fact says how much that is. */
		(void)!run_history_lines(churning->run, is_wanted, churning, &err);
	}
	for (size_t i = 0; i < count; i++) {
		changes[i].lines = history->changes[changes[i].change].lines;
		churning->is_tried[changes[i].change] = 1;
	}
	(void)pthread_mutex_unlock(&churning->lock);
}

void run_churn(struct run *run, struct world *world)
{
	if (!run->history || run->history->reason != REASON_NONE) {
		return;
	}
	if (!run->churning) {
		struct churning *churning = arena_new(run->arena, struct churning);
		size_t changes = run->history->change_count;
		churning->run = run;
		churning->is_asked = arena_new_array(run->arena, uint8_t, changes);
		churning->is_tried = arena_new_array(run->arena, uint8_t, changes);
		(void)pthread_mutex_init(&churning->lock, NULL);
		run->churning = churning;
	}
	world->count_lines = churn_count;
	world->count_lines_ctx = run->churning;
}

void churning_finish(struct run *run)
{
	if (run->churning) {
		(void)pthread_mutex_destroy(&run->churning->lock);
		run->churning = NULL;
	}
}
