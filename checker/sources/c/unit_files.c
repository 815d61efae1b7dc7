/* SPDX-License-Identifier: MIT */
#include "sources/c/extraction.h"

#include "base/arena.h"
#include "base/path.h"
#include "sources/c/lead.h"
#include "sources/c/prefix.h"
#include "sources/c/protocol.h"

#include <stdlib.h>

/* What realpath() says of a name, remembered for as long as the worker lives. */
static struct str real_path(struct extraction *x, struct str name)
{
	struct str full = path_join(x->arena, x->request->directory, name);
	bool is_new;
	struct map_entry *entry = map_put(x->real_paths, full, &is_new);
	if (is_new) {
		char *real = realpath(full.p, NULL);
		struct str *kept = arena_new(x->real_paths->arena, struct str);
		*kept = str_dup(x->real_paths->arena, real ? str_of(real) : full);
		entry->ptr = kept;
		free(real);
	}
	return *(struct str *)entry->ptr;
}

/*
 * How an include would spell a file outside the tree: what remains after the
 * search folder it was found in.  Of several folders the longest is meant.
 */
static struct str outside_name(struct extraction *x, struct str absolute)
{
	struct str name = str_slice(absolute, 0, 0);
	vec_each (const struct str, flag, &x->request->flags) {
		struct str relative;
		if (path_is_absolute(*flag) && path_below(*flag, absolute, &relative)
				&& (name.len == 0 || relative.len < name.len)) {
			name = relative;
		}
	}
	if (name.len) {
		return name;
	}
	/* The compiler's own folders all end in "include", some in "include/TRIPLE". */
	static const struct str mark = STR_INIT("/include/");
	for (size_t i = 0; i + mark.len <= absolute.len; i++) {
		if (str_starts(str_from(absolute, i), mark)) {
			name = str_from(absolute, i + mark.len);
		}
	}
	struct str first = str_slice(name, 0, str_find(name, '/'));
	if (str_contains(first, STR("-linux-")) && first.len < name.len) {
		name = str_from(name, first.len + 1);
	}
	return name.len ? name : path_name(absolute);
}

static uint32_t file_add(struct extraction *x, struct str absolute)
{
	bool is_new;
	struct map_entry *entry = map_put(x->file_by_path, absolute, &is_new);
	if (!is_new) {
		return (uint32_t)entry->num;
	}
	entry->num = x->files.len;
	struct unit_file *file = vec_add(&x->files, x->arena);
	*file = (struct unit_file){ .absolute = str_dup(x->arena, absolute) };
	file->is_outside = !path_below(x->request->root, file->absolute, &file->path);
	if (file->is_outside) {
		file->path = outside_name(x, file->absolute);
		file->entry = file->path;
	}
	return (uint32_t)entry->num;
}

uint32_t unit_file(struct extraction *x, CXFile handle)
{
	if (!handle) {
		return NONE;
	}
	if (handle == x->last_handle) {
		return x->last_file;
	}
	bool is_new;
	struct str key = { (const char *)&handle, sizeof(handle) };
	struct map_entry *entry = map_put(x->file_by_handle, key, &is_new);
	if (is_new) {
		struct str name = unit_text(x, x->clang->getFileName(handle));
		uint32_t number = 0;
		if (x->prefix && str_eq(name, x->prefix->stand_in)) {
			x->stand_in = handle;
		} else {
			number = file_add(x, real_path(x, name));
		}
		entry = map_find(x->file_by_handle, key);
		entry->num = number;
	}
	x->last_handle = handle;
	x->last_file = (uint32_t)entry->num;
	return x->last_file;
}

struct spot unit_spot(struct extraction *x, CXSourceLocation location)
{
	CXFile handle;
	struct spot at = { 0 };
	x->clang->getFileLocation(location, &handle, &at.line, &at.column, &at.offset);
	at.file = unit_file(x, handle);
	if (x->stand_in && handle == x->stand_in) {
		at.line = lead_line(x->lead, at.line);
	}
	return at;
}

struct spot unit_cursor_spot(struct extraction *x, CXCursor cursor)
{
	return unit_spot(x, x->clang->getCursorLocation(cursor));
}

uint32_t unit_main_file(struct extraction *x)
{
	return file_add(x, real_path(x, x->request->file));
}

static void inclusion_visit(
		CXFile included, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
	struct extraction *x = data;
	uint32_t file = unit_file(x, included);
	if (file == NONE) {
		return;
	}
	/* What enters an outside file later does not change how the tree came to it. */
	if (x->files.p[file].entered++ > 0 || !x->files.p[file].is_outside) {
		return;
	}
	/* The stack begins at the innermost include: the last outside file on the
	 * way out is where the tree was left. */
	for (unsigned i = 0; i < depth; i++) {
		uint32_t includer = unit_spot(x, stack[i]).file;
		if (includer == NONE || !x->files.p[includer].is_outside) {
			break;
		}
		x->files.p[file].entry = x->files.p[includer].path;
	}
}

void unit_inputs(struct extraction *x)
{
	x->clang->getInclusions(x->unit, inclusion_visit, x);
}

void unit_inputs_list(struct extraction *x, struct unit_facts *facts)
{
	vec_each (const struct unit_file, file, &x->files) {
		*vec_add(&facts->inputs, x->arena) = (struct unit_input){
			.path = file->is_outside ? file->absolute : file->path,
			.is_outside = file->is_outside,
		};
	}
}
