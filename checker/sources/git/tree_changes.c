/* SPDX-License-Identifier: MIT */
/*
 * Two trees side by side, entry by entry, from their bytes.  Folders with equal
 * ids are not looked into, and what was read stays at hand, because the next
 * commit has most of the same folders.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/vec.h"
#include "sources/git/log.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A reader holds at most twice these: what was used of late, and what before. */
#define HELD_BYTES ((size_t)8 << 20)
#define HELD_SLOTS ((size_t)1 << 15)
/* No path that people give is longer; git itself writes none longer than 4096. */
#define PATH_MOST ((size_t)1 << 15)
/* A submodule, in the mode of an entry. */
#define MODE_LINK 0160000U

struct held {
	git_odb_object **slots;
	size_t count;
	size_t bytes;
};

/* One side of a folder. */
struct side {
	git_odb_object *object;
	struct str rest;
};

struct frame {
	struct side a;
	struct side b;
	/* How much of the path is the folder's: "src/net/". */
	size_t path_len;
};

struct tree_reader {
	git_odb *odb;
	const struct history_limits *limits;
	struct str subject;
	struct held young;
	struct held old;
	/* Folders that are being compared, outermost first. */
	VEC(struct frame) frames;
	struct arena *arena;
	struct buf path;
	struct buf texts;
	struct tree_change *changes;
	size_t change_count;
	size_t change_cap;
	/* Of one comparison. */
	size_t first;
	size_t folders;
};

struct entry {
	struct str name;
	const uint8_t *id;
	unsigned mode;
};

/* ---- what is at hand ---- */

static void held_init(struct held *held)
{
	*held = (struct held){ .slots = calloc(HELD_SLOTS, sizeof(git_odb_object *)) };
	if (!held->slots) {
		die_oom();
	}
}

static void held_clear(struct held *held)
{
	for (size_t i = 0; i < HELD_SLOTS && held->count > 0; i++) {
		if (held->slots[i]) {
			git_odb_object_free(held->slots[i]);
			held->slots[i] = NULL;
			held->count--;
		}
	}
	held->bytes = 0;
}

/* The slot of an id, or the empty one that it would go into. */
static git_odb_object **held_slot(const struct held *held, const git_oid *id)
{
	/* Where it lies is nothing that whoever chooses ids could know. */
	struct str bytes = { (const char *)id->id, sizeof(id->id) };
	size_t slot = (size_t)hash64(bytes, (uint64_t)(uintptr_t)held->slots);
	for (;; slot++) {
		git_odb_object **found = &held->slots[slot % HELD_SLOTS];
		if (!*found || git_oid_equal(git_odb_object_id(*found), id)) {
			return found;
		}
	}
}

static void held_add(struct tree_reader *reader, git_odb_object *object)
{
	size_t size = git_odb_object_size(object);
	if (reader->young.count > 0
			&& (reader->young.count >= HELD_SLOTS / 2
					|| reader->young.bytes + size > HELD_BYTES)) {
		struct held old = reader->old;
		held_clear(&old);
		reader->old = reader->young;
		reader->young = old;
	}
	*held_slot(&reader->young, git_odb_object_id(object)) = object;
	reader->young.count++;
	reader->young.bytes += size;
}

/* A tree; the caller has a share in it, to be freed. */
static bool tree_get(struct tree_reader *reader, const git_oid *id, git_odb_object **tree,
		struct err *err)
{
	git_odb_object *found = *held_slot(&reader->young, id);
	if (found) {
		return git_odb_object_dup(tree, found) == 0
		       || repository_error(err, "cannot hold a tree");
	}
	found = *held_slot(&reader->old, id);
	if (found) {
		(void)git_odb_object_dup(&found, found);
	} else if (git_odb_read(&found, reader->odb, id) < 0) {
		return repository_error(err, "cannot read a tree");
	} else if (git_odb_object_type(found) != GIT_OBJECT_TREE) {
		git_odb_object_free(found);
		return err_set(err, "what a commit or a tree names as a tree is none");
	}
	(void)git_odb_object_dup(tree, found);
	held_add(reader, found);
	return true;
}

/* ---- entries ---- */

static bool is_folder(const struct entry *entry)
{
	return S_ISDIR(entry->mode);
}

/* As git tells files apart: regular, executable, link, submodule. */
static unsigned mode_of(unsigned written)
{
	if (S_ISREG(written)) {
		return S_IFREG | (written & S_IXUSR);
	}
	if (S_ISLNK(written) || S_ISDIR(written)) {
		return written & S_IFMT;
	}
	return MODE_LINK;
}

