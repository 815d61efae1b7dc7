/* SPDX-License-Identifier: MIT */
#include "unit/sources/decisions/scene.h"

#include "base/date.h"

#define assert_status(text, expected) \
	assert_string_equal(decision_status_words[read_record(text)->status], \
			decision_status_words[expected])

static void assert_day(const struct decision_date *date, const char *expected)
{
	char day[DATE_DAY_SIZE];
	assert_true(date->is_known);
	date_write_day(date->day, day);
	assert_string_equal(day, expected);
}

static void a_plain_record_says_its_title_status_date_and_parts(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record("# 12. Event backbone\n\nDate: 2026-03-02\n\n"
						      "## Status\n\nAccepted.\n\n"
						      "## Context\n\nThree services.\n\n"
						      "## Decision\n\nOne log.\n\n"
						      "## Consequences\n\n{what becomes easier}\n");
	assert_str(decision->id, "ADR-0012");
	assert_str(decision->number, "12");
	assert_str(decision->title, "Event backbone");
	assert_int_equal(decision->title_place.line, 1);
	assert_int_equal(decision->title_place.column, 3);
	assert_int_equal(decision->status, STATUS_ACCEPTED);
	assert_int_equal(decision->status_place.line, 7);
	assert_str(decision->status_raw, "Accepted.");
	assert_day(&decision->date, "2026-03-02");
	assert_true(decision->parts[PART_CONTEXT].is_there);
	assert_int_equal(decision->parts[PART_DECISION].place.line, 13);
	assert_int_equal(decision->parts[PART_DECISION].first_line, 14);
	assert_int_equal(decision->parts[PART_DECISION].last_line, 16);
	assert_false(decision->parts[PART_ALTERNATIVES].is_there);
	assert_true(decision->parts[PART_CONSEQUENCES].is_empty);
}

static void front_matter_comes_before_everything_else(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record(
			"---\nstatus: \"rejected\"\ndate: 2026-01-05\n"
			"decision-makers: a, b\nowner: platform\nscope: org\n"
			"reversibility: one-way\n---\n"
			"# Event backbone\n\n## Status\n\nAccepted\n\n## Decision Outcome\n\nx\n");
	assert_int_equal(decision->status, STATUS_REJECTED);
	assert_int_equal(decision->status_place.line, 2);
	assert_int_equal(decision->status_place.column, 10);
	assert_int_equal(decision->statements.len, 2);
	assert_int_equal(decision->statements.p[1].where, WHERE_HEADING);
	assert_str(decision->owner, "platform");
	assert_str(decision->scope, "org");
	assert_str(decision->reversibility, "one-way");
	assert_int_equal(decision->parts[PART_DECISION].place.line, 15);
}

static void front_matter_that_is_no_yaml_is_a_fault_and_the_rest_is_read(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision =
			read_record("---\ntitle: Decide: now\nstatus: accepted\n---\n# 12. X\n\n"
				    "## Decision\n\ny\n");
	assert_int_equal(decision->faults.len, 1);
	assert_str(decision->faults.p[0].kind, "front-matter");
	assert_int_equal(decision->faults.p[0].place.line, 2);
	assert_int_equal(decision->status, STATUS_ACCEPTED);
	assert_str(decision->title, "X");
	assert_true(decision->parts[PART_DECISION].is_there);
}

static void a_status_may_stand_in_a_list_a_line_or_a_table(void **state)
{
	struct arena *arena = *state;
	assert_status("# T\n\n* Status: accepted\n* Deciders: a\n\n## Context\n", STATUS_ACCEPTED);
	assert_status("# T\n\n- **Status:** Proposed\n", STATUS_PROPOSED);
	assert_status("# T\n\n**Status**: Rejected\n", STATUS_REJECTED);
	assert_status("# T\n\n**Status** Accepted\n", STATUS_ACCEPTED);
	assert_status("# T\n\nStatus: deprecated\n", STATUS_DEPRECATED);
	assert_status("# T\n\n* Status:\n  * accepted\n", STATUS_ACCEPTED);
	assert_status("# T\n\n| | |\n|---|---|\n| Date | x |\n| Status | Accepted |\n",
			STATUS_ACCEPTED);
	assert_status("# T\n\n| Status | Accepted |\n|---|---|\n| Date | x |\n", STATUS_ACCEPTED);
	assert_status("# T\n\n| Date | Status |\n|---|---|\n| 2026-01-01 | Draft |\n",
			STATUS_DRAFT);
	assert_status("# Title\n\n# Status\n\nAccepted\n\n# Context\n", STATUS_ACCEPTED);
	assert_status("Title\n=====\n\nStatus\n------\n\nAccepted\n", STATUS_ACCEPTED);
}

