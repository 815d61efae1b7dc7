/* SPDX-License-Identifier: MIT */
#include "facts/cochange.h"

#include "base/err.h"
#include "unit/unit.h"

#include <math.h>
#include <string.h>

/* Files of a made-up history are letters; so many, and as many commits. */
#define FILES 12
#define MANY 60
#define ROUNDS 60
#define NOW (1000 * MOMENT_DAY)

/*
 * A history with one commit for each line, the latest first, a day apart: the
 * letters of what it changed, then marks: '!' to be ignored, '^' a merge, '~' not
 * of HEAD, '+' one more file, outside.
 */
static struct history history_of(struct arena *arena, const char *text)
{
	struct history history = { .path_count = FILES };
	size_t len = strlen(text);
	history.commits = arena_new_array(arena, struct history_commit, len + 1);
	history.changes = arena_new_array(arena, struct history_change, len + 1);
	struct str rest = str_of(text);
	struct str line;
	while (str_split(&rest, '\n', &line)) {
		struct history_commit *commit = &history.commits[history.commit_count];
		*commit = (struct history_commit){
			.flags = COMMIT_OF_HEAD,
			.at = NOW - (moment)history.commit_count * MOMENT_DAY,
			.parent_count = 1,
			.first_change = (uint32_t)history.change_count,
		};
		history.commit_count++;
		for (size_t i = 0; i < line.len; i++) {
			char mark = line.p[i];
			if (mark == '!') {
				commit->flags |= COMMIT_IGNORED;
			} else if (mark == '^') {
				commit->parent_count = 2;
			} else if (mark == '~') {
				commit->flags &= ~(uint32_t)COMMIT_OF_HEAD;
			} else if (mark == '+') {
				commit->outside++;
			} else {
				commit->change_count++;
				history.changes[history.change_count++] = (struct history_change){
					.path = (uint32_t)(mark - 'a'),
					.from = NONE,
				};
			}
		}
	}
	return history;
}

static const struct cochange_least everything = { .shared = 1, .max_pairs = SIZE_MAX };

static struct cochange_window all_time(void)
{
	return (struct cochange_window){ .since = MOMENT_EVER, .until = NOW, .max_set = 30 };
}

/* Each file for itself. */
static uint32_t *files_alone(struct arena *arena)
{
	uint32_t *items = arena_new_array(arena, uint32_t, FILES);
	for (uint32_t i = 0; i < FILES; i++) {
		items[i] = i;
	}
	return items;
}

static struct cochange counted(struct arena *arena, const char *text,
		const struct cochange_window *window, const struct cochange_least *least)
{
	struct history history = history_of(arena, text);
	struct cochange cochange;
	struct err err;
	assert_true(cochange_count(&cochange, arena, &history, files_alone(arena), FILES, window,
			least, &err));
	return cochange;
}

/* "ab 3 66.7" for each pair. */
static struct str shown(struct arena *arena, const struct cochange *cochange)
{
	struct str all = STR("");
	for (size_t i = 0; i < cochange->pair_count; i++) {
		const struct cochange_pair *pair = &cochange->pairs[i];
		all = str_fmt(arena, STR_FMT "%s%c%c %u %.1f", STR_ARG(all), i ? ", " : "",
				(char)('a' + pair->a), (char)('a' + pair->b), pair->shared,
				pair->degree);
	}
	return all;
}

static void the_degree_is_shared_by_the_average(void **state)
{
	struct arena *arena = *state;
	struct cochange_window window = all_time();
	struct cochange cochange =
			counted(arena, "ab\nab\nab\na\nac\nb\nb\n", &window, &everything);
	/* a: 5, b: 5, c: 1. */
	assert_str(shown(arena, &cochange), "ab 3 60.0, ac 1 33.3");
	assert_int_equal(cochange.commits, 8);
	assert_int_equal(cochange.revisions[0], 5);
}

static void what_is_no_change_of_today_does_not_count(void **state)
{
	struct arena *arena = *state;
	struct cochange_window window = all_time();
	struct cochange cochange = counted(arena, "ab!\nab^\nab~\nab\nb", &window, &everything);
	assert_str(shown(arena, &cochange), "ab 1 66.7");
	assert_int_equal(cochange.commits, 2);
	assert_int_equal(cochange.ignored, 1);
}

static void large_sets_do_not_count_at_all(void **state)
{
	struct arena *arena = *state;
	struct cochange_window window = all_time();
	window.max_set = 3;
	struct cochange cochange = counted(arena, "abc\nabcd\nab++\nab+", &window, &everything);
	assert_str(shown(arena, &cochange), "ab 2 100.0, ac 1 66.7, bc 1 66.7");
	assert_int_equal(cochange.too_large, 2);
	assert_int_equal(cochange.largest, 4);
	assert_int_equal(cochange.revisions[3], 0);
}

