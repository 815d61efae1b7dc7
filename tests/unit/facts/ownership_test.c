/* SPDX-License-Identifier: MIT */
#include "facts/ownership.h"

#include "base/vec.h"
#include "unit/unit.h"

/* Paths 0 to 3 are in modules 0 to 3; module 3 has no owner, 0 and 1 share one. */
#define PATHS 5
#define OUTSIDE 4
#define PEOPLE 8

enum owners {
	CORE,
	NET,
	OWNERS,
};

struct past {
	struct arena *arena;
	struct history history;
	VEC(struct history_commit) commits;
	VEC(struct history_change) changes;
	struct ownership ownership;
};

static const uint32_t path_modules[PATHS] = { 0, 1, 2, 3, NONE };
static const uint32_t module_owners[] = { CORE, CORE, NET, NONE };
static const struct owner owners[] = { { .name = STR_INIT("core") }, { .name = STR_INIT("net") } };
static const struct ownership_span always = { 0, MOMENT_NEVER };

static struct past *past_create(struct arena *arena)
{
	struct past *past = arena_new(arena, struct past);
	past->arena = arena;
	past->history.people = PEOPLE;
	past->ownership = (struct ownership){
		.history = &past->history,
		.modules = path_modules,
		.module_count = COUNT_OF(module_owners),
		.owners = owners,
		.owner_count = OWNERS,
		.module_owners = module_owners,
		.max_set = 3,
	};
	return past;
}

/* A commit at day `day` by `person` to the paths of the digits in `paths`. */
static void commit_flagged(
		struct past *past, int day, uint32_t person, const char *paths, uint32_t flags)
{
	struct history_commit *commit = vec_add(&past->commits, past->arena);
	*commit = (struct history_commit){
		.at = day * MOMENT_DAY,
		.person = person,
		.flags = flags,
		.first_change = (uint32_t)past->changes.len,
		.change_count = (uint32_t)strlen(paths),
	};
	for (const char *p = paths; *p; p++) {
		*vec_add(&past->changes, past->arena) = (struct history_change){
			.path = (uint32_t)(*p - '0'),
			.from = NONE,
			.lines = HISTORY_UNCOUNTED,
			.kind = CHANGE_MODIFIED,
		};
	}
	past->history.commits = past->commits.p;
	past->history.commit_count = past->commits.len;
	past->history.changes = past->changes.p;
	past->history.change_count = past->changes.len;
}

static void commits(struct past *past, int count, uint32_t person, const char *paths)
{
	for (int i = 0; i < count; i++) {
		commit_flagged(past, 1, person, paths, COMMIT_OF_HEAD);
	}
}

static struct ownership_sum of_module(struct past *past, uint32_t module)
{
	const struct belonging *belonging =
			ownership_belonging(&past->ownership, always, past->arena);
	return ownership_of_modules(&past->ownership, always, belonging, past->arena)[module];
}

static void commits_spread_over_people(void **state)
{
	struct past *past = past_create(*state);

	commits(past, 5, 0, "0");
	commits(past, 3, 1, "0");
	commits(past, 2, 2, "0");
	struct ownership_sum sum = of_module(past, 0);
	assert_int_equal(sum.commits, 10);
	assert_int_equal(sum.people, 3);
	assert_float_equal(sum.top, 0.5, 1e-12);
	assert_float_equal(sum.fragmentation, 1 - 0.25 - 0.09 - 0.04, 1e-12);
	/* The first made exactly half of them. */
	assert_int_equal(sum.absence, 1);
	commits(past, 1, 1, "0");
	assert_int_equal(of_module(past, 0).absence, 2);
}

static void one_person_is_not_fragmented(void **state)
{
	struct past *past = past_create(*state);

	commits(past, 3, 5, "0");
	struct ownership_sum sum = of_module(past, 0);
	assert_int_equal(sum.absence, 1);
	assert_float_equal(sum.top, 1, 0);
	assert_float_equal(sum.fragmentation, 0, 0);
	assert_int_equal(of_module(past, 1).commits, 0);
	assert_int_equal(of_module(past, 1).people, 0);
	assert_int_equal(of_module(past, 1).absence, 0);
}

