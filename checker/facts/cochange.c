/* SPDX-License-Identifier: MIT */
/*
 * Pairs are counted from the side of the items: for each item, the sets that it
 * is in say what else was changed with it.  One counter for each item does for
 * all of them, so there is no table of pairs that could grow.
 */
#include "facts/cochange.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/quantity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where an item stands in the sets. */
struct occurrence {
	uint32_t at;
	uint32_t set;
};

struct cochange_sets {
	/* Set after set, each sorted, each ended by NONE; only items that reach `revisions`. */
	VEC(uint32_t) items;
	/* Of each set its commit, the latest first. */
	VEC(uint32_t) commits;
	/* By item: occurrences[first[i]] up to first[i + 1]. */
	struct occurrence *occurrences;
	uint32_t *first;
};

bool cochange_window_read(struct cochange_window *window, struct str text, moment until)
{
	struct duration duration;

	*window = (struct cochange_window){
		.since = MOMENT_EVER,
		.until = until,
		.max_set = COCHANGE_MAX_SET,
	};
	if (str_eq(str_trim(text), STR("all"))) {
		return true;
	}
	if (!duration_read(&duration, text)) {
		return false;
	}
	window->since = moment_before(until, duration);
	return true;
}

bool cochange_degree_read(double *degree, struct str text)
{
	struct quantity quantity;
	struct err err;

	if (!quantity_read(&quantity, str_trim(text), &err)
			|| (quantity.unit.text.len > 0 && !quantity.unit.is_ratio)) {
		return false;
	}
	/* A bare number is in percent, too. */
	*degree = quantity.unit.is_ratio ? quantity.value * (quantity.unit.scale * 100)
					 : quantity.value;
	return *degree >= 0 && *degree <= 100;
}

/* ---- commits ---- */

static bool is_in_window(const struct history_commit *commit, const struct cochange_window *window)
{
	return (commit->flags & COMMIT_OF_HEAD) && commit->parent_count < 2
	       && commit->at <= window->until
	       && (window->since == MOMENT_EVER || commit->at > window->since);
}

static size_t size_of(const struct history_commit *commit)
{
	return (size_t)commit->change_count + commit->outside;
}

static bool is_too_large(const struct history_commit *commit, const struct cochange_window *window)
{
	return window->max_set > 0 && size_of(commit) > window->max_set;
}

static bool commit_counts(const struct history_commit *commit, const struct cochange_window *window)
{
	return is_in_window(commit, window) && !(commit->flags & COMMIT_IGNORED)
	       && !is_too_large(commit, window);
}

static void commit_tally(struct cochange *cochange, const struct history_commit *commit,
		const struct cochange_window *window)
{
	if (!is_in_window(commit, window)) {
		return;
	}
	if (commit->flags & COMMIT_IGNORED) {
		cochange->ignored++;
	} else if (is_too_large(commit, window)) {
		size_t size = size_of(commit);
		cochange->too_large++;
		cochange->largest = size > cochange->largest ? size : cochange->largest;
	} else {
		cochange->commits++;
	}
}

size_t cochange_commits(const struct history *history, const struct cochange_window *window)
{
	size_t count = 0;

	for (size_t i = 0; i < history->commit_count; i++) {
		count += commit_counts(&history->commits[i], window);
	}
	return count;
}

static double weight_of(const struct history_commit *commit, const struct cochange_window *window)
{
	double age = (double)(window->until - commit->at);
	return window->half_life > 0 ? exp2(-age / (double)window->half_life) : 1;
}

/* ---- sets ---- */

static int number_order(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;
	return (left > right) - (left < right);
}

/* Sorts, and leaves each number once; how many there are then. */
static size_t numbers_unite(uint32_t *numbers, size_t count)
{
	size_t kept = 0;

	if (count > 1) {
		qsort(numbers, count, sizeof(*numbers), number_order);
	}
	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || numbers[kept - 1] != numbers[i]) {
			numbers[kept++] = numbers[i];
		}
	}
	return kept;
}

struct counting {
	struct cochange *cochange;
	struct arena *arena;
	struct arena *scratch;
	const struct history *history;
	const uint32_t *items;
	size_t item_count;
	const struct cochange_window *window;
	const struct cochange_least *least;
	/* By item and, if commits weigh differently, by commit. */
	double *weights;
	double *commit_weights;
};

/* All items of the commit, as one set more. */
static void set_add(struct counting *counting, struct cochange_sets *all, uint32_t number)
{
	const struct history_commit *commit = &counting->history->commits[number];
	size_t first = all->items.len;

	for (uint32_t i = 0; i < commit->change_count; i++) {
		const struct history_change *change =
				&counting->history->changes[commit->first_change + i];
		uint32_t item = counting->items[change->path];
		if (item != NONE) {
			*vec_add(&all->items, counting->scratch) = item;
		}
	}
	all->items.len = first + numbers_unite(&all->items.p[first], all->items.len - first);
	for (size_t i = first; i < all->items.len; i++) {
		uint32_t item = all->items.p[i];
		counting->cochange->revisions[item]++;
		counting->weights[item] += weight_of(commit, counting->window);
	}
	*vec_add(&all->items, counting->scratch) = NONE;
	*vec_add(&all->commits, counting->scratch) = number;
}

