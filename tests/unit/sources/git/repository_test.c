/* SPDX-License-Identifier: MIT */
#include "sources/git/repository.h"

#include "unit/sources/git/clone.h"

static void refused(const struct clone *clone, const char *below, const char *part)
{
	struct repository *repository;
	struct err err;
	struct str folder = str_fmt(clone->arena, STR_FMT "%s", STR_ARG(clone->folder), below);
	assert_false(repository_open(&repository, clone->arena, folder, &err));
	assert_null(repository);
	if (!strstr(err.text, part)) {
		assert_string_equal(err.text, part);
	}
}

static void a_revision_is_a_commit(void **state)
{
	struct clone clone = clone_make(*state);
	struct err err;
	struct str head;
	struct str tag;
	struct str earlier;
	clone_run(&clone,
			"git commit -q --allow-empty -m one && git commit -q --allow-empty -m two "
			"&& git tag -a -m release v1");
	struct repository *repository = clone_open(&clone);
	assert_true(repository_resolve(repository, clone.arena, STR("HEAD"), &head, &err));
	assert_true(repository_resolve(repository, clone.arena, STR("v1"), &tag, &err));
	assert_true(repository_resolve(repository, clone.arena, STR("v1~1"), &earlier, &err));
	assert_int_equal(head.len, 40);
	assert_true(str_eq(head, tag));
	assert_false(str_eq(head, earlier));
	assert_false(repository_resolve(repository, clone.arena, STR("v2"), &tag, &err));
	assert_string_equal(err.text, "the repository has no revision 'v2'");
	assert_false(repository_resolve(repository, clone.arena, STR("HEAD^{tree}"), &tag, &err));
	assert_false(repository_resolve(repository, clone.arena, STR("a..b"), &tag, &err));
	repository_close(repository);
	clone_remove(&clone);
}

static void what_cannot_be_read_as_a_whole_is_refused(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"git commit -q --allow-empty -m one && git commit -q --allow-empty -m two");
	clone_run(&clone, "git clone -q --depth 1 file://$PWD shallow");
	clone_run(&clone,
			"git clone -q --bare . bare.git && git init -q --object-format=sha256 sha");
	refused(&clone, "/shallow", "is shallow, so history is missing");
	refused(&clone, "/bare.git", "is bare: it has no files to check");
	refused(&clone, "/sha", "names its objects by SHA-256");
	clone_run(&clone, "rm -rf .git");
	refused(&clone, "", "is in no git repository");
	clone_remove(&clone);
}

static void a_linked_working_tree_is_read_like_any_other(void **state)
{
	struct clone clone = clone_make(*state);
	struct err err;
	struct str head;
	clone_run(&clone, "git commit -q --allow-empty -m one && git worktree add -q linked");
	struct clone linked = { .arena = clone.arena,
		.folder = str_fmt(clone.arena, STR_FMT "/linked", STR_ARG(clone.folder)) };
	struct repository *repository = clone_open(&linked);
	assert_true(repository_resolve(repository, clone.arena, STR("HEAD"), &head, &err));
	repository_close(repository);
	clone_remove(&clone);
}

static void one_that_is_damaged_is_an_error(void **state)
{
	struct clone clone = clone_make(*state);
	struct err err;
	struct str head;
	clone_run(&clone, "git commit -q --allow-empty -m one && rm -rf .git/objects/??");
	struct repository *repository = clone_open(&clone);
	assert_false(repository_resolve(repository, clone.arena, STR("HEAD"), &head, &err));
	repository_close(repository);
	clone_remove(&clone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_revision_is_a_commit),
		claim(what_cannot_be_read_as_a_whole_is_refused),
		claim(a_linked_working_tree_is_read_like_any_other),
		claim(one_that_is_damaged_is_an_error),
	};
	return claims_run("sources/git/repository", tests);
}
