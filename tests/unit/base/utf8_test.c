/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include "unit/unit.h"

static void every_length_decodes(void **state)
{
	(void)state;
	struct str text = STR("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
	size_t at = 0;
	assert_int_equal(utf8_next(text, &at), 'a');
	assert_int_equal(utf8_next(text, &at), 0xe9);
	assert_int_equal(utf8_next(text, &at), 0x20ac);
	assert_int_equal(utf8_next(text, &at), 0x1f600);
	assert_int_equal(at, text.len);
	assert_int_equal(utf8_valid(text), text.len);
}

static void long_forms_and_surrogates_are_bad(void **state)
{
	(void)state;
	const struct str bad[] = {
		STR("\xc0\x80"),
		STR("\xe0\x80\x80"),
		STR("\xed\xa0\x80"),
		STR("\xf0\x80\x80\x80"),
		STR("\xf4\x90\x80\x80"),
		STR("\x80"),
		STR("\xff"),
	};
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		size_t at = 0;
		assert_true(utf8_next(bad[i], &at) == UTF8_BAD);
		assert_int_equal(utf8_valid(bad[i]), 0);
	}
}

static void a_cut_character_is_one_bad_one(void **state)
{
	(void)state;
	struct str text = STR("\xe2\x82x\xf0\x9f");
	size_t at = 0;
	assert_true(utf8_next(text, &at) == UTF8_BAD);
	assert_int_equal(utf8_next(text, &at), 'x');
	assert_true(utf8_next(text, &at) == UTF8_BAD);
	assert_int_equal(at, text.len);
}

static void what_is_written_reads_back(void **state)
{
	(void)state;
	static const uint32_t codes[] = { 0, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff };
	for (size_t i = 0; i < COUNT_OF(codes); i++) {
		struct buf out = { 0 };
		size_t at = 0;
		utf8_add(&out, codes[i]);
		assert_int_equal(utf8_next(buf_str(&out), &at), codes[i]);
		assert_int_equal(at, out.len);
		buf_finish(&out);
	}
	struct buf bad = { 0 };
	utf8_add(&bad, 0xd800);
	utf8_add(&bad, 0x110000);
	assert_str(buf_str(&bad), UTF8_REPLACEMENT UTF8_REPLACEMENT);
	buf_finish(&bad);
}

static void what_hides_or_turns_text_is_not_shown(void **state)
{
	(void)state;
	static const uint32_t hidden[] = { 0, '\n', 0x1b, 0x7f, 0x9b, 0xad, 0x200b, 0x202e, 0x2066,
		0xfeff, 0xe0041, UTF8_BAD };
	static const uint32_t shown[] = { ' ', '~', 0xa0, 0xe9, 0x2026, 0x4e2d, 0x1f600, 0xfffd };
	for (size_t i = 0; i < COUNT_OF(hidden); i++) {
		assert_false(utf8_is_shown(hidden[i]));
	}
	for (size_t i = 0; i < COUNT_OF(shown); i++) {
		assert_true(utf8_is_shown(shown[i]));
	}
}

static void a_character_takes_none_one_or_two_columns(void **state)
{
	(void)state;
	assert_int_equal(utf8_columns(0x301), 0);
	assert_int_equal(utf8_columns('a'), 1);
	assert_int_equal(utf8_columns(0xe9), 1);
	assert_int_equal(utf8_columns(0x4e2d), 2);
	assert_int_equal(utf8_columns(0x1f600), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(every_length_decodes),
		claim(long_forms_and_surrogates_are_bad),
		claim(a_cut_character_is_one_bad_one),
		claim(what_is_written_reads_back),
		claim(what_hides_or_turns_text_is_not_shown),
		claim(a_character_takes_none_one_or_two_columns),
	};
	return claims_run("base/utf8", tests);
}