/*
 * Takes out of the sets what changed too rarely to be in a pair, and sets that
 * have no pair then.
 */
static void sets_thin(struct counting *counting, const struct cochange_sets *all)
{
	const uint32_t *revisions = counting->cochange->revisions;
	struct cochange_sets *sets = counting->cochange->sets;
	size_t set = 0;
	size_t first = 0;

	for (size_t i = 0; i < all->items.len; i++) {
		uint32_t item = all->items.p[i];
		if (item != NONE) {
			if (revisions[item] >= counting->least->revisions
					&& revisions[item] >= counting->least->shared) {
				*vec_add(&sets->items, counting->arena) = item;
			}
			continue;
		}
		if (sets->items.len - first > 1) {
			*vec_add(&sets->items, counting->arena) = NONE;
			*vec_add(&sets->commits, counting->arena) = all->commits.p[set];
		} else {
			sets->items.len = first;
		}
		first = sets->items.len;
		set++;
	}
}

/* Says of each item where it stands, in the order of sets. */
static void sets_index(struct counting *counting)
{
	struct cochange_sets *sets = counting->cochange->sets;
	size_t count = counting->item_count;
	uint32_t set = 0;

	sets->first = arena_new_array(counting->arena, uint32_t, count + 2);
	vec_each (const uint32_t, item, &sets->items) {
		if (*item != NONE) {
			sets->first[*item + 2]++;
		}
	}
	for (size_t i = 2; i < count + 2; i++) {
		sets->first[i] += sets->first[i - 1];
	}
	sets->occurrences =
			arena_new_array(counting->arena, struct occurrence, sets->first[count + 1]);
	/* first[i + 1] is where the next one of item i goes, and in the end where i + 1 begins. */
	for (size_t i = 0; i < sets->items.len; i++) {
		uint32_t item = sets->items.p[i];
		if (item == NONE) {
			set++;
		} else {
			sets->occurrences[sets->first[item + 1]++] =
					(struct occurrence){ (uint32_t)i, set };
		}
	}
}

static void sets_make(struct counting *counting)
{
	const struct history *history = counting->history;
	struct cochange_sets all = { 0 };

	for (uint32_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		commit_tally(counting->cochange, commit, counting->window);
		if (commit_counts(commit, counting->window)) {
			set_add(counting, &all, i);
		}
	}
	sets_thin(counting, &all);
	sets_index(counting);
	if (counting->window->half_life <= 0) {
		return;
	}
	const struct cochange_sets *sets = counting->cochange->sets;
	counting->commit_weights = arena_new_array(counting->scratch, double, sets->commits.len);
	for (size_t i = 0; i < sets->commits.len; i++) {
		counting->commit_weights[i] =
				weight_of(&history->commits[sets->commits.p[i]], counting->window);
	}
}

/* ---- pairs ---- */

/* What was changed together with one item: counters for the others, those in use listed. */
struct partners {
	uint32_t *shared;
	double *weight;
	uint32_t *numbers;
	size_t count;
};

static void partners_count(
		const struct counting *counting, uint32_t item, struct partners *partners)
{
	const struct cochange_sets *sets = counting->cochange->sets;

	partners->count = 0;
	for (uint32_t i = sets->first[item]; i < sets->first[item + 1]; i++) {
		struct occurrence here = sets->occurrences[i];
		const uint32_t *other = &sets->items.p[here.at + 1];
		for (; *other != NONE; other++) {
			if (partners->shared[*other]++ == 0) {
				partners->numbers[partners->count++] = *other;
			}
			if (counting->commit_weights) {
				partners->weight[*other] += counting->commit_weights[here.set];
			}
		}
	}
}

static double degree_of(const struct counting *counting, uint32_t a, uint32_t b,
		const struct partners *partners)
{
	const uint32_t *revisions = counting->cochange->revisions;
	double both = (double)revisions[a] + (double)revisions[b];
	double shared = partners->shared[b];

	if (counting->commit_weights) {
		both = counting->weights[a] + counting->weights[b];
		shared = partners->weight[b];
	}
	return both > 0 ? 200 * shared / both : 0;
}

static int pair_order(const void *a, const void *b)
{
	const struct cochange_pair *left = a;
	const struct cochange_pair *right = b;

	if (left->degree != right->degree) {
		return left->degree < right->degree ? 1 : -1;
	}
	if (left->shared != right->shared) {
		return left->shared < right->shared ? 1 : -1;
	}
	if (left->a != right->a) {
		return left->a < right->a ? -1 : 1;
	}
	return (left->b > right->b) - (left->b < right->b);
}

