/* SPDX-License-Identifier: MIT */
#include "unit/sources/decisions/scene.h"

#include "base/err.h"
#include "base/file.h"
#include "base/problem.h"
#include "formats/node.h"

#include <unistd.h>

struct folder {
	struct arena *arena;
	char path[64];
	struct root root;
	struct text dirs[2];
	struct config_decisions config;
	struct decision_limits limits;
	struct decisions decisions;
	struct err err;
};

static int folder_setup(void **state)
{
	struct arena *arena = arena_create();
	struct folder *folder = arena_new(arena, struct folder);
	folder->arena = arena;
	snprintf(folder->path, sizeof(folder->path), "/tmp/lintel-decisions-XXXXXX");
	assert_non_null(mkdtemp(folder->path));
	assert_true(root_open(&folder->root, arena, str_of(folder->path), &folder->err));
	folder->dirs[0].s = STR("adr");
	folder->config.dirs = (struct text_list){ .p = folder->dirs, .len = 1, .is_set = true };
	*state = folder;
	return 0;
}

static int folder_teardown(void **state)
{
	struct folder *folder = *state;
	root_close(&folder->root);
	char command[128];
	snprintf(command, sizeof(command), "rm -r %s", folder->path);
	int status = system(command);
	arena_destroy(folder->arena);
	return status;
}

static void put(struct folder *folder, const char *path, const char *text)
{
	struct str whole = str_fmt(folder->arena, "%s/%s", folder->path, path);
	struct str above = str_slice(whole, 0, str_find_last(whole, '/'));
	assert_true(folder_make(above, &folder->err));
	assert_true(file_write(whole, str_of(text), &folder->err));
}

static bool read_all(struct folder *folder, unsigned jobs)
{
	return decisions_read(&folder->decisions, folder->arena, &folder->root, &folder->config,
			&folder->limits, jobs, &folder->err);
}

static void every_file_is_read_or_skipped_with_a_reason(void **state)
{
	struct folder *folder = *state;
	put(folder, "adr/0001-a.md", "# A\n");
	put(folder, "adr/sub/0002-b.markdown", "# B\n");
	put(folder, "adr/2026-01-15-c/README.md", "# C\n");
	put(folder, "adr/2026-01-15-c/numbers.md", "# Numbers\n");
	put(folder, "adr/README.md", "# Index\n");
	put(folder, "adr/0000-template.md", "# Template\n");
	put(folder, "adr/0002-use-a-template.md", "# Use a template\n");
	put(folder, "adr/guide.md", "# Guide\n\nText.\n");
	put(folder, "adr/old/0003-d.md", "# D\n");
	put(folder, "adr/picture.svg", "x");
	put(folder, "adr/.hidden/0009-x.md", "# X\n");
	struct text ignored = { .s = STR("adr/old/**") };
	folder->config.ignore = (struct text_list){ .p = &ignored, .len = 1, .is_set = true };
	assert_true(read_all(folder, 2));
	assert_int_equal(folder->decisions.seen, 9);
	assert_int_equal(folder->decisions.list.len, 4);
	assert_int_equal(folder->decisions.skipped.len, 5);
	assert_str(folder->decisions.list.p[0].path, "adr/0001-a.md");
	assert_str(folder->decisions.skipped.p[0].reason, "a template");
	vec_each (const struct decision_skipped, skipped, &folder->decisions.skipped) {
		assert_true(skipped->reason.len > 0);
		assert_false(skipped->is_failure);
	}
}

static void a_record_that_cannot_be_read_costs_that_record(void **state)
{
	struct folder *folder = *state;
	put(folder, "adr/0001-a.md", "# A\n");
	put(folder, "adr/0002-b.md", "# B that is larger\n");
	folder->limits.max_bytes = 8;
	assert_true(read_all(folder, 1));
	assert_int_equal(folder->decisions.list.len, 1);
	assert_true(folder->decisions.skipped.p[0].is_failure);
	assert_str(folder->decisions.skipped.p[0].reason,
			"larger than the limit of 8 bytes (--max-record-size)");
}

