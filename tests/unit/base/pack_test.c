/* SPDX-License-Identifier: MIT */
#include "base/pack.h"

#include "unit/unit.h"

static const uint64_t NUMBERS[] = { 0, 1, 127, 128, 16383, 16384, UINT32_MAX, INT64_MAX,
	(uint64_t)INT64_MAX + 1, UINT64_MAX };

static void write_all(struct buf *out)
{
	for (size_t i = 0; i < COUNT_OF(NUMBERS); i++) {
		pack_num(out, NUMBERS[i]);
	}
	pack_str(out, STR("a\0b"));
	pack_str(out, STR(""));
	pack_hash(out, hash_of(STR("x")));
	pack_num(out, 3);
	pack_str(out, STR("end"));
}

/* Reads what write_all() writes, and compares only what came through unharmed. */
static bool read_all(struct str bytes)
{
	struct unpack in = { .rest = bytes };
	bool same = true;
	for (size_t i = 0; i < COUNT_OF(NUMBERS); i++) {
		same = unpack_num(&in) == NUMBERS[i] && same;
	}
	same = str_eq(unpack_str(&in), STR("a\0b")) && same;
	same = unpack_str(&in).len == 0 && same;
	same = hash_eq(unpack_hash(&in), hash_of(STR("x"))) && same;
	same = unpack_count(&in, 1) == 3 && same;
	same = str_eq(unpack_str(&in), STR("end")) && same;
	return unpack_end(&in) && same;
}

static void what_is_packed_is_unpacked(void **state)
{
	(void)state;
	struct buf out;
	buf_init(&out);
	write_all(&out);
	assert_true(read_all(buf_str(&out)));
	buf_finish(&out);
}

static void a_cut_at_any_byte_is_bad(void **state)
{
	struct buf out;
	buf_init(&out);
	write_all(&out);
	for (size_t len = 0; len < out.len; len++) {
		/* A copy of its own, so that ASan sees a byte too far. */
		struct str cut = str_slice(buf_str(&out), 0, len);
		char *copy = malloc(len ? len : 1);
		assert_non_null(copy);
		memcpy(copy, cut.p, len);
		assert_false(read_all((struct str){ copy, len }));
		free(copy);
	}
	buf_add_char(&out, '\0');
	assert_false(read_all(buf_str(&out)));
	buf_finish(&out);
	(void)state;
}

static void a_number_that_does_not_fit_is_bad(void **state)
{
	(void)state;
	static const struct str rows[] = {
		/* 2 to the 64. */
		STR_INIT("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x02"),
		/* Eleven bytes. */
		STR_INIT("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"),
		STR_INIT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
		STR_INIT("\x80"),
		STR_INIT(""),
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct unpack in = { .rest = rows[i] };
		assert_int_equal(unpack_num(&in), 0);
		assert_true(in.is_bad);
		assert_false(unpack_end(&in));
	}
}

static void after_the_first_fault_all_is_zero(void **state)
{
	(void)state;
	struct unpack in = { .rest = STR("\x7fxyz\x01") };
	assert_int_equal(unpack_str(&in).len, 0);
	assert_int_equal(unpack_num(&in), 0);
	assert_int_equal(unpack_count(&in, 0), 0);
	assert_int_equal(unpack_hash(&in).low, 0);
	assert_int_equal(unpack_str(&in).len, 0);
	assert_false(unpack_end(&in));
}

static void a_number_over_its_maximum_is_bad(void **state)
{
	(void)state;
	struct unpack in = { .rest = STR("\x05\x06") };
	assert_int_equal(unpack_max(&in, 5), 5);
	assert_false(in.is_bad);
	assert_int_equal(unpack_max(&in, 5), 0);
	assert_true(in.is_bad);
}

static void a_count_that_the_rest_cannot_hold_is_bad(void **state)
{
	(void)state;
	struct unpack in = { .rest = STR("\x02"
					 "aabb") };
	assert_int_equal(unpack_count(&in, 2), 2);
	in = (struct unpack){ .rest = STR("\x02"
					  "aab") };
	assert_int_equal(unpack_count(&in, 2), 0);
	assert_true(in.is_bad);
	in = (struct unpack){ .rest = STR("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"
					  "a") };
	assert_int_equal(unpack_count(&in, SIZE_MAX), 0);
	assert_true(in.is_bad);
}

static void random_bytes_do_no_harm(void **state)
{
	(void)state;
	uint32_t seed = 3;
	for (int i = 0; i < 20000; i++) {
		char bytes[48];
		for (size_t j = 0; j < sizeof(bytes); j++) {
			seed = seed * 1664525 + 1013904223;
			/* Mostly small values, so that lengths are often plausible. */
			bytes[j] = (char)(seed >> 24 & (seed & 0x700 ? 0x0f : 0xff));
		}
		size_t len = i % sizeof(bytes);
		struct unpack in = { .rest = { bytes + sizeof(bytes) - len, len } };
		while (!in.is_bad && in.rest.len) {
			struct str text = unpack_str(&in);
			assert_true(text.len <= sizeof(bytes));
			assert_true(unpack_count(&in, 4) <= sizeof(bytes) / 4);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(what_is_packed_is_unpacked),
		claim(a_cut_at_any_byte_is_bad),
		claim(a_number_that_does_not_fit_is_bad),
		claim(after_the_first_fault_all_is_zero),
		claim(a_number_over_its_maximum_is_bad),
		claim(a_count_that_the_rest_cannot_hold_is_bad),
		claim(random_bytes_do_no_harm),
	};
	return claims_run("base/pack", tests);
}
