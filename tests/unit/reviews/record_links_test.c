/* SPDX-License-Identifier: MIT */
#include "reviews/records.h"

#include "unit/reviews/collection.h"

/* No word about the lock file, which most tests have none of. */
#define FREE "decisions: { dirs: [adr], immutable: none }\n"

static void a_record_that_is_not_there_cannot_be_superseded(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	struct decision *decision = collection_add(all, "12", STATUS_ACCEPTED);
	collection_link(all, decision, LINK_SUPERSEDES, "ADR-21");
	collection_link(all, decision, LINK_RELATES, "RFC 2119");
	/* What a text merely names is nobody's claim. */
	collection_link(all, decision, LINK_MENTIONS, "ADR-99");
	/* A page that is no record is one all the same. */
	collection_link(all, decision, LINK_SUPERSEDES, "../old/wiki.md")->path =
			STR("old/wiki.md");
	assert_str(collection_findings(all),
			"error lintel/record/dangling adr/12.md:10: ADR-12 \"Title\" supersedes ADR-21, "
			"and there is no such record | name a record that is there; did you mean "
			"'ADR-12'?\n"
			"error lintel/record/dangling adr/12.md:11: ADR-12 \"Title\" relates to RFC "
			"2119, and there is no such record | name a record that is there\n");
}

static void what_only_the_newer_one_says_is_a_warning_at_the_older(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	collection_add(all, "1", STATUS_ACCEPTED);
	struct decision *newer = collection_add(all, "2", STATUS_ACCEPTED);
	collection_link(all, newer, LINK_SUPERSEDES, "1");
	/* Nobody has decided this one yet. */
	struct decision *proposed = collection_add(all, "3", STATUS_PROPOSED);
	collection_link(all, proposed, LINK_SUPERSEDES, "1");
	assert_str(collection_findings(all),
			"warning lintel/record/one-sided adr/1.md:3: ADR-1 \"Title\" does not say that "
			"it is superseded by ADR-2 | write as its status: superseded by ADR-2\n"
			"  adr/2.md:10 ADR-2 says it\n");
}

static void what_only_the_older_one_says_is_a_warning_at_the_newer(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	struct decision *older = collection_add(all, "1", STATUS_SUPERSEDED);
	collection_link(all, older, LINK_SUPERSEDED_BY, "2");
	collection_add(all, "2", STATUS_ACCEPTED);
	collection_add(all, "3", STATUS_SUPERSEDED);
	assert_str(collection_findings(all),
			"warning lintel/record/one-sided adr/2.md:1: ADR-2 \"Title\" does not say that "
			"it supersedes ADR-1 | add to the head of adr/2.md: - Supersedes: ADR-1\n"
			"  adr/1.md:10 ADR-1 says it\n"
			"warning lintel/record/one-sided adr/3.md:3: ADR-3 \"Title\" is superseded, and "
			"no record says by what | name the record in its status, for example: superseded "
			"by ADR-0012; or write deprecated if there is none\n");
}

static void a_circle_is_shown_step_by_step(void **state)
{
	struct collection *all = collection_create(
			*state, FREE "rules: [{ id: lintel/record/one-sided, severity: none }]\n");
	const char *const names[] = { "1", "2", "3" };
	for (size_t i = 0; i < 3; i++) {
		struct decision *decision = collection_add(all, names[i], STATUS_SUPERSEDED);
		collection_link(all, decision, LINK_SUPERSEDES, names[(i + 1) % 3]);
	}
	struct decision *itself = collection_add(all, "4", STATUS_SUPERSEDED);
	collection_link(all, itself, LINK_SUPERSEDED_BY, "4");
	/* A part of each is no circle. */
	struct decision *left = collection_add(all, "5", STATUS_ACCEPTED);
	collection_link(all, left, LINK_SUPERSEDES, "6")->is_partial = true;
	struct decision *right = collection_add(all, "6", STATUS_ACCEPTED);
	collection_link(all, right, LINK_SUPERSEDES, "5")->is_partial = true;
	assert_str(collection_findings(all),
			"error lintel/record/cycle adr/1.md:10: 3 records supersede each other in a "
			"circle | take out the one that is not true: a newer record supersedes an older "
			"one\n"
			"  adr/1.md:10 ADR-1 supersedes ADR-2\n"
			"  adr/2.md:10 ADR-2 supersedes ADR-3\n"
			"  adr/3.md:10 ADR-3 supersedes ADR-1\n"
			"error lintel/record/cycle adr/4.md:10: ADR-4 \"Title\" supersedes itself | "
			"take out the one that is not true: a newer record supersedes an older one\n"
			"  adr/4.md:10 ADR-4 supersedes ADR-4\n");
}

