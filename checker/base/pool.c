/* SPDX-License-Identifier: MIT */
#include "base/pool.h"

#include "base/arena.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

struct pool {
	atomic_size_t next;
	size_t count;
	pool_fn *fn;
	void *ctx;
};

struct pool_thread {
	struct pool *pool;
	pthread_t thread;
	unsigned worker;
};

static void work(struct pool *pool, unsigned worker)
{
	size_t item;
	while ((item = atomic_fetch_add(&pool->next, 1)) < pool->count) {
		pool->fn(item, worker, pool->ctx);
	}
}

static void *thread_main(void *ctx)
{
	struct pool_thread *self = ctx;
	work(self->pool, self->worker);
	return NULL;
}

void pool_run(unsigned jobs, size_t count, pool_fn *fn, void *ctx)
{
	struct pool pool = { .count = count, .fn = fn, .ctx = ctx };
	if (jobs > count) {
		jobs = (unsigned)count;
	}
	struct pool_thread *threads = calloc(jobs + 1, sizeof(*threads));
	if (!threads) {
		die_oom();
	}
	unsigned started = 0;
	/* The calling thread is worker 0; fewer threads than wished is only slower. */
	for (unsigned i = 1; i < jobs; i++) {
		threads[started] = (struct pool_thread){ .pool = &pool, .worker = i };
		if (pthread_create(&threads[started].thread, NULL, thread_main,
				    &threads[started])) {
			break;
		}
		started++;
	}
	work(&pool, 0);
	for (unsigned i = 0; i < started; i++) {
		pthread_join(threads[i].thread, NULL);
	}
	free(threads);
}

unsigned pool_default_jobs(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof(set), &set) != 0) {
		return 1;
	}
	int count = CPU_COUNT(&set);
	return count > 0 ? (unsigned)count : 1;
}
