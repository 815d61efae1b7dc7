/* SPDX-License-Identifier: MIT */
/* Packed facts come from a store that anybody may have written: what unpacks must pack again. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "facts/unit.h"

static void block_again(struct arena *arena, struct str bytes)
{
	struct block block;
	struct block again;
	struct buf packed = { 0 };
	if (block_unpack(&block, arena, bytes)) {
		block_pack(&block, &packed);
		fuzz_must(block_unpack(&again, arena, buf_str(&packed)));
		fuzz_must(again.uses.len == block.uses.len);
	}
	buf_finish(&packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	struct str bytes = { (const char *)data, size };
	struct unit_facts unit;
	block_again(arena, bytes);
	if (unit_unpack(&unit, arena, bytes)) {
		vec_each (const struct str, block, &unit.blocks) {
			block_again(arena, *block);
		}
	}
	arena_destroy(arena);
	return 0;
}
