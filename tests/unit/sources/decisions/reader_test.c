/* SPDX-License-Identifier: MIT */
#include "unit/unit.h"

#include "base/arena.h"
#include "sources/decisions/reader.h"

static struct decision *read_as(struct arena *arena, const char *path, const char *text)
{
	static const struct config_decisions config = { 0 };
	struct decision *decision = arena_new(arena, struct decision);
	decision_read(decision, arena, str_of(path), str_of(text), &config);
	return decision;
}

#define read_record(text) read_as(arena, "adr/0012-event-backbone.md", text)

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
	assert_int_equal(decision->status, STATUS_ACCEPTED);
	assert_int_equal(decision->status_place.line, 7);
	assert_str(decision->status_raw, "Accepted.");
	assert_true(decision->date.is_known);
	assert_true(decision->parts[PART_CONTEXT].is_there);
	assert_true(decision->parts[PART_DECISION].is_there);
	assert_int_equal(decision->parts[PART_DECISION].place.line, 13);
	assert_false(decision->parts[PART_ALTERNATIVES].is_there);
	assert_true(decision->parts[PART_CONSEQUENCES].is_empty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_plain_record_says_its_title_status_date_and_parts),
	};
	return claims_run("sources/decisions/reader", tests);
}
