/* SPDX-License-Identifier: MIT */
#include "base/suggest.h"

#include "unit/unit.h"

static void distances_count_letters(void **state)
{
	(void)state;

	static const struct {
		const char *a;
		const char *b;
		unsigned distance;
	} rows[] = {
		{ "", "", 0 },
		{ "abc", "abc", 0 },
		{ "", "abc", 3 },
		{ "abc", "abd", 1 },
		{ "abc", "abcd", 1 },
		{ "abc", "ab", 1 },
		{ "abc", "acb", 1 },
		{ "abcd", "badc", 2 },
		{ "kitten", "sitting", 3 },
		{ "ca", "abc", 3 },
		{ "modul", "modules", 2 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str a = str_of(rows[i].a);
		struct str b = str_of(rows[i].b);
		assert_int_equal(suggest_distance(a, b), rows[i].distance);
		assert_int_equal(suggest_distance(b, a), rows[i].distance);
	}
}

static void long_words_are_far_away(void **state)
{
	struct str a = str_fmt(*state, "%065d", 0);
	assert_int_equal(suggest_distance(a, a), 64);
	struct str b = str_fmt(*state, "%064d", 0);
	assert_int_equal(suggest_distance(b, b), 0);
}

static const struct str WORDS[] = {
	STR_INIT("layers"),
	STR_INIT("forbid"),
	STR_INIT("only"),
	STR_INIT("acyclic"),
	STR_INIT("id"),
	STR_INIT("is"),
};

static void the_nearest_word_is_meant(void **state)
{
	(void)state;
	assert_str(suggest(STR("layer"), WORDS, COUNT_OF(WORDS)), "layers");
	assert_str(suggest(STR("acylic"), WORDS, COUNT_OF(WORDS)), "acyclic");
	assert_str(suggest(STR("forbidd"), WORDS, COUNT_OF(WORDS)), "forbid");
	assert_str(suggest(STR("olny"), WORDS, COUNT_OF(WORDS)), "only");
}

static void the_first_of_equals_is_meant(void **state)
{
	(void)state;
	assert_str(suggest(STR("ie"), WORDS, COUNT_OF(WORDS)), "id");
}

static void a_word_that_is_far_from_all_means_none(void **state)
{
	(void)state;
	assert_str(suggest(STR("telemetry"), WORDS, COUNT_OF(WORDS)), "");
	assert_str(suggest(STR("xy"), WORDS, COUNT_OF(WORDS)), "");
	assert_str(suggest(STR(""), WORDS, COUNT_OF(WORDS)), "");
	assert_str(suggest(STR("layers"), NULL, 0), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(distances_count_letters),
		claim(long_words_are_far_away),
		claim(the_nearest_word_is_meant),
		claim(the_first_of_equals_is_meant),
		claim(a_word_that_is_far_from_all_means_none),
	};
	return claims_run("base/suggest", tests);
}
