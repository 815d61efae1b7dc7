/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/gather.h"

#include "base/arena.h"
#include "base/map.h"

#include <math.h>
#include <stdlib.h>

void finds_init(struct finds *finds, struct arena *arena)
{
	*finds = (struct finds){ .arena = arena, .by_key = map_create(arena) };
}

static void chunks_free(struct found *found)
{
	while (found->first) {
		struct chunk *next = found->first->next;
		free(found->first);
		found->first = next;
	}
	found->last = NULL;
}

void finds_free(struct finds *finds)
{
	vec_each (struct found, found, &finds->list) {
		chunks_free(found);
	}
}

static bool layout_eq(const struct layout *a, const struct layout *b)
{
	return a->len == b->len && memcmp(a->bounds, b->bounds, a->len * sizeof(*a->bounds)) == 0;
}

/* Its number among those of the series; LAYOUTS_MOST if there are too many. */
static uint32_t layout_put(struct found *found, struct arena *arena, const struct layout *layout)
{
	/* Backwards: what was used last is used again. */
	for (size_t i = found->layouts.len; i > 0; i--) {
		if (layout_eq(&found->layouts.p[i - 1], layout)) {
			return (uint32_t)(i - 1);
		}
	}
	if (found->layouts.len < LAYOUTS_MOST) {
		*vec_add(&found->layouts, arena) = (struct layout){
			arena_copy(arena, layout->bounds, layout->len * sizeof(*layout->bounds)),
			layout->len,
		};
		return (uint32_t)(found->layouts.len - 1);
	}
	return LAYOUTS_MOST;
}

void tally_add(struct found *found, struct arena *arena, const struct layout *layout,
		const double *counts, double sum)
{
	struct tally tally = { .sum = sum };

	tally.layout = found->is_unstable ? LAYOUTS_MOST : layout_put(found, arena, layout);
	if (tally.layout == LAYOUTS_MOST) {
		found->is_unstable = true;
	} else {
		tally.counts = arena_copy(arena, counts, layout->len * sizeof(*counts));
	}
	*vec_add(&found->tallies, arena) = tally;
}

/* What the source says about a series, without any sample. */
static struct found found_copy(struct arena *arena, const struct found *from)
{
	struct found copy = *from;
	struct series *series = &copy.series;

	series->name = str_dup(arena, series->name);
	series->unit = str_dup(arena, series->unit);
	series->metrics = arena_copy(
			arena, series->metrics, series->metric_count * sizeof(*series->metrics));
	series->labels = arena_copy(
			arena, series->labels, series->label_count * sizeof(*series->labels));
	for (size_t i = 0; i < series->label_count; i++) {
		series->labels[i].name = str_dup(arena, series->labels[i].name);
		series->labels[i].value = str_dup(arena, series->labels[i].value);
	}
	copy.first = copy.last = NULL;
	copy.len = 0;
	copy.tallies.p = NULL;
	copy.tallies.len = copy.tallies.cap = 0;
	copy.layouts.p = NULL;
	copy.layouts.len = copy.layouts.cap = 0;
	return copy;
}

static void type_join(struct found *into, const struct found *from)
{
	struct series *series = &into->series;

	if (series->type == MEASURE_UNTYPED) {
		series->type = from->series.type;
	} else if (from->series.type != MEASURE_UNTYPED && from->series.type != series->type
			&& into->other_place.path.len == 0) {
		into->other_type = from->series.type;
		into->other_place = from->series.place;
	}
}

static void about_join(struct found *into, const struct found *from)
{
	struct series *series = &into->series;

	type_join(into, from);
	series->is_partial |= from->series.is_partial;
	series->repeats += from->series.repeats;
	series->gaps += from->series.gaps;
	if (series->repeated.path.len == 0) {
		series->repeated = from->series.repeated;
	}
	if (series->lookback_ms < from->series.lookback_ms) {
		series->lookback_ms = from->series.lookback_ms;
	}
	if (from->newest_at != MOMENT_EVER && from->newest_at != into->newest_at
			&& found_is_newer(into, from->newest_at, from->is_newest_future)) {
		into->newest_at = from->newest_at;
		into->is_newest_future = from->is_newest_future;
		series->newest = from->series.newest;
	}
}

static void samples_move(struct arena *arena, struct found *into, struct found *from)
{
	into->is_unstable |= from->is_unstable;
	vec_each (const struct tally, tally, &from->tallies) {
		if (tally->layout == LAYOUTS_MOST || into->is_unstable) {
			*vec_add(&into->tallies, arena) = (struct tally){ .layout = LAYOUTS_MOST };
		} else {
			tally_add(into, arena, &from->layouts.p[tally->layout], tally->counts,
					tally->sum);
		}
	}
	if (from->first) {
		*(into->last ? &into->last->next : &into->first) = from->first;
		into->last = from->last;
		into->len += from->len;
		from->first = from->last = NULL;
		from->len = 0;
	}
}

