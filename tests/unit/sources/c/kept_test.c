/* SPDX-License-Identifier: MIT */
#include "sources/c/kept.h"

#include "unit/unit.h"

static void equal_texts_are_one(void **state)
{
	struct arena *arena = *state;
	struct arena *scratch = arena_create();
	struct kept kept;
	char written[] = "-Wall";
	kept_init(&kept, arena, scratch);
	struct str first = kept_text(&kept, str_of(written));
	written[1] = 'X';
	struct str second = kept_text(&kept, STR("-Wall"));
	assert_ptr_equal(first.p, second.p);
	arena_destroy(scratch);
	assert_str(second, "-Wall");
}

static void equal_lists_are_one(void **state)
{
	struct arena *arena = *state;
	struct arena *scratch = arena_create();
	struct kept kept;
	const struct str one[] = { STR("a"), STR("bc") };
	const struct str other[] = { STR("ab"), STR("c") };
	kept_init(&kept, arena, scratch);
	struct str *list = kept_list(&kept, one, 2);
	assert_ptr_equal(kept_list(&kept, one, 2), list);
	assert_ptr_not_equal(kept_list(&kept, other, 2), list);
	assert_ptr_not_equal(kept_list(&kept, one, 1), list);
	assert_non_null(kept_list(&kept, one, 0));
	arena_destroy(scratch);
	assert_str(list[1], "bc");
}

static void a_folder_is_followed_once(void **state)
{
	struct arena *arena = *state;
	struct kept kept;
	kept_init(&kept, arena, arena);
	struct str there = kept_folder(&kept, STR("/tmp/../tmp/."));
	assert_ptr_equal(kept_folder(&kept, STR("/tmp/../tmp/.")).p, there.p);
	assert_true(str_eq(there, kept_folder(&kept, STR("/tmp"))));
	assert_str(kept_folder(&kept, STR("/no/such/folder")), "/no/such/folder");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(equal_texts_are_one),
		claim(equal_lists_are_one),
		claim(a_folder_is_followed_once),
	};
	return claims_run("sources/c/kept", tests);
}
