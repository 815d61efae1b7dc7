/* SPDX-License-Identifier: MIT */
/*
 * Paths as text, with '/' between their parts.  Nothing here asks the file
 * system; base/file.h does.
 */
#ifndef LINTEL_BASE_PATH_H
#define LINTEL_BASE_PATH_H

#include "base/str.h"

struct arena;

/* Without ".", "..", doubled and trailing slashes; "a/.." is ".", "../a" stays. */
struct str path_clean(struct arena *arena, struct str path);

/* `path` seen from folder `base`, cleaned; an absolute `path` stays itself. */
struct str path_join(struct arena *arena, struct str base, struct str path);

/*
 * What remains of the cleaned `path` below the cleaned folder `root`; "." for
 * the root itself.  False if it lies elsewhere.
 */
bool path_below(struct str root, struct str path, struct str *relative);

bool path_is_absolute(struct str path);
/* True if the cleaned relative path would leave the folder it starts from. */
bool path_leaves(struct str path);

/* "a/b.c": folder "a", name "b.c", extension ".c". */
struct str path_folder(struct str path);
struct str path_name(struct str path);
struct str path_extension(struct str path);

#endif
