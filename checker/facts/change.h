/* SPDX-License-Identifier: MIT */
/*
 * A change: the commits between two revisions as plain data.  Who made them is
 * not here: nothing that comes from history names a person.  What somebody
 * wrote into a trailer is theirs, and stays as written.
 */
#ifndef LINTEL_FACTS_CHANGE_H
#define LINTEL_FACTS_CHANGE_H

#include "base/calendar.h"
#include "base/str.h"
#include "base/vec.h"

/* A line "Key: value" at the end of a message. */
struct commit_trailer {
	struct str key;
	struct str value;
	/* The value names the one who made the commit. */
	bool is_own;
};

struct commit {
	/* 40 hexadecimal digits. */
	struct str id;
	/* When it was committed. */
	moment at;
	unsigned parents;
	VEC(struct commit_trailer) trailers;
};

struct change {
	/* As it was asked for: "v1.2..HEAD". */
	struct str range;
	/* The commit that both ends have in common, and the later end. */
	struct str base;
	struct str head;
	/* What the later end has and the earlier has not; the newest first. */
	VEC(struct commit) commits;
	/* Files that differ between base and head, below the root: sorted, each once. */
	VEC(struct str) paths;
	/* Files that differ outside the root. */
	size_t outside;
};

#endif
