/* SPDX-License-Identifier: MIT */
#include "sources/git/revision.h"

#include "base/pool.h"

#include "unit/sources/git/clone.h"

static const struct revision_limits wide = { .max_files = 10000, .max_depth = 200 };

static struct str id_of(const struct clone *clone, struct repository *repository, const char *name)
{
	struct str id;
	struct err err = { "" };
	assert_true(repository_resolve(repository, clone->arena, str_of(name), &id, &err));
	return id;
}

/* "path=contents", "path->target" and "-path" of all entries, by path. */
static struct str shown(const struct clone *clone, const struct overlay *overlay)
{
	struct str all = STR("");
	struct buf text = { 0 };
	vec_each (const struct overlay_entry, entry, &overlay->entries) {
		uint64_t size = 0;
		bool is_there = entry->kind != OVERLAY_ABSENT;
		buf_clear(&text);
		if (is_there) {
			assert_int_equal(overlay->read(entry, 1000, &text, &size, overlay->ctx),
					FILE_OK);
			assert_int_equal(size, text.len);
		}
		all = str_fmt(clone->arena, STR_FMT "%s%s" STR_FMT "%s" STR_FMT, STR_ARG(all),
				all.len ? " " : "", is_there ? "" : "-", STR_ARG(entry->path),
				entry->kind == OVERLAY_LINK ? "->"
				: is_there                  ? "="
							    : "",
				STR_ARG(str_trim(buf_str(&text))));
	}
	buf_finish(&text);
	return all;
}

static struct str whole(const struct clone *clone, const char *revision)
{
	struct overlay overlay;
	struct err err = { "" };
	struct repository *repository = clone_open(clone);
	bool is_read = revision_overlay(&overlay, clone->arena, repository,
			id_of(clone, repository, revision), &wide, &err);
	assert_string_equal(err.text, "");
	assert_true(is_read && overlay.is_whole);
	struct str all = shown(clone, &overlay);
	repository_close(repository);
	return all;
}

static struct str back(const struct clone *clone, const char *revision)
{
	const struct str built[] = { STR("."), STR("out/build") };
	struct overlay overlay;
	struct err err = { "" };
	struct repository *repository = clone_open(clone);
	bool is_read = revision_overlay_back(&overlay, clone->arena, repository,
			id_of(clone, repository, revision), built, COUNT_OF(built), &wide, &err);
	assert_string_equal(err.text, "");
	assert_true(is_read && !overlay.is_whole);
	struct str all = shown(clone, &overlay);
	repository_close(repository);
	return all;
}

static void a_commit_is_a_tree_of_files(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"mkdir -p a/b && echo 1 > a/b/x.c && echo 2 > a.c && echo 3 > a-b && "
			"chmod +x a-b && ln -s b/x.c a/link && git add . && git commit -q -m one && "
			"git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),sub && "
			"git commit -q -m two && rm -r a && git commit -q -a -m three");
	assert_str(whole(&clone, "HEAD~1"), "a-b=3 a.c=2 a/b/x.c=1 a/link->b/x.c");
	assert_str(whole(&clone, "HEAD"), "a-b=3 a.c=2");
	/* Below a folder paths are relative to it; where there was none, there is nothing. */
	clone_run(&clone, "mkdir -p a/b && touch a/b/x.c");
	struct clone below = { .arena = clone.arena,
		.folder = str_fmt(clone.arena, STR_FMT "/a/b", STR_ARG(clone.folder)) };
	assert_str(whole(&below, "HEAD~1"), "x.c=1");
	assert_str(whole(&below, "HEAD"), "");
	clone_remove(&clone);
}

