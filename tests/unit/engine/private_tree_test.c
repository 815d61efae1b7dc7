/* SPDX-License-Identifier: MIT */
#include "engine/private_tree.h"

#include "unit/unit.h"

#define FROM STR("/home/tree")
#define TO STR("/tmp/copy")

static void a_path_is_moved_wherever_it_stands(void **state)
{
	struct arena *arena = *state;
	assert_str(path_moved(arena, STR("/home/tree"), FROM, TO), "/tmp/copy");
	assert_str(path_moved(arena, STR("/home/tree/src"), FROM, TO), "/tmp/copy/src");
	assert_str(path_moved(arena, STR("-I/home/tree/src"), FROM, TO), "-I/tmp/copy/src");
	assert_str(path_moved(arena, STR("--sysroot=/home/tree"), FROM, TO), "--sysroot=/tmp/copy");
	assert_str(path_moved(arena, STR("-DA=\"/home/tree/a\":/home/tree/b"), FROM, TO),
			"-DA=\"/tmp/copy/a\":/tmp/copy/b");
}

static void a_path_that_only_looks_alike_stays(void **state)
{
	struct arena *arena = *state;
	assert_str(path_moved(arena, STR("/home/trees"), FROM, TO), "/home/trees");
	assert_str(path_moved(arena, STR("/home/tree-2/a"), FROM, TO), "/home/tree-2/a");
	assert_str(path_moved(arena, STR("/other/home/tree"), FROM, TO), "/other/home/tree");
	assert_str(path_moved(arena, STR("tree"), FROM, TO), "tree");
	/* A root that everything lies below says nothing. */
	assert_str(path_moved(arena, STR("/a"), STR("/"), TO), "/a");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_path_is_moved_wherever_it_stands),
		claim(a_path_that_only_looks_alike_stays),
	};
	return claims_run("engine/private_tree", tests);
}
