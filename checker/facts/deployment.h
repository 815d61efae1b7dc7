/* SPDX-License-Identifier: MIT */
/*
 * What was put into service, and when, as plain data.
 */
#ifndef LINTEL_FACTS_DEPLOYMENT_H
#define LINTEL_FACTS_DEPLOYMENT_H

#include "base/calendar.h"
#include "base/place.h"
#include "base/vec.h"

/* Who says so: in decreasing trust. */
enum deployment_source {
	/* A log: what ran, and when. */
	DEPLOYED_LOG,
	/* Tags: what was released, which says nothing about where it runs. */
	DEPLOYED_TAGS,
	/* What arrived on a branch: integrated, and neither released nor deployed. */
	DEPLOYED_BRANCH,
};

struct deployment {
	/* As incidents and approvals name the release; the name of a tag. */
	struct str id;
	moment at;
	/* In hexadecimal digits; empty where it is not known. */
	struct str commit;
	/* Empty where it is not known, or there is only one. */
	struct str service;
	/* The class of the change. */
	struct str class;
	/* "incident_fix" for what was not planned and mends an incident; empty if nobody says. */
	struct str kind;
	/* It did not get into service. */
	bool has_failed;
	/* A tag without a date of its own: `at` is when the commit was made. */
	bool is_undated;
	struct place place;
};

struct deployments {
	/* By time, then id. */
	VEC(struct deployment) list;
};

#define DEPLOYMENT_INCIDENT_FIX "incident_fix"

#endif