static void what_differs_from_the_folder_is_taken_back(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"printf '*.o\\nout/*.tmp\\n' > .gitignore && mkdir out && "
			"for f in same changed deleted staged_gone left undone; do echo old > $f; done && "
			"ln -s same link && echo old > was_file && mkdir was_folder && "
			"echo old > was_folder/x && git add . && git commit -q -m one");
	clone_run(&clone, "echo new > committed && echo new > changed && echo new > gone_again && "
			  "echo new > undone && git add . && git commit -q -m two");
	clone_run(&clone,
			"rm deleted gone_again && git rm -q staged_gone && git rm -q --cached left && "
			"echo old > undone && echo new > staged && git add staged && "
			"ln -sf changed link && rm was_file && mkdir was_file && echo new > was_file/y && "
			"rm -r was_folder && echo new > was_folder && touch same && "
			"mkdir -p deep/er out/build/x && echo new > deep/er/new && echo new > z.o && "
			"echo new > out/z.tmp && echo new > out/build/x/generated.h && "
			"echo new > out/new && git init -q nested && echo new > nested/n");
	assert_str(back(&clone, "HEAD~1"),
			"changed=old -committed -deep/er/new deleted=old link->same -out/new "
			"-staged staged_gone=old was_file=old -was_file/y -was_folder "
			"was_folder/x=old");
	assert_str(back(&clone, "HEAD"),
			"-deep/er/new deleted=old gone_again=new link->same -out/new -staged "
			"staged_gone=old undone=new was_file=old -was_file/y -was_folder "
			"was_folder/x=old");
	clone_remove(&clone);
}

static void a_folder_without_changes_is_the_commit(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone, "echo 1 > a && mkdir b && echo 2 > b/c && git add . && "
			  "git commit -q -m one && echo 3 > b/c && git commit -q -a -m two");
	assert_str(back(&clone, "HEAD"), "");
	assert_str(back(&clone, "HEAD~1"), "b/c=2");
	/* Only stamps differ: what is there is looked at. */
	clone_run(&clone, "touch -d 2001-01-01 a b/c");
	assert_str(back(&clone, "HEAD"), "");
	/* A linked working tree has an index and a HEAD of its own. */
	clone_run(&clone, "git worktree add -q linked HEAD~1 && echo 9 > linked/a");
	struct clone linked = { .arena = clone.arena,
		.folder = str_fmt(clone.arena, STR_FMT "/linked", STR_ARG(clone.folder)) };
	assert_str(back(&linked, "HEAD"), "a=1");
	assert_str(back(&linked, "main"), "a=1 b/c=3");
	clone_remove(&clone);
}

static void line_endings_of_a_checkout_are_no_difference(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone, "printf '1\\n2\\n' > a && printf '1\\n' > b && git add . && "
			  "git commit -q -m one && git config core.autocrlf true && rm a b && "
			  "git checkout a b && printf 'x\\r\\n' > b && touch -d 2001-01-01 a");
	assert_str(back(&clone, "HEAD"), "b=1");
	clone_remove(&clone);
}

static void nothing_of_the_repository_is_run(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"echo '* filter=evil diff=evil' > .gitattributes && echo 1 > a && git add . && "
			"git commit -q -m one && git config filter.evil.clean 'touch ran; cat' && "
			"git config filter.evil.smudge 'touch ran; cat' && "
			"git config filter.evil.process 'touch ran' && "
			"git config filter.evil.required true && "
			"git config diff.evil.textconv 'touch ran; cat' && "
			"git config diff.evil.command 'touch ran' && "
			"git config core.fsmonitor 'touch ran' && "
			"printf '#!/bin/sh\\ntouch ran' > .git/hooks/post-index-change && "
			"chmod +x .git/hooks/post-index-change && "
			"echo 2 > a && touch -d 2001-01-01 .gitattributes");
	assert_str(back(&clone, "HEAD"), "a=1");
	clone_run(&clone, "test ! -e ran");
	clone_remove(&clone);
}

static void what_a_sparse_checkout_leaves_out_is_no_difference(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"mkdir in out && echo 1 > in/a && echo 1 > out/b && git add . && "
			"git commit -q -m one && echo 2 > in/a && echo 2 > out/b && "
			"git commit -q -a -m two && git sparse-checkout set in && test ! -e out/b");
	assert_str(back(&clone, "HEAD"), "");
	assert_str(back(&clone, "HEAD~1"), "in/a=1");
	clone_remove(&clone);
}

static void a_conflict_is_what_lies_in_the_folder(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone, "echo 1 > a && git add . && git commit -q -m one && git branch side && "
			  "echo 2 > a && git commit -q -a -m two && git switch -q side && "
			  "echo 3 > a && git commit -q -a -m three && ! git merge main");
	assert_str(back(&clone, "HEAD"), "a=3");
	clone_remove(&clone);
}

