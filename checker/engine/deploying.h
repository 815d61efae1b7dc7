/* SPDX-License-Identifier: MIT */
/*
 * What was put into service in a run: what the log, tags or a branch say,
 * whichever of them is configured and has anything, in this order.
 *
 *	run_deployment_tips() -> run_history() -> run_delivery()
 */
#ifndef LINTEL_ENGINE_DEPLOYING_H
#define LINTEL_ENGINE_DEPLOYING_H

#include "engine/run.h"
#include "facts/deployment.h"

struct repository;

/* What the sources say, and what is worth knowing about them. */
struct deployed {
	struct deployments log;
	struct deployments tags;
	/* The id of the tip of the branch; empty if there is none. */
	struct str branch;
	/* Sentences: names that mean no commit, tags that were left out. */
	VEC(struct str) notes;
};

/*
 * What the files that `deployments.log` names say; none where none are named.  A
 * file that is not there, and what is wrong in one, is in `run->problems`.
 */
NODISCARD bool run_deployments(struct run *run, struct deployments *deployments, struct err *err);

/* Patterns of tags that are none go to `run->problems`; false if there was any. */
NODISCARD bool run_deployment_patterns_check(struct run *run);

/*
 * Commits (whole ids, each once) that deployments of any source name: HEAD need
 * not reach them, so the history is to be asked for them.  What the log names
 * and the repository has not is left out, which is no error; `repository` may
 * be NULL, and then there are none.  False as run_deployments(), and for
 * patterns of tags and a branch that are none.
 */
NODISCARD bool run_deployment_tips(struct run *run, struct repository *repository,
		struct str **tips, size_t *count, struct err *err);

/*
 * After run_history(): all that was read, commits as whole ids as far as the
 * repository has them.  False as run_deployment_tips().
 */
NODISCARD bool run_deployed(struct run *run, const struct deployed **deployed, struct err *err);

#endif
