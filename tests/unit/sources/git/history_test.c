/* SPDX-License-Identifier: MIT */
#include "sources/git/history.h"

#include "unit/sources/git/clone.h"

static struct history_log *log_of(
		const struct clone *clone, struct repository *repository, unsigned jobs)
{
	struct history_log *log = history_log_read(clone->arena, STR(""));
	struct err err = { "" };
	bool has_grown;
	bool is_read = history_log_extend(
			log, repository, NULL, 0, &history_limits_default, jobs, &has_grown, &err);
	assert_string_equal(err.text, "");
	assert_true(is_read);
	return log;
}

static struct history made_of(
		const struct clone *clone, struct repository *repository, struct history_log *log)
{
	struct history history;
	struct err err = { "" };
	bool is_made = history_make(
			&history, clone->arena, log, repository, NULL, 0, NULL, 0, &err);
	assert_string_equal(err.text, "");
	assert_true(is_made);
	return history;
}

static struct history history_of(const struct clone *clone)
{
	struct repository *repository = clone_open(clone);
	struct history history = made_of(clone, repository, log_of(clone, repository, 2));
	repository_close(repository);
	return history;
}

/* "A a, R b c": what one commit changed, renames with their old name last. */
static struct str changes(const struct clone *clone, const struct history *history, uint32_t number)
{
	const struct history_commit *commit = &history->commits[number];
	struct str all = STR("");
	for (uint32_t i = 0; i < commit->change_count; i++) {
		const struct history_change *change = &history->changes[commit->first_change + i];
		struct str from = change->from == NONE ? STR("") : history->paths[change->from];
		all = str_fmt(clone->arena, STR_FMT "%s%c " STR_FMT "%s" STR_FMT, STR_ARG(all),
				all.len ? ", " : "", "AMDR"[change->kind],
				STR_ARG(history->paths[change->path]), from.len ? " " : "",
				STR_ARG(from));
	}
	return all;
}

static void a_commit_has_what_it_changed(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone, "mkdir -p a/b && echo 1 > a/b/x && echo 2 > a/b/y && echo 3 > z && "
			  "git add . && git commit -q -m one");
	clone_run(&clone, "echo 9 > a/b/x && git rm -q a/b/y && echo 4 > w && chmod +x z && "
			  "git add . && git commit -q -m two");
	struct history history = history_of(&clone);
	assert_int_equal(history.commit_count, 2);
	assert_int_equal(history.head, 0);
	assert_str(changes(&clone, &history, 0), "M a/b/x, D a/b/y, A w, M z");
	assert_str(changes(&clone, &history, 1), "A a/b/x, A a/b/y, A z");
	assert_int_equal(history.commits[0].parent_count, 1);
	assert_int_equal(history.parents[history.commits[0].first_parent], 1);
	assert_int_equal(history.people, 1);
	assert_true(history.commits[0].at == INT64_C(1793534400) * MOMENT_SECOND);
	clone_remove(&clone);
}

static void same_contents_under_another_name_are_a_rename(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone, "mkdir a b && echo 1 > a/one && echo 1 > a/two && : > a/empty && "
			  "git add . && git commit -q -m one && git mv a/one b/three && "
			  "git mv a/two b/two && git mv a/empty b/none && git commit -q -m two");
	struct history history = history_of(&clone);
	/* By base name first; an empty file is nobody's. */
	assert_str(changes(&clone, &history, 0),
			"D a/empty, A b/none, R b/three a/one, R b/two a/two");
	clone_remove(&clone);
}

static void a_merge_changes_nothing_itself(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"echo 1 > base && git add . && git commit -q -m base && git branch topic && "
			"echo 1 > main.c && git add . && git commit -q -m main && git switch -q topic && "
			"echo 1 > topic.c && git add . && git commit -q -m topic && "
			"git merge -q main -m merge");
	struct history history = history_of(&clone);
	assert_int_equal(history.commit_count, 4);
	assert_int_equal(history.commits[0].parent_count, 2);
	assert_int_equal(history.commits[0].change_count, 0);
	assert_str(changes(&clone, &history, 3), "A base");
	clone_remove(&clone);
}

