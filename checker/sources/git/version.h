/* SPDX-License-Identifier: MIT */
/*
 * A file as a commit of the history has it.
 */
#ifndef LINTEL_SOURCES_GIT_VERSION_H
#define LINTEL_SOURCES_GIT_VERSION_H

#include "base/file.h"
#include "facts/history.h"
#include "sources/git/repository.h"

/* `path` is relative to the root; FILE_MISSING if the commit has no such file. */
enum file_status version_read(struct repository *repository, const struct history_commit *commit,
		struct str path, size_t max, struct buf *out);

#endif
