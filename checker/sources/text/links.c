/* SPDX-License-Identifier: MIT */
#include "sources/text/links.h"

#include "base/arena.h"

/* As Linux has it: more links on one path are taken for a circle. */
#define HOPS_MAX 40

struct links links_create(
		struct arena *arena, struct str root, const struct walk_link *links, size_t count)
{
	struct links all = {
		.root = root,
		.paths = arena_new_array(arena, struct str, count),
		.targets = arena_new_array(arena, struct str, count),
		.count = count,
	};
	for (size_t i = 0; i < count; i++) {
		all.paths[i] = links[i].path;
		all.targets[i] = links[i].target;
	}
	all.table = str_table_create(arena, all.paths, count);
	return all;
}

/* A path on its way: what is settled, and what remains to be walked. */
struct journey {
	const struct links *links;
	struct buf *out;
	struct buf rest;
	unsigned hops;
};

/* Takes the last part off; false at the root. */
static bool go_up(struct buf *out)
{
	if (out->len == 0) {
		return false;
	}
	size_t slash = str_find_last(buf_str(out), '/');
	out->len = slash < out->len ? slash : 0;
	return true;
}

/* Replaces the link that `out` ends in by its target, in front of the rest. */
static enum link_end target_enter(struct journey *journey, uint32_t link, struct str rest)
{
	struct str target = journey->links->targets[link];
	struct str root = journey->links->root;
	struct buf next;
	if (++journey->hops > HOPS_MAX || target.len == 0) {
		return LINK_NOWHERE;
	}
	go_up(journey->out);
	if (target.p[0] == '/') {
		struct str below = str_from(target, root.len);
		if (!str_starts(target, root) || (root.len > 1 && below.len && below.p[0] != '/')) {
			return LINK_OUTSIDE;
		}
		target = below;
		journey->out->len = 0;
	}
	buf_init(&next);
	buf_add(&next, target);
	buf_add_char(&next, '/');
	buf_add(&next, rest);
	buf_finish(&journey->rest);
	journey->rest = next;
	return LINK_INSIDE;
}

static enum link_end walk_on(struct journey *journey, uint32_t *through)
{
	struct str rest = buf_str(&journey->rest);
	struct str part;
	while (str_split(&rest, '/', &part)) {
		if (part.len == 0 || str_eq(part, STR("."))) {
			continue;
		}
		if (str_eq(part, STR(".."))) {
			if (!go_up(journey->out)) {
				return LINK_OUTSIDE;
			}
			continue;
		}
		if (journey->out->len) {
			buf_add_char(journey->out, '/');
		}
		buf_add(journey->out, part);
		uint32_t link = str_table_find(&journey->links->table, buf_str(journey->out));
		if (link == UINT32_MAX) {
			continue;
		}
		if (through) {
			*through = link;
		}
		enum link_end end = target_enter(journey, link, rest);
		if (end != LINK_INSIDE) {
			return end;
		}
		rest = buf_str(&journey->rest);
	}
	return LINK_INSIDE;
}

enum link_end links_follow(
		const struct links *links, struct str path, struct buf *out, uint32_t *through)
{
	struct journey journey = { .links = links, .out = out };
	buf_clear(out);
	buf_init(&journey.rest);
	buf_add(&journey.rest, path);
	enum link_end end = walk_on(&journey, through);
	buf_finish(&journey.rest);
	if (end == LINK_INSIDE && out->len == 0) {
		buf_add_char(out, '.');
	}
	return end;
}
