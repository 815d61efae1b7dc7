/* SPDX-License-Identifier: MIT */
/*
 * git(crossing): how much of what happened to some files was done by people who
 * belong to another owner.  Where people belong is asked once, as at --as-of, for the past too.
 */
#include "base/arena.h"
#include "conditions/fact_functions.h"
#include "conditions/past.h"
#include "conditions/touched.h"

/* What the commits that count at the moment come to. */
struct crossing {
	const struct world *world;
	struct touched touched;
	uint32_t commits;
	/* Of these: to files that have an owner; by somebody whose owner is known; another one. */
	uint32_t owned;
	uint32_t placed;
	uint32_t crossing;
};

static void crossing_turn(struct crossing *crossing, uint32_t number, int by)
{
	const struct ownership *ownership = crossing->world->ownership;
	const struct touched *touched = &crossing->touched;
	const struct history_commit *commit = &touched->history->commits[touched->commits[number]];
	const struct history_change *changes = touched->history->changes + commit->first_change;
	const struct belonging *belonging = crossing->world->belonging;
	uint32_t home = belonging->owners[commit->person];
	bool is_owned = false;
	bool is_told = false;
	bool is_crossing = false;

	if (ownership->robots && ownership->robots[commit->person]) {
		return;
	}
	for (uint32_t i = 0; i < commit->change_count; i++) {
		uint32_t module = ownership->modules[changes[i].path];
		uint32_t owner = module == NONE ? NONE : ownership->module_owners[module];
		if (owner != NONE && touched->is_meant[changes[i].path]) {
			is_owned = true;
			bool may_tell = belonging->people[owner] == PEOPLE_TOLD;
			is_told |= may_tell;
			is_crossing |= may_tell && owner != home;
		}
	}
	crossing->commits += (uint32_t)by;
	crossing->owned += is_owned ? (uint32_t)by : 0;
	crossing->placed += is_told && home != NONE ? (uint32_t)by : 0;
	crossing->crossing += is_crossing && home != NONE ? (uint32_t)by : 0;
}

static void crossing_enter(uint32_t thing, void *ctx)
{
	crossing_turn(ctx, thing, 1);
}

static void crossing_leave(uint32_t thing, void *ctx)
{
	crossing_turn(ctx, thing, -1);
}

static struct span crossing_value(const void *ctx)
{
	const struct crossing *crossing = ctx;
	const struct ownership_sum sum = {
		.commits = crossing->commits,
		.owned = crossing->owned,
		.placed = crossing->placed,
	};
	enum reason reason = ownership_crossing_reason(crossing->world->ownership, &sum);

	return reason == REASON_NONE ? span_point(100.0 * crossing->crossing / crossing->placed)
				     : span_unknown(reason);
}

void fact_git_crossing(const struct fact_question *question, struct fact_answer *answer)
{
	const struct world *world = question->world;
	struct crossing crossing = { .world = world };

	if (!touched_find(&crossing.touched, question, answer)) {
		return;
	}
	if (!world->ownership || world->ownership->history->reason != REASON_NONE) {
		answer->reason = REASON_UNREADABLE;
		answer->evidence = STR("it is not known who owns what, or who made the commits");
		return;
	}
	if (question->time.over == OVER_SINCE && question->time.since == MOMENT_EVER) {
		answer->reason = REASON_NO_RECORD;
		answer->evidence = STR("since when is not known: there is no review or acceptance "
				       "with a date");
		return;
	}
	const struct past past = {
		.time = question->time,
		.begin = crossing.touched.begin,
		.as_of = world->as_of,
		.at = crossing.touched.at,
		.count = crossing.touched.count,
		.enter = crossing_enter,
		.leave = crossing_leave,
		.value = crossing_value,
		.ctx = &crossing,
	};
	past_follow(&past, question->scratch, answer);
	answer->evidence = str_fmt(question->arena,
			"%u of %u commits by people of another owner; of %u in all it is not known",
			crossing.crossing, crossing.placed, crossing.commits - crossing.placed);
}
