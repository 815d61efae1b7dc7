/* SPDX-License-Identifier: MIT */
#include "registers/roadmap.h"

#include "base/map.h"

#include "unit/registers/built.h"

/* Milestones are due every hundred days from the first on. */
#define TODAY 1000
#define DAYS_BETWEEN 100
#define RANDOM_PLANS 3000

struct plan {
	struct built built;
	struct register_kind *fragment;
	struct register_kind *milestone;
	uint32_t fragments;
	uint32_t milestones;
	struct roadmap roadmap;
};

static struct plan plan_create(struct arena *arena)
{
	struct plan plan = { .built = built_create(arena) };
	plan.fragment = built_kind(&plan.built, "fragment",
			"service owner milestone depends_on status begins term");
	plan.milestone = built_kind(&plan.built, "milestone", "due services");
	return plan;
}

/* Fragments come before milestones, as their kinds' names do. */
static struct register_entry *fragment_add(struct plan *plan, const char *service,
		const char *owner, uint32_t milestone, uint32_t fragments)
{
	struct arena *arena = plan->built.arena;
	struct str id = str_fmt(arena, "f%03u", plan->fragments++);
	struct register_entry *entry = built_entry(&plan->built, plan->fragment, id);
	built_text(&plan->built, entry, "service", str_dup(arena, str_of(service)));
	built_text(&plan->built, entry, "owner", str_dup(arena, str_of(owner)));
	built_reference(&plan->built, entry, "milestone", fragments + milestone);
	return entry;
}

static void milestone_add(struct plan *plan, const char *const *services, size_t count)
{
	struct str id = str_fmt(plan->built.arena, "m%03u", plan->milestones);
	struct register_entry *entry = built_entry(&plan->built, plan->milestone, id);
	built_day(&plan->built, entry, "due", TODAY + DAYS_BETWEEN * (date_day)plan->milestones++);
	for (size_t i = 0; i < count; i++) {
		built_text(&plan->built, entry, "services", str_of(services[i]));
	}
}

static void plan_propose(struct plan *plan, date_day today)
{
	registers_freeze(&plan->built.registers);
	roadmap_read(&plan->roadmap, plan->built.arena, &plan->built.registers, today);
	roadmap_propose(&plan->roadmap);
}

static const char *const both[] = { "a", "b" };

/* a a | b b, by as many owners as are given. */
static struct plan plan_in_turn(struct arena *arena, const char *owner_a, const char *owner_b)
{
	struct plan plan = plan_create(arena);
	fragment_add(&plan, "a", owner_a, 0, 4);
	fragment_add(&plan, "a", owner_a, 0, 4);
	fragment_add(&plan, "b", owner_b, 1, 4);
	fragment_add(&plan, "b", owner_b, 1, 4);
	milestone_add(&plan, both, 2);
	milestone_add(&plan, both, 2);
	return plan;
}

static void services_in_turn_are_interleaved(void **state)
{
	struct plan plan = plan_in_turn(*state, "x", "y");
	plan_propose(&plan, TODAY);
	const struct roadmap *roadmap = &plan.roadmap;
	assert_int_equal(roadmap->as_is.first_whole, 1);
	assert_true(roadmap->is_better);
	assert_int_equal(roadmap->proposed.first_whole, 0);
	assert_int_equal(roadmap->chain_len, 2);
	assert_int_equal(roadmap->fragments[0].proposed, 0);
	assert_int_equal(roadmap->fragments[1].proposed, 1);
	assert_int_equal(roadmap->fragments[2].proposed, 0);
	assert_int_equal(roadmap->fragments[3].proposed, 1);
	assert_int_equal(roadmap->milestones[0].miss_count, 1);
	assert_int_equal(roadmap->milestones[1].miss_count, 0);
}

static void one_owner_gets_no_more_than_before(void **state)
{
	/* a | b, both of one owner who has one at a time. */
	struct plan plan = plan_create(*state);
	fragment_add(&plan, "a", "x", 0, 2);
	fragment_add(&plan, "b", "x", 1, 2);
	milestone_add(&plan, both, 2);
	milestone_add(&plan, both, 2);
	plan_propose(&plan, TODAY);
	assert_false(plan.roadmap.is_better);
	assert_int_equal(plan.roadmap.fragments[1].proposed, 1);
}

static void without_owners_each_service_has_its_own(void **state)
{
	struct plan plan = plan_create(*state);
	fragment_add(&plan, "a", "", 0, 2);
	fragment_add(&plan, "b", "", 1, 2);
	milestone_add(&plan, both, 2);
	milestone_add(&plan, both, 2);
	plan_propose(&plan, TODAY);
	assert_true(plan.roadmap.is_better);
	assert_int_equal(plan.roadmap.fragments[1].proposed, 0);
}

static void what_is_over_stays(void **state)
{
	struct plan plan = plan_in_turn(*state, "x", "y");
	plan_propose(&plan, TODAY + 1);
	assert_true(plan.roadmap.milestones[0].is_over);
	assert_false(plan.roadmap.is_better);
	assert_int_equal(plan.roadmap.fragments[2].proposed, 1);
}

