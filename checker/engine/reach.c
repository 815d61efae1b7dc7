/* SPDX-License-Identifier: MIT */
/*
 * Which files a file brings along, asked for one file after the other.
 */
#include "engine/joining.h"

#include "base/arena.h"

struct reach {
	const struct code *code;
	/* For each file the number of the question that reached it last. */
	uint32_t *stamps;
	uint32_t question;
	uint32_t from;
	uint32_t *queue;
};

struct reach *reach_create(struct joining *join)
{
	struct reach *reach = arena_new(join->scratch, struct reach);
	size_t count = join->code->file_count;
	*reach = (struct reach){
		.code = join->code,
		.stamps = arena_new_array(join->scratch, uint32_t, count),
		.queue = arena_new_array(join->scratch, uint32_t, count),
		.from = NONE,
	};
	return reach;
}

static void reach_mark(struct reach *reach, uint32_t from)
{
	const struct code *code = reach->code;
	size_t len = 0;
	reach->question++;
	reach->from = from;
	reach->stamps[from] = reach->question;
	reach->queue[len++] = from;
	for (size_t i = 0; i < len; i++) {
		const struct code_file *file = &code->files[reach->queue[i]];
		for (uint32_t n = 0; n < file->include_count; n++) {
			uint32_t target = code->includes[file->first_include + n].target;
			if (target != NONE && reach->stamps[target] != reach->question) {
				reach->stamps[target] = reach->question;
				reach->queue[len++] = target;
			}
		}
	}
}

bool reach_has(struct reach *reach, uint32_t from, uint32_t file)
{
	if (reach->from != from) {
		reach_mark(reach, from);
	}
	return reach->stamps[file] == reach->question;
}
