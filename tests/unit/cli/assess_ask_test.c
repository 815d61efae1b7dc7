/* SPDX-License-Identifier: MIT */
#include "cli/assess_ask.h"

#include "base/err.h"
#include "cli/command.h"
#include "facts/code.h"

#include "unit/cli/small_pack.h"
#include "unit/unit.h"

#include <sys/mman.h>
#include <unistd.h>

/* A conversation over a pipe: what is typed is there beforehand. */
struct talk {
	struct cli cli;
	struct answers answers;
	struct ask ask;
	/* How often answers were saved, and from when on they cannot be. */
	unsigned kept;
	unsigned broken_from;
	unsigned broken_to;
	int screen;
};

static bool keep(const struct answer *answer, void *ctx, struct err *err)
{
	struct talk *talk = ctx;

	assert_ptr_equal(answer, &talk->answers.list.p[answer - talk->answers.list.p]);
	assert_in_range(answer - talk->answers.list.p, 0, talk->answers.list.len - 1);

	talk->kept++;
	if (talk->kept >= talk->broken_from && talk->kept < talk->broken_to) {
		return err_set(err, "cannot write 'answers.yaml': No space left on device");
	}
	return true;
}

static struct talk *talk_create(struct arena *arena)
{
	struct talk *talk = arena_new(arena, struct talk);

	talk->answers.arena = arena;
	talk->screen = memfd_create("screen", 0);
	talk->cli.out.fd = talk->screen;
	talk->cli.err.fd = talk->screen;
	talk->ask = (struct ask){
		.cli = &talk->cli,
		.pack = &small_pack,
		.answers = &talk->answers,
		.assessment = small_assessment(arena),
		.today = date_from(2026, 11, 21),
		.by = STR("team-a"),
		.keep = keep,
		.ctx = talk,
	};
	return talk;
}

static enum ask_end talk_type(struct talk *talk, const char *typed)
{
	int ends[2];
	int signal = 0;

	assert_int_equal(pipe(ends), 0);
	struct str text = str_of(typed);
	assert_int_equal(write(ends[1], text.p, text.len), text.len);
	close(ends[1]);
	talk->ask.fd = ends[0];
	enum ask_end end = assess_ask(&talk->ask, &signal);
	close(ends[0]);
	return end;
}

static bool talk_shows(struct talk *talk, struct arena *arena, const char *part)
{
	off_t size = lseek(talk->screen, 0, SEEK_END);
	char *text = arena_alloc(arena, (size_t)size + 1);

	assert_int_equal(pread(talk->screen, text, (size_t)size, 0), size);
	return str_contains(str_of(text), str_of(part));
}

static const struct answer *answer_at(const struct talk *talk, size_t at)
{
	assert_true(at < talk->answers.list.len);
	return &talk->answers.list.p[at];
}

static void each_answer_is_kept_before_the_next_question(void **state)
{
	struct arena *arena = *state;
	struct talk *talk = talk_create(arena);

	assert_int_equal(talk_type(talk, "2\nyes\n2\n"), ASK_DONE);
	assert_int_equal(talk->kept, 3);
	assert_int_equal(talk->answers.list.len, 3);
	assert_str(answer_at(talk, 0)->item_id, "modularity.local-change");
	assert_int_equal(answer_at(talk, 0)->choice, 1);
	assert_int_equal(answer_at(talk, 1)->item, 2);
	assert_int_equal(answer_at(talk, 1)->choice, 0);
	assert_int_equal(answer_at(talk, 2)->choice, 1);
	assert_true(answer_at(talk, 2)->has_day);
	assert_int_equal(answer_at(talk, 2)->day, date_from(2026, 11, 21));
	assert_str(answer_at(talk, 2)->by, "team-a");
	close(talk->screen);
}

static void criteria_are_ticked_by_number(void **state)
{
	struct arena *arena = *state;
	struct talk *talk = talk_create(arena);

	assert_int_equal(talk_type(talk, "3\n1, 2\n1\n9\n\nq\n"), ASK_LEFT);
	assert_int_equal(answer_at(talk, 0)->choice, 2);
	assert_int_equal(answer_at(talk, 0)->ticked, 2);
	assert_true(talk_shows(talk, arena, "type numbers from 1 to 2, or Enter\n"));
	assert_true(talk_shows(talk, arena, "question 2 of 3"));
	close(talk->screen);
}

