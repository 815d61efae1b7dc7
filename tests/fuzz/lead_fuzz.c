/* SPDX-License-Identifier: MIT */
/* What is taken out of a source file leaves the rest in its place. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "sources/c/lead.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	struct str text = { (const char *)data, size };
	struct lead lead;
	lead_scan(&lead, arena, text);
	size_t count = lead.directives.len;
	struct str rest = lead_blank(&lead, arena, text, count);
	struct lead again;
	fuzz_must(rest.len == size);
	for (size_t i = 0; i < size; i++) {
		fuzz_must((rest.p[i] == '\n') == (text.p[i] == '\n'));
	}
	/* What was taken out is a lead as well, and as long. */
	lead_scan(&again, arena, lead_text(&lead, arena, count));
	fuzz_must(again.directives.len == count);
	arena_destroy(arena);
	return 0;
}
