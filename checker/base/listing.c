/* SPDX-License-Identifier: MIT */
#include "base/listing.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/overlay.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define TARGET_LONGEST 4096

static enum listed_kind kind_of_mode(mode_t mode)
{
	return S_ISREG(mode)   ? LISTED_FILE
	       : S_ISDIR(mode) ? LISTED_FOLDER
	       : S_ISLNK(mode) ? LISTED_LINK
			       : LISTED_OTHER;
}

static enum listed_kind kind_of(int fd, const struct dirent *found)
{
	struct stat st;
	switch (found->d_type) {
	case DT_REG:
		return LISTED_FILE;
	case DT_DIR:
		return LISTED_FOLDER;
	case DT_LNK:
		return LISTED_LINK;
	case DT_UNKNOWN:
		break;
	default:
		return LISTED_OTHER;
	}
	/* Some file systems do not say. */
	bool is_told = fstatat(fd, found->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0;
	return is_told ? kind_of_mode(st.st_mode) : LISTED_OTHER;
}

static enum listed_kind kind_of_entry(const struct overlay_entry *entry)
{
	return entry->kind == OVERLAY_LINK ? LISTED_LINK : LISTED_FILE;
}

static void folder_open(struct listing *listing, const struct root *root, struct str folder)
{
	enum file_status status;
	int fd = root_open_file(root, folder.len ? folder : STR("."), &status);
	listing->dir = fd >= 0 ? fdopendir(fd) : NULL;
	if (!listing->dir) {
		listing->problem = fd < 0 ? file_status_text(status) : err_errno(errno);
		if (fd >= 0) {
			close(fd);
		}
	}
}

static void overlaid_open(struct listing *listing, const struct root *root, struct str folder)
{
	const struct overlay *overlay = root->overlay;
	const struct overlay_entry *entry;
	struct root beneath = *root;
	enum file_status status = overlay_follow(root, folder, true, &listing->folder, &entry);
	struct str real = buf_str(&listing->folder);
	if (status != FILE_OK || entry) {
		listing->problem =
				status != FILE_OK ? file_status_text(status) : err_errno(ENOTDIR);
		return;
	}
	listing->entries = overlay_below(overlay, real, &listing->entry_count);
	if (overlay_hides(overlay, real)) {
		return;
	}
	enum listed_kind kind;
	beneath.overlay = NULL;
	/* It need not be there for its entries to be. */
	if (!overlay_has_folder(overlay, real)
			|| (listing_find(&beneath, real.len ? real : STR("."), &kind)
					&& kind == LISTED_FOLDER)) {
		folder_open(listing, &beneath, real);
	}
}

bool listing_open(struct listing *listing, const struct root *root, struct str folder)
{
	*listing = (struct listing){ .root = root };
	if (root->overlay) {
		overlaid_open(listing, root, folder);
	} else {
		folder_open(listing, root, folder);
	}
	if (listing->problem) {
		listing_close(listing);
	}
	return !listing->problem;
}

/* The path of a name, in the buffer of the folder; back with folder_restore(). */
static struct str path_append(struct listing *listing, struct str name)
{
	if (listing->folder.len) {
		buf_add_char(&listing->folder, '/');
	}
	buf_add(&listing->folder, name);
	return buf_str(&listing->folder);
}

static void folder_restore(struct listing *listing, size_t len)
{
	listing->folder.len = len;
	listing->folder.p[len] = '\0';
}

/* Whether the overlay has something else there than the folder. */
static bool is_covered(struct listing *listing, const struct listed *found)
{
	const struct overlay *overlay = listing->root->overlay;
	size_t len = listing->folder.len;
	struct str path = path_append(listing, found->name);
	bool is_other = overlay_find(overlay, path)
			|| (found->kind != LISTED_FOLDER && overlay_has_folder(overlay, path));
	folder_restore(listing, len);
	return is_other;
}

static bool next_of_folder(struct listing *listing, struct listed *found)
{
	const struct dirent *entry;
	/* One stream has one reader, as readdir() wants it. */
	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	while (errno = 0, (entry = readdir(listing->dir)) != NULL) {
		found->name = str_of(entry->d_name);
		if (str_eq(found->name, STR(".")) || str_eq(found->name, STR(".."))) {
			continue;
		}
		found->kind = kind_of(dirfd(listing->dir), entry);
		if (listing->entry_count == 0 || !is_covered(listing, found)) {
			return true;
		}
	}
	if (errno) {
		listing->problem = err_errno(errno);
	}
	listing->is_read = true;
	return false;
}

/* Whether the folder itself has a folder of that path, which was listed already. */
static bool is_listed(const struct listing *listing, struct str path)
{
	struct stat st;
	return listing->dir && !overlay_find(listing->root->overlay, path)
	       && fstatat(dirfd(listing->dir), path_name(path).p, &st, AT_SYMLINK_NOFOLLOW) == 0
	       && S_ISDIR(st.st_mode);
}

/* A folder that the next entries lie in: passes them, and says whether it is to be listed. */
static bool folder_take(struct listing *listing, struct str path)
{
	const struct overlay *overlay = listing->root->overlay;
	size_t count;
	bool is_there = overlay_has_folder(overlay, path) && !is_listed(listing, path);
	overlay_below(overlay, path, &count);
	listing->entries += count;
	listing->entry_count -= count;
	return is_there;
}

static bool next_of_overlay(struct listing *listing, struct listed *found)
{
	size_t skip = listing->folder.len ? listing->folder.len + 1 : 0;
	while (listing->entry_count) {
		const struct overlay_entry *entry = listing->entries;
		struct str name = str_from(entry->path, skip);
		size_t slash = str_find(name, '/');
		found->name = str_slice(name, 0, slash);
		if (slash == name.len) {
			listing->entries++;
			listing->entry_count--;
			found->kind = kind_of_entry(entry);
			if (entry->kind != OVERLAY_ABSENT) {
				return true;
			}
			continue;
		}
		size_t len = listing->folder.len;
		found->kind = LISTED_FOLDER;
		bool is_new = folder_take(listing, path_append(listing, found->name));
		folder_restore(listing, len);
		if (is_new) {
			return true;
		}
	}
	return false;
}

bool listing_next(struct listing *listing, struct listed *found)
{
	bool has_more = listing->dir && !listing->is_read;
	return (has_more && next_of_folder(listing, found)) || next_of_overlay(listing, found);
}

void listing_close(struct listing *listing)
{
	if (listing->dir) {
		closedir(listing->dir);
	}
	listing->dir = NULL;
	buf_finish(&listing->folder);
}

struct str listing_target(
		const struct listing *listing, const struct listed *found, struct arena *arena)
{
	const struct overlay *overlay = listing->root->overlay;
	char target[TARGET_LONGEST];
	if (overlay) {
		struct str path = str_fmt(arena, STR_FMT "%s" STR_FMT,
				STR_ARG(buf_str(&listing->folder)), listing->folder.len ? "/" : "",
				STR_ARG(found->name));
		const struct overlay_entry *entry = overlay_find(overlay, path);
		struct buf bytes = { 0 };
		uint64_t size;
		if (entry) {
			bool is_read = overlay->read(entry, TARGET_LONGEST, &bytes, &size,
						       overlay->ctx)
				       == FILE_OK;
			struct str text = str_dup(arena, is_read ? buf_str(&bytes) : STR(""));
			buf_finish(&bytes);
			return text;
		}
	}
	ssize_t len = listing->dir ? readlinkat(dirfd(listing->dir), found->name.p, target,
						     sizeof(target))
				   : -1;
	return len > 0 ? str_dup(arena, (struct str){ target, (size_t)len }) : STR("");
}

static bool overlaid_find(const struct root *root, struct str path, enum listed_kind *kind)
{
	const struct overlay_entry *entry;
	struct buf real = { 0 };
	struct stat st = { .st_mode = S_IFDIR };
	bool is_there = overlay_follow(root, path, false, &real, &entry) == FILE_OK;
	if (is_there && entry) {
		*kind = kind_of_entry(entry);
	} else if (is_there) {
		if (real.len > 0 && !overlay_has_folder(root->overlay, buf_str(&real))) {
			is_there = fstatat(root->fd, real.p, &st, AT_SYMLINK_NOFOLLOW) == 0;
		}
		*kind = kind_of_mode(st.st_mode);
	}
	buf_finish(&real);
	return is_there;
}

bool listing_find(const struct root *root, struct str path, enum listed_kind *kind)
{
	struct buf terminated = { 0 };
	struct stat st;
	if (root->overlay) {
		return overlaid_find(root, path, kind);
	}
	buf_add(&terminated, path);
	bool is_there = fstatat(root->fd, terminated.p, &st, AT_SYMLINK_NOFOLLOW) == 0;
	buf_finish(&terminated);
	if (is_there) {
		*kind = kind_of_mode(st.st_mode);
	}
	return is_there;
}

bool listing_reaches(const struct root *root, struct str path, enum file_status *status)
{
	const struct overlay_entry *entry = NULL;
	struct buf real = { 0 };
	*status = FILE_OK;
	if (root->overlay && path.len > 0) {
		*status = overlay_follow(root, path, true, &real, &entry);
		buf_finish(&real);
	}
	/* The contents of a file are as large as whoever committed it liked. */
	if (*status == FILE_OK && entry && entry->kind == OVERLAY_FILE) {
		return true;
	}
	int fd = *status == FILE_OK ? root_open_file(root, path, status) : -1;
	if (fd >= 0) {
		close(fd);
	}
	return fd >= 0;
}
