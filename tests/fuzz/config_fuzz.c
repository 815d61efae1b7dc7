/* SPDX-License-Identifier: MIT */
/* A lintel.yaml: what is in force, written out and read again, is the same. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/problem.h"
#include "config/config.h"
#include "config/resolved.h"

static bool read_text(struct arena *arena, struct str text, struct config *config)
{
	/* No folder: packs can be extended, files cannot. */
	struct root root = { .path = STR("/"), .fd = -1 };
	struct problems problems;
	problems_init(&problems, arena);
	bool ok = config_read_proposed(config, arena, &root, STR("lintel.yaml"), text, &problems);
	fuzz_must(ok == (problems.errors == 0));
	return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	struct buf first_text = { 0 };
	struct buf second_text = { 0 };
	struct config first;
	struct config second;
	if (read_text(arena, (struct str){ (const char *)data, size }, &first)) {
		config_resolved_write(&first, NULL, 0, &first_text);
		fuzz_must(read_text(arena, buf_str(&first_text), &second));
		fuzz_must(first.rule_count == second.rule_count);
		fuzz_must(first.modules.len == second.modules.len);
		fuzz_must(first.unassigned.value == second.unassigned.value);
		config_resolved_write(&second, NULL, 0, &second_text);
		fuzz_must(second_text.len > 0);
	}
	buf_finish(&first_text);
	buf_finish(&second_text);
	arena_destroy(arena);
	return 0;
}
