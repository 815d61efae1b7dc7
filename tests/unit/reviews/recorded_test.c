/* SPDX-License-Identifier: MIT */
#include "reviews/recorded.h"

#include "unit/problem_text.h"
#include "unit/unit.h"

#define HEAD \
	"# lintel triggers 1\n" \
	"# What triggers came to, where it cannot be looked up: lintel adr due --record\n"

static struct recorded_states read(struct arena *arena, const char *text, bool is_good)
{
	struct recorded_states states;
	struct problems problems;
	problems_init(&problems, arena);
	assert_int_equal(recorded_read(&states, arena, STR("adr/triggers.state"), str_of(text),
					 &problems),
			is_good);
	return states;
}

static struct str written(struct arena *arena, const struct recorded_states *states)
{
	struct buf out = { 0 };
	recorded_write(states, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

/* A trigger "hub" of ADR-0007 over the code, that came to `truth`. */
static struct triggers one(struct arena *arena, enum truth truth)
{
	struct triggers triggers = { 0 };
	struct decision *decision = arena_new(arena, struct decision);
	struct decision_trigger *item = arena_new(arena, struct decision_trigger);
	struct condition *condition = arena_new(arena, struct condition);
	struct term *term = arena_new(arena, struct term);
	decision->id = STR("ADR-0007");
	item->id = STR("hub");
	term->kind = TERM_FACT;
	*condition = (struct condition){ .terms = term, .term_count = 1 };
	*vec_add(&triggers.list, arena) = (struct trigger){
		.decision = decision,
		.item = item,
		.condition = condition,
		.hash = { 0x0123456789abcdef, 0 },
		.outcome = { .truth = truth },
	};
	return triggers;
}

static moment day(const char *text)
{
	date_day day;
	assert_true(date_read_day(str_of(text), &day));
	return (moment)day * MOMENT_DAY;
}

static void what_was_read_is_written_sorted_and_once(void **state)
{
	struct recorded_states states = read(*state,
			HEAD "ADR-2\tb\t0123456789ab\t2026-10-02\ttrue\n"
			     "ADR-2\tb\t0123456789ab\t2026-10-02\ttrue\r\n\n"
			     "ADR-1\ta b\t0123456789ab\t2026-10-02\tpending\n"
			     "ADR-2\tb\t0123456789ab\t2026-10-01\tunknown\n",
			true);
	assert_str(written(*state, &states), HEAD "ADR-1\ta b\t0123456789ab\t2026-10-02\tpending\n"
						  "ADR-2\tb\t0123456789ab\t2026-10-01\tunknown\n"
						  "ADR-2\tb\t0123456789ab\t2026-10-02\ttrue\n");
}

static void a_bad_line_is_named_and_left_out(void **state)
{
	static const char *const bad[] = {
		"<<<<<<< HEAD",
		"ADR-1\ta\t0123456789ab\t2026-10-02",
		"ADR-1\ta\t0123456789ab\t2026-10-02\ttrue\tmore",
		"ADR-1\ta\t0123456789ab\t2026-02-30\ttrue",
		"ADR-1\ta\t0123\t2026-10-02\ttrue",
		"ADR-1\ta\t0123456789zz\t2026-10-02\ttrue",
		"ADR-1\ta\t0123456789ab\t2026-10-02\tyes",
		"ADR-1\ta\\q\t0123456789ab\t2026-10-02\ttrue",
	};
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct recorded_states states = read(*state, bad[i], false);
		assert_int_equal(states.list.len, 0);
	}
	struct recorded_states states;
	struct problems problems;
	problems_init(&problems, *state);
	assert_false(recorded_read(&states, *state, STR("s"), STR("# x\nnonsense\n"), &problems));
	assert_str(problem_text(*state, &problems),
			"s:2:1+0: not a state of a trigger: record, trigger, hash, day and truth, "
			"with tabs between | take the line out, or after a merge keep the lines of "
			"both sides without the marks\n");
}

static void a_change_is_added_and_a_repeat_is_not(void **state)
{
	struct recorded_states states = { 0 };
	struct triggers triggers = one(*state, TRUTH_FALSE);
	assert_int_equal(recorded_update(&states, *state, &triggers, day("2026-10-01")), 1);
	assert_int_equal(recorded_update(&states, *state, &triggers, day("2026-10-02")), 0);
	triggers.list.p[0].outcome.bare = TRUTH_TRUE;
	assert_int_equal(recorded_update(&states, *state, &triggers, day("2026-10-03")), 1);
	triggers.list.p[0].outcome.truth = TRUTH_TRUE;
	assert_int_equal(recorded_update(&states, *state, &triggers, day("2026-10-04")), 1);
	/* The past is not written anew. */
	triggers.list.p[0].outcome.truth = TRUTH_UNKNOWN;
	triggers.list.p[0].outcome.bare = TRUTH_UNKNOWN;
	assert_int_equal(recorded_update(&states, *state, &triggers, day("2026-10-02")), 0);
	assert_str(written(*state, &states),
			HEAD "ADR-0007\thub\t0123456789ab\t2026-10-01\tfalse\n"
			     "ADR-0007\thub\t0123456789ab\t2026-10-03\tpending\n"
			     "ADR-0007\thub\t0123456789ab\t2026-10-04\ttrue\n");
}

static void other_words_begin_anew(void **state)
{
	struct recorded_states states = read(*state,
			"ADR-0007\thub\taaaaaaaaaaaa\t2026-10-01\ttrue\n"
			"ADR-0009\tgone\t0123456789ab\t2026-10-01\ttrue\n",
			true);
	struct triggers triggers = one(*state, TRUTH_FALSE);
	const struct recorded_state *first;
	assert_int_equal(recorded_find(&states, *state, &triggers.list.p[0], &first), 0);
	assert_int_equal(recorded_update(&states, *state, &triggers, day("2026-10-02")), 3);
	assert_str(written(*state, &states),
			HEAD "ADR-0007\thub\t0123456789ab\t2026-10-02\tfalse\n");
	assert_int_equal(recorded_find(&states, *state, &triggers.list.p[0], &first), 1);
	assert_int_equal(first->truth, RECORDED_FALSE);
}

static void what_can_be_looked_up_is_not_recorded(void **state)
{
	struct recorded_states states = { 0 };
	struct triggers triggers = one(*state, TRUTH_TRUE);
	((struct term *)triggers.list.p[0].condition->terms)->kind = TERM_METRIC;
	assert_int_equal(recorded_update(&states, *state, &triggers, day("2026-10-01")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(what_was_read_is_written_sorted_and_once),
		claim(a_bad_line_is_named_and_left_out),
		claim(a_change_is_added_and_a_repeat_is_not),
		claim(other_words_begin_anew),
		claim(what_can_be_looked_up_is_not_recorded),
	};
	return claims_run("reviews/recorded", tests);
}
