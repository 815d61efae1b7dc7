/* SPDX-License-Identifier: MIT */
#include "reviews/records.h"

#include "unit/reviews/collection.h"

#define YAML "decisions: { dirs: [adr] }\n"
/* No word about the lock file, which most tests have none of. */
#define FREE "decisions: { dirs: [adr], immutable: none }\n"

static void whole_records_are_fine(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	struct decision *second = collection_add(all, "2", STATUS_ACCEPTED);
	collection_link(all, second, LINK_SUPERSEDES, "adr-0001");
	collection_link(all, second, LINK_RELATES, "3");
	struct decision *first = collection_add(all, "1", STATUS_SUPERSEDED);
	collection_link(all, first, LINK_SUPERSEDED_BY, "ADR-2");
	collection_add(all, "3", STATUS_IMPLEMENTED);
	assert_str(collection_findings(all), "");
}

static void no_records_are_an_error_and_no_folders_are_not(void **state)
{
	struct collection *none = collection_create(*state, YAML);
	none->decisions.seen = 2;
	assert_str(collection_findings(none),
			"error lintel/record/empty lintel.yaml:2: no decision record was read, of 2 "
			"Markdown files in the folders | name the folder that holds the records, write "
			"the first one with 'lintel adr new TITLE', or take 'decisions' out\n");
	assert_str(collection_findings(collection_create(*state, "")), "");
}

static void what_cannot_be_read_is_an_error(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	collection_add(all, "1", STATUS_ACCEPTED);
	*vec_add(&all->decisions.skipped, all->arena) = (struct decision_skipped){
		.path = STR("adr/2.md"), .reason = STR("it holds a NUL"), .is_failure = true
	};
	*vec_add(&all->decisions.skipped, all->arena) =
			(struct decision_skipped){ .path = STR("adr/README.md") };
	assert_str(collection_findings(all),
			"error lintel/record/unreadable adr/2.md:1: adr/2.md cannot be read as a "
			"record: it holds a NUL | mend the file, or name it under decisions: ignore if "
			"it is no record\n");
}

static void two_records_of_one_number_name_each_other(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	collection_add(all, "1", STATUS_ACCEPTED);
	struct decision *same = collection_add(all, "1", STATUS_PROPOSED);
	same->path = STR("adr/1-other.md");
	same->title_place = collection_place(same, 4);
	/* Drafts have no number yet. */
	for (size_t i = 0; i < 2; i++) {
		struct decision *draft = collection_add(all, "XXXX", STATUS_PROPOSED);
		draft->is_unnumbered = true;
	}
	assert_str(collection_findings(all),
			"error lintel/record/duplicate-id adr/1.md:1: two records are ADR-1: adr/1.md "
			"and adr/1-other.md | give the younger one the next free number, and name it so "
			"where it is referred to; drafts that are called XXXX-name.md get theirs from "
			"'lintel adr accept'\n"
			"  adr/1-other.md:4 has the same number\n");
}

static void a_status_that_is_not_known_is_told_with_its_reason(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	struct decision *decision = collection_add(all, "1", STATUS_UNKNOWN);
	decision->status_reason = STR("not stated");
	decision->status_raw = STR("");
	decision->status_place = (struct place){ 0 };
	decision = collection_add(all, "2", STATUS_OTHER);
	decision->status_reason = STR("the word 'ratified' is no status");
	assert_str(collection_findings(all),
			"warning lintel/record/status adr/1.md:1: the status of ADR-1 \"Title\" is not "
			"known: not stated | add a line to its head, for example: - Status: accepted\n"
			"warning lintel/record/status adr/2.md:3: the status of ADR-2 \"Title\" is not "
			"known: the word 'ratified' is no status | write proposed, accepted, rejected, "
			"deprecated or superseded; a word of your own is named under decisions: words: "
			"statuses\n");
}

