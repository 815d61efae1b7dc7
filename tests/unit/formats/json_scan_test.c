/* SPDX-License-Identifier: MIT */
#include "formats/json_scan.h"

#include "unit/unit.h"

/* All tokens as one text: "{ k:a 1 } ." or, where it is bad, "! 1:3 what is wrong". */
static struct str tokens(struct arena *arena, const char *text)
{
	static const char *const marks[] = { "!", ".", "{", "[", "/", "", "'", "", "" };
	struct buf out = { 0 };
	struct buf unescaped = { 0 };
	struct json_scan scan;
	json_scan_init(&scan, str_of(text), &unescaped);
	enum json_token token;
	do {
		token = json_next(&scan);
		buf_add_cstr(&out, marks[token]);
		if (token >= JSON_KEY) {
			buf_add(&out, scan.value);
			buf_add_cstr(&out, token == JSON_KEY ? ":" : " ");
		}
	} while (token > JSON_DONE);
	if (token == JSON_BAD) {
		struct place place = json_place(&scan.text, STR(""), scan.text.bad_at, 1);
		buf_fmt(&out, "%u:%u %s", place.line, place.column, scan.text.problem);
	}
	struct str all = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	buf_finish(&unescaped);
	return all;
}

static void tokens_come_one_by_one(void **state)
{
	assert_str(tokens(*state, " {\"a\" : [1, -2.5e3,\"x\\ty\"], \"b\":{ } , \"\":null}\n"),
			"{a:[1 -2.5e3 'x\ty /b:{/:null /.");
	assert_str(tokens(*state, "[]"), "[/.");
	assert_str(tokens(*state, "true"), "true .");
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
	assert_str(tokens(*state, ""), "!1:1 the file ends where a value is due");
	assert_str(tokens(*state, "[1\n,]"), "[1 !2:2 a ',' without an item after it");
	assert_str(tokens(*state, "{\"a\" 1}"), "{a:!1:6 no ':' after the key");
	assert_str(tokens(*state, "{a:1}"), "{!1:2 no key here");
	assert_str(tokens(*state, "[1 2]"), "[1 !1:4 no ',' between items");
	assert_str(tokens(*state, "[1}"), "[1 !1:3 no ',' between items");
	assert_str(tokens(*state, "[01]"), "[!1:2 this is no JSON value");
	assert_str(tokens(*state, "1 1"), "1 !1:3 more text after the end");
	assert_str(tokens(*state, "[[1],"), "[[1 /!1:6 the file ends where a value is due");
	assert_str(tokens(*state, "{\"a\":1"), "{a:1 !1:7 the file ends inside a map");
}

static void a_copy_comes_back_later(void **state)
{
	(void)state;
	struct buf unescaped = { 0 };
	struct json_scan scan;
	json_scan_init(&scan, STR("{\"a\":[1,{\"b\":2}],\"c\":3}"), &unescaped);
	assert_int_equal(json_next(&scan), JSON_MAP);
	assert_int_equal(json_next(&scan), JSON_KEY);
	struct json_scan here = scan;
	assert_true(json_skip(&scan));
	assert_int_equal(json_next(&scan), JSON_KEY);
	assert_str(scan.value, "c");
	assert_true(json_skip(&scan));
	assert_int_equal(json_next(&scan), JSON_CLOSE);
	assert_int_equal(json_next(&scan), JSON_DONE);
	assert_int_equal(json_next(&here), JSON_LIST);
	assert_int_equal(json_next(&here), JSON_NUMBER);
	assert_str(here.value, "1");
	buf_finish(&unescaped);
}

static void depth_has_a_limit(void **state)
{
	struct buf text = { 0 };
	buf_add_repeat(&text, '[', JSON_SCAN_DEPTH);
	buf_add_repeat(&text, ']', JSON_SCAN_DEPTH);
	assert_true(str_ends(tokens(*state, text.p), STR("//.")));
	buf_clear(&text);
	buf_add_repeat(&text, '[', JSON_SCAN_DEPTH + 1);
	assert_true(str_ends(tokens(*state, text.p),
			STR("!1:1025 too many lists and maps in one another")));
	buf_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(tokens_come_one_by_one),
		claim(what_is_wrong_is_said_with_its_place),
		claim(a_copy_comes_back_later),
		claim(depth_has_a_limit),
	};
	return claims_run("formats/json_scan", tests);
}
