/* SPDX-License-Identifier: MIT */
/*
 * The steps of roadmap_propose(); for the files roadmap*.c alone.
 */
#ifndef LINTEL_REGISTERS_ROADMAP_PLAN_H
#define LINTEL_REGISTERS_ROADMAP_PLAN_H

#include "registers/roadmap.h"

/* Fills `order` and `stuck_count`. */
void roadmap_order_fill(struct roadmap *roadmap);

/* What is there when, as the records say or as it is proposed. */
struct roadmap_plan roadmap_plan_of(const struct roadmap *roadmap, bool is_proposed);

/* After `as_is`: what each milestone misses; services built one after another. */
void roadmap_misses_fill(struct roadmap *roadmap);
void roadmap_chain_fill(struct roadmap *roadmap);

#endif
