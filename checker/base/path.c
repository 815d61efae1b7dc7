/* SPDX-License-Identifier: MIT */
#include "base/path.h"

#include "base/arena.h"

bool path_is_absolute(struct str path)
{
	return path.len && path.p[0] == '/';
}

/* Takes the last part off; false if there is none that ".." could undo. */
static bool part_drop(char *out, size_t *len, size_t floor)
{
	struct str so_far = { out + floor, *len - floor };
	struct str last = path_name(so_far);
	if (so_far.len == 0 || str_eq(last, STR(".."))) {
		return false;
	}
	*len -= last.len;
	if (*len > floor && out[*len - 1] == '/') {
		(*len)--;
	}
	return true;
}

struct str path_clean(struct arena *arena, struct str path)
{
	char *out = arena_alloc(arena, path.len + 2);
	size_t len = 0;
	size_t floor = 0;
	if (path_is_absolute(path)) {
		out[len++] = '/';
		floor = 1;
	}
	struct str part;
	while (str_split(&path, '/', &part)) {
		if (part.len == 0 || str_eq(part, STR("."))) {
			continue;
		}
		if (str_eq(part, STR("..")) && (part_drop(out, &len, floor) || floor)) {
			continue;
		}
		if (len > floor) {
			out[len++] = '/';
		}
		memcpy(out + len, part.p, part.len);
		len += part.len;
	}
	if (len == 0) {
		out[len++] = '.';
	}
	out[len] = '\0';
	return (struct str){ out, len };
}

struct str path_join(struct arena *arena, struct str base, struct str path)
{
	if (path_is_absolute(path) || base.len == 0) {
		return path_clean(arena, path);
	}
	struct str both = str_fmt(arena, STR_FMT "/" STR_FMT, STR_ARG(base), STR_ARG(path));
	return path_clean(arena, both);
}

bool path_below(struct str root, struct str path, struct str *relative)
{
	if (str_eq(root, path)) {
		*relative = STR(".");
		return true;
	}
	if (str_eq(root, STR("."))) {
		*relative = path;
		return !path_is_absolute(path) && !path_leaves(path);
	}
	size_t skip = str_eq(root, STR("/")) ? 1 : root.len + 1;
	if (!str_starts(path, root) || path.len <= skip || path.p[skip - 1] != '/') {
		return false;
	}
	*relative = str_from(path, skip);
	return true;
}

bool path_leaves(struct str path)
{
	return str_eq(path, STR("..")) || str_starts(path, STR("../"));
}

struct str path_folder(struct str path)
{
	size_t slash = str_find_last(path, '/');
	if (slash == path.len) {
		return STR(".");
	}
	return slash ? str_slice(path, 0, slash) : str_slice(path, 0, 1);
}

struct str path_name(struct str path)
{
	size_t slash = str_find_last(path, '/');
	return slash == path.len ? path : str_from(path, slash + 1);
}

struct str path_extension(struct str path)
{
	struct str name = path_name(path);
	size_t dot = str_find_last(name, '.');
	return dot == 0 ? str_slice(name, 0, 0) : str_from(name, dot);
}
