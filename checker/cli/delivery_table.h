/* SPDX-License-Identifier: MIT */
/*
 * A table of delivery that becomes text, CSV or JSON: each cell is what people
 * read, and what programs do.
 */
#ifndef LINTEL_CLI_DELIVERY_TABLE_H
#define LINTEL_CLI_DELIVERY_TABLE_H

#include "engine/delivery.h"

struct buf;
struct json_writer;

enum delivery_by {
	/* Figures of the whole window. */
	BY_WINDOW,
	BY_SERVICE,
	BY_MONTH,
	BY_QUARTER,
	BY_DEPLOYMENT,
	BY_COMMIT,
};

enum delivery_cell_kind {
	CELL_TEXT,
	CELL_NUMBER,
	/* It is not known, or does not apply. */
	CELL_NONE,
};

struct delivery_cell {
	enum delivery_cell_kind kind;
	struct str text;
	double number;
	/* For people; empty = the text. */
	struct str shown;
};

#define DELIVERY_COLUMNS_MOST 16

struct delivery_table {
	struct arena *arena;
	/* Of columns: keys of JSON and CSV; what people read above, NULL for what they do not see.
	 */
	const char *keys[DELIVERY_COLUMNS_MOST];
	const char *heads[DELIVERY_COLUMNS_MOST];
	bool is_right[DELIVERY_COLUMNS_MOST];
	size_t count;
	VEC(struct delivery_cell) cells;
};

/* `service` is a number of the delivery, or DELIVERY_ALL: then each that there is, and all. */
void delivery_table_make(struct delivery_table *table, struct arena *arena,
		const struct run_delivery *made, enum delivery_by by, uint32_t service);

/* The figures of the whole window, of a service or of all together, and no others. */
void delivery_table_figures(struct delivery_table *table, struct arena *arena,
		const struct run_delivery *made, uint32_t service);

void delivery_table_text(const struct delivery_table *table, struct buf *out);
/* RFC 4180; nothing in it is taken for a formula. */
void delivery_table_csv(const struct delivery_table *table, struct buf *out);
/* An array of objects. */
void delivery_table_json(const struct delivery_table *table, struct json_writer *json);

/* Empty of all together; "(unnamed)" for what names no service, where others do. */
struct str delivery_service_name(const struct run_delivery *made, uint32_t service);

/* "42 min", "9.2 d" */
struct str wait_text(double seconds, struct arena *arena);

#endif
