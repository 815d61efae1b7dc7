/* SPDX-License-Identifier: MIT */
/*
 * Derived metrics, read before anything is evaluated, so that what is wrong with
 * one is told at its words and not found out when it is asked for.
 */
#ifndef LINTEL_CONDITIONS_DERIVE_H
#define LINTEL_CONDITIONS_DERIVE_H

#include "base/attr.h"
#include "facts/measure.h"

struct arena;
struct problems;

/*
 * Reads what each derived metric is made of, which must be other metrics and in
 * the end declared ones; gives those without a unit the one that comes out.
 * False if anything was wrong.
 */
NODISCARD bool metrics_derive(
		struct metrics *metrics, struct arena *arena, struct problems *problems);

#endif