static void ten_megabytes_meet_the_limit_that_there_is_without_any_other(void **state)
{
	struct folder *folder = *state;
	put(folder, "adr/0001-a.md", "# A\n");
	const char *path = str_fmt(folder->arena, "%s/adr/0001-a.md", folder->path).p;
	assert_int_equal(truncate(path, 10L * 1024 * 1024), 0);
	assert_true(read_all(folder, 1));
	assert_int_equal(folder->decisions.list.len, 0);
	assert_str(folder->decisions.skipped.p[0].reason,
			"larger than the limit of 8388608 bytes (--max-record-size)");
}

static void all_records_together_meet_a_limit_too(void **state)
{
	struct folder *folder = *state;
	for (int i = 1; i <= 70; i++) {
		put(folder, str_fmt(folder->arena, "adr/%04d-r.md", i).p, "# Seven\n");
	}
	folder->limits.max_bytes = 8;
	assert_true(read_all(folder, 2));
	assert_int_equal(folder->decisions.list.len, 64);
	assert_int_equal(folder->decisions.skipped.len, 6);
	assert_true(folder->decisions.skipped.p[0].is_failure);
	assert_str(folder->decisions.skipped.p[0].path, "adr/0065-r.md");
}

static void too_many_records_and_no_folder_are_errors(void **state)
{
	struct folder *folder = *state;
	assert_false(read_all(folder, 1));
	assert_non_null(strstr(folder->err.text, "'adr'"));
	put(folder, "adr/0001-a.md", "# A\n");
	put(folder, "adr/0002-b.md", "# B\n");
	folder->limits.max_records = 1;
	assert_false(read_all(folder, 1));
	assert_non_null(strstr(folder->err.text, "--max-records"));
}

static void folders_within_one_another_are_read_once(void **state)
{
	struct folder *folder = *state;
	put(folder, "adr/sub/0001-a.md", "# A\n");
	folder->dirs[1].s = STR("adr/sub");
	folder->config.dirs.len = 2;
	assert_true(read_all(folder, 1));
	assert_int_equal(folder->decisions.seen, 1);
}

static void links_stay_what_they_are_and_lead_to_records(void **state)
{
	struct folder *folder = *state;
	put(folder, "adr/0001-a.md",
			"# A\n\n## Status\n\nSuperseded by ADR-2\n\n## Context\n\n"
			"[there](0002-b.md) [gone](0003-c.md) [text](../docs/x.txt) [none](../docs/y.txt)\n"
			"[folder](2026-01-15-d) [page](0002-b)\n\n"
			"## Links\n\n[read](../docs/z.md) ADR-9\n");
	put(folder, "docs/z.md", "# Z\n");
	put(folder, "adr/0002-b.md", "# B\n");
	put(folder, "adr/2026-01-15-d/README.md", "# D\n");
	put(folder, "docs/x.txt", "x");
	assert_int_equal(
			symlink("0002-b.md",
					str_fmt(folder->arena, "%s/adr/0004-l.md", folder->path).p),
			0);
	assert_true(read_all(folder, 1));
	const struct decision *decision = decision_find(&folder->decisions, STR("adr-0001"));
	assert_non_null(decision);
	assert_int_equal(decision->links.p[0].kind, LINK_SUPERSEDED_BY);
	assert_int_equal(decision->links.p[0].record, 1);
	assert_int_equal(decision->links.p[1].record, 1);
	assert_true(decision->links.p[1].exists);
	assert_int_equal(decision->links.p[2].record, UINT32_MAX);
	assert_false(decision->links.p[2].exists);
	assert_true(decision->links.p[3].exists);
	assert_false(decision->links.p[4].exists);
	assert_int_equal(decision->links.p[5].record, 2);
	/* What is no record cannot be related to; a name without a path is meant as one. */
	const struct decision_link *last = &decision->links.p[decision->links.len - 2];
	assert_int_equal(last[0].kind, LINK_FILE);
	assert_true(last[0].exists);
	assert_int_equal(last[1].kind, LINK_RELATES);
	assert_int_equal(last[1].record, UINT32_MAX);
	assert_str(folder->decisions.skipped.p[0].reason, "a link");
}

