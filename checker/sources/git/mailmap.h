/* SPDX-License-Identifier: MIT */
/*
 * Who somebody is, whatever name and address they committed with: what .mailmap
 * says.  The one of the commit that is checked out counts, and the one of the
 * working folder over it.
 */
#ifndef LINTEL_SOURCES_GIT_MAILMAP_H
#define LINTEL_SOURCES_GIT_MAILMAP_H

#include "sources/git/opened.h"

struct arena;

struct mailmap {
	git_mailmap *git;
};

bool mailmap_open(struct mailmap *mailmap, struct repository *repository, struct err *err);
void mailmap_close(struct mailmap *mailmap);

/* What tells somebody from others: their mail address, in small letters. */
struct str mailmap_key(const struct mailmap *mailmap, struct arena *arena, struct str person);
/* "Ann Example <ann@example.com>" */
struct str mailmap_name(const struct mailmap *mailmap, struct arena *arena, struct str person);

#endif
