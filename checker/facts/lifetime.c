/* SPDX-License-Identifier: MIT */
#include "facts/lifetime.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"

/* What is known of a file, looking back from the latest commit. */
enum file_past {
	FILE_IS_MEANT = 1 << 0,
	/* Its latest change, up to as_of and up to `from`, was met. */
	FILE_IS_MET = 1 << 1,
	FILE_IS_THERE = 1 << 2,
	FILE_WAS_MET = 1 << 3,
};

struct living {
	const struct history *history;
	const uint32_t *today;
	moment from;
	/* By path, under today's name: bits of enum file_past. */
	uint8_t *files;
	struct lifetime lifetime;
};

static void files_mark(struct living *living, const struct str *patterns, size_t count)
{
	const struct history *history = living->history;
	for (size_t i = 0; i < count; i++) {
		struct err err;
		if (!glob_check(patterns[i], &err)) {
			continue;
		}
		for (size_t p = 0; p < history->path_count; p++) {
			if (living->today[p] == p && glob_match(patterns[i], history->paths[p])) {
				living->files[p] |= FILE_IS_MEANT;
			}
		}
	}
}

static void change_look(struct living *living, uint32_t number, const struct history_change *change)
{
	const struct history_commit *commit = &living->history->commits[number];
	struct lifetime *lifetime = &living->lifetime;
	uint8_t *file = &living->files[living->today[change->path]];
	bool is_there = change->kind != CHANGE_DELETED;
	if (!(*file & FILE_IS_MEANT)) {
		return;
	}
	lifetime->first = number;
	if (!(*file & FILE_IS_MET)) {
		*file |= FILE_IS_MET | (is_there ? FILE_IS_THERE : 0);
		lifetime->left += is_there;
		lifetime->gone = !is_there && lifetime->gone == NONE ? number : lifetime->gone;
	}
	if (!(*file & FILE_WAS_MET) && commit->at <= living->from) {
		*file |= FILE_WAS_MET;
		lifetime->began += is_there;
		lifetime->kept += is_there && (*file & FILE_IS_THERE);
	}
}

struct lifetime lifetime_of(const struct history *history, const uint32_t *today,
		const struct str *patterns, size_t count, moment from, moment as_of)
{
	struct arena *scratch = arena_create();
	struct living living = {
		.history = history,
		.today = today,
		.from = from,
		.files = arena_new_array(scratch, uint8_t, history->path_count),
		.lifetime = { .first = NONE, .gone = NONE },
	};
	files_mark(&living, patterns, count);
	for (uint32_t c = 0; c < history->commit_count; c++) {
		const struct history_commit *commit = &history->commits[c];
		if (!(commit->flags & COMMIT_OF_HEAD) || commit->at > as_of) {
			continue;
		}
		for (uint32_t i = 0; i < commit->change_count; i++) {
			change_look(&living, c, &history->changes[commit->first_change + i]);
		}
	}
	if (living.lifetime.left > 0) {
		living.lifetime.gone = NONE;
	}
	arena_destroy(scratch);
	return living.lifetime;
}
