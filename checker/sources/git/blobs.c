/* SPDX-License-Identifier: MIT */
#include "sources/git/blobs.h"

#include "base/arena.h"

#include <pthread.h>

struct handle {
	git_repository *git;
	git_odb *objects;
	struct handle *next;
};

struct blobs {
	pthread_mutex_t lock;
	/* Where the repository is, ended by NUL. */
	struct str path;
	/* Of the handles; used under the lock. */
	struct arena *arena;
	/* Those that nobody reads with. */
	struct handle *free;
};

struct blobs *blobs_of(struct repository *repository)
{
	if (!repository->blobs) {
		struct arena *arena = arena_create();
		struct blobs *blobs = arena_new(arena, struct blobs);
		*blobs = (struct blobs){
			.arena = arena,
			.path = str_dup(arena, str_of(git_repository_path(repository->git))),
		};
		pthread_mutex_init(&blobs->lock, NULL);
		repository->blobs = blobs;
	}
	return repository->blobs;
}

void blobs_destroy(struct blobs *blobs)
{
	if (!blobs) {
		return;
	}
	for (struct handle *handle = blobs->free; handle; handle = handle->next) {
		git_odb_free(handle->objects);
		git_repository_free(handle->git);
	}
	pthread_mutex_destroy(&blobs->lock);
	arena_destroy(blobs->arena);
}

static void handle_give(struct blobs *blobs, struct handle *handle)
{
	pthread_mutex_lock(&blobs->lock);
	handle->next = blobs->free;
	blobs->free = handle;
	pthread_mutex_unlock(&blobs->lock);
}

/* One that nobody reads with, or a new one; `objects` is NULL if it cannot be opened. */
static struct handle *handle_take(struct blobs *blobs)
{
	pthread_mutex_lock(&blobs->lock);
	struct handle *handle = blobs->free;
	if (handle) {
		blobs->free = handle->next;
	} else {
		handle = arena_new(blobs->arena, struct handle);
	}
	pthread_mutex_unlock(&blobs->lock);
	if (!handle->objects && git_repository_open(&handle->git, blobs->path.p) == 0
			&& git_repository_odb(&handle->objects, handle->git) < 0) {
		git_repository_free(handle->git);
		handle->git = NULL;
	}
	return handle;
}

enum file_status blob_take(
		git_odb *objects, const git_oid *id, size_t max, struct buf *out, uint64_t *size)
{
	git_odb_object *object;
	git_object_t type;
	size_t len;
	/* How large it is stands before it: nothing is unpacked to learn that it is too large. */
	if (git_odb_read_header(&len, &type, objects, id) < 0 || type != GIT_OBJECT_BLOB) {
		return FILE_UNREADABLE;
	}
	*size = len;
	if (len > max) {
		return FILE_TOO_LARGE;
	}
	if (git_odb_read(&object, objects, id) < 0) {
		return FILE_UNREADABLE;
	}
	buf_add(out, (struct str){ git_odb_object_data(object), git_odb_object_size(object) });
	git_odb_object_free(object);
	return FILE_OK;
}

enum file_status blob_read(const struct overlay_entry *entry, size_t max, struct buf *out,
		uint64_t *size, void *ctx)
{
	struct blobs *blobs = ctx;
	git_oid id;
	git_oid_fromraw(&id, entry->id);
	buf_clear(out);
	struct handle *handle = handle_take(blobs);
	enum file_status status = handle->objects ? blob_take(handle->objects, &id, max, out, size)
						  : FILE_UNREADABLE;
	handle_give(blobs, handle);
	return status;
}
