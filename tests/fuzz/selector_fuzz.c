/* SPDX-License-Identifier: MIT */
/* A series selector; what it reads is written as a series that it selects, and read again. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "base/err.h"
#include "sources/telemetry/find.h"
#include "sources/telemetry/selector.h"

#include <stdlib.h>

/* Whether a series of just what the selector names is one that it selects. */
static void select_itself(struct arena *arena, const struct series_selector *selector)
{
	struct label *labels = arena_new_array(arena, struct label, selector->matcher_count);
	struct series series = { .name = selector->name, .labels = labels };
	struct series_selector again;
	struct str remedy;
	struct err err;
	size_t at;

	for (size_t i = 0; i < selector->matcher_count; i++) {
		const struct matcher *matcher = &selector->matchers[i];
		if (matcher->is_not || matcher->value.len == 0 || matcher->name.len == 0) {
			return;
		}
		labels[series.label_count++] = (struct label){ matcher->name, matcher->value };
	}
	struct str text = series_write(&series, arena);
	fuzz_must(series_selector_read(&again, arena, text, &at, &remedy, &err));
	fuzz_must(str_eq(again.name, selector->name));
	fuzz_must(again.matcher_count == selector->matcher_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	struct str text = { (const char *)data, size };
	struct series_selector selector;
	struct str remedy = STR("");
	struct err err;
	size_t at = 0;
	(void)snapshot_stamp(text);
	bool is_good = series_selector_read(&selector, arena, text, &at, &remedy, &err);
	fuzz_must(at <= size);
	if (is_good) {
		select_itself(arena, &selector);
	}
	arena_destroy(arena);
	return 0;
}