static void what_does_not_count_is_not_counted(void **state)
{
	struct past *past = past_create(*state);
	bool robots[PEOPLE] = { [7] = true };

	past->ownership.robots = robots;
	commit_flagged(past, 1, 0, "0", COMMIT_OF_HEAD | COMMIT_IGNORED);
	commit_flagged(past, 1, 1, "0", 0);
	commit_flagged(past, 1, 2, "", COMMIT_OF_HEAD);
	commit_flagged(past, 1, 7, "0", COMMIT_OF_HEAD);
	assert_int_equal(of_module(past, 0).commits, 0);
	commit_flagged(past, 1, 3, "0", COMMIT_OF_HEAD);
	assert_int_equal(of_module(past, 0).commits, 1);
}

static void time_begins_after_its_first_moment(void **state)
{
	struct past *past = past_create(*state);
	uint8_t wanted[PATHS] = { 1 };
	struct ownership_span span = { 2 * MOMENT_DAY, 4 * MOMENT_DAY };

	for (int day = 1; day <= 6; day++) {
		commit_flagged(past, day, 0, "0", COMMIT_OF_HEAD);
	}
	const struct belonging *belonging =
			ownership_belonging(&past->ownership, span, past->arena);
	struct ownership_sum sum =
			ownership_of_paths(&past->ownership, wanted, span, belonging, past->arena);
	assert_int_equal(sum.commits, 2);
}

static void people_belong_where_they_change_most(void **state)
{
	struct past *past = past_create(*state);

	/* To both of the modules of one owner at once is one commit for it. */
	commits(past, 3, 0, "01");
	commits(past, 4, 0, "2");
	commits(past, 3, 1, "0");
	commits(past, 3, 1, "2");
	commits(past, 2, 2, "0");
	commits(past, 9, 3, "3");
	const struct belonging *belonging =
			ownership_belonging(&past->ownership, always, past->arena);
	assert_int_equal(belonging->owners[0], NET);
	/* A tie; too few; to what nobody owns; nobody. */
	assert_int_equal(belonging->owners[1], NONE);
	assert_int_equal(belonging->owners[2], NONE);
	assert_int_equal(belonging->owners[3], NONE);
	assert_int_equal(belonging->owners[4], NONE);
}

static void declared_teams_go_before(void **state)
{
	struct past *past = past_create(*state);
	const uint32_t teams[PEOPLE] = { NET, CORE, NONE, CORE };

	past->ownership.teams = teams;
	commits(past, 12, 0, "0");
	commits(past, 3, 1, "0");
	/* As long as one alone of the team commits, nothing is told of it. */
	struct ownership_sum sum = of_module(past, 0);
	assert_int_equal(sum.owned, 15);
	assert_int_equal(sum.placed, 0);
	assert_int_equal(sum.crossing, 0);
	commits(past, 1, 3, "0");
	sum = of_module(past, 0);
	assert_int_equal(sum.placed, 16);
	assert_int_equal(sum.crossing, 12);
}

static void crossing_is_of_those_whose_place_is_known(void **state)
{
	struct past *past = past_create(*state);

	commits(past, 6, 0, "0");
	commits(past, 2, 1, "0");
	commits(past, 5, 1, "2");
	/* Nobody knows where this one belongs. */
	commits(past, 2, 2, "0");
	struct ownership_sum sum = of_module(past, 0);
	assert_int_equal(sum.commits, 10);
	assert_int_equal(sum.placed, 8);
	assert_int_equal(sum.crossing, 2);
	/* What has no owner is crossed by nobody. */
	commits(past, 20, 0, "3");
	assert_int_equal(of_module(past, 3).placed, 0);
}

static void a_commit_spans_owners_not_modules(void **state)
{
	struct past *past = past_create(*state);

	commits(past, 2, 0, "01");
	commits(past, 1, 0, "03");
	commits(past, 3, 0, "02");
	/* Four files are too many to say anything about what belongs together. */
	commits(past, 5, 0, "0123");
	struct ownership_sum sum = of_module(past, 0);
	assert_int_equal(sum.small, 6);
	assert_int_equal(sum.spanning, 3);
	assert_int_equal(of_module(past, 1).spanning, 0);
	assert_int_equal(of_module(past, 3).small, 0);
}

static void paths_and_modules_are_counted_alike(void **state)
{
	struct past *past = past_create(*state);
	const struct belonging *belonging;

	commits(past, 4, 0, "0");
	commits(past, 3, 0, "02");
	commits(past, 6, 1, "2");
	commits(past, 2, 1, "01");
	commits(past, 1, 2, "0124");
	belonging = ownership_belonging(&past->ownership, always, past->arena);
	const struct ownership_sum *sums =
			ownership_of_modules(&past->ownership, always, belonging, past->arena);
	for (uint32_t i = 0; i < COUNT_OF(module_owners); i++) {
		uint8_t wanted[PATHS] = { 0 };
		wanted[i] = 1;
		struct ownership_sum sum = ownership_of_paths(
				&past->ownership, wanted, always, belonging, past->arena);
		assert_memory_equal(&sum, &sums[i], sizeof(sum));
	}
}

