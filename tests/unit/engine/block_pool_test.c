/* SPDX-License-Identifier: MIT */
#include "engine/block_pool.h"

#include "unit/unit.h"

static struct hash number(uint64_t n)
{
	return (struct hash){ n, n };
}

static void a_block_is_kept_once_with_all_its_configurations(void **state)
{
	struct block_pool pool;
	block_pool_init(&pool, *state);
	block_pool_add(&pool, number(1), STR("one"), 0);
	block_pool_add(&pool, number(2), STR("two"), 0);
	block_pool_add(&pool, number(1), STR("one"), 2);

	assert_int_equal(pool.blocks.len, 2);
	assert_int_equal(pool.blocks.p[0].configurations, 5);
	assert_true(block_pool_note(&pool, number(2), 1));
	assert_int_equal(pool.blocks.p[1].configurations, 3);
	assert_false(block_pool_note(&pool, number(3), 1));
}

static void the_order_of_arrival_does_not_show(void **state)
{
	struct block_pool one;
	struct block_pool other;
	block_pool_init(&one, *state);
	block_pool_init(&other, *state);
	for (uint64_t i = 0; i < 20; i++) {
		block_pool_add(&one, number(i * 7 % 20), STR("x"), (uint32_t)(i * 7 % 20));
		block_pool_add(&other, number(19 - i), STR("x"), (uint32_t)(19 - i));
	}
	block_pool_sort(&one);
	block_pool_sort(&other);
	for (size_t i = 0; i < 20; i++) {
		assert_true(hash_eq(one.blocks.p[i].hash, other.blocks.p[i].hash));
		assert_int_equal(one.blocks.p[i].configurations, other.blocks.p[i].configurations);
	}
	assert_true(block_pool_note(&one, number(3), 0));
	assert_int_equal(one.blocks.p[3].configurations, 9);
}

static void configurations_past_the_last_bit_share_it(void **state)
{
	(void)state;
	assert_int_equal(configuration_bit(0), 1);
	assert_true(configuration_bit(63) == configuration_bit(1000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_block_is_kept_once_with_all_its_configurations),
		claim(the_order_of_arrival_does_not_show),
		claim(configurations_past_the_last_bit_share_it),
	};
	return claims_run("engine/block_pool", tests);
}
