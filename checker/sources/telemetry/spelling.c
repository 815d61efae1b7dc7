/* SPDX-License-Identifier: MIT */
#include "sources/telemetry/spelling.h"

#include "base/arena.h"
#include "base/hash.h"

/* What is remembered at most; a file with more is read all the same, only slower. */
#define SPELLINGS_MAX 1000000
#define SLOTS_MIN 64

void series_spellings_init(struct spellings *spellings, struct arena *arena)
{
	*spellings = (struct spellings){ .arena = arena, .last = SPELLING_NONE };
}

/* The slot that holds `text`, or the free one that it would get. */
static uint32_t *slot_of(const struct spellings *spellings, struct str text)
{
	size_t mask = spellings->slot_count - 1;
	size_t at = hash64(text, (uintptr_t)spellings) & mask;
	while (spellings->slots[at]
			&& !str_eq(spellings->list.p[spellings->slots[at] - 1].text, text)) {
		at = (at + 1) & mask;
	}
	return &spellings->slots[at];
}

static void slots_grow(struct spellings *spellings)
{
	spellings->slot_count = spellings->slot_count ? spellings->slot_count * 2 : SLOTS_MIN;
	spellings->slots = arena_new_array(spellings->arena, uint32_t, spellings->slot_count);
	for (size_t i = 0; i < spellings->list.len; i++) {
		*slot_of(spellings, spellings->list.p[i].text) = (uint32_t)i + 1;
	}
}

/* Remembers that number `i` follows the line before. */
static struct spelling *follow(struct spellings *spellings, uint32_t i)
{
	if (spellings->last != SPELLING_NONE) {
		spellings->list.p[spellings->last].next = i;
	}
	spellings->last = i;
	return &spellings->list.p[i];
}

struct spelling *spelling_expected(struct spellings *spellings, struct str text)
{
	if (spellings->last == SPELLING_NONE) {
		return NULL;
	}
	uint32_t i = spellings->list.p[spellings->last].next;
	if (i == SPELLING_NONE) {
		return NULL;
	}
	struct spelling *next = &spellings->list.p[i];
	size_t len = next->text.len;
	/* A blank after it, so that it is not the beginning of a longer one. */
	if (text.len <= len || text.p[len] != ' ' || memcmp(text.p, next->text.p, len) != 0) {
		return NULL;
	}
	/* In Prometheus text, labels may follow after a blank. */
	if (next->text.p[len - 1] != '}' && text.len > len + 1
			&& (text.p[len + 1] == '{' || text.p[len + 1] == ' ')) {
		return NULL;
	}
	spellings->last = i;
	return next;
}

struct spelling *spelling_find(struct spellings *spellings, struct str text)
{
	uint32_t i = spellings->slot_count ? *slot_of(spellings, text) : 0;
	return i ? follow(spellings, i - 1) : NULL;
}

struct spelling *spelling_add(struct spellings *spellings, struct spelling spelling)
{
	spelling.next = SPELLING_NONE;
	if (spellings->list.len == SPELLINGS_MAX) {
		spellings->last = SPELLING_NONE;
		spellings->passing = spelling;
		return &spellings->passing;
	}
	if (2 * (spellings->list.len + 1) > spellings->slot_count) {
		slots_grow(spellings);
	}
	uint32_t i = (uint32_t)spellings->list.len;
	*slot_of(spellings, spelling.text) = i + 1;
	*vec_add(&spellings->list, spellings->arena) = spelling;
	return follow(spellings, i);
}
