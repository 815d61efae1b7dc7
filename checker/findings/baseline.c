/* SPDX-License-Identifier: MIT */
#include "findings/baseline.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "findings/exception.h"

#include <assert.h>

/* How many places of one fingerprint there are, and what became of them so far. */
struct places {
	size_t present;
	size_t uncovered;
	size_t seen;
	const struct baseline_entry *entry;
};

static struct str key_of(const struct hash *fingerprint)
{
	return (struct str){ (const char *)fingerprint, sizeof(*fingerprint) };
}

static struct places *places_of(struct map *map, const struct hash *fingerprint)
{
	struct map_entry *entry = map_put(map, key_of(fingerprint), NULL);
	if (!entry->ptr) {
		entry->ptr = arena_new(map->arena, struct places);
	}
	return entry->ptr;
}

/* The places of every fingerprint, counted. */
static struct map *places_count(struct arena *arena, const struct findings *findings)
{
	struct map *map = map_create(arena);
	vec_each (const struct finding, finding, &findings->list) {
		struct places *places = places_of(map, &finding->fingerprint);
		places->present++;
		places->uncovered += finding->state != FINDING_EXCEPTED;
	}
	return map;
}

static size_t present(const struct map *map, const struct hash *fingerprint)
{
	const struct places *places = map_ptr(map, key_of(fingerprint));
	return places ? places->present : 0;
}

static int entry_order(const void *a, const void *b)
{
	const struct baseline_entry *x = a;
	const struct baseline_entry *y = b;
	int order = str_cmp(x->rule, y->rule);
	order = order ? order : str_cmp(x->source, y->source);
	order = order ? order : str_cmp(x->target, y->target);
	return order ? order : str_cmp(x->kind, y->kind);
}

void baseline_sort(struct baseline *baseline)
{
	vec_sort(&baseline->entries, entry_order);
}

/* What speaks of the baseline and the exceptions cannot be put into the baseline. */
static bool can_hold(const struct finding *finding)
{
	return !str_eq(finding->rule, STR(BASELINE_RULE))
	       && !str_eq(finding->rule, STR(EXCEPTION_RULE));
}

static bool is_wanted(const struct finding *finding)
{
	return finding->state != FINDING_EXCEPTED && finding->severity >= SEVERITY_WARNING
	       && can_hold(finding);
}

/* Adds one place of `finding`. */
static void entry_add(struct baseline *baseline, struct arena *arena, struct map *index,
		const struct finding *finding)
{
	bool is_new;
	struct map_entry *at = map_put(index, key_of(&finding->fingerprint), &is_new);
	if (!is_new) {
		assert(at->num < baseline->entries.len && baseline->entries.p);
		baseline->entries.p[at->num].count++;
		return;
	}
	at->num = baseline->entries.len;
	*vec_add(&baseline->entries, arena) = (struct baseline_entry){
		.fingerprint = finding->fingerprint,
		.count = 1,
		.rule = finding->rule,
		.kind = finding->kind,
		.source = finding->source,
		.target = finding->target,
	};
}

void baseline_from(struct baseline *baseline, struct arena *arena, const struct findings *findings)
{
	struct map *index = map_create(arena);
	*baseline = (struct baseline){ .path = STR(BASELINE_PATH) };
	vec_each (const struct finding, finding, &findings->list) {
		if (is_wanted(finding)) {
			entry_add(baseline, arena, index, finding);
		}
	}
	baseline_sort(baseline);
}

/* Says of a finding that the baseline does not hold why it is new. */
static void note_new(struct finding *finding, const struct places *places, struct arena *arena)
{
	size_t known = places->entry ? places->entry->count : 0;
	if (known == 0) {
		finding->note = STR("not in the baseline");
		return;
	}
	size_t new = places->uncovered - known;
	finding->note = str_fmt(arena, "%zu of %zu such places %s new", new, places->uncovered,
			new == 1 ? "is" : "are");
}

static void mark(struct finding *finding, struct places *places, struct arena *arena)
{
	if (finding->state == FINDING_EXCEPTED || !can_hold(finding)) {
		return;
	}
	size_t known = places->entry ? places->entry->count : 0;
	if (places->seen++ < known) {
		finding->state = FINDING_BASELINED;
		finding->note = STR("in the baseline");
		return;
	}
	finding->state = FINDING_NEW;
	/* One that is back through an expired exception says that already. */
	if (finding->exception.len == 0 && finding->severity >= SEVERITY_WARNING) {
		note_new(finding, places, arena);
	}
}

