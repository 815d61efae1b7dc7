/* SPDX-License-Identifier: MIT */
/*
 * Writing of base/file.h: beside, then renamed.
 */
#include "base/file.h"

#include "base/err.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

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
