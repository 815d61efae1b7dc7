/* SPDX-License-Identifier: MIT */
/*
 * Other contents for files below a root: what a folder would hold at another
 * revision, without writing it anywhere.
 *
 * A root that has an overlay shows it to everyone who reads through base/file.h
 * or looks for files with base/search.h: whoever reads need not know.  What is
 * not read through the root (a compiler) sees the folder as it is.
 */
#ifndef LINTEL_BASE_OVERLAY_H
#define LINTEL_BASE_OVERLAY_H

#include "base/attr.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/vec.h"

struct arena;
struct map;

enum overlay_kind {
	OVERLAY_FILE,
	/* A link; what it holds is read like a file's contents. */
	OVERLAY_LINK,
	/* Whatever lies there is not seen. */
	OVERLAY_ABSENT,
};

struct overlay_entry {
	/* Relative to the root. */
	struct str path;
	enum overlay_kind kind;
	uint64_t size;
	/* Of whoever made the overlay. */
	uint8_t id[32];
};

/* Reads the contents of an entry into `out`; any thread may call it. */
typedef enum file_status overlay_read_fn(
		const struct overlay_entry *entry, size_t max, struct buf *out, void *ctx);

struct overlay {
	/* Sorted by path, each once. */
	VEC(struct overlay_entry) entries;
	/* Nothing is seen but the entries, whatever lies in the folder. */
	bool is_whole;
	overlay_read_fn *read;
	void *ctx;
};

/* Sorts the entries; call it before anybody looks. */
void overlay_freeze(struct overlay *overlay);

/* The entry of that path, or NULL. */
const struct overlay_entry *overlay_find(const struct overlay *overlay, struct str path);

/* The first entry in or below a folder ("" for the root); `*count` = how many follow it. */
const struct overlay_entry *overlay_below(
		const struct overlay *overlay, struct str folder, size_t *count);

#endif
