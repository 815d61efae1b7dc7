/* SPDX-License-Identifier: MIT */
#include "cli/draft.h"

#include "unit/unit.h"

static struct str written(struct arena *arena, const struct draft *draft, const char *template)
{
	struct buf out;
	buf_init(&out);
	draft_write(draft, str_of(template), &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static struct draft sample(void)
{
	struct draft draft = {
		.number = STR(DRAFT_NUMBER),
		.title = STR("Use X"),
		.status = STR("proposed"),
	};
	assert_true(date_read_day(STR("2026-11-21"), &draft.date));
	return draft;
}

static void titles_become_names_of_files(void **state)
{
	static const struct {
		const char *title;
		const char *slug;
	} rows[] = {
		{ "Use PostgreSQL 16, not MySQL", "use-postgresql-16-not-mysql" },
		{ "  ../../etc/passwd; rm -rf /  ", "etc-passwd-rm-rf" },
		{ "Größe & Façade: we don’t", "grosse-facade-we-dont" },
		{ "Zażółć gęślą jaźń", "zazolc-gesla-jazn" },
		{ "Использовать очередь", "Использовать-очередь" },
		{ "消息队列 — 决定", "消息队列-决定" },
		{ "🤔 \x1b[31mred\xff", "31mred" },
		{ "…", "decision" },
		{ "", "decision" },
		{ "one two three four five six seven eight nine ten eleven twelve",
				"one-two-three-four-five-six-seven-eight-nine-ten-eleven" },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
				"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_str(draft_slug(*state, str_of(rows[i].title)), rows[i].slug);
	}
}

static void values_are_filled_in_and_lines_without_one_left_out(void **state)
{
	struct draft draft = sample();
	assert_str(written(*state, &draft,
				   "# {number}: {title}\n\n- Owner: {owner}\n\n- Date: {date} {x}\n"
				   "- by {owner|nobody}\n"),
			"# XXXX: Use X\n\n- Date: 2026-11-21 {x}\n- by nobody\n");
	draft.owner = STR("team\n\x1b[1m");
	assert_str(written(*state, &draft, "- Owner: {owner}\n{\n"), "- Owner: team  [1m\n{\n");
}

static void front_matter_stays_yaml(void **state)
{
	struct draft draft = sample();
	draft.owner = STR("a: \"b\"");
	assert_str(written(*state, &draft, "---\nby: {owner}\ndate: {date}\n---\n{owner}\n---\n"),
			"---\nby: \"a: \\\"b\\\"\"\ndate: 2026-11-21\n---\na: \"b\"\n---\n");
}

static void every_template_is_there_and_says_its_status(void **state)
{
	struct draft draft = sample();
	for (unsigned i = 0; draft_templates[i]; i++) {
		struct str text = written(*state, &draft, draft_template(i).p);
		assert_true(str_contains(text, STR("proposed")));
		assert_true(str_contains(text, STR("Use X")));
		assert_true(str_contains(text, STR("2026-11-21")));
		assert_false(str_contains(text, STR("upersedes")));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(titles_become_names_of_files),
		claim(values_are_filled_in_and_lines_without_one_left_out),
		claim(front_matter_stays_yaml),
		claim(every_template_is_there_and_says_its_status),
	};
	return claims_run("cli/draft", tests);
}
