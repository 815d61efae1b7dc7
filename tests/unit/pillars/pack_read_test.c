/* SPDX-License-Identifier: MIT */
#include "pillars/pack_read.h"

#include "unit/pillars/small_pack.h"

static void every_part_arrives(void **state)
{
	const struct pack *pack = pack_of(*state, SMALL_PACK);
	const struct pack_item *traced = &pack->items[0];
	const struct pack_item *alarms = &pack->items[1];
	const struct pack_item *back = &pack->items[2];

	assert_str(pack->name, "small");
	assert_str(pack->title, "small");
	assert_int_equal(pack->pillar_count, 2);
	assert_int_equal(pack->pillars[1].first, 2);
	assert_int_equal(pack->pillars[0].enables[0], 1);
	assert_str(traced->id, "sight.traced");
	assert_int_equal(traced->choice_count, 4);
	assert_int_equal(traced->criterion_count, 2);
	assert_int_equal(traced->weight, 3);
	assert_false(traced->is_must);
	assert_true(alarms->is_must);
	assert_int_equal(alarms->level, 2);
	assert_int_equal(alarms->severity, ITEM_CRITICAL);
	assert_int_equal(back->kind, ITEM_MEASURE);
	assert_int_equal(back->scorings[0].method, SCORE_CURVE);
	assert_int_equal(back->scorings[0].point_count, 2);
	assert_true(back->scorings[0].unit.scale == 60);
	assert_true(pack->bands[1].lower == 0.3);
	assert_int_equal(pack->reading_count, 2);
	assert_int_equal(pack_item_find(pack, STR("courage.back")), 2);
}

/* What `from` in the small pack becomes `to` is an error that begins with `text`. */
static void assert_problem(struct arena *arena, const char *from, const char *to, const char *text)
{
	struct str whole = STR(SMALL_PACK);
	const char *at = strstr(SMALL_PACK, from);
	struct problems problems;
	struct pack pack;

	assert_non_null(at);
	struct str changed = str_fmt(arena, STR_FMT "%s%s",
			STR_ARG(str_slice(whole, 0, (size_t)(at - whole.p))), to,
			at + strlen(from));
	problems_init(&problems, arena);
	bool is_good = pack_read(&pack, arena, STR("p.yaml"), changed, &problems);
	if (problems.list.len == 0 || is_good
			|| !str_starts(problems.list.p[0].text, str_of(text))) {
		print_error("%s: " STR_FMT "\n", to,
				STR_ARG(problems.list.len ? problems.list.p[0].text
							  : STR("nothing is wrong")));
		fail();
	}
	assert_true(problems.list.p[0].place.line > 0);
}

static void what_is_wrong_is_told(void **state)
{
	struct arena *arena = *state;

	assert_problem(arena, "remedy: trace it", "remedy: \" \"",
			"item 'sight.traced' has an empty");
	assert_problem(arena, "remedy: trace it", "help: x", "item 'traced' has no 'remedy'");
	assert_problem(arena, "weight: 5", "wieght: 5", "unknown key 'wieght'");
	assert_problem(arena, "weight: 5", "weight: 11", "a weight is between");
	assert_problem(arena, "weight: 5", "weight: 0", "a weight is between");
	assert_problem(arena, "level: 2", "level: 3", "item 'sight.alarms' is a must from level 3");
	assert_problem(arena, "level: 2", "level: 0", "there is no such level");
	assert_problem(arena, "[courage]", "[currage]", "'currage' cannot be what 'sight' enables");
	assert_problem(arena, "[courage]", "[sight]", "'sight' cannot be what 'sight' enables");
	assert_problem(arena, "id: alarms", "id: traced", "item 'sight.traced' is repeated");
	assert_problem(arena, "id: c2", "id: c1", "the criterion 'c1' is taken");
	assert_problem(arena, "choices: yes-no", "choices: yes-now", "choices are 2 to 64");
	assert_problem(arena, "[60, 0]", "[5, 0]", "points must ascend");
	assert_problem(arena, "[60, 0]", "[60, 2]", "a score is between 0 and 1");
	assert_problem(arena, "[60, 0]", "60", "a point is a value and its score");
	assert_problem(arena, "method: curve", "method: percent",
			"the method 'percent' has no points");
	assert_problem(arena, "unit: min", "unit: m%n", "");
	assert_problem(arena, "lower: 30 %", "lower: 0 %", "bands must ascend");
	assert_problem(arena, "lower: 30 %", "lower: 30", "'30' is no share");
	assert_problem(arena, "lower: 0 %", "lower: 1 %", "the lowest band");
	assert_problem(arena, "least: 30 %", "least: 0 %", "readings must ascend");
	assert_problem(arena, "kind: measure", "kind: fitness",
			"a fitness check holds or does not");
	assert_problem(arena, "kind: measure", "kind: measure, choices: yes-no",
			"only a question has choices");
}

static void a_declared_way_up_ends_at_the_fourth_band(void **state)
{
	assert_problem(*state, "  - { name: Emerging, lower: 30 % }",
			"  - { name: B, lower: 30 % }\n  - { name: C, lower: 50 % }\n"
			"  - { name: D, lower: 70 %, evidenced: 59 % }",
			"from band 4 on");
}

static void an_item_that_decides_alone_is_a_warning(void **state)
{
	struct arena *arena = *state;
	struct problems problems;
	struct pack pack;
	struct buf text;

	buf_init(&text);
	buf_add_cstr(&text, "pack: p\nversion: 1\npillars:\n  a:\n    title: A\n    items:\n"
			    "      - { id: heavy, ask: x, remedy: y, weight: 10 }\n");
	for (int i = 0; i < 9; i++) {
		buf_fmt(&text, "      - { id: i%d, ask: x, remedy: y }\n", i);
	}
	problems_init(&problems, arena);
	assert_true(pack_read(&pack, arena, STR("p.yaml"), buf_str(&text), &problems));
	assert_int_equal(problems.list.len, 1);
	assert_true(problems.list.p[0].is_warning);
	assert_str(problems.list.p[0].text, "item 'a.heavy' is 27 % of its pillar");
	buf_finish(&text);
}

static void every_pack_of_the_program_can_be_read(void **state)
{
	struct str names[64];
	size_t count = pack_shipped_names(names, COUNT_OF(names));

	for (size_t i = 0; i < count; i++) {
		struct problems problems;
		struct pack pack;
		problems_init(&problems, *state);
		bool is_good = pack_read(
				&pack, *state, STR("p.yaml"), pack_shipped(names[i]), &problems);
		if (problems.list.len > 0) {
			print_error(STR_FMT ":%u: " STR_FMT "\n", STR_ARG(names[i]),
					problems.list.p[0].place.line,
					STR_ARG(problems.list.p[0].text));
		}
		assert_true(is_good && problems.list.len == 0);
		assert_true(str_eq(pack.name, names[i]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_part_arrives),
		claim(what_is_wrong_is_told),
		claim(a_declared_way_up_ends_at_the_fourth_band),
		claim(an_item_that_decides_alone_is_a_warning),
		claim(every_pack_of_the_program_can_be_read),
	};
	return claims_run("pillars/pack_read", tests);
}
