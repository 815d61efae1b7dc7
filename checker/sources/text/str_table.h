/* SPDX-License-Identifier: MIT */
/*
 * Finds the number of a text in an array of different texts.  Unlike a map it
 * borrows the array, so that a million paths are not held twice.
 */
#ifndef LINTEL_SOURCES_TEXT_STR_TABLE_H
#define LINTEL_SOURCES_TEXT_STR_TABLE_H

#include "base/str.h"

struct arena;

struct str_table {
	const struct str *keys;
	uint32_t *slots;
	/* A power of two less one. */
	size_t mask;
};

/* The keys must stay; they must differ from one another. */
struct str_table str_table_create(struct arena *arena, const struct str *keys, size_t count);

/* The number of `key`, or UINT32_MAX. */
uint32_t str_table_find(const struct str_table *table, struct str key);

#endif
