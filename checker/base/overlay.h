/* SPDX-License-Identifier: MIT */
/*
 * Other contents for files below a root: what a folder would hold at another
 * revision, without writing it anywhere.
 *
 * A root that has an overlay shows it to everyone who reads through base/file.h
 * or looks into folders with base/listing.h: whoever reads need not know.  What
 * is not read through the root (a compiler) sees the folder as it is.
 *
 * Links are followed through both, those of the overlay and those of the
 * folder, as long as they stay inside.
 */
#ifndef LINTEL_BASE_OVERLAY_H
#define LINTEL_BASE_OVERLAY_H

#include "base/attr.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/vec.h"

struct arena;

enum overlay_kind {
	OVERLAY_FILE,
	/* A link; what it holds is read like a file's contents. */
	OVERLAY_LINK,
	/* Whatever lies there is not seen, but for entries below it. */
	OVERLAY_ABSENT,
};

struct overlay_entry {
	/* Relative to the root, clean. */
	struct str path;
	enum overlay_kind kind;
	/* Of whoever made the overlay. */
	uint8_t id[32];
	/* How many entries before it are seen; overlay_freeze() counts them. */
	size_t seen_before;
};

/*
 * Puts the contents of an entry into `out`, which is emptied first; any thread
 * may call it.  `*size` is that of the whole, for FILE_TOO_LARGE too.
 */
typedef enum file_status overlay_read_fn(const struct overlay_entry *entry, size_t max,
		struct buf *out, uint64_t *size, void *ctx);

struct overlay {
	/* Sorted by path, each once. */
	VEC(struct overlay_entry) entries;
	/* Nothing is seen but the entries, whatever lies in the folder. */
	bool is_whole;
	overlay_read_fn *read;
	void *ctx;
};

/* Sorts and counts the entries; call it before anybody looks. */
void overlay_freeze(struct overlay *overlay);

/* The entry of that path, or NULL. */
const struct overlay_entry *overlay_find(const struct overlay *overlay, struct str path);

/* The first entry below a folder ("" for the root), or NULL; `*count` there are of them. */
const struct overlay_entry *overlay_below(
		const struct overlay *overlay, struct str folder, size_t *count);

/* Whether a folder of that name is there because of entries below it. */
bool overlay_has_folder(const struct overlay *overlay, struct str folder);

/* Whether an entry stands for the path or a folder above it, so that the folder's own is hidden. */
bool overlay_hides(const struct overlay *overlay, struct str path);

/*
 * Where `path` leads below a root that has an overlay: `real` gets the path
 * without links, "" for the root itself.  FILE_OK with `*entry`: a file of the
 * overlay (or a link, if the last is not to be followed); FILE_OK without one:
 * a folder of entries, or whatever the folder below has there.
 */
enum file_status overlay_follow(const struct root *root, struct str path, bool follows_last,
		struct buf *real, const struct overlay_entry **entry);

#endif