static void statuses_that_disagree_name_both_places(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	struct decision *decision = collection_add(all, "1", STATUS_ACCEPTED);

	const enum decision_status said[] = { STATUS_ACCEPTED, STATUS_ACCEPTED, STATUS_PROPOSED };

	for (uint32_t i = 0; i < COUNT_OF(said); i++) {
		*vec_add(&decision->statements, all->arena) =
				(struct decision_statement){ .status = said[i],
					.place = collection_place(decision, i + 2) };
	}
	assert_str(collection_findings(all),
			"warning lintel/record/statuses adr/1.md:3: ADR-1 \"Title\" states its status "
			"twice: accepted and proposed | keep one of the two lines, or make them say the "
			"same\n"
			"  adr/1.md:4 says proposed\n");
}

static void a_successor_ends_a_record(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	struct decision *decision = collection_add(all, "1", STATUS_ACCEPTED);
	collection_link(all, decision, LINK_SUPERSEDED_BY, "2");
	decision = collection_add(all, "2", STATUS_ACCEPTED);
	collection_link(all, decision, LINK_SUPERSEDES, "1");
	/* A part of it may go and the rest stay. */
	decision = collection_add(all, "3", STATUS_ACCEPTED);
	collection_link(all, decision, LINK_SUPERSEDED_BY, "4")->is_partial = true;
	decision = collection_add(all, "4", STATUS_ACCEPTED);
	collection_link(all, decision, LINK_SUPERSEDES, "3")->is_partial = true;
	assert_str(collection_findings(all),
			"warning lintel/record/statuses adr/1.md:10: ADR-1 \"Title\" is accepted and "
			"names ADR-2 as its successor | write \"superseded by ADR-2\" as its status\n"
			"  adr/1.md:3 says accepted\n");
}

static void a_date_is_asked_of_what_was_decided(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	struct decision *decision = collection_add(all, "1", STATUS_ACCEPTED);
	decision->date = (struct decision_date){ .reason = STR("ambiguous: day or month first"),
		.place = collection_place(decision, 4) };
	decision = collection_add(all, "2", STATUS_ACCEPTED);
	decision->date = (struct decision_date){ .reason = STR("a placeholder"),
		.place = collection_place(decision, 5) };
	decision = collection_add(all, "3", STATUS_PROPOSED);
	decision->date = (struct decision_date){ .reason = STR("not stated") };
	assert_str(collection_findings(all),
			"info lintel/record/date adr/1.md:4: when ADR-1 \"Title\" was decided is not "
			"known: ambiguous: day or month first | add the day to its head, for example: - "
			"Date: 2026-11-21; decisions: dates says which of day and month comes first\n"
			"warning lintel/record/placeholder adr/2.md:5: the date of ADR-2 \"Title\" is a "
			"placeholder | write the date, or take the line out\n");
}

static void a_proposal_may_wait_so_long_and_no_longer(void **state)
{
	struct collection *all = collection_create(
			*state, "decisions: { dirs: [adr], immutable: none, proposed_max: 20d }\n");
	collection_add(all, "1", STATUS_PROPOSED);
	assert_str(collection_findings(all), "");
	all->facts.today++;
	struct findings findings;
	findings_init(&findings, all->arena);
	records_check(&all->facts, &findings);
	assert_int_equal(findings.list.len, 1);
	assert_int_equal(findings.list.p[0].class, CLASS_CLOCK);
	assert_str(findings.list.p[0].message,
			"ADR-1 \"Title\" has been proposed since 2026-11-01, which is 21 days");
	assert_str(findings.list.p[0].label, "at most 20d (proposed_max)");
}

