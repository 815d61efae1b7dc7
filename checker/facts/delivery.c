/* SPDX-License-Identifier: MIT */
#include "facts/delivery.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/map.h"
#include "facts/delivering.h"

#include <stdlib.h>

/* Tags made within this time of one another, of commits at least so far apart. */
#define BELATED_TOGETHER ((moment)3600 * MOMENT_SECOND)
#define BELATED_APART (30 * MOMENT_DAY)
#define BELATED_LEAST 3

static const struct history no_history;

/* ---- what a deployment brought ---- */

bool delivery_is_of_service(
		const struct delivering *delivering, const struct history_commit *commit)
{
	bool is_of = !delivering->paths;

	for (uint32_t i = 0; !is_of && i < commit->change_count; i++) {
		const struct history_change *change =
				&delivering->history->changes[commit->first_change + i];
		is_of = delivering->paths[change->path]
			|| (change->from != NONE && delivering->paths[change->from]);
	}
	return is_of;
}

static void reach(struct delivering *delivering, uint32_t commit, uint32_t event)
{
	delivering->shipped_in[commit] = event;
	*vec_add(&delivering->walked, delivering->delivery->arena) = commit;
	*vec_add(&delivering->pending, delivering->delivery->arena) = commit;
}

/*
 * Goes from the commit as far as nobody went before for this service.  False if
 * it never came to what was deployed earlier.
 */
static bool changes_take(struct delivering *delivering, uint32_t commit, uint32_t event)
{
	const struct history *history = delivering->history;
	struct delivery *delivery = delivering->delivery;
	bool is_related = false;

	reach(delivering, commit, event);
	while (delivering->pending.len > 0) {
		uint32_t number = delivering->pending.p[--delivering->pending.len];
		const struct history_commit *one = &history->commits[number];
		if (one->parent_count < 2 && delivery_is_of_service(delivering, one)) {
			*vec_add(&delivery->shipped, delivery->arena) = number;
		}
		for (uint32_t i = 0; i < one->parent_count; i++) {
			uint32_t parent = history->parents[one->first_parent + i];
			if (delivering->shipped_in[parent] == NONE) {
				reach(delivering, parent, event);
			} else {
				is_related = is_related || delivering->shipped_in[parent] != event;
			}
		}
	}
	return is_related;
}

/* ---- deployments that are one ---- */

static bool is_rollback(const struct deployment *row)
{
	return str_eq(row->class, STR("rollback"));
}

/* The last event of the service that got into service, or NULL. */
static struct delivery_event *event_before(const struct delivering *delivering)
{
	struct delivery *delivery = delivering->delivery;
	size_t count = delivery->events.len;

	while (count > delivering->first_event
			&& delivery->events.p[count - 1].kind == DELIVERY_FAILED) {
		count--;
	}
	return count > delivering->first_event ? &delivery->events.p[count - 1] : NULL;
}

static bool is_again(const struct delivering *delivering, const struct delivery_event *last,
		const struct deployment *row, uint32_t commit)
{
	const struct deployments *all = delivering->delivery->facts->deployments;
	if (commit != NONE) {
		return commit == last->commit;
	}
	return row->commit.len > 0 && str_eq(row->commit, all->list.p[last->deployment].commit);
}

/* Counted from the first of them, so that a busy day does not become one deployment. */
static bool is_part(const struct delivering *delivering, const struct delivery_event *last,
		const struct deployment *row, uint32_t commit)
{
	const struct delivery *delivery = delivering->delivery;
	uint32_t brought_in = commit != NONE ? delivering->shipped_in[commit] : NONE;
	bool is_soon = row->at >= last->began
		       && row->at <= moment_after(last->began, delivery->facts->dedupe);
	bool is_back = is_rollback(row) || last->kind == DELIVERY_BACK
		       || (brought_in != NONE
				       && brought_in != (uint32_t)(last - delivery->events.p));
	return is_soon && !is_back;
}

/* What any row says about the event that it is a part of. */
static void row_take(struct delivery *delivery, struct delivery_event *event, uint32_t number,
		uint32_t commit)
{
	const struct deployment *row = &delivery->facts->deployments->list.p[number];

	event->rows++;
	event->flags |= str_eq(row->kind, STR(DEPLOYMENT_INCIDENT_FIX)) ? DELIVERY_MENDS : 0;
	event->flags |= row->is_undated ? DELIVERY_UNDATED : 0;
	if (row->is_undated && commit != NONE) {
		delivery->undated[commit] = true;
	}
	delivery->event_of[number] = (uint32_t)(event - delivery->events.p);
}