static void a_window_is_open_at_its_beginning(void **state)
{
	struct arena *arena = *state;
	struct cochange_window window;
	memset(&window, 0x5a, sizeof(window));
	assert_true(cochange_window_read(&window, STR("2d"), NOW - MOMENT_DAY));
	assert_int_equal(window.max_set, COCHANGE_MAX_SET);
	assert_int_equal(window.half_life, 0);
	/* Of the days 0 to 4 before now, those of day 1 and 2 count, and 3 no more. */
	struct cochange cochange = counted(arena, "ab\nbc\nbd\nbe\nbf", &window, &everything);
	assert_str(shown(arena, &cochange), "bc 1 66.7, bd 1 66.7");
	assert_true(cochange_window_read(&window, STR("all"), NOW));
	assert_true(window.since == MOMENT_EVER);
	assert_false(cochange_window_read(&window, STR("always"), NOW));
}

static void a_degree_is_in_percent_with_the_sign_or_without(void **state)
{
	(void)state;

	const struct {
		const char *text;
		double degree;
	} good[] = { { "30", 30 }, { "35 %", 35 }, { "57%", 57 }, { "12.5 %", 12.5 },
		{ "0.25 ratio", 25 }, { "0", 0 }, { "100 %", 100 } };

	const char *bad[] = { "", "%", "half", "30 ms", "100.5", "-1 %", "1.5 ratio", "NaN" };
	double degree;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		assert_true(cochange_degree_read(&degree, str_of(good[i].text)));
		assert_true(degree == good[i].degree);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_false(cochange_degree_read(&degree, str_of(bad[i])));
	}
}

static void what_changed_rarely_is_in_no_pair(void **state)
{
	struct arena *arena = *state;
	struct cochange_window window = all_time();
	struct cochange_least least = everything;
	const char *text = "abc\nabc\nabd\nc";
	least.revisions = 3;
	struct cochange cochange = counted(arena, text, &window, &least);
	assert_str(shown(arena, &cochange), "ab 3 100.0, ac 2 66.7, bc 2 66.7");
	least.degree = 66.7;
	cochange = counted(arena, text, &window, &least);
	assert_str(shown(arena, &cochange), "ab 3 100.0");
	least = everything;
	least.shared = 2;
	cochange = counted(arena, text, &window, &least);
	assert_str(shown(arena, &cochange), "ab 3 100.0, ac 2 66.7, bc 2 66.7");
}

static void an_old_commit_weighs_less(void **state)
{
	struct arena *arena = *state;
	struct cochange_window window = all_time();
	window.half_life = MOMENT_DAY;
	/* Weights 1, 1/2, 1/4: a has 1 and 1/4, b has 1 and 1/2. */
	struct cochange cochange = counted(arena, "ab\nb\na", &window, &everything);
	assert_int_equal(cochange.pair_count, 1);
	assert_true(fabs(cochange.pairs[0].degree - 200 * 1.0 / 2.75) < 1e-9);
	assert_int_equal(cochange.pairs[0].shared, 1);
	assert_int_equal(cochange.revisions[0], 2);
}

static void items_that_are_joined_change_once_a_commit(void **state)
{
	struct arena *arena = *state;
	struct cochange_window window = all_time();
	struct history history = history_of(arena, "abc\nab\nc");
	uint32_t items[FILES] = { 0, 0, 1, NONE };
	struct cochange cochange;
	struct err err;
	assert_true(cochange_count(
			&cochange, arena, &history, items, 2, &window, &everything, &err));
	assert_str(shown(arena, &cochange), "ab 1 50.0");
	assert_int_equal(cochange.revisions[0], 2);
}

static void the_latest_shared_commits_come_first(void **state)
{
	struct arena *arena = *state;
	struct cochange_window window = all_time();
	struct cochange cochange = counted(arena, "a\nab\nb\ncab\nba\n", &window, &everything);
	uint32_t commits[2];
	assert_int_equal(cochange.pairs[0].b, 1);
	assert_int_equal(cochange_shared(&cochange, &cochange.pairs[0], commits, 2), 2);
	assert_int_equal(commits[0], 1);
	assert_int_equal(commits[1], 3);
}

