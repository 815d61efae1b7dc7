/* SPDX-License-Identifier: MIT */
#include "reviews/records.h"

#include "unit/reviews/collection.h"

#define FREE "decisions: { dirs: [adr], immutable: none }\n"
#define LOCKED "decisions: { dirs: [adr] }\n"

static void whatever_names_a_record_must_name_one_that_holds(void **state)
{
	struct collection *all = collection_create(*state, FREE
			"modules:\n"
			"  a: { paths: [a/**], uses: [{ to: b, deprecated: true, adr: ADR-7 }] }\n"
			"  b: { paths: [b/**] }\n"
			"rules:\n"
			"  - { id: one, kind: acyclic, adr: ADR-1 }\n"
			"  - { id: two, kind: acyclic, adr: \"adr-0002, 3\" }\n"
			"  - { id: three, kind: acyclic, adr: https://example.com/adr/1 }\n"
			"  - { id: lintel/record/weak, adr: adr/2.md }\n");
	collection_add(all, "1", STATUS_ACCEPTED);
	struct decision *old = collection_add(all, "2", STATUS_SUPERSEDED);
	collection_link(all, old, LINK_SUPERSEDED_BY, "1");
	struct decision *new = &all->decisions.list.p[0];
	collection_link(all, new, LINK_SUPERSEDES, "2");
	assert_str(collection_findings(all),
			"error lintel/record/unknown lintel.yaml:4: a use of module 'a' names ADR-7, "
			"and there is no such record | name a record that is there; did you mean "
			"'ADR-1'?\n"
			"warning lintel/record/retired lintel.yaml:8: rule 'two' names ADR-2 \"Title\", "
			"which is superseded | look at ADR-1 \"Title\", which took its place\n"
			"error lintel/record/unknown lintel.yaml:8: rule 'two' names 3, and there is no "
			"such record | name a record that is there\n"
			"warning lintel/record/retired lintel.yaml:10: rule 'lintel/record/weak' names "
			"ADR-2 \"Title\", which is superseded | look at ADR-1 \"Title\", which took its "
			"place\n");
}

static void comments_name_records_by_id_and_by_path(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	struct code_file file = { .path = STR("src/a.c"), .module = NONE };
	struct code_mention mentions[] = {
		{ 0, 3, 4, STR("ADR-1") },
		{ 0, 5, 1, STR("adr/0002") },
		{ 0, 7, 1, STR("ADR-12") },
	};
	struct code code = {
		.files = &file,
		.file_count = 1,
		.mentions = mentions,
		.mention_count = COUNT_OF(mentions),
	};
	all->facts.code = &code;
	collection_add(all, "1", STATUS_ACCEPTED);
	collection_add(all, "2", STATUS_REJECTED);
	assert_str(collection_findings(all),
			"warning lintel/record/mention-retired src/a.c:5: a comment names ADR-2 "
			"\"Title\", which is rejected | look whether it still stands without that "
			"decision\n"
			"error lintel/record/mention src/a.c:7: a comment names ADR-12, and there is no "
			"such record | name a record that is there; did you mean 'ADR-1'?\n");
}

static void checks_are_rules_or_files_or_sentences(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	struct rule rules[] = { { .id = STR("layering") }, { .id = STR("lintel/uses/net") } };
	struct str paths[] = { STR_INIT("adr/1.md"), STR_INIT("tests/headers.py") };
	const char *const checks[] = { "layering", "lintel/uses/*", "lintel/record/cycle",
		"tests/headers.py", "tests/", "the link lines of unit tests", "layring", "net-*" };
	all->facts.rules = rules;
	all->facts.rule_count = COUNT_OF(rules);
	all->facts.paths = paths;
	all->facts.path_count = COUNT_OF(paths);
	struct decision *decision = collection_add(all, "1", STATUS_ACCEPTED);
	decision->checks_place = collection_place(decision, 7);
	for (size_t i = 0; i < COUNT_OF(checks); i++) {
		*vec_add(&decision->checks, all->arena) = str_of(checks[i]);
	}
	decision = collection_add(all, "2", STATUS_SUPERSEDED);
	*vec_add(&decision->checks, all->arena) = STR("gone");
	collection_link(all, decision, LINK_SUPERSEDED_BY, "adr/x.md")->path = STR("adr/x.md");
	assert_str(collection_findings(all),
			"error lintel/record/check adr/1.md:7: ADR-1 \"Title\" is checked by 'layring', "
			"which is neither a rule nor a file | name a rule of lintel.yaml or the path of "
			"a test; did you mean 'layering'?\n"
			"error lintel/record/check adr/1.md:7: ADR-1 \"Title\" is checked by 'net-*', "
			"which is neither a rule nor a file | name a rule of lintel.yaml or the path of "
			"a test\n");
}

static void what_nothing_checks_is_told_only_to_who_asks(void **state)
{
	struct collection *all = collection_create(*state,
			FREE "rules:\n"
			     "  - { id: one, kind: acyclic }\n"
			     "  - { id: lintel/record/unchecked, severity: info }\n");
	collection_add(all, "1", STATUS_ACCEPTED)->checks.len = 0;
	struct decision *decision = collection_add(all, "2", STATUS_ACCEPTED);
	decision->checks.len = 0;
	decision->no_checks = STR("time is measured, not judged");
	assert_str(collection_findings(all),
			"info lintel/record/unchecked adr/1.md:1: nothing checks ADR-1 \"Title\" | add "
			"to its head: - Checks: RULE, or - Checks: none: why\n"
			"info lintel/record/unchecked lintel.yaml:4: rule 'one' names no decision | say "
			"which record decided it, for example: adr: ADR-0012\n");
}

