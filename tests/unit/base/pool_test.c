/* SPDX-License-Identifier: MIT */
#include "base/pool.h"

#include "unit/unit.h"

#include <stdatomic.h>

enum {
	COUNT = 5000
};

struct tally {
	/* How often each item was done. */
	atomic_uint done[COUNT];
	/* How many are at work under each number now. */
	atomic_uint busy[8];
	atomic_uint wrong;
	unsigned jobs;
};

static void count_it(size_t item, unsigned worker, void *ctx)
{
	struct tally *tally = ctx;
	unsigned jobs = tally->jobs ? tally->jobs : 1;
	if (worker >= jobs || atomic_fetch_add(&tally->busy[worker], 1) != 0) {
		atomic_fetch_add(&tally->wrong, 1);
		return;
	}
	atomic_fetch_add(&tally->done[item], 1);
	atomic_fetch_sub(&tally->busy[worker], 1);
}

static void each_item_is_done_once_by_a_worker_of_its_own(void **state)
{
	static const unsigned jobs[] = { 0, 1, 2, 3, 8 };
	for (size_t i = 0; i < COUNT_OF(jobs); i++) {
		struct tally *tally = arena_new(*state, struct tally);
		tally->jobs = jobs[i];
		pool_run(jobs[i], COUNT, count_it, tally);
		assert_int_equal(tally->wrong, 0);
		for (size_t item = 0; item < COUNT; item++) {
			assert_int_equal(tally->done[item], 1);
		}
	}
}

static void fewer_items_than_workers_and_none_are_fine(void **state)
{
	for (size_t count = 0; count < 4; count++) {
		struct tally *tally = arena_new(*state, struct tally);
		tally->jobs = 8;
		pool_run(8, count, count_it, tally);
		assert_int_equal(tally->wrong, 0);
		for (size_t item = 0; item < 8; item++) {
			assert_int_equal(tally->done[item], item < count);
		}
	}
}

static void there_is_at_least_one_processor(void **state)
{
	(void)state;
	assert_true(pool_default_jobs() >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(each_item_is_done_once_by_a_worker_of_its_own),
		claim(fewer_items_than_workers_and_none_are_fine),
		claim(there_is_at_least_one_processor),
	};
	return claims_run("base/pool", tests);
}
