/* SPDX-License-Identifier: MIT */
#include "base/journal.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether the folder, with all links followed, is in the root. */
static bool is_inside(const struct root *root, const char *folder)
{
	char *real = realpath(folder, NULL);
	struct str found = str_of(real ? real : "");
	struct str rest = str_from(found, root->path.len < found.len ? root->path.len : found.len);
	bool is_below = str_starts(found, root->path)
			&& (rest.len == 0 || rest.p[0] == '/' || str_eq(root->path, STR("/")));
	free(real);
	return is_below;
}

/* Makes the folders one by one, so that none is made behind a link that leads out. */
static bool folder_ready(
		const struct root *root, struct arena *arena, struct str path, struct err *err)
{
	struct str folder = path_folder(path);
	size_t end = 0;

	while (end < folder.len) {
		size_t next = str_find(str_from(folder, end), '/');
		end += next;
		struct str made = path_join(arena, root->path, str_slice(folder, 0, end));
		if (mkdir(made.p, 0777) != 0 && errno != EEXIST) {
			return err_set(err, "cannot make '" STR_FMT "': %s",
					STR_ARG(str_slice(folder, 0, end)), err_errno(errno));
		}
		if (!is_inside(root, made.p)) {
			return err_set(err, "'" STR_FMT "' leads out of the repository",
					STR_ARG(path));
		}
		end++;
	}
	return true;
}

static bool ends_whole(int fd, off_t size)
{
	char last = '\n';
	return size == 0 || (pread(fd, &last, 1, size - 1) == 1 && last == '\n');
}

static bool line_write(int fd, struct str path, struct str line, struct err *err)
{
	struct stat stat;

	while (flock(fd, LOCK_EX) != 0 && errno == EINTR) {
	}
	if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode)) {
		return err_set(err, "'" STR_FMT "' is no file", STR_ARG(path));
	}
	if (!ends_whole(fd, stat.st_size)) {
		return err_set(err,
				"the last line of '" STR_FMT "' was cut off: nothing is added "
				"behind it",
				STR_ARG(path));
	}
	ssize_t written = write(fd, line.p, line.len);
	if (written == (ssize_t)line.len) {
		return true;
	}
	int number = written < 0 ? errno : ENOSPC;
	if (written > 0 && ftruncate(fd, stat.st_size) != 0) {
		number = errno;
	}
	return err_set(err, "cannot write '" STR_FMT "': %s", STR_ARG(path), err_errno(number));
}

bool journal_append(const struct root *root, struct arena *arena, struct str path, struct str line,
		struct err *err)
{
	struct str clean = path_clean(arena, path);

	if (path_leaves(clean) || clean.p[0] == '/') {
		return err_set(err, "'" STR_FMT "' leads out of the repository", STR_ARG(path));
	}
	if (!folder_ready(root, arena, clean, err)) {
		return false;
	}
	struct str whole = path_join(arena, root->path, clean);
	int fd = open(whole.p, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (fd < 0) {
		return err_set(err, "cannot write '" STR_FMT "': %s", STR_ARG(path),
				err_errno(errno));
	}
	bool is_good = line_write(fd, clean, line, err);
	close(fd);
	return is_good;
}
