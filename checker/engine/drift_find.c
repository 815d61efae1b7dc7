/* SPDX-License-Identifier: MIT */
/*
 * Which commit brought it.
 *
 *	A . . . . . . . . . . . B      looks at some commits of the line, evenly spaced,
 *	-   -   -   +   -   +   +      takes the last that came (there may be several),
 *	                  ^ ^          and halves the way to it until both stand together.
 *
 * If that commit is a merge, what it merged is a line of its own, and the search
 * goes on there: from what it left the first line at up to the merged parent.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/suggest.h"
#include "engine/drift_reading.h"
#include "engine/run.h"

#include <string.h>

/* Commits of a line; merges within merges. */
#define COMMITS_MOST 2000000
#define MERGES_MOST 100
/* Commits that are looked at before anything is halved. */
#define SAMPLES 16

enum state {
	STATE_UNSEEN,
	STATE_ABSENT,
	STATE_PRESENT,
	STATE_UNKNOWN,
};

struct finding_out {
	struct drift_found *found;
	struct arena *arena;
	const struct run *head;
	struct repository *repository;
	const struct drift_quest *quest;
};

/* A line of commits, oldest first, and what is known of each. */
struct line {
	struct revision_name *commits;
	uint8_t *states;
	size_t count;
};

static bool line_open(const struct finding_out *out, struct line *line, struct str from,
		struct str to, struct err *err)
{
	*line = (struct line){ 0 };
	if (!lineage_line(out->repository, out->arena, from, to, COMMITS_MOST, &line->commits,
			    &line->count, err)) {
		return false;
	}
	line->states = arena_new_array(out->arena, uint8_t, line->count);
	return true;
}

/* Looks at these commits, several at a time. */
static void line_look(
		const struct finding_out *out, struct line *line, const size_t *at, size_t count)
{
	struct arena *scratch = arena_create();
	struct drift_revision *read = arena_new_array(scratch, struct drift_revision, count);
	struct drift_revision **list = arena_new_array(scratch, struct drift_revision *, count);
	for (size_t i = 0; i < count; i++) {
		read[i].commit = line->commits[at[i]].commit;
		list[i] = &read[i];
	}
	drift_revisions_read(list, count, NULL, scratch, out->head, out->repository);
	for (size_t i = 0; i < count; i++) {
		bool is_unknown = read[i].problem.len > 0;
		line->states[at[i]] = is_unknown                                ? STATE_UNKNOWN
				      : drift_quest_holds(out->quest, &read[i]) ? STATE_PRESENT
										: STATE_ABSENT;
		out->found->not_judged += is_unknown;
		if (is_unknown) {
			out->found->why = str_dup(out->arena, read[i].problem);
		}
	}
	out->found->looked_at += count;
	arena_destroy(scratch);
}

static void line_sample(const struct finding_out *out, struct line *line)
{
	size_t at[SAMPLES];
	size_t count = line->count < SAMPLES ? line->count : SAMPLES;
	for (size_t i = 0; i < count; i++) {
		at[i] = count > 1 ? i * (line->count - 1) / (count - 1) : 0;
	}
	line_look(out, line, at, count);
}

/* Between which two it came last: what is unknown in between is not looked at again. */
static size_t line_comings(const struct line *line, size_t *absent, size_t *present)
{
	size_t times = 0;
	size_t last = SIZE_MAX;
	for (size_t i = 0; i < line->count; i++) {
		if (line->states[i] == STATE_ABSENT) {
			last = i;
		} else if (line->states[i] == STATE_PRESENT && last != SIZE_MAX) {
			*absent = last;
			*present = i;
			last = SIZE_MAX;
			times++;
		}
	}
	return times;
}

/* Up to `most` commits strictly between the two that nobody looked at, evenly spaced. */
static size_t line_probes(
		const struct line *line, size_t absent, size_t present, size_t most, size_t *at)
{
	size_t unseen = 0;
	size_t taken = 0;
	for (size_t i = absent + 1; i < present; i++) {
		unseen += line->states[i] == STATE_UNSEEN;
	}
	size_t wanted = unseen < most ? unseen : most;
	size_t number = 0;
	for (size_t i = absent + 1; i < present && taken < wanted; i++) {
		if (line->states[i] == STATE_UNSEEN
				&& number++ == (taken + 1) * unseen / (wanted + 1)) {
			at[taken++] = i;
		}
	}
	return taken;
}

