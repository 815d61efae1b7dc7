/* SPDX-License-Identifier: MIT */
/*
 * How the commits to each module spread over people: a sum that commits come
 * into and leave.
 */
#ifndef LINTEL_CONDITIONS_SPREAD_H
#define LINTEL_CONDITIONS_SPREAD_H

#include "conditions/touched.h"

/* Fewer commits say nothing about a module. */
#define SPREAD_COMMITS_MIN 5
/* A module hangs on one person who made so many of a hundred commits to it, or more. */
#define SPREAD_LONE_PERCENT 80

struct spread;

/* The commits, and the module of each path, must stay. */
struct spread *spread_create(
		struct arena *arena, const struct touched *touched, const uint32_t *modules);

/* Commit number `i` of the touched ones counts, or no more. */
void spread_turn(struct spread *spread, uint32_t i, bool enters);

/* Modules with commits enough, and those of them that hang on one person. */
uint32_t spread_modules(const struct spread *spread);
uint32_t spread_lone(const struct spread *spread);

#endif
