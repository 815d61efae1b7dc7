/* SPDX-License-Identifier: MIT */
#include "conditions/moment_queue.h"

#include "base/arena.h"

struct moment_queue moment_queue_create(struct arena *arena, size_t count)
{
	return (struct moment_queue){ .turns = arena_new_array(arena, struct moment_turn, count) };
}

static bool is_earlier(struct moment_turn a, struct moment_turn b)
{
	return a.at < b.at || (a.at == b.at && a.number < b.number);
}

void moment_queue_add(struct moment_queue *queue, moment at, uint32_t number)
{
	if (at == MOMENT_NEVER) {
		return;
	}
	struct moment_turn turn = { at, number };
	size_t place = queue->len++;
	while (place > 0 && is_earlier(turn, queue->turns[(place - 1) / 2])) {
		queue->turns[place] = queue->turns[(place - 1) / 2];
		place = (place - 1) / 2;
	}
	queue->turns[place] = turn;
}

moment moment_queue_next(const struct moment_queue *queue)
{
	return queue->len > 0 ? queue->turns[0].at : MOMENT_NEVER;
}

uint32_t moment_queue_take(struct moment_queue *queue)
{
	uint32_t taken = queue->turns[0].number;
	struct moment_turn moved = queue->turns[--queue->len];
	size_t place = 0;
	for (;;) {
		size_t child = 2 * place + 1;
		if (child >= queue->len) {
			break;
		}
		if (child + 1 < queue->len
				&& is_earlier(queue->turns[child + 1], queue->turns[child])) {
			child++;
		}
		if (!is_earlier(queue->turns[child], moved)) {
			break;
		}
		queue->turns[place] = queue->turns[child];
		place = child;
	}
	queue->turns[place] = moved;
	return taken;
}
