/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include "unit/unit.h"

#include <signal.h>
#include <stdalign.h>
#include <sys/wait.h>
#include <unistd.h>

static bool is_zero(const unsigned char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i]) {
			return false;
		}
	}
	return true;
}

static void memory_is_zeroed_and_aligned_for_any_type(void **state)
{
	for (size_t size = 0; size < 3000; size += 7) {
		unsigned char *at = arena_alloc(*state, size);
		assert_int_equal((uintptr_t)at % alignof(max_align_t), 0);
		assert_true(is_zero(at, size));
		memset(at, 0xff, size);
	}
}

static void memory_is_zeroed_again_after_a_reset(void **state)
{
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 50; i++) {
			unsigned char *at = arena_alloc(*state, 1000);
			assert_true(is_zero(at, 1000));
			memset(at, 0xff, 1000);
		}
		arena_reset(*state);
	}
}

static void allocations_do_not_overlap(void **state)
{
	enum {
		COUNT = 2000
	};

	size_t *numbers[COUNT];
	for (size_t i = 0; i < COUNT; i++) {
		numbers[i] = arena_new_array(*state, size_t, i % 50 + 1);
		for (size_t j = 0; j <= i % 50; j++) {
			numbers[i][j] = i;
		}
	}
	for (size_t i = 0; i < COUNT; i++) {
		for (size_t j = 0; j <= i % 50; j++) {
			assert_int_equal(numbers[i][j], i);
		}
	}
}

static void what_is_larger_than_a_block_gets_one_of_its_own(void **state)
{
	size_t size = (size_t)9 * 1024 * 1024;
	unsigned char *at = arena_alloc(*state, size);
	at[0] = at[size - 1] = 1;
	assert_true(arena_size(*state) >= size);
	arena_reset(*state);
}

static void a_reset_gives_all_but_the_first_block_back(void **state)
{
	assert_non_null(arena_alloc(*state, 100));
	size_t small = arena_size(*state);
	for (int i = 0; i < 100; i++) {
		assert_non_null(arena_alloc(*state, 100000));
	}
	assert_true(arena_size(*state) > 100 * (size_t)100000);
	arena_reset(*state);
	assert_true(arena_size(*state) <= small);
}

static void a_copy_is_another_object(void **state)
{
	char text[] = "abc";
	char *copy = arena_copy(*state, text, sizeof(text));
	text[0] = 'x';
	assert_string_equal(copy, "abc");
	assert_non_null(arena_copy(*state, NULL, 0));
}

static void destroying_nothing_is_fine(void **state)
{
	(void)state;
	arena_destroy(NULL);
}

/* Returns the signal that ended a child which asked for `count` times `size`. */
static int signal_after_asking(size_t count, size_t size)
{
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		/* cmocka must not take the signal for a failing test. */
		signal(SIGABRT, SIG_DFL);
		if (!freopen("/dev/null", "w", stderr)) {
			_exit(1);
		}
		memset(arena_alloc(arena_create(), size_mul(count, size)), 0, 1);
		_exit(0);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void a_size_that_cannot_be_had_aborts(void **state)
{
	(void)state;
	assert_int_equal(signal_after_asking(1, SIZE_MAX), SIGABRT);
	assert_int_equal(signal_after_asking(SIZE_MAX / 2, 3), SIGABRT);
	assert_int_equal(signal_after_asking(1, SIZE_MAX - 8), SIGABRT);
}

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
		claim(memory_is_zeroed_and_aligned_for_any_type),
		claim(memory_is_zeroed_again_after_a_reset),
		claim(allocations_do_not_overlap),
		claim(what_is_larger_than_a_block_gets_one_of_its_own),
		claim(a_reset_gives_all_but_the_first_block_back),
		claim(a_copy_is_another_object),
		claim(destroying_nothing_is_fine),
		claim(what_is_adopted_stays_at_its_place),
		claim(an_empty_arena_adopts_and_is_adopted),
		claim(a_size_that_cannot_be_had_aborts),
	};
	return claims_run("base/arena", tests);
}
