/* SPDX-License-Identifier: MIT */
#include "sources/store/store.h"

#include "base/arena.h"
#include "sources/store/handle.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct str store_default_folder(struct arena *arena)
{
	/* Nobody changes the environment while lintel runs. */
	/* NOLINTBEGIN(concurrency-mt-unsafe) */
	const char *cache = getenv("XDG_CACHE_HOME");
	const char *home = getenv("HOME");
	/* NOLINTEND(concurrency-mt-unsafe) */
	if (cache && cache[0] == '/') {
		return str_fmt(arena, "%s/lintel", cache);
	}
	return home && home[0] == '/' ? str_fmt(arena, "%s/.cache/lintel", home) : STR("");
}

static void store_free(struct store *store)
{
	arena_destroy(store->pending.arena);
	/* The store itself lies in it. */
	arena_destroy(store->own);
}

struct store *store_open(struct arena *arena, struct str folder, struct str *note)
{
	struct arena *own = arena_create();
	struct store *store = arena_new(own, struct store);
	*store = (struct store){
		.arena = arena,
		.own = own,
		.folder = folder,
		.size_max = STORE_SIZE_MAX,
		.known_blocks = map_create(own),
		.known_outside = map_create(own),
		.note = STR(""),
	};
	pending_init(&store->pending);
	bool ok = folder.len && store_folder_check(store) && store_file_open(store);
	if (folder.len == 0) {
		store_note_set(store, "no store: there is no folder for it");
	}
	*note = store->note;
	/* It was told; what comes later is another matter. */
	store->note = STR("");
	if (!ok) {
		store_free(store);
		return NULL;
	}
	return store;
}

struct str store_note(const struct store *store)
{
	return store ? store->note : STR("");
}

void store_flush(struct store *store)
{
	if (store) {
		pending_write(store);
		if (store->is_damaged) {
			store_note_set(store,
					"store '" STR_FMT "' is damaged: it is made anew next time",
					STR_ARG(store->path));
		}
	}
}

void store_close(struct store *store)
{
	if (!store) {
		return;
	}
	pending_write(store);
	if (store->is_damaged) {
		store_file_put_aside(store);
	} else {
		sqlite3_finalize(store->find);
		sqlite3_finalize(store->block);
		sqlite3_finalize(store->outside);
		sqlite3_close_v2(store->db);
	}
	store_free(store);
}

static bool is_usable(const struct store *store)
{
	return store && store->db && !store->is_damaged;
}

static bool row_read(struct store *store, struct hash key, struct arena *arena,
		struct store_variant *variant)
{
	struct hash digest;
	struct str packed = column_str(store->find, 3);
	if (!column_hash(store->find, 2, &digest)
			|| !hash_eq(digest, variant_digest(key, packed))) {
		return false;
	}
	return variant_unpack(variant, arena, str_dup(arena, packed));
}

size_t store_find(struct store *store, struct hash key, struct arena *arena,
		struct store_variant **variants)
{
	VEC(struct store_variant) found = { 0 };
	*variants = NULL;
	if (!is_usable(store)) {
		return 0;
	}
	int code;
	bind_hash(store->find, 1, &key);
	while ((code = sqlite3_step(store->find)) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(store->find, 0);
		struct store_variant variant;
		if (!row_read(store, key, arena, &variant)) {
			*vec_add(&store->pending.bad_variants, store->pending.arena) = id;
			continue;
		}
		*vec_add(&found, arena) = variant;
		if (sqlite3_column_int64(store->find, 1) + STORE_USED_RUNS < store->run) {
			*vec_add(&store->pending.used, store->pending.arena) = id;
		}
	}
	sqlite3_reset(store->find);
	store_accept(store, code);
	*variants = found.p;
	return found.len;
}

static struct map_entry *block_known(struct store *store, struct hash hash, bool *is_new)
{
	return map_put(store->known_blocks, (struct str){ (const char *)&hash, sizeof(hash) },
			is_new);
}

bool store_block(struct store *store, struct hash hash, struct arena *arena, struct str *bytes)
{
	bool found = false;
	if (!is_usable(store)) {
		return false;
	}
	bind_hash(store->block, 1, &hash);
	int code = sqlite3_step(store->block);
	if (code == SQLITE_ROW) {
		*bytes = str_dup(arena, column_str(store->block, 0));
		found = hash_eq(hash_of(*bytes), hash);
		if (found) {
			block_known(store, hash, NULL);
		} else {
			*vec_add(&store->pending.bad_blocks, store->pending.arena) = hash;
		}
	}
	sqlite3_reset(store->block);
	store_accept(store, code);
	return found;
}

