/* SPDX-License-Identifier: MIT */
#include "gates/price.h"

#include "base/arena.h"
#include "base/map.h"

#include <math.h>
#include <stdlib.h>

struct pricing {
	struct gate_price *price;
	struct arena *arena;
	/* Of those below, by rule and by release. */
	struct map *rules;
	struct map *releases;
	VEC(double) seconds;
};

static void entry_caught(struct pricing *pricing, const struct trend_entry *entry)
{
	vec_each (const struct trend_caught, caught, &entry->caught) {
		bool is_new;
		struct map_entry *known = map_put(pricing->rules, caught->rule, &is_new);
		if (is_new) {
			known->num = pricing->price->caught.len;
			*vec_add(&pricing->price->caught, pricing->arena) =
					(struct price_caught){ .rule = caught->rule };
		}
		struct price_caught *sum = &pricing->price->caught.p[known->num];
		sum->runs++;
		sum->findings += caught->count;
	}
}

static void entry_add(struct pricing *pricing, const struct trend_entry *entry)
{
	struct gate_price *price = pricing->price;

	price->runs++;
	price->failed += entry->verdict >= VERDICT_FAIL;
	price->sum += entry->seconds;
	*vec_add(&pricing->seconds, pricing->arena) = entry->seconds;
	entry_caught(pricing, entry);
	if (entry->release.len > 0) {
		bool is_new;
		struct map_entry *known = map_put(pricing->releases, entry->release, &is_new);
		const struct trend_entry *last = known->ptr;
		if (is_new || last->as_of <= entry->as_of) {
			known->ptr = (void *)(uintptr_t)entry;
		}
	}
}

static bool has_passed(const struct pricing *pricing, struct str release)
{
	const struct trend_entry *last = map_ptr(pricing->releases, release);
	return last && last->verdict < VERDICT_FAIL;
}

static void escaped_find(struct pricing *pricing, const struct registers *registers, moment as_of)
{
	struct register_range incidents = { 0 };

	if (registers) {
		incidents = register_of_kind(registers, STR("incident"));
	}
	for (size_t i = 0; i < incidents.len; i++) {
		const struct register_entry *incident = &incidents.p[i];
		struct str release = register_text(incident, STR("release"));
		moment began;
		bool is_known = register_moment(incident, STR("began"), &began) && began <= as_of;
		if (is_known && release.len > 0 && has_passed(pricing, release)) {
			*vec_add(&pricing->price->escaped, pricing->arena) =
					(struct price_escaped){ incident, release };
		}
	}
}

static int doubles_order(const void *a, const void *b)
{
	double left = *(const double *)a;
	double right = *(const double *)b;
	return (left > right) - (left < right);
}

static int caught_order(const void *a, const void *b)
{
	const struct price_caught *left = a;
	const struct price_caught *right = b;
	if (left->runs != right->runs) {
		return left->runs < right->runs ? 1 : -1;
	}
	return str_cmp(left->rule, right->rule);
}

/* The smallest value that this share of all is not above. */
static double rank_value(const double *sorted, size_t count, double share)
{
	size_t at = (size_t)ceil(share * (double)count);
	return sorted[at > 0 ? at - 1 : 0];
}

static void times_find(struct pricing *pricing)
{
	size_t count = pricing->seconds.len;
	if (count == 0) {
		return;
	}
	qsort(pricing->seconds.p, count, sizeof(double), doubles_order);
	pricing->price->median = rank_value(pricing->seconds.p, count, 0.5);
	pricing->price->p90 = rank_value(pricing->seconds.p, count, 0.9);
}

void gate_price_make(struct gate_price *price, struct arena *arena, const struct gate *gate,
		const struct trend *trend, const struct registers *registers, moment as_of)
{
	struct pricing pricing = {
		.price = price,
		.arena = arena,
		.rules = map_create(arena),
		.releases = map_create(arena),
	};

	*price = (struct gate_price){ 0 };
	vec_each (const struct trend_entry, entry, &trend->list) {
		if (str_eq(entry->gate, gate->name) && entry->as_of <= as_of) {
			entry_add(&pricing, entry);
		}
	}
	vec_each (const struct trend_entry, entry, &trend->list) {
		price->passed_releases += entry->release.len > 0
					  && map_ptr(pricing.releases, entry->release) == entry
					  && entry->verdict < VERDICT_FAIL;
	}
	price->is_known = price->runs >= PRICE_RUNS_LEAST;
	escaped_find(&pricing, registers, as_of);
	times_find(&pricing);
	if (price->caught.len > 1) {
		qsort(price->caught.p, price->caught.len, sizeof(*price->caught.p), caught_order);
	}
}
