/* SPDX-License-Identifier: MIT */
/*
 * What lies in a folder below a root, name by name, in no order; what an
 * overlay of the root says comes in place of what is there.
 *
 *	struct listing listing;
 *	struct listed found;
 *	if (!listing_open(&listing, root, folder)) { … listing.problem … }
 *	while (listing_next(&listing, &found)) { … }
 *	listing_close(&listing);
 *
 * One listing has one reader; several may be open at once.
 */
#ifndef LINTEL_BASE_LISTING_H
#define LINTEL_BASE_LISTING_H

#include "base/attr.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"

#include <dirent.h>

struct arena;
struct overlay_entry;
struct root;

enum listed_kind {
	LISTED_FILE,
	LISTED_FOLDER,
	LISTED_LINK,
	/* Pipes, sockets, devices. */
	LISTED_OTHER,
};

struct listed {
	/* Until the next one; never "." or "..". */
	struct str name;
	enum listed_kind kind;
};

struct listing {
	/* NULL, or why it could not be opened or read to its end. */
	const char *problem;
	const struct root *root;
	/* NULL if nothing of the folder itself is seen. */
	DIR *dir;
	bool is_read;
	/* With an overlay: the folder without links, and what is still to come. */
	struct buf folder;
	const struct overlay_entry *entries;
	size_t entry_count;
};

/* "" is the root; links are followed inside it.  False, with the problem, if it is no folder. */
NODISCARD bool listing_open(struct listing *listing, const struct root *root, struct str folder);
bool listing_next(struct listing *listing, struct listed *found);
void listing_close(struct listing *listing);

/* What a link holds that was listed; empty if that cannot be told. */
struct str listing_target(
		const struct listing *listing, const struct listed *found, struct arena *arena);

/* What lies at a path of the root, the last link not followed; false if nothing does. */
bool listing_find(const struct root *root, struct str path, enum listed_kind *kind);

/* Whether a path of the root leads to anything, all links followed; no file is read for it. */
bool listing_reaches(const struct root *root, struct str path, enum file_status *status);

#endif