static void prose_emoji_quotes_and_braces_do_not_hide_a_status(void **state)
{
	struct arena *arena = *state;
	assert_status("# T\n\n## Status\n\nAccepted. It was proposed before.\n", STATUS_ACCEPTED);
	assert_status("# T\n\n## Status\n\n\xe2\x9c\x85 Accepted\n", STATUS_ACCEPTED);
	assert_status("# T\n\n## Status\n\n\xf0\x9f\xa4\x94 Proposed (2026-01-01)\n",
			STATUS_PROPOSED);
	assert_status("---\nstatus: \"'accepted'\"\n---\n# T\n", STATUS_ACCEPTED);
	assert_status("# T\n\n* Status: { accepted }\n", STATUS_ACCEPTED);
	assert_status("# T\n\n* Status: **superseded by [ADR-13](0013-x.md)**\n",
			STATUS_SUPERSEDED);
	assert_status("# T\n\n* Status: accepted <!-- or: rejected -->\n", STATUS_ACCEPTED);
	assert_status("# T\n\n## Status\n\nIn Review\n", STATUS_PROPOSED);
	assert_status("# T\n\n## Status\n\nPartially accepted\n", STATUS_ACCEPTED);
	assert_status("# T\n\n## Status\n\nNot accepted\n", STATUS_REJECTED);
}

static void a_status_outside_of_the_header_region_is_not_believed(void **state)
{
	struct arena *arena = *state;
	/* In an amendment, a section of a phase, a fence, a quote, a comment. */
	assert_status("# T\n\n## Context\n\nx\n\n## Amendment\n\nStatus: superseded\n",
			STATUS_UNKNOWN);
	assert_status("# T\n\n## Phase 1\n\n### Status\n\nAccepted\n", STATUS_UNKNOWN);
	assert_status("# T\n\n```\nStatus: accepted\n```\n", STATUS_UNKNOWN);
	assert_status("# T\n\n~~~~\n## Status\n\nAccepted\n~~~\n", STATUS_UNKNOWN);
	assert_status("# T\n\n> Status: accepted\n", STATUS_UNKNOWN);
	assert_status("# T\n\n<!--\nStatus: accepted\n-->\n", STATUS_UNKNOWN);
	assert_status("# T\n\n    Status: accepted\n", STATUS_UNKNOWN);
	assert_status("# T\n\n## Status\n\n> proposed, accepted, rejected\n\nRejected\n",
			STATUS_REJECTED);
	const struct decision *decision =
			read_record("# T\n\n## Context\n\nx\n\n## Status\n\nAccepted\n");
	assert_int_equal(decision->status, STATUS_UNKNOWN);
	assert_str(decision->status_reason,
			"not stated in the header region, but below the heading in line 7");
}

static void a_placeholder_is_no_status_and_says_so(void **state)
{
	struct arena *arena = *state;
	assert_str(read_record("# T\n")->status_reason, "not stated");
	assert_str(read_record("# T\n\n## Status\n\n## Context\n")->status_reason, "it is empty");
	assert_str(read_record("# T\n\n* Status: TBD\n")->status_reason, "it is a placeholder");
	assert_str(read_record("---\nstatus: \"{proposed | rejected | accepted}\"\n---\n# T\n")
					->status_reason,
			"it is a placeholder");
	assert_str(read_record("# T\n\n* Status: [proposed | accepted | superseded by x]\n")
					->status_reason,
			"it is a placeholder");
	assert_status("---\nstatus: TBD\n---\n# T\n\n## Status\n\nAccepted\n", STATUS_ACCEPTED);
}

static void a_word_of_their_own_is_other_with_its_reason(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record("# T\n\n* Status: Tech Preview\n");
	assert_int_equal(decision->status, STATUS_OTHER);
	assert_str(decision->status_raw, "Tech Preview");
	assert_str(decision->status_reason, "'tech preview' is no word for a status that is known");
}

