/* SPDX-License-Identifier: MIT */
#include "base/glob_set.h"

#include "base/arena.h"
#include "base/glob.h"
#include "base/vec.h"

#include <stdlib.h>

/*
 * The literal beginnings are kept in byte order, and each knows the longest
 * other one that it begins with.  All that a text begins with then hang on one
 * chain: whatever lies between such a beginning and the text in byte order
 * begins with it too, so the chain starts at the last literal not after the
 * text.
 */

#define NOWHERE ((size_t)-1)

struct set_pattern {
	struct str glob;
	struct str literal;
	uint32_t number;
};

struct set_literal {
	struct str text;
	/* The longest other literal that this one begins with, or NOWHERE. */
	size_t parent;
	/* Its patterns: set->patterns[first] up to first + count. */
	size_t first;
	size_t count;
};

struct glob_set {
	struct arena *arena;
	VEC(struct set_pattern) patterns;
	VEC(struct set_literal) literals;
};

struct glob_set *glob_set_create(struct arena *arena)
{
	struct glob_set *set = arena_new(arena, struct glob_set);
	set->arena = arena;
	return set;
}

/* How a text must begin to match at all. */
static struct str literal_of(struct str glob)
{
	while (glob.len > 1 && glob.p[glob.len - 1] == '/') {
		glob.len--;
	}
	return str_eq(glob, STR(".")) ? STR("") : str_slice(glob, 0, glob_literal(glob));
}

uint32_t glob_set_add(struct glob_set *set, struct str pattern)
{
	uint32_t number = (uint32_t)set->patterns.len;
	*vec_add(&set->patterns, set->arena) = (struct set_pattern){
		.glob = pattern, .literal = literal_of(pattern), .number = number
	};
	return number;
}

static int pattern_order(const void *a, const void *b)
{
	const struct set_pattern *x = a;
	const struct set_pattern *y = b;
	int order = str_cmp(x->literal, y->literal);
	return order ? order : (x->number > y->number) - (x->number < y->number);
}

void glob_set_freeze(struct glob_set *set)
{
	vec_sort(&set->patterns, pattern_order);
	size_t before = NOWHERE;
	for (size_t i = 0; i < set->patterns.len; i++) {
		struct str text = set->patterns.p[i].literal;
		if (before != NOWHERE && str_eq(set->literals.p[before].text, text)) {
			set->literals.p[before].count++;
			continue;
		}
		size_t parent = before;
		while (parent != NOWHERE && !str_starts(text, set->literals.p[parent].text)) {
			parent = set->literals.p[parent].parent;
		}
		before = set->literals.len;
		*vec_add(&set->literals, set->arena) = (struct set_literal){
			.text = text, .parent = parent, .first = i, .count = 1
		};
	}
}

/* The longest literal at or above `at` that the text begins with. */
static size_t literal_above(const struct glob_set *set, size_t at, struct str text)
{
	while (at != NOWHERE && !str_starts(text, set->literals.p[at].text)) {
		at = set->literals.p[at].parent;
	}
	return at;
}

struct glob_walk glob_set_walk(const struct glob_set *set, struct str text)
{
	size_t low = 0;
	size_t high = set->literals.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_cmp(set->literals.p[middle].text, text) <= 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	/* Without any before it, `low` is 0 and low - 1 is NOWHERE. */
	return (struct glob_walk){
		.set = set, .text = text, .literal = literal_above(set, low - 1, text)
	};
}

bool glob_walk_next(struct glob_walk *walk, struct glob_hit *hit)
{
	const struct glob_set *set = walk->set;
	while (walk->literal != NOWHERE) {
		const struct set_literal *literal = &set->literals.p[walk->literal];
		while (walk->next < literal->count) {
			const struct set_pattern *pattern =
					&set->patterns.p[literal->first + walk->next++];
			struct str bound;
			if (glob_bind(pattern->glob, walk->text, &bound)) {
				*hit = (struct glob_hit){
					.pattern = pattern->number,
					.bound = bound,
					.literal = literal->text.len
						   + !glob_is_pattern(pattern->glob),
				};
				return true;
			}
		}
		walk->literal = literal_above(set, literal->parent, walk->text);
		walk->next = 0;
	}
	return false;
}