static void below_a_folder_paths_are_its_own(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"mkdir in out && echo 1 > in/a && echo 2 > out/b && echo 3 > out/c && "
			"git add . && git commit -q -m one && git mv out/b in/b && git mv in/a out/a && "
			"git mv out/c out/d && git commit -q -m two");
	struct clone below = { .arena = clone.arena,
		.folder = str_fmt(clone.arena, STR_FMT "/in", STR_ARG(clone.folder)) };
	struct history history = history_of(&below);
	assert_str(changes(&clone, &history, 1), "A a");
	assert_int_equal(history.commits[1].outside, 2);
	/* Out of the root, into it, and one that was never in it. */
	assert_str(changes(&clone, &history, 0), "D a, A b");
	assert_int_equal(history.commits[0].outside, 3);
	clone_remove(&clone);
}

static void commits_name_what_they_undo_and_where_they_come_from(void **state)
{
	struct clone clone = clone_make(*state);
	clone_run(&clone,
			"git commit -q --allow-empty -m one && git commit -q --allow-empty -m "
			"\"two\n\nThis reverts commit $(git rev-parse HEAD).\" && "
			"git commit -q --allow-empty -m "
			"\"three\n\n(cherry picked from commit $(git rev-parse --short=12 HEAD~1))\" && "
			"git commit -q --allow-empty -m 'This reverts commit 0123456789 of another.'");
	struct history history = history_of(&clone);
	assert_int_equal(history.commit_count, 4);
	assert_int_equal(history.commits[2].reverts, 3);
	assert_int_equal(history.commits[2].picked, NONE);
	assert_int_equal(history.commits[1].picked, 3);
	assert_int_equal(history.commits[0].reverts, NONE);
	clone_remove(&clone);
}

static void a_log_that_was_kept_is_the_same_and_grows(void **state)
{
	struct clone clone = clone_make(*state);
	struct buf packed;
	struct err err = { "" };
	bool has_grown;
	clone_run(&clone, "echo 1 > a && git add . && git commit -q -m one && git mv a b && "
			  "git commit -q -m 'This reverts commit 0123456789.'");
	struct repository *repository = clone_open(&clone);
	buf_init(&packed);
	history_log_pack(log_of(&clone, repository, 1), &packed);
	repository_close(repository);
	clone_run(&clone, "echo 3 > c && git add . && git commit -q -m three");
	repository = clone_open(&clone);
	struct history_log *log = history_log_read(clone.arena, buf_str(&packed));
	assert_true(history_log_extend(
			log, repository, NULL, 0, &history_limits_default, 1, &has_grown, &err));
	assert_true(has_grown);
	struct history history = made_of(&clone, repository, log);
	assert_int_equal(history.commit_count, 3);
	assert_str(changes(&clone, &history, 0), "A c");
	assert_str(changes(&clone, &history, 1), "R b a");
	assert_str(changes(&clone, &history, 2), "A a");
	assert_true(history_log_extend(
			log, repository, NULL, 0, &history_limits_default, 1, &has_grown, &err));
	assert_false(has_grown);
	/* Cut off anywhere, nothing of it is believed. */
	for (size_t len = 0; len < packed.len; len++) {
		struct buf again;
		buf_init(&again);
		history_log_pack(history_log_read(clone.arena, str_slice(buf_str(&packed), 0, len)),
				&again);
		assert_true(again.len < 12);
		buf_finish(&again);
	}
	buf_finish(&packed);
	repository_close(repository);
	clone_remove(&clone);
}

static void somebody_is_a_mail_address(void **state)
{
	struct clone clone = clone_make(*state);
	struct err err;
	clone_run(&clone,
			"git commit -q --allow-empty -m one && "
			"git commit -q --allow-empty -m two --author 'A. Byron <ADA@example.org>' && "
			"git commit -q --allow-empty -m three --author 'Ada <ada@old.example>' && "
			"git commit -q --allow-empty -m four --author 'Bob <bob@example.org>' && "
			"echo 'Ada Lovelace <ada@example.org> <ada@old.example>' > .mailmap");
	struct repository *repository = clone_open(&clone);
	struct history_log *log = log_of(&clone, repository, 1);
	struct history history = made_of(&clone, repository, log);
	assert_int_equal(history.people, 2);
	struct str *people = history_people(&history, log, repository, clone.arena, &err);
	uint32_t ada = history.commits[3].person;
	uint32_t bob = 1 - ada;
	assert_str(people[bob], "Bob <bob@example.org>");
	assert_non_null(strstr(people[ada].p, "<ada@example.org>"));
	repository_close(repository);
	/* What is committed counts where no file lies there. */
	clone_run(&clone, "echo 'Ada <ada@example.org> <bob@example.org>' >> .mailmap && "
			  "git add . && git commit -q -m five && rm .mailmap");
	assert_int_equal(history_of(&clone).people, 1);
	clone_remove(&clone);
}

