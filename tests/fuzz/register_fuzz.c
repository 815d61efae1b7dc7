/* SPDX-License-Identifier: MIT */
/* A kind, a line "---", and records of it: no record is more complete than its kind asks. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "base/problem.h"
#include "conditions/condition.h"
#include "registers/kind.h"
#include "registers/record.h"

static void book_read_text(struct register_book *book, struct arena *arena,
		struct problems *problems, struct str kind_text, struct str record_text)
{
	struct record_reading reading = { .book = book, .problems = problems, .max_records = 100 };
	const struct condition_names names = { .registers = &book->registers };
	const struct register_surroundings nothing = { 0 };
	const struct world world = { .registers = &book->registers, .subject = SUBJECT_NONE };
	struct node kind;
	struct node records;
	struct register_kind *read = NULL;

	if (node_read_yaml(&kind, arena, STR("k"), kind_text, NULL, problems)
			&& kind_is_declared(&kind)) {
		read = kind_read(arena, &kind, false, problems);
	}
	fuzz_must(read || problems->errors > 0 || !kind_is_declared(&kind));
	if (!read || !node_read_yaml(&records, arena, STR("r"), record_text, NULL, problems)) {
		return;
	}
	*vec_add(&book->registers.kinds, arena) = read;
	*vec_add(&book->forms, arena) = (struct kind_form){ .kind = read };
	registers_freeze(&book->registers);
	reading.path = STR("r");
	if (kinds_check(&book->registers, problems) && records_take(&reading, &records)) {
		registers_freeze(&book->registers);
		book_resolve(book, &nothing);
		if (book_understand(book, &names, problems)) {
			book_evaluate(book, &world, ROUND_OF_RECORDS);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	const char *cut = size ? memmem(data, size, "\n---\n", 5) : NULL;
	size_t at = cut ? (size_t)(cut - text.p) : size;
	struct arena *arena = arena_create();
	struct register_book book = { .arena = arena };
	struct problems problems;

	problems_init(&problems, arena);
	registers_init(&book.registers, arena);
	book_read_text(&book, arena, &problems, str_slice(text, 0, at), str_from(text, at + 5));
	vec_each (const struct register_entry, entry, &book.registers.entries) {
		fuzz_must(entry->complete <= entry->required);
	}
	arena_destroy(arena);
	return 0;
}
