/* SPDX-License-Identifier: MIT */
/*
 * Files: read whole up to a limit, opened only below a folder, written beside
 * and renamed, so that a kill leaves the old file or the new one.
 */
#ifndef LINTEL_BASE_FILE_H
#define LINTEL_BASE_FILE_H

#include "base/attr.h"
#include "base/buf.h"
#include "base/str.h"

#include <sys/types.h>

struct arena;
struct err;
struct overlay;

/* Any larger file is an error that names the limit. */
#define FILE_SIZE_MAX ((size_t)64 * 1024 * 1024)

/* What is remembered of a file to see whether it is still the same. */
struct file_stamp {
	uint64_t size;
	int64_t mtime_ns;
	uint64_t inode;
};

enum file_status {
	FILE_OK,
	FILE_MISSING,
	FILE_UNREADABLE,
	/* A folder, a device, a pipe. */
	FILE_NOT_REGULAR,
	FILE_TOO_LARGE,
	/* It lies outside the folder that it was looked for in. */
	FILE_OUTSIDE,
};

/* A folder that files are opened below. */
struct root {
	/* Absolute, without links. */
	struct str path;
	int fd;
	/* What files hold instead, and which there are: base/overlay.h; NULL for none. */
	const struct overlay *overlay;
};

/* Opens folder `path`; root_close() when done. */
NODISCARD bool root_open(struct root *root, struct arena *arena, struct str path, struct err *err);
void root_close(struct root *root);

/*
 * Opens `path`, relative to the root, for reading.  Links are followed as long
 * as they stay inside.  Returns the descriptor, or -1 with `*status` set.  That
 * of a folder says that it is one; base/listing.h looks into it.
 */
NODISCARD int root_open_file(const struct root *root, struct str path, enum file_status *status);

/*
 * Reads all of `path` below the root into `out`, which is emptied first.
 * `stamp` may be NULL; it is set for FILE_OK and FILE_TOO_LARGE.
 */
enum file_status root_read(const struct root *root, struct str path, size_t max, struct buf *out,
		struct file_stamp *stamp);

/* The stamp that root_read() would set now; of a link that leads out, that of its end. */
enum file_status root_stamp(const struct root *root, struct str path, struct file_stamp *stamp);

/* root_read() into an arena, with an error that names the path and the problem. */
NODISCARD bool root_read_text(const struct root *root, struct arena *arena, struct str path,
		size_t max, struct str *text, struct err *err);

/* Reads a file named on the command line: it may lie anywhere. */
NODISCARD bool file_read(struct arena *arena, struct str path, size_t max, struct str *text,
		struct err *err);

/* The same for a descriptor that is open already, and stays so. */
enum file_status file_read_fd(int fd, size_t max, struct buf *out, struct file_stamp *stamp);

/* "is a folder or a device", …; what follows "cannot read 'x': ". */
const char *file_status_text(enum file_status status);

/* Puts `text` in place of the file at `path`, whole or not at all. */
NODISCARD bool file_write(struct str path, struct str text, struct err *err);

/*
 * The same for a file that must not be there yet: what is there stays, and
 * `*exists` says whether that was why.
 */
NODISCARD bool file_create(struct str path, struct str text, bool *exists, struct err *err);

/* Gives a file another name; what has that name already stays, and is `*exists`. */
NODISCARD bool file_rename(struct str from, struct str to, bool *exists, struct err *err);

/* Makes `path` and the folders above it. */
NODISCARD bool folder_make(struct str path, struct err *err);

#endif
