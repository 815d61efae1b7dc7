/* SPDX-License-Identifier: MIT */
/*
 * What was put into service, and when, as plain data.
 */
#ifndef LINTEL_FACTS_DEPLOYMENT_H
#define LINTEL_FACTS_DEPLOYMENT_H

#include "base/calendar.h"
#include "base/place.h"
#include "base/vec.h"

struct deployment {
	/* As incidents and approvals name the release. */
	struct str id;
	moment at;
	/* Empty where they are not known. */
	struct str commit;
	struct str service;
	/* The class of the change. */
	struct str class;
	struct place place;
};

struct deployments {
	/* By time, then id. */
	VEC(struct deployment) list;
};

#endif
