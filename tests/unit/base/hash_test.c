/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include "unit/unit.h"

/* These values are in baselines and stores: they may never change. */
static void hashes_of_contents_are_fixed(void **state)
{
	(void)state;

	static const struct {
		const char *text;
		const char *hex;
	} rows[] = {
		{ "", "99aa06d3014798d86001c324468d497f" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char hex[HASH_HEX_SIZE];
		hash_hex(hash_of(str_of(rows[i].text)), hex);
		assert_string_equal(hex, rows[i].hex);
	}
}

static void parts_are_fixed_too(void **state)
{
	(void)state;
	const struct str parts[] = { STR_INIT("lintel"), STR_INIT(""), STR_INIT("src/a.c") };
	char hex[HASH_HEX_SIZE];
	char wanted[HASH_HEX_SIZE];
	hash_hex(hash_parts(parts, COUNT_OF(parts)), hex);
	hash_hex(hash_of(STR("6:lintel0:7:src/a.c")), wanted);
	assert_string_equal(hex, wanted);
}

static void a_byte_that_moves_to_the_next_part_counts(void **state)
{
	(void)state;
	const struct str one[] = { STR_INIT("ab"), STR_INIT("c") };
	const struct str two[] = { STR_INIT("a"), STR_INIT("bc") };
	const struct str three[] = { STR_INIT("abc") };
	assert_false(hash_eq(hash_parts(one, 2), hash_parts(two, 2)));
	assert_false(hash_eq(hash_parts(one, 2), hash_parts(three, 1)));
	assert_true(hash_eq(hash_parts(one, 2), hash_parts(one, 2)));
}

static void both_halves_count(void **state)
{
	(void)state;
	assert_false(hash_eq((struct hash){ 1, 2 }, (struct hash){ 1, 3 }));
	assert_false(hash_eq((struct hash){ 1, 2 }, (struct hash){ 0, 2 }));
}

static void the_seed_changes_the_hash_for_tables(void **state)
{
	(void)state;
	assert_true(hash64(STR("a"), 1) != hash64(STR("a"), 2));
	assert_true(hash64(STR("a"), 1) != hash64(STR("b"), 1));
	assert_true(hash64(STR("a"), 1) == hash64(STR("a"), 1));
	assert_true(hash64(STR(""), 0) == hash64((struct str){ NULL, 0 }, 0));
}

static void digits_are_read_back_and_nothing_else(void **state)
{
	(void)state;
	char hex[HASH_HEX_SIZE];
	struct hash hash;
	hash_hex((struct hash){ 0x0123456789abcdef, 0xfedcba9876543210 }, hex);
	assert_true(hash_read_hex(str_of(hex), &hash));
	assert_true(hash_eq(hash, (struct hash){ 0x0123456789abcdef, 0xfedcba9876543210 }));
	assert_false(hash_read_hex(STR("0123456789ABCDEFfedcba9876543210"), &hash));
	assert_false(hash_read_hex(str_slice(str_of(hex), 0, 31), &hash));
}

static void pieces_hash_as_the_whole_does(void **state)
{
	char bytes[5000];
	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++) {
		bytes[i] = (char)(i * 7);
	}
	struct str whole = { bytes, sizeof(bytes) };
	for (size_t step = 1; step < 2000; step = step * 3 + 1) {
		struct hasher *hasher = hasher_create();
		for (size_t at = 0; at < whole.len; at += step) {
			hasher_add(hasher, str_slice(whole, at, at + step));
		}
		assert_true(hash_eq(hasher_finish(hasher), hash_of(whole)));
	}
	assert_true(hash_eq(hasher_finish(hasher_create()), hash_of(STR(""))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(pieces_hash_as_the_whole_does),
		claim(hashes_of_contents_are_fixed),
		claim(parts_are_fixed_too),
		claim(a_byte_that_moves_to_the_next_part_counts),
		claim(both_halves_count),
		claim(digits_are_read_back_and_nothing_else),
		claim(the_seed_changes_the_hash_for_tables),
	};
	return claims_run("base/hash", tests);
}
