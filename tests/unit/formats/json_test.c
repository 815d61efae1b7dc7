/* SPDX-License-Identifier: MIT */
#include "formats/node.h"

#include "unit/problem_text.h"
#include "unit/unit.h"

static struct node read(struct arena *arena, const char *text)
{
	struct problems problems;
	struct node root;
	problems_init(&problems, arena);
	bool ok = node_read_json(&root, arena, STR("a.json"), str_of(text), NULL, &problems);
	assert_str(problem_text(arena, &problems), "");
	assert_true(ok);
	return root;
}

static void assert_refused(struct arena *arena, struct str text, const char *expected)
{
	struct problems problems;
	struct node root;
	problems_init(&problems, arena);
	assert_false(node_read_json(&root, arena, STR("a.json"), text, NULL, &problems));
	assert_str(problem_text(arena, &problems), expected);
}

static void assert_place(struct place place, uint32_t line, uint32_t column, uint32_t width)
{
	assert_str(place.path, "a.json");
	assert_int_equal(place.line, line);
	assert_int_equal(place.column, column);
	assert_int_equal(place.width, width);
}

static void json_gives_the_same_tree_as_yaml(void **state)
{
	struct node root = read(*state,
			" {\n  \"a\": [1, -2.5e+3, true, null],\n  \"b\": {\"c\": \"d\"},\n"
			"  \"e\": [], \"f\": {} }\n");
	assert_int_equal(root.kind, NODE_MAP);
	assert_place(root.place, 1, 2, 1);
	const struct node *a = node_find(&root, STR("a"));
	assert_int_equal(a->len, 4);
	assert_str(a->items[1].text, "-2.5e+3");
	assert_false(a->items[1].is_quoted);
	assert_int_equal(a->items[3].kind, NODE_NULL);
	assert_place(a->key_place, 2, 3, 3);
	assert_place(a->items[1].place, 2, 12, 7);
	const struct node *b = node_find(&root, STR("b"));
	assert_str(node_find(b, STR("c"))->text, "d");
	assert_true(node_find(b, STR("c"))->is_quoted);
	assert_int_equal(node_find(&root, STR("e"))->kind, NODE_LIST);
	assert_int_equal(node_find(&root, STR("f"))->kind, NODE_MAP);
	assert_str(read(*state, "\xef\xbb\xbf\"x\"").text, "x");
}

static void escapes_become_utf8(void **state)
{
	struct node root = read(*state, "\"a\\n\\\"\\/\\\\\\u00e9\\u20AC\\ud83d\\ude00z\"");
	assert_str(root.text, "a\n\"/\\\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z");
	assert_place(root.place, 1, 1, 36);
	assert_str(read(*state, "\"\"").text, "");
}

static void what_is_no_json_is_refused_at_its_place(void **state)
{
	struct arena *arena = *state;
	assert_refused(arena, STR(""),
			"a.json:1:1+1: the file ends where a value is due | a value is \"text\", a number, "
			"true, false, null, [ or {\n");
	assert_refused(arena, STR("[1,\n]"),
			"a.json:2:1+1: a ',' without an item after it | take the ',' away\n");
	assert_refused(arena, STR("[1 2]"),
			"a.json:1:4+1: no ',' between items | write ',' or ']'\n");
	assert_refused(arena, STR("{\"a\": 1"),
			"a.json:1:8+1: the file ends inside a map | write ',' or '}'\n");
	assert_refused(arena, STR("{a: 1}"),
			"a.json:1:2+1: no key here | a key stands in double quotes\n");
	assert_refused(arena, STR("{\"a\" 1}"),
			"a.json:1:6+1: no ':' after the key | a ':' stands between key and value\n");
	assert_refused(arena, STR("[1] []"),
			"a.json:1:5+1: more text after the end | one value is a whole file\n");
	assert_refused(arena, STR("\"abc"),
			"a.json:1:1+1: this string has no end | end it with '\"'\n");
	assert_refused(arena, STR("[\"a\nb\"]"),
			"a.json:1:4+1: a string cannot hold a line end or control character | write it as "
			"an escape: \\n, \\t\n");
	assert_refused(arena, STR("[\n\"\xff\"]"),
			"a.json:2:2+1: a byte that is no UTF-8 | save the file as UTF-8\n");
	assert_refused(arena, STR("\"\\u0000\""), "a.json:1:2+1: text cannot hold a NUL\n");
	assert_refused(arena, STR("\"\\ud800x\""),
			"a.json:1:2+1: this is half of a pair of surrogates\n");
	assert_refused(arena, STR("\"\\x41\""),
			"a.json:1:2+1: JSON knows no such escape | write \\\\ for a backslash\n");
	assert_refused(arena, STR("{\"a\": 1, \"a\": 2}"),
			"a.json:1:10+3: key 'a' is repeated | it stands at line 1 already\n");
}

