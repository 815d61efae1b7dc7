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

/*
 * What the files that `deployments.log` names say; none where none are named.  A
 * file that is not there, and what is wrong in one, is in `run->problems`.
 */
NODISCARD bool run_deployments(struct run *run, struct deployments *deployments, struct err *err);

/*
 * Commits (whole ids, each once) that deployments of any source name: HEAD need
 * not reach them, so the history is to be asked for them.  What the log names
 * and the repository has not is left out, which is no error; `repository` may
 * be NULL, and then there are none.  False as run_deployments(), and for
 * patterns of tags and a branch that are none.
 */
NODISCARD bool run_deployment_tips(struct run *run, struct repository *repository,
		struct str **tips, size_t *count, struct err *err);

#endif