static void other_languages_are_understood(void **state)
{
	struct arena *arena = *state;
	assert_status("# T\n\n## Statut\n\nAcceptée\n", STATUS_ACCEPTED);
	assert_status("# T\n\n* Estado: aceptada\n", STATUS_ACCEPTED);
	assert_status("# T\n\n## Status\n\nABGELÖST durch ADR-13\n", STATUS_SUPERSEDED);
	assert_status("# T\n\n## Status\n\nZaakceptowany\n", STATUS_ACCEPTED);
	const struct decision *decision =
			read_record("# T\n\n## Kontext\n\nx\n\n## Entscheidung\n\ny\n\n"
				    "## Betrachtete Optionen\n\nz\n\n## Folgen\n\nw\n");
	for (int i = PART_CONTEXT; i <= PART_CONSEQUENCES; i++) {
		assert_true(decision->parts[i].is_there);
	}
}

static void days_are_certain_or_they_are_not_known(void **state)
{
	struct arena *arena = *state;
	assert_day(&read_record("# T\n\nDate: 25/12/2026\n")->date, "2026-12-25");
	assert_day(&read_record("# T\n\nDate: 07.07.2026\n")->date, "2026-07-07");
	assert_day(&read_record("# T\n\n* Date: March 4th, 2026\n")->date, "2026-03-04");
	assert_day(&read_record("# T\n\n* Fecha: 4 de marzo de 2026\n")->date, "2026-03-04");
	assert_day(&read_record("# T\n\n## Date\n\n20260304\n")->date, "2026-03-04");
	assert_day(&read_record("# T\n\nDate: 2026-03-04, changed 2026-04-01\n")->date,
			"2026-03-04");
	assert_str(read_record("# T\n\nDate: 03/04/2026\n")->date.reason,
			"ambiguous: day or month first");
	assert_str(read_record("# T\n\nDate: 2026-02-30\n")->date.reason, "no such day");
	assert_str(read_record("# T\n\nDate: 3/4/26\n")->date.reason,
			"ambiguous: a year of two digits");
	assert_str(read_record("# T\n\nDate: YYYY-MM-DD\n")->date.reason, "a placeholder");
	assert_str(read_record("# T\n\nDate:\n")->date.reason, "not stated");
	assert_str(read_record("# T\n")->date.reason, "not stated");
	struct str slash = STR("# T\n\nDate: 03/04/2026\n");
	assert_day(&read_bytes(arena, "a/1.md", slash, DATES_DAY_FIRST)->date, "2026-04-03");
	assert_day(&read_bytes(arena, "a/1.md", slash, DATES_MONTH_FIRST)->date, "2026-03-04");
}

static void a_line_may_hold_several_pairs(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision =
			read_record("# T\n\n**Status:** Proposed | **Date:** 2026-03-02 "
				    "| **Owner:** platform\n");
	assert_int_equal(decision->status, STATUS_PROPOSED);
	assert_str(decision->status_raw, "Proposed");
	assert_day(&decision->date, "2026-03-02");
	assert_int_equal(decision->date.place.column, 34);
	assert_str(decision->owner, "platform");
	decision = read_record("# T\n\n- Status: accepted \xc2\xb7 Date: 2026-03-02\n");
	assert_int_equal(decision->status, STATUS_ACCEPTED);
	assert_day(&decision->date, "2026-03-02");
	/* A divider before anything else belongs to the value. */
	assert_status("# T\n\nStatus: proposed | accepted | rejected\n", STATUS_UNKNOWN);
	assert_str(read_record("# T\n\nOwner: a | b: c\n")->owner, "a | b: c");
}

static void the_day_behind_a_status_is_the_records(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record("# T\n\n* Status: Accepted, 2026-03-02\n");
	assert_day(&decision->date, "2026-03-02");
	assert_int_equal(decision->date.place.line, 3);
	assert_int_equal(decision->date.place.column, 21);
	assert_day(&read_record("# T\n\n## Status\n\nAccepted (2026-03-02)\n")->date, "2026-03-02");
	assert_day(&read_record("# T\n\nStatus: Draft proposal, 2026-03-02\n")->date, "2026-03-02");
	assert_day(&read_record("---\nstatus: accepted on 2026-03-02\n---\n# T\n")->date,
			"2026-03-02");
	/* Its own line comes first, and other things happen on days as well. */
	assert_day(&read_record("# T\n\nStatus: accepted 2026-03-02\n\nDate: 2026-03-01\n")->date,
			"2026-03-01");
	assert_false(read_record("# T\n\nStatus: accepted, amended 2026-03-02\n")->date.is_known);
	assert_false(read_record("# T\n\nStatus: superseded 2026-03-02\n")->date.is_known);
	assert_false(read_record("# T\n\nStatus: accepted until 2026-03-02\n")->date.is_known);
}

