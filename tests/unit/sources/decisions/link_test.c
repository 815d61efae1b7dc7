/* SPDX-License-Identifier: MIT */
#include "unit/sources/decisions/scene.h"

static void metadata_names_what_is_superseded(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision =
			read_record("---\nsupersedes: [\"0003\", ADR-0004]\n"
				    "superseded-by: ADR-0099\nrelates-to: 7\n---\n# T\n");
	assert_int_equal(decision->links.len, 4);
	assert_int_equal(decision->links.p[0].kind, LINK_SUPERSEDES);
	assert_str(decision->links.p[0].target, "0003");
	assert_false(decision->links.p[0].is_free);
	assert_int_equal(decision->links.p[0].place.line, 2);
	assert_int_equal(decision->links.p[0].place.column, 15);
	assert_str(decision->links.p[1].target, "ADR-0004");
	assert_str(link_of(decision, LINK_SUPERSEDED_BY)->target, "ADR-0099");
	assert_str(link_of(decision, LINK_RELATES)->target, "7");
}

static void a_status_says_by_what_it_was_superseded(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision =
			read_record("# T\n\n## Status\n\nSuperseded by [13. X](0013-x.md)\n\n"
				    "Amends [5. Y](0005-y.md)\n\n## Context\n");
	const struct decision_link *link = link_of(decision, LINK_SUPERSEDED_BY);
	assert_str(link->target, "0013-x.md");
	assert_str(link->path, "adr/0013-x.md");
	assert_int_equal(link->place.line, 5);
	assert_str(link_of(decision, LINK_AMENDS)->path, "adr/0005-y.md");
	decision = read_record("---\nstatus: superseded by ADR-0123\n---\n# T\n");
	assert_str(link_of(decision, LINK_SUPERSEDED_BY)->target, "ADR-0123");
	decision = read_record("# T\n\n* Status: superseded by\n  [ADR-13](0013-x.md)\n");
	assert_str(link_of(decision, LINK_SUPERSEDED_BY)->target, "0013-x.md");
}

static void a_part_may_be_superseded(void **state)
{
	struct arena *arena = *state;
	assert_true(link_of(
			read_record("# T\n\n## Status\n\nAccepted, partly superseded by ADR-13\n"),
			LINK_SUPERSEDED_BY)
					->is_partial);
	assert_true(link_of(read_record("# T\n\n* Supersedes: ADR-0012#4\n"), LINK_SUPERSEDES)
					->is_partial);
	assert_false(link_of(read_record("# T\n\n* Supersedes: ADR-0011\n"), LINK_SUPERSEDES)
					->is_partial);
}

static void what_is_superseded_may_be_no_record(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision =
			read_record("# T\n\n| | |\n|-|-|\n| Supersedes | the old console |\n"
				    "| Superseded by | N/A |\n| Docs | [guide](guide.md) |\n");
	assert_str(link_of(decision, LINK_SUPERSEDES)->target, "the old console");
	assert_true(link_of(decision, LINK_SUPERSEDES)->is_free);
	assert_null(link_of(decision, LINK_SUPERSEDED_BY));
	assert_str(link_of(decision, LINK_MENTIONS)->path, "adr/guide.md");
}

static void the_body_only_mentions_unless_the_record_speaks_of_itself(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record(
			"# T\n\n## Context\n\nADR-3 supersedes ADR-2. See [it](../docs/x.png#a).\n");
	assert_int_equal(decision->links.len, 3);
	assert_int_equal(decision->links.p[0].kind, LINK_MENTIONS);
	assert_int_equal(decision->links.p[1].kind, LINK_MENTIONS);
	assert_int_equal(decision->links.p[2].kind, LINK_FILE);
	assert_str(decision->links.p[2].path, "docs/x.png");
	decision = read_record(
			"# T\n\n## Context\n\nThis record partially supersedes ADR-2 and ADR-3,\n"
			"but not what came later, as ADR-4 says.\n");
	assert_int_equal(decision->links.len, 3);
	assert_int_equal(decision->links.p[0].kind, LINK_SUPERSEDES);
	assert_true(decision->links.p[0].is_partial);
	assert_int_equal(decision->links.p[1].kind, LINK_SUPERSEDES);
	assert_int_equal(decision->links.p[2].kind, LINK_MENTIONS);
	decision = read_record("# T\n\n## Context\n\nThis record does not supersede ADR-2.\n");
	assert_int_equal(decision->links.p[0].kind, LINK_MENTIONS);
}

static void links_in_code_comments_and_other_places_are_none(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record(
			"# T\n\n## Context\n\n`ADR-2` <!-- ADR-3 --> [a](https://example.org/x) [b](#top) [c](@d)\n"
			"RFC 9110 and ADR-0012 itself, XADR-77x, pre-ADR-12345678.\n\n```\nADR-5\n```\n");
	assert_int_equal(decision->links.len, 0);
}

static void targets_are_cleaned_and_stay_below_the_root(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record(
			"# T\n\n## Context\n\n[a](<./a%20b.md>) [c](/docs/c.md?x=1 \"title\") [out](../../../etc/x.md)\n"
			"[d]\n\n[d]: ../d.md\n");
	assert_int_equal(decision->links.len, 3);
	assert_str(decision->links.p[0].path, "adr/a b.md");
	assert_str(decision->links.p[1].path, "docs/c.md");
	assert_str(decision->links.p[2].path, "d.md");
}

static void a_section_of_links_relates(void **state)
{
	struct arena *arena = *state;
	const struct decision *decision = read_record(
			"# T\n\n## Decision\n\nx\n\n## Links\n\n* Supersedes [5](0005-y.md)\n* [6](0006-z.md)\n\n"
			"## More\n\n[7](0007-w.md)\n");
	assert_str(link_of(decision, LINK_SUPERSEDES)->path, "adr/0005-y.md");
	assert_str(link_of(decision, LINK_RELATES)->path, "adr/0006-z.md");
	assert_str(link_of(decision, LINK_MENTIONS)->path, "adr/0007-w.md");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(metadata_names_what_is_superseded),
		claim(a_status_says_by_what_it_was_superseded),
		claim(a_part_may_be_superseded),
		claim(what_is_superseded_may_be_no_record),
		claim(the_body_only_mentions_unless_the_record_speaks_of_itself),
		claim(links_in_code_comments_and_other_places_are_none),
		claim(targets_are_cleaned_and_stay_below_the_root),
		claim(a_section_of_links_relates),
	};
	return claims_run("sources/decisions/link", tests);
}
