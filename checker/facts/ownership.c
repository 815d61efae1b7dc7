/* SPDX-License-Identifier: MIT */
#include "facts/ownership.h"

#include "base/arena.h"

#include <stdlib.h>

/* Pairs of numbers, each as one: what is counted by sorting. */
struct pair_keys {
	uint64_t *p;
	size_t len;
	size_t cap;
};

static uint64_t pair_key(uint32_t high, uint32_t low)
{
	return (uint64_t)high << 32 | low;
}

static int key_order(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a;
	uint64_t right = *(const uint64_t *)b;
	return left < right ? -1 : left > right;
}

/* How many keys from `first` on are equal to it; of sorted ones. */
static size_t key_run(const struct pair_keys *keys, size_t first)
{
	size_t end = first;
	while (end < keys->len && keys->p[end] == keys->p[first]) {
		end++;
	}
	return end - first;
}

static bool is_counted(const struct ownership *ownership, struct ownership_span span,
		const struct history_commit *commit)
{
	return commit->change_count > 0 && commit->at > span.from && commit->at <= span.to
	       && (commit->flags & COMMIT_OF_HEAD) && !(commit->flags & COMMIT_IGNORED)
	       && !(ownership->robots && ownership->robots[commit->person]);
}

static uint32_t owner_of(const struct ownership *ownership, uint32_t path)
{
	uint32_t module = ownership->modules[path];
	return module == NONE ? NONE : ownership->module_owners[module];
}

/* ---- what one commit touched ---- */

struct touched {
	const struct ownership *ownership;
	/* By module, by owner: the last commit that touched it, and one more. */
	uint32_t *module_marks;
	uint32_t *owner_marks;
	/* Of the commit at hand, each once. */
	uint32_t *modules;
	size_t module_count;
	uint32_t *owners;
	size_t owner_count;
};

static struct touched touched_create(const struct ownership *ownership, struct arena *arena)
{
	return (struct touched){
		.ownership = ownership,
		.module_marks = arena_new_array(arena, uint32_t, ownership->module_count),
		.owner_marks = arena_new_array(arena, uint32_t, ownership->owner_count),
		.modules = arena_new_array(arena, uint32_t, ownership->module_count),
		.owners = arena_new_array(arena, uint32_t, ownership->owner_count),
	};
}

static void touched_read(struct touched *touched, uint32_t number)
{
	const struct ownership *ownership = touched->ownership;
	const struct history_commit *commit = &ownership->history->commits[number];
	const struct history_change *changes = &ownership->history->changes[commit->first_change];

	touched->module_count = 0;
	touched->owner_count = 0;
	for (uint32_t i = 0; i < commit->change_count; i++) {
		uint32_t module = ownership->modules[changes[i].path];
		if (module == NONE || touched->module_marks[module] == number + 1) {
			continue;
		}
		touched->module_marks[module] = number + 1;
		touched->modules[touched->module_count++] = module;
		uint32_t owner = ownership->module_owners[module];
		if (owner != NONE && touched->owner_marks[owner] != number + 1) {
			touched->owner_marks[owner] = number + 1;
			touched->owners[touched->owner_count++] = owner;
		}
	}
}

/* ---- where people belong ---- */

/* By person the owner of most keys (person, owner), which are sorted here. */
static void belonging_choose(struct pair_keys *keys, uint32_t *belonging)
{
	uint32_t person = NONE;
	size_t most = 0;

	vec_sort(keys, key_order);
	for (size_t i = 0; i < keys->len;) {
		size_t count = key_run(keys, i);
		uint32_t owner = (uint32_t)keys->p[i];
		if (keys->p[i] >> 32 != person) {
			person = (uint32_t)(keys->p[i] >> 32);
			most = 0;
		}
		if (count == most) {
			belonging[person] = NONE;
		} else if (count > most) {
			most = count;
			belonging[person] = count < OWNERSHIP_LEAST_OF_ONE ? NONE : owner;
		}
		i += count;
	}
}