/* Whoever is cut off between "most" and what of it holds is asked that question again. */
static void a_second_session_begins_where_the_first_one_ended(void **state)
{
	struct arena *arena = *state;
	struct talk *talk = talk_create(arena);

	assert_int_equal(talk_type(talk, "3\n"), ASK_LEFT);
	assert_int_equal(talk->kept, 1);
	assert_int_equal(talk_type(talk, "3\n1\n\n"), ASK_LEFT);
	assert_int_equal(talk->answers.list.len, 1);
	assert_true(talk_shows(talk, arena, "0 of 3 are answered."));
	assert_int_equal(talk_type(talk, "1\n1\n"), ASK_DONE);
	assert_true(talk_shows(talk, arena, "1 of 3 are answered."));
	assert_int_equal(talk->answers.list.len, 3);
	struct ask_count count = ask_count(&small_pack, &talk->answers, talk->ask.assessment);
	assert_int_equal(count.asked, 3);
	assert_int_equal(count.answered, 3);
	assert_int_equal(talk_type(talk, "q\n"), ASK_LEFT);
	assert_true(talk_shows(talk, arena, "All 3 questions are answered"));
	close(talk->screen);
}

static void one_can_go_back_skip_and_jump(void **state)
{
	struct arena *arena = *state;
	struct talk *talk = talk_create(arena);

	assert_int_equal(talk_type(talk, "b\ns\ns\n1\nb\nb\n"), ASK_DONE);
	assert_true(talk_shows(talk, arena, "this is the first question\n"));
	assert_int_equal(talk->answers.list.len, 1);
	assert_int_equal(answer_at(talk, 0)->item, 3);
	assert_int_equal(talk_type(talk, "g 2\n2\ng2\nb\ng 4\nq\n"), ASK_LEFT);
	assert_int_equal(answer_at(talk, 1)->item, 2);
	assert_true(talk_shows(talk, arena, "from 1 to 3\n"));
	close(talk->screen);
}

static void what_does_not_apply_says_why(void **state)
{
	struct arena *arena = *state;
	struct talk *talk = talk_create(arena);

	assert_int_equal(
			talk_type(talk, "x\n\nx\nnothing is \033[2J released \xff\nq\n"), ASK_LEFT);
	assert_int_equal(talk->answers.list.len, 1);
	assert_true(answer_at(talk, 0)->is_not_applicable);
	assert_int_equal(answer_at(talk, 0)->choice, NONE);
	assert_str(answer_at(talk, 0)->note, "nothing is [2J released \xef\xbf\xbd");
	close(talk->screen);
}

static void notes_and_evidence_are_lines(void **state)
{
	struct arena *arena = *state;
	struct talk *talk = talk_create(arena);

	assert_int_equal(
			talk_type(talk, "2\nb\nn\nfor checkout\ne\ndocs/x.md\nn\n\nq\n"), ASK_LEFT);
	assert_str(answer_at(talk, 0)->note, "for checkout");
	assert_str(answer_at(talk, 0)->evidence, "docs/x.md");
	assert_int_equal(talk_type(talk, "b\nn\n-\ne\n-\nq\n"), ASK_LEFT);
	assert_str(answer_at(talk, 0)->note, "");
	assert_str(answer_at(talk, 0)->evidence, "");
	close(talk->screen);
}

/* An answer that the pack does not know any more is asked for again, and replaced. */
static void what_cannot_count_is_asked_again(void **state)
{
	struct arena *arena = *state;
	struct talk *talk = talk_create(arena);

	*vec_add(&talk->answers.list, arena) = (struct answer){ .choice = NONE, .is_void = true };
	assert_int_equal(talk_type(talk, "n\n2\n"), ASK_LEFT);
	assert_true(talk_shows(talk, arena, "answer the question first\n"));
	assert_int_equal(talk->answers.list.len, 1);
	assert_false(answer_at(talk, 0)->is_void);
	assert_int_equal(answer_at(talk, 0)->choice, 1);
	close(talk->screen);
}

