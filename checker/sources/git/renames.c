/* SPDX-License-Identifier: MIT */
/*
 * Renames by identical contents: within one commit, what was deleted and what
 * was added with the same blob.  Where several fit, those of one base name
 * belong together first, then each to the next in the order of paths.
 */
#include "base/arena.h"
#include "base/path.h"
#include "sources/git/log.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A file that was added or deleted. */
struct half {
	const git_oid *id;
	struct str name;
	unsigned type;
	bool is_added;
	/* The change's number: the order of paths. */
	uint32_t change;
	bool is_paired;
};

/* The blob without a byte. */
static const uint8_t empty_id[HISTORY_ID_SIZE] = { 0xe6, 0x9d, 0xe2, 0x9b, 0xb2, 0xd1, 0xd6, 0x43,
	0x4b, 0x8b, 0x29, 0xae, 0x77, 0x5a, 0xd8, 0xc2, 0xe4, 0x8c, 0x53, 0x91 };

static int contents_order(const struct half *a, const struct half *b)
{
	int order = memcmp(a->id->id, b->id->id, sizeof(a->id->id));
	return order ? order : a->type < b->type ? -1 : a->type > b->type;
}

static int halves_order(const void *left, const void *right)
{
	const struct half *a = left;
	const struct half *b = right;
	int order = contents_order(a, b);

	order = order ? order : (int)a->is_added - (int)b->is_added;
	order = order ? order : str_cmp(a->name, b->name);
	return order ? order : a->change < b->change ? -1 : a->change > b->change;
}

static int by_path(const void *left, const void *right)
{
	const struct half *a = left;
	const struct half *b = right;
	int order = (int)a->is_added - (int)b->is_added;
	return order ? order : a->change < b->change ? -1 : a->change > b->change;
}

static void pair(struct tree_change *changes, struct half *deleted, struct half *added)
{
	deleted->is_paired = true;
	added->is_paired = true;
	changes[deleted->change].is_left_out = true;
	changes[added->change].kind = CHANGE_RENAMED;
	changes[added->change].from = deleted->change;
}

/* Halves of the same contents, deleted ones first, each sorted by name. */
static void group_pair(struct tree_change *changes, struct half *halves, size_t count)
{
	size_t added = 0;
	while (added < count && !halves[added].is_added) {
		added++;
	}
	size_t i = 0;
	size_t j = added;
	while (i < added && j < count) {
		int order = str_cmp(halves[i].name, halves[j].name);
		if (order == 0) {
			pair(changes, &halves[i], &halves[j]);
		}
		i += order <= 0;
		j += order >= 0;
	}
	qsort(halves, count, sizeof(*halves), by_path);
	i = 0;
	j = added;
	while (i < added && j < count) {
		if (!halves[i].is_paired && !halves[j].is_paired) {
			pair(changes, &halves[i], &halves[j]);
		}
		i += halves[i].is_paired;
		j += j < count && halves[j].is_paired;
	}
}

static bool may_be_renamed(const struct tree_change *change)
{
	return (change->kind == CHANGE_ADDED || change->kind == CHANGE_DELETED)
	       && (S_ISREG(change->mode) || S_ISLNK(change->mode))
	       && memcmp(change->id.id, empty_id, sizeof(empty_id)) != 0;
}

void renames_find(struct tree_change *changes, size_t count, const char *texts)
{
	size_t kinds[CHANGE_RENAMED] = { 0 };
	size_t len = 0;

	for (size_t i = 0; i < count; i++) {
		kinds[changes[i].kind]++;
	}
	if (kinds[CHANGE_ADDED] == 0 || kinds[CHANGE_DELETED] == 0) {
		return;
	}
	struct arena *scratch = arena_create();
	struct half *halves = arena_new_array(scratch, struct half, count);
	for (size_t i = 0; i < count; i++) {
		const struct tree_change *change = &changes[i];
		struct str path = { texts + change->path, change->path_len };
		if (may_be_renamed(change)) {
			halves[len++] = (struct half){
				.id = &change->id,
				.name = path_name(path),
				.type = change->mode & S_IFMT,
				.is_added = change->kind == CHANGE_ADDED,
				.change = (uint32_t)i,
			};
		}
	}
	if (len > 0) {
		qsort(halves, len, sizeof(*halves), halves_order);
	}
	for (size_t i = 0, end; i < len; i = end) {
		for (end = i + 1; end < len && contents_order(&halves[i], &halves[end]) == 0;
				end++) {
		}
		group_pair(changes, halves + i, end - i);
	}
	arena_destroy(scratch);
}
