/* SPDX-License-Identifier: MIT */
/*
 * Delivery while it is made: what is known of one service, and what its
 * deployments come to.  For facts/delivery*.c alone.
 */
#ifndef LINTEL_FACTS_DELIVERING_H
#define LINTEL_FACTS_DELIVERING_H

#include "facts/delivery.h"

struct delivering {
	struct delivery *delivery;
	/* Never NULL; empty where it is not known. */
	const struct history *history;
	/* The service at hand: its number, its rows of the deployments, and its first event. */
	uint32_t service;
	const uint32_t *rows;
	size_t row_count;
	size_t first_event;
	/* What the event before it brought is not known. */
	bool is_blind;
	/* By commit: the event of the service that brought it, or NONE; and all that has one. */
	uint32_t *shipped_in;
	VEC(uint32_t) walked;
	/* Commits that the walk has still to look at. */
	VEC(uint32_t) pending;
	/* By path: whether it belongs to the service; NULL if all do. */
	const bool *paths;
};

/* Whether it changes what the service at hand is made of. */
bool delivery_is_of_service(
		const struct delivering *delivering, const struct history_commit *commit);

/* Which events of the service at hand were undone, by commits that say what they revert. */
void delivery_reverts_find(struct delivering *delivering);

/* Which were patched soon, by their versions. */
void delivery_hotfixes_find(struct delivering *delivering);

/* Which brought an incident, by the commit that its record names. */
void delivery_breaks_find(struct delivering *delivering);

/* The same by release, once all services are there; and sorts what was found. */
void delivery_releases_find(struct delivery *delivery);

#endif
