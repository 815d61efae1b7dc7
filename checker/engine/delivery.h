/* SPDX-License-Identifier: MIT */
/*
 * Delivery in a run: what the deployments of the most trusted source come to.
 */
#ifndef LINTEL_ENGINE_DELIVERY_H
#define LINTEL_ENGINE_DELIVERY_H

#include "engine/run.h"
#include "facts/delivery.h"

struct run_delivery {
	struct deployments deployments;
	struct delivery_facts facts;
	struct delivery delivery;
	/* What counts as the lead time. */
	enum delivery_since since;
	struct delivery_span span;
	/* What was left out on the way, with a line where there is one: sentences. */
	VEC(struct str) notes;
};

/*
 * After run_govern(), which reads incidents: asks for the history.  That there
 * is none, or no deployment, is no error, and figures say so.  False for what
 * somebody wrote: in `run->problems`, or `err`.  `*delivery` is made once.
 */
NODISCARD bool run_delivery(struct run *run, const struct run_delivery **delivery, struct err *err);

/* Whether what `deployments` says makes sense; what does not is in `run->problems`. */
NODISCARD bool delivery_check(struct run *run);

/* Whether it names a source at all. */
bool run_has_deployments(const struct run *run);

/* For govern_world(): puts figures where conditions see them, if there are deployments. */
void delivery_govern(struct run *run);

#endif
