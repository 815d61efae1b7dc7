/* SPDX-License-Identifier: MIT */
#include "base/map.h"

#include "unit/unit.h"

static void entries_keep_the_order_of_insertion(void **state)
{
	struct map *map = map_create(*state);

	enum {
		COUNT = 20000
	};

	for (size_t i = 0; i < COUNT; i++) {
		bool is_new;
		struct str key = str_fmt(*state, "key-%zu", i * 7919 % COUNT);
		map_put(map, key, &is_new)->num = i;
		assert_true(is_new);
	}
	assert_int_equal(map->len, COUNT);
	for (size_t i = 0; i < COUNT; i++) {
		assert_int_equal(map->entries[i].num, i);
		assert_ptr_equal(map_find(map, map->entries[i].key), &map->entries[i]);
	}
}

static void a_key_is_added_once(void **state)
{
	struct map *map = map_create(*state);
	bool is_new;
	map_put(map, STR("a"), NULL)->num = 5;
	struct map_entry *entry = map_put(map, STR("a"), &is_new);
	assert_false(is_new);
	assert_int_equal(entry->num, 5);
	assert_int_equal(map->len, 1);
}

static void a_known_key_moves_nothing(void **state)
{
	struct map *map = map_create(*state);
	/* Whatever the capacity is, one of these sizes is it. */
	for (size_t i = 0; i < 100; i++) {
		struct map_entry *last = map_put(map, str_fmt(*state, "%zu", i), NULL);
		map_put(map, STR("0"), NULL);
		assert_ptr_equal(last, &map->entries[i]);
	}
}

static void keys_are_copied(void **state)
{
	struct map *map = map_create(*state);
	char text[] = "key";
	map_put(map, str_of(text), NULL);
	text[0] = 'x';
	assert_non_null(map_find(map, STR("key")));
	assert_null(map_find(map, STR("xey")));
}

static void keys_may_hold_any_byte(void **state)
{
	struct map *map = map_create(*state);
	map_put(map, STR(""), NULL)->num = 1;
	map_put(map, STR("a"), NULL)->num = 2;
	map_put(map, STR("a\0"), NULL)->num = 3;
	map_put(map, STR("a\0b"), NULL)->num = 4;
	assert_int_equal(map->len, 4);
	assert_int_equal(map_find(map, STR(""))->num, 1);
	assert_int_equal(map_find(map, STR("a\0"))->num, 3);
}

static void what_is_not_there_is_null(void **state)
{
	struct map *map = map_create(*state);
	assert_null(map_find(map, STR("a")));
	assert_null(map_ptr(map, STR("a")));
	map_put(map, STR("b"), NULL)->ptr = map;
	assert_null(map_ptr(map, STR("a")));
	assert_ptr_equal(map_ptr(map, STR("b")), map);
}

static void a_new_value_is_zero(void **state)
{
	struct map *map = map_create(*state);
	for (size_t i = 0; i < 100; i++) {
		struct map_entry *entry = map_put(map, str_fmt(*state, "%zu", i), NULL);
		assert_null(entry->ptr);
		entry->num = SIZE_MAX;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(entries_keep_the_order_of_insertion),
		claim(a_key_is_added_once),
		claim(a_known_key_moves_nothing),
		claim(keys_are_copied),
		claim(keys_may_hold_any_byte),
		claim(what_is_not_there_is_null),
		claim(a_new_value_is_zero),
	};
	return claims_run("base/map", tests);
}
