/* SPDX-License-Identifier: MIT */
#include "cli/assess_page.h"

#include "base/problem.h"
#include "formats/node.h"

#include "unit/cli/small_pack.h"
#include "unit/unit.h"

#define BEFORE "<script type=\"application/json\" id=\"lintel-data\">"

static struct str write_page(struct arena *arena, const struct pack *pack, struct answers *answers)
{
	struct assess_page page = {
		.assessment = small_assessment(arena),
		.pack = pack,
		.answers = answers,
		.path = STR("assessment/answers.yaml"),
		.by = STR("team-a"),
	};
	struct buf out;

	buf_init(&out);
	assess_page_write(&page, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

/* From the element's begin up to where a browser would end it. */
static struct str data_of(struct str page)
{
	while (!str_starts(page, STR(BEFORE))) {
		assert_true(page.len > 0);
		page = str_from(page, 1);
	}
	page = str_from(page, STR(BEFORE).len);
	size_t end = str_find(page, '<');
	assert_true(str_starts(str_from(page, end), STR("</script>\n<script>")));
	return str_slice(page, 0, end);
}

static struct node read_data(struct arena *arena, struct str page)
{
	struct problems problems;
	struct node root;

	problems_init(&problems, arena);
	assert_true(node_read_json(&root, arena, STR("page"), data_of(page), NULL, &problems));
	return root;
}

static void a_page_carries_the_pack_and_the_answers(void **state)
{
	struct arena *arena = *state;
	struct answers answers = { .arena = arena };

	*vec_add(&answers.list, arena) = (struct answer){ .choice = 2,
		.ticked = 2,
		.note = STR("only checkout"),
		.has_day = true,
		.day = date_from(2026, 11, 1) };
	*vec_add(&answers.list, arena) = (struct answer){ .item = 2, .is_void = true };
	*vec_add(&answers.list, arena) = (struct answer){ .item = 3,
		.choice = UINT32_MAX,
		.is_not_applicable = true,
		.note = STR("no releases") };
	struct str page = write_page(arena, &small_pack, &answers);
	assert_true(str_starts(page, STR("<!DOCTYPE html>\n")));
	assert_false(str_contains(page, STR("@DATA@")));

	struct node root = read_data(arena, page);
	const struct node *pack = node_find(&root, STR("pack"));
	assert_int_equal(node_find(pack, STR("pillars"))->len, 2);
	assert_int_equal(node_find(pack, STR("items"))->len, 4);
	const struct node *list = node_find(&root, STR("answers"));
	assert_int_equal(list->len, 2);
	assert_str(node_find(&list->items[0], STR("choice"))->text, "most");
	assert_str(node_find(&list->items[0], STR("ticked"))->items[0].text, "c2");
	assert_str(node_find(&list->items[0], STR("on"))->text, "2026-11-01");
	assert_str(node_find(&list->items[1], STR("choice"))->text, "not-applicable");
	assert_str(node_find(&root, STR("path"))->text, "assessment/answers.yaml");
	assert_str(node_find(&root, STR("as_of"))->text, "2026-11-21");
	assert_str(node_find(&root, STR("counts_from"))->text, "2025-11-21");
}

static void no_text_ends_the_element_that_it_stands_in(void **state)
{
	struct arena *arena = *state;
	struct answers answers = { .arena = arena };
	struct pack pack = small_pack;

	pack.title = STR("</script><script>alert(1)</script><!-- @DATA@ \xe2\x80\xa8 \xff");
	struct node root = read_data(arena, write_page(arena, &pack, &answers));
	assert_str(node_find(node_find(&root, STR("pack")), STR("title"))->text,
			"</script><script>alert(1)</script><!-- @DATA@ \xe2\x80\xa8 \xef\xbf\xbd");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_page_carries_the_pack_and_the_answers),
		claim(no_text_ends_the_element_that_it_stands_in),
	};
	return claims_run("cli/assess_page", tests);
}
