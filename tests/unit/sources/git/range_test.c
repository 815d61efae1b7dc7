/* SPDX-License-Identifier: MIT */
#include "sources/git/range.h"

#include "unit/sources/git/clone.h"

static struct change range_of(const struct clone *clone, const char *range)
{
	struct change change;
	struct err err = { "" };
	struct repository *repository = clone_open(clone);
	bool is_read = range_read(&change, clone->arena, repository, str_of(range),
			&range_limits_default, &err);
	repository_close(repository);
	assert_string_equal(err.text, "");
	assert_true(is_read);
	return change;
}

static void refused(const struct clone *clone, const char *range, const struct range_limits *limits,
		const char *expected)
{
	struct change change;
	struct err err;
	struct repository *repository = clone_open(clone);
	assert_false(range_read(&change, clone->arena, repository, str_of(range), limits, &err));
	repository_close(repository);
	assert_string_equal(err.text, expected);
}

/* "a b/c", sorted. */
static struct str paths(const struct clone *clone, const struct change *change)
{
	struct str all = STR("");
	vec_each (const struct str, path, &change->paths) {
		all = str_fmt(clone->arena, STR_FMT "%s" STR_FMT, STR_ARG(all), all.len ? " " : "",
				STR_ARG(*path));
	}
	return all;
}

static void files_that_differ_are_listed(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone, "mkdir -p a/b c && echo 1 > a/b/x && echo 1 > a/b/y && echo 1 > c/z && "
			  "echo 1 > same && echo 1 > kind && git add . && git commit -q -m one");
	clone_run(&clone,
			"echo 2 > a/b/x && git rm -q a/b/y && mkdir d && echo 1 > d/new && "
			"chmod +x c/z && rm kind && mkdir kind && echo 1 > kind/k && git add . && "
			"git commit -q -m two");
	struct change change = range_of(&clone, "HEAD~1..HEAD");
	assert_str(paths(&clone, &change), "a/b/x a/b/y c/z d/new kind kind/k");
	assert_int_equal(change.commits.len, 1);
	assert_int_equal(change.outside, 0);
	change = range_of(&clone, "HEAD~1");
	assert_str(paths(&clone, &change), "a/b/x a/b/y c/z d/new kind kind/k");
	change = range_of(&clone, "HEAD..HEAD");
	assert_int_equal(change.paths.len + change.commits.len, 0);
	/* Below a folder, paths are relative to it, and the others are counted. */
	struct clone below = { .arena = clone.arena,
		.folder = str_fmt(clone.arena, STR_FMT "/a", STR_ARG(clone.folder)) };
	change = range_of(&below, "HEAD~1..HEAD");
	assert_str(paths(&clone, &change), "b/x b/y");
	assert_int_equal(change.outside, 4);
	clone_remove(&clone);
}

static void names_are_compared_as_git_sorts_them(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"mkdir a && echo 1 > a/x && echo 1 > a.c && echo 1 > a-b && echo 1 > a0 && "
			"git add . && git commit -q -m one && git rm -q -r a && echo 2 > a.c && "
			"echo 1 > a && git add . && git commit -q -m two");
	struct change change = range_of(&clone, "HEAD~1..HEAD");
	assert_str(paths(&clone, &change), "a a.c a/x");
	clone_remove(&clone);
}

static void what_the_earlier_end_alone_went_through_is_no_part_of_it(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"echo 1 > base && git add . && git commit -q -m base && git branch topic && "
			"echo 1 > main.c && git add . && git commit -q -m main && git switch -q topic && "
			"echo 1 > topic.c && git add . && git commit -q -m topic");
	struct change change = range_of(&clone, "main..topic");
	assert_str(paths(&clone, &change), "topic.c");
	assert_int_equal(change.commits.len, 1);
	clone_remove(&clone);
}

static void trailers_are_read_as_written(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"git commit -q --allow-empty -m one && "
			"git commit -q --allow-empty -m \"$(printf 'two\\n\\nApproval: not this one\\n\\n"
			"and more\\n\\nChange-Class: security\\nApproval: architect - M. Curie\\n"
			"Approval: owner - Ada Byron\\n')\"");
	struct change change = range_of(&clone, "HEAD~1");
	assert_int_equal(change.commits.len, 1);
	const struct commit *commit = &change.commits.p[0];
	assert_int_equal(commit->parents, 1);
	assert_true(commit->at == INT64_C(1793534400) * MOMENT_SECOND);
	assert_int_equal(commit->trailers.len, 3);
	assert_str(commit->trailers.p[0].key, "Change-Class");
	assert_str(commit->trailers.p[0].value, "security");
	assert_str(commit->trailers.p[1].value, "architect - M. Curie");
	assert_false(commit->trailers.p[1].is_own);
	assert_true(commit->trailers.p[2].is_own);
	clone_remove(&clone);
}

static void what_is_no_range_is_refused(void **state)
{
	struct clone clone = clone_make(*state);
	const struct range_limits few = { .max_commits = 1, .max_paths = 1 };
	clone_run(&clone,
			"git commit -q --allow-empty -m one && git commit -q --allow-empty -m two && "
			"echo 1 > a && echo 1 > b && git add . && git commit -q -m three && "
			"git checkout -q --orphan other && git commit -q -m else");
	refused(&clone, "main..nowhere", &range_limits_default,
			"the repository has no revision 'nowhere'");
	refused(&clone, "..main", &range_limits_default,
			"'..main' is no range of revisions: write A..B, or A for A..HEAD");
	refused(&clone, "main...other", &range_limits_default,
			"'main...other' is no range of revisions: write A..B, or A for A..HEAD");
	refused(&clone, "main..other", &range_limits_default,
			"the ends of 'main..other' have no commit in common");
	refused(&clone, "main~2..main", &few, "'main~2..main' has more than 1 commits");
	refused(&clone, "main~1..main", &few, "'main~1..main' changes more than 1 files");
	clone_remove(&clone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(files_that_differ_are_listed),
		claim(names_are_compared_as_git_sorts_them),
		claim(what_the_earlier_end_alone_went_through_is_no_part_of_it),
		claim(trailers_are_read_as_written),
		claim(what_is_no_range_is_refused),
	};
	return claims_run("sources/git/range", tests);
}
