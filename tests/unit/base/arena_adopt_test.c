/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include "unit/unit.h"

#include <string.h>

static void what_is_adopted_stays_at_its_place(void **state)
{
	struct arena *arena = *state;
	struct arena *other = arena_create();
	char *own = arena_copy(arena, "own", 4);
	char *first = arena_copy(other, "first", 6);
	size_t large = (size_t)1024 * 1024;
	char *last = arena_alloc(other, large);
	memset(last, 'x', large);
	size_t held = arena_size(arena) + arena_size(other);

	arena_adopt(arena, other);
	char *after = arena_copy(arena, "after", 6);

	assert_string_equal(own, "own");
	assert_string_equal(first, "first");
	assert_int_equal(last[large - 1], 'x');
	assert_string_equal(after, "after");
	assert_true(arena_size(arena) >= held);
}

static void an_empty_arena_adopts_and_is_adopted(void **state)
{
	struct arena *arena = *state;
	struct arena *other = arena_create();
	char *text = arena_copy(other, "text", 5);

	arena_adopt(arena, other);
	arena_adopt(arena, arena_create());

	assert_string_equal(text, "text");
	arena_reset(arena);
	assert_string_equal(arena_copy(arena, "again", 6), "again");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(what_is_adopted_stays_at_its_place),
		claim(an_empty_arena_adopts_and_is_adopted),
	};
	return claims_run("base/arena_adopt", tests);
}
