/* SPDX-License-Identifier: MIT */
#include "sources/git/trees.h"

#include "base/arena.h"
#include "sources/git/log.h"

#include <stdlib.h>

/* Both names of what was renamed: it is gone here and new there. */
static void paths_take(
		const struct trees *trees, const struct tree_reader *reader, struct change *change)
{
	struct str prefix = trees->repository->prefix;
	size_t count;
	const struct tree_change *found = tree_reader_changes(reader, &count);

	for (size_t i = 0; i < count; i++) {
		struct str path = tree_reader_path(reader, &found[i]);
		if (str_starts(path, prefix)) {
			*vec_add(&change->paths, trees->arena) =
					str_dup(trees->arena, str_from(path, prefix.len));
		} else {
			change->outside++;
		}
	}
	vec_sort(&change->paths, str_order);
}

bool trees_compare(const struct trees *trees, const git_oid *from, const git_oid *to,
		struct change *change, struct err *err)
{
	const struct history_limits limits = { .max_changes = trees->max };
	struct str subject = str_fmt(trees->arena, "'" STR_FMT "'", STR_ARG(change->range));
	struct tree_reader *reader = tree_reader_create(trees->repository, &limits, subject, err);
	git_oid before;
	git_oid after;
	size_t first;

	bool is_good = reader && tree_reader_root(reader, from, &before, err)
		       && tree_reader_root(reader, to, &after, err)
		       && tree_reader_compare(reader, &before, &after, &first, err);
	if (is_good) {
		paths_take(trees, reader, change);
	}
	tree_reader_free(reader);
	return is_good;
}
