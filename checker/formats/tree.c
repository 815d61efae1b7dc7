/* SPDX-License-Identifier: MIT */
#include "formats/tree.h"

#include "base/arena.h"

#define BYTES_MAX ((size_t)4 * 1024 * 1024)
#define DEPTH_MAX 64
#define NODES_MAX 200000
/* Up to so many keys are compared with one another; more are sorted. */
#define FEW_KEYS 8

static size_t limit_or(size_t limit, size_t otherwise)
{
	return limit ? limit : otherwise;
}

void tree_init(struct tree *tree, struct arena *arena, struct str path,
		const struct node_limits *limits, struct problems *problems)
{
	struct node_limits given = limits ? *limits : (struct node_limits){ 0 };
	*tree = (struct tree){
		.arena = arena,
		.scratch = arena_create(),
		.path = str_dup(arena, path),
		.problems = problems,
		.limits = {
			.max_bytes = limit_or(given.max_bytes, BYTES_MAX),
			.max_depth = limit_or(given.max_depth, DEPTH_MAX),
			.max_nodes = limit_or(given.max_nodes, NODES_MAX),
			.option = given.option ? given.option : "--max-config",
		},
	};
}

void tree_finish(struct tree *tree)
{
	arena_destroy(tree->scratch);
}

static struct str raise_text(const struct tree *tree, const char *advice, const char *limit)
{
	const char *option = tree->limits.option;
	return *option ? str_fmt(tree->scratch, "%s, or raise the limit with %s-%s", advice, option,
					 limit)
		       : str_of(advice);
}

bool tree_begin(struct tree *tree, struct str text)
{
	if (text.len > tree->limits.max_bytes) {
		return problem_add(tree->problems, (struct place){ .path = tree->path },
				raise_text(tree, "make it smaller", "size"),
				"%zu bytes are more than the limit of %zu", text.len,
				tree->limits.max_bytes);
	}
	return true;
}

static struct tree_level *innermost(const struct tree *tree)
{
	return tree->levels.len ? &tree->levels.p[tree->levels.len - 1] : NULL;
}

bool tree_wants_key(const struct tree *tree)
{
	const struct tree_level *level = innermost(tree);
	return level && level->part.node.kind == NODE_MAP && !level->has_key;
}

void tree_key(struct tree *tree, struct str key, struct place place)
{
	struct tree_level *level = innermost(tree);
	level->has_key = true;
	level->key = key;
	level->key_place = place;
}

/* Counts a part; what it holds is counted again, so that no alias multiplies unseen. */
static bool within_limits(struct tree *tree, size_t count, size_t height, struct place place)
{
	if (count > tree->limits.max_nodes - tree->count) {
		return problem_add(tree->problems, place,
				raise_text(tree, "aliases count as what they stand for", "nodes"),
				"more than %zu values", tree->limits.max_nodes);
	}
	if (tree->levels.len + height > tree->limits.max_depth) {
		return problem_add(tree->problems, place,
				raise_text(tree, "nest less deep", "depth"),
				"lists and maps within one another are deeper than %zu",
				tree->limits.max_depth);
	}
	tree->count += count;
	return true;
}

/* Hands an item of the top list on, and forgets it. */
static bool item_deliver(struct tree *tree, const struct node *item)
{
	tree->count = 1;
	bool goes_on = tree->each(item, tree->each_ctx);
	arena_reset(tree->arena);
	return goes_on;
}

/* Puts a finished part where it belongs: under the pending key, in the list, at the root. */
static bool part_add(struct tree *tree, struct tree_part part)
{
	struct tree_level *level = innermost(tree);
	if (!level) {
		tree->has_root = true;
		tree->last = part;
		return true;
	}
	part.node.key = level->has_key ? level->key : STR("");
	part.node.key_place = level->has_key ? level->key_place : (struct place){ 0 };
	level->has_key = false;
	tree->last = part;
	if (tree->each && tree->levels.len == 1 && level->part.node.kind == NODE_LIST) {
		return item_deliver(tree, &part.node);
	}
	level->part.count += part.count;
	if (level->part.height < part.height + 1) {
		level->part.height = part.height + 1;
	}
	*vec_add(&tree->pending, tree->scratch) = part.node;
	return true;
}

bool tree_scalar(struct tree *tree, struct node node)
{
	return within_limits(tree, 1, 0, node.place)
	       && part_add(tree, (struct tree_part){ .node = node, .count = 1 });
}

bool tree_again(struct tree *tree, struct tree_part part, struct place place)
{
	part.node.place = place;
	return within_limits(tree, part.count, part.height, place) && part_add(tree, part);
}

bool tree_open(struct tree *tree, enum node_kind kind, struct place place)
{
	if (!within_limits(tree, 1, 1, place)) {
		return false;
	}
	*vec_add(&tree->levels, tree->scratch) = (struct tree_level){
		.part = { .node = { .kind = kind, .place = place }, .count = 1, .height = 1 },
		.first = tree->pending.len,
	};
	return true;
}

static void key_again(struct tree *tree, const struct node *first, const struct node *second)
{
	struct str remedy = str_fmt(tree->problems->arena, "it stands at line %u already",
			first->key_place.line);
	tree->is_bad = true;
	problem_add(tree->problems, second->key_place, remedy, "key '" STR_FMT "' is repeated",
			STR_ARG(second->key));
}

/* By key, then by place in the file: both point into one array. */
static int key_order(const void *a, const void *b)
{
	const struct node *one = *(const struct node *const *)a;
	const struct node *two = *(const struct node *const *)b;
	int order = str_cmp(one->key, two->key);
	return order ? order : (one > two) - (one < two);
}

static void keys_check(struct tree *tree, const struct node *items, size_t len)
{
	if (len <= FEW_KEYS) {
		for (size_t i = 1; i < len; i++) {
			size_t j = 0;
			while (j < i && !str_eq(items[j].key, items[i].key)) {
				j++;
			}
			if (j < i) {
				key_again(tree, &items[j], &items[i]);
			}
		}
		return;
	}
	const struct node **sorted = arena_new_array(tree->scratch, const struct node *, len);
	for (size_t i = 0; i < len; i++) {
		sorted[i] = &items[i];
	}
	qsort(sorted, len, sizeof(*sorted), key_order);
	const struct node *first = sorted[0];
	for (size_t i = 1; i < len; i++) {
		if (str_eq(sorted[i]->key, first->key)) {
			key_again(tree, first, sorted[i]);
		} else {
			first = sorted[i];
		}
	}
}

bool tree_close(struct tree *tree)
{
	struct tree_level *level = innermost(tree);
	struct tree_part part = level->part;
	part.node.len = tree->pending.len - level->first;
	if (part.node.len) {
		part.node.items = arena_copy(tree->arena, &tree->pending.p[level->first],
				part.node.len * sizeof(*part.node.items));
	}
	if (part.node.kind == NODE_MAP) {
		keys_check(tree, part.node.items, part.node.len);
	}
	tree->pending.len = level->first;
	tree->levels.len--;
	return part_add(tree, part);
}
