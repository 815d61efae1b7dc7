/* SPDX-License-Identifier: MIT */
/*
 * The facts of another revision as a checkout of it would have them, without
 * one: what the text tier says of its blobs, under the configuration at hand.
 * No compiler is asked, and no compile database; history, baseline and records
 * do not count.
 */
#ifndef LINTEL_ENGINE_REVISIT_H
#define LINTEL_ENGINE_REVISIT_H

#include "base/overlay.h"
#include "engine/run.h"

#include <pthread.h>

struct repository;

struct revisit {
	/* Its code, rules and findings. */
	struct run run;
	/* Not empty: why the configuration cannot judge what the revision has. */
	struct str why;
	struct overlay overlay;
	struct arena *arena;
};

/*
 * Reads the revision (an id) below the root of `head`, which has been configured.
 * Several may be read at once if `lock` guards the repository; NULL if nobody
 * else uses it.  revisit_finish() when done, in any case.
 */
NODISCARD bool revisit_read(struct revisit *revisit, const struct run *head,
		struct repository *repository, struct str commit, pthread_mutex_t *lock,
		unsigned jobs, struct err *err);
void revisit_finish(struct revisit *revisit);

#endif
