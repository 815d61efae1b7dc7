/* SPDX-License-Identifier: MIT */
/* A record gets a row, made of its first lines: nothing else of it changes. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "base/err.h"
#include "reviews/evidence.h"
#include "reviews/review_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	struct str text = { (const char *)data, size };
	struct review_row row = { .outcome = STR("keep") };
	struct review_evidence evidence;
	struct str rest = text;
	struct buf out;
	struct err err;
	uint32_t at;

	(void)(str_split(&rest, '\n', &row.evidence) && str_split(&rest, '\n', &row.by)
			&& str_split(&rest, '\n', &row.note));
	review_evidence_read(&evidence, arena, row.evidence);
	buf_init(&out);
	for (uint32_t line = 0; line < 4; line++) {
		buf_clear(&out);
		if (review_table_add(&out, text, line, &row, &at, &err)) {
			size_t same = 0;
			while (same < size && out.p[same] == text.p[same]) {
				same++;
			}
			fuzz_must(out.len > size && at > 0);
			fuzz_must(str_ends(buf_str(&out), str_from(text, same)));
		}
	}
	buf_finish(&out);
	arena_destroy(arena);
	return 0;
}