static void paths_outside_of_modules_have_people_too(void **state)
{
	struct past *past = past_create(*state);
	uint8_t wanted[PATHS] = { [OUTSIDE] = 1 };

	commits(past, 4, 0, "4");
	commits(past, 1, 1, "04");
	const struct belonging *belonging =
			ownership_belonging(&past->ownership, always, past->arena);
	struct ownership_sum sum = ownership_of_paths(
			&past->ownership, wanted, always, belonging, past->arena);
	assert_int_equal(sum.people, 2);
	assert_int_equal(sum.placed, 0);
	assert_int_equal(sum.small, 0);
}

static void pairs_say_what_passes_either_way(void **state)
{
	struct past *past = past_create(*state);
	size_t count;

	commits(past, 6, 0, "0");
	commits(past, 1, 0, "02");
	commits(past, 2, 0, "2");
	commits(past, 9, 1, "2");
	commits(past, 3, 1, "1");
	const struct belonging *belonging =
			ownership_belonging(&past->ownership, always, past->arena);
	const struct ownership_pair *pairs =
			ownership_pairs(&past->ownership, always, belonging, past->arena, &count);
	assert_int_equal(count, 1);
	assert_int_equal(pairs[0].left, CORE);
	assert_int_equal(pairs[0].right, NET);
	assert_int_equal(pairs[0].together, 1);
	assert_int_equal(pairs[0].left_in_right, 3);
	assert_int_equal(pairs[0].right_in_left, 3);
}

static void authors_are_told_by_number(void **state)
{
	struct past *past = past_create(*state);
	size_t count;

	commits(past, 1, 4, "0");
	commits(past, 3, 5, "02");
	const struct ownership_author *authors =
			ownership_authors(&past->ownership, always, past->arena, &count);
	assert_int_equal(count, 3);
	assert_int_equal(authors[0].module, 0);
	assert_int_equal(authors[0].person, 5);
	assert_int_equal(authors[0].commits, 3);
	assert_int_equal(authors[1].person, 4);
	assert_int_equal(authors[2].module, 2);
}

static void too_little_is_not_known(void **state)
{
	struct past *past = past_create(*state);

	commits(past, 9, 0, "0");
	struct ownership_sum sum = of_module(past, 0);
	assert_int_equal(ownership_people_reason(&past->ownership, &sum), REASON_SPARSE);
	assert_int_equal(ownership_crossing_reason(&past->ownership, &sum), REASON_SPARSE);
	commits(past, 1, 1, "0");
	sum = of_module(past, 0);
	assert_int_equal(ownership_people_reason(&past->ownership, &sum), REASON_NONE);
	assert_int_equal(ownership_spanning_reason(&past->ownership, &sum), REASON_NONE);
	/* The tenth is by somebody who belongs nowhere. */
	assert_int_equal(ownership_crossing_reason(&past->ownership, &sum), REASON_SPARSE);
	commits(past, 10, 0, "3");
	sum = of_module(past, 3);
	assert_int_equal(ownership_people_reason(&past->ownership, &sum), REASON_NONE);
	assert_int_equal(ownership_crossing_reason(&past->ownership, &sum), REASON_NO_OWNER);
	past->ownership.owner_count = 0;
	assert_int_equal(ownership_crossing_reason(&past->ownership, &sum), REASON_NO_OWNER);
	past->history.reason = REASON_SHALLOW;
	assert_int_equal(ownership_people_reason(&past->ownership, &sum), REASON_SHALLOW);
	assert_int_equal(ownership_spanning_reason(&past->ownership, &sum), REASON_SHALLOW);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(commits_spread_over_people),
		claim(one_person_is_not_fragmented),
		claim(what_does_not_count_is_not_counted),
		claim(time_begins_after_its_first_moment),
		claim(people_belong_where_they_change_most),
		claim(declared_teams_go_before),
		claim(crossing_is_of_those_whose_place_is_known),
		claim(a_commit_spans_owners_not_modules),
		claim(paths_and_modules_are_counted_alike),
		claim(paths_outside_of_modules_have_people_too),
		claim(pairs_say_what_passes_either_way),
		claim(authors_are_told_by_number),
		claim(too_little_is_not_known),
	};
	return claims_run("facts/ownership", tests);
}
