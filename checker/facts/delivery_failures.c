/* SPDX-License-Identifier: MIT */
/*
 * What went wrong with deployments: commits that undo what they brought, patches
 * that followed soon, incidents.
 */
#include "base/arena.h"
#include "base/map.h"
#include "facts/delivering.h"

#include <stdlib.h>

/* A year as the first number: the second says when, and the third need be no patch. */
#define YEAR_LEAST 1000
#define NUMBERS_MOST 4
#define DIGITS_MOST 9

/* ---- commits that undo others ---- */

static void mended_by(struct delivery_event *event, const struct delivery_event *by, unsigned flag)
{
	event->flags |= flag;
	event->mended = by->at < event->mended ? by->at : event->mended;
}

/*
 * Both of them change the service; of a merge the history does not say what it
 * changes, and what undoes it does.
 */
static bool is_undone_in_service(const struct delivering *delivering, uint32_t by, uint32_t target)
{
	const struct history_commit *undone = &delivering->history->commits[target];
	return delivery_is_of_service(delivering, &delivering->history->commits[by])
	       && (undone->parent_count > 1 || delivery_is_of_service(delivering, undone));
}

/*
 * A commit undone by one that was deployed with it was never seen by anybody, and
 * a revert undone like that undoes nothing.  What undoes a revert brings back
 * what was meant all along: that is no failure of the deployment with the revert.
 */
void delivery_reverts_find(struct delivering *delivering)
{
	const struct history *history = delivering->history;
	struct delivery *delivery = delivering->delivery;
	const uint32_t *shipped_in = delivering->shipped_in;
	bool *is_undone = arena_new_array(delivery->arena, bool, history->commit_count + 1);

	/* Those that undo come before what they undo, and are undone before they are looked at. */
	for (uint32_t i = 0; i < history->commit_count; i++) {
		uint32_t target = history->commits[i].reverts;
		bool counts = shipped_in[i] != NONE && target != NONE && !is_undone[i];
		if (counts && shipped_in[target] == shipped_in[i]) {
			is_undone[target] = true;
		}
	}
	for (uint32_t i = 0; i < history->commit_count; i++) {
		uint32_t target = history->commits[i].reverts;
		if (shipped_in[i] == NONE || target == NONE || is_undone[i] || is_undone[target]
				|| shipped_in[target] == NONE || shipped_in[target] >= shipped_in[i]
				|| history->commits[target].reverts != NONE
				|| !is_undone_in_service(delivering, i, target)) {
			continue;
		}
		struct delivery_event *event = &delivery->events.p[shipped_in[target]];
		if (event->kind == DELIVERY_CHANGES) {
			mended_by(event, &delivery->events.p[shipped_in[i]], DELIVERY_REVERTED);
		}
	}
}

/* ---- patches ---- */

