/* SPDX-License-Identifier: MIT */
#include "facts/decision.h"

#include "base/arena.h"
#include "base/path.h"
#include "facts/code.h"

/* LINK_FILE is the last. */
#define LINK_KINDS ((size_t)LINK_FILE + 1)

const char *const decision_status_words[] = {
	[STATUS_UNKNOWN] = "unknown",
	[STATUS_DRAFT] = "draft",
	[STATUS_PROPOSED] = "proposed",
	[STATUS_ACCEPTED] = "accepted",
	[STATUS_IMPLEMENTED] = "implemented",
	[STATUS_REJECTED] = "rejected",
	[STATUS_DEPRECATED] = "deprecated",
	[STATUS_SUPERSEDED] = "superseded",
	[STATUS_WITHDRAWN] = "withdrawn",
	[STATUS_OTHER] = "other",
	[STATUSES] = NULL,
};

const char *const decision_part_words[] = {
	[PART_CONTEXT] = "context",
	[PART_DECISION] = "decision",
	[PART_ALTERNATIVES] = "alternatives",
	[PART_CONSEQUENCES] = "consequences",
	[PART_TRIGGER] = "review-trigger",
	[PARTS] = NULL,
};

/* Names are found in lower case, numbers in them without zeros: "adr-12". */
static struct str name_key(struct arena *arena, struct str name)
{
	char *p = arena_alloc(arena, name.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.p[i];
		bool is_digit = c >= '0' && c <= '9';
		bool is_inside = len > 0 && p[len - 1] >= '0' && p[len - 1] <= '9';
		bool is_followed = i + 1 < name.len && name.p[i + 1] >= '0' && name.p[i + 1] <= '9';
		if (c == '0' && !is_inside && is_followed) {
			continue;
		}
		if (c == ' ' || c == '_') {
			c = '-';
		}
		p[len++] = !is_digit && c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return (struct str){ p, len };
}

void decisions_init(struct decisions *decisions, struct arena *arena)
{
	*decisions = (struct decisions){
		.arena = arena,
		.by_id = map_create(arena),
		.by_path = map_create(arena),
	};
}

static int decision_order(const void *a, const void *b)
{
	return str_cmp(((const struct decision *)a)->path, ((const struct decision *)b)->path);
}

/* Of several with one name, the first stays. */
static void name_put(struct map *map, struct str name, size_t number)
{
	bool is_new;
	if (name.len) {
		struct map_entry *entry = map_put(map, name, &is_new);
		entry->num = is_new ? number : entry->num;
	}
}

static struct str stem_of(struct str path)
{
	struct str name = path_name(path);
	return str_slice(name, 0, name.len - path_extension(name).len);
}

/* Ids before numbers before names of files, so that an id is never taken for something else. */
static void names_fill(struct decisions *decisions)
{
	struct arena *arena = decisions->arena;
	for (size_t i = 0; i < decisions->list.len; i++) {
		const struct decision *decision = &decisions->list.p[i];
		name_put(decisions->by_id, name_key(arena, decision->id), i);
		name_put(decisions->by_path, decision->path, i);
	}
	for (size_t i = 0; i < decisions->list.len; i++) {
		name_put(decisions->by_id, name_key(arena, decisions->list.p[i].number), i);
	}
	for (size_t i = 0; i < decisions->list.len; i++) {
		struct str path = decisions->list.p[i].path;
		name_put(decisions->by_id, name_key(arena, path_name(path)), i);
		name_put(decisions->by_id, name_key(arena, stem_of(path)), i);
	}
}

static uint32_t number_of(const struct decisions *decisions, const struct decision *decision)
{
	return decision ? (uint32_t)(decision - decisions->list.p) : NONE;
}

static const struct decision *by_path(const struct decisions *decisions, struct str path)
{
	const struct map_entry *entry = map_find(decisions->by_path, path);
	return entry ? &decisions->list.p[entry->num] : NULL;
}

/* "MADR 12": one word and a number; its number, or nothing. */
static struct str number_alone(struct str key)
{
	size_t letters = 0;
	while (letters < key.len && key.p[letters] >= 'a' && key.p[letters] <= 'z') {
		letters++;
	}
	size_t number = letters + (letters < key.len && key.p[letters] == '-' ? 1 : 0);
	bool is_number = letters > 0 && number < key.len;
	for (size_t i = number; i < key.len; i++) {
		is_number = is_number && key.p[i] >= '0' && key.p[i] <= '9';
	}
	return is_number ? str_from(key, number) : STR("");
}

/* A record may be a folder with a README in it. */
static const struct decision *path_find(
		const struct decisions *decisions, struct arena *scratch, struct str path)
{
	const struct decision *found = by_path(decisions, path);
	if (found || path_extension(path).len) {
		return found;
	}
	return by_path(decisions, str_fmt(scratch, STR_FMT "/README.md", STR_ARG(path)));
}

/* A link with a path goes to that path and nowhere else; the fragment of a name is left out. */
static void links_find(struct decisions *decisions, struct decision *decision, uint32_t *seen,
		struct arena *scratch)
{
	uint32_t own = number_of(decisions, decision);
	size_t kept = 0;
	vec_each (struct decision_link, link, &decision->links) {
		struct str name = str_slice(link->target, 0, str_find(link->target, '#'));
		const struct decision *target =
				link->path.len ? path_find(decisions, scratch, link->path)
					       : decision_find(decisions, name);
		link->record = number_of(decisions, target);
		bool is_vague = link->kind == LINK_RELATES || link->kind == LINK_MENTIONS;
		if (is_vague && link->path.len && !target) {
			link->kind = LINK_FILE;
		}
	}
	/* Of each kind one link to a record is enough; to itself only claims, which are wrong. */
	for (size_t i = 0; i < decision->links.len; i++) {
		struct decision_link link = decision->links.p[i];
		uint32_t *last = link.record == NONE ? NULL
						     : &seen[link.record * LINK_KINDS + link.kind];
		bool is_claim = link.kind <= LINK_AMENDED_BY;
		if (!last || (*last != own + 1 && (is_claim || link.record != own))) {
			decision->links.p[kept++] = link;
		}
		if (last) {
			*last = own + 1;
		}
	}
	decision->links.len = kept;
}

void decisions_freeze(struct decisions *decisions)
{
	vec_sort(&decisions->list, decision_order);
	names_fill(decisions);
	struct arena *scratch = arena_create();
	uint32_t *seen = arena_new_array(scratch, uint32_t, decisions->list.len *LINK_KINDS);
	vec_each (struct decision, decision, &decisions->list) {
		links_find(decisions, decision, seen, scratch);
	}
	arena_destroy(scratch);
}

const struct decision *decision_find(const struct decisions *decisions, struct str name)
{
	const struct decision *found = by_path(decisions, name);
	if (found || name.len == 0) {
		return found;
	}
	struct arena *scratch = arena_create();
	struct str key = name_key(scratch, name);
	const struct map_entry *entry = map_find(decisions->by_id, key);
	/* People write the number with a word of their own before it. */
	if (!entry) {
		entry = map_find(decisions->by_id, number_alone(key));
	}
	arena_destroy(scratch);
	return entry ? &decisions->list.p[entry->num] : NULL;
}

/* How a record comes to be called so: what decision_find() tries in this order. */
enum name_step {
	STEP_ID,
	STEP_NUMBER,
	STEP_FILE,
	STEP_NONE,
};

static enum name_step step_of(
		const struct decision *decision, struct arena *scratch, struct str key)
{
	struct str file = path_name(decision->path);
	if (decision->id.len && str_eq(name_key(scratch, decision->id), key)) {
		return STEP_ID;
	}
	if (decision->number.len && str_eq(name_key(scratch, decision->number), key)) {
		return STEP_NUMBER;
	}
	bool is_file = str_eq(name_key(scratch, file), key)
		       || str_eq(name_key(scratch, stem_of(decision->path)), key);
	return is_file ? STEP_FILE : STEP_NONE;
}

const struct decision *decision_namesake(
		const struct decisions *decisions, struct str name, const struct decision *found)
{
	const struct decision *other = NULL;
	if (by_path(decisions, name)) {
		return NULL;
	}
	struct arena *scratch = arena_create();
	struct str key = name_key(scratch, name);
	key = map_find(decisions->by_id, key) ? key : number_alone(key);
	enum name_step step = step_of(found, scratch, key);
	vec_each (const struct decision, decision, &decisions->list) {
		if (!other && decision != found && step_of(decision, scratch, key) == step) {
			other = decision;
		}
	}
	arena_destroy(scratch);
	return other;
}

struct str decision_label(const struct decision *decision, struct arena *arena)
{
	if (decision->id.len == 0) {
		return decision->path;
	}
	return str_fmt(arena, STR_FMT " \"" STR_FMT "\"", STR_ARG(decision->id),
			STR_ARG(decision->title));
}

bool decision_is_in_force(const struct decision *decision)
{
	return decision->status == STATUS_ACCEPTED || decision->status == STATUS_IMPLEMENTED;
}