/* By the changes of modules. */
static const uint32_t *belonging_follow(
		const struct ownership *ownership, struct ownership_span span, struct arena *arena)
{
	const struct history *history = ownership->history;
	struct pair_keys keys = { 0 };
	uint32_t *belonging = arena_new_array(arena, uint32_t, history->people);
	memset(belonging, 0xff, history->people * sizeof(*belonging));
	struct touched touched = touched_create(ownership, arena);
	for (uint32_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		if (!is_counted(ownership, span, commit)) {
			continue;
		}
		touched_read(&touched, i);
		for (size_t k = 0; k < touched.owner_count; k++) {
			*vec_add(&keys, arena) = pair_key(commit->person, touched.owners[k]);
		}
	}
	belonging_choose(&keys, belonging);
	return belonging;
}

/* How many people of each team commit within the time, up to two. */
static void teams_count(const struct ownership *ownership, struct ownership_span span,
		uint8_t *counts, struct arena *arena)
{
	const struct history *history = ownership->history;
	bool *is_known = arena_new_array(arena, bool, history->people);

	for (size_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		if (!is_counted(ownership, span, commit) || is_known[commit->person]) {
			continue;
		}
		is_known[commit->person] = true;
		uint32_t owner = ownership->teams[commit->person];
		if (owner != NONE && counts[owner] < 2) {
			counts[owner]++;
		}
	}
}

const struct belonging *ownership_belonging(
		const struct ownership *ownership, struct ownership_span span, struct arena *arena)
{
	struct belonging *belonging = arena_new(arena, struct belonging);
	uint8_t *people = arena_new_array(arena, uint8_t, ownership->owner_count);
	uint8_t *counts = arena_new_array(arena, uint8_t, ownership->owner_count);

	belonging->people = people;
	if (ownership->teams) {
		belonging->owners = ownership->teams;
		teams_count(ownership, span, counts, arena);
	} else {
		belonging->owners = belonging_follow(ownership, span, arena);
	}
	for (size_t i = 0; i < ownership->owner_count; i++) {
		bool is_one = ownership->owners[i].is_person || counts[i] == 1;
		bool is_nobody = ownership->teams && counts[i] == 0;
		people[i] = is_one ? PEOPLE_ONE : is_nobody ? PEOPLE_UNKNOWN : PEOPLE_TOLD;
	}
	return belonging;
}

/* ---- how commits spread over people ---- */

static int count_order(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;
	return left > right ? -1 : left < right;
}

/* `counts` are the commits of each person; they are sorted. */
static void spread_compute(struct ownership_sum *sum, uint32_t *counts, size_t people)
{
	double squares = 0;
	uint64_t so_far = 0;

	for (size_t i = 0; i < people; i++) {
		sum->commits += counts[i];
	}
	if (sum->commits == 0) {
		return;
	}
	qsort(counts, people, sizeof(*counts), count_order);
	for (size_t i = 0; i < people && counts[i] > 0; i++) {
		double share = (double)counts[i] / sum->commits;
		squares += share * share;
		sum->absence += so_far * 2 < sum->commits;
		so_far += counts[i];
		sum->people++;
	}
	sum->top = (double)counts[0] / sum->commits;
	sum->fragmentation = sum->people > 1 ? 1 - squares : 0;
}

struct ownership_sum *ownership_of_modules(const struct ownership *ownership,
		struct ownership_span span, const struct belonging *belonging, struct arena *arena)
{
	const struct history *history = ownership->history;
	struct ownership_sum *sums =
			arena_new_array(arena, struct ownership_sum, ownership->module_count);
	struct touched touched = touched_create(ownership, arena);
	struct pair_keys keys = { 0 };

	for (uint32_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		if (!is_counted(ownership, span, commit)) {
			continue;
		}
		touched_read(&touched, i);
		uint32_t home = belonging->owners[commit->person];
		for (size_t k = 0; k < touched.module_count; k++) {
			uint32_t module = touched.modules[k];
			uint32_t owner = ownership->module_owners[module];
			struct ownership_sum *sum = &sums[module];
			bool is_small = owner != NONE && commit->change_count <= ownership->max_set;
			*vec_add(&keys, arena) = pair_key(module, commit->person);
			sum->owned += owner != NONE;
			bool is_placed = owner != NONE && home != NONE
					 && belonging->people[owner] == PEOPLE_TOLD;
			sum->placed += is_placed;
			sum->crossing += is_placed && home != owner;
			sum->small += is_small;
			sum->spanning += is_small && touched.owner_count > 1;
		}
	}
	vec_sort(&keys, key_order);
	uint32_t *counts = arena_new_array(arena, uint32_t, history->people);
	for (size_t i = 0; i < keys.len;) {
		uint32_t module = (uint32_t)(keys.p[i] >> 32);
		size_t people = 0;
		while (i < keys.len && keys.p[i] >> 32 == module) {
			size_t run = key_run(&keys, i);
			counts[people++] = (uint32_t)run;
			i += run;
		}
		spread_compute(&sums[module], counts, people);
	}
	return sums;
}

