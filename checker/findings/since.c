/* SPDX-License-Identifier: MIT */
#include "findings/since.h"

#include "base/arena.h"
#include "base/map.h"
#include "findings/baseline.h"
#include "findings/exception.h"

#include <stdlib.h>

/* What is shown of a commit's name. */
#define ID_SHOWN 10

/* How often a fingerprint occurs on each side, and how many of it were met so far. */
struct occurrence {
	size_t base;
	size_t head;
	size_t seen;
};

static struct str key_of(const struct hash *fingerprint)
{
	return (struct str){ (const char *)fingerprint, sizeof(*fingerprint) };
}

static struct occurrence *occurrence_of(struct map *map, const struct hash *fingerprint)
{
	struct map_entry *entry = map_put(map, key_of(fingerprint), NULL);
	if (!entry->ptr) {
		entry->ptr = arena_new(map->arena, struct occurrence);
	}
	return entry->ptr;
}

static bool texts_have(const struct str *texts, size_t count, struct str text)
{
	return count && bsearch(&text, texts, count, sizeof(*texts), str_order);
}

bool since_has_path(const struct since *since, struct str path)
{
	return texts_have(since->paths.p, since->paths.len, path);
}

bool since_has_module(const struct since *since, struct str module)
{
	return texts_have(since->modules.p, since->modules.len, module);
}

/* What speaks of the baseline or of an exception: no fact of the tree. */
static bool is_of_policy(const struct finding *finding)
{
	return str_eq(finding->rule, STR(BASELINE_RULE))
	       || str_eq(finding->rule, STR(EXCEPTION_RULE));
}

static struct str base_shown(const struct since *since)
{
	return str_slice(since->base, 0, ID_SHOWN);
}

static void leave(struct since *since, struct finding *finding, struct str note)
{
	finding->state = FINDING_LEFT;
	finding->note = note;
	since->left++;
}

/* It decides nothing, but it is told. */
static void doubt(struct since *since, struct finding *finding, struct arena *arena)
{
	since->unknown++;
	finding->is_unknown = true;
	if (finding->severity > SEVERITY_WARNING) {
		finding->severity = SEVERITY_WARNING;
	}
	if (since->unjudged.len) {
		finding->note = str_fmt(arena, "whether the change brought it is unknown: " STR_FMT,
				STR_ARG(since->unjudged));
		return;
	}
	finding->note = str_fmt(arena,
			"whether the change brought it is unknown: at " STR_FMT
			" not all of what it is about could be read",
			STR_ARG(base_shown(since)));
}

static void introduce(struct since *since, struct finding *finding,
		const struct occurrence *occurrence, struct arena *arena)
{
	since->introduced++;
	if (occurrence->base >= occurrence->head) {
		finding->note = STR("the change touches the file that it is about");
		return;
	}
	if (occurrence->base == 0) {
		finding->note = str_fmt(arena, "not there at " STR_FMT, STR_ARG(base_shown(since)));
		return;
	}
	finding->note = str_fmt(arena,
			"at " STR_FMT " there %s %zu such place%s, now there are %zu",
			STR_ARG(base_shown(since)), occurrence->base == 1 ? "was" : "were",
			occurrence->base, occurrence->base == 1 ? "" : "s", occurrence->head);
}

/* By what it touches, not by what was there before. */
static void scope(struct since *since, struct finding *finding, const struct since_sides *sides)
{
	if (finding->state != FINDING_NEW) {
		return;
	}
	if (sides->touches(finding, sides->ctx)) {
		finding->is_touched = true;
		since->touched++;
	} else {
		leave(since, finding, STR("the change does not touch it"));
	}
}

static void judge(struct since *since, struct finding *finding, struct occurrence *occurrence,
		const struct since_sides *sides, struct arena *arena)
{
	bool was_there = occurrence->seen++ < occurrence->base;
	if (finding->class != CLASS_CHANGE) {
		scope(since, finding, sides);
		return;
	}
	if (finding->state != FINDING_NEW) {
		return;
	}
	/* Both sides have head's policies: whoever changes one answers for it. */
	bool is_own_doing = is_of_policy(finding) && since_has_path(since, finding->place.path);
	if (was_there && !is_own_doing) {
		leave(since, finding, STR("it was there before the change"));
	} else if (sides->base && !is_own_doing
			&& (since->unjudged.len || !sides->base_saw(finding, sides->ctx))) {
		doubt(since, finding, arena);
	} else {
		introduce(since, finding, occurrence, arena);
	}
}

/* Of each fingerprint as many as head has fewer, the last ones. */
static void fixed_collect(struct since *since, struct map *map, const struct since_sides *sides,
		struct arena *arena)
{
	findings_init(&since->fixed, arena);
	for (size_t i = 0; i < map->len; i++) {
		((struct occurrence *)map->entries[i].ptr)->seen = 0;
	}
	vec_each (const struct finding, finding, &sides->base->list) {
		struct occurrence *occurrence = occurrence_of(map, &finding->fingerprint);
		bool is_fact = finding->class == CLASS_CHANGE && !is_of_policy(finding)
			       && finding->severity != SEVERITY_NONE;
		if (occurrence->seen++ >= occurrence->head && is_fact
				&& sides->head_saw(finding, sides->ctx)) {
			*vec_add(&since->fixed.list, arena) = *finding;
		}
	}
}

void since_compare(struct since *since, struct findings *head, const struct since_sides *sides)
{
	struct arena *scratch = arena_create();
	struct map *map = map_create(scratch);
	findings_sort(head);
	const struct findings *base = sides->base ? sides->base : head;
	vec_each (const struct finding, finding, &base->list) {
		occurrence_of(map, &finding->fingerprint)->base++;
	}
	vec_each (const struct finding, finding, &head->list) {
		occurrence_of(map, &finding->fingerprint)->head++;
	}
	vec_each (struct finding, finding, &head->list) {
		judge(since, finding, occurrence_of(map, &finding->fingerprint), sides,
				head->arena);
	}
	findings_init(&since->fixed, head->arena);
	if (sides->base && since->unjudged.len == 0) {
		fixed_collect(since, map, sides, head->arena);
	}
	arena_destroy(scratch);
}

void since_rest(struct since *since, struct findings *head, size_t first,
		const struct since_sides *sides)
{
	for (size_t i = first; i < head->list.len; i++) {
		struct finding *finding = &head->list.p[i];
		if (!str_starts(finding->rule, STR("lintel/gate/"))) {
			scope(since, finding, sides);
		}
	}
}
