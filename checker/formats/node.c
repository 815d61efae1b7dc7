/* SPDX-License-Identifier: MIT */
#include "formats/node.h"

const struct node *node_find(const struct node *map, struct str key)
{
	if (map->kind != NODE_MAP) {
		return NULL;
	}
	for (size_t i = 0; i < map->len; i++) {
		if (str_eq(map->items[i].key, key)) {
			return &map->items[i];
		}
	}
	return NULL;
}

const char *node_kind_name(const struct node *node)
{
	switch (node->kind) {
	case NODE_NULL:
		return "nothing";
	case NODE_SCALAR:
		return "text";
	case NODE_LIST:
		return "a list";
	case NODE_MAP:
		return "a map";
	}
	return "nothing";
}
