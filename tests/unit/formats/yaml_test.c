/* SPDX-License-Identifier: MIT */
#include "formats/node.h"

#include "unit/problem_text.h"
#include "unit/unit.h"

/* Reads `text` with default limits, which must do. */
static struct node read(struct arena *arena, const char *text)
{
	struct problems problems;
	struct node root;
	problems_init(&problems, arena);
	bool ok = node_read_yaml(&root, arena, STR("a.yaml"), str_of(text), NULL, &problems);
	assert_str(problem_text(arena, &problems), "");
	assert_true(ok);
	return root;
}

/* Reads `text`, which must fail with just these problems. */
static void assert_refused(struct arena *arena, struct str text, const struct node_limits *limits,
		const char *expected)
{
	struct problems problems;
	struct node root;
	problems_init(&problems, arena);
	assert_false(node_read_yaml(&root, arena, STR("a.yaml"), text, limits, &problems));
	assert_str(problem_text(arena, &problems), expected);
}

static void assert_place(struct place place, uint32_t line, uint32_t column, uint32_t width)
{
	assert_str(place.path, "a.yaml");
	assert_int_equal(place.line, line);
	assert_int_equal(place.column, column);
	assert_int_equal(place.width, width);
}

static void every_node_has_its_place(void **state)
{
	struct node root = read(*state, "name: lintel\n"
					"list:\n"
					"  - one\n"
					"  - { a: 'b' }\n");
	const struct node *name = node_find(&root, STR("name"));
	assert_str(name->text, "lintel");
	assert_place(name->place, 1, 7, 6);
	assert_place(name->key_place, 1, 1, 4);
	const struct node *list = node_find(&root, STR("list"));
	assert_int_equal(list->kind, NODE_LIST);
	assert_int_equal(list->len, 2);
	assert_place(list->items[0].place, 3, 5, 3);
	assert_place(list->items[1].place, 4, 5, 0);
	assert_place(list->items[1].items[0].key_place, 4, 7, 1);
	assert_place(list->items[1].items[0].place, 4, 10, 3);
	assert_true(list->items[1].items[0].is_quoted);
}

static void columns_are_bytes_and_only_line_feeds_make_lines(void **state)
{
	struct node root = read(*state, "\xef\xbb\xbf# a\r\n"
					"a: \"\xe2\x80\xa8 \xc2\x85\"\r\n"
					"\"\xc3\xa9\xe2\x82\xac\": \xf0\x9f\x98\x80\n");
	assert_place(root.items[0].place, 2, 4, 8);
	assert_place(root.items[1].key_place, 3, 1, 7);
	assert_place(root.items[1].place, 3, 10, 4);
}

static void the_width_ends_with_the_line(void **state)
{
	struct node root = read(*state, "a: 'one\n  two'\nb: |\n  text\nc: x\n");
	assert_place(root.items[0].place, 1, 4, 4);
	assert_place(root.items[1].place, 3, 4, 1);
	assert_place(root.items[2].place, 5, 4, 1);
	assert_str(root.items[1].text, "text\n");
}

static void nothing_is_null_and_quoted_nothing_is_text(void **state)
{
	struct node root = read(*state, "[~, null, '', \"~\", !!str ~]");
	assert_int_equal(root.items[0].kind, NODE_NULL);
	assert_int_equal(root.items[1].kind, NODE_NULL);
	assert_int_equal(root.items[2].kind, NODE_SCALAR);
	assert_int_equal(root.items[3].kind, NODE_SCALAR);
	assert_str(root.items[4].text, "~");
	assert_int_equal(read(*state, "").kind, NODE_NULL);
	assert_int_equal(read(*state, "# only a comment\n").kind, NODE_NULL);
}

static void an_alias_shares_what_it_names(void **state)
{
	struct node root = read(*state, "a: &x [1, 2]\nb: *x\nc: &x 3\nd: *x\n");
	assert_int_equal(root.items[1].len, 2);
	assert_str(root.items[1].items[1].text, "2");
	assert_place(root.items[1].place, 2, 4, 2);
	assert_str(root.items[1].key, "b");
	assert_str(root.items[3].text, "3");
}

static void a_repeated_key_names_both_lines(void **state)
{
	assert_refused(*state, STR("a: 1\nb: 2\na: 3\nc: { d: 1, d: 2 }\n"), NULL,
			"a.yaml:4:12+1: key 'd' is repeated | it stands at line 4 already\n"
			"a.yaml:3:1+1: key 'a' is repeated | it stands at line 1 already\n");
	assert_refused(*state, STR("{1: , 2: , 3: , 4: , 5: , 6: , 7: , 8: , 9: , 3: , 10: }"),
			NULL, "a.yaml:1:47+1: key '3' is repeated | it stands at line 1 already\n");
}

static void what_configuration_does_not_need_is_refused(void **state)
{
	struct arena *arena = *state;
	assert_refused(arena, STR("a: 1\n---\nb: 2\n"), NULL,
			"a.yaml:2:1+3: a second document begins here | one document is a whole file\n");
	assert_refused(arena, STR("a: !ruby/object:X 1\n"), NULL,
			"a.yaml:1:4+16: tag '!ruby/object:X' does not belong here | leave the tag out\n");
	assert_refused(arena, STR("a: !!map [1]\n"), NULL,
			"a.yaml:1:4+7: tag 'tag:yaml.org,2002:map' does not belong here | "
			"leave the tag out\n");
	assert_refused(arena, STR("a: &x {b: 1}\nc: { <<: *x }\n"), NULL,
			"a.yaml:2:6+2: merge keys are not supported | write the keys out\n");
	assert_refused(arena, STR("? [a]\n: 1\n"), NULL,
			"a.yaml:1:3+0: a key must be text, not a list or a map | "
			"quote it if it is meant as text\n");
	assert_refused(arena, STR("a: *b\n"), NULL,
			"a.yaml:1:4+2: alias '*b' stands for nothing before it | "
			"quote text that begins with '*'\n");
	assert_refused(arena, STR("&a [*a]\n"), NULL,
			"a.yaml:1:5+2: alias '*a' stands for nothing before it | "
			"quote text that begins with '*'\n");
	assert_refused(arena, STR("a: \"\\0\"\n"), NULL, "a.yaml:1:4+4: text cannot hold a NUL\n");
}

