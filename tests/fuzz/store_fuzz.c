/* SPDX-License-Identifier: MIT */
/* A packed variant: what is taken for one is packed again into a variant that is the same. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "sources/store/handle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	struct store_variant first;
	struct store_variant second;
	if (variant_unpack(&first, arena, (struct str){ (const char *)data, size })) {
		struct buf packed;
		buf_init(&packed);
		variant_pack(&first, &packed);
		fuzz_must(packed.len <= size);
		fuzz_must(variant_unpack(&second, arena, buf_str(&packed)));
		fuzz_must(first.inputs.len == second.inputs.len);
		fuzz_must(first.names.len == second.names.len);
		fuzz_must(first.blocks.len == second.blocks.len);
		fuzz_must(str_eq(first.unit, second.unit));
		buf_finish(&packed);
	}
	arena_destroy(arena);
	return 0;
}
