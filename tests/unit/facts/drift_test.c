/* SPDX-License-Identifier: MIT */
#include "facts/drift.h"

#include "unit/unit.h"

static void use(struct drift_revision *revision, struct arena *arena, const char *from,
		const char *to)
{
	*vec_add(&revision->uses, arena) =
			(struct drift_use){ .from = str_of(from), .to = str_of(to), .count = 1 };
}

static void cycle(struct drift_revision *revision, struct arena *arena, const char *members)
{
	struct str rest = str_of(members);
	struct str part;
	struct drift_cycle *added = vec_add(&revision->cycles, arena);
	*added = (struct drift_cycle){ .members = arena_new_array(arena, struct str, 8) };
	while (str_split(&rest, ' ', &part)) {
		added->members[added->count++] = part;
	}
}

static void uses_that_came_and_went_are_told_apart(void **state)
{
	struct arena *arena = *state;
	struct drift_revision before = { 0 };
	struct drift_revision now = { 0 };
	use(&before, arena, "a", "b");
	use(&before, arena, "a", "c");
	use(&now, arena, "a", "c");
	use(&now, arena, "b", "a");
	struct drift_change change = drift_change_between(arena, &before, &now);
	assert_int_equal(change.came.len, 1);
	assert_str(change.came.p[0].from, "b");
	assert_int_equal(change.went.len, 1);
	assert_str(change.went.p[0].to, "b");
	assert_non_null(drift_use_find(&now, STR("a"), STR("c")));
	assert_null(drift_use_find(&now, STR("c"), STR("a")));
	/* From nothing, all is new. */
	struct drift_revision nothing = { 0 };
	change = drift_change_between(arena, &nothing, &now);
	assert_int_equal(change.came.len, 2);
	assert_int_equal(change.went.len, 0);
}

static void a_cycle_is_new_if_it_ties_what_was_apart(void **state)
{
	struct arena *arena = *state;
	struct drift_revision before = { 0 };
	struct drift_revision now = { 0 };
	cycle(&before, arena, "a b c");
	cycle(&before, arena, "d e");
	cycle(&before, arena, "x y");
	/* One smaller, two joined, one gone. */
	cycle(&now, arena, "a b");
	cycle(&now, arena, "d e f");
	struct drift_change change = drift_change_between(arena, &before, &now);
	assert_int_equal(change.tied.len, 1);
	assert_int_equal(change.tied.p[0].count, 3);
	assert_str(change.tied.p[0].members[2], "f");
	assert_int_equal(change.untied.len, 2);
	assert_str(change.untied.p[0].members[0], "a");
	assert_str(change.untied.p[1].members[0], "x");
	assert_ptr_equal(drift_cycle_of(&now, STR("e")), &now.cycles.p[1]);
	assert_null(drift_cycle_of(&now, STR("x")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(uses_that_came_and_went_are_told_apart),
		claim(a_cycle_is_new_if_it_ties_what_was_apart),
	};
	return claims_run("facts/drift", tests);
}