static int author_order(const void *a, const void *b)
{
	const struct ownership_author *left = a;
	const struct ownership_author *right = b;
	if (left->module != right->module) {
		return left->module < right->module ? -1 : 1;
	}
	if (left->commits != right->commits) {
		return left->commits > right->commits ? -1 : 1;
	}
	return left->person < right->person ? -1 : left->person > right->person;
}

struct ownership_author *ownership_authors(const struct ownership *ownership,
		struct ownership_span span, struct arena *arena, size_t *count)
{
	const struct history *history = ownership->history;
	struct touched touched = touched_create(ownership, arena);
	struct pair_keys keys = { 0 };

	for (uint32_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		if (!is_counted(ownership, span, commit)) {
			continue;
		}
		touched_read(&touched, i);
		for (size_t k = 0; k < touched.module_count; k++) {
			*vec_add(&keys, arena) = pair_key(touched.modules[k], commit->person);
		}
	}
	vec_sort(&keys, key_order);
	struct ownership_author *authors =
			arena_new_array(arena, struct ownership_author, keys.len);
	*count = 0;
	for (size_t i = 0; i < keys.len;) {
		size_t run = key_run(&keys, i);
		authors[(*count)++] = (struct ownership_author){
			.module = (uint32_t)(keys.p[i] >> 32),
			.person = (uint32_t)keys.p[i],
			.commits = (uint32_t)run,
		};
		i += run;
	}
	if (*count > 1) {
		qsort(authors, *count, sizeof(*authors), author_order);
	}
	return authors;
}

/* What a commit did to wanted paths; false if it changed none of them. */
static bool wanted_read(const struct ownership *ownership, const struct history_commit *commit,
		const uint8_t *wanted, const struct belonging *belonging, struct ownership_sum *sum)
{
	const struct history_change *changes = &ownership->history->changes[commit->first_change];
	uint32_t home = belonging->owners[commit->person];
	bool is_wanted = false;
	bool is_owned = false;
	bool is_told = false;
	bool is_crossing = false;
	bool is_spanning = false;
	uint32_t first = NONE;

	for (uint32_t i = 0; i < commit->change_count; i++) {
		bool is_here = wanted[changes[i].path];
		uint32_t owner = owner_of(ownership, changes[i].path);
		is_wanted |= is_here;
		if (owner == NONE) {
			continue;
		}
		first = first == NONE ? owner : first;
		is_spanning |= owner != first;
		is_owned |= is_here;
		if (is_here && belonging->people[owner] == PEOPLE_TOLD) {
			is_told = true;
			is_crossing |= owner != home;
		}
	}
	bool is_small = is_owned && commit->change_count <= ownership->max_set;
	sum->owned += is_owned;
	sum->placed += is_told && home != NONE;
	sum->crossing += is_crossing && home != NONE;
	sum->small += is_small;
	sum->spanning += is_small && is_spanning;
	return is_wanted;
}

struct ownership_sum ownership_of_paths(const struct ownership *ownership, const uint8_t *wanted,
		struct ownership_span span, const struct belonging *belonging,
		struct arena *scratch)
{
	const struct history *history = ownership->history;
	uint32_t *counts = arena_new_array(scratch, uint32_t, history->people);
	struct ownership_sum sum = { 0 };

	for (size_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		if (is_counted(ownership, span, commit)) {
			counts[commit->person] +=
					wanted_read(ownership, commit, wanted, belonging, &sum);
		}
	}
	spread_compute(&sum, counts, history->people);
	return sum;
}

/* ---- between owners ---- */

enum passing {
	PASSING_TOGETHER,
	PASSING_RIGHTWARDS,
	PASSING_LEFTWARDS,
};

/* Adds the keys to the pairs, which are sorted; `keys` are sorted here. */
static void passing_add(struct ownership_pair *pairs, size_t count, struct pair_keys *keys,
		enum passing passing)
{
	size_t at = 0;

