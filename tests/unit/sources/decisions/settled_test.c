/* SPDX-License-Identifier: MIT */
#include "unit/sources/decisions/scene.h"

static const char base[] = "---\nstatus: proposed\ndate: 2026-01-01\nowner: a\n---\n"
			   "# T\n\n## Status\n\nProposed\n\n## Decision\n\nWe use it.\n";

static bool is_settled_as(struct arena *arena, const char *text)
{
	return hash_eq(read_record(base)->settled, read_record(text)->settled);
}

static void what_may_change_does_not_change_the_hash(void **state)
{
	struct arena *arena = *state;
	assert_true(is_settled_as(arena, base));
	assert_true(is_settled_as(arena,
			"---\nstatus: accepted\ndate: 2026-05-05\nsuperseded-by:\n  - ADR-0099\nowner: a\n---\n"
			"# T\n\n## Status\n\nAccepted\n\nSuperseded by [99](0099-x.md)\n\n"
			"## Decision\n\nWe use it.\n"));
	/* Spaces, line ends and what is added below headings for it. */
	assert_true(is_settled_as(arena,
			"---\r\nstatus: proposed\r\ndate: 2026-01-01\r\nowner:  a\r\n---\r\n"
			"# T\r\n\r\n## Status\r\n\r\nProposed\r\n\r\n## Decision\r\n\r\n\r\nWe   use it.  \r\n"));
	assert_true(is_settled_as(arena,
			"---\nstatus: proposed\ndate: 2026-01-01\nowner: a\n---\n"
			"# T\n\n## Status\n\nProposed\n\n## Decision\n\nWe use it.\n\n"
			"## Reviews\n\n| date |\n|---|\n| x |\n\n## Amendments\n\n### One\n\nText.\n"));
}

static void any_other_word_changes_it(void **state)
{
	struct arena *arena = *state;
	assert_false(is_settled_as(arena,
			"---\nstatus: proposed\ndate: 2026-01-01\nowner: b\n---\n"
			"# T\n\n## Status\n\nProposed\n\n## Decision\n\nWe use it.\n"));
	assert_false(is_settled_as(arena,
			"---\nstatus: proposed\ndate: 2026-01-01\nowner: a\n---\n"
			"# T\n\n## Status\n\nProposed\n\n## Decision\n\nWe use it not.\n"));
	assert_false(is_settled_as(arena,
			"---\nstatus: proposed\ndate: 2026-01-01\nowner: a\n---\n"
			"# T\n\n## Status\n\nProposed\n\n## Decision\n\nWe use it.\n\n## More\n"));
	assert_false(is_settled_as(arena,
			"---\nstatus: proposed\ndate: 2026-01-01\nowner: a\n---\n"
			"# T\n\n## Status\n\nProposed\n\n## Decision\n\nWe useit.\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(what_may_change_does_not_change_the_hash),
		claim(any_other_word_changes_it),
	};
	return claims_run("sources/decisions/settled", tests);
}
