/* SPDX-License-Identifier: MIT */
/*
 * A folder on disk for one test, and an overlay over it whose contents are in
 * memory.
 *
 *	TOP/out           a place outside
 *	TOP/in/           the root
 */
#ifndef LINTEL_UNIT_BASE_OVERLAID_H
#define LINTEL_UNIT_BASE_OVERLAID_H

#include "base/err.h"
#include "base/file.h"
#include "base/overlay.h"
#include "base/path.h"

#include "unit/unit.h"

#include <fcntl.h>
#include <ftw.h>
#include <unistd.h>

struct overlaid {
	struct arena *arena;
	struct str top;
	struct root root;
	struct overlay overlay;
	/* Contents, by the first byte of an entry's id. */
	struct str texts[64];
	struct buf bytes;
};

static inline struct str overlaid_at(const struct overlaid *o, const char *name)
{
	return str_fmt(o->arena, STR_FMT "/in/%s", STR_ARG(o->top), name);
}

static inline void overlaid_file(struct overlaid *o, const char *name, const char *text)
{
	struct err err;
	assert_true(folder_make(path_folder(overlaid_at(o, name)), &err));
	assert_true(file_write(overlaid_at(o, name), str_of(text), &err));
}

static inline enum file_status overlaid_bytes(const struct overlay_entry *entry, size_t max,
		struct buf *out, uint64_t *size, void *ctx)
{
	const struct overlaid *o = ctx;
	struct str text = o->texts[entry->id[0]];
	*size = text.len;
	buf_clear(out);
	if (text.len > max) {
		return FILE_TOO_LARGE;
	}
	buf_add(out, text);
	return FILE_OK;
}

/* Adds an entry; a NULL text makes an absent one.  Call overlay_freeze() after the last. */
static inline void overlaid_add(
		struct overlaid *o, const char *path, enum overlay_kind kind, const char *text)
{
	size_t number = o->overlay.entries.len;
	assert_true(number < COUNT_OF(o->texts));
	o->texts[number] = str_of(text);
	*vec_add(&o->overlay.entries, o->arena) = (struct overlay_entry){
		.path = str_of(path),
		.kind = kind,
		.id = { (uint8_t)number },
	};
}

static inline int overlaid_setup(void **state)
{
	struct err err;
	const char *tmp = getenv("TMPDIR");
	struct arena *arena = arena_create();
	struct overlaid *o = arena_new(arena, struct overlaid);
	struct str name = str_fmt(arena, "%s/lintel-overlay-XXXXXX", tmp ? tmp : "/tmp");
	o->arena = arena;
	o->top = str_of(mkdtemp(arena_copy(arena, name.p, name.len + 1)));
	assert_true(o->top.len > 0);
	assert_true(folder_make(overlaid_at(o, "."), &err));
	assert_true(folder_make(str_fmt(arena, STR_FMT "/out", STR_ARG(o->top)), &err));
	assert_true(file_write(
			str_fmt(arena, STR_FMT "/out/x", STR_ARG(o->top)), STR("out"), &err));
	assert_true(root_open(&o->root, arena, overlaid_at(o, ""), &err));
	o->overlay.read = overlaid_bytes;
	o->overlay.ctx = o;
	o->root.overlay = &o->overlay;
	buf_init(&o->bytes);
	*state = o;
	return 0;
}

static inline int overlaid_remove(
		const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

static inline int overlaid_teardown(void **state)
{
	struct overlaid *o = *state;
	root_close(&o->root);
	buf_finish(&o->bytes);
	assert_int_equal(nftw(o->top.p, overlaid_remove, 8, FTW_DEPTH | FTW_PHYS), 0);
	arena_destroy(o->arena);
	return 0;
}

#define overlaid_claim(function) \
	cmocka_unit_test_setup_teardown(function, overlaid_setup, overlaid_teardown)

#endif