static void refused(const struct clone *clone, const char *revision,
		const struct revision_limits *limits, const char *expected)
{
	struct overlay overlay;
	struct err err = { "" };
	struct repository *repository = clone_open(clone);
	struct str id = id_of(clone, repository, revision);
	assert_false(revision_overlay(&overlay, clone->arena, repository, id, limits, &err));
	struct str text = str_of(err.text);
	/* Behind "commit 0123456789ab ". */
	assert_str(str_from(text, 20), expected);
	repository_close(repository);
}

/* Commits a tree that git would not make: what the shell line `change` makes of a good one. */
static void commit_hostile(const struct clone *clone, const char *change)
{
	clone_run(clone,
			str_fmt(clone->arena,
					"blob=$(echo 1 | git hash-object -w --stdin) && "
					"good=$(printf \"100644 blob $blob\\tNAME\\n\" | git mktree) && "
					"tree=$({ %s; } | git hash-object -w -t tree --stdin --literally) && "
					"git update-ref refs/heads/hostile $(git commit-tree -m x $tree)",
					change)
					.p);
}

static void trees_that_git_would_not_check_out_are_refused(void **state)
{
	static const char *const names[] = { "..", ".", ".git", ".GiT", "a/b", "../../etc/passwd" };
	struct clone clone = clone_make(*state);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		commit_hostile(&clone,
				str_fmt(clone.arena,
						"git cat-file tree $good | LC_ALL=C sed 's|NAME|%s|'",
						names[i])
						.p);
		refused(&clone, "hostile", &wide,
				str_fmt(clone.arena,
						"has a file that git would not check out: '%s'",
						names[i])
						.p);
	}
	commit_hostile(&clone, "git cat-file tree $good; git cat-file tree $good");
	refused(&clone, "hostile", &wide, "has two things called 'NAME'");
	clone_remove(&clone);
}

static void trees_are_read_up_to_the_limits(void **state)
{
	const struct revision_limits few = { .max_files = 2, .max_depth = 2 };
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"mkdir -p a/b/c && echo 1 > a/b/c/d && git add . && git commit -q -m one && "
			"rm -r a && touch 1 2 3 && git add . && git commit -q -m two");
	refused(&clone, "HEAD~1", &few, "has folders deeper than the limit of 2 (--max-depth)");
	refused(&clone, "HEAD", &few, "has more than 2 files (--max-files)");
	/* Ten folders in each of ten levels: ten billion of them, and no file. */
	clone_run(&clone,
			"t=$(git mktree </dev/null) && for i in 1 2 3 4 5 6 7 8 9 0; do "
			"t=$(for j in 0 1 2 3 4 5 6 7 8 9; do printf \"040000 tree $t\\t$j\\n\"; done"
			" | git mktree); done && git update-ref refs/heads/bomb "
			"$(git commit-tree -m x $t)");
	refused(&clone, "bomb", &wide, "has more than 10000 folders (--max-files)");
	clone_remove(&clone);
}

struct reading {
	const struct overlay *overlay;
	bool *is_good;
};

static void entry_check(size_t item, unsigned worker, void *ctx)
{
	const struct reading *reading = ctx;
	const struct overlay *overlay = reading->overlay;
	const struct overlay_entry *entry = &overlay->entries.p[item % overlay->entries.len];
	struct buf text = { 0 };
	uint64_t size;
	(void)worker;
	reading->is_good[item] = overlay->read(entry, 100, &text, &size, overlay->ctx) == FILE_OK
				 && str_eq(str_trim(buf_str(&text)), str_from(entry->path, 1));
	buf_finish(&text);
}

static void several_threads_read_at_once(void **state)
{
	struct clone clone = clone_make(*state);
	struct overlay overlay;
	struct err err;
	bool is_good[800];
	struct reading reading = { &overlay, is_good };
	clone_run(&clone,
			"for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo $i > f$i; done; git add . && "
			"git commit -q -m one && git gc -q");
	struct repository *repository = clone_open(&clone);
	assert_true(revision_overlay(&overlay, clone.arena, repository,
			id_of(&clone, repository, "HEAD"), &wide, &err));
	pool_run(4, COUNT_OF(is_good), entry_check, &reading);
	for (size_t i = 0; i < COUNT_OF(is_good); i++) {
		assert_true(is_good[i]);
	}
	repository_close(repository);
	clone_remove(&clone);
}