static void what_a_record_affects_is_there(void **state)
{
	struct collection *all = collection_create(*state, FREE);
	struct str paths[] = { STR_INIT("adr/1.md"), STR_INIT("docs/x.md"), STR_INIT("src/a.c"),
		STR_INIT("src/b/c.c"), STR_INIT("srcs/z.c") };
	struct str tag = STR("domain");
	struct code_module module = { .name = STR("net"), .tags = &tag, .tag_count = 1 };
	struct code code = { .modules = &module, .module_count = 1 };
	const char *const affects[] = { "src", "src/", "src/b/*.c", "**/x.md", "path:docs/**",
		"net", "tag:domain", "external:openssl", ".", "the whole of billing", "src/c", "sr",
		"tag:core", "lib/**", "src/[" };
	all->facts.paths = paths;
	all->facts.path_count = COUNT_OF(paths);
	all->facts.code = &code;
	struct decision *decision = collection_add(all, "1", STATUS_ACCEPTED);
	for (size_t i = 0; i < COUNT_OF(affects); i++) {
		*vec_add(&decision->affects, all->arena) = str_of(affects[i]);
	}
	decision->affects_place = collection_place(decision, 6);
	struct findings findings;
	findings_init(&findings, all->arena);
	records_check(&all->facts, &findings);
	assert_int_equal(findings.list.len, 5);
	for (size_t i = 0; i < findings.list.len; i++) {
		assert_str(findings.list.p[i].rule, "lintel/record/affects");
		assert_str(findings.list.p[i].target, affects[10 + i]);
	}
}

/* A lock file that remembers the record as it is now. */
static struct lock *lock_of(struct collection *all, const struct decision *decision)
{
	struct lock *lock = arena_new(all->arena, struct lock);
	lock_init(lock, all->arena, STR("adr/accepted.lock"));
	lock_put(lock, all->arena, decision, NULL);
	lock->rows.p[0].line = 3;
	return lock;
}

static void what_was_locked_may_not_change_nor_go(void **state)
{
	struct collection *all = collection_create(*state, LOCKED);
	struct decision *decision = collection_add(all, "1", STATUS_ACCEPTED);
	struct lock *lock = lock_of(all, decision);
	struct decision gone = *decision;
	gone.path = STR("adr/0.md");
	gone.id = STR("ADR-0");
	lock_put(lock, all->arena, &gone, NULL);
	all->facts.lock = lock;
	decision->settled.low++;
	collection_add(all, "2", STATUS_ACCEPTED);
	collection_add(all, "3", STATUS_PROPOSED);
	assert_str(collection_findings(all),
			"error lintel/record/changed adr/1.md:1: ADR-1 \"Title\" was changed after it "
			"was accepted | take the change back; say what is new under \"Amendments\", or "
			"write a record that supersedes this one: lintel adr new TITLE --supersedes "
			"ADR-1\n"
			"  adr/accepted.lock:3 what was locked\n"
			"info lintel/record/unlocked adr/2.md:1: ADR-2 \"Title\" is accepted and not in "
			"the lock file: nobody sees it change | lintel adr accept --lock ADR-2\n"
			"error lintel/record/changed adr/accepted.lock:0: ADR-0 was accepted and is not "
			"there any more | take the record back from history: what was decided stays on "
			"record, as superseded or deprecated if it no longer holds\n");
}

static void until_it_is_implemented_a_record_may_change(void **state)
{
	struct collection *all = collection_create(
			*state, "decisions: { dirs: [adr], immutable: until-implemented }\n");
	struct decision *decision = collection_add(all, "1", STATUS_ACCEPTED);
	all->facts.lock = lock_of(all, decision);
	decision->settled.low++;
	assert_str(collection_findings(all), "");
	decision->status = STATUS_IMPLEMENTED;
	assert_str(collection_findings(all),
			"info lintel/record/unlocked adr/1.md:1: ADR-1 \"Title\" is implemented and not "
			"in the lock file: nobody sees it change | lintel adr accept --lock ADR-1\n");
	all->facts.lock = lock_of(all, decision);
	assert_str(collection_findings(all), "");
	decision->settled.low++;
	assert_true(str_contains(collection_findings(all), STR("lintel/record/changed")));
}

static void without_a_lock_file_one_word_is_said_about_all(void **state)
{
	struct collection *all = collection_create(*state, LOCKED);
	collection_add(all, "1", STATUS_ACCEPTED);
	collection_add(all, "2", STATUS_IMPLEMENTED);
	assert_str(collection_findings(all),
			"info lintel/record/unlocked lintel.yaml:2: there is no lock file: nobody sees "
			"2 records in force change | lintel adr accept --lock writes one, or decisions: "
			"immutable: none says that they may change\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(whatever_names_a_record_must_name_one_that_holds),
		claim(comments_name_records_by_id_and_by_path),
		claim(checks_are_rules_or_files_or_sentences),
		claim(what_nothing_checks_is_told_only_to_who_asks),
		claim(what_a_record_affects_is_there),
		claim(what_was_locked_may_not_change_nor_go),
		claim(until_it_is_implemented_a_record_may_change),
		claim(without_a_lock_file_one_word_is_said_about_all),
	};
	return claims_run("reviews/record_uses", tests);
}
