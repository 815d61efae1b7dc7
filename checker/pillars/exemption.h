/* SPDX-License-Identifier: MIT */
/*
 * Questions that are not asked until a day, as lintel.yaml says.  An exempt item
 * stays in its pillar as [0, hi]: to be exempt never helps a score, it only
 * keeps a contradiction or a must from being shown as news.
 */
#ifndef LINTEL_PILLARS_EXEMPTION_H
#define LINTEL_PILLARS_EXEMPTION_H

#include "config/governance.h"
#include "facts/pack.h"

struct arena;
struct problems;

/* The longest way ahead, the warning before the end. */
#define EXEMPTION_DAYS_MOST 180
#define EXEMPTION_DAYS_WARNED 14

enum exemption_state {
	EXEMPTION_ACTIVE,
	/* Ends within EXEMPTION_DAYS_WARNED. */
	EXEMPTION_EXPIRING,
	EXEMPTION_EXPIRED,
	/* No day, or one too far ahead. */
	EXEMPTION_VOID,
};

struct exemption {
	const struct config_exemption *config;
	uint32_t item;
	enum exemption_state state;
	date_day day;
	/* EXEMPTION_VOID: why, and what to write. */
	struct str problem;
	struct str remedy;
};

struct exemptions {
	VEC(struct exemption) list;
};

/* An item that the pack does not have is an error. */
NODISCARD bool exemptions_take(struct exemptions *exemptions, struct arena *arena,
		const struct config_pillars *config, const struct pack *pack, date_day today,
		struct problems *problems);

/* The one in force for an item, or NULL. */
const struct exemption *exemption_of(const struct exemptions *exemptions, uint32_t item);

#endif