static void an_object_that_is_missing_is_unreadable(void **state)
{
	struct clone clone = clone_make(*state);
	struct overlay overlay;
	struct err err;
	struct buf text = { 0 };
	uint64_t size;
	clone_run(&clone,
			"echo 1 > a && git add . && git commit -q -m one && "
			"h=$(git rev-parse HEAD:a) && rm -f .git/objects/$(echo $h | cut -c1-2)/*");
	struct repository *repository = clone_open(&clone);
	assert_true(revision_overlay(&overlay, clone.arena, repository,
			id_of(&clone, repository, "HEAD"), &wide, &err));
	assert_int_equal(overlay.read(overlay.entries.p, 100, &text, &size, overlay.ctx),
			FILE_UNREADABLE);
	buf_finish(&text);
	repository_close(repository);
	clone_remove(&clone);
}

static void tags_are_listed_by_time(void **state)
{
	struct clone clone = clone_make(*state);
	struct revision_name *tags;
	size_t count;
	size_t others;
	struct err err;
	clone_run(&clone,
			"git commit -q --allow-empty -m one && git tag light && git tag other/light && "
			"GIT_COMMITTER_DATE=2026-11-03T12:00:00Z git tag -m x v1 && "
			"GIT_COMMITTER_DATE=2026-10-03T12:00:00Z git tag -m x v2 && "
			"git tag of_tag v1 && git tag of_tree HEAD^{tree}");
	struct repository *repository = clone_open(&clone);
	assert_true(revision_tags(repository, clone.arena, STR(""), &tags, &count, &others, &err));
	assert_int_equal(others, 1);
	assert_int_equal(count, 5);
	assert_str(tags[0].name, "v2");
	assert_true(tags[0].is_annotated);
	assert_str(tags[1].name, "light");
	assert_false(tags[1].is_annotated);
	assert_true(tags[1].at == INT64_C(1793534400) * MOMENT_SECOND);
	assert_str(tags[2].name, "other/light");
	assert_str(tags[3].name, "of_tag");
	assert_str(tags[4].commit, id_of(&clone, repository, "HEAD").p);
	assert_true(revision_tags(repository, clone.arena, STR("v*"), &tags, &count, NULL, &err));
	assert_int_equal(count, 2);
	repository_close(repository);
	clone_remove(&clone);
}

static void the_base_is_what_both_come_from(void **state)
{
	struct clone clone = clone_make(*state);
	struct str id;
	struct err err;
	clone_run(&clone,
			"git commit -q --allow-empty -m one && git branch side && "
			"git commit -q --allow-empty -m two && git switch -q side && "
			"git commit -q --allow-empty -m three && git checkout -q --orphan other && "
			"git commit -q --allow-empty -m four && git switch -q side");
	struct repository *repository = clone_open(&clone);
	assert_true(revision_base(repository, clone.arena, STR("main"), &id, &err));
	assert_str(id, id_of(&clone, repository, "HEAD~1").p);
	assert_false(revision_base(repository, clone.arena, STR("other"), &id, &err));
	assert_string_equal(err.text, "'other' and HEAD have no commit in common");
	assert_false(revision_base(repository, clone.arena, STR("nowhere"), &id, &err));
	repository_close(repository);
	clone_remove(&clone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_commit_is_a_tree_of_files),
		claim(what_differs_from_the_folder_is_taken_back),
		claim(a_folder_without_changes_is_the_commit),
		claim(line_endings_of_a_checkout_are_no_difference),
		claim(nothing_of_the_repository_is_run),
		claim(what_a_sparse_checkout_leaves_out_is_no_difference),
		claim(a_conflict_is_what_lies_in_the_folder),
		claim(trees_that_git_would_not_check_out_are_refused),
		claim(trees_are_read_up_to_the_limits),
		claim(several_threads_read_at_once),
		claim(an_object_that_is_missing_is_unreadable),
		claim(tags_are_listed_by_time),
		claim(the_base_is_what_both_come_from),
	};
	return claims_run("sources/git/revision", tests);
}
