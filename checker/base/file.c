/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

bool root_open(struct root *root, struct arena *arena, struct str path, struct err *err)
{
	struct str terminated = str_dup(arena, path);
	char *real = realpath(terminated.p, NULL);
	if (!real) {
		return err_set(err, "cannot open folder '" STR_FMT "': %s", STR_ARG(path),
				err_errno(errno));
	}
	root->path = str_dup(arena, str_of(real));
	free(real);
	root->fd = open(root->path.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root->fd < 0) {
		return err_set(err, "cannot open folder '" STR_FMT "': %s", STR_ARG(path),
				err_errno(errno));
	}
	return true;
}

void root_close(struct root *root)
{
	if (root->fd >= 0) {
		close(root->fd);
	}
	root->fd = -1;
}

static enum file_status status_of(int number)
{
	switch (number) {
	case ENOENT:
	case ENOTDIR:
		return FILE_MISSING;
	case EXDEV:
		return FILE_OUTSIDE;
	default:
		return FILE_UNREADABLE;
	}
}

/* O_NONBLOCK: opening a pipe that nobody writes must not wait. */
#define OPEN_FLAGS (O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

/* Lets the kernel refuse every step that leaves the root, and every absolute link. */
static int open_beneath(const struct root *root, const char *path)
{
	struct open_how how = {
		.flags = OPEN_FLAGS,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	int fd = -1;
	/* EAGAIN: something was renamed while the kernel looked. */
	for (int tries = 0; tries < 16; tries++) {
		fd = (int)syscall(SYS_openat2, root->fd, path, &how, sizeof(how));
		if (fd >= 0 || errno != EAGAIN) {
			break;
		}
	}
	return fd;
}

/* For an absolute link that leads back inside: what it resolves to, opened like any other. */
static int open_resolved(const struct root *root, const char *path)
{
	struct buf full;
	struct str relative;
	buf_init(&full);
	buf_fmt(&full, STR_FMT "/%s", STR_ARG(root->path), path);
	char *real = realpath(full.p, NULL);
	int fd = -1;
	if (real && path_below(root->path, str_of(real), &relative)) {
		fd = open_beneath(root, relative.p);
	} else if (real) {
		errno = EXDEV;
	}
	int number = errno;
	free(real);
	buf_finish(&full);
	errno = number;
	return fd;
}

/* Kernels before 5.6 cannot do it in one step: compare the resolved path. */
static int open_checked(const struct root *root, const char *path)
{
	int fd = openat(root->fd, path, OPEN_FLAGS);
	if (fd < 0) {
		return -1;
	}
	char link[64];
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	char *real = realpath(link, NULL);
	struct str relative;
	bool inside = real && path_below(root->path, str_of(real), &relative);
	free(real);
	if (!inside) {
		close(fd);
		errno = EXDEV;
		return -1;
	}
	return fd;
}

int root_open_file(const struct root *root, struct str path, enum file_status *status)
{
	char terminated[4096];
	if (path.len >= sizeof(terminated) || memchr(path.p, '\0', path.len)) {
		*status = FILE_MISSING;
		return -1;
	}
	memcpy(terminated, path.p, path.len);
	terminated[path.len] = '\0';

	int fd = open_beneath(root, terminated);
	if (fd < 0 && errno == EXDEV) {
		fd = open_resolved(root, terminated);
	}
	if (fd < 0 && (errno == ENOSYS || errno == EPERM)) {
		fd = open_checked(root, terminated);
	}
	*status = fd < 0 ? status_of(errno) : FILE_OK;
	return fd;
}

static void stamp_set(struct file_stamp *stamp, const struct stat *st)
{
	if (stamp) {
		*stamp = (struct file_stamp){
			.size = (uint64_t)st->st_size,
			.mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
			.inode = st->st_ino,
		};
	}
}

enum file_status file_read_fd(int fd, size_t max, struct buf *out, struct file_stamp *stamp)
{
	struct stat st;
	if (fstat(fd, &st) != 0) {
		return FILE_UNREADABLE;
	}
	if (!S_ISREG(st.st_mode)) {
		return FILE_NOT_REGULAR;
	}
	stamp_set(stamp, &st);
	if ((uint64_t)st.st_size > max) {
		return FILE_TOO_LARGE;
	}
	buf_clear(out);
	buf_add_repeat(out, '\0', (size_t)st.st_size);
	size_t got = 0;
	while (got < (size_t)st.st_size) {
		ssize_t n = read(fd, out->p + got, (size_t)st.st_size - got);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n < 0) {
			return FILE_UNREADABLE;
		}
		/* It shrank while being read: what is there is what it holds. */
		if (n == 0) {
			break;
		}
		got += (size_t)n;
	}
	out->len = got;
	out->p[got] = '\0';
	return FILE_OK;
}

enum file_status root_read(const struct root *root, struct str path, size_t max, struct buf *out,
		struct file_stamp *stamp)
{
	enum file_status status;
	int fd = root_open_file(root, path, &status);
	if (fd < 0) {
		return status;
	}
	status = file_read_fd(fd, max, out, stamp);
	close(fd);
	return status;
}

const char *file_status_text(enum file_status status)
{
	switch (status) {
	case FILE_OK:
		return "no error";
	case FILE_MISSING:
		return "no such file";
	case FILE_UNREADABLE:
		return "permission denied or read error";
	case FILE_NOT_REGULAR:
		return "not a regular file";
	case FILE_TOO_LARGE:
		return "larger than the limit";
	case FILE_OUTSIDE:
		return "it lies outside the repository";
	}
	return "";
}

