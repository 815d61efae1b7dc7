/* SPDX-License-Identifier: MIT */
#include "pillars/answers.h"

#include "base/err.h"
#include "unit/pillars/small_pack.h"

#define HEAD "pack: small\nversion: \"1\"\nanswers:\n"

static struct answers answers_of(struct arena *arena, const char *text)
{
	struct answers answers;
	struct problems problems;

	problems_init(&problems, arena);
	assert_true(answers_read(&answers, arena, pack_of(arena, SMALL_PACK), STR("a.yaml"),
			str_of(text), &problems));
	return answers;
}

static void an_answer_arrives(void **state)
{
	const struct answers answers = answers_of(*state,
			HEAD "  sight.traced: { answer: half, ticked: [c1, c2], note: \"a: b\",\n"
			     "    evidence: docs/x.md, on: 2026-11-01, by: team }\n");
	const struct answer *answer = answers_find(&answers, 0);

	assert_non_null(answer);
	assert_int_equal(answer->choice, 2);
	assert_int_equal(answer->ticked, 3);
	assert_str(answer->note, "a: b");
	assert_str(answer->evidence, "docs/x.md");
	assert_str(answer->by, "team");
	assert_int_equal(answer->place.line, 4);
	assert_null(answers_find(&answers, 1));
	assert_int_equal(answers.faults.len, 0);
}

static void more_than_some_counts_only_with_its_criteria(void **state)
{
	const struct pack *pack = pack_of(*state, SMALL_PACK);
	struct answer answer = { .item = 0, .choice = 3, .ticked = 3 };

	assert_true(answer_score(&pack->items[0], &answer) == 1);
	answer.ticked = 1;
	assert_true(answer_score(&pack->items[0], &answer) == ANSWER_SOME);
	answer.choice = 0;
	assert_true(answer_score(&pack->items[0], &answer) == 0);
	/* Without criteria there is nothing to tick. */
	answer.choice = 1;
	assert_true(answer_score(&pack->items[1], &answer) == 1);
}

static void assert_fault(
		struct arena *arena, const char *entry, const char *text, const char *remedy)
{
	const struct answers answers = answers_of(arena, str_fmt(arena, HEAD "  %s\n", entry).p);

	assert_int_equal(answers.faults.len, 1);
	assert_str(answers.faults.p[0].text, text);
	assert_str(answers.faults.p[0].remedy, remedy);
	assert_int_equal(answers.faults.p[0].place.line, 4);
	assert_true(answers.list.p[0].is_void);
}

static void what_cannot_count_is_told(void **state)
{
	struct arena *arena = *state;

	assert_fault(arena, "sight.tracd: { answer: half, on: 2026-11-01 }",
			"pack 'small' asks nothing called 'sight.tracd'",
			"did you mean 'sight.traced'?");
	assert_fault(arena, "sight.traced: { answer: haf, on: 2026-11-01 }",
			"'haf' is no answer to 'sight.traced'", "did you mean 'half'?");
	assert_fault(arena, "sight.traced: { on: 2026-11-01 }", "'sight.traced' has no 'answer'",
			"there are: none, some, half, most, not-applicable");
	assert_fault(arena, "sight.traced: { answer: half, ticked: [c3], on: 2026-11-01 }",
			"'c3' is no criterion of 'sight.traced'", "did you mean 'c1'?");
	assert_fault(arena, "sight.traced: { answer: half }",
			"the answer to 'sight.traced' has no day",
			"say when it was given: on: 2026-11-01");
	assert_fault(arena, "sight.traced: { answer: half, on: 2026-11-31 }",
			"'2026-11-31' is no day", "write it as YYYY-MM-DD");
	assert_fault(arena, "courage.back: { answer: half, on: 2026-11-01 }",
			"'courage.back' is measured: nobody answers it", "take the entry out");
}

static const struct answer given = {
	.item = 1,
	.choice = 1,
	.note = STR_INIT("a \"b\"\n"),
	.has_day = true,
	.day = 20000,
	.by = STR_INIT("team"),
};

#define GIVEN \
	"  sight.alarms: { answer: yes, note: \"a \\\"b\\\"\\n\", on: 2024-10-04, by: team }\n"

