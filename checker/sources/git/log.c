/* SPDX-License-Identifier: MIT */
#include "sources/git/log.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/pack.h"

#include <string.h>

/* Another number is another layout, or another way to read commits: start again. */
#define LOG_VERSION 1
#define LOG_MAGIC 0x6c6f67
#define SLOTS_LEAST ((size_t)1 << 10)

struct history_log *log_create(struct arena *arena)
{
	struct history_log *log = arena_new(arena, struct history_log);
	log->arena = arena;
	log->paths = map_create(arena);
	log->people = map_create(arena);
	return log;
}

/* ---- ids ---- */

static uint32_t *slot_of(const struct history_log *log, const uint8_t *id)
{
	struct str bytes = { (const char *)id, HISTORY_ID_SIZE };
	size_t slot = (size_t)hash64(bytes, (uint64_t)(uintptr_t)log);
	for (;; slot++) {
		uint32_t *found = &log->slots[slot & (log->slot_count - 1)];
		if (*found == NONE || memcmp(log->commits.p[*found].id, id, HISTORY_ID_SIZE) == 0) {
			return found;
		}
	}
}

static void slots_make(struct history_log *log, size_t count)
{
	size_t wanted = SLOTS_LEAST;
	while (wanted < count * 2) {
		wanted *= 2;
	}
	if (wanted > log->slot_count) {
		log->slots = arena_new_array(log->arena, uint32_t, wanted);
		log->slot_count = wanted;
	}
	memset(log->slots, 0xff, log->slot_count * sizeof(*log->slots));
	for (size_t i = 0; i < log->commits.len; i++) {
		*slot_of(log, log->commits.p[i].id) = (uint32_t)i;
	}
}

uint32_t log_find(const struct history_log *log, const uint8_t id[HISTORY_ID_SIZE])
{
	return log->slots ? *slot_of(log, id) : NONE;
}

uint32_t log_add(struct history_log *log, const uint8_t id[HISTORY_ID_SIZE], bool *is_new)
{
	if (log->slot_count < (log->commits.len + 1) * 2) {
		slots_make(log, (log->commits.len + 1) * 2);
	}
	uint32_t *slot = slot_of(log, id);
	*is_new = *slot == NONE;
	if (*is_new) {
		*slot = (uint32_t)log->commits.len;
		struct log_commit *commit = vec_add(&log->commits, log->arena);
		*commit = (struct log_commit){ .reverts = NONE, .picked = NONE };
		memcpy(commit->id, id, HISTORY_ID_SIZE);
	}
	return *slot;
}

struct log_size log_size(const struct history_log *log)
{
	return (struct log_size){ log->commits.len, log->parents.len, log->changes.len,
		log->mentions.len };
}

void log_cut(struct history_log *log, const struct log_size *size)
{
	log->commits.len = size->commits;
	log->parents.len = size->parents;
	log->changes.len = size->changes;
	log->mentions.len = size->mentions;
	if (log->slots) {
		slots_make(log, log->commits.len);
	}
}

/* ---- keeping ---- */

/* Small for numbers near 0 on either side. */
static uint64_t folded(int64_t number)
{
	return ((uint64_t)number << 1) ^ (number < 0 ? ~UINT64_C(0) : 0);
}

static int64_t unfolded(uint64_t number)
{
	return (int64_t)((number >> 1) ^ (number & 1 ? ~UINT64_C(0) : 0));
}

static void texts_pack(const struct map *texts, struct buf *out)
{
	pack_num(out, texts->len);
	for (size_t i = 0; i < texts->len; i++) {
		pack_str(out, texts->entries[i].key);
	}
}

static void changes_pack(
		const struct history_log *log, const struct log_commit *commit, struct buf *out)
{
	pack_num(out, commit->change_count);
	for (uint32_t i = 0; i < commit->change_count; i++) {
		const struct log_change *change = &log->changes.p[commit->first_change + i];
		pack_num(out, (uint64_t)change->path << 2 | change->kind);
		if (change->kind == CHANGE_RENAMED) {
			pack_num(out, change->from);
		}
	}
}

static void commit_pack(const struct history_log *log, size_t number, struct buf *out)
{
	const struct log_commit *commit = &log->commits.p[number];

	buf_add(out, (struct str){ (const char *)commit->id, sizeof(commit->id) });
	pack_num(out, commit->person);
	pack_num(out, folded(commit->at));
	pack_num(out, folded(commit->written - commit->at));
	/* NONE becomes 0. */
	pack_num(out, (uint32_t)(commit->reverts + 1));
	pack_num(out, (uint32_t)(commit->picked + 1));
	pack_num(out, commit->parent_count);
	for (uint32_t i = 0; i < commit->parent_count; i++) {
		uint32_t parent = log->parents.p[commit->first_parent + i];
		pack_num(out, folded((int64_t)parent - (int64_t)number));
	}
	changes_pack(log, commit, out);
}

