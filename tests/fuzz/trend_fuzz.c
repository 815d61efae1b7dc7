/* SPDX-License-Identifier: MIT */
/* A trend: what was read is written line by line, and is read again as the same. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "gates/trend.h"

static bool read_text(struct arena *arena, struct str text, struct trend *trend)
{
	struct problems problems;
	problems_init(&problems, arena);
	bool ok = trend_read(trend, arena, STR("t"), text, &problems);
	fuzz_must(ok == (problems.errors == 0));
	return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	struct trend first;
	struct trend second;
	struct buf text = { 0 };

	if (read_text(arena, (struct str){ (const char *)data, size }, &first)) {
		for (size_t i = 0; i < first.list.len; i++) {
			trend_write(&first.list.p[i], &text);
		}
		fuzz_must(read_text(arena, buf_str(&text), &second));
		fuzz_must(second.list.len == first.list.len);
		for (size_t i = 0; i < first.list.len; i++) {
			const struct trend_entry *a = &first.list.p[i];
			const struct trend_entry *b = &second.list.p[i];
			fuzz_must(a->as_of == b->as_of && a->seconds == b->seconds);
			fuzz_must(a->verdict == b->verdict && a->caught.len == b->caught.len);
			fuzz_must(str_eq(a->gate, b->gate) && str_eq(a->release, b->release));
		}
	}
	buf_finish(&text);
	arena_destroy(arena);
	return 0;
}
