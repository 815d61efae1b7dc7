/* SPDX-License-Identifier: MIT */
/* A decision record: places stay inside it, and whatever is unknown has a reason. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "sources/decisions/reader.h"

static void decision_check(const struct decision *decision)
{
	for (size_t i = 0; i < PARTS; i++) {
		fuzz_must(decision->parts[i].place.line <= decision->lines);
	}
	vec_each (const struct decision_trigger, trigger, &decision->triggers) {
		fuzz_must(trigger->place.line > 0 && trigger->place.line <= decision->lines);
		fuzz_must(trigger->id.len > 0);
	}
	vec_each (const struct decision_link, link, &decision->links) {
		fuzz_must(link->target.len > 0 && link->place.line <= decision->lines);
	}
	fuzz_must(decision->status != STATUS_UNKNOWN || decision->status_reason.len > 0);
	fuzz_must(decision->date.is_known || decision->date.reason.len > 0);
	fuzz_must(decision->status_place.line <= decision->lines);
	fuzz_must(decision->title.len > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct config_decisions config = { 0 };
	struct arena *arena = arena_create();
	struct decision decision;
	struct str text = { (const char *)data, size };
	decision_read(decision_reader_create(arena, &config), &decision, arena,
			STR("adr/0001-x.md"), text);
	decision_check(&decision);
	arena_destroy(arena);
	return 0;
}
