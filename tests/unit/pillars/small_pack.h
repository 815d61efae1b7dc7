/* SPDX-License-Identifier: MIT */
/*
 * A pack with one of everything, and how tests read it.
 */
#ifndef LINTEL_UNIT_PILLARS_SMALL_PACK_H
#define LINTEL_UNIT_PILLARS_SMALL_PACK_H

#include "base/problem.h"
#include "pillars/pack_read.h"
#include "unit/unit.h"

#define SMALL_PACK \
	"pack: small\n" \
	"version: \"1\"\n" \
	"pillars:\n" \
	"  sight:\n" \
	"    title: Sight\n" \
	"    enables: [courage]\n" \
	"    items:\n" \
	"      - { id: traced, ask: Is it traced?, remedy: trace it,\n" \
	"          criteria: [{ id: c1, text: one }, { id: c2, text: two }] }\n" \
	"      - { id: alarms, ask: Do alarms ring?, remedy: hang alarms, choices: yes-no,\n" \
	"          weight: 5, severity: critical, must: { level: 2 } }\n" \
	"  courage:\n" \
	"    title: Courage\n" \
	"    items:\n" \
	"      - { id: back, ask: How long is the way back?, kind: measure, remedy: practise,\n" \
	"          verified_by: [{ of: 'metric(rollback, p50, 90d)', method: curve, unit: min,\n" \
	"                          points: [[5, 1], [60, 0]] }] }\n" \
	"bands:\n" \
	"  - { name: Ad hoc, lower: 0 % }\n" \
	"  - { name: Emerging, lower: 30 % }\n" \
	"readings:\n" \
	"  - { name: mostly no, least: 0 %, text: it executes but does not learn }\n" \
	"  - { name: mixed, least: 30 %, text: connect the pieces }\n"

/* Reads a pack that must be right. */
static inline const struct pack *pack_of(struct arena *arena, const char *text)
{
	struct pack *pack = arena_new(arena, struct pack);
	struct problems problems;

	problems_init(&problems, arena);
	if (!pack_read(pack, arena, STR("p.yaml"), str_of(text), &problems)) {
		print_error(STR_FMT "\n", STR_ARG(problems.list.p[0].text));
		fail();
	}
	return pack;
}

#endif
