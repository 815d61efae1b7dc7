/* SPDX-License-Identifier: MIT */
/*
 * A repository of git, open for reading.
 *
 * Nothing of it is run: no hook, no filter, no program that its configuration
 * names.  libgit2 opens one only if it belongs to whoever runs lintel, or if
 * their own `safe.directory` says that it may; what the repository itself says
 * about that does not count.
 *
 * One that cannot be read is refused with a reason: none there, another owner,
 * SHA-256; and one that is not whole by those who need all of it: bare, shallow.
 * A linked working tree is read like any other.  Not for several threads at once.
 */
#ifndef LINTEL_SOURCES_GIT_REPOSITORY_H
#define LINTEL_SOURCES_GIT_REPOSITORY_H

#include "base/attr.h"
#include "base/str.h"
#include "facts/measure.h"

struct arena;
struct err;
struct repository;

/* Why something of a repository is not known, and what to do about it. */
struct repository_lack {
	/* REASON_NO_HISTORY, REASON_SHALLOW, REASON_UNREADABLE. */
	enum reason reason;
	struct str why;
	/* May be empty. */
	struct str remedy;
};

/* Opens the repository that the folder (absolute, without links) lies in. */
NODISCARD bool repository_open(struct repository **repository, struct arena *arena,
		struct str folder, struct err *err);

/* The same for its history: it may be bare, if the folder is the repository itself. */
NODISCARD bool repository_open_history(struct repository **repository, struct arena *arena,
		struct str folder, struct repository_lack *lack);

/*
 * Why an open repository has no history that could be read as a whole: no commit
 * yet, a shallow clone.  False if there is nothing of that kind.
 */
NODISCARD bool repository_lacks(
		struct repository *repository, struct arena *arena, struct repository_lack *lack);

/* Objects may be missing here, because only some of them were fetched: a partial clone. */
bool repository_is_partial(struct repository *repository);

void repository_close(struct repository *repository);

/* The id of the commit that a revision names: "HEAD", "v1.2", "HEAD~3", "3f2c1aa". */
NODISCARD bool repository_resolve(struct repository *repository, struct arena *arena,
		struct str revision, struct str *id, struct err *err);

#endif
