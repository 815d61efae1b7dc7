/* SPDX-License-Identifier: MIT */
#include "sources/git/lineage.h"

#include "base/map.h"

#include "unit/sources/git/clone.h"

/* The subjects of the line, "a b c". */
static struct str line_of(const struct clone *clone, const char *from, const char *to, size_t max)
{
	struct repository *repository = clone_open(clone);
	struct revision_name *line;
	size_t count;
	struct str old;
	struct str new;
	struct err err = { "" };
	struct str all = STR("");
	assert_true(repository_resolve(repository, clone->arena, str_of(from), &old, &err));
	assert_true(repository_resolve(repository, clone->arena, str_of(to), &new, &err));
	if (!lineage_line(repository, clone->arena, old, new, max, &line, &count, &err)) {
		repository_close(repository);
		return str_fmt(clone->arena, "(%s)", err.text);
	}
	for (size_t i = 0; i < count; i++) {
		struct lineage_commit commit;
		assert_true(lineage_commit(
				repository, clone->arena, line[i].commit, &commit, &err));
		assert_true(commit.at == line[i].at);
		all = str_fmt(clone->arena, STR_FMT "%s" STR_FMT, STR_ARG(all), i > 0 ? " " : "",
				STR_ARG(commit.subject));
	}
	repository_close(repository);
	return all;
}

/*
 *	one -- two -- merge -- four        main
 *	   \-- side -- aside --/
 */
static void history_make(struct clone *clone)
{
	clone_run(clone, "c() { git commit -q --allow-empty -m $1; }; c one && git tag one && "
			 "git switch -q -c side && c side && git tag side1 && c aside && "
			 "git switch -q main && c two && git tag two && "
			 "git merge -q --no-ff -m merge side && c four && "
			 "git checkout -q --orphan other && c else && git switch -q main");
}

static void the_line_goes_by_first_parents(void **state)
{
	struct clone clone = clone_make(*state);
	history_make(&clone);
	assert_str(line_of(&clone, "one", "main", 100), "one two merge four");
	assert_str(line_of(&clone, "two", "main", 100), "two merge four");
	assert_str(line_of(&clone, "main", "main", 100), "four");
	/* It is not on that line: what it has not itself comes behind it. */
	assert_str(line_of(&clone, "side1", "main", 100), "side two merge four");
	assert_str(line_of(&clone, "side1", "side", 100), "side aside");
	assert_str(line_of(&clone, "main", "one", 100),
			"(the later one does not come from the earlier one)");
	assert_str(line_of(&clone, "other", "main", 100),
			"(the later one does not come from the earlier one)");
	assert_str(line_of(&clone, "one", "main", 3), "(there are more than 3 commits)");
	clone_remove(&clone);
}

static void what_lies_between_has_the_sides_too(void **state)
{
	struct clone clone = clone_make(*state);
	struct map *ids;
	struct str from;
	struct str to;
	struct str base;
	struct err err;
	history_make(&clone);
	struct repository *repository = clone_open(&clone);
	assert_true(repository_resolve(repository, clone.arena, STR("two"), &from, &err));
	assert_true(repository_resolve(repository, clone.arena, STR("main"), &to, &err));
	assert_true(lineage_between(repository, clone.arena, from, to, 100, &ids, &err));
	assert_int_equal(ids->len, 4);
	assert_non_null(map_find(ids, to));
	assert_null(map_find(ids, from));
	assert_false(lineage_between(repository, clone.arena, from, to, 3, &ids, &err));
	assert_true(repository_resolve(repository, clone.arena, STR("side"), &to, &err));
	assert_true(lineage_base(repository, clone.arena, from, to, &base, &err));
	assert_true(repository_resolve(repository, clone.arena, STR("one"), &to, &err));
	assert_str(base, to.p);
	assert_true(repository_resolve(repository, clone.arena, STR("other"), &to, &err));
	assert_true(lineage_base(repository, clone.arena, from, to, &base, &err));
	assert_int_equal(base.len, 0);
	repository_close(repository);
	clone_remove(&clone);
}

static void any_message_and_time_has_a_subject_and_a_moment(void **state)
{
	struct clone clone = clone_make(*state);
	struct lineage_commit commit;
	struct str id;
	struct err err;
	clone_run(&clone,
			"t=$(git mktree </dev/null) && { printf 'tree %s\\n' $t; "
			"printf 'author A <a> 99999999999999999 +0000\\n'; "
			"printf 'committer A <a> 99999999999999999 +0000\\n\\n'; "
			"printf '\\n\\n  '; printf 'x%.0s' $(seq 1000); printf '\\nmore'; } > c && "
			"git update-ref refs/heads/odd $(git hash-object -w -t commit --literally c)");
	struct repository *repository = clone_open(&clone);
	assert_true(repository_resolve(repository, clone.arena, STR("odd"), &id, &err));
	assert_true(lineage_commit(repository, clone.arena, id, &commit, &err));
	assert_int_equal(commit.subject.len, 203);
	assert_true(str_starts(commit.subject, STR("xxx")));
	assert_true(commit.at == INT64_C(253402300799000));
	assert_int_equal(commit.parent_count, 0);
	repository_close(repository);
	clone_remove(&clone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(the_line_goes_by_first_parents),
		claim(what_lies_between_has_the_sides_too),
		claim(any_message_and_time_has_a_subject_and_a_moment),
	};
	return claims_run("sources/git/lineage", tests);
}
