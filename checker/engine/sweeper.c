/* SPDX-License-Identifier: MIT */
#include "engine/sweeper.h"

#include "base/err.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where the process has what it needs, whatever numbers these had; all else is closed. */
enum {
	FD_PIPE,
	FD_ROOT,
	FD_REST
};

/* What the terminal and the system send to a whole group of processes. */
static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };

/* After fork(): nothing is called that could wait for a lock of another thread. */
static _Noreturn void sweep(int pipe, const struct root *root, const struct str *files,
		size_t file_count, const struct str *folders, size_t folder_count)
{
	char byte;
	ssize_t got;

	for (size_t i = 0; i < COUNT_OF(signals); i++) {
		(void)signal(signals[i], SIG_IGN);
	}
	int folder = fcntl(root->fd, F_DUPFD, FD_REST);
	int end = fcntl(pipe, F_DUPFD, FD_REST);
	dup2(end, FD_PIPE);
	dup2(folder, FD_ROOT);
	close_range(FD_REST, ~0U, 0);
	do {
		got = read(FD_PIPE, &byte, 1);
	} while (got > 0 || (got < 0 && errno == EINTR));

	for (size_t i = 0; i < file_count; i++) {
		unlinkat(FD_ROOT, files[i].p, 0);
	}
	for (size_t i = folder_count; i > 0; i--) {
		unlinkat(FD_ROOT, folders[i - 1].p, AT_REMOVEDIR);
	}
	rmdir(root->path.p);
	_exit(0);
}

bool sweeper_start(struct sweeper *sweeper, const struct root *root, const struct str *files,
		size_t file_count, const struct str *folders, size_t folder_count, struct err *err)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0) {
		return err_set(err, "cannot make a pipe: %s", err_errno(errno));
	}
	pid_t pid = fork();
	if (pid == 0) {
		close(ends[1]);
		sweep(ends[0], root, files, file_count, folders, folder_count);
	}
	int number = errno;
	close(ends[0]);
	if (pid < 0) {
		close(ends[1]);
		return err_set(err, "cannot start a process: %s", err_errno(number));
	}
	*sweeper = (struct sweeper){ .pid = pid, .pipe = ends[1] };
	return true;
}

void sweeper_finish(struct sweeper *sweeper)
{
	if (sweeper->pid > 0) {
		close(sweeper->pipe);
		while (waitpid(sweeper->pid, NULL, 0) < 0 && errno == EINTR) {
		}
	}
	sweeper->pid = 0;
}