static void part_take(struct delivering *delivering, struct delivery_event *event, uint32_t number,
		uint32_t commit)
{
	struct delivery *delivery = delivering->delivery;

	event->deployment = number;
	event->at = delivery->facts->deployments->list.p[number].at;
	if (commit == NONE) {
		event->kind = DELIVERY_UNKNOWN;
		delivering->is_blind = true;
	} else if (delivering->shipped_in[commit] == NONE) {
		(void)changes_take(delivering, commit, (uint32_t)(event - delivery->events.p));
		event->count = (uint32_t)delivery->shipped.len - event->first;
	}
	/* Numbers grow towards parents. */
	event->commit = commit < event->commit ? commit : event->commit;
}

static void event_add(struct delivering *delivering, uint32_t number, uint32_t commit)
{
	struct delivery *delivery = delivering->delivery;
	const struct deployment *row = &delivery->facts->deployments->list.p[number];
	uint32_t first = (uint32_t)delivery->shipped.len;
	uint32_t event = (uint32_t)delivery->events.len;
	bool is_first = delivering->walked.len == 0;
	enum delivery_kind kind = DELIVERY_UNKNOWN;

	if (row->has_failed) {
		kind = DELIVERY_FAILED;
	} else if (commit != NONE && delivering->shipped_in[commit] != NONE) {
		kind = DELIVERY_BACK;
	} else if (commit != NONE) {
		bool is_related = changes_take(delivering, commit, event);
		kind = is_first               ? DELIVERY_FIRST
		       : delivering->is_blind ? DELIVERY_UNKNOWN
		       : is_related           ? DELIVERY_CHANGES
					      : DELIVERY_UNRELATED;
	}
	kind = kind != DELIVERY_FAILED && is_rollback(row) ? DELIVERY_BACK : kind;
	delivering->is_blind = kind == DELIVERY_FAILED ? delivering->is_blind : commit == NONE;
	*vec_add(&delivery->events, delivery->arena) = (struct delivery_event){
		.service = delivering->service,
		.deployment = number,
		.began = row->at,
		.at = row->at,
		.commit = commit,
		.kind = kind,
		.mended = MOMENT_NEVER,
		.first = first,
		.count = (uint32_t)delivery->shipped.len - first,
	};
}

static void deployment_take(struct delivering *delivering, uint32_t number)
{
	struct delivery *delivery = delivering->delivery;
	const struct deployment *row = &delivery->facts->deployments->list.p[number];
	struct delivery_event *last = row->has_failed ? NULL : event_before(delivering);
	uint32_t commit = row->commit.len ? history_commit_find(delivering->history, row->commit)
					  : NONE;

	delivery->has_kinds = delivery->has_kinds || row->kind.len > 0;
	if (last && is_again(delivering, last, row, commit)) {
		row_take(delivery, last, number, commit);
	} else if (last && is_part(delivering, last, row, commit)) {
		part_take(delivering, last, number, commit);
		row_take(delivery, last, number, commit);
	} else {
		event_add(delivering, number, commit);
		row_take(delivery, &delivery->events.p[delivery->events.len - 1], number, commit);
	}
}

/* ---- service by service ---- */

static const bool *paths_of(const struct delivering *delivering)
{
	const struct delivery *delivery = delivering->delivery;
	const struct history *history = delivering->history;
	const struct delivery_service *service = NULL;

	for (size_t i = 0; i < delivery->facts->service_count; i++) {
		const struct delivery_service *one = &delivery->facts->services[i];
		service = str_eq(one->name, delivery->services.p[delivering->service]) ? one
										       : service;
	}
	if (!service || service->path_count == 0) {
		return NULL;
	}
	bool *paths = arena_new_array(delivery->arena, bool, history->path_count + 1);
	for (size_t i = 0; i < history->path_count; i++) {
		for (size_t j = 0; !paths[i] && j < service->path_count; j++) {
			paths[i] = glob_match(service->paths[j], history->paths[i]);
		}
	}
	return paths;
}

static int numbers_order(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;
	return (left > right) - (left < right);
}

/* Copies of commits that were shipped as well: a pick counts where its original does. */
static uint32_t copies_of(const struct delivering *delivering, const struct delivery_event *event)
{
	const struct delivery *delivery = delivering->delivery;
	uint32_t count = 0;

	for (uint32_t i = 0; i < event->count; i++) {
		uint32_t commit = delivery->shipped.p[event->first + i];
		uint32_t from = delivering->history->commits[commit].picked;
		uint32_t other = from == NONE ? NONE : delivering->shipped_in[from];
		count += other != NONE && delivery->events.p[other].kind == DELIVERY_CHANGES;
	}
	return count;
}

static void service_take(struct delivering *delivering, const uint32_t *rows, size_t count)
{
	struct delivery *delivery = delivering->delivery;

	delivering->rows = rows;
	delivering->row_count = count;
	delivering->first_event = delivery->events.len;
	delivering->is_blind = false;
	delivering->paths = paths_of(delivering);
	for (size_t i = 0; i < count; i++) {
		deployment_take(delivering, rows[i]);
	}
	for (size_t i = delivering->first_event; i < delivery->events.len; i++) {
		struct delivery_event *event = &delivery->events.p[i];
		if (event->count > 1) {
			qsort(delivery->shipped.p + event->first, event->count, sizeof(uint32_t),
					numbers_order);
		}
		event->copies = copies_of(delivering, event);
	}
	delivery_reverts_find(delivering);
	delivery_hotfixes_find(delivering);
	delivery_breaks_find(delivering);
	vec_each (const uint32_t, commit, &delivering->walked) {
		delivering->shipped_in[*commit] = NONE;
	}
	delivering->walked.len = 0;
}