static void braces_of_a_template_do_not_hide_a_value_in_front_matter(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record(
			"---\nstatus: { accepted }\ndate: {2026-03-02}\nowner: {}\n---\n# T\n");
	assert_int_equal(decision->faults.len, 0);
	assert_int_equal(decision->status, STATUS_ACCEPTED);
	assert_int_equal(decision->status_place.line, 2);
	assert_int_equal(decision->status_place.column, 11);
	assert_day(&decision->date, "2026-03-02");
	decision = read_record("---\nstatus: {proposed | rejected | accepted}\n"
			       "date: {YYYY-MM-DD of the last change}\n---\n# T\n");
	assert_int_equal(decision->status, STATUS_UNKNOWN);
	assert_str(decision->status_reason, "it is a placeholder");
	assert_str(decision->date.reason, "a placeholder");
}

static void a_changelogs_date_is_not_the_records(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record(
			"# T\n\n## Context\n\nx\n\n## Changelog\n\n- Date: 2026-01-01\n");
	assert_false(decision->date.is_known);
}

static void byte_order_marks_line_ends_and_utf_16_are_read(void **state)
{
	struct arena *arena = *state;
	assert_status("\xef\xbb\xbf---\r\nstatus: accepted\r\n---\r\n# T\r\n", STATUS_ACCEPTED);
	const struct decision *decision = read_record(
			"# T\r\n\r\n## Status\r\n\r\nAccepted\r\n\r\n## Decision\r\n\r\nx\r\n");
	assert_int_equal(decision->status, STATUS_ACCEPTED);
	assert_str(decision->status_raw, "Accepted");
	assert_int_equal(decision->faults.len, 0);
	static const char wide[] = "\xff\xfe#\0 \0T\0\n\0S\0t\0a\0t\0u\0s\0:\0 \0d\0r\0a\0f\0t\0\n";
	decision = read_bytes(arena, "a/1.md", (struct str){ wide, sizeof(wide) }, DATES_ISO);
	assert_int_equal(decision->status, STATUS_DRAFT);
	assert_str(decision->faults.p[0].kind, "encoding");
	assert_str(decision->title, "T");
}

static void what_is_no_utf_8_and_a_nul_are_faults_with_their_place(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record("# T\n\nStatus: accepted\n\nx \xff y\n");
	assert_int_equal(decision->status, STATUS_ACCEPTED);
	assert_str(decision->faults.p[0].kind, "encoding");
	assert_int_equal(decision->faults.p[0].place.line, 5);
	assert_int_equal(decision->faults.p[0].place.column, 3);
	decision = read_bytes(arena, "a/1.md", STR("# T\n\nx\0y\n\nStatus: accepted\n"), DATES_ISO);
	assert_int_equal(decision->status, STATUS_ACCEPTED);
	assert_int_equal(decision->faults.p[0].place.line, 3);
}

static void ids_come_from_names_of_files_and_folders(void **state)
{
	struct arena *arena = *state;
	assert_str(read_as("adr/0012-x.md", "")->id, "ADR-0012");
	assert_str(read_as("adr/adr-012-x.md", "")->id, "ADR-012");
	assert_str(read_as("adr/0004a-x.md", "")->number, "4a");
	assert_str(read_as("adr/ODH-ADR-0010-x.md", "")->id, "ODH-ADR-0010");
	assert_str(read_as("d/2022-01-15-tracing/README.md", "")->id, "ADR-2022-01-15-tracing");
	assert_str(read_as("adr/notes.md", "")->id, "");
	assert_str(read_as("adr/http-2-everywhere.md", "")->id, "");
	const struct decision *decision = read_as("adr/XXXX-use-x.md", "# XXXX: Use x\n");
	assert_true(decision->is_unnumbered);
	assert_str(decision->id, "");
}

static void titles_lose_their_number_and_nothing_else(void **state)
{
	struct arena *arena = *state;
	assert_str(read_record("# ADR-0012: Use X\n")->title, "Use X");
	assert_str(read_record("# 12. Use *X* `y`\n")->title, "Use X y");
	assert_str(read_record("# ADR 12 \xe2\x80\x93 Use X\n")->title, "Use X");
	assert_str(read_record("# 12 Use X\n")->title, "Use X");
	assert_str(read_record("# ADR: Use X\n")->title, "Use X");
	assert_str(read_record("# XXXX: Use X\n")->title, "Use X");
	assert_str(read_record("# ADR-XXXX. Use X\n")->title, "Use X");
	assert_str(read_record("# Draft schemas\n")->title, "Draft schemas");
	assert_str(read_record("# 5.1 sound\n")->title, "5.1 sound");
	assert_str(read_record("# 3 tiers\n")->title, "3 tiers");
	assert_str(read_record("# Use HTTP/2\n")->title, "Use HTTP/2");
	assert_str(read_record("---\ntitle: From front\n---\n\n## Context\n\nx\n")->title,
			"From front");
	assert_str(read_record("## Context\n\nx\n")->title, "event backbone");
}

