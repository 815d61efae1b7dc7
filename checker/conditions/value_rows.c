/* SPDX-License-Identifier: MIT */
#include "conditions/value_rows.h"

#include "base/arena.h"
#include "conditions/fact.h"

static bool is_about(const struct value_row *row, const struct term *term)
{
	return str_eq(row->name, term->fact->name) && str_eq(row->family, term->fact->family)
	       && str_eq(row->subject, term->argument);
}

const struct value_row *value_row_now(const struct world *world, const struct term *term)
{
	const struct value_row *found = NULL;
	for (size_t i = 0; i < world->value_count; i++) {
		const struct value_row *row = &world->values[i];
		if (!is_about(row, term) || row->from > world->as_of) {
			continue;
		}
		/* What is so now counts before what was recorded. */
		if (row->from == MOMENT_EVER) {
			return row;
		}
		found = !found || found->from <= row->from ? row : found;
	}
	return found;
}

static struct span row_span(const struct value_row *row, const struct unit *unit)
{
	if (row->reason != REASON_NONE) {
		return span_unknown(row->reason);
	}
	struct conversion conversion = conversion_between(&row->value.unit, unit);
	return conversion_apply(&conversion, span_point(row->value.value));
}

static void row_add(struct cursor_row *rows, uint32_t *count, moment from, struct span value)
{
	/* The last one of a moment counts, and none that goes back. */
	if (*count > 0 && rows[*count - 1].from >= from) {
		*count -= rows[*count - 1].from == from ? 1 : 0;
		if (*count > 0 && rows[*count - 1].from >= from) {
			return;
		}
	}
	rows[(*count)++] = (struct cursor_row){ from, value };
}

bool value_rows_cursor(
		struct evaluation *evaluation, const struct term *term, struct cursor *cursor)
{
	const struct world *world = evaluation->world;
	const struct value_row *now = NULL;
	uint32_t dated = 0;
	if (term->fact->argument != ARGUMENT_SUBJECT) {
		return false;
	}
	struct cursor_row *rows = NULL;
	uint32_t count = 0;
	for (size_t i = 0; i < world->value_count; i++) {
		const struct value_row *row = &world->values[i];
		if (is_about(row, term)) {
			dated += row->from != MOMENT_EVER;
			now = row->from == MOMENT_EVER ? row : now;
		}
	}
	if (dated == 0) {
		return false;
	}
	rows = arena_new_array(evaluation->scratch, struct cursor_row, dated + 1);
	for (size_t i = 0; i < world->value_count; i++) {
		const struct value_row *row = &world->values[i];
		if (is_about(row, term) && row->from != MOMENT_EVER && row->from <= world->as_of) {
			row_add(rows, &count, row->from, row_span(row, &term->unit));
		}
	}
	if (now) {
		row_add(rows, &count, world->as_of, row_span(now, &term->unit));
	}
	cursor_rows(cursor, rows, count);
	return true;
}
