/* SPDX-License-Identifier: MIT */
#include "cli/columns.h"
#include "cli/csv.h"
#include "cli/delivery_table.h"
#include "formats/json_writer.h"

/* ---- text ---- */

void delivery_table_text(const struct delivery_table *table, struct buf *out)
{
	struct columns columns = { .arena = table->arena };

	for (size_t i = 0; i < table->count; i++) {
		if (table->heads[i]) {
			columns.is_right[columns.count++] = table->is_right[i];
		}
	}
	for (size_t i = 0; i < table->count; i++) {
		if (table->heads[i]) {
			columns_add(&columns, str_of(table->heads[i]));
		}
	}
	for (size_t i = 0; i < table->cells.len; i++) {
		const struct delivery_cell *cell = &table->cells.p[i];
		if (table->heads[i % table->count]) {
			columns_add(&columns, cell->shown.len ? cell->shown : cell->text);
		}
	}
	columns_write(&columns, out);
}

/* ---- CSV ---- */

void delivery_table_csv(const struct delivery_table *table, struct buf *out)
{
	for (size_t i = 0; i < table->count; i++) {
		buf_fmt(out, "%s%s", i ? "," : "", table->keys[i]);
	}
	for (size_t i = 0; i < table->cells.len; i++) {
		const struct delivery_cell *cell = &table->cells.p[i];
		buf_add_cstr(out, i % table->count ? "," : "\n");
		if (cell->kind == CELL_NUMBER) {
			number_write(cell->number, out);
		} else if (cell->kind == CELL_TEXT && cell->text.len > 0) {
			csv_text(cell->text, out);
		}
	}
	buf_add_char(out, '\n');
}

/* ---- JSON ---- */

void delivery_table_json(const struct delivery_table *table, struct json_writer *json)
{
	json_array(json);
	for (size_t i = 0; i < table->cells.len; i++) {
		const struct delivery_cell *cell = &table->cells.p[i];
		if (i % table->count == 0) {
			json_object(json);
		}
		json_key(json, table->keys[i % table->count]);
		if (cell->kind == CELL_NUMBER) {
			json_real(json, cell->number);
		} else if (cell->kind == CELL_TEXT) {
			json_str(json, cell->text);
		} else {
			json_null(json);
		}
		if ((i + 1) % table->count == 0) {
			json_end(json);
		}
	}
	json_end(json);
}
