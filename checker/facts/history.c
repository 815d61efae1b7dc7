/* SPDX-License-Identifier: MIT */
#include "facts/history.h"

#include "base/arena.h"

#include <string.h>

/* A shorter beginning of an id would be found too often. */
#define HEX_LEAST 7

uint32_t history_path_find(const struct history *history, struct str path)
{
	size_t low = 0;
	size_t high = history->path_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(history->paths[middle], path);
		if (order == 0) {
			return (uint32_t)middle;
		}
		low = order < 0 ? middle + 1 : low;
		high = order < 0 ? high : middle;
	}
	return NONE;
}

/* ---- ids ---- */

static int digit_value(char c)
{
	if (c >= '0' && c <= '9') {
		return c - '0';
	}
	if (c >= 'a' && c <= 'f') {
		return c - 'a' + 10;
	}
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool history_id_read(struct history_id *id, struct str hex)
{
	*id = (struct history_id){ .digits = (uint8_t)hex.len };
	if (hex.len < HEX_LEAST || hex.len > HISTORY_ID_HEX) {
		return false;
	}
	for (size_t i = 0; i < hex.len; i++) {
		int value = digit_value(hex.p[i]);
		if (value < 0) {
			return false;
		}
		id->bytes[i / 2] |= (uint8_t)(i % 2 == 0 ? value << 4 : value);
	}
	return true;
}

/* Below 0, 0 if it begins with these digits, above 0. */
static int id_order(const uint8_t *bytes, const struct history_id *id)
{
	int order = memcmp(bytes, id->bytes, id->digits / 2);
	if (order == 0 && id->digits % 2 == 1) {
		return (bytes[id->digits / 2] & 0xf0) - id->bytes[id->digits / 2];
	}
	return order;
}

static const uint8_t *id_of(const struct history *history, size_t place)
{
	return history->commits[history->by_id[place]].id;
}

/* A history made by hand has no index. */
static uint32_t find_by_looking(const struct history *history, const struct history_id *id)
{
	uint32_t found = NONE;
	for (size_t i = 0; i < history->commit_count; i++) {
		if (id_order(history->commits[i].id, id) == 0) {
			if (found != NONE) {
				return NONE;
			}
			found = (uint32_t)i;
		}
	}
	return found;
}

uint32_t history_id_find(const struct history *history, const struct history_id *id)
{
	size_t low = 0;
	size_t high = history->commit_count;

	if (!history->by_id) {
		return find_by_looking(history, id);
	}
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		bool is_before = id_order(id_of(history, middle), id) < 0;
		low = is_before ? middle + 1 : low;
		high = is_before ? high : middle;
	}
	bool is_found = low < history->commit_count && id_order(id_of(history, low), id) == 0;
	bool is_one = low + 1 >= history->commit_count
		      || id_order(id_of(history, low + 1), id) != 0;
	return is_found && is_one ? history->by_id[low] : NONE;
}

uint32_t history_commit_find(const struct history *history, struct str hex)
{
	struct history_id id;
	return history_id_read(&id, hex) ? history_id_find(history, &id) : NONE;
}

struct str history_commit_id(const struct history *history, uint32_t commit, struct arena *arena)
{
	static const char digits[] = "0123456789abcdef";
	char hex[HISTORY_ID_HEX];
	for (size_t i = 0; i < HISTORY_ID_HEX; i++) {
		uint8_t byte = history->commits[commit].id[i / 2];
		hex[i] = digits[i % 2 == 0 ? byte >> 4 : byte & 0xf];
	}
	return str_dup(arena, (struct str){ hex, sizeof(hex) });
}

/* ---- reaching ---- */

void history_mark(const struct history *history, uint32_t commit, uint8_t *marks, uint8_t bits,
		struct arena *scratch)
{
	VEC(uint32_t) waiting = { 0 };

	if (commit == NONE || (marks[commit] & bits) == bits) {
		return;
	}
	marks[commit] |= bits;
	*vec_add(&waiting, scratch) = commit;
	while (waiting.len > 0) {
		const struct history_commit *next = &history->commits[waiting.p[--waiting.len]];
		for (uint32_t i = 0; i < next->parent_count; i++) {
			uint32_t parent = history->parents[next->first_parent + i];
			if ((marks[parent] & bits) != bits) {
				marks[parent] |= bits;
				*vec_add(&waiting, scratch) = parent;
			}
		}
	}
}

/* ---- names ---- */

/*
 * From the latest commit to the first, so that what a file is called after a
 * commit is known when the commit is met.  A name that a later commit adds is
 * another file's than the one that had it before.
 */
uint32_t *history_names_today(const struct history *history, struct arena *arena)
{
	uint32_t *today = arena_new_array(arena, uint32_t, history->path_count);
	uint8_t *is_taken = arena_new_array(arena, uint8_t, history->path_count);

	for (size_t i = 0; i < history->path_count; i++) {
		today[i] = (uint32_t)i;
	}
	for (size_t i = 0; i < history->commit_count; i++) {
		const struct history_commit *commit = &history->commits[i];
		for (uint32_t j = 0; j < commit->change_count; j++) {
			const struct history_change *change =
					&history->changes[commit->first_change + j];
			if (change->kind == CHANGE_RENAMED && !is_taken[change->from]) {
				today[change->from] = today[change->path];
				is_taken[change->from] = 1;
			}
			if (change->kind == CHANGE_ADDED || change->kind == CHANGE_RENAMED) {
				is_taken[change->path] = 1;
			}
		}
	}
	return today;
}