struct version {
	/* All up to the second number: "v2.41". */
	struct str line;
	/* What follows it; 0 where nothing does. */
	uint32_t patch[NUMBERS_MOST - 2];
	/*
	 * What follows it is a patch.  Of 2026.11.2 it is not known: it may be the second of
	 * November; but 2026.11.1 is one of 2026.11.
	 */
	bool is_patched_alone;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One number; false if there is none, or it is too large. */
static bool number_take(struct str text, size_t *at, uint32_t *number)
{
	size_t begin = *at;

	*number = 0;
	while (*at < text.len && is_digit(text.p[*at]) && *at - begin < DIGITS_MOST) {
		*number = *number * 10 + (uint32_t)(text.p[*at] - '0');
		(*at)++;
	}
	return *at > begin && (*at == text.len || !is_digit(text.p[*at]));
}

/* "v2.41.3", "curl-8_5_0": two numbers at least, and nothing behind them. */
static bool version_read(struct version *version, struct str id)
{
	uint32_t numbers[NUMBERS_MOST] = { 0 };
	size_t count = 0;
	size_t at = 0;
	bool is_more = true;

	*version = (struct version){ 0 };
	while (at < id.len && !is_digit(id.p[at])) {
		at++;
	}
	while (is_more && count < NUMBERS_MOST && number_take(id, &at, &numbers[count])) {
		count++;
		if (count == 2) {
			version->line = str_slice(id, 0, at);
		}
		is_more = at < id.len && (id.p[at] == '.' || id.p[at] == '_');
		at += is_more;
	}
	version->patch[0] = numbers[2];
	version->patch[1] = numbers[3];
	version->is_patched_alone = count == 2 || numbers[0] < YEAR_LEAST;
	return at == id.len && count >= 2 && !is_more;
}

static bool is_patch_of(const struct version *later, const struct version *earlier)
{
	return earlier->is_patched_alone
	       && (later->patch[0] > earlier->patch[0]
			       || (later->patch[0] == earlier->patch[0]
					       && later->patch[1] > earlier->patch[1]));
}

/*
 * The next one of the same line of versions decides.  Row by row: patches of
 * several lines often come out together, and are one event.
 */
void delivery_hotfixes_find(struct delivering *delivering)
{
	struct delivery *delivery = delivering->delivery;
	const struct deployment *rows = delivery->facts->deployments->list.p;
	/* Of each line the last row so far, and one more. */
	struct map *lines = map_create(delivery->arena);

	for (size_t i = 0; i < delivering->row_count; i++) {
		uint32_t row = delivering->rows[i];
		struct delivery_event *event = &delivery->events.p[delivery->event_of[row]];
		struct version version;
		struct version earlier;
		if (event->kind == DELIVERY_FAILED || event->kind == DELIVERY_BACK
				|| !version_read(&version, rows[row].id)) {
			continue;
		}
		event->flags |= version.is_patched_alone ? DELIVERY_VERSIONED : 0;
		struct map_entry *last = map_put(lines, version.line, NULL);
		size_t before = last->num;
		last->num = row + 1;
		if (before == 0 || !version_read(&earlier, rows[before - 1].id)) {
			continue;
		}
		struct delivery_event *patched =
				&delivery->events.p[delivery->event_of[before - 1]];
		bool is_soon = event->at
			       <= moment_after(patched->at, delivery->facts->hotfix_within);
		if (patched != event && is_soon && is_patch_of(&version, &earlier)) {
			mended_by(patched, event, DELIVERY_HOTFIXED);
		}
	}
}

/* ---- incidents ---- */

static void break_add(struct delivery *delivery, size_t incident, uint32_t event)
{
	enum delivery_kind kind = delivery->events.p[event].kind;

	/* What went back, or never came, broke nothing that it brought. */
	if (kind != DELIVERY_BACK && kind != DELIVERY_FAILED) {
		*vec_add(&delivery->breaks, delivery->arena) =
				(struct delivery_break){ (uint32_t)incident, event };
		delivery->events.p[event].flags |= DELIVERY_BROKE;
	}
}

void delivery_breaks_find(struct delivering *delivering)
{
	const struct delivery_facts *facts = delivering->delivery->facts;

	for (size_t i = 0; i < facts->incident_count; i++) {
		struct str hex = facts->incidents[i].commit;
		uint32_t commit = hex.len ? history_commit_find(delivering->history, hex) : NONE;
		uint32_t event = commit != NONE ? delivering->shipped_in[commit] : NONE;
		/* What the first one brought may have been there for long. */
		if (event != NONE
				&& delivering->delivery->events.p[event].kind == DELIVERY_CHANGES) {
			break_add(delivering->delivery, i, event);
		}
	}
}

static int breaks_order(const void *a, const void *b)
{
	const struct delivery_break *left = a;
	const struct delivery_break *right = b;
	if (left->incident != right->incident) {
		return left->incident < right->incident ? -1 : 1;
	}
	return (left->event > right->event) - (left->event < right->event);
}

void delivery_releases_find(struct delivery *delivery)
{
	const struct delivery_facts *facts = delivery->facts;
	/* By release: its first row, and one more; further ones of other services follow by `next`.
	 */
	struct map *rows = map_create(delivery->arena);
	size_t *next = arena_new_array(delivery->arena, size_t, facts->deployments->list.len + 1);

	for (size_t i = 0; facts->incident_count > 0 && i < facts->deployments->list.len; i++) {
		struct map_entry *entry = map_put(rows, facts->deployments->list.p[i].id, NULL);
		next[i] = entry->num;
		entry->num = i + 1;
	}
	for (size_t i = 0; i < facts->incident_count; i++) {
		struct str release = facts->incidents[i].release;
		const struct map_entry *entry = release.len ? map_find(rows, release) : NULL;
		for (size_t row = entry ? entry->num : 0; row > 0; row = next[row - 1]) {
			if (delivery->event_of[row - 1] != NONE) {
				break_add(delivery, i, delivery->event_of[row - 1]);
			}
		}
	}
	vec_sort(&delivery->breaks, breaks_order);
}
