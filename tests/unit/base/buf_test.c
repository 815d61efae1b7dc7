/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include "unit/unit.h"

static void text_ends_in_a_nul_that_does_not_count(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf);
	assert_string_equal(buf.p, "");
	buf_add_cstr(&buf, "ab");
	buf_add_char(&buf, 'c');
	buf_add(&buf, STR("de"));
	buf_add_repeat(&buf, '-', 3);
	buf_fmt(&buf, "%d%s", 42, "!");
	assert_string_equal(buf.p, "abcde---42!");
	assert_int_equal(buf.len, 11);
	buf_finish(&buf);
}

static void a_buffer_of_zeroes_can_be_used(void **state)
{
	(void)state;
	struct buf buf = { 0 };
	assert_str(buf_str(&buf), "");
	buf_clear(&buf);
	buf_add(&buf, STR(""));
	assert_non_null(buf.p);
	buf_fmt(&buf, "%s", "x");
	assert_str(buf_str(&buf), "x");
	buf_finish(&buf);
	buf_finish(&buf);
}

static void clearing_keeps_the_memory(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf);
	buf_add_repeat(&buf, 'x', 100000);
	size_t cap = buf.cap;
	buf_clear(&buf);
	assert_int_equal(buf.len, 0);
	assert_string_equal(buf.p, "");
	assert_int_equal(buf.cap, cap);
	buf_finish(&buf);
}

static void bytes_of_any_value_are_kept(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf);
	for (int i = 0; i < 70000; i++) {
		buf_add_char(&buf, (char)(i % 256));
	}
	assert_int_equal(buf.len, 70000);
	for (int i = 0; i < 70000; i++) {
		assert_int_equal((unsigned char)buf.p[i], i % 256);
	}
	buf_finish(&buf);
}

static void formatting_grows_as_needed(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf);
	for (int i = 0; i < 1000; i++) {
		buf_fmt(&buf, "%05d;", i);
	}
	buf_fmt(&buf, "%s", "");
	assert_int_equal(buf.len, 6000);
	assert_str(str_from(buf_str(&buf), 5994), "00999;");
	buf_finish(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(text_ends_in_a_nul_that_does_not_count),
		claim(a_buffer_of_zeroes_can_be_used),
		claim(clearing_keeps_the_memory),
		claim(bytes_of_any_value_are_kept),
		claim(formatting_grows_as_needed),
	};
	return claims_run("base/buf", tests);
}
