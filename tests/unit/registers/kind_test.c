/* SPDX-License-Identifier: MIT */
#include "registers/kind.h"

#include "registers/book.h"
#include "unit/problem_text.h"
#include "unit/unit.h"

#define HEAD "register: k\ntitle: K\npurpose: p\nfields:\n"

/* The kind that stands in `text`, and what is wrong with it in `told`. */
static struct register_kind *declared(struct arena *arena, const char *text, struct str *told)
{
	struct problems problems;
	struct node root;
	problems_init(&problems, arena);
	assert_true(node_read_yaml(&root, arena, STR("k.yaml"), str_of(text), NULL, &problems));
	struct register_kind *kind = kind_read(arena, &root, false, &problems);
	assert_true(!kind == (problems.errors > 0));
	*told = problem_text(arena, &problems);
	return kind;
}

static void every_shipped_kind_is_sound(void **state)
{
	struct arena *arena = *state;
	struct registers registers;
	struct problems problems;
	registers_init(&registers, arena);
	problems_init(&problems, arena);
	for (const struct embedded *file = register_kinds_shipped; file->name.len; file++) {
		struct node root;
		assert_true(node_read_yaml(&root, arena, file->name, file->text, NULL, &problems));
		struct register_kind *kind = kind_read(arena, &root, true, &problems);
		assert_non_null(kind);
		assert_str(kind->name, str_dup(arena, file->name).p);
		*vec_add(&registers.kinds, arena) = kind;
	}
	registers_freeze(&registers);
	assert_true(kinds_check(&registers, &problems));
	assert_int_equal(problems.list.len, 0);
	assert_true(registers.kinds.len >= 21);
}

static void common_fields_follow_its_own(void **state)
{
	struct str told;
	const struct register_kind *kind = declared(*state,
			HEAD
			"  title: { type: text, required: true, why: w, example: [a, b: c] }\n",
			&told);
	assert_str(told, "");
	assert_int_equal(kind->field_count, 3);
	assert_false(kind->fields[0].is_common);
	assert_str(kind->fields[0].name, "title");
	assert_str(kind->fields[0].example, "[a, { b: c }]");
	assert_str(kind->fields[1].name, "id");
	assert_true(kind->fields[1].is_common);
	assert_str(kind->fields[2].name, "note");
}

static void what_is_wrong_with_a_field_is_told_at_once(void **state)
{
	struct str told;
	assert_null(declared(*state,
			HEAD "  id: { type: text }\n"
			     "  a: { type: text, required: true }\n"
			     "  b: { type: one-of }\n"
			     "  c: { type: text, words: [x] }\n"
			     "  d: { type: quantity, unit: secnods }\n"
			     "  e: { type: group, fields: { f: { type: group } } }\n",
			&told));
	assert_str(told,
			"k.yaml:5:3+2: 'id' is there in every record | leave it out, or call it "
			"otherwise\n"
			"k.yaml:6:3+1: field 'a' is required and has no 'why' | say what goes wrong "
			"without it: whoever leaves it out will read that\n"
			"k.yaml:7:3+1: field 'b' is of type one-of and has no 'words' | say which there "
			"are; for example: words: [design, published, removed]\n"
			"k.yaml:8:3+1: field 'c' has 'words', which is for fields of type one-of | "
			"take it out, or give it that type\n"
			"k.yaml:9:30+7: unknown unit 'secnods': did you mean 'second'?\n"
			"k.yaml:10:31+1: field 'f' is of type group and has no 'fields' | say which it has; "
			"for example: fields: { name: { type: text } }\n"
			"k.yaml:10:42+5: field 'f' of group 'e' is a group | make it a field of the "
			"record itself\n");
}

static void a_derived_value_must_be_a_number_along_its_own_kind(void **state)
{
	struct str told;
	assert_null(declared(*state,
			HEAD "  a: { type: text }\n"
			     "  n: { type: duration }\n"
			     "  r: { type: record, of: [k, other] }\n"
			     "derived:\n"
			     "  one: { longest: a, along: r }\n"
			     "  two: { of: 'field(n)', total: n, along: n }\n"
			     "  n: { total: n }\n",
			&told));
	assert_str(told,
			"k.yaml:9:19+1: 'a' is no number | name a single duration or quantity of the "
			"record, or a derived value that stands before\n"
			"k.yaml:9:29+1: 'r' does not lead to records of kind 'k' only | it is a field "
			"{ type: record, of: [k], list: true }\n"
			"k.yaml:10:3+3: derived value 'two' needs one of 'of', 'longest', 'total', "
			"'least' and 'most' | for example: { longest: own_time, along: next, unit: ms "
			"}\n"
			"k.yaml:10:43+1: 'n' does not lead to records of kind 'k' only | it is a field "
			"{ type: record, of: [k], list: true }\n"
			"k.yaml:11:3+1: derived value 'n' is called as a field is | give it another "
			"name\n"
			"k.yaml:11:3+1: derived value 'n' has no 'along' | name the field that leads "
			"to other records of this kind\n");
}

static void a_message_quotes_what_is_there(void **state)
{
	struct str told;
	assert_null(declared(*state,
			HEAD
			"  aged: { type: date }\n"
			"rules:\n"
			"  - { id: r, holds: has(aged), message: '{agde} {id} {aged', why: w, mend: m }\n"
			"  - { id: r, holds: has(aged), message: 'm', why: w, mend: m }\n",
			&told));
	assert_str(told, "k.yaml:7:41+19: no field 'agde' in kind 'k' | did you mean 'aged'?\n"
			 "k.yaml:7:41+19: '{' without '}' | close it: {field}\n"
			 "k.yaml:8:11+1: rule 'r' is repeated | give this one another id\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_shipped_kind_is_sound),
		claim(common_fields_follow_its_own),
		claim(what_is_wrong_with_a_field_is_told_at_once),
		claim(a_derived_value_must_be_a_number_along_its_own_kind),
		claim(a_message_quotes_what_is_there),
	};
	return claims_run("registers/kind", tests);
}