/* What somebody said long ago is shown, and asked for again. */
static void an_old_answer_is_asked_again(void **state)
{
	struct arena *arena = *state;
	struct talk *talk = talk_create(arena);

	*vec_add(&talk->answers.list, arena) = (struct answer){ .choice = 1, .note = STR("still") };
	talk->ask.assessment->items[0].is_answer_old = true;
	assert_int_equal(talk_type(talk, "\n1\n"), ASK_LEFT);
	assert_true(talk_shows(talk, arena, "does not count, because it is too old"));
	assert_true(talk_shows(talk, arena, "type the number of an answer"));
	assert_int_equal(answer_at(talk, 0)->choice, 0);
	assert_str(answer_at(talk, 0)->note, "still");
	close(talk->screen);
}

/* Of an imported lens: there is nothing to choose, only to tick. */
static void what_is_ticked_can_be_the_answer(void **state)
{
	struct arena *arena = *state;
	struct talk *talk = talk_create(arena);
	struct pack pack = small_pack;
	struct pack_item *items = arena_copy(arena, small_items, sizeof(small_items));

	items[0].choice_count = 0;
	pack.items = items;
	talk->ask.pack = &pack;
	assert_int_equal(talk_type(talk, "2\n2 1\n\n\nq\n"), ASK_LEFT);
	assert_int_equal(answer_at(talk, 0)->ticked, 1);
	assert_int_equal(talk->answers.list.len, 1);
	talk->answers.list.len = 0;
	assert_int_equal(talk_type(talk, "\nq\n"), ASK_LEFT);
	assert_int_equal(answer_at(talk, 0)->ticked, 0);
	assert_int_equal(answer_at(talk, 0)->choice, NONE);
	close(talk->screen);
}

/* A full disk: nobody is led on as if it had been saved, and the end tries again. */
static void what_cannot_be_saved_is_tried_again(void **state)
{
	struct arena *arena = *state;
	struct talk *talk = talk_create(arena);

	talk->broken_from = 1;
	talk->broken_to = 2;
	assert_int_equal(talk_type(talk, "2\n\nq\n"), ASK_LEFT);
	assert_int_equal(talk->kept, 2);
	assert_true(talk_shows(talk, arena, "not saved: cannot write 'answers.yaml'"));

	talk->broken_from = 1;
	talk->broken_to = 100;
	assert_int_equal(talk_type(talk, "1\nq\n"), ASK_FAILED);
	close(talk->screen);
}

static void what_the_pack_leaves_out_is_not_asked(void **state)
{
	struct arena *arena = *state;
	struct talk *talk = talk_create(arena);

	talk->ask.assessment->items[0].state = ITEM_NOT_APPLICABLE;
	assert_int_equal(talk_type(talk, "1\n1\n"), ASK_DONE);
	assert_int_equal(answer_at(talk, 0)->item, 2);
	assert_true(talk_shows(talk, arena, "question 1 of 2"));
	close(talk->screen);
}

static void a_last_line_without_an_end_is_an_answer(void **state)
{
	struct arena *arena = *state;
	struct talk *talk = talk_create(arena);

	assert_int_equal(talk_type(talk, "2"), ASK_LEFT);
	assert_int_equal(answer_at(talk, 0)->choice, 1);
	close(talk->screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(each_answer_is_kept_before_the_next_question),
		claim(criteria_are_ticked_by_number),
		claim(a_second_session_begins_where_the_first_one_ended),
		claim(one_can_go_back_skip_and_jump),
		claim(what_does_not_apply_says_why),
		claim(notes_and_evidence_are_lines),
		claim(what_cannot_count_is_asked_again),
		claim(an_old_answer_is_asked_again),
		claim(what_is_ticked_can_be_the_answer),
		claim(what_cannot_be_saved_is_tried_again),
		claim(what_the_pack_leaves_out_is_not_asked),
		claim(a_last_line_without_an_end_is_an_answer),
	};
	return claims_run("cli/assess_ask", tests);
}
