/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/overlay.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <sys/mman.h>
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
	*root = (struct root){ .path = str_dup(arena, str_of(real)) };
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

static int open_in_folder(const struct root *root, struct str path, enum file_status *status)
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

/* The contents of an entry as a file without a name. */
static int open_entry(const struct overlay *overlay, const struct overlay_entry *entry,
		enum file_status *status)
{
	struct buf bytes = { 0 };
	uint64_t size;
	int fd = -1;
	*status = overlay->read(entry, FILE_SIZE_MAX, &bytes, &size, overlay->ctx);
	if (*status == FILE_OK) {
		fd = memfd_create("overlay", MFD_CLOEXEC);
		ssize_t written = fd < 0 ? -1 : write(fd, bytes.p, bytes.len);
		if (written != (ssize_t)bytes.len || lseek(fd, 0, SEEK_SET) != 0) {
			*status = FILE_UNREADABLE;
		}
	}
	if (*status != FILE_OK && fd >= 0) {
		close(fd);
		fd = -1;
	}
	buf_finish(&bytes);
	return fd;
}

/* A descriptor that says "a folder", and through which nothing can be seen or opened. */
static int open_as_folder(const struct root *root, enum file_status *status)
{
	int fd = openat(root->fd, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	*status = fd < 0 ? status_of(errno) : FILE_OK;
	return fd;
}

static bool is_folder(int fd)
{
	struct stat st;
	return fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
}

static int open_with_overlay(const struct root *root, struct str path, enum file_status *status)
{
	const struct overlay *overlay = root->overlay;
	const struct overlay_entry *entry;
	struct buf real = { 0 };
	int fd = -1;
	*status = path.len == 0 ? FILE_MISSING : overlay_follow(root, path, true, &real, &entry);
	if (*status == FILE_OK && entry) {
		fd = entry->kind == OVERLAY_FILE ? open_entry(overlay, entry, status) : -1;
		/* A link that leads nowhere it could be followed to. */
		*status = entry->kind == OVERLAY_FILE ? *status : FILE_UNREADABLE;
	} else if (*status == FILE_OK
			&& (real.len == 0 || overlay_has_folder(overlay, buf_str(&real)))) {
		fd = open_as_folder(root, status);
	} else if (*status == FILE_OK) {
		fd = open_in_folder(root, buf_str(&real), status);
		if (fd >= 0 && is_folder(fd)) {
			close(fd);
			fd = open_as_folder(root, status);
		}
	}
	buf_finish(&real);
	return fd;
}

int root_open_file(const struct root *root, struct str path, enum file_status *status)
{
	return root->overlay ? open_with_overlay(root, path, status)
			     : open_in_folder(root, path, status);
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

/* The entry of the overlay that answers for a path, or NULL. */
static const struct overlay_entry *entry_of(const struct root *root, struct str path)
{
	const struct overlay_entry *entry = NULL;
	struct buf real = { 0 };
	bool is_there = root->overlay && overlay_follow(root, path, true, &real, &entry) == FILE_OK
			&& entry;
	buf_finish(&real);
	return is_there && entry->kind == OVERLAY_FILE ? entry : NULL;
}

static enum file_status entry_read(const struct root *root, const struct overlay_entry *entry,
		size_t max, struct buf *out, struct file_stamp *stamp)
{
	uint64_t size = 0;
	enum file_status status = root->overlay->read(entry, max, out, &size, root->overlay->ctx);
	if (stamp && (status == FILE_OK || status == FILE_TOO_LARGE)) {
		*stamp = (struct file_stamp){ .size = size };
	}
	return status;
}

enum file_status root_read(const struct root *root, struct str path, size_t max, struct buf *out,
		struct file_stamp *stamp)
{
	enum file_status status;
	const struct overlay_entry *entry = entry_of(root, path);
	if (entry) {
		return entry_read(root, entry, max, out, stamp);
	}
	int fd = root_open_file(root, path, &status);
	if (fd < 0) {
		return status;
	}
	status = file_read_fd(fd, max, out, stamp);
	close(fd);
	return status;
}

enum file_status root_stamp(const struct root *root, struct str path, struct file_stamp *stamp)
{
	const struct overlay_entry *entry = entry_of(root, path);
	struct buf bytes = { 0 };
	struct stat st;
	enum file_status status = FILE_OK;
	if (entry) {
		/* The size is told even so, and nothing is unpacked for it. */
		status = entry_read(root, entry, 0, &bytes, stamp);
		status = status == FILE_TOO_LARGE ? FILE_OK : status;
	} else if (root->overlay && overlay_hides(root->overlay, path)) {
		status = FILE_MISSING;
	} else {
		buf_add(&bytes, path);
		status = fstatat(root->fd, bytes.p, &st, 0) == 0 ? FILE_OK : status_of(errno);
	}
	if (status == FILE_OK && !entry) {
		stamp_set(stamp, &st);
	}
	buf_finish(&bytes);
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
