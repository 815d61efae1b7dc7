/* SPDX-License-Identifier: MIT */
/*
 * A repository of git, open for reading.
 *
 * Nothing of it is run: no hook, no filter, no program that its configuration
 * names.  libgit2 opens one only if it belongs to whoever runs lintel, or if
 * their own `safe.directory` says that it may; what the repository itself says
 * about that does not count.
 *
 * One that cannot be read as a whole is refused with a reason: none there,
 * another owner, bare, shallow, SHA-256.  A linked working tree is read like
 * any other.  Not for several threads at once.
 */
#ifndef LINTEL_SOURCES_GIT_REPOSITORY_H
#define LINTEL_SOURCES_GIT_REPOSITORY_H

#include "base/attr.h"
#include "base/str.h"

struct arena;
struct err;
struct repository;

/* Opens the repository that the folder (absolute, without links) lies in. */
NODISCARD bool repository_open(struct repository **repository, struct arena *arena,
		struct str folder, struct err *err);
void repository_close(struct repository *repository);

/* The id of the commit that a revision names: "HEAD", "v1.2", "HEAD~3", "3f2c1aa". */
NODISCARD bool repository_resolve(struct repository *repository, struct arena *arena,
		struct str revision, struct str *id, struct err *err);

#endif