/* "100644 name\0" and 20 bytes; false at the end, and `*is_bad` for anything else. */
static bool entry_peek(struct str rest, struct entry *entry, size_t *len, bool *is_bad)
{
	unsigned mode = 0;
	size_t i = 0;

	if (rest.len == 0) {
		return false;
	}
	for (; i < rest.len && rest.p[i] >= '0' && rest.p[i] <= '7' && i < 8; i++) {
		mode = mode * 8 + (unsigned)(rest.p[i] - '0');
	}
	size_t end = i < rest.len ? i + 1 + str_find(str_from(rest, i + 1), '\0') : rest.len;
	*is_bad = i == 0 || i >= rest.len || rest.p[i] != ' ' || end >= rest.len
		  || rest.len - end - 1 < HISTORY_ID_SIZE;
	if (*is_bad) {
		return false;
	}
	*entry = (struct entry){
		.name = str_slice(rest, i + 1, end),
		.id = (const uint8_t *)rest.p + end + 1,
		.mode = mode_of(mode),
	};
	*len = end + 1 + HISTORY_ID_SIZE;
	return true;
}

/* Trees are sorted by name, folders as if a '/' followed. */
static int entries_order(const struct entry *a, const struct entry *b)
{
	size_t len = a->name.len < b->name.len ? a->name.len : b->name.len;
	int order = memcmp(a->name.p, b->name.p, len);

	if (order != 0) {
		return order;
	}
	int left = a->name.len > len ? (unsigned char)a->name.p[len] : is_folder(a) ? '/' : 0;
	int right = b->name.len > len ? (unsigned char)b->name.p[len] : is_folder(b) ? '/' : 0;
	return left - right;
}

/* ---- comparing ---- */

static void path_set(struct tree_reader *reader, size_t folder, struct str name)
{
	reader->path.len = folder;
	buf_add(&reader->path, name);
}

/* What stood there before, and what does now; either may be NULL. */
static bool change_add(struct tree_reader *reader, const struct entry *before,
		const struct entry *after, struct err *err)
{
	const struct entry *entry = after ? after : before;

	if (reader->change_count - reader->first >= reader->limits->max_changes) {
		return err_set(err, STR_FMT " changes more than %zu files",
				STR_ARG(reader->subject), reader->limits->max_changes);
	}
	if (reader->change_count == reader->change_cap) {
		reader->change_cap = reader->change_cap ? reader->change_cap * 2 : 1024;
		struct tree_change *more = realloc(reader->changes,
				size_mul(reader->change_cap, sizeof(*reader->changes)));
		if (!more) {
			die_oom();
		}
		reader->changes = more;
	}
	struct tree_change *change = &reader->changes[reader->change_count++];
	*change = (struct tree_change){
		.path = reader->texts.len,
		.path_len = (uint32_t)reader->path.len,
		.from = NONE,
		.kind = !before  ? CHANGE_ADDED
			: !after ? CHANGE_DELETED
				 : CHANGE_MODIFIED,
		.mode = entry->mode,
		.from_mode = before ? before->mode : 0,
	};
	memcpy(change->id.id, entry->id, sizeof(change->id.id));
	if (before) {
		memcpy(change->from_id.id, before->id, sizeof(change->from_id.id));
	}
	buf_add(&reader->texts, buf_str(&reader->path));
	return true;
}

static bool side_open(
		struct tree_reader *reader, const uint8_t *id, struct side *side, struct err *err)
{
	git_oid oid;

	*side = (struct side){ .rest = STR("") };
	if (!id) {
		return true;
	}
	memcpy(oid.id, id, sizeof(oid.id));
	if (!tree_get(reader, &oid, &side->object, err)) {
		return false;
	}
	side->rest = (struct str){ git_odb_object_data(side->object),
		git_odb_object_size(side->object) };
	return true;
}

/* Goes into a folder, whose name is the path by now; a side without it is NULL. */
static bool frame_push(
		struct tree_reader *reader, const uint8_t *a, const uint8_t *b, struct err *err)
{
	struct frame frame = { .path_len = reader->path.len };

	if (reader->path.len > PATH_MOST) {
		return err_set(err, "a path has more than %zu bytes", PATH_MOST);
	}
	if (reader->folders++ >= reader->limits->max_changes) {
		return err_set(err, STR_FMT " changes more than %zu folders",
				STR_ARG(reader->subject), reader->limits->max_changes);
	}
	if (!side_open(reader, a, &frame.a, err)) {
		return false;
	}
	if (!side_open(reader, b, &frame.b, err)) {
		git_odb_object_free(frame.a.object);
		return false;
	}
	*vec_add(&reader->frames, reader->arena) = frame;
	return true;
}

static void frame_pop(struct tree_reader *reader)
{
	const struct frame *frame = &reader->frames.p[--reader->frames.len];
	git_odb_object_free(frame->a.object);
	git_odb_object_free(frame->b.object);
}

