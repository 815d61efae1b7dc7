/* SPDX-License-Identifier: MIT */
/* A kept log of commits: what is taken for one is packed again into the same bytes' meaning. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "sources/git/log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create();
	struct buf first;
	struct buf second;

	buf_init(&first);
	buf_init(&second);
	const struct history_log *log =
			history_log_read(arena, (struct str){ (const char *)data, size });
	for (size_t i = 0; i < log->commits.len; i++) {
		const struct log_commit *commit = &log->commits.p[i];
		fuzz_must(log_find(log, commit->id) == i);
		fuzz_must(commit->person < log->people->len);
		fuzz_must(commit->reverts == NONE || commit->reverts < log->mentions.len);
		fuzz_must(commit->first_parent + commit->parent_count <= log->parents.len);
		fuzz_must(commit->first_change + commit->change_count <= log->changes.len);
	}
	for (size_t i = 0; i < log->parents.len; i++) {
		fuzz_must(log->parents.p[i] < log->commits.len);
	}
	for (size_t i = 0; i < log->changes.len; i++) {
		const struct log_change *change = &log->changes.p[i];
		fuzz_must(change->path < log->paths->len);
		fuzz_must((change->kind == CHANGE_RENAMED) == (change->from < log->paths->len));
	}
	history_log_pack(log, &first);
	fuzz_must(first.len <= size || log->commits.len == 0);
	history_log_pack(history_log_read(arena, buf_str(&first)), &second);
	fuzz_must(str_eq(buf_str(&first), buf_str(&second)));
	buf_finish(&first);
	buf_finish(&second);
	arena_destroy(arena);
	return 0;
}
