/* SPDX-License-Identifier: MIT */
/*
 * The log of deployments in a run.
 */
#ifndef LINTEL_ENGINE_DEPLOYING_H
#define LINTEL_ENGINE_DEPLOYING_H

#include "engine/run.h"
#include "facts/deployment.h"

/*
 * Reads the files that `deployments.log` names; none where none are named.  A
 * file that is not there, and what is wrong in one, is in `run->problems`.
 */
NODISCARD bool run_deployments(struct run *run, struct deployments *deployments, struct err *err);

#endif