/* What stands at one name on either side; NULL where there is nothing. */
static bool entries_compare(struct tree_reader *reader, size_t folder, const struct entry *a,
		const struct entry *b, struct err *err)
{
	const struct entry *any = a ? a : b;

	if (a && b && a->mode == b->mode && memcmp(a->id, b->id, HISTORY_ID_SIZE) == 0) {
		return true;
	}
	path_set(reader, folder, any->name);
	if (is_folder(any)) {
		buf_add_char(&reader->path, '/');
		return frame_push(reader, a ? a->id : NULL, b ? b->id : NULL, err);
	}
	return change_add(reader, a, b, err);
}

/* One step of the innermost folder. */
static bool frame_step(struct tree_reader *reader, struct err *err)
{
	struct frame *frame = &reader->frames.p[reader->frames.len - 1];
	struct entry left;
	struct entry right;
	size_t left_len = 0;
	size_t right_len = 0;
	bool is_bad = false;
	bool is_worse = false;
	bool has_left = entry_peek(frame->a.rest, &left, &left_len, &is_bad);
	bool has_right = entry_peek(frame->b.rest, &right, &right_len, &is_worse);

	if (is_bad || is_worse) {
		return err_set(err, "a tree is damaged");
	}
	if (!has_left && !has_right) {
		frame_pop(reader);
		return true;
	}
	int order = !has_left ? 1 : !has_right ? -1 : entries_order(&left, &right);
	if (order <= 0) {
		frame->a.rest = str_from(frame->a.rest, left_len);
	}
	if (order >= 0) {
		frame->b.rest = str_from(frame->b.rest, right_len);
	}
	return entries_compare(reader, frame->path_len, order <= 0 ? &left : NULL,
			order >= 0 ? &right : NULL, err);
}

bool tree_reader_compare(struct tree_reader *reader, const git_oid *from, const git_oid *to,
		size_t *first, struct err *err)
{
	*first = reader->change_count;
	reader->first = reader->change_count;
	reader->folders = 0;
	buf_clear(&reader->path);
	if (from && git_oid_equal(from, to)) {
		return true;
	}
	bool is_good = frame_push(reader, from ? from->id : NULL, to->id, err);
	while (is_good && reader->frames.len > 0) {
		is_good = frame_step(reader, err);
	}
	while (reader->frames.len > 0) {
		frame_pop(reader);
	}
	if (is_good && reader->change_count > reader->first) {
		renames_find(reader->changes + reader->first, reader->change_count - reader->first,
				reader->texts.p);
	}
	return is_good;
}

/* ---- the reader ---- */

struct tree_reader *tree_reader_create(const struct repository *repository,
		const struct history_limits *limits, struct str subject, struct err *err)
{
	struct arena *arena = arena_create();
	struct tree_reader *reader = arena_new(arena, struct tree_reader);

	*reader = (struct tree_reader){
		.arena = arena,
		.limits = limits,
		.subject = subject,
	};
	held_init(&reader->young);
	held_init(&reader->old);
	buf_init(&reader->path);
	buf_init(&reader->texts);
	/* Linked working trees share the objects; those of alternates come with them. */
	buf_fmt(&reader->path, "%s/objects", git_repository_commondir(repository->git));
	if (git_odb_open(&reader->odb, reader->path.p) < 0) {
		(void)repository_error(err, "cannot open the objects of the repository once more");
		tree_reader_free(reader);
		return NULL;
	}
	return reader;
}

void tree_reader_free(struct tree_reader *reader)
{
	if (!reader) {
		return;
	}
	held_clear(&reader->young);
	held_clear(&reader->old);
	free(reader->young.slots);
	free(reader->old.slots);
	buf_finish(&reader->path);
	buf_finish(&reader->texts);
	free(reader->changes);
	git_odb_free(reader->odb);
	arena_destroy(reader->arena);
}

bool tree_reader_root(
		struct tree_reader *reader, const git_oid *commit, git_oid *tree, struct err *err)
{
	git_odb_object *object;
	struct commit_text text;

	if (!commit_text_get(reader->odb, commit, &object, &text, err)) {
		return false;
	}
	*tree = text.tree;
	git_odb_object_free(object);
	return true;
}

git_odb *tree_reader_odb(struct tree_reader *reader)
{
	return reader->odb;
}

void tree_reader_clear(struct tree_reader *reader)
{
	reader->change_count = 0;
	buf_clear(&reader->texts);
}

const struct tree_change *tree_reader_changes(const struct tree_reader *reader, size_t *count)
{
	*count = reader->change_count;
	return reader->changes;
}

struct str tree_reader_path(const struct tree_reader *reader, const struct tree_change *change)
{
	return (struct str){ reader->texts.p + change->path, change->path_len };
}