/* What is too large for the file is not remembered. */
static bool blocks_fit(const struct store_variant *variant, const struct str *block_bytes)
{
	for (size_t i = 0; i < variant->blocks.len; i++) {
		if (block_bytes[i].len > STORE_VALUE_MAX / 2) {
			return false;
		}
	}
	return true;
}

void store_put(struct store *store, struct hash key, const struct store_variant *variant,
		const struct str *block_bytes)
{
	if (!is_usable(store) || store->is_closed_for_writing) {
		return;
	}
	struct pending *pending = &store->pending;
	struct buf packed;
	buf_init(&packed);
	variant_pack(variant, &packed);
	struct str bytes = str_dup(pending->arena, buf_str(&packed));
	buf_finish(&packed);
	if (bytes.len > STORE_VALUE_MAX / 2 || !blocks_fit(variant, block_bytes)) {
		return;
	}
	for (size_t i = 0; i < variant->blocks.len; i++) {
		bool is_new;
		block_known(store, variant->blocks.p[i], &is_new);
		if (is_new) {
			*vec_add(&pending->blocks, pending->arena) = (struct pending_block){
				.hash = variant->blocks.p[i],
				.bytes = str_dup(pending->arena, block_bytes[i]),
			};
			pending->bytes += block_bytes[i].len;
		}
	}
	*vec_add(&pending->variants, pending->arena) = (struct pending_variant){
		.key = key,
		.packed = bytes,
		.digest = variant_digest(key, bytes),
	};
	pending->bytes += bytes.len;
	if (pending->bytes > STORE_PENDING_MAX) {
		pending_write(store);
	}
}

/* What the file holds of a path; false if it is not there, or not whole. */
static bool outside_find(struct store *store, struct str path, struct outside_file *file)
{
	if (!is_usable(store)) {
		return false;
	}
	struct hash digest;
	bool found = false;
	bind_str(store->outside, 1, path);
	int code = sqlite3_step(store->outside);
	if (code == SQLITE_ROW) {
		*file = (struct outside_file){
			.stamp = {
				.size = (uint64_t)sqlite3_column_int64(store->outside, 0),
				.mtime_ns = sqlite3_column_int64(store->outside, 1),
				.inode = (uint64_t)sqlite3_column_int64(store->outside, 2),
			},
		};
		found = column_hash(store->outside, 3, &file->content)
			&& column_hash(store->outside, 4, &digest)
			&& hash_eq(digest, outside_digest(path, file));
	}
	sqlite3_reset(store->outside);
	store_accept(store, code);
	return found;
}

static bool stamp_eq(const struct file_stamp *a, const struct file_stamp *b)
{
	return a->size == b->size && a->mtime_ns == b->mtime_ns && a->inode == b->inode;
}

static bool outside_read(const char *path, struct outside_file *file)
{
	struct buf bytes;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) {
		return false;
	}
	buf_init(&bytes);
	bool ok = file_read_fd(fd, FILE_SIZE_MAX, &bytes, &file->stamp) == FILE_OK;
	file->content = hash_of(buf_str(&bytes));
	buf_finish(&bytes);
	close(fd);
	return ok;
}

/* The stamp of a regular file, without opening it. */
static bool outside_stamp(const char *path, struct file_stamp *stamp)
{
	struct stat st;
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode)) {
		return false;
	}
	*stamp = (struct file_stamp){
		.size = (uint64_t)st.st_size,
		.mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec,
		.inode = st.st_ino,
	};
	return true;
}

/* Looks at the file now: what is remembered counts if its stamp is the same. */
static bool outside_look(
		struct store *store, struct str path, const char *name, struct outside_file *file)
{
	struct file_stamp stamp;
	if (!outside_stamp(name, &stamp)) {
		return false;
	}
	if (outside_find(store, path, file) && stamp_eq(&file->stamp, &stamp)) {
		return true;
	}
	if (!outside_read(name, file)) {
		return false;
	}
	if (is_usable(store) && !store->is_closed_for_writing) {
		*vec_add(&store->pending.outside, store->pending.arena) = (struct pending_outside){
			.path = str_dup(store->pending.arena, path),
			.file = *file,
		};
	}
	return true;
}

bool store_outside_hash(struct store *store, struct str path, struct hash *content)
{
	struct outside_file file;
	if (!store) {
		struct buf name;
		buf_init(&name);
		buf_add(&name, path);
		bool ok = outside_read(name.p, &file);
		buf_finish(&name);
		*content = file.content;
		return ok;
	}
	bool is_new;
	struct map_entry *entry = map_put(store->known_outside, path, &is_new);
	if (is_new && outside_look(store, path, entry->key.p, &file)) {
		entry->ptr = arena_copy(store->own, &file.content, sizeof(file.content));
	}
	if (entry->ptr) {
		*content = *(const struct hash *)entry->ptr;
	}
	return entry->ptr != NULL;
}
