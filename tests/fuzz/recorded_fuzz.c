/* SPDX-License-Identifier: MIT */
/* Read as recorded states of triggers: what was written reads back as itself. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "reviews/recorded.h"

static struct str again(struct arena *arena, struct str text, bool *is_sound)
{
	struct recorded_states states;
	struct problems problems;
	struct buf out;
	problems_init(&problems, arena);
	*is_sound = recorded_read(&states, arena, STR(RECORDED_NAME), text, &problems);
	fuzz_must(*is_sound == (problems.errors == 0));
	buf_init(&out);
	recorded_write(&states, &out);
	struct str copy = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return copy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	bool is_sound;
	struct str once = again(arena, (struct str){ (const char *)data, size }, &is_sound);
	struct str twice = again(arena, once, &is_sound);
	/* What could be read of a bad file is good. */
	fuzz_must(is_sound && str_eq(once, twice));
	arena_destroy(arena);
	return 0;
}