static void one_sentence_holds_all_parts(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision =
			read_record("# T\n\nIn the context of the web shop, facing slow pages,\n"
				    "we decided for a cache and against more machines,\n"
				    "to achieve speed, accepting that data may be old.\n");
	assert_true(decision->parts[PART_CONTEXT].is_there);
	assert_int_equal(decision->parts[PART_DECISION].place.line, 4);
	assert_true(decision->parts[PART_ALTERNATIVES].is_there);
	assert_int_equal(decision->parts[PART_CONSEQUENCES].place.line, 5);
}

static void a_decision_without_any_reason_is_weak(void **state)
{
	struct arena *arena = *state;
	assert_str(read_record("# T\n\n## Decision\n\nFine. We will use Redis. That is all.\n")
					->weak,
			"We will use Redis.");
	assert_str(read_record("# T\n\n## Decision\n\nWe will use Redis because it is fast.\n")
					->weak,
			"");
	assert_str(read_record("# T\n\n## Context\n\nSlow.\n\n## Decision\n\nUse Redis.\n")->weak,
			"");
	assert_str(read_record("# T\n\n## Decision\n\nWe make use of what is there.\n")->weak, "");
}

static void a_record_built_to_be_slow_is_read_all_the_same(void **state)
{
	struct arena *arena = *state;
	static const char *const pieces[] = { "> ", "- ", "[", "*a_", "`", "<!--", "![", "\n>",
		"\n- a\n", "| ", "\\[x](", "a **b", "supersedes ", "ADR-1 ", "1. ", "    ",
		"\n# a\n", "Status: " };
	double before = unit_seconds();
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		size_t len = strlen(pieces[i]);
		size_t size = (size_t)1024 * 1024;
		char *text = arena_alloc(arena, size + 1);
		for (size_t at = 0; at + len <= size; at += len) {
			memcpy(text + at, pieces[i], len);
		}
		const struct decision *decision = read_record(text);
		assert_true(decision->lines > 0);
	}
	assert_true(unit_seconds() - before < 10);
}

static void too_many_lines_meet_a_limit_with_a_name(void **state)
{
	struct arena *arena = *state;
	char *text = arena_alloc(arena, 120001);
	memset(text, '\n', 120000);
	const struct decision *decision = read_record(text);
	assert_str(decision->faults.p[0].kind, "limit");
	assert_int_equal(decision->faults.p[0].place.line, 50001);
	assert_int_equal(decision->lines, 120000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_plain_record_says_its_title_status_date_and_parts),
		claim(front_matter_comes_before_everything_else),
		claim(front_matter_that_is_no_yaml_is_a_fault_and_the_rest_is_read),
		claim(a_status_may_stand_in_a_list_a_line_or_a_table),
		claim(prose_emoji_quotes_and_braces_do_not_hide_a_status),
		claim(a_status_outside_of_the_header_region_is_not_believed),
		claim(a_placeholder_is_no_status_and_says_so),
		claim(a_word_of_their_own_is_other_with_its_reason),
		claim(other_languages_are_understood),
		claim(days_are_certain_or_they_are_not_known),
		claim(a_line_may_hold_several_pairs),
		claim(the_day_behind_a_status_is_the_records),
		claim(braces_of_a_template_do_not_hide_a_value_in_front_matter),
		claim(a_changelogs_date_is_not_the_records),
		claim(byte_order_marks_line_ends_and_utf_16_are_read),
		claim(what_is_no_utf_8_and_a_nul_are_faults_with_their_place),
		claim(ids_come_from_names_of_files_and_folders),
		claim(titles_lose_their_number_and_nothing_else),
		claim(one_sentence_holds_all_parts),
		claim(a_decision_without_any_reason_is_weak),
		claim(a_record_built_to_be_slow_is_read_all_the_same),
		claim(too_many_lines_meet_a_limit_with_a_name),
	};
	return claims_run("sources/decisions/reader", tests);
}