static void what_rests_on_a_retired_record_is_told_its_successor(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	struct decision *decision = collection_add(all, "1", STATUS_SUPERSEDED);
	collection_link(all, decision, LINK_SUPERSEDED_BY, "2");
	decision = collection_add(all, "2", STATUS_ACCEPTED);
	collection_link(all, decision, LINK_SUPERSEDES, "1");
	collection_link(all, decision, LINK_RELATES, "1");
	decision = collection_add(all, "3", STATUS_ACCEPTED);
	collection_link(all, decision, LINK_RELATES, "1");
	collection_link(all, decision, LINK_AMENDS, "4");
	collection_link(all, decision, LINK_MENTIONS, "1");
	collection_add(all, "4", STATUS_REJECTED);
	/* What nobody decided may rest on anything. */
	decision = collection_add(all, "5", STATUS_DRAFT);
	collection_link(all, decision, LINK_RELATES, "1");
	assert_str(collection_findings(all),
			"warning lintel/record/retired adr/3.md:10: ADR-3 \"Title\" relates to ADR-1 "
			"\"Title\", which is superseded | look at ADR-2 \"Title\", which took its "
			"place\n"
			"warning lintel/record/retired adr/3.md:11: ADR-3 \"Title\" amends ADR-4 "
			"\"Title\", which is rejected | look whether this decision still stands without "
			"it\n");
}

static void dead_links_fail_what_may_still_change(void **state)
{
	struct collection *all = collection_create(*state, "decisions: { dirs: [adr] }\n"
							   "rules: [{ id: lintel/record/unlocked, "
							   "severity: none }]\n");

	const enum decision_status statuses[] = { STATUS_PROPOSED, STATUS_ACCEPTED };

	const char *const names[] = { "1", "2" };
	for (size_t i = 0; i < 2; i++) {
		struct decision *decision = collection_add(all, names[i], statuses[i]);
		struct decision_link *link =
				collection_link(all, decision, LINK_FILE, "../docs/a.md");
		link->path = STR("docs/a.md");
		link->exists = false;
		collection_link(all, decision, LINK_FILE, "../docs/b.md")->path = STR("docs/b.md");
	}
	assert_str(collection_findings(all),
			"error lintel/record/link adr/1.md:10: ADR-1 \"Title\" links to ../docs/a.md, "
			"which is not there | mend the link, or take it out\n"
			"warning lintel/record/link adr/2.md:10: ADR-2 \"Title\" links to ../docs/a.md, "
			"which is not there | put the file back, or say under \"Amendments\" where it "
			"went: this record may not change any more\n");
}

static void large_collections_take_time_in_proportion(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	size_t count = 5000;
	/* One circle of all, and a hundred thousand further links. */
	for (size_t i = 0; i < count; i++) {
		struct decision *decision = collection_add(
				all, str_fmt(all->arena, "%zu", i + 1).p, STATUS_ACCEPTED);
		collection_link(all, decision, LINK_SUPERSEDES,
				str_fmt(all->arena, "ADR-%zu", (i + 1) % count + 1).p);
		for (size_t k = 0; k < 20; k++) {
			collection_link(all, decision, k % 2 ? LINK_RELATES : LINK_SUPERSEDED_BY,
					str_fmt(all->arena, "%zu", k * 997 % 7000 + 1).p);
		}
	}
	double begin = unit_seconds();
	(void)collection_findings(all);
	assert_true(unit_seconds() - begin < 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_record_that_is_not_there_cannot_be_superseded),
		claim(what_only_the_newer_one_says_is_a_warning_at_the_older),
		claim(what_only_the_older_one_says_is_a_warning_at_the_newer),
		claim(a_circle_is_shown_step_by_step),
		claim(what_rests_on_a_retired_record_is_told_its_successor),
		claim(dead_links_fail_what_may_still_change),
		claim(large_collections_take_time_in_proportion),
	};
	return claims_run("reviews/record_links", tests);
}
