/* SPDX-License-Identifier: MIT */
#include "gates/gate_change.h"

#include "unit/unit.h"

/* A change whose commits say these classes; an empty one says none, "merge" is a merge. */
static struct change change_of(struct arena *arena, const char *const *classes)
{
	struct change change = { .range = STR("a..b") };
	for (; *classes; classes++) {
		struct str word = str_of(*classes);
		struct commit *commit = vec_add(&change.commits, arena);
		*commit = (struct commit){ .id = STR("3f2c1aa00000"), .parents = 1 };
		if (str_eq(word, STR("merge"))) {
			commit->parents = 2;
		} else if (word.len > 0) {
			*vec_add(&commit->trailers, arena) =
					(struct commit_trailer){ .key = STR("change-class"),
						.value = word };
		}
	}
	return change;
}

/* "security feature ?secrity": the classes, and those that are none. */
static struct str classes(struct arena *arena, const struct change *change, const char *class)
{
	static const struct config config = { 0 };
	static const struct code code = { 0 };
	struct gate_change made;
	struct str text = STR("");

	gate_change_make(&made, arena, &config, &code, &built_in_gates[0], change, STR(""),
			str_of(class));
	vec_each (const struct class_of_change, one, &made.classes) {
		text = str_fmt(arena, STR_FMT "%s" STR_FMT, STR_ARG(text), text.len ? " " : "",
				STR_ARG(one->word));
	}
	vec_each (const struct class_of_change, one, &made.unknown) {
		text = str_fmt(arena, STR_FMT " ?" STR_FMT, STR_ARG(text), STR_ARG(one->word));
	}
	return text;
}

static void a_commit_that_does_not_say_is_of_the_gates_class(void **state)
{
	const char *const words[] = { "security", "", NULL };
	struct change change = change_of(*state, words);
	assert_str(classes(*state, &change, ""), "security feature");
}

static void each_class_counts_once_and_merges_bring_none(void **state)
{
	const char *const words[] = { "fix", "fix", "merge", "security", NULL };
	struct change change = change_of(*state, words);
	assert_str(classes(*state, &change, ""), "fix security");
}

static void a_word_that_is_none_speaks_for_nothing(void **state)
{
	const char *const words[] = { "secrity", NULL };
	struct change change = change_of(*state, words);
	assert_str(classes(*state, &change, ""), "feature ?secrity");
}

static void the_command_line_wins(void **state)
{
	const char *const words[] = { "fix", "", NULL };
	struct change change = change_of(*state, words);
	assert_str(classes(*state, &change, "rollback"), "rollback");
}

static void without_a_change_it_is_the_gates_class(void **state)
{
	assert_str(classes(*state, NULL, ""), "feature");
}

static void all_classes_must_pass(void **state)
{
	static const struct text word[] = { { .s = STR_INIT("fix") } };
	const struct gate_words fix = { .p = word, .len = 1 };
	const struct gate_words none = { 0 };
	struct gate_change change = { 0 };
	assert_false(gate_change_is_among(&change, &fix, NULL));
	*vec_add(&change.classes, (struct arena *)*state) =
			(struct class_of_change){ .word = STR("fix") };
	assert_true(gate_change_is_among(&change, &fix, NULL));
	assert_true(gate_change_is_among(&change, &none, &fix));
	*vec_add(&change.classes, (struct arena *)*state) =
			(struct class_of_change){ .word = STR("feature") };
	assert_false(gate_change_is_among(&change, &fix, &fix));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_commit_that_does_not_say_is_of_the_gates_class),
		claim(each_class_counts_once_and_merges_bring_none),
		claim(a_word_that_is_none_speaks_for_nothing),
		claim(the_command_line_wins),
		claim(without_a_change_it_is_the_gates_class),
		claim(all_classes_must_pass),
	};
	return claims_run("gates/gate_change", tests);
}
