/* SPDX-License-Identifier: MIT */
#include "engine/sweeper.h"

#include "base/err.h"

#include "unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct str files[] = { STR_INIT("a.c"), STR_INIT("sub/b.c"), STR_INIT("not-there.c") };
static const struct str folders[] = { STR_INIT("sub"), STR_INIT("sub/deeper") };

/* A private folder with some of the files and folders in it. */
static void fill(struct root *root, struct arena *arena)
{
	struct err err;
	char name[] = "/tmp/lintel-sweeper-XXXXXX";
	assert_non_null(mkdtemp(name));
	assert_true(root_open(root, arena, str_of(name), &err));
	for (size_t i = 0; i < COUNT_OF(folders); i++) {
		assert_int_equal(mkdirat(root->fd, folders[i].p, 0700), 0);
	}
	for (size_t i = 0; i < 2; i++) {
		int fd = openat(root->fd, files[i].p, O_WRONLY | O_CREAT, 0600);
		assert_true(fd >= 0);
		close(fd);
	}
}

static bool start(struct sweeper *sweeper, const struct root *root)
{
	struct err err;
	return sweeper_start(
			sweeper, root, files, COUNT_OF(files), folders, COUNT_OF(folders), &err);
}

static bool is_there(const struct root *root)
{
	struct stat st;
	return stat(root->path.p, &st) == 0;
}

static void what_it_was_told_is_gone_when_it_has_finished(void **state)
{
	struct sweeper sweeper = { 0 };
	struct root root;
	fill(&root, *state);
	assert_true(start(&sweeper, &root));
	assert_true(is_there(&root));
	sweeper_finish(&sweeper);
	assert_false(is_there(&root));
	root_close(&root);
}

static void one_that_was_not_started_can_be_finished(void **state)
{
	struct sweeper sweeper = { 0 };
	(void)state;
	sweeper_finish(&sweeper);
	assert_int_equal(sweeper.pid, 0);
}

/* Nobody but its parent can wait for it, and that is dead: so look for a while. */
static void a_killed_process_leaves_nothing_behind(void **state)
{
	struct root root;
	int ready[2];
	char byte;
	fill(&root, *state);
	assert_int_equal(pipe2(ready, O_CLOEXEC), 0);
	pid_t pid = fork();
	if (pid == 0) {
		struct sweeper sweeper = { 0 };
		bool is_started = start(&sweeper, &root);
		(void)!write(ready[1], is_started ? "y" : "n", 1);
		for (;;) {
			pause();
		}
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(byte, 'y');
	assert_true(is_there(&root));
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
	}
	for (int i = 0; i < 1000 && is_there(&root); i++) {
		usleep(10000);
	}
	assert_false(is_there(&root));
	root_close(&root);
	close(ready[0]);
	close(ready[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(what_it_was_told_is_gone_when_it_has_finished),
		claim(one_that_was_not_started_can_be_finished),
		claim(a_killed_process_leaves_nothing_behind),
	};
	return claims_run("engine/sweeper", tests);
}