	vec_sort(keys, key_order);
	for (size_t i = 0; i < keys->len;) {
		size_t run = key_run(keys, i);
		while (at < count && pair_key(pairs[at].left, pairs[at].right) != keys->p[i]) {
			at++;
		}
		if (passing == PASSING_TOGETHER) {
			pairs[at].together = (uint32_t)run;
		} else if (passing == PASSING_RIGHTWARDS) {
			pairs[at].left_in_right = (uint32_t)run;
		} else {
			pairs[at].right_in_left = (uint32_t)run;
		}
		i += run;
	}
}

/* Keys (left, right) of what a commit passes between owners, by kind. */
static void passing_read(const struct touched *touched, bool is_small, uint32_t home,
		struct pair_keys *keys, struct arena *arena)
{
	for (size_t i = 0; i < touched->owner_count; i++) {
		uint32_t owner = touched->owners[i];
		if (home != NONE && home < owner) {
			*vec_add(&keys[PASSING_RIGHTWARDS], arena) = pair_key(home, owner);
		} else if (home != NONE && home > owner) {
			*vec_add(&keys[PASSING_LEFTWARDS], arena) = pair_key(owner, home);
		}
		for (size_t k = 0; is_small && k < i; k++) {
			uint32_t other = touched->owners[k];
			*vec_add(&keys[PASSING_TOGETHER], arena) =
					owner < other ? pair_key(owner, other)
						      : pair_key(other, owner);
		}
	}
}

struct ownership_pair *ownership_pairs(const struct ownership *ownership,
		struct ownership_span span, const struct belonging *belonging, struct arena *arena,
		size_t *count)
{
	const struct history *history = ownership->history;
	struct touched touched = touched_create(ownership, arena);
	struct pair_keys keys[PASSING_LEFTWARDS + 1] = { 0 };
	struct pair_keys all = { 0 };

	for (uint32_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		if (is_counted(ownership, span, commit)) {
			touched_read(&touched, i);
			bool is_small = commit->change_count <= ownership->max_set
					&& touched.owner_count <= OWNERSHIP_MOST_TOGETHER;
			passing_read(&touched, is_small, belonging->owners[commit->person], keys,
					arena);
		}
	}
	for (size_t k = 0; k < COUNT_OF(keys); k++) {
		vec_each (const uint64_t, key, &keys[k]) {
			*vec_add(&all, arena) = *key;
		}
	}
	vec_sort(&all, key_order);
	struct ownership_pair *pairs = arena_new_array(arena, struct ownership_pair, all.len);
	*count = 0;
	for (size_t i = 0; i < all.len; i += key_run(&all, i)) {
		pairs[(*count)++] = (struct ownership_pair){
			.left = (uint32_t)(all.p[i] >> 32),
			.right = (uint32_t)all.p[i],
		};
	}
	for (size_t k = 0; k < COUNT_OF(keys); k++) {
		passing_add(pairs, *count, &keys[k], (enum passing)k);
	}
	return pairs;
}

/* ---- what is not known ---- */

enum reason ownership_people_reason(
		const struct ownership *ownership, const struct ownership_sum *sum)
{
	if (ownership->history->reason != REASON_NONE) {
		return ownership->history->reason;
	}
	return sum->commits < OWNERSHIP_LEAST ? REASON_SPARSE : REASON_NONE;
}

static enum reason owned_reason(const struct ownership *ownership, const struct ownership_sum *sum,
		uint32_t commits)
{
	if (ownership->history->reason != REASON_NONE) {
		return ownership->history->reason;
	}
	if (ownership->owner_count == 0 || (sum->commits > 0 && sum->owned == 0)) {
		return REASON_NO_OWNER;
	}
	return commits < OWNERSHIP_LEAST ? REASON_SPARSE : REASON_NONE;
}

enum reason ownership_crossing_reason(
		const struct ownership *ownership, const struct ownership_sum *sum)
{
	/* The few that are known say nothing of the many that are not. */
	bool is_most = sum->placed >= sum->owned - sum->placed;
	return owned_reason(ownership, sum, is_most ? sum->placed : 0);
}

enum reason ownership_spanning_reason(
		const struct ownership *ownership, const struct ownership_sum *sum)
{
	return owned_reason(ownership, sum, sum->small);
}