static void too_many_pairs_are_an_error(void **state)
{
	struct arena *arena = *state;
	struct cochange_window window = all_time();
	struct cochange_least least = everything;
	struct history history = history_of(arena, "abc");
	struct cochange cochange;
	struct err err;
	least.max_pairs = 3;
	assert_true(cochange_count(&cochange, arena, &history, files_alone(arena), FILES, &window,
			&least, &err));
	least.max_pairs = 2;
	assert_false(cochange_count(&cochange, arena, &history, files_alone(arena), FILES, &window,
			&least, &err));
	assert_string_equal(err.text, "more than 2 pairs change together");
}

/* ---- a slow oracle ---- */

static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33);
}

static void random_text(char *text, uint64_t *seed)
{
	for (size_t i = 0; i < MANY; i++) {
		for (char file = 'a'; file < 'a' + FILES; file++) {
			if (next_random(seed) % 4 == 0) {
				*text++ = file;
			}
		}
		if (next_random(seed) % 8 == 0) {
			*text++ = "!^~+"[next_random(seed) % 4];
		}
		*text++ = '\n';
	}
	*text = '\0';
}

/* In how many lines that count both letters are. */
static uint32_t lines_with(const char *text, char a, char b, size_t max_set)
{
	struct str rest = str_of(text);
	struct str line;
	uint32_t count = 0;
	while (str_split(&rest, '\n', &line)) {
		bool is_left_out = str_find(line, '!') < line.len || str_find(line, '^') < line.len
				   || str_find(line, '~') < line.len || line.len > max_set;
		count += !is_left_out && str_find(line, a) < line.len
			 && str_find(line, b) < line.len;
	}
	return count;
}

static void all_pairs_are_those_of_the_definition(void **state)
{
	struct arena *arena = *state;
	char text[MANY * (FILES + 3)];
	uint64_t seed = 5;
	for (size_t round = 0; round < ROUNDS; round++) {
		random_text(text, &seed);
		struct cochange_window window = all_time();
		window.max_set = 1 + next_random(&seed) % 6;
		struct cochange_least least = { .revisions = next_random(&seed) % 12,
			.shared = 1 + next_random(&seed) % 4,
			.degree = next_random(&seed) % 40,
			.max_pairs = SIZE_MAX };
		struct cochange cochange = counted(arena, text, &window, &least);
		size_t found = 0;
		for (char a = 'a'; a < 'a' + FILES; a++) {
			for (char b = (char)(a + 1); b < 'a' + FILES; b++) {
				uint32_t shared = lines_with(text, a, b, window.max_set);
				uint32_t of_a = lines_with(text, a, a, window.max_set);
				uint32_t of_b = lines_with(text, b, b, window.max_set);
				found += shared >= least.shared && of_a >= least.revisions
					 && of_b >= least.revisions
					 && 200.0 * shared / (of_a + of_b) >= least.degree;
			}
		}
		assert_int_equal(cochange.pair_count, found);
		for (size_t i = 0; i < cochange.pair_count; i++) {
			const struct cochange_pair *pair = &cochange.pairs[i];
			assert_int_equal(pair->shared,
					lines_with(text, (char)('a' + pair->a),
							(char)('a' + pair->b), window.max_set));
		}
	}
}

/* ---- reach ---- */

static void a_change_crosses_where_it_meets_another_module(void **state)
{
	struct arena *arena = *state;
	struct cochange_window window = all_time();
	/* a and b are one module, c and d another, e is in none. */
	const uint32_t modules[FILES] = { 0, 0, 1, 1, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
		NONE };
	struct history history = history_of(arena, "ab\nac\ncd\nae\ne\nacd!");
	struct cochange_reach reach = cochange_reach(&history, modules, NULL, &window);
	assert_int_equal(reach.commits, 4);
	assert_int_equal(reach.crossing, 1);
	assert_int_equal(reach.modules, 5);

	const uint8_t is_asked[FILES] = { [0] = 1, [4] = 1 };
	reach = cochange_reach(&history, modules, is_asked, &window);
	assert_int_equal(reach.commits, 4);
	assert_int_equal(reach.crossing, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_degree_is_shared_by_the_average),
		claim(what_is_no_change_of_today_does_not_count),
		claim(large_sets_do_not_count_at_all),
		claim(a_window_is_open_at_its_beginning),
		claim(a_degree_is_in_percent_with_the_sign_or_without),
		claim(what_changed_rarely_is_in_no_pair),
		claim(an_old_commit_weighs_less),
		claim(items_that_are_joined_change_once_a_commit),
		claim(the_latest_shared_commits_come_first),
		claim(too_many_pairs_are_an_error),
		claim(all_pairs_are_those_of_the_definition),
		claim(a_change_crosses_where_it_meets_another_module),
	};
	return claims_run("facts/cochange", tests);
}