static void assert_put(struct arena *arena, const char *before, const char *after, bool rewritten)
{
	struct buf out;
	struct err err;
	bool is_rewritten;

	buf_init(&out);
	assert_true(answers_put(arena, pack_of(arena, SMALL_PACK), STR("a.yaml"), str_of(before),
			&given, &out, &is_rewritten, &err));
	assert_str(buf_str(&out), after);
	assert_int_equal(is_rewritten, rewritten);
	buf_finish(&out);
}

static void only_the_entry_is_written(void **state)
{
	struct arena *arena = *state;
	const char *traced = "  sight.traced: { answer: half, on: 2026-11-01 }";

	assert_put(arena, "", HEAD GIVEN, false);
	/* After the last one, comments staying. */
	assert_put(arena, str_fmt(arena, "# ours\n" HEAD "%s # why\n# end\n", traced).p,
			str_fmt(arena, "# ours\n" HEAD "%s # why\n" GIVEN "# end\n", traced).p,
			false);
	/* In place of the old one, be it several lines. */
	assert_put(arena,
			str_fmt(arena,
					HEAD
					"  sight.alarms:\n    answer: \"no\"\n\n    on: 2024-01-01\n"
					"\n  # about traces\n%s\n",
					traced)
					.p,
			str_fmt(arena, HEAD GIVEN "\n  # about traces\n%s\n", traced).p, false);
	assert_put(arena, HEAD, HEAD GIVEN, false);
	assert_put(arena, "pack: small\n", "pack: small\nanswers:\n" GIVEN, false);
	/* Other indents, no line break at the end. */
	assert_put(arena,
			"pack: small\nanswers:\n    sight.alarms: { answer: \"no\", on: 2024-01-01 }",
			"pack: small\nanswers:\n  " GIVEN, false);
}

static void a_file_that_cannot_be_edited_is_written_anew(void **state)
{
	assert_put(*state,
			"{ pack: small, answers: { sight.traced: { answer: some, on: 2024-01-01 } } }",
			HEAD "  sight.traced: { answer: some, on: 2024-01-01 }\n" GIVEN, true);
}

static void nothing_is_lost_where_an_entry_is_not_understood(void **state)
{
	struct arena *arena = *state;
	struct buf out;
	struct err err;
	bool is_rewritten;

	buf_init(&out);
	assert_false(answers_put(arena, pack_of(arena, SMALL_PACK), STR("a.yaml"),
			STR("{ pack: small, answers: { sight.old: { answer: some } } }"), &given,
			&out, &is_rewritten, &err));
	assert_non_null(strstr(err.text, "asks nothing called 'sight.old'"));
	buf_finish(&out);
}

static void what_is_written_is_read_as_the_same(void **state)
{
	struct arena *arena = *state;
	const struct pack *pack = pack_of(arena, SMALL_PACK);
	static const char *const notes[] = { "yes", "#", "a: b", "- x", "\x7f\xc2\x85",
		"\xe2\x80\xa8", "'", "\\", "{", "\t", "\xf0\x9f\x98\x80", "\xef\xbb\xbf", "*a", "%",
		"on" };

	for (size_t i = 0; i < COUNT_OF(notes); i++) {
		struct answer answer = given;
		struct buf out;
		struct err err;
		bool is_rewritten;
		buf_init(&out);
		answer.note = str_of(notes[i]);
		answer.by = answer.note;
		assert_true(answers_put(arena, pack, STR("a.yaml"), STR(""), &answer, &out,
				&is_rewritten, &err));
		const struct answers again = answers_of(arena, buf_str(&out).p);
		assert_int_equal(again.list.len, 1);
		assert_str(again.list.p[0].note, notes[i]);
		assert_str(again.list.p[0].by, notes[i]);
		buf_finish(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(an_answer_arrives),
		claim(more_than_some_counts_only_with_its_criteria),
		claim(what_cannot_count_is_told),
		claim(only_the_entry_is_written),
		claim(a_file_that_cannot_be_edited_is_written_anew),
		claim(nothing_is_lost_where_an_entry_is_not_understood),
		claim(what_is_written_is_read_as_the_same),
	};
	return claims_run("pillars/answers", tests);
}
