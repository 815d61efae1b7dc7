/* SPDX-License-Identifier: MIT */
/*
 * Contents of an open repository, for several threads at once: each has a
 * handle of its own while it reads, so that nobody waits for another's
 * unpacking.  Handles are opened as they are needed and stay.
 */
#ifndef LINTEL_SOURCES_GIT_BLOBS_H
#define LINTEL_SOURCES_GIT_BLOBS_H

#include "base/overlay.h"
#include "sources/git/opened.h"

struct blobs;

/* Those of the repository, made by the first call; they go when it is closed. */
struct blobs *blobs_of(struct repository *repository);
void blobs_destroy(struct blobs *blobs);

/* Adds a blob to `out`, unless it is larger than `max`: then it is not even unpacked. */
enum file_status blob_take(
		git_odb *objects, const git_oid *id, size_t max, struct buf *out, uint64_t *size);

/* overlay_read_fn: the blob whose id an entry begins with; `ctx` are the blobs. */
enum file_status blob_read(const struct overlay_entry *entry, size_t max, struct buf *out,
		uint64_t *size, void *ctx);

#endif