void finds_take(struct finds *into, struct finds *from)
{
	for (size_t i = 0; i < from->list.len; i++) {
		struct found *found = &from->list.p[i];
		bool is_new;
		struct map_entry *entry =
				map_put(into->by_key, from->by_key->entries[i].key, &is_new);
		if (is_new) {
			entry->num = into->list.len;
			*vec_add(&into->list, into->arena) = found_copy(into->arena, found);
		} else {
			about_join(&into->list.p[entry->num], found);
		}
		samples_move(into->arena, &into->list.p[entry->num], found);
	}
}

/* Copies the samples out and frees each chunk, so that they are there twice only in part. */
static void samples_deliver(struct found *found, struct arena *arena)
{
	struct series *series = &found->series;
	struct sample *samples = arena_new_array(arena, struct sample, found->len);
	size_t at = 0;

	while (found->first) {
		struct chunk *chunk = found->first;
		if (chunk->events && !series->events) {
			series->events = arena_new_array(arena, double, found->len);
			for (size_t i = 0; i < found->len; i++) {
				series->events[i] = -1;
			}
		}
		if (chunk->events) {
			memcpy(series->events + at, chunk->events,
					chunk->len * sizeof(*chunk->events));
		}
		if (series->parts.len == 0
				|| series->parts.p[series->parts.len - 1].snapshot
						   != chunk->snapshot) {
			*vec_add(&series->parts, arena) =
					(struct series_part){ chunk->snapshot, at };
		}
		memcpy(samples + at, chunk->samples, chunk->len * sizeof(*samples));
		at += chunk->len;
		found->first = chunk->next;
		free(chunk);
	}
	found->last = NULL;
	series->samples.p = samples;
	series->samples.len = series->samples.cap = at;
}

static bool layout_has(const struct layout *layout, double bound)
{
	for (size_t i = 0; i < layout->len; i++) {
		if (layout->bounds[i] == bound) {
			return true;
		}
	}
	return false;
}

/* The bounds that all samples have: counts are cumulative, so these are exact. */
static size_t bounds_share(const struct found *found, double *shared)
{
	const struct layout *first = &found->layouts.p[0];
	size_t count = 0;

	for (size_t i = 0; i < first->len; i++) {
		bool has_all = true;
		vec_each (const struct layout, layout, &found->layouts) {
			has_all = has_all && layout_has(layout, first->bounds[i]);
		}
		if (has_all) {
			shared[count++] = first->bounds[i];
		}
	}
	return count;
}

static void tally_deliver(const struct layout *layout, const struct tally *tally,
		const double *bounds, size_t bound_count, double *counts)
{
	size_t at = 0;
	for (size_t i = 0; i < bound_count; i++) {
		while (layout->bounds[at] != bounds[i]) {
			at++;
		}
		counts[i] = tally->counts[at];
	}
}

static void buckets_deliver(struct found *found, struct arena *arena)
{
	struct series *series = &found->series;
	double *bounds = arena_new_array(arena, double, found->layouts.p[0].len);
	size_t bound_count = bounds_share(found, bounds);
	double *counts = arena_new_array(arena, double, size_mul(found->len, bound_count));
	double *sums = arena_new_array(arena, double, found->len);
	bool has_sums = false;

	for (size_t i = 0; i < found->tallies.len; i++) {
		const struct tally *tally = &found->tallies.p[i];
		tally_deliver(&found->layouts.p[tally->layout], tally, bounds, bound_count,
				counts + i * bound_count);
		sums[i] = tally->sum;
		has_sums |= !isnan(tally->sum);
	}
	series->bounds = bounds;
	series->bound_count = bound_count;
	series->counts = counts;
	series->sums = has_sums ? sums : NULL;
}

/* A histogram among plain values, or the other way round. */
static bool is_mixed(const struct found *found)
{
	return found->tallies.len > 0 && found->tallies.len < found->len;
}

static void schema_fault(struct measures *measures, const struct found *found, struct str text)
{
	*vec_add(&measures->faults, measures->arena) = (struct measure_fault){
		.kind = STR("schema"),
		.subject = series_write(&found->series, measures->arena),
		.text = text,
		.remedy = STR("name the snapshots that count with `source`"),
		.place = found->other_place.path.len ? found->other_place : found->series.place,
	};
}

static void conflicts_report(const struct found *found, struct measures *measures)
{
	if (found->other_place.path.len) {
		schema_fault(measures, found,
				str_fmt(measures->arena, "it is a %s here and a %s elsewhere",
						measure_type_words[found->other_type],
						measure_type_words[found->series.type]));
	} else if (is_mixed(found)) {
		schema_fault(measures, found,
				STR("it has buckets in one place and none in another"));
	}
	if (found->is_unstable) {
		schema_fault(measures, found,
				str_fmt(measures->arena, "its buckets change more than %d times",
						LAYOUTS_MOST));
	}
}

void finds_deliver(struct finds *finds, struct measures *measures)
{
	vec_each (struct found, found, &finds->list) {
		struct series *series = &found->series;
		conflicts_report(found, measures);
		if (found->tallies.len && !is_mixed(found) && !found->is_unstable) {
			buckets_deliver(found, measures->arena);
		}
		samples_deliver(found, measures->arena);
		*vec_add(&measures->series, measures->arena) = *series;
	}
}
