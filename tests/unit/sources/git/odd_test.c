/* SPDX-License-Identifier: MIT */
/*
 * Histories of repositories that are not as one would like them to be.
 */
#include "sources/git/history.h"

#include "unit/sources/git/clone.h"

#include <stdlib.h>

struct read {
	struct history history;
	struct repository_lack lack;
	struct err err;
	bool is_partial;
};

static struct read read_below(const struct clone *clone, const char *below)
{
	struct read read = { .err = { "" } };
	struct repository *repository;
	bool has_grown;
	struct str folder = str_fmt(clone->arena, STR_FMT "%s", STR_ARG(clone->folder), below);
	struct history_log *log = history_log_read(clone->arena, STR(""));
	const struct history_limits limits = { 1000000, 1000, 1000000, 1000000 };

	if (!repository_open_history(&repository, clone->arena, folder, &read.lack)) {
		assert_null(repository);
		return read;
	}
	if (!repository_lacks(repository, clone->arena, &read.lack)) {
		(void)(history_log_extend(
				       log, repository, NULL, 0, &limits, 2, &has_grown, &read.err)
				&& history_make(&read.history, clone->arena, log, repository, NULL,
						0, NULL, 0, &read.err));
	}
	read.is_partial = repository_is_partial(repository);
	repository_close(repository);
	return read;
}

static void lacks(
		const struct clone *clone, const char *below, enum reason reason, const char *part)
{
	struct read read = read_below(clone, below);
	assert_int_equal(read.lack.reason, reason);
	assert_non_null(read.lack.why.p);
	if (!strstr(read.lack.why.p, part)) {
		assert_string_equal(read.lack.why.p, part);
	}
}

static void fails(const struct clone *clone, const char *below, const char *part)
{
	struct read read = read_below(clone, below);
	assert_int_equal(read.lack.reason, REASON_NONE);
	if (!strstr(read.err.text, part)) {
		assert_string_equal(read.err.text, part);
	}
}

static struct history reads(const struct clone *clone, const char *below, size_t commits)
{
	struct read read = read_below(clone, below);
	assert_int_equal(read.lack.reason, REASON_NONE);
	assert_string_equal(read.err.text, "");
	assert_int_equal(read.history.commit_count, commits);
	return read.history;
}

/* ---- kinds of repositories ---- */

static void without_a_commit_there_is_no_history(void **state)
{
	struct clone clone = clone_make(*state);
	lacks(&clone, "", REASON_NO_HISTORY, "has no commit yet");
	clone_run(&clone, "rm -rf .git");
	lacks(&clone, "", REASON_NO_HISTORY, "is in no git repository");
	clone_remove(&clone);
}

static void a_shallow_clone_and_its_linked_trees_are_shallow(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"git commit -q --allow-empty -m one && git commit -q --allow-empty -m two && "
			"git clone -q --depth 1 file://$PWD shallow && cd shallow && "
			"git worktree add -q ../linked");
	lacks(&clone, "/shallow", REASON_SHALLOW, "is shallow");
	lacks(&clone, "/linked", REASON_SHALLOW, "is shallow");
	clone_run(&clone, "cd shallow && git fetch -q --unshallow");
	reads(&clone, "/shallow", 2);
	reads(&clone, "/linked", 2);
	clone_remove(&clone);
}

static void a_bare_repository_is_read_where_it_is_the_folder(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone, "echo 1 > a && git add . && git commit -q -m one && "
			  "git clone -q --bare . bare.git");
	struct history history = reads(&clone, "/bare.git", 1);
	assert_str(history.paths[0], "a");
	lacks(&clone, "/bare.git/refs", REASON_NO_HISTORY, "is bare");
	clone_remove(&clone);
}

static void objects_may_lie_in_another_repository(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone, "echo 1 > a && git add . && git commit -q -m one && "
			  "git clone -q -s . shared");
	reads(&clone, "/shared", 1);
	clone_remove(&clone);
}

static void a_submodule_is_one_path_and_a_repository_of_its_own(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"git init -q -b main other && cd other && echo 1 > x && git add . && "
			"git commit -q -m one && git commit -q --allow-empty -m two && cd .. && "
			"git -c protocol.file.allow=always submodule add -q ./other sub && "
			"git commit -q -m sub && cd sub && git commit -q --allow-empty -m three && "
			"cd .. && git add sub && git commit -q -m moved");
	struct history history = reads(&clone, "", 2);
	assert_int_equal(history.commits[0].change_count, 1);
	assert_str(history.paths[history.changes[history.commits[0].first_change].path], "sub");
	reads(&clone, "/sub", 3);
	clone_remove(&clone);
}

