/* SPDX-License-Identifier: MIT */
#include "engine/include_places.h"

#include "unit/engine/joined.h"

/* What the includes of app/a.c could mean in a tree of these files. */
static struct hash places(struct arena *arena, const char *lines)
{
	struct joined *joined = arena_new(arena, struct joined);
	joined_modules(joined, arena, "");
	joined_tree(joined, lines);
	struct include_places *made = include_places_create(arena, &joined->tree);
	return include_places_of_file(made, 0);
}

static void a_file_that_an_include_could_find_changes_the_answer(void **state)
{
	struct hash before = places(*state, "app/a.c\n include 1 net.h\nnet/net.h\n");

	assert_false(hash_eq(before,
			places(*state, "app/a.c\n include 1 net.h\napp/net.h\nnet/net.h\n")));
	assert_false(hash_eq(before, places(*state, "app/a.c\n include 1 net.h\n")));
}

static void a_file_that_no_include_names_changes_nothing(void **state)
{
	struct hash before = places(*state, "app/a.c\n include 1 in/net.h\nnet/in/net.h\n");

	assert_true(hash_eq(before, places(*state, "app/a.c\n include 1 in/net.h\napp/ether/net.h\n"
						   "app/xin/net.h\nnet/in/net.h\n")));
}

static void ways_up_are_left_out(void **state)
{
	struct hash before = places(*state, "app/a.c\n include 1 ../net/./net.h\nnet/net.h\n");

	assert_false(hash_eq(before, places(*state, "app/a.c\n include 1 ../net/./net.h\n")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_file_that_an_include_could_find_changes_the_answer),
		claim(a_file_that_no_include_names_changes_nothing),
		claim(ways_up_are_left_out),
	};
	return claims_run("engine/include_places", tests);
}
