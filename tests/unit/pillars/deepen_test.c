/* SPDX-License-Identifier: MIT */
#include "pillars/assessment.h"

#include "unit/unit.h"

/* Three pillars of one item each: sight enables courage, courage enables speed. */
struct three {
	struct pack_item items[3];
	uint32_t enables[2];
	struct pack_pillar pillars[3];
	struct pack pack;
	struct item_result results[3];
	struct pillar_result scores[3];
	struct assessment assessment;
};

static struct three *three_make(struct arena *arena)
{
	static const struct str ids[] = { STR_INIT("sight"), STR_INIT("courage"),
		STR_INIT("speed") };
	struct three *three = arena_new(arena, struct three);

	three->enables[0] = 1;
	three->enables[1] = 2;
	for (uint32_t i = 0; i < 3; i++) {
		three->items[i] = (struct pack_item){ .id = str_fmt(arena, STR_FMT ".it",
								      STR_ARG(ids[i])),
			.pillar = i,
			.remedy = STR("mend it") };
		three->pillars[i] = (struct pack_pillar){ .id = ids[i],
			.first = i,
			.count = 1,
			.enables = &three->enables[i],
			.enables_count = i < 2 };
		three->scores[i] = (struct pillar_result){ .is_assessed = true,
			.lower = 0.5,
			.facts = 3,
			.facts_known = 3,
			.evidenced = 1 };
		three->results[i].gain = 0.5;
	}
	three->pack = (struct pack){
		.pillars = three->pillars, .pillar_count = 3, .items = three->items, .item_count = 3
	};
	three->assessment = (struct assessment){
		.pack = &three->pack, .items = three->results, .pillars = three->scores
	};
	return three;
}

static void the_weakest_comes_first_where_all_is_seen(void **state)
{
	struct three *three = three_make(*state);

	three->scores[1].lower = 0.31;
	deepen(&three->assessment, *state);
	assert_int_equal(three->assessment.deepen, 1);
	assert_str(three->assessment.deepen_why,
			"Deepen courage: its lower bound is the lowest (31 %), and what enables it is seen.");
}

static void what_enables_it_comes_before_it_while_it_is_not_seen(void **state)
{
	struct three *three = three_make(*state);

	three->scores[1].lower = 0.31;
	three->scores[0].facts_known = 1;
	deepen(&three->assessment, *state);
	assert_int_equal(three->assessment.deepen, 0);
	assert_str(three->assessment.deepen_why,
			"Deepen sight first: it enables courage, and two of its three facts are unknown.");
}

static void links_are_followed_to_their_beginning(void **state)
{
	struct three *three = three_make(*state);

	three->scores[2].lower = 0.1;
	three->scores[1].facts_known = 0;
	three->scores[0].facts_known = 0;
	deepen(&three->assessment, *state);
	assert_int_equal(three->assessment.deepen, 0);
}

static void a_circle_of_links_ends(void **state)
{
	struct three *three = three_make(*state);

	three->enables[1] = 0;
	three->scores[0].facts_known = 0;
	three->scores[1].facts_known = 0;
	three->scores[1].lower = 0.1;
	deepen(&three->assessment, *state);
	assert_int_equal(three->assessment.deepen, 0);
}

static void what_is_missing_is_asked_for_first(void **state)
{
	struct three *three = three_make(*state);
	struct verification missing = { .state = MEASUREMENT_MISSING };

	three->scores[0].lower = 0;
	three->results[0].deciding = &missing;
	three->items[0].evidence_hint = STR("declare it");
	deepen(&three->assessment, *state);
	assert_str(three->assessment.next, "declare it, or answer sight.it");
	three->items[0].kind = ITEM_MEASURE;
	deepen(&three->assessment, *state);
	assert_str(three->assessment.next, "declare it");
	three->items[0].evidence_hint = STR("");
	deepen(&three->assessment, *state);
	assert_str(three->assessment.next, "mend it");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_weakest_comes_first_where_all_is_seen),
		claim(what_enables_it_comes_before_it_while_it_is_not_seen),
		claim(links_are_followed_to_their_beginning),
		claim(a_circle_of_links_ends),
		claim(what_is_missing_is_asked_for_first),
	};
	return claims_run("pillars/deepen", tests);
}