void history_log_pack(const struct history_log *log, struct buf *out)
{
	pack_num(out, LOG_MAGIC);
	pack_num(out, LOG_VERSION);
	texts_pack(log->paths, out);
	texts_pack(log->people, out);
	pack_num(out, log->mentions.len);
	vec_each (const struct history_id, id, &log->mentions) {
		pack_num(out, id->digits);
		buf_add(out, (struct str){ (const char *)id->bytes, (id->digits + 1U) / 2 });
	}
	pack_num(out, log->commits.len);
	for (size_t i = 0; i < log->commits.len; i++) {
		commit_pack(log, i, out);
	}
}

/* ---- reading what was kept ---- */

static void bytes_unpack(struct unpack *in, uint8_t *bytes, size_t size)
{
	in->is_bad |= in->rest.len < size;
	if (!in->is_bad) {
		memcpy(bytes, in->rest.p, size);
		in->rest = str_from(in->rest, size);
	}
}

static void texts_unpack(struct map *texts, struct unpack *in)
{
	size_t count = unpack_count(in, 1);
	for (size_t i = 0; i < count && !in->is_bad; i++) {
		bool is_new;
		map_put(texts, unpack_str(in), &is_new);
		in->is_bad |= !is_new;
	}
}

static void mentions_unpack(struct history_log *log, struct unpack *in)
{
	size_t count = unpack_count(in, 2);
	for (size_t i = 0; i < count && !in->is_bad; i++) {
		struct history_id id = { .digits = (uint8_t)unpack_max(in, HISTORY_ID_HEX) };
		bytes_unpack(in, id.bytes, (id.digits + 1U) / 2);
		*vec_add(&log->mentions, log->arena) = id;
	}
}

/* A number below `count`. */
static uint32_t number_unpack(struct unpack *in, size_t count)
{
	in->is_bad |= count == 0;
	return in->is_bad ? 0 : (uint32_t)unpack_max(in, count - 1);
}

static void changes_unpack(struct history_log *log, struct log_commit *commit, struct unpack *in)
{
	commit->first_change = (uint32_t)log->changes.len;
	commit->change_count = (uint32_t)unpack_count(in, 1);
	for (uint32_t i = 0; i < commit->change_count && !in->is_bad; i++) {
		uint64_t packed = unpack_num(in);
		struct log_change change = {
			.path = (uint32_t)(packed >> 2),
			.from = NONE,
			.kind = (enum history_change_kind)(packed & 3),
		};
		in->is_bad |= packed >> 2 >= log->paths->len;
		if (change.kind == CHANGE_RENAMED) {
			change.from = number_unpack(in, log->paths->len);
		}
		*vec_add(&log->changes, log->arena) = change;
	}
}

static void commit_unpack(struct history_log *log, size_t count, struct unpack *in)
{
	uint8_t id[HISTORY_ID_SIZE] = { 0 };
	bool is_new;

	bytes_unpack(in, id, sizeof(id));
	uint32_t number = log_add(log, id, &is_new);
	in->is_bad |= !is_new;
	struct log_commit *commit = &log->commits.p[number];
	commit->person = number_unpack(in, log->people->len);
	commit->at = unfolded(unpack_num(in));
	/* Wrapped as it was when it was packed. */
	commit->written = (int64_t)((uint64_t)unfolded(unpack_num(in)) + (uint64_t)commit->at);
	commit->reverts = (uint32_t)unpack_max(in, log->mentions.len) - 1;
	commit->picked = (uint32_t)unpack_max(in, log->mentions.len) - 1;
	commit->first_parent = (uint32_t)log->parents.len;
	commit->parent_count = (uint32_t)unpack_count(in, 1);
	for (uint32_t i = 0; i < commit->parent_count && !in->is_bad; i++) {
		int64_t parent = (int64_t)((uint64_t)unfolded(unpack_num(in)) + number);
		in->is_bad |= parent < 0 || parent >= (int64_t)count || parent == (int64_t)number;
		*vec_add(&log->parents, log->arena) = (uint32_t)parent;
	}
	changes_unpack(log, commit, in);
}

struct history_log *history_log_read(struct arena *arena, struct str packed)
{
	struct history_log *log = log_create(arena);
	struct unpack in = { .rest = packed };

	if (unpack_num(&in) != LOG_MAGIC || unpack_num(&in) != LOG_VERSION) {
		return log;
	}
	texts_unpack(log->paths, &in);
	texts_unpack(log->people, &in);
	mentions_unpack(log, &in);
	size_t count = unpack_count(&in, HISTORY_ID_SIZE + 7);
	slots_make(log, count);
	for (size_t i = 0; i < count && !in.is_bad; i++) {
		commit_unpack(log, count, &in);
	}
	return unpack_end(&in) ? log : log_create(arena);
}