static bool all_but_the_last_path(uint32_t commit, uint32_t change, void *ctx)
{
	const struct history *history = ctx;
	return commit == 0 && history->changes[change].path + 1 < history->path_count;
}

static void lines_of_changes_are_counted_when_wanted(void **state)
{
	struct clone clone = clone_make(*state);
	struct err err;
	clone_run(&clone,
			"printf '1\\n2\\n3\\n' > a && printf '1\\n2' > b && printf 'x\\0\\n' > c && "
			"printf '1\\n' > y && printf '1\\n' > z && git add . && git commit -q -m one && "
			"printf '1\\n9\\n3\\n4\\n' > a && git rm -q b && printf 'x\\0\\n\\n' > c && "
			"mkdir d && printf '7\\n8\\n' > d/e && git mv y x && printf '2\\n' > z && "
			"git add . && git commit -q -m two");
	struct repository *repository = clone_open(&clone);
	struct history history = made_of(&clone, repository, log_of(&clone, repository, 2));
	assert_true(history_lines_count(
			&history, repository, all_but_the_last_path, &history, 2, &err));
	assert_str(changes(&clone, &history, 0), "M a, D b, M c, A d/e, R x y, M z");
	const struct history_change *first = history.changes + history.commits[0].first_change;
	assert_int_equal(first[0].lines, 3);
	assert_int_equal(first[1].lines, 2);
	assert_int_equal(first[2].lines, 0);
	assert_int_equal(first[3].lines, 2);
	assert_int_equal(first[4].lines, 0);
	assert_int_equal(first[5].lines, HISTORY_UNCOUNTED);
	assert_int_equal(history.changes[history.commits[1].first_change].lines, HISTORY_UNCOUNTED);
	repository_close(repository);
	clone_remove(&clone);
}

static void more_than_a_limit_is_told(void **state)
{
	struct clone clone = clone_make(*state);
	struct history_limits limits = history_limits_default;
	struct history_log *log = history_log_read(clone.arena, STR(""));
	struct err err;
	bool has_grown;
	clone_run(&clone, "echo 1 > a && echo 1 > b && git add . && git commit -q -m one && "
			  "git commit -q --allow-empty -m two");
	struct repository *repository = clone_open(&clone);
	limits.max_commits = 1;
	assert_false(history_log_extend(log, repository, NULL, 0, &limits, 1, &has_grown, &err));
	assert_string_equal(
			err.text, "there are more than 1 commits: --max-commits sets the limit");
	limits = history_limits_default;
	limits.max_changes = 1;
	assert_false(history_log_extend(log, repository, NULL, 0, &limits, 1, &has_grown, &err));
	assert_string_equal(err.text, "a commit changes more than 1 files");
	limits = history_limits_default;
	limits.max_all_changes = 1;
	assert_false(history_log_extend(log, repository, NULL, 0, &limits, 1, &has_grown, &err));
	assert_string_equal(err.text, "all commits together change more than 1 files");
	limits = history_limits_default;
	limits.max_paths = 1;
	assert_false(history_log_extend(log, repository, NULL, 0, &limits, 1, &has_grown, &err));
	assert_string_equal(err.text, "there are more than 1 paths");
	/* And what failed left nothing behind. */
	assert_true(history_log_extend(
			log, repository, NULL, 0, &history_limits_default, 1, &has_grown, &err));
	struct history history = made_of(&clone, repository, log);
	assert_str(changes(&clone, &history, 1), "A a, A b");
	repository_close(repository);
	clone_remove(&clone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_commit_has_what_it_changed),
		claim(same_contents_under_another_name_are_a_rename),
		claim(a_merge_changes_nothing_itself),
		claim(below_a_folder_paths_are_its_own),
		claim(commits_name_what_they_undo_and_where_they_come_from),
		claim(a_log_that_was_kept_is_the_same_and_grows),
		claim(somebody_is_a_mail_address),
		claim(lines_of_changes_are_counted_when_wanted),
		claim(more_than_a_limit_is_told),
	};
	return claims_run("sources/git/history", tests);
}
