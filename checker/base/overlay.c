/* SPDX-License-Identifier: MIT */
#include "base/overlay.h"

#include "base/arena.h"
#include "base/path.h"

#include <stdlib.h>
#include <unistd.h>

/* As Linux has it: more links on one path are taken for a circle, and longer ones for none. */
#define HOPS_MAX 40
#define PATH_LONGEST 4096

static int entry_order(const void *a, const void *b)
{
	return str_cmp(((const struct overlay_entry *)a)->path,
			((const struct overlay_entry *)b)->path);
}

void overlay_freeze(struct overlay *overlay)
{
	size_t seen = 0;
	vec_sort(&overlay->entries, entry_order);
	vec_each (struct overlay_entry, entry, &overlay->entries) {
		entry->seen_before = seen;
		seen += entry->kind != OVERLAY_ABSENT;
	}
}

/* How `path` stands to the text `folder` with a '/' behind it. */
static int order_below(struct str path, struct str folder)
{
	int order = str_cmp(str_slice(path, 0, folder.len), folder);
	if (order != 0 || path.len == folder.len) {
		return order ? order : -1;
	}
	unsigned char next = (unsigned char)path.p[folder.len];
	return (next > '/') - (next < '/');
}

/* The first entry of which `order` says that it stands at or behind what is looked for. */
static size_t entry_bound(const struct overlay *overlay, struct str key,
		int (*order)(struct str, struct str), bool is_behind)
{
	size_t low = 0;
	size_t high = overlay->entries.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int side = order(overlay->entries.p[middle].path, key);
		if (side < 0 || (is_behind && side == 0)) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

const struct overlay_entry *overlay_find(const struct overlay *overlay, struct str path)
{
	size_t at = entry_bound(overlay, path, str_cmp, false);
	bool is_there = at < overlay->entries.len && str_eq(overlay->entries.p[at].path, path);
	return is_there ? &overlay->entries.p[at] : NULL;
}

const struct overlay_entry *overlay_below(
		const struct overlay *overlay, struct str folder, size_t *count)
{
	size_t first = 0;
	size_t end = overlay->entries.len;
	if (folder.len) {
		first = entry_bound(overlay, folder, order_below, false);
		end = entry_bound(overlay, folder, order_below, true);
	}
	*count = end - first;
	return *count ? &overlay->entries.p[first] : NULL;
}

bool overlay_has_folder(const struct overlay *overlay, struct str folder)
{
	size_t count;
	const struct overlay_entry *entry = overlay_below(overlay, folder, &count);
	/* Counted, not looked for: this is asked of a folder for each of its files. */
	return count > 0
	       && (entry[count - 1].kind != OVERLAY_ABSENT
			       || entry[count - 1].seen_before > entry[0].seen_before);
}

bool overlay_hides(const struct overlay *overlay, struct str path)
{
	for (size_t i = 1; i <= path.len; i++) {
		bool is_end = i == path.len || path.p[i] == '/';
		if (is_end && overlay_find(overlay, str_slice(path, 0, i))) {
			return true;
		}
	}
	return overlay->is_whole;
}

/* A path on its way: what is settled, what remains to be walked. */
struct journey {
	const struct root *root;
	bool follows_last;
	struct buf *real;
	struct buf rest;
	unsigned hops;
	const struct overlay_entry *entry;
};

static bool go_up(struct buf *real)
{
	if (real->len == 0) {
		return false;
	}
	size_t slash = str_find_last(buf_str(real), '/');
	real->len = slash < real->len ? slash : 0;
	real->p[real->len] = '\0';
	return true;
}

/* What the link holds that the journey stands at; false if it stands at none. */
static bool link_read(const struct journey *journey, struct buf *target)
{
	const struct overlay *overlay = journey->root->overlay;
	uint64_t size;
	if (journey->entry) {
		return journey->entry->kind == OVERLAY_LINK
		       && overlay->read(journey->entry, PATH_LONGEST, target, &size, overlay->ctx)
					  == FILE_OK;
	}
	if (overlay_hides(overlay, buf_str(journey->real))
			|| overlay_has_folder(overlay, buf_str(journey->real))) {
		return false;
	}
	char text[PATH_LONGEST];
	ssize_t len = readlinkat(journey->root->fd, journey->real->p, text, sizeof(text));
	buf_clear(target);
	buf_add(target, (struct str){ text, len > 0 ? (size_t)len : 0 });
	return len > 0;
}

/* Goes on where the link points to that the journey stands at. */
static enum file_status link_enter(struct journey *journey, struct buf *target, struct str rest)
{
	struct str text = buf_str(target);
	struct str below = text;
	if (++journey->hops > HOPS_MAX || text.len == 0 || memchr(text.p, '\0', text.len)
			|| size_add(text.len, rest.len) > PATH_LONGEST) {
		return FILE_UNREADABLE;
	}
	go_up(journey->real);
	if (text.p[0] == '/') {
		if (!path_below(journey->root->path, text, &below)) {
			return FILE_OUTSIDE;
		}
		buf_clear(journey->real);
	}
	struct buf next = { 0 };
	buf_add(&next, below);
	buf_add_char(&next, '/');
	buf_add(&next, rest);
	buf_finish(&journey->rest);
	journey->rest = next;
	return FILE_OK;
}

/* Nothing but slashes and dots. */
static bool is_spent(struct str rest)
{
	struct str part;
	while (str_split(&rest, '/', &part)) {
		if (part.len > 0 && !str_eq(part, STR("."))) {
			return false;
		}
	}
	return true;
}

/* The journey has come to a name: follows it if it is a link. */
static enum file_status part_take(struct journey *journey, struct buf *target, struct str *rest)
{
	bool is_last = is_spent(*rest);
	journey->entry = overlay_find(journey->root->overlay, buf_str(journey->real));
	if ((!is_last || journey->follows_last) && link_read(journey, target)) {
		enum file_status status = link_enter(journey, target, *rest);
		journey->entry = NULL;
		*rest = buf_str(&journey->rest);
		return status;
	}
	bool is_file = journey->entry && journey->entry->kind != OVERLAY_ABSENT;
	return is_file && !is_last ? FILE_MISSING : FILE_OK;
}

static enum file_status walk_on(struct journey *journey, struct buf *target)
{
	struct str rest = buf_str(&journey->rest);
	struct str part;
	while (str_split(&rest, '/', &part)) {
		if (part.len == 0 || str_eq(part, STR("."))) {
			continue;
		}
		if (str_eq(part, STR(".."))) {
			journey->entry = NULL;
			if (!go_up(journey->real)) {
				return FILE_OUTSIDE;
			}
			continue;
		}
		if (journey->real->len) {
			buf_add_char(journey->real, '/');
		}
		buf_add(journey->real, part);
		enum file_status status = part_take(journey, target, &rest);
		if (status != FILE_OK) {
			return status;
		}
	}
	return FILE_OK;
}

enum file_status overlay_follow(const struct root *root, struct str path, bool follows_last,
		struct buf *real, const struct overlay_entry **entry)
{
	struct journey journey = { .root = root, .follows_last = follows_last, .real = real };
	struct buf target = { 0 };
	*entry = NULL;
	buf_clear(real);
	if (path.len >= PATH_LONGEST || memchr(path.p ? path.p : "", '\0', path.len)) {
		return FILE_MISSING;
	}
	if (path.len > 0 && path.p[0] == '/') {
		return FILE_OUTSIDE;
	}
	buf_add(&journey.rest, path);
	enum file_status status = walk_on(&journey, &target);
	buf_finish(&journey.rest);
	buf_finish(&target);
	if (status != FILE_OK) {
		return status;
	}
	if (journey.entry && journey.entry->kind != OVERLAY_ABSENT) {
		*entry = journey.entry;
		return FILE_OK;
	}
	bool is_seen = real->len == 0 || overlay_has_folder(root->overlay, buf_str(real))
		       || !overlay_hides(root->overlay, buf_str(real));
	return is_seen ? FILE_OK : FILE_MISSING;
}
