/* SPDX-License-Identifier: MIT */
#include "registers/twins.h"

#include "base/arena.h"
#include "base/map.h"
#include "registers/fault.h"

static void twin_report(struct register_book *book, enum own_id rule,
		const struct register_entry *entry, const struct register_entry *first,
		struct str what)
{
	struct register_fault *fault =
			fault_add(book, rule, entry, what, entry->place, " %s " STR_FMT,
					rule == OWN_REGISTER_DUPLICATE ? "is there twice, first at"
								       : "has the same",
					STR_ARG(what));
	if (rule == OWN_REGISTER_DUPLICATE) {
		fault->message = str_fmt(book->arena, STR_FMT ":%u", STR_ARG(fault->message),
				first->place.line);
		fault->why = STR(
				"what refers to it means one of the two, and nobody can tell which");
		fault->remedy = STR("give this one another id, or make one of the two");
		return;
	}
	fault->message = str_fmt(book->arena, STR_FMT " as " STR_FMT ", at " STR_FMT ":%u",
			STR_ARG(fault->message), STR_ARG(first->id), STR_ARG(first->place.path),
			first->place.line);
	fault->why = STR("two records about one thing soon say different things");
	fault->remedy = STR("make one of the two");
}

static void duplicates_find(struct register_book *book)
{
	const struct register_entry *entries = book->registers.entries.p;
	size_t first = 0;
	for (size_t i = 1; i < book->registers.entries.len; i++) {
		if (entries[i].kind != entries[first].kind
				|| !str_eq(entries[i].id, entries[first].id)) {
			first = i;
			continue;
		}
		twin_report(book, OWN_REGISTER_DUPLICATE, &entries[i], &entries[first],
				entries[first].place.path);
	}
}

/* "caller, callee"; and what the record says there, or false if it does not say all. */
static bool unique_key(const struct register_entry *entry, const struct str *names, size_t len,
		struct buf *key, struct buf *what)
{
	buf_clear(key);
	buf_clear(what);
	for (size_t i = 0; i < len; i++) {
		const struct register_field *field = register_field(entry, names[i]);
		if (!field) {
			return false;
		}
		buf_fmt(what, "%s" STR_FMT, i ? " and " : "", STR_ARG(names[i]));
		for (size_t v = 0; v < field->len; v++) {
			buf_fmt(key, "%zu:" STR_FMT, field->values[v].text.len,
					STR_ARG(field->values[v].text));
		}
		buf_add_char(key, ';');
	}
	return true;
}

static void unique_find(struct register_book *book, const struct register_kind *kind, size_t which)
{
	struct register_range range = register_of_kind(&book->registers, kind->name);
	struct arena *scratch = arena_create();
	struct map *seen = map_create(scratch);
	struct buf key = { 0 };
	struct buf what = { 0 };

	for (size_t i = 0; i < range.len; i++) {
		bool is_new;
		if (!unique_key(&range.p[i], kind->unique[which], kind->unique_len[which], &key,
				    &what)) {
			continue;
		}
		struct map_entry *found = map_put(seen, buf_str(&key), &is_new);
		if (is_new) {
			found->num = i;
		} else if (!str_eq(range.p[found->num].id, range.p[i].id)) {
			twin_report(book, OWN_REGISTER_UNIQUE, &range.p[i], &range.p[found->num],
					str_dup(book->arena, buf_str(&what)));
		}
	}
	buf_finish(&key);
	buf_finish(&what);
	arena_destroy(scratch);
}

void book_find_twins(struct register_book *book)
{
	duplicates_find(book);
	for (size_t i = 0; i < book->registers.kinds.len; i++) {
		const struct register_kind *kind = book->registers.kinds.p[i];
		for (size_t k = 0; k < kind->unique_count; k++) {
			unique_find(book, kind, k);
		}
	}
}
