/* SPDX-License-Identifier: MIT */
/*
 * Whose turn is next: numbers by the moment at which each has something to say.
 * A binary heap; equal moments come in the order of the numbers.
 */
#ifndef LINTEL_CONDITIONS_MOMENT_QUEUE_H
#define LINTEL_CONDITIONS_MOMENT_QUEUE_H

#include "base/calendar.h"

#include <stddef.h>
#include <stdint.h>

struct arena;

struct moment_turn {
	moment at;
	uint32_t number;
};

struct moment_queue {
	struct moment_turn *turns;
	size_t len;
};

/* Room for `count` turns, in the arena. */
struct moment_queue moment_queue_create(struct arena *arena, size_t count);

/* There must be room; MOMENT_NEVER is not queued. */
void moment_queue_add(struct moment_queue *queue, moment at, uint32_t number);

/* The earliest turn, or MOMENT_NEVER. */
moment moment_queue_next(const struct moment_queue *queue);

/* Takes the earliest turn's number out; the queue must not be empty. */
uint32_t moment_queue_take(struct moment_queue *queue);

#endif