static void a_milestone_that_names_one_service_needs_all(void **state)
{
	struct plan plan = plan_create(*state);
	fragment_add(&plan, "a", "x", 0, 2);
	fragment_add(&plan, "b", "y", 1, 2);
	milestone_add(&plan, &both[0], 1);
	milestone_add(&plan, &both[1], 1);
	plan_propose(&plan, TODAY);
	assert_true(plan.roadmap.milestones[0].needs_all);
	assert_int_equal(plan.roadmap.milestones[0].miss_count, 1);
	assert_str(plan.roadmap.services.p[plan.roadmap.milestones[0].misses[0]], "b");
	assert_int_equal(plan.roadmap.as_is.first_whole, 1);
	assert_int_equal(plan.roadmap.proposed.first_whole, 0);
}

static void a_circle_ends_and_is_counted(void **state)
{
	struct plan plan = plan_create(*state);
	built_reference(&plan.built, fragment_add(&plan, "a", "x", 0, 3), "depends_on", 1);
	built_reference(&plan.built, fragment_add(&plan, "b", "y", 1, 3), "depends_on", 0);
	built_reference(&plan.built, fragment_add(&plan, "b", "y", 1, 3), "depends_on", 1);
	milestone_add(&plan, both, 2);
	milestone_add(&plan, both, 2);
	plan_propose(&plan, TODAY);
	assert_int_equal(plan.roadmap.stuck_count, 3);
}

/* ---- any plan ---- */

static uint32_t random_next(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525U + 1013904223U;
	return (*seed >> 8) % below;
}

static struct plan plan_random(struct arena *arena, uint32_t *seed)
{
	static const char *const services[] = { "a", "b", "c", "d", "e" };
	static const char *const owners[] = { "x", "y", "z" };
	static const char *const states[] = { "planned", "planned", "planned", "building", "live" };
	struct plan plan = plan_create(arena);
	uint32_t count = 1 + random_next(seed, 24);
	uint32_t milestones = 1 + random_next(seed, 6);
	uint32_t owner_count = 1 + random_next(seed, 3);
	for (uint32_t f = 0; f < count; f++) {
		struct register_entry *entry = fragment_add(&plan, services[random_next(seed, 5)],
				owners[random_next(seed, owner_count)],
				random_next(seed, milestones), count);
		built_text(&plan.built, entry, "status", str_of(states[random_next(seed, 5)]));
		for (uint32_t k = random_next(seed, 3); f > 0 && k > 0; k--) {
			built_reference(&plan.built, entry, "depends_on", random_next(seed, f));
		}
	}
	for (uint32_t m = 0; m < milestones; m++) {
		milestone_add(&plan, services, 1 + random_next(seed, 5));
	}
	return plan;
}

/* How many an owner has in the milestone that holds most of theirs. */
static uint32_t most_of(const struct roadmap *roadmap, struct str owner, bool is_proposed)
{
	uint32_t counts[8] = { 0 };
	uint32_t most = 0;
	/* The last one takes what has no room. */
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		const struct roadmap_fragment *fragment = &roadmap->fragments[f];
		uint32_t column = is_proposed ? fragment->proposed : fragment->milestone;
		bool is_last = is_proposed && column == roadmap->milestone_count - 1;
		if (!is_last && str_eq(register_text(fragment->entry, STR("owner")), owner)) {
			most = ++counts[column] > most ? counts[column] : most;
		}
	}
	return most;
}

static void proposal_check(const struct roadmap *roadmap)
{
	for (uint32_t f = 0; f < roadmap->fragment_count; f++) {
		const struct roadmap_fragment *fragment = &roadmap->fragments[f];
		if (fragment->is_fixed || !roadmap->is_better) {
			assert_int_equal(fragment->proposed, fragment->milestone);
			continue;
		}
		assert_false(roadmap->milestones[fragment->proposed].is_over);
		for (size_t i = 0; i < fragment->wait_count; i++) {
			assert_true(roadmap->fragments[fragment->waits_for[i]].proposed
					<= fragment->proposed);
		}
		struct str owner = register_text(fragment->entry, STR("owner"));
		assert_true(most_of(roadmap, owner, true) <= most_of(roadmap, owner, false));
	}
	assert_true(roadmap->proposed.first_whole <= roadmap->as_is.first_whole);
}

static void any_proposal_keeps_its_promises(void **state)
{
	uint32_t seed = 20261121;
	size_t better = 0;
	(void)state;
	for (size_t i = 0; i < RANDOM_PLANS; i++) {
		struct arena *arena = arena_create();
		struct plan plan = plan_random(arena, &seed);
		plan_propose(&plan, TODAY + (date_day)(random_next(&seed, 3) * DAYS_BETWEEN));
		proposal_check(&plan.roadmap);
		better += plan.roadmap.is_better;
		arena_destroy(arena);
	}
	assert_true(better > RANDOM_PLANS / 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(services_in_turn_are_interleaved),
		claim(one_owner_gets_no_more_than_before),
		claim(without_owners_each_service_has_its_own),
		claim(what_is_over_stays),
		claim(a_milestone_that_names_one_service_needs_all),
		claim(a_circle_ends_and_is_counted),
		claim(any_proposal_keeps_its_promises),
	};
	return claims_run("registers/roadmap", tests);
}