static void add_surplus(const struct baseline *baseline, const struct baseline_entry *entry,
		size_t left, struct findings *findings)
{
	struct arena *arena = findings->arena;
	struct place place = { baseline->path, entry->line, 1, HASH_HEX_SIZE - 1 };
	struct str what = str_fmt(arena, STR_FMT " " STR_FMT " " STR_FMT " -> " STR_FMT,
			STR_ARG(entry->rule), STR_ARG(entry->kind), STR_ARG(entry->source),
			STR_ARG(entry->target));
	struct finding *finding = finding_add(findings, STR(BASELINE_RULE), SEVERITY_ERROR,
			STR("stale"), baseline->path, what, place);
	if (left == 0) {
		finding->message = str_fmt(
				arena, "the baseline knows what is gone: " STR_FMT, STR_ARG(what));
	} else {
		finding->message = str_fmt(arena,
				"the baseline counts %zu places, of which %zu %s left: " STR_FMT,
				entry->count, left, left == 1 ? "is" : "are", STR_ARG(what));
	}
	finding->reason = STR("a baseline only shrinks: what is fixed leaves it, so that it "
			      "cannot come back unseen");
	finding->remedy = STR("lintel baseline --update");
}

void baseline_apply(const struct baseline *baseline, struct findings *findings,
		baseline_looked_at *looked_at, void *ctx)
{
	findings_sort(findings);
	struct map *map = places_count(findings->arena, findings);
	vec_each (const struct baseline_entry, entry, &baseline->entries) {
		places_of(map, &entry->fingerprint)->entry = entry;
	}
	vec_each (struct finding, finding, &findings->list) {
		mark(finding, places_of(map, &finding->fingerprint), findings->arena);
	}
	vec_each (const struct baseline_entry, entry, &baseline->entries) {
		size_t left = present(map, &entry->fingerprint);
		if (left < entry->count && (!looked_at || looked_at(entry, ctx))) {
			add_surplus(baseline, entry, left, findings);
		}
	}
	findings_sort(findings);
}

size_t baseline_shrink(struct baseline *baseline, const struct findings *findings,
		baseline_looked_at *looked_at, void *ctx)
{
	struct map *map = places_count(findings->arena, findings);
	size_t changed = 0;
	size_t kept = 0;
	for (size_t i = 0; i < baseline->entries.len; i++) {
		struct baseline_entry entry = baseline->entries.p[i];
		size_t left = present(map, &entry.fingerprint);
		if (left < entry.count && (!looked_at || looked_at(&entry, ctx))) {
			entry.count = left;
			changed++;
		}
		if (entry.count) {
			baseline->entries.p[kept++] = entry;
		}
	}
	baseline->entries.len = kept;
	return changed;
}

/* Whether `name` means this finding. */
static bool is_named(const struct finding *finding, struct str name)
{
	return is_wanted(finding)
	       && (str_eq(finding->rule, name)
			       || (fingerprint_is_prefix(name)
					       && fingerprint_has_prefix(
							       finding->fingerprint, name)));
}

/* Whether `name` fits something, and one fingerprint only if it is no rule. */
static bool name_check(const struct findings *findings, struct str name, struct err *err)
{
	const struct finding *first = NULL;
	vec_each (const struct finding, finding, &findings->list) {
		if (!is_named(finding, name)) {
			continue;
		}
		if (first && !str_eq(finding->rule, name)
				&& !hash_eq(first->fingerprint, finding->fingerprint)) {
			return err_set(err,
					"'" STR_FMT "' is the beginning of several "
					"fingerprints; write more of it",
					STR_ARG(name));
		}
		first = finding;
	}
	return first
	       || err_set(err, "no finding has the rule id or fingerprint '" STR_FMT "'",
			       STR_ARG(name));
}

static bool any_names(const struct finding *finding, const struct str *named, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (is_named(finding, named[i])) {
			return true;
		}
	}
	return false;
}

bool baseline_accept(struct baseline *baseline, struct arena *arena,
		const struct findings *findings, const struct str *named, size_t count,
		size_t *added, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		if (!name_check(findings, named[i], err)) {
			return false;
		}
	}
	struct map *index = map_create(arena);
	struct map *seen = map_create(arena);
	for (size_t i = 0; i < baseline->entries.len; i++) {
		map_put(index, key_of(&baseline->entries.p[i].fingerprint), NULL)->num = i;
	}
	*added = 0;
	vec_each (const struct finding, finding, &findings->list) {
		if (!any_names(finding, named, count)) {
			continue;
		}
		const struct map_entry *at = map_find(index, key_of(&finding->fingerprint));
		size_t known = at ? baseline->entries.p[at->num].count : 0;
		/* The places that the baseline counts already come first. */
		if (map_put(seen, key_of(&finding->fingerprint), NULL)->num++ >= known) {
			entry_add(baseline, arena, index, finding);
			++*added;
		}
	}
	baseline_sort(baseline);
	return true;
}
