/* SPDX-License-Identifier: MIT */
#include "conditions/spread.h"

#include "base/arena.h"

#include <stdlib.h>

/* What one person did in one module. */
struct share_of {
	uint32_t module;
	uint32_t person;
	uint32_t commits;
};

struct module_sum {
	uint32_t commits;
	/* The most that one person made. */
	uint32_t most;
	/* By number of commits, how many people have as many. */
	uint32_t *with;
};

struct spread {
	const struct touched *touched;
	struct share_of *shares;
	/* By touched commit, which shares it is of: places[first[i]] up to first[i + 1]. */
	uint32_t *places;
	uint32_t *first;
	struct module_sum *sums;
	uint32_t modules;
	uint32_t lone;
};

/* A module that a commit touched. */
struct visit {
	uint32_t module;
	uint32_t person;
	uint32_t commit;
};

static int by_number(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int visit_order(const void *a, const void *b)
{
	const struct visit *left = a;
	const struct visit *right = b;
	int order = by_number(left->module, right->module);
	order = order != 0 ? order : by_number(left->person, right->person);
	return order != 0 ? order : by_number(left->commit, right->commit);
}

/* One for each module that a commit touched, in the order of modules, people and commits. */
static struct visit *visits_find(const struct touched *touched, const uint32_t *modules,
		struct arena *arena, size_t *count)
{
	VEC(struct visit) visits = { 0 };
	for (uint32_t i = 0; i < touched->count; i++) {
		const struct history_commit *commit =
				&touched->history->commits[touched->commits[i]];
		const struct history_change *changes =
				touched->history->changes + commit->first_change;
		for (uint32_t c = 0; c < commit->change_count; c++) {
			uint32_t module = modules[changes[c].path];
			if (module != NONE && touched->is_meant[changes[c].path]) {
				*vec_add(&visits, arena) =
						(struct visit){ module, commit->person, i };
			}
		}
	}
	size_t kept = 0;
	vec_sort(&visits, visit_order);
	for (size_t i = 0; i < visits.len; i++) {
		if (i == 0 || visit_order(&visits.p[i], &visits.p[i - 1]) != 0) {
			visits.p[kept++] = visits.p[i];
		}
	}
	*count = kept;
	return visits.p;
}

static bool is_same_share(const struct visit *a, const struct visit *b)
{
	return a->module == b->module && a->person == b->person;
}

/* Which shares each commit is of. */
static void places_make(struct spread *spread, struct arena *arena, const struct visit *visits,
		size_t count)
{
	uint32_t commits = spread->touched->count;
	uint32_t *next = arena_new_array(arena, uint32_t, (size_t)commits + 1);
	uint32_t share = 0;
	spread->first = arena_new_array(arena, uint32_t, (size_t)commits + 1);
	spread->places = arena_new_array(arena, uint32_t, count);
	spread->shares = arena_new_array(arena, struct share_of, count);
	for (size_t i = 0; i < count; i++) {
		spread->first[visits[i].commit + 1]++;
	}
	for (uint32_t i = 0; i < commits; i++) {
		spread->first[i + 1] += spread->first[i];
		next[i] = spread->first[i];
	}
	for (size_t i = 0; i < count; i++) {
		share += i > 0 && !is_same_share(&visits[i], &visits[i - 1]);
		spread->shares[share].module = visits[i].module;
		spread->shares[share].person = visits[i].person;
		spread->places[next[visits[i].commit]++] = share;
	}
}

static void sums_make(struct spread *spread, struct arena *arena, const struct visit *visits,
		size_t count)
{
	uint32_t modules = count > 0 ? visits[count - 1].module + 1 : 0;
	spread->sums = arena_new_array(arena, struct module_sum, modules);
	for (size_t i = 0; i < count;) {
		size_t end = i;
		while (end < count && visits[end].module == visits[i].module) {
			end++;
		}
		/* Nobody has more commits than there are. */
		spread->sums[visits[i].module].with = arena_new_array(arena, uint32_t, end - i + 1);
		i = end;
	}
}

struct spread *spread_create(
		struct arena *arena, const struct touched *touched, const uint32_t *modules)
{
	struct spread *spread = arena_new(arena, struct spread);
	size_t count;
	spread->touched = touched;
	const struct visit *visits = visits_find(touched, modules, arena, &count);
	places_make(spread, arena, visits, count);
	sums_make(spread, arena, visits, count);
	return spread;
}

static bool counts(const struct module_sum *sum)
{
	return sum->commits >= SPREAD_COMMITS_MIN;
}

static bool is_lone(const struct module_sum *sum)
{
	return counts(sum)
	       && (uint64_t)sum->most * 100 >= (uint64_t)sum->commits * SPREAD_LONE_PERCENT;
}

static void share_turn(struct module_sum *sum, struct share_of *share, bool enters)
{
	/* With none of them, somebody is not counted at all. */
	sum->with[share->commits] -= share->commits > 0;
	if (enters) {
		sum->commits++;
		sum->with[++share->commits]++;
		sum->most = share->commits > sum->most ? share->commits : sum->most;
		return;
	}
	sum->commits--;
	share->commits--;
	sum->with[share->commits] += share->commits > 0;
	/* It was the last of those that had the most: that person has one less now. */
	sum->most -= sum->with[sum->most] == 0;
}

void spread_turn(struct spread *spread, uint32_t i, bool enters)
{
	for (uint32_t p = spread->first[i]; p < spread->first[i + 1]; p++) {
		struct share_of *share = &spread->shares[spread->places[p]];
		struct module_sum *sum = &spread->sums[share->module];
		spread->modules -= counts(sum);
		spread->lone -= is_lone(sum);
		share_turn(sum, share, enters);
		spread->modules += counts(sum);
		spread->lone += is_lone(sum);
	}
}

uint32_t spread_modules(const struct spread *spread)
{
	return spread->modules;
}

uint32_t spread_lone(const struct spread *spread)
{
	return spread->lone;
}
