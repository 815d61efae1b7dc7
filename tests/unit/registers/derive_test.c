/* SPDX-License-Identifier: MIT */
#include "registers/derive.h"

#include "base/problem.h"
#include "conditions/condition.h"
#include "registers/kind.h"
#include "registers/record.h"
#include "unit/unit.h"

static const char kind_text[] = "register: hop\n"
				"title: Hop\n"
				"purpose: One step.\n"
				"fields:\n"
				"  time: { type: duration }\n"
				"  next: { type: record, of: [hop], list: true }\n"
				"derived:\n"
				"  longest: { longest: time, along: next, unit: ms }\n"
				"  total: { total: time, along: next, unit: ms }\n"
				"  least: { least: time, along: next, unit: ms }\n"
				"  most: { most: time, along: next, unit: ms }\n";

/* The book of the records in `text`, as far as values are derived. */
static void book_of(struct register_book *book, struct arena *arena, struct str text)
{
	struct problems problems;
	struct node kind;
	struct node records;
	const struct node_limits limits = { .max_bytes = (size_t)1 << 30, .max_nodes = 10000000 };

	problems_init(&problems, arena);
	*book = (struct register_book){ .arena = arena };
	registers_init(&book->registers, arena);
	struct record_reading reading = {
		.book = book, .problems = &problems, .path = STR("r"), .max_records = 1000000
	};
	const struct condition_names names = { .registers = &book->registers };
	const struct register_surroundings nothing = { 0 };
	const struct world world = { .registers = &book->registers, .subject = SUBJECT_NONE };
	assert_true(node_read_yaml(&kind, arena, STR("k"), str_of(kind_text), NULL, &problems));
	struct register_kind *read = kind_read(arena, &kind, false, &problems);
	assert_non_null(read);
	*vec_add(&book->registers.kinds, arena) = read;
	*vec_add(&book->forms, arena) = (struct kind_form){ .kind = read };
	registers_freeze(&book->registers);
	assert_true(node_read_yaml(&records, arena, STR("r"), text, &limits, &problems));
	assert_true(records_take(&reading, &records));
	registers_freeze(&book->registers);
	book_resolve(book, &nothing);
	assert_true(book_understand(book, &names, &problems));
	book_find_cycles(book);
	book_derive(book, &world);
}

static struct str derived(
		const struct register_book *book, const char *id, const char *name, bool *is_known)
{
	const struct register_entry *entry =
			register_find(&book->registers, STR("hop"), str_of(id));
	const struct derived_value *value = register_derived(entry, str_of(name));
	struct buf text = { 0 };
	*is_known = value->is_known;
	if (!value->is_known) {
		return value->evidence;
	}
	quantity_write(&value->quantity, &text);
	buf_fmt(&text, "; " STR_FMT, STR_ARG(value->evidence));
	struct str copy = str_dup(book->arena, buf_str(&text));
	buf_finish(&text);
	return copy;
}

static void values_are_joined_along_references(void **state)
{
	struct register_book book;
	bool is_known;
	book_of(&book, *state,
			STR("hop:\n"
			    "  - { id: a, time: 0.1 s, next: [b, c] }\n"
			    "  - { id: b, time: 20 ms, next: d }\n"
			    "  - { id: c, time: 200 ms, next: d }\n"
			    "  - { id: d, time: 0.3 s }\n"));
	assert_int_equal(book.faults.len, 0);
	assert_str(derived(&book, "a", "longest", &is_known),
			"600 ms; a 100 ms + c 200 ms + d 300 ms");
	/* d is reached on two ways. */
	assert_str(derived(&book, "a", "total", &is_known),
			"920 ms; a 100 ms and all that comes with 2 others");
	assert_str(derived(&book, "a", "least", &is_known), "20 ms; b 20 ms");
	assert_str(derived(&book, "a", "most", &is_known), "300 ms; d 300 ms");
	assert_str(derived(&book, "d", "total", &is_known), "300 ms; d 300 ms");
}

static void what_leads_to_something_unknown_is_unknown(void **state)
{
	struct register_book book;
	bool is_known;
	book_of(&book, *state,
			STR("hop:\n"
			    "  - { id: a, time: 1 ms, next: b }\n"
			    "  - { id: b, next: c }\n"
			    "  - { id: c, time: 1 ms }\n"
			    "  - { id: d, time: 1 ms, next: [c, nobody] }\n"));
	assert_str(derived(&book, "a", "longest", &is_known), "hop b does not state time");
	assert_false(is_known);
	(void)derived(&book, "c", "longest", &is_known);
	assert_true(is_known);
	assert_str(derived(&book, "d", "total", &is_known),
			"hop d names something in next that is not there");
}

static void a_circle_is_told_once_and_has_no_sum(void **state)
{
	struct register_book book;
	bool is_known;
	book_of(&book, *state,
			STR("hop:\n"
			    "  - { id: a, time: 1 ms, next: b }\n"
			    "  - { id: b, time: 1 ms, next: [c, a] }\n"
			    "  - { id: c, time: 1 ms, next: a }\n"
			    "  - { id: d, time: 1 ms, next: d }\n"));
	assert_int_equal(book.faults.len, 2);
	assert_str(book.faults.p[0].message, "hop d names itself in next");
	assert_str(book.faults.p[1].message, "hop a leads back to itself along next in 2 steps");
	assert_str(derived(&book, "c", "longest", &is_known), "c leads back to itself along next");
	assert_false(is_known);
}

static void a_chain_of_100000_records_takes_no_stack_and_little_time(void **state)
{
	struct register_book book;
	struct buf text = { 0 };
	bool is_known;
	double before = unit_seconds();

	buf_add_cstr(&text, "hop:\n");
	for (unsigned i = 0; i < 100000; i++) {
		buf_fmt(&text, "  - { id: h%u, time: 1 ms, next: h%u }\n", i, i + 1);
	}
	buf_add_cstr(&text, "  - { id: h100000, time: 1 ms }\n");
	book_of(&book, *state, buf_str(&text));
	buf_finish(&text);
	assert_str(str_slice(derived(&book, "h0", "total", &is_known), 0, 9), "100001 ms");
	assert_true(unit_seconds() - before < 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(values_are_joined_along_references),
		claim(what_leads_to_something_unknown_is_unknown),
		claim(a_circle_is_told_once_and_has_no_sum),
		claim(a_chain_of_100000_records_takes_no_stack_and_little_time),
	};
	return claims_run("registers/derive", tests);
}
