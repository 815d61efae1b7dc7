/* SPDX-License-Identifier: MIT */
#include "reviews/review_table.h"

#include "base/err.h"

#include "unit/unit.h"

#define COLUMNS "| Date | By | Trigger | Outcome | Evidence | Next | Note |\n"
#define DASHES "| --- | --- | --- | --- | --- | --- | --- |\n"
#define ROW "| 2026-11-20 | architect | slo | keep | p95=1 | 2027-02-20 | peak |"

static struct review_row sample(void)
{
	struct review_row row = {
		.by = STR("architect"),
		.trigger = STR("slo"),
		.outcome = STR("keep"),
		.evidence = STR("p95=1"),
		.has_next = true,
		.note = STR("peak"),
	};
	assert_true(date_read_day(STR("2026-11-20"), &row.day));
	assert_true(date_read_day(STR("2027-02-20"), &row.next));
	return row;
}

/* The text with the row added. */
static struct str added(struct arena *arena, const char *text, uint32_t line,
		const struct review_row *row, uint32_t *at)
{
	struct buf out = { 0 };
	struct err err;
	if (!review_table_add(&out, str_of(text), line, row, at, &err)) {
		fail_msg("%s", err.text);
	}
	struct str result = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return result;
}

static void a_record_without_reviews_gets_a_section_at_its_end(void **state)
{
	struct review_row row = sample();
	uint32_t at;
	assert_str(added(*state, "# A\n\ntext\n", 0, &row, &at),
			"# A\n\ntext\n\n## Reviews\n\n" COLUMNS DASHES ROW "\n");
	assert_int_equal(at, 9);
	assert_str(added(*state, "", 0, &row, &at), "## Reviews\n\n" COLUMNS DASHES ROW "\n");
	assert_int_equal(at, 5);
}

static void a_last_line_without_end_stays_without(void **state)
{
	struct review_row row = sample();
	uint32_t at;
	assert_str(added(*state, "# A", 0, &row, &at), "# A\n\n## Reviews\n\n" COLUMNS DASHES ROW);
	assert_int_equal(at, 7);
	assert_str(added(*state, COLUMNS DASHES "| a |", 4, &row, &at),
			COLUMNS DASHES "| a |\n" ROW);
	assert_int_equal(at, 4);
}

static void line_ends_and_a_mark_stay_as_they_are(void **state)
{
	struct review_row row = sample();
	uint32_t at;
	assert_str(added(*state, "\xef\xbb\xbf# A\r\n", 0, &row, &at),
			"\xef\xbb\xbf# A\r\n\r\n## Reviews\r\n\r\n"
			"| Date | By | Trigger | Outcome | Evidence | Next | Note |\r\n"
			"| --- | --- | --- | --- | --- | --- | --- |\r\n" ROW "\r\n");
}

static void a_row_goes_below_the_last_one(void **state)
{
	struct review_row row = sample();
	uint32_t at;
	assert_str(added(*state, "# A\n" COLUMNS DASHES "| old |\n\nmore\n", 5, &row, &at),
			"# A\n" COLUMNS DASHES "| old |\n" ROW "\n\nmore\n");
	assert_int_equal(at, 5);
}

static void a_table_keeps_the_order_of_its_columns(void **state)
{
	struct review_row row = sample();
	uint32_t at;
	assert_str(added(*state,
				   "|Outcome|who|Ticket|Triggers|Date|Observed|Until|Comment|\n"
				   "|-|-|-|-|-|-|-|-|\n",
				   3, &row, &at),
			"|Outcome|who|Ticket|Triggers|Date|Observed|Until|Comment|\n"
			"|-|-|-|-|-|-|-|-|\n"
			"| keep | architect | | slo | 2026-11-20 | p95=1 | 2027-02-20 | peak |\n");
	assert_str(added(*state, "| Date | By (role) | Trigger | Outcome | Evidence | Next |\n", 2,
				   &(struct review_row){ .by = STR("a") }, &at),
			"| Date | By (role) | Trigger | Outcome | Evidence | Next |\n"
			"| 1970-01-01 | a | | | | |\n");
}

static void a_table_without_a_column_is_refused(void **state)
{
	struct review_row row = sample();
	struct buf out = { 0 };
	struct err err;
	uint32_t at;
	(void)state;
	assert_false(review_table_add(&out, STR("| Date | By |\n"), 2, &row, &at, &err));
	assert_str(str_of(err.text),
			"the table of reviews has no column 'trigger'; give it these: | Date | By | "
			"Trigger | Outcome | Evidence | Next | Note |");
	buf_finish(&out);
}

static void a_cell_ends_where_it_should(void **state)
{
	struct review_row row = sample();
	uint32_t at;
	row.note = STR("a | b\nc\\");
	row.by = STR("| x |");
	assert_str(added(*state, COLUMNS, 2, &row, &at),
			COLUMNS "| 2026-11-20 | \\| x \\| | slo | keep | p95=1 | 2027-02-20 | "
				"a \\| b c\\  |\n");
}

static void a_heading_without_a_table_gets_one(void **state)
{
	struct review_row row = sample();
	uint32_t at;
	assert_str(added(*state, "# A\n\n## Reviews\n\n## More\n", 0, &row, &at),
			"# A\n\n## Reviews\n\n" COLUMNS DASHES ROW "\n\n## More\n");
	assert_str(added(*state, "## reviews\nnone so far\n", 0, &row, &at),
			"## reviews\n\n" COLUMNS DASHES ROW "\n\nnone so far\n");
	/* One in a fence is an example. */
	assert_str(added(*state, "```\n## Reviews\n```\n", 0, &row, &at),
			"```\n## Reviews\n```\n\n## Reviews\n\n" COLUMNS DASHES ROW "\n");
}

static void what_is_not_utf8_is_left_alone(void **state)
{
	struct review_row row = sample();
	struct buf out = { 0 };
	struct err err;
	uint32_t at;
	(void)state;
	assert_false(review_table_add(&out, STR("\xff\xfe#\0"), 0, &row, &at, &err));
	assert_str(str_of(err.text), "the record is not UTF-8; save it so, and try again");
	buf_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_record_without_reviews_gets_a_section_at_its_end),
		claim(a_last_line_without_end_stays_without),
		claim(line_ends_and_a_mark_stay_as_they_are),
		claim(a_row_goes_below_the_last_one),
		claim(a_table_keeps_the_order_of_its_columns),
		claim(a_table_without_a_column_is_refused),
		claim(a_cell_ends_where_it_should),
		claim(a_heading_without_a_table_gets_one),
		claim(what_is_not_utf8_is_left_alone),
	};
	return claims_run("reviews/review_table", tests);
}
