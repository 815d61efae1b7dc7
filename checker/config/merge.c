/* SPDX-License-Identifier: MIT */
#include "config/merge.h"

#include "base/arena.h"
#include "base/map.h"

/* By which key an item is the same item again. */
typedef struct str item_key_fn(const struct node *item);
typedef struct node item_merge_fn(
		struct arena *arena, const struct node *under, const struct node *over);

static struct str map_key(const struct node *item)
{
	return item->key;
}

struct str merge_rule_id(const struct node *rule)
{
	const struct node *id = node_find(rule, STR("id"));
	return id && id->kind == NODE_SCALAR ? id->text : STR("");
}

/* Items of both: the first's in their order, changed by the second's, then the new ones. */
static struct node items_merge(struct arena *arena, const struct node *under,
		const struct node *over, item_key_fn *key, item_merge_fn *merge)
{
	struct node merged = *over;
	struct map *known = map_create(arena);
	merged.items = arena_new_array(arena, struct node, size_add(under->len, over->len));
	merged.len = under->len;
	for (size_t i = 0; i < under->len; i++) {
		merged.items[i] = under->items[i];
		map_put(known, key(&under->items[i]), NULL)->num = i;
	}
	for (size_t i = 0; i < over->len; i++) {
		const struct node *item = &over->items[i];
		const struct map_entry *old = key(item).len ? map_find(known, key(item)) : NULL;
		if (old) {
			merged.items[old->num] = merge(arena, &merged.items[old->num], item);
		} else {
			merged.items[merged.len++] = *item;
		}
	}
	return merged;
}

/* Recursion ends with the trees, whose depth the reader limits. */
static struct node value_merge(
		struct arena *arena, const struct node *under, const struct node *over)
{
	if (under->kind != NODE_MAP || over->kind != NODE_MAP) {
		return *over;
	}
	return items_merge(arena, under, over, map_key, value_merge);
}

static struct node rule_merge(
		struct arena *arena, const struct node *under, const struct node *over)
{
	return node_find(over, STR("kind")) ? *over : value_merge(arena, under, over);
}

static struct node top_merge(struct arena *arena, const struct node *under, const struct node *over)
{
	if (str_eq(over->key, STR("rules")) && under->kind == NODE_LIST
			&& over->kind == NODE_LIST) {
		return items_merge(arena, under, over, merge_rule_id, rule_merge);
	}
	return value_merge(arena, under, over);
}

struct node merge_configurations(
		struct arena *arena, const struct node *under, const struct node *over)
{
	return items_merge(arena, under, over, map_key, top_merge);
}
