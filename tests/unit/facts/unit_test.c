/* SPDX-License-Identifier: MIT */
#include "facts/unit.h"

#include "unit/unit.h"

static struct block block_make(struct arena *arena)
{
	struct block block = { .path = STR("src/a.c") };
	*vec_add(&block.files, arena) = (struct block_file){ .path = STR("include/b.h") };
	*vec_add(&block.files, arena) = (struct block_file){
		.is_outside = true, .path = STR("bits/x.h"), .entry = STR("sys/x.h")
	};
	*vec_add(&block.symbols, arena) = (struct block_symbol){ .kind = SYMBOL_FUNCTION,
		.name = STR("b_open"),
		.is_external = true,
		.file = 0,
		.line = 3,
		.column = 5 };
	*vec_add(&block.symbols, arena) = (struct block_symbol){
		.kind = SYMBOL_MACRO, .name = STR("B"), .is_complete = true, .file = NONE
	};
	*vec_add(&block.sites, arena) = (struct block_site){
		.symbol = 0, .line = 9, .column = 1, .strength = STRENGTH_WEAK, .is_local = true
	};
	*vec_add(&block.uses, arena) = (struct block_use){ .kind = USE_CALL,
		.flags = USE_COMPLETE,
		.line = 12,
		.column = 2,
		.width = 6,
		.symbol = 0,
		.carrier = 1 };
	*vec_add(&block.uses, arena) = (struct block_use){
		.kind = USE_MACRO, .line = 13, .column = 2, .width = 1, .symbol = 1, .carrier = NONE
	};
	*vec_add(&block.skips, arena) = (struct block_skip){ 20, 30 };
	*vec_add(&block.includes, arena) = (struct block_include){ 1, 1 };
	return block;
}

static void a_block_survives_the_way(void **state)
{
	struct block block = block_make(*state);
	struct block again;
	struct buf packed = { 0 };
	struct buf twice = { 0 };
	block_pack(&block, &packed);
	assert_true(block_unpack(&again, *state, buf_str(&packed)));
	assert_str(again.path, "src/a.c");
	assert_str(again.files.p[1].entry, "sys/x.h");
	assert_true(again.sites.p[0].strength == STRENGTH_WEAK && again.sites.p[0].is_local);
	assert_int_equal(again.symbols.p[1].file, NONE);
	assert_int_equal(again.uses.p[0].carrier, 1);
	assert_int_equal(again.uses.p[1].carrier, NONE);
	assert_int_equal(again.skips.p[0].last, 30);
	block_pack(&again, &twice);
	assert_true(str_eq(buf_str(&packed), buf_str(&twice)));
	buf_finish(&packed);
	buf_finish(&twice);
}

static void a_cut_or_longer_block_is_refused(void **state)
{
	struct block block = block_make(*state);
	struct block again;
	struct buf packed = { 0 };
	block_pack(&block, &packed);
	for (size_t len = 0; len < packed.len; len++) {
		assert_false(block_unpack(&again, *state, str_slice(buf_str(&packed), 0, len)));
	}
	buf_add_char(&packed, 'x');
	assert_false(block_unpack(&again, *state, buf_str(&packed)));
	buf_finish(&packed);
}

/* Whatever is unpacked points only at what the block has. */
static void a_changed_byte_never_points_outside(void **state)
{
	struct block block = block_make(*state);
	struct buf packed = { 0 };
	block_pack(&block, &packed);
	for (size_t at = 0; at < packed.len; at++) {
		for (int byte = 0; byte < 256; byte++) {
			struct block again;
			char kept = packed.p[at];
			packed.p[at] = (char)byte;
			if (block_unpack(&again, *state, buf_str(&packed))) {
				vec_each (const struct block_use, use, &again.uses) {
					assert_true(use->symbol < again.symbols.len);
				}
				vec_each (const struct block_symbol, symbol, &again.symbols) {
					assert_true(symbol->file == NONE
							|| symbol->file < again.files.len);
				}
				vec_each (const struct block_include, include, &again.includes) {
					assert_true(include->file < again.files.len);
				}
			}
			packed.p[at] = kept;
		}
	}
	buf_finish(&packed);
}

static void a_unit_survives_the_way(void **state)
{
	struct unit_facts unit = { .status = UNIT_FAILED,
		.problem = STR("no such header"),
		.problem_place = { STR("src/a.c"), 4, 10, 0 } };
	struct unit_facts again;
	struct buf packed = { 0 };
	*vec_add(&unit.inputs, *state) = (struct unit_input){ STR("/usr/include/x.h"), true };
	*vec_add(&unit.blocks, *state) = STR("block");
	unit_pack(&unit, &packed);
	assert_true(unit_unpack(&again, *state, buf_str(&packed)));
	assert_int_equal(again.status, UNIT_FAILED);
	assert_str(again.problem, "no such header");
	assert_int_equal(again.problem_place.column, 10);
	assert_true(again.inputs.p[0].is_outside);
	assert_str(again.blocks.p[0], "block");
	for (size_t len = 0; len < packed.len; len++) {
		assert_false(unit_unpack(&again, *state, str_slice(buf_str(&packed), 0, len)));
	}
	buf_finish(&packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(a_block_survives_the_way),
		claim(a_cut_or_longer_block_is_refused),
		claim(a_changed_byte_never_points_outside),
		claim(a_unit_survives_the_way),
	};
	return claims_run("facts/unit", tests);
}
