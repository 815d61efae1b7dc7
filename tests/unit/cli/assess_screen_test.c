/* SPDX-License-Identifier: MIT */
#include "cli/assess_screen.h"

#include "unit/cli/small_pack.h"
#include "unit/unit.h"

static const struct screen wide = { .columns = 72, .rows = 40 };

static struct screen_question first_question(struct arena *arena)
{
	return (struct screen_question){
		.pack = &small_pack,
		.assessment = small_assessment(arena),
		.number = 1,
		.total = 3,
	};
}

static struct str show(struct arena *arena, const struct screen *screen,
		const struct screen_question *question)
{
	struct buf out;

	buf_init(&out);
	screen_question(screen, question, false, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static void a_question_says_all_that_is_known(void **state)
{
	struct arena *arena = *state;
	struct answer answer = { .choice = 2,
		.ticked = 2,
		.note = STR("only checkout"),
		.by = STR("team-a"),
		.has_day = true,
		.day = date_from(2026, 11, 1) };
	struct screen_question question = first_question(arena);

	question.answer = &answer;
	assert_str(show(arena, &wide, &question),
			"question 1 of 3: Modularity\n"
			"change stays local\n"
			"\n"
			"  Can one part change alone?\n"
			"\n"
			"what counts  The tests of the other parts need not be run by hand.\n"
			"must hold    for the higher answers\n"
			"   1 [ ] somebody tried it this quarter\n"
			"   2 [x] the result is written down\n"
			"facts        2 cycles between 9 modules (lintel.yaml:3)\n"
			"answered     most, 2026-11-01, team-a\n"
			"note         only checkout\n"
			"counts as    0–100 %\n"
			"\n"
			"  1  none: nowhere\n"
			"  2  some: here and there\n"
			"> 3  most: nearly everywhere (all that is listed must hold)\n"
			"a number answers; n note, e evidence, x does not apply, b back, s skip,\n"
			"q quit, ? keys\n");
}

/* A low window keeps what one needs to answer. */
static void a_low_window_keeps_the_choices(void **state)
{
	struct arena *arena = *state;
	struct screen low = { .columns = 40, .rows = 11, .is_ascii = true };
	struct screen_question question = first_question(arena);

	assert_str(show(arena, &low, &question), "question 1 of 3: Modularity\n"
						 "  Can one part change alone?\n"
						 "  1  none: nowhere\n"
						 "  2  some: here and there\n"
						 "  3  most: nearly everywhere (with\n"
						 "     criteria)\n"
						 "? shows the facts and more\n");
}

static void no_line_is_wider_than_the_window(void **state)
{
	struct arena *arena = *state;
	struct screen_question question = first_question(arena);

	for (unsigned columns = 16; columns < 90; columns++) {
		struct screen screen = { .columns = columns };
		struct str text = show(arena, &screen, &question);
		struct str line;
		while (str_split(&text, '\n', &line)) {
			assert_in_range(line.len, 0, columns - 1);
		}
	}
}

static void a_bare_answer_says_what_it_counts_for(void **state)
{
	struct arena *arena = *state;
	struct screen_question question = first_question(arena);

	question.item = 2;
	assert_true(str_contains(show(arena, &wide, &question),
			STR("facts        none speak about this: an answer alone counts for 75 % at\n"
			    "             most\n")));
}

static void a_contradiction_is_said(void **state)
{
	struct arena *arena = *state;
	struct screen_question question = first_question(arena);
	struct answer answer = { .choice = 2 };

	question.answer = &answer;
	question.assessment->items[0].agreement = AGREES_OVER_CLAIM;
	question.assessment->items[0].interval = (struct interval){ 0.25, 0.25 };
	assert_true(str_contains(show(arena, &wide, &question),
			STR("counts as    25–25 %: the facts say less than the answer\n")));
}

static void colour_is_put_around_and_taken_off(void **state)
{
	struct arena *arena = *state;
	struct screen color = { .columns = 72, .has_color = true };
	struct screen_question question = first_question(arena);
	struct str text = show(arena, &color, &question);

	assert_true(str_contains(text, STR("\033[1m  Can one part change alone?\033[0m\n")));
	assert_false(str_contains(show(arena, &wide, &question), STR("\033")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_question_says_all_that_is_known),
		claim(a_low_window_keeps_the_choices),
		claim(no_line_is_wider_than_the_window),
		claim(a_bare_answer_says_what_it_counts_for),
		claim(a_contradiction_is_said),
		claim(colour_is_put_around_and_taken_off),
	};
	return claims_run("cli/assess_screen", tests);
}