static bool pairs_make(struct counting *counting, struct err *err)
{
	struct cochange *cochange = counting->cochange;
	const struct cochange_least *least = counting->least;
	VEC(struct cochange_pair) pairs = { 0 };
	struct partners partners = {
		.shared = arena_new_array(counting->scratch, uint32_t, counting->item_count),
		.weight = arena_new_array(counting->scratch, double, counting->item_count),
		.numbers = arena_new_array(counting->scratch, uint32_t, counting->item_count),
	};

	for (uint32_t item = 0; item < counting->item_count; item++) {
		partners_count(counting, item, &partners);
		for (size_t i = 0; i < partners.count; i++) {
			uint32_t other = partners.numbers[i];
			struct cochange_pair pair = { item, other, partners.shared[other],
				degree_of(counting, item, other, &partners) };
			partners.shared[other] = 0;
			partners.weight[other] = 0;
			if (pair.shared < least->shared || pair.degree < least->degree) {
				continue;
			}
			if (pairs.len >= least->max_pairs) {
				return err_set(err, "more than %zu pairs change together",
						least->max_pairs);
			}
			*vec_add(&pairs, counting->scratch) = pair;
		}
	}
	vec_sort(&pairs, pair_order);
	cochange->pair_count = pairs.len;
	cochange->pairs = pairs.len ? arena_copy(counting->arena, pairs.p,
						      pairs.len * sizeof(*pairs.p))
				    : NULL;
	return true;
}

bool cochange_count(struct cochange *cochange, struct arena *arena, const struct history *history,
		const uint32_t *items, size_t item_count, const struct cochange_window *window,
		const struct cochange_least *least, struct err *err)
{
	struct counting counting = {
		.cochange = cochange,
		.arena = arena,
		.scratch = arena_create(),
		.history = history,
		.items = items,
		.item_count = item_count,
		.window = window,
		.least = least,
	};

	*cochange = (struct cochange){
		.revisions = arena_new_array(arena, uint32_t, item_count),
		.sets = arena_new(arena, struct cochange_sets),
	};
	counting.weights = arena_new_array(counting.scratch, double, item_count);
	sets_make(&counting);
	bool is_good = pairs_make(&counting, err);
	arena_destroy(counting.scratch);
	return is_good;
}

size_t cochange_shared(const struct cochange *cochange, const struct cochange_pair *pair,
		uint32_t *commits, size_t max)
{
	const struct cochange_sets *sets = cochange->sets;
	uint32_t a = sets->first[pair->a];
	uint32_t b = sets->first[pair->b];
	size_t count = 0;

	while (a < sets->first[pair->a + 1] && b < sets->first[pair->b + 1] && count < max) {
		uint32_t left = sets->occurrences[a].set;
		uint32_t right = sets->occurrences[b].set;
		if (left == right) {
			commits[count++] = sets->commits.p[left];
		}
		a += left <= right;
		b += right <= left;
	}
	return count;
}

/* ---- reach ---- */

/* What one commit changed: the modules of what was asked for, and all of them. */
struct touched {
	uint32_t *own;
	size_t own_count;
	uint32_t *all;
	size_t all_count;
	bool is_asked;
};

static void touched_fill(struct touched *touched, const struct history *history,
		const struct history_commit *commit, const uint32_t *modules,
		const uint8_t *is_asked)
{
	touched->own_count = touched->all_count = 0;
	touched->is_asked = false;
	for (uint32_t i = 0; i < commit->change_count; i++) {
		uint32_t path = history->changes[commit->first_change + i].path;
		bool is_own = is_asked && is_asked[path];
		touched->is_asked |= is_asked ? is_own : modules[path] != NONE;
		if (modules[path] == NONE) {
			continue;
		}
		touched->all[touched->all_count++] = modules[path];
		if (is_own) {
			touched->own[touched->own_count++] = modules[path];
		}
	}
	touched->all_count = numbers_unite(touched->all, touched->all_count);
	touched->own_count = numbers_unite(touched->own, touched->own_count);
}

struct cochange_reach cochange_reach(const struct history *history, const uint32_t *modules,
		const uint8_t *is_asked, const struct cochange_window *window)
{
	struct arena *scratch = arena_create();
	struct cochange_reach reach = { 0 };
	size_t most = 0;

	for (size_t i = 0; i < history->commit_count; i++) {
		size_t count = history->commits[i].change_count;
		most = count > most ? count : most;
	}
	struct touched touched = {
		.own = arena_new_array(scratch, uint32_t, most),
		.all = arena_new_array(scratch, uint32_t, most),
	};
	for (size_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		if (!commit_counts(commit, window)) {
			continue;
		}
		touched_fill(&touched, history, commit, modules, is_asked);
		if (touched.is_asked) {
			/* Own modules are among all of them; what is left are others. */
			size_t own = is_asked ? touched.own_count : 1;
			reach.commits++;
			reach.crossing += touched.all_count > own;
			reach.modules += touched.all_count;
		}
	}
	arena_destroy(scratch);
	return reach;
}
