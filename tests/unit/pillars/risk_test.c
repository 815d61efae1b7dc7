/* SPDX-License-Identifier: MIT */
#include "pillars/lens.h"

#include "base/problem.h"
#include "unit/unit.h"

static struct criterion abc[] = { { .id = STR_INIT("a") }, { .id = STR_INIT("b") },
	{ .id = STR_INIT("c") } };

/* Which of the eight ways to tick a, b and c make it hold, as bits from "none" on. */
static unsigned truths(struct arena *arena, const char *text)
{
	struct risk_rule rules[2] = { { .score = 1 }, { .score = 0 } };
	struct pack_item item = { .id = STR("p.q"),
		.criteria = abc,
		.criterion_count = 3,
		.rules = rules,
		.rule_count = 2 };
	struct problems problems;
	unsigned bits = 0;

	problems_init(&problems, arena);
	assert_true(risk_read(
			&rules[0], arena, &item, str_of(text), (struct place){ 0 }, &problems));
	for (uint64_t ticked = 0; ticked < 8; ticked++) {
		const struct answer answer = { .choice = UINT32_MAX, .ticked = ticked };
		bits |= (unsigned)(answer_score(&item, &answer) == 1) << ticked;
	}
	return bits;
}

static void what_is_ticked_decides(void **state)
{
	struct arena *arena = *state;

	assert_int_equal(truths(arena, "a"), 0xaa);
	assert_int_equal(truths(arena, "!a"), 0x55);
	assert_int_equal(truths(arena, "!!a"), 0xaa);
	assert_int_equal(truths(arena, "a&&b"), 0x88);
	assert_int_equal(truths(arena, "a || b"), 0xee);
	assert_int_equal(truths(arena, "a || b && c"), 0xea);
	assert_int_equal(truths(arena, "(a || b) && c"), 0xe0);
	assert_int_equal(truths(arena, "!(a || b) && !c"), 0x01);
	assert_int_equal(truths(arena, "!a && b || c"), 0xf4);
	assert_int_equal(truths(arena, "((a))"), 0xaa);
}

static void assert_wrong(struct arena *arena, struct str text, const char *what)
{
	const struct pack_item item = { .id = STR("p.q"), .criteria = abc, .criterion_count = 3 };
	struct risk_rule rule = { 0 };
	struct problems problems;

	problems_init(&problems, arena);
	assert_false(risk_read(&rule, arena, &item, text, (struct place){ .line = 1 }, &problems));
	assert_int_equal(problems.list.len, 1);
	assert_str(problems.list.p[0].text, what);
}

static void what_means_nothing_is_told(void **state)
{
	struct arena *arena = *state;

	assert_wrong(arena, STR(""), "the condition is empty");
	assert_wrong(arena, STR("a &&"), "the condition ends too early");
	assert_wrong(arena, STR("&& a"), "an operator without what it joins");
	assert_wrong(arena, STR("a b"), "nothing joins 'b' with what stands before it");
	assert_wrong(arena, STR("a ! b"), "nothing joins '!' with what stands before it");
	assert_wrong(arena, STR("(a"), "a '(' without ')'");
	assert_wrong(arena, STR("a)"), "a ')' without '('");
	assert_wrong(arena, STR("()"), "there is nothing before ')'");
	assert_wrong(arena, STR("a & b"), "'&' means nothing in a condition");
	assert_wrong(arena, STR("d"), "question 'p.q' has no choice 'd'");
}

static void depth_has_an_end(void **state)
{
	struct arena *arena = *state;
	struct buf deep;
	struct buf nots;
	struct buf right;

	buf_init(&deep);
	buf_init(&nots);
	buf_init(&right);
	buf_add_repeat(&deep, '(', 100000);
	buf_add_repeat(&nots, '!', 100000);
	for (int i = 0; i < 1000; i++) {
		buf_add_cstr(&right, "a || b && ");
	}
	assert_wrong(arena, buf_str(&deep), "the condition is too deep");
	assert_wrong(arena, buf_str(&nots), "the condition is too deep");
	assert_wrong(arena, buf_str(&right), "the condition is too long");
	buf_finish(&right);
	buf_finish(&nots);
	buf_finish(&deep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(what_is_ticked_decides),
		claim(what_means_nothing_is_told),
		claim(depth_has_an_end),
	};
	return claims_run("pillars/risk", tests);
}
