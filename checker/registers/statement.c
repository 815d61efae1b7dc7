/* SPDX-License-Identifier: MIT */
#include "registers/statement.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "facts/measure.h"

/* Of one field, in bytes. */
#define STATEMENT_MOST 160

/* Cut between characters. */
static void text_write(struct str text, struct buf *out)
{
	size_t at = 0;
	size_t end = 0;

	while (at < text.len && at <= STATEMENT_MOST) {
		end = at;
		(void)utf8_next(text, &at);
	}
	bool is_cut = at < text.len || at > STATEMENT_MOST;
	buf_add(out, is_cut ? str_trim(str_slice(text, 0, end)) : text);
	buf_add_cstr(out, is_cut ? "…" : "");
}

struct str record_statement(struct arena *arena, const struct register_entry *entry)
{
	const struct register_kind *kind = entry->kind;
	struct buf out = { 0 };

	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field_kind *field = &kind->fields[i];
		bool is_told = field->value == VALUE_TEXT && field->is_required && !field->is_common
			       && entry->fields[i].len > 0;
		if (is_told) {
			buf_add_cstr(&out, out.len ? "; " : "");
			buf_add(&out, field->name);
			buf_add_cstr(&out, ": ");
			text_write(entry->fields[i].values[0].text, &out);
		}
	}
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

struct str metric_age(struct arena *arena, const struct metric *metric, moment as_of)
{
	struct buf out = { 0 };
	size_t len = metric ? metric->len : 0;

	while (len > 0 && metric->samples[len - 1].at > as_of) {
		len--;
	}
	if (len == 0 || metric->derived.len > 0) {
		return STR("");
	}
	buf_add_cstr(&out, "the newest sample of ");
	buf_add(&out, metric->name);
	buf_add_cstr(&out, ", ");
	age_write(as_of - metric->samples[len - 1].at, &out);
	buf_add_cstr(&out, " old");
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}
