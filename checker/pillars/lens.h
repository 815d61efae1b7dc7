/* SPDX-License-Identifier: MIT */
/*
 * A pack out of an AWS Well-Architected custom lens: pillars, their questions,
 * and what may be ticked.  The risk that follows is the score: none 1, medium
 * 0.5, high 0.
 */
#ifndef LINTEL_PILLARS_LENS_H
#define LINTEL_PILLARS_LENS_H

#include "facts/pack.h"

struct arena;
struct node;
struct problems;

#define LENS_BYTES_MAX ((size_t)500 * 1024)
#define LENS_SCHEMA "2021-11-01"
/* Of one condition. */
#define RISK_STEPS_MAX 1000
/* Operands that wait for what joins them, parentheses that are open. */
#define RISK_DEPTH_MAX 60

/* It says which schema it is of, as no pack of lintel does. */
bool lens_is_meant(const struct node *root);

/* Fills the pack, whose path and hash are there; `bytes` is the size of its text. */
NODISCARD bool lens_read(struct pack *pack, struct arena *arena, const struct node *root,
		size_t bytes, struct problems *problems);

/* risk.c: a condition over an item's criteria, which must be there. */
NODISCARD bool risk_read(struct risk_rule *rule, struct arena *arena, const struct pack_item *item,
		struct str text, struct place place, struct problems *problems);

#endif