static void extensions_are_known_or_refused(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone, "git commit -q --allow-empty -m one && "
			  "git config core.repositoryformatversion 1 && "
			  "git config extensions.worktreeConfig true && "
			  "git config extensions.preciousObjects true && "
			  "git config extensions.partialClone origin");
	struct read read = read_below(&clone, "");
	assert_int_equal(read.history.commit_count, 1);
	assert_true(read.is_partial);
	clone_run(&clone, "git config extensions.refStorage reftable");
	lacks(&clone, "", REASON_UNREADABLE, "cannot open the repository");
	clone_run(&clone, "rm -rf .git && git init -q --object-format=sha256");
	lacks(&clone, "", REASON_UNREADABLE, "names its objects by SHA-256");
	clone_remove(&clone);
}

static void a_partial_clone_needs_its_folders_alone(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone, "mkdir d && echo 1 > d/a && git add . && git commit -q -m one && "
			  "echo 2 > d/a && git commit -q -a -m two && "
			  "git config uploadpack.allowFilter true && "
			  "git clone -q --no-checkout --filter=blob:none file://$PWD blobless && "
			  "git clone -q --no-checkout --filter=tree:0 file://$PWD treeless");
	reads(&clone, "/blobless", 2);
	fails(&clone, "/treeless", "cannot read a tree");
	assert_true(read_below(&clone, "/treeless").is_partial);
	assert_false(read_below(&clone, "").is_partial);
	clone_remove(&clone);
}

static void what_was_replaced_is_read_as_it_is(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone, "echo 1 > a && git add . && git commit -q -m one && echo 2 > b && "
			  "git add . && git commit -q -m two && git replace --graft HEAD && "
			  "test $(git rev-list --count HEAD) = 1");
	reads(&clone, "", 2);
	clone_remove(&clone);
}

/* ---- damage ---- */

static void what_is_damaged_or_missing_is_an_error(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone, "mkdir d && echo 1 > d/a && git add . && git commit -q -m one && "
			  "echo 2 > d/a && git commit -q -a -m two");
	clone_run(&clone,
			"cp -r . ../garbage.$$ && mv ../garbage.$$ garbage && "
			"cp -r .git garbage/two && cp -r .git garbage/three && "
			"cp -r .git garbage/four && mkdir t && mv garbage t/one && "
			"mv t/one/two t/.two && mv t/one/three t/.three && mv t/one/four t/.four");
	/* A loose commit that is none any more. */
	clone_run(&clone, "cd t/one && id=$(git rev-parse HEAD) && "
			  "f=.git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-) && "
			  "chmod u+w $f && echo garbage > $f");
	fails(&clone, "/t/one", "cannot read a commit");
	/* A parent that is not there. */
	clone_run(&clone, "mkdir t/two && mv t/.two t/two/.git && cd t/two && "
			  "id=$(git rev-parse HEAD~1) && "
			  "rm -f .git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)");
	fails(&clone, "/t/two", "cannot read a commit");
	/* A folder that is not there. */
	clone_run(&clone, "mkdir t/three && mv t/.three t/three/.git && cd t/three && "
			  "id=$(git rev-parse HEAD~1:d) && "
			  "rm -f .git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)");
	fails(&clone, "/t/three", "cannot read a tree");
	/* A pack that ends too early. */
	clone_run(&clone, "mkdir t/four && mv t/.four t/four/.git && cd t/four && git gc -q && "
			  "chmod u+w .git/objects/pack/*.pack && "
			  "truncate -s 60 .git/objects/pack/*.pack");
	struct read read = read_below(&clone, "/t/four");
	assert_true(read.lack.reason != REASON_NONE || read.err.text[0]);
	clone_remove(&clone);
}

/* ---- hostile trees ---- */

/* A commit whose tree has these bytes: TREE is its id in what follows. */
static void commit_tree(const struct clone *clone, const char *entries)
{
	clone_run(clone,
			str_fmt(clone->arena,
					"printf '%s' | git hash-object -t tree -w --stdin --literally > tree && "
					"git update-ref refs/heads/main $(git commit-tree $(cat tree) -m one)",
					entries)
					.p);
}

static void names_are_bytes(void **state)
{
	struct clone clone = clone_make(*state);
	commit_tree(&clone,
			"100644 \\033[31m\\0aaaaaaaaaaaaaaaaaaaa"
			"100644 ..\\0aaaaaaaaaaaaaaaaaaaa100644 .GIT\\0aaaaaaaaaaaaaaaaaaaa"
			"100644 a\\nb\\0aaaaaaaaaaaaaaaaaaaa100644 \\377\\376\\0aaaaaaaaaaaaaaaaaaaa");
	struct history history = reads(&clone, "", 1);
	assert_int_equal(history.path_count, 5);
	assert_str(history.paths[0], "\033[31m");
	assert_str(history.paths[1], "..");
	assert_str(history.paths[2], ".GIT");
	assert_str(history.paths[3], "a\nb");
	assert_str(history.paths[4], "\377\376");
	clone_remove(&clone);
}