static void broken_text_is_refused_at_its_place(void **state)
{
	struct arena *arena = *state;
	assert_refused(arena, STR("a: 1\nb: \xff\n"), NULL,
			"a.yaml:2:4+0: a byte that is no UTF-8 | save the file as UTF-8\n");
	assert_refused(arena, STR("a: 1\nb: x\x01y\n"), NULL,
			"a.yaml:2:5+0: control characters are not allowed | "
			"write it as an escape in double quotes\n");
	assert_refused(arena, STR("a: [1, 2\nb: 3\n"), NULL,
			"a.yaml:2:2+0: did not find expected ',' or ']', while parsing a flow sequence | "
			"close the bracket, or separate items with ','\n");
	assert_refused(arena, STR("a:\n\t- b\n"), NULL,
			"a.yaml:2:1+0: found character that cannot start any token, while scanning for "
			"the next token | indent with spaces; quote text that begins with one of * & ! "
			"% @ ` { [\n");
}

static void each_limit_says_its_name(void **state)
{
	struct arena *arena = *state;
	struct node_limits limits = { .max_bytes = 4 };
	assert_refused(arena, STR("a: 12"), &limits,
			"a.yaml:0:0+0: 5 bytes are more than the limit of 4 | make it smaller, or raise "
			"the limit with --max-config-size\n");
	limits = (struct node_limits){ .max_depth = 2 };
	assert_refused(arena, STR("[[[]]]"), &limits,
			"a.yaml:1:3+0: lists and maps within one another are deeper than 2 | nest less "
			"deep, or raise the limit with --max-config-depth\n");
	assert_refused(arena, STR("[&a [1], [*a]]"), &limits,
			"a.yaml:1:11+2: lists and maps within one another are deeper than 2 | nest less "
			"deep, or raise the limit with --max-config-depth\n");
	limits = (struct node_limits){ .max_nodes = 3 };
	assert_refused(arena, STR("[1, 2, 3]"), &limits,
			"a.yaml:1:8+1: more than 3 values | aliases count as what they stand for, or raise "
			"the limit with --max-config-nodes\n");
}

static void an_alias_bomb_ends_at_the_limit(void **state)
{
	struct arena *arena = *state;
	struct buf bomb = { 0 };
	buf_add_cstr(&bomb, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (unsigned i = 1; i < 30; i++) {
		buf_fmt(&bomb, "a%u: &a%u [*a%u, *a%u, *a%u, *a%u, *a%u, *a%u, *a%u, *a%u, *a%u]\n",
				i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1,
				i - 1);
	}
	assert_refused(arena, buf_str(&bomb), NULL,
			"a.yaml:6:15+3: more than 200000 values | aliases count as what they stand for, or "
			"raise the limit with --max-config-nodes\n");
	buf_finish(&bomb);
}

/* What a megabyte of `piece` costs; that it is refused or read is beside the point. */
static void assert_quick(struct arena *arena, const char *piece)
{
	struct buf text = { 0 };
	struct problems problems;
	struct node root;
	while (text.len < 2 * 1024 * 1024) {
		buf_add_cstr(&text, piece);
	}
	problems_init(&problems, arena);
	double begin = unit_seconds();
	bool ok = node_read_yaml(&root, arena, STR("a.yaml"), buf_str(&text), NULL, &problems);
	double took = unit_seconds() - begin;
	assert_true(ok || problems.errors > 0);
	if (took > 1.0) {
		fail_msg("2 MB of '%s' took %.1f s", piece, took);
	}
	buf_finish(&text);
}

static void two_hostile_megabytes_end_within_a_second(void **state)
{
	static const char *const pieces[] = { "[", "{", "- ", "? ", "a: ", "&a ", "*a ", "!",
		"!!str ", "'", "\"", "\\", "|\n", "  ", "\n", "\r", "# x\n", "a\n", "- a\n",
		"a: b\n", ",", "[a,", "---\n", "...\n", "%YAML 1.1\n", "x", "- &a b\n- *a\n",
		"\xc2\x85", "{a: ", "? a\n", ": ", "[]\n", "\"a\" ", "a b ", "- - \n", "- |\n a\n",
		"- {}\n", "\xe2\x82\xac", "{,}", "- [a]\n" };
	for (size_t i = 0; i < COUNT_OF(pieces); i++) {
		struct arena *arena = arena_create();
		assert_quick(arena, pieces[i]);
		arena_destroy(arena);
	}
	(void)state;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_node_has_its_place),
		claim(columns_are_bytes_and_only_line_feeds_make_lines),
		claim(the_width_ends_with_the_line),
		claim(nothing_is_null_and_quoted_nothing_is_text),
		claim(an_alias_shares_what_it_names),
		claim(a_repeated_key_names_both_lines),
		claim(what_configuration_does_not_need_is_refused),
		claim(broken_text_is_refused_at_its_place),
		claim(each_limit_says_its_name),
		claim(an_alias_bomb_ends_at_the_limit),
		claim(two_hostile_megabytes_end_within_a_second),
	};
	return claims_run("formats/yaml", tests);
}
