/* SPDX-License-Identifier: MIT */
#include "base/problem.h"

#include "unit/unit.h"

static struct place place(const char *path, uint32_t line)
{
	return (struct place){ .path = str_of(path), .line = line, .column = 1 };
}

static void problems_are_shown_by_place_then_text(void **state)
{
	struct problems all;
	problems_init(&all, *state);
	assert_false(problem_add(&all, place("b.yaml", 1), STR(""), "x"));
	assert_false(problem_add(&all, place("a.yaml", 9), STR(""), "y %d", 1));
	assert_false(problem_add(&all, place("a.yaml", 2), STR("do z"), "z"));
	problem_warn(&all, place("a.yaml", 2), STR(""), "a");
	problems_sort(&all);
	assert_int_equal(all.list.len, 4);
	assert_int_equal(all.errors, 3);
	assert_str(all.list.p[0].text, "a");
	assert_true(all.list.p[0].is_warning);
	assert_str(all.list.p[1].text, "z");
	assert_str(all.list.p[1].remedy, "do z");
	assert_str(all.list.p[2].text, "y 1");
	assert_str(all.list.p[3].place.path, "b.yaml");
}

static void equal_problems_become_one(void **state)
{
	struct problems all;
	problems_init(&all, *state);
	for (int i = 0; i < 3; i++) {
		problem_add(&all, place("a.yaml", 1), STR(""), "same");
		problem_add(&all, place("a.yaml", 2), STR(""), "same");
	}
	problems_sort(&all);
	assert_int_equal(all.list.len, 2);
	assert_int_equal(all.errors, 2);
}

static void an_error_is_not_lost_to_a_warning_of_the_same_text(void **state)
{
	for (int order = 0; order < 2; order++) {
		struct problems all;
		problems_init(&all, *state);
		for (int i = 0; i < 2; i++) {
			if (i == order) {
				problem_add(&all, place("a.yaml", 1), STR(""), "same");
			} else {
				problem_warn(&all, place("a.yaml", 1), STR(""), "same");
			}
		}
		problems_sort(&all);
		assert_int_equal(all.list.len, 1);
		assert_int_equal(all.errors, 1);
		assert_false(all.list.p[0].is_warning);
	}
}

static void texts_are_copied(void **state)
{
	struct problems all;
	char path[] = "a.yaml";
	char remedy[] = "do";
	problems_init(&all, *state);
	problem_add(&all, place(path, 1), str_of(remedy), "%s", path);
	path[0] = remedy[0] = 'x';
	assert_str(all.list.p[0].place.path, "a.yaml");
	assert_str(all.list.p[0].remedy, "do");
	assert_str(all.list.p[0].text, "a.yaml");
}

static void none_is_fine(void **state)
{
	struct problems all;
	problems_init(&all, *state);
	problems_sort(&all);
	assert_int_equal(all.list.len, 0);
	assert_int_equal(all.errors, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(problems_are_shown_by_place_then_text),
		claim(equal_problems_become_one),
		claim(an_error_is_not_lost_to_a_warning_of_the_same_text),
		claim(texts_are_copied),
		claim(none_is_fine),
	};
	return claims_run("base/problem", tests);
}
