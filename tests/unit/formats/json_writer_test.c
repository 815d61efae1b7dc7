/* SPDX-License-Identifier: MIT */
#include "formats/json_writer.h"

#include "unit/unit.h"

#include <math.h>

static void a_pretty_document_has_a_member_a_line(void **state)
{
	(void)state;
	struct json_writer json;
	struct buf out = { 0 };
	json_begin(&json, &out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", 1);
	json_key(&json, "empty");
	json_array(&json);
	json_end(&json);
	json_key(&json, "list");
	json_array(&json);
	json_bool(&json, true);
	json_null(&json);
	json_end(&json);
	json_end(&json);
	json_finish(&json);
	assert_str(buf_str(&out),
			"{\n  \"version\": 1,\n  \"empty\": [],\n  \"list\": [\n    true,\n"
			"    null\n  ]\n}\n");
	buf_finish(&out);
}

/* What json_str() makes of `text`. */
static void assert_quoted(struct str text, const char *expected)
{
	struct json_writer json;
	struct buf out = { 0 };
	json_begin(&json, &out, JSON_COMPACT);
	json_str(&json, text);
	json_finish(&json);
	assert_str(buf_str(&out), expected);
	buf_finish(&out);
}

static void what_json_cannot_hold_is_escaped(void **state)
{
	(void)state;
	assert_quoted(STR("a\"b\\c\n\t\x01"), "\"a\\\"b\\\\c\\n\\t\\u0001\"");
	assert_quoted(STR("\0"), "\"\\u0000\"");
	assert_quoted(STR("\xc3\xa9"), "\"\xc3\xa9\"");
}

static void terminal_controls_and_script_line_ends_are_escaped(void **state)
{
	(void)state;
	assert_quoted(STR("\x1b[2J\x7f\xc2\x9b\xe2\x80\xa8"),
			"\"\\u001b[2J\\u007f\\u009b\\u2028\"");
}

static void what_turns_text_or_hides_is_escaped(void **state)
{
	(void)state;
	assert_quoted(STR("\xe2\x80\xaex\xef\xbb\xbf"), "\"\\u202ex\\ufeff\"");
	assert_quoted(STR("\xf3\xa0\x81\x81\xf0\x9f\x98\x80"),
			"\"\\udb40\\udc41\xf0\x9f\x98\x80\"");
}

static void no_pipeline_finds_a_command(void **state)
{
	(void)state;
	assert_quoted(STR("##vso[x] #1 ###["), "\"#\\u0023vso[x] #1 #\\u0023\\u0023[\"");
}

static void nothing_ends_the_script_that_it_stands_in(void **state)
{
	(void)state;
	struct json_writer json;
	struct buf out = { 0 };
	json_begin(&json, &out, JSON_IN_HTML);
	json_object(&json);
	json_member_str(&json, "<!--", STR("</script>&amp;\xe2\x80\xa9"));
	json_end(&json);
	json_finish(&json);
	assert_str(buf_str(&out), "{\"\\u003c!--\":\"\\u003c/script\\u003e\\u0026amp;\\u2029\"}");
	buf_finish(&out);
}

static void what_is_no_utf8_is_replaced(void **state)
{
	(void)state;
	assert_quoted(STR("a\xff\xc3z"), "\"a\xef\xbf\xbd\xef\xbf\xbdz\"");
}

static void assert_real(double number, const char *expected)
{
	struct json_writer json;
	struct buf out = { 0 };
	json_begin(&json, &out, JSON_COMPACT);
	json_real(&json, number);
	json_finish(&json);
	assert_str(buf_str(&out), expected);
	buf_finish(&out);
}

static void reals_are_short_and_read_back_the_same(void **state)
{
	(void)state;
	assert_real(0.1, "0.1");
	assert_real(1000000, "1000000");
	assert_real(1.0 / 3, "0.3333333333333333");
	assert_real(1e300, "1e+300");
	assert_real((double)NAN, "null");
	assert_real((double)INFINITY, "null");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_pretty_document_has_a_member_a_line),
		claim(what_json_cannot_hold_is_escaped),
		claim(terminal_controls_and_script_line_ends_are_escaped),
		claim(what_turns_text_or_hides_is_escaped),
		claim(no_pipeline_finds_a_command),
		claim(nothing_ends_the_script_that_it_stands_in),
		claim(what_is_no_utf8_is_replaced),
		claim(reals_are_short_and_read_back_the_same),
	};
	return claims_run("formats/json_writer", tests);
}
