/* SPDX-License-Identifier: MIT */
/*
 * One record read from a literal, for the tests of this folder.
 */
#ifndef LINTEL_UNIT_SOURCES_DECISIONS_SCENE_H
#define LINTEL_UNIT_SOURCES_DECISIONS_SCENE_H

#include "unit/unit.h"

#include "sources/decisions/reader.h"

static inline struct decision *read_bytes(struct arena *arena, const char *path, struct str text,
		enum config_date_order dates)
{
	struct config_decisions config = { .dates = { .value = dates } };
	struct decision *decision = arena_new(arena, struct decision);
	decision_read(decision_reader_create(arena, &config), decision, arena, str_of(path), text);
	return decision;
}

#define read_as(path, text) read_bytes(arena, path, str_of(text), DATES_ISO)
#define read_record(text) read_as("adr/0012-event-backbone.md", text)

static inline const struct decision_link *link_of(
		const struct decision *decision, enum decision_link_kind kind)
{
	vec_each (const struct decision_link, link, &decision->links) {
		if (link->kind == kind) {
			return link;
		}
	}
	return NULL;
}

#endif