static void parts_are_asked_of_records_in_force(void **state)
{
	struct collection *all = collection_create(*state,
			"decisions: { dirs: [adr], immutable: none, parts: [context, decision, "
			"review-trigger] }\n");
	for (size_t i = 0; i < 2; i++) {
		struct decision *decision = collection_add(
				all, i ? "2" : "1", i ? STATUS_PROPOSED : STATUS_ACCEPTED);
		decision->parts[PART_CONTEXT].is_there = false;
		decision->parts[PART_DECISION].is_empty = true;
		decision->parts[PART_DECISION].place = collection_place(decision, 7);
		decision->parts[PART_ALTERNATIVES].is_there = false;
		decision->triggers.len = 0;
	}
	assert_str(collection_findings(all),
			"warning lintel/record/part adr/1.md:1: there is no part 'context' in ADR-1 "
			"\"Title\" | add it under a heading of that name, or under Amendments if the "
			"record may not change any more; decisions: parts says what a record in force "
			"must have\n"
			"warning lintel/record/trigger adr/1.md:1: ADR-1 \"Title\" does not say when it "
			"must be looked at again | add a section \"Review trigger\", for example: - "
			"yearly: age(reviewed) > 1y \xe2\x80\x94 owner: team\n"
			"warning lintel/record/part adr/1.md:7: the part 'decision' of ADR-1 \"Title\" "
			"is empty | fill it in; decisions: parts says what a record in force must "
			"have\n");
}

static void what_templates_leave_behind_is_found(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	struct decision *decision = collection_add(all, "1", STATUS_ACCEPTED);
	decision->title = STR("{short title}");
	decision->weak = STR("We use Kafka.");
	decision->weak_place = collection_place(decision, 12);
	*vec_add(&decision->faults, all->arena) = (struct decision_fault){
		.kind = STR("front-matter"),
		.text = STR("no YAML"),
		.remedy = STR("mend it"),
		.place = collection_place(decision, 2),
	};
	assert_str(collection_findings(all),
			"warning lintel/record/placeholder adr/1.md:1: the title of ADR-1 \"{short "
			"title}\" is a placeholder | write the title, or take the line out\n"
			"warning lintel/record/fault adr/1.md:2: ADR-1 \"{short title}\": no YAML | "
			"mend it\n"
			"info lintel/record/weak adr/1.md:12: ADR-1 \"{short title}\" decides and does "
			"not say why | say what the choice is for: \"\xe2\x80\xa6 because "
			"\xe2\x80\xa6\"\n");
}

static void the_configuration_says_how_severe_it_is(void **state)
{
	struct collection *all = collection_create(*state,
			FREE "rules:\n"
			     "  - { id: lintel/record/weak, severity: error }\n"
			     "  - { id: lintel/record/date, severity: none }\n");
	struct decision *decision = collection_add(all, "1", STATUS_ACCEPTED);
	decision->weak = STR("We use Kafka.");
	decision->date.is_known = false;
	decision->date.reason = STR("not stated");
	assert_str(collection_findings(all),
			"error lintel/record/weak adr/1.md:1: ADR-1 \"Title\" decides and does not say "
			"why | say what the choice is for: \"\xe2\x80\xa6 because \xe2\x80\xa6\"\n");
}

static void words_that_are_no_part_are_errors(void **state)
{
	struct collection *all = collection_create(
			*state, "decisions: { dirs: [adr], parts: [context, decison] }\n");
	struct problems problems;
	unsigned parts;
	problems_init(&problems, *state);
	assert_false(records_parts(&all->config.decisions, &parts, &problems));
	assert_int_equal(parts, 1U << PART_CONTEXT);
	assert_str(problem_text(*state, &problems),
			"lintel.yaml:2:44+7: a record has no part 'decison' | context, decision, "
			"alternatives, consequences or review-trigger\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(whole_records_are_fine),
		claim(no_records_are_an_error_and_no_folders_are_not),
		claim(what_cannot_be_read_is_an_error),
		claim(two_records_of_one_number_name_each_other),
		claim(a_status_that_is_not_known_is_told_with_its_reason),
		claim(statuses_that_disagree_name_both_places),
		claim(a_successor_ends_a_record),
		claim(a_date_is_asked_of_what_was_decided),
		claim(a_proposal_may_wait_so_long_and_no_longer),
		claim(parts_are_asked_of_records_in_force),
		claim(what_templates_leave_behind_is_found),
		claim(the_configuration_says_how_severe_it_is),
		claim(words_that_are_no_part_are_errors),
	};
	return claims_run("reviews/records", tests);
}
