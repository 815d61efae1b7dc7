/* SPDX-License-Identifier: MIT */
/*
 * How two trees of configuration become one.  See extends.h for the meaning.
 */
#ifndef LINTEL_CONFIG_MERGE_H
#define LINTEL_CONFIG_MERGE_H

#include "formats/node.h"

struct arena;

/* `under` with `over` put on top; both are maps.  Shares what it did not have to change. */
struct node merge_configurations(
		struct arena *arena, const struct node *under, const struct node *over);

/* The `id` of an entry of `rules`, or an empty text. */
struct str merge_rule_id(const struct node *rule);

#endif
