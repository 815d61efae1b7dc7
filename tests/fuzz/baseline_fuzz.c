/* SPDX-License-Identifier: MIT */
/* Read as a baseline; then its lines as fields of one, which must come back as they are. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/problem.h"
#include "findings/baseline.h"

static struct str again(struct arena *arena, struct str text)
{
	struct baseline baseline;
	struct problems problems;
	struct buf out;
	problems_init(&problems, arena);
	bool is_sound = baseline_read(&baseline, arena, STR(BASELINE_PATH), text, &problems);
	fuzz_must(is_sound == (problems.errors == 0));
	buf_init(&out);
	baseline_write(&baseline, &out);
	struct str copy = is_sound ? str_dup(arena, buf_str(&out)) : STR("");
	buf_finish(&out);
	return copy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	struct str input = { (const char *)data, size };
	struct findings findings;
	struct baseline baseline;
	struct buf out;
	struct str written = again(arena, input);
	fuzz_must(str_eq(again(arena, written), written));

	struct str fields[4];
	findings_init(&findings, arena);
	while (str_split(&input, '\0', &fields[0]) && str_split(&input, '\0', &fields[1])
			&& str_split(&input, '\0', &fields[2])
			&& str_split(&input, '\0', &fields[3])) {
		finding_add(&findings, fields[0], SEVERITY_ERROR, fields[1], fields[2], fields[3],
				(struct place){ .path = fields[2] });
	}
	baseline_from(&baseline, arena, &findings);
	buf_init(&out);
	baseline_write(&baseline, &out);
	fuzz_must(str_eq(again(arena, buf_str(&out)), buf_str(&out)));
	buf_finish(&out);
	arena_destroy(arena);
	return 0;
}