static void only_the_numbers_and_words_of_json_pass(void **state)
{
	static const char *const bad[] = { "01", "+1", "1.", ".5", "1e", "1e+", "-", "0x1", "NaN",
		"Infinity", "nul", "True", "'a'", "//", "1a", "--1" };
	static const char *const good[] = { "0", "-0", "10", "0.5", "1e5", "1E-05", "12.5e+10" };
	struct problems problems;
	struct node root;
	problems_init(&problems, *state);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_false(node_read_json(
				&root, *state, STR("a.json"), str_of(bad[i]), NULL, &problems));
	}
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		assert_str(read(*state, good[i]).text, good[i]);
	}
}

static void depth_is_limited_without_recursion(void **state)
{
	struct arena *arena = *state;
	struct buf text = { 0 };
	buf_add_repeat(&text, '[', 1000000);
	assert_refused(arena, buf_str(&text),
			"a.json:1:65+1: lists and maps within one another are deeper than 64 | nest less "
			"deep, or raise the limit with --max-config-depth\n");
	buf_finish(&text);
}

struct seen {
	size_t count;
	uint32_t last_line;
	size_t stop_at;
};

static bool item_count(const struct node *item, void *ctx)
{
	struct seen *seen = ctx;
	assert_true(node_find(item, STR("file")) != NULL);
	assert_str(item->place.path, "a.json");
	seen->count++;
	seen->last_line = item->place.line;
	return seen->count != seen->stop_at;
}

static struct buf database(unsigned entries)
{
	struct buf text = { 0 };
	buf_add_cstr(&text, "[\n");
	for (unsigned i = 0; i < entries; i++) {
		buf_fmt(&text,
				"%s{ \"directory\": \"/b\", \"file\": \"src/f%u.c\", \"command\": "
				"\"cc -Iinclude -DNAME=\\\"x\\\" -O2 -Wall -c src/f%u.c -o f%u.o\" }\n",
				i ? "," : "", i, i, i);
	}
	buf_add_cstr(&text, "]\n");
	return text;
}

static void a_long_list_is_read_item_by_item(void **state)
{
	struct problems problems;
	struct seen seen = { 0 };
	struct node_limits limits = { .max_bytes = 1 << 30, .max_nodes = 10 };
	struct buf text = database(100000);
	problems_init(&problems, *state);
	double begin = unit_seconds();
	assert_true(node_each_json(
			STR("a.json"), buf_str(&text), &limits, item_count, &seen, &problems));
	assert_true(unit_seconds() - begin < 1.0);
	assert_int_equal(seen.count, 100000);
	assert_int_equal(seen.last_line, 100001);
	seen = (struct seen){ .stop_at = 5 };
	assert_false(node_each_json(
			STR("a.json"), buf_str(&text), &limits, item_count, &seen, &problems));
	assert_int_equal(seen.count, 5);
	assert_int_equal(problems.errors, 0);
	buf_finish(&text);
}

static void what_is_no_list_has_no_items(void **state)
{
	struct problems problems;
	struct seen seen = { 0 };
	problems_init(&problems, *state);
	assert_false(node_each_json(STR("a.json"), STR(" {\"a\": {\"b\": 1}}"), NULL, item_count,
			&seen, &problems));
	assert_str(problem_text(*state, &problems),
			"a.json:1:2+1: this must be a list, not a map | write it as [ … ]\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(json_gives_the_same_tree_as_yaml),
		claim(escapes_become_utf8),
		claim(what_is_no_json_is_refused_at_its_place),
		claim(only_the_numbers_and_words_of_json_pass),
		claim(depth_is_limited_without_recursion),
		claim(a_long_list_is_read_item_by_item),
		claim(what_is_no_list_has_no_items),
	};
	return claims_run("formats/json", tests);
}