static bool read_finish(enum file_status status, struct arena *arena, struct str path, size_t max,
		const struct buf *bytes, struct str *text, struct err *err)
{
	if (status == FILE_TOO_LARGE) {
		return err_set(err, "cannot read '" STR_FMT "': larger than the limit of %zu bytes",
				STR_ARG(path), max);
	}
	if (status != FILE_OK) {
		return err_set(err, "cannot read '" STR_FMT "': %s", STR_ARG(path),
				file_status_text(status));
	}
	*text = str_dup(arena, buf_str(bytes));
	return true;
}

bool root_read_text(const struct root *root, struct arena *arena, struct str path, size_t max,
		struct str *text, struct err *err)
{
	struct buf bytes;
	buf_init(&bytes);
	enum file_status status = root_read(root, path, max, &bytes, NULL);
	bool ok = read_finish(status, arena, path, max, &bytes, text, err);
	buf_finish(&bytes);
	return ok;
}

bool file_read(struct arena *arena, struct str path, size_t max, struct str *text, struct err *err)
{
	struct buf bytes;
	buf_init(&bytes);
	int fd = open(str_dup(arena, path).p, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	enum file_status status = fd < 0 ? status_of(errno) : file_read_fd(fd, max, &bytes, NULL);
	if (fd >= 0) {
		close(fd);
	}
	bool ok = read_finish(status, arena, path, max, &bytes, text, err);
	buf_finish(&bytes);
	return ok;
}

static bool write_all(int fd, struct str text)
{
	while (text.len) {
		ssize_t n = write(fd, text.p, text.len);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n <= 0) {
			return false;
		}
		text = str_from(text, (size_t)n);
	}
	return true;
}

/*
 * Opens a new file next to `path` and puts its name into `name`.  Not mkstemp(),
 * which ignores the umask, and asking for the umask means to set it for every
 * thread.
 */
static int open_beside(struct str path, struct buf *name)
{
	int fd = -1;
	for (unsigned i = 0; i < 1000; i++) {
		buf_clear(name);
		buf_fmt(name, STR_FMT ".%ld-%u.new", STR_ARG(path), (long)getpid(), i);
		fd = open(name->p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd >= 0 || errno != EEXIST) {
			break;
		}
	}
	return fd;
}

bool file_write(struct str path, struct str text, struct err *err)
{
	struct buf target;
	struct buf beside;
	buf_init(&target);
	buf_init(&beside);
	buf_add(&target, path);
	int fd = open_beside(path, &beside);
	bool ok = fd >= 0;
	if (ok) {
		ok = write_all(fd, text) && fsync(fd) == 0;
		int number = errno;
		close(fd);
		errno = number;
		ok = ok && rename(beside.p, target.p) == 0;
		number = errno;
		if (!ok) {
			unlink(beside.p);
		}
		errno = number;
	}
	if (!ok) {
		err_set(err, "cannot write '" STR_FMT "': %s", STR_ARG(path), err_errno(errno));
	}
	buf_finish(&beside);
	buf_finish(&target);
	return ok;
}

/* Both names are of one folder, or at least of one file system. */
static bool link_new(const char *from, struct str path, bool *exists, struct err *err)
{
	struct buf target;
	buf_init(&target);
	buf_add(&target, path);
	bool ok = link(from, target.p) == 0;
	*exists = !ok && errno == EEXIST;
	if (!ok) {
		err_set(err, "cannot write '%s': %s", target.p, err_errno(errno));
	}
	buf_finish(&target);
	return ok;
}

bool file_create(struct str path, struct str text, bool *exists, struct err *err)
{
	struct buf beside;
	buf_init(&beside);
	*exists = false;
	int fd = open_beside(path, &beside);
	bool ok = fd >= 0 && write_all(fd, text) && fsync(fd) == 0;
	if (!ok) {
		err_set(err, "cannot write '" STR_FMT "': %s", STR_ARG(path), err_errno(errno));
	}
	ok = ok && link_new(beside.p, path, exists, err);
	if (fd >= 0) {
		close(fd);
		unlink(beside.p);
	}
	buf_finish(&beside);
	return ok;
}

bool file_rename(struct str from, struct str to, bool *exists, struct err *err)
{
	struct buf old;
	struct buf new;
	buf_init(&old);
	buf_init(&new);
	buf_add(&old, from);
	buf_add(&new, to);
	bool ok = renameat2(AT_FDCWD, old.p, AT_FDCWD, new.p, RENAME_NOREPLACE) == 0;
	/* Not every file system can: then for a moment there are two names. */
	if (!ok && (errno == EINVAL || errno == ENOSYS)) {
		ok = link(old.p, new.p) == 0 && unlink(old.p) == 0;
	}
	*exists = !ok && errno == EEXIST;
	if (!ok) {
		err_set(err, "cannot rename '%s' to '%s': %s", old.p, new.p, err_errno(errno));
	}
	buf_finish(&old);
	buf_finish(&new);
	return ok;
}

bool folder_make(struct str path, struct err *err)
{
	struct buf name;
	buf_init(&name);
	bool ok = true;
	for (size_t i = 1; ok && i <= path.len; i++) {
		if (i < path.len && path.p[i] != '/') {
			continue;
		}
		buf_clear(&name);
		buf_add(&name, str_slice(path, 0, i));
		ok = mkdir(name.p, 0777) == 0 || errno == EEXIST;
	}
	struct stat st;
	if (ok && path.len && stat(name.p, &st) == 0 && !S_ISDIR(st.st_mode)) {
		errno = ENOTDIR;
		ok = false;
	}
	if (!ok) {
		err_set(err, "cannot make folder '%s': %s", name.p, err_errno(errno));
	}
	buf_finish(&name);
	return ok;
}