/* The rows of each service, behind those of the services before it. */
struct service_rows {
	uint32_t *rows;
	/* By service, and one more: where they begin. */
	size_t *begin;
};

static bool services_find(struct delivery *delivery, struct service_rows *rows, struct err *err)
{
	const struct deployments *all = delivery->facts->deployments;
	struct map *known = map_create(delivery->arena);
	uint32_t *service_of = arena_new_array(delivery->arena, uint32_t, all->list.len + 1);
	moment now = delivery->facts->as_of;

	rows->begin = arena_new_array(delivery->arena, size_t, DELIVERY_SERVICES_MOST + 2);
	for (size_t i = 0; i < all->list.len; i++) {
		bool is_new = false;
		service_of[i] = NONE;
		if (all->list.p[i].at > now) {
			delivery->future++;
			continue;
		}
		struct map_entry *entry = map_put(known, all->list.p[i].service, &is_new);
		if (is_new) {
			if (delivery->services.len == DELIVERY_SERVICES_MOST) {
				return err_set(err, "deployments name more than %d services",
						DELIVERY_SERVICES_MOST);
			}
			entry->num = delivery->services.len;
			*vec_add(&delivery->services, delivery->arena) = all->list.p[i].service;
		}
		service_of[i] = (uint32_t)entry->num;
		rows->begin[entry->num + 2]++;
	}
	for (size_t i = 2; i < DELIVERY_SERVICES_MOST + 2; i++) {
		rows->begin[i] += rows->begin[i - 1];
	}
	rows->rows = arena_new_array(delivery->arena, uint32_t, all->list.len + 1);
	for (size_t i = 0; i < all->list.len; i++) {
		if (service_of[i] != NONE) {
			rows->rows[rows->begin[service_of[i] + 1]++] = (uint32_t)i;
		}
	}
	return true;
}

/* Tags that were all made at once, of commits that lie far apart: no dates of releases. */
static void belated_count(struct delivery *delivery, const struct history *history)
{
	const struct deployments *all = delivery->facts->deployments;
	moment earliest = MOMENT_NEVER;
	moment latest = MOMENT_EVER;
	moment begin = MOMENT_EVER;
	size_t together = 0;

	for (size_t i = 0; i <= all->list.len; i++) {
		const struct deployment *row = i < all->list.len ? &all->list.p[i] : NULL;
		if (row && row->is_undated) {
			continue;
		}
		if (!row || begin == MOMENT_EVER || row->at - begin > BELATED_TOGETHER) {
			bool is_belated = together >= BELATED_LEAST
					  && latest - earliest > BELATED_APART;
			delivery->belated += is_belated ? together : 0;
			begin = row ? row->at : MOMENT_EVER;
			earliest = MOMENT_NEVER;
			latest = MOMENT_EVER;
			together = 0;
		}
		uint32_t commit = row ? history_commit_find(history, row->commit) : NONE;
		if (commit != NONE) {
			moment at = history->commits[commit].at;
			earliest = at < earliest ? at : earliest;
			latest = at > latest ? at : latest;
			together++;
		}
	}
}

bool delivery_make(struct delivery *delivery, struct arena *arena,
		const struct delivery_facts *facts, struct err *err)
{
	bool is_known = facts->history && facts->history->reason == REASON_NONE;
	const struct history *history = is_known ? facts->history : &no_history;
	struct delivering delivering = { .delivery = delivery, .history = history };
	struct service_rows rows = { 0 };

	*delivery = (struct delivery){ .arena = arena, .facts = facts };
	delivery->event_of = arena_new_array(arena, uint32_t, facts->deployments->list.len + 1);
	for (size_t i = 0; i < facts->deployments->list.len; i++) {
		delivery->event_of[i] = NONE;
	}
	delivery->undated = arena_new_array(arena, bool, history->commit_count + 1);
	delivering.shipped_in = arena_new_array(arena, uint32_t, history->commit_count + 1);
	for (size_t i = 0; i < history->commit_count; i++) {
		delivering.shipped_in[i] = NONE;
	}
	if (!services_find(delivery, &rows, err)) {
		return false;
	}
	for (uint32_t i = 0; i < delivery->services.len; i++) {
		delivering.service = i;
		service_take(&delivering, rows.rows + rows.begin[i],
				rows.begin[i + 1] - rows.begin[i]);
	}
	delivery_releases_find(delivery);
	if (facts->source == DEPLOYED_TAGS) {
		belated_count(delivery, history);
	}
	return true;
}