static void records_are_found_however_they_are_called(void **state)
{
	struct folder *folder = *state;
	put(folder, "adr/0012-a.md", "# A\n");
	put(folder, "adr/0012-b.md", "# B\n");
	put(folder, "adr/XXXX-c.md", "# C\n");
	assert_true(read_all(folder, 1));
	static const char *const names[] = { "ADR-0012", "adr-12", "ADR 0012", "12", "0012",
		"madr-12", "0012-a", "0012-a.md", "adr/0012-a.md" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		assert_ptr_equal(decision_find(&folder->decisions, str_of(names[i])),
				&folder->decisions.list.p[0]);
	}
	assert_null(decision_find(&folder->decisions, STR("ADR-13")));
	assert_null(decision_find(&folder->decisions, STR("")));
	assert_str(decision_label(&folder->decisions.list.p[0], folder->arena), "ADR-0012 \"A\"");
	assert_str(decision_label(&folder->decisions.list.p[2], folder->arena), "adr/XXXX-c.md");
}

static void more_words_are_understood_and_wrong_ones_said(void **state)
{
	struct folder *folder = *state;
	struct problems problems;
	struct node words;
	put(folder, "adr/0001-a.md", "# A\n\n* Lage: abgesegnet\n\n## Wie\n\nx\n");
	problems_init(&problems, folder->arena);
	assert_true(node_read_yaml(&words, folder->arena, STR("lintel.yaml"),
			STR("statuses: { accepted: [Abgesegnet] }\nkeys: { status: lage }\n"
			    "sections: { decision: [wie] }\n"),
			NULL, &problems));
	folder->config.words = &words;
	assert_true(read_all(folder, 1));
	assert_int_equal(folder->decisions.list.p[0].status, STATUS_ACCEPTED);
	assert_true(folder->decisions.list.p[0].parts[PART_DECISION].is_there);
	assert_true(node_read_yaml(&words, folder->arena, STR("lintel.yaml"),
			STR("statuses:\n  acepted: [x]\n"), NULL, &problems));
	assert_false(read_all(folder, 1));
	assert_non_null(strstr(folder->err.text, "lintel.yaml:2:3: unknown meaning 'acepted'"));
	assert_non_null(strstr(folder->err.text, "did you mean 'accepted'?"));
}

static void threads_change_nothing(void **state)
{
	struct folder *folder = *state;
	for (int i = 1; i <= 40; i++) {
		put(folder, str_fmt(folder->arena, "adr/%04d-r.md", i).p,
				str_fmt(folder->arena, "# R%d\n\nStatus: accepted\n\nADR-%d\n", i,
						i / 2)
						.p);
	}
	assert_true(read_all(folder, 1));
	struct decisions first = folder->decisions;
	assert_true(read_all(folder, 8));
	assert_int_equal(first.list.len, 40);
	assert_int_equal(folder->decisions.list.len, 40);
	for (size_t i = 0; i < 40; i++) {
		const struct decision *a = &first.list.p[i];
		const struct decision *b = &folder->decisions.list.p[i];
		assert_true(str_eq(a->path, b->path) && str_eq(a->title, b->title));
		assert_true(hash_eq(a->settled, b->settled) && a->links.len == b->links.len);
	}
}

#define claim_folder(function) \
	cmocka_unit_test_setup_teardown(function, folder_setup, folder_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim_folder(every_file_is_read_or_skipped_with_a_reason),
		claim_folder(a_record_that_cannot_be_read_costs_that_record),
		claim_folder(ten_megabytes_meet_the_limit_that_there_is_without_any_other),
		claim_folder(all_records_together_meet_a_limit_too),
		claim_folder(too_many_records_and_no_folder_are_errors),
		claim_folder(folders_within_one_another_are_read_once),
		claim_folder(links_stay_what_they_are_and_lead_to_records),
		claim_folder(records_are_found_however_they_are_called),
		claim_folder(more_words_are_understood_and_wrong_ones_said),
		claim_folder(threads_change_nothing),
	};
	return claims_run("sources/decisions/folder", tests);
}