/* Halves the way; with several threads into as many parts as they can look at together. */
static void line_halve(
		const struct finding_out *out, struct line *line, size_t *absent, size_t *present)
{
	size_t at[SAMPLES];
	size_t jobs = out->head->options.jobs ? out->head->options.jobs : 1;
	size_t most = jobs < SAMPLES ? jobs : SAMPLES;
	for (;;) {
		size_t count = line_probes(line, *absent, *present, most, at);
		if (count == 0) {
			return;
		}
		line_look(out, line, at, count);
		(void)line_comings(line, absent, present);
	}
}

/* ---- merges ---- */

/*
 * Goes into what a merge brought: the first of its other parents that has it and
 * whose line had not.  `*line` becomes that line; false if the merge did it alone.
 */
static bool merge_enter(const struct finding_out *out, const struct lineage_commit *merge,
		struct line *line, bool *is_entered, struct err *err)
{
	*is_entered = false;
	for (size_t i = 1; i < merge->parent_count && !*is_entered; i++) {
		struct str base;
		if (!lineage_base(out->repository, out->arena, merge->parents[0], merge->parents[i],
				    &base, err)) {
			return false;
		}
		if (base.len == 0 || str_eq(base, merge->parents[i])) {
			continue;
		}
		struct line side;
		if (!line_open(out, &side, base, merge->parents[i], err)) {
			return false;
		}
		const size_t ends[] = { 0, side.count - 1 };
		line_look(out, &side, ends, COUNT_OF(ends));
		if (side.states[0] == STATE_ABSENT
				&& side.states[side.count - 1] == STATE_PRESENT) {
			*line = side;
			*is_entered = true;
		}
	}
	return true;
}

/* From one line to the next, until a commit is left that brought it by itself. */
static bool line_follow(const struct finding_out *out, struct line *line, size_t *absent,
		size_t *present, struct err *err)
{
	struct drift_found *found = out->found;
	for (size_t depth = 0;; depth++) {
		bool is_entered;
		line_halve(out, line, absent, present);
		if (!lineage_commit(out->repository, out->arena, line->commits[*present].commit,
				    &found->commit, err)) {
			return false;
		}
		if (*present - *absent > 1) {
			found->outcome = DRIFT_UNKNOWN;
			return true;
		}
		if (found->commit.parent_count < 2 || depth == MERGES_MOST) {
			return true;
		}
		if (!merge_enter(out, &found->commit, line, &is_entered, err)) {
			return false;
		}
		if (!is_entered) {
			return true;
		}
		*absent = 0;
		*present = line->count - 1;
	}
}

bool drift_find(struct drift_found *found, struct arena *arena, const struct run *head,
		struct repository *repository, const struct drift_ends *ends,
		const struct drift_quest *quest, struct err *err)
{
	struct finding_out out = { found, arena, head, repository, quest };
	struct line line;
	size_t absent = 0;
	size_t present = 0;
	*found = (struct drift_found){ .outcome = DRIFT_FOUND };
	if (!line_open(&out, &line, ends->from, ends->to, err)) {
		return err_wrap(err, "'" STR_FMT "'", STR_ARG(ends->range));
	}
	line_sample(&out, &line);
	found->times = line_comings(&line, &absent, &present);
	uint8_t first = line.states[0];
	uint8_t last = line.states[line.count - 1];
	if (last != STATE_PRESENT) {
		found->outcome = last == STATE_ABSENT ? DRIFT_ABSENT : DRIFT_UNKNOWN;
		return true;
	}
	if (found->times == 0) {
		found->outcome = first == STATE_PRESENT ? DRIFT_OLDER : DRIFT_UNKNOWN;
		return true;
	}
	if (!line_follow(&out, &line, &absent, &present, err)) {
		return false;
	}
	drift_steps_read(found, arena, head, repository, quest, line.commits[absent].commit);
	return true;
}