static void unsorted_and_doubled_names_are_sorted(void **state)
{
	struct clone clone = clone_make(*state);
	commit_tree(&clone, "100644 z\\0aaaaaaaaaaaaaaaaaaaa100644 a\\0aaaaaaaaaaaaaaaaaaaa"
			    "100644 a\\0bbbbbbbbbbbbbbbbbbbb100644 \\0bbbbbbbbbbbbbbbbbbbb"
			    "100644 x/y\\0bbbbbbbbbbbbbbbbbbbb");
	struct history history = reads(&clone, "", 1);
	assert_int_equal(history.path_count, 4);
	assert_int_equal(history.commits[0].change_count, 5);
	for (uint32_t i = 1; i < 5; i++) {
		assert_true(history.changes[i - 1].path <= history.changes[i].path);
	}
	clone_remove(&clone);
}

static void a_tree_that_is_none_is_damaged(void **state)
{
	static const char *const trees[] = {
		"100644 a\\0aaaaaaaaaaaaaaaaaaa",
		"100644 a",
		"100644a\\0aaaaaaaaaaaaaaaaaaaa",
		" a\\0aaaaaaaaaaaaaaaaaaaa",
		"9 a\\0aaaaaaaaaaaaaaaaaaaa",
		"100000000644 a\\0aaaaaaaaaaaaaaaaaaaa",
	};
	struct clone clone = clone_make(*state);
	for (size_t i = 0; i < COUNT_OF(trees); i++) {
		commit_tree(&clone, trees[i]);
		fails(&clone, "", "a tree is damaged");
	}
	commit_tree(&clone, "40000 a\\0aaaaaaaaaaaaaaaaaaaa");
	fails(&clone, "", "cannot read a tree");
	clone_remove(&clone);
}

static void ten_thousand_folders_in_one_another_are_read(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone, "{ printf 'commit refs/heads/main\\ncommitter a <a@b> 1 +0000\\ndata 0\\n"
			  "M 100644 inline '; yes d/ | head -n 10000 | tr -d '\\n'; "
			  "printf 'f\\ndata 2\\n1\\n\\n'; } | git fast-import --quiet");
	struct read read = read_below(&clone, "");
	assert_string_equal(read.err.text, "a commit changes more than 1000 folders");
	clone_remove(&clone);
}

/* Ten of the next folder in each, ten deep: ten milliard files in eleven objects. */
static void a_few_objects_may_stand_for_many_files(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"id=$(echo 1 | git hash-object -w --stdin) && mode='100644 blob' && "
			"for level in 0 1 2 3 4 5 6 7 8 9; do id=$(for name in 0 1 2 3 4 5 6 7 8 9; do "
			"printf '%s %s\\t%s\\n' \"$mode\" $id $name; done | git mktree) && "
			"mode='040000 tree'; done && "
			"git update-ref refs/heads/main $(git commit-tree $id -m one)");
	fails(&clone, "", "a commit changes more than 1000 files");
	clone_remove(&clone);
}

/* ---- hostile commits ---- */

static void commit_text(const struct clone *clone, const char *format)
{
	clone_run(clone, "git commit-tree $(git mktree </dev/null) -m none > /dev/null");
	clone_run(clone, str_fmt(clone->arena,
					 "printf '%s' $(git mktree </dev/null) | "
					 "git hash-object -t commit -w --stdin --literally > id && "
					 "cp id .git/refs/heads/main",
					 format)
					 .p);
}

static void odd_signatures_are_read_as_far_as_they_go(void **state)
{
	struct clone clone = clone_make(*state);
	commit_text(&clone, "tree %s\\nauthor A <a@b> 99999999999999999999999 +9999\\n"
			    "committer A <a@b> -5 -1200\\n\\n");
	struct history history = reads(&clone, "", 1);
	assert_true(history.commits[0].at == -5 * MOMENT_SECOND);
	assert_true(history.commits[0].written > (moment)1 << 60);
	assert_true(history.commits[0].written < MOMENT_NEVER);
	commit_text(&clone, "tree %s\\nauthor <<>>> x\\ncommitter\\n\\n");
	history = reads(&clone, "", 1);
	assert_true(history.commits[0].at == 0);
	commit_text(&clone, "tree %s\\n");
	reads(&clone, "", 1);
	clone_remove(&clone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(without_a_commit_there_is_no_history),
		claim(a_shallow_clone_and_its_linked_trees_are_shallow),
		claim(a_bare_repository_is_read_where_it_is_the_folder),
		claim(objects_may_lie_in_another_repository),
		claim(a_submodule_is_one_path_and_a_repository_of_its_own),
		claim(extensions_are_known_or_refused),
		claim(a_partial_clone_needs_its_folders_alone),
		claim(what_was_replaced_is_read_as_it_is),
		claim(what_is_damaged_or_missing_is_an_error),
		claim(names_are_bytes),
		claim(unsorted_and_doubled_names_are_sorted),
		claim(a_tree_that_is_none_is_damaged),
		claim(ten_thousand_folders_in_one_another_are_read),
		claim(a_few_objects_may_stand_for_many_files),
		claim(odd_signatures_are_read_as_far_as_they_go),
	};
	return claims_run("sources/git/odd", tests);
}
