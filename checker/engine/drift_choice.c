/* SPDX-License-Identifier: MIT */
/*
 * Which revisions are looked at.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "engine/drifting.h"

#include <stdlib.h>

/* Commits between the ends; what lies on the line of first parents is no more. */
#define COMMITS_MOST 2000000
/* Fewer tags than that say little of the way. */
#define TAGS_LEAST 3

const char *const drift_at_words[] = {
	[DRIFT_AT_ANY] = "auto",
	[DRIFT_AT_TAGS] = "tags",
	[DRIFT_AT_MONTHS] = "months",
	[DRIFT_AT_QUARTERS] = "quarters",
	[DRIFT_AT_YEARS] = "years",
	[DRIFT_AT_COMMITS] = "commits",
	NULL,
};

struct choosing {
	struct drift *drift;
	struct arena *arena;
	/* Of what is only needed while choosing. */
	struct arena *scratch;
	struct repository *repository;
	const struct drift_choice *choice;
	struct drift_ends ends;
	/* What the ends are called. */
	struct str first;
	struct str last;
};

static struct str range_first(struct str range, struct str *last)
{
	size_t dots = 0;
	while (dots < range.len && !str_starts(str_from(range, dots), STR(".."))) {
		dots++;
	}
	*last = dots < range.len ? str_from(range, dots + 2) : STR("");
	return str_slice(range, 0, dots);
}

bool drift_ends_read(struct drift_ends *ends, struct repository *repository, struct arena *arena,
		struct str range, struct err *err)
{
	struct str last;
	struct str first = range_first(range, &last);
	ends->range = range;
	if (first.len == 0 || str_starts(last, STR("."))) {
		return err_set(err,
				"'" STR_FMT
				"' is no range of revisions: write A..B, or A for A..HEAD",
				STR_ARG(range));
	}
	return repository_resolve(repository, arena, first, &ends->from, err)
	       && repository_resolve(
			       repository, arena, last.len ? last : STR("HEAD"), &ends->to, err);
}

static bool revision_add(struct choosing *choosing, struct str name, struct str commit, moment at,
		struct err *err)
{
	struct drift *drift = choosing->drift;
	if (drift->revisions.len == DRIFT_REVISIONS_MOST) {
		return err_set(err,
				"there are more than %d revisions to look at: --count N takes N of "
				"them, --at years fewer",
				DRIFT_REVISIONS_MOST);
	}
	*vec_add(&drift->revisions, choosing->arena) = (struct drift_revision){
		.name = str_dup(choosing->arena, name),
		.commit = str_dup(choosing->arena, commit),
		.at = at,
	};
	return true;
}

static bool line_read(struct choosing *choosing, struct revision_name **line, size_t *count,
		struct err *err)
{
	return lineage_line(choosing->repository, choosing->scratch, choosing->ends.from,
			       choosing->ends.to, COMMITS_MOST, line, count, err)
	       || err_wrap(err, "'" STR_FMT "'", STR_ARG(choosing->ends.range));
}

/* The end of the range itself, by the name that it was given. */
static bool end_add(struct choosing *choosing, struct str name, struct str commit, struct err *err)
{
	struct lineage_commit read;
	return lineage_commit(choosing->repository, choosing->scratch, commit, &read, err)
	       && revision_add(choosing, name, commit, read.at, err);
}

/* ---- tags ---- */

/* Those that lie between the ends; the ends themselves are there in any case. */
static bool tags_list(struct choosing *choosing, struct revision_name **tags, size_t *count,
		struct err *err)
{
	struct map *between;
	size_t kept = 0;
	if (!revision_tags(choosing->repository, choosing->scratch, choosing->choice->tags, tags,
			    count, NULL, err)
			|| !lineage_between(choosing->repository, choosing->scratch,
					choosing->ends.from, choosing->ends.to, COMMITS_MOST,
					&between, err)) {
		return false;
	}
	for (size_t i = 0; i < *count; i++) {
		struct str commit = (*tags)[i].commit;
		if (map_find(between, commit) && !str_eq(commit, choosing->ends.to)) {
			(*tags)[kept++] = (*tags)[i];
		}
	}
	*count = kept;
	return true;
}

static bool tags_add(struct choosing *choosing, const struct revision_name *tags, size_t count,
		struct err *err)
{
	bool is_good = end_add(choosing, choosing->first, choosing->ends.from, err);
	choosing->drift->at = STR("tags");
	for (size_t i = 0; is_good && i < count; i++) {
		/* Of several names for one commit the first is enough. */
		if (i == 0 || !str_eq(tags[i].commit, tags[i - 1].commit)) {
			is_good = revision_add(
					choosing, tags[i].name, tags[i].commit, tags[i].at, err);
		}
	}
	return is_good && end_add(choosing, choosing->last, choosing->ends.to, err);
}

static bool choose_tags(struct choosing *choosing, struct err *err)
{
	struct revision_name *tags;
	size_t count;
	if (!tags_list(choosing, &tags, &count, err)) {
		return false;
	}
	if (count == 0) {
		return err_set(err,
				"no tag%s" STR_FMT "%s lies in '" STR_FMT
				"': --at months looks at the last commit of each month",
				choosing->choice->tags.len ? " that matches '" : "",
				STR_ARG(choosing->choice->tags),
				choosing->choice->tags.len ? "'" : "",
				STR_ARG(choosing->ends.range));
	}
	return tags_add(choosing, tags, count, err);
}

/* ---- along the line of first parents ---- */

/* The last commit of each period, as far as times go forwards; and both ends. */
static bool choose_periods(
		struct choosing *choosing, enum period period, const char *word, struct err *err)
{
	struct revision_name *line;
	size_t count;
	if (!line_read(choosing, &line, &count, err)) {
		return false;
	}
	choosing->drift->at = str_of(word);
	bool is_good = end_add(choosing, choosing->first, choosing->ends.from, err);
	uint8_t *is_chosen = arena_new_array(choosing->scratch, uint8_t, count);
	moment begin = MOMENT_NEVER;
	for (size_t i = count; i-- > 1;) {
		is_chosen[i] = line[i].at < begin;
		begin = is_chosen[i] ? period_begin(line[i].at, period) : begin;
	}
	struct buf name = { 0 };
	for (size_t i = 1; is_good && i + 1 < count; i++) {
		if (is_chosen[i]) {
			buf_clear(&name);
			period_name(line[i].at, period, &name);
			is_good = revision_add(
					choosing, buf_str(&name), line[i].commit, line[i].at, err);
		}
	}
	buf_finish(&name);
	return is_good && (count < 2 || end_add(choosing, choosing->last, choosing->ends.to, err));
}

/* All of them, or so many, evenly spaced. */
static bool choose_commits(struct choosing *choosing, size_t wanted, struct err *err)
{
	struct revision_name *line;
	size_t count;
	if (!line_read(choosing, &line, &count, err)) {
		return false;
	}
	choosing->drift->at = STR("commits");
	size_t many = wanted == 0 || wanted > count ? count : wanted < 2 ? 2 : wanted;
	bool is_good = end_add(choosing, choosing->first, choosing->ends.from, err);
	for (size_t i = 1; is_good && i + 1 < many; i++) {
		const struct revision_name *commit = &line[i * (count - 1) / (many - 1)];
		is_good = revision_add(choosing, STR(""), commit->commit, commit->at, err);
	}
	return is_good && (count < 2 || end_add(choosing, choosing->last, choosing->ends.to, err));
}

static bool choose_any(struct choosing *choosing, struct err *err)
{
	struct revision_name *tags;
	size_t count;
	if (!tags_list(choosing, &tags, &count, err)) {
		return false;
	}
	return count >= TAGS_LEAST ? tags_add(choosing, tags, count, err)
				   : choose_periods(choosing, PERIOD_MONTH, "months", err);
}

static bool choose(struct choosing *choosing, struct err *err)
{
	if (choosing->choice->count > 0) {
		return choose_commits(choosing, choosing->choice->count, err);
	}
	switch (choosing->choice->at) {
	case DRIFT_AT_ANY:
		return choose_any(choosing, err);
	case DRIFT_AT_TAGS:
		return choose_tags(choosing, err);
	case DRIFT_AT_MONTHS:
		return choose_periods(choosing, PERIOD_MONTH, "months", err);
	case DRIFT_AT_QUARTERS:
		return choose_periods(choosing, PERIOD_QUARTER, "quarters", err);
	case DRIFT_AT_YEARS:
		return choose_periods(choosing, PERIOD_YEAR, "years", err);
	case DRIFT_AT_COMMITS:
		break;
	}
	return choose_commits(choosing, 0, err);
}

/* The later end must come from the earlier one, whatever lies between is looked at. */
static bool ends_check(struct choosing *choosing, struct err *err)
{
	bool comes_from;
	if (str_eq(choosing->ends.from, choosing->ends.to)) {
		return err_set(err, "both ends of '" STR_FMT "' are the same commit",
				STR_ARG(choosing->ends.range));
	}
	if (!lineage_comes_from(choosing->repository, choosing->ends.to, choosing->ends.from,
			    &comes_from, err)) {
		return false;
	}
	return comes_from
	       || err_set(err,
			       "'" STR_FMT "' does not come from '" STR_FMT
			       "': name an older revision first, one that the newer one contains",
			       STR_ARG(choosing->last), STR_ARG(choosing->first));
}

bool drift_choose(struct drift *drift, struct arena *arena, struct repository *repository,
		const struct drift_choice *choice, struct err *err)
{
	struct choosing choosing = {
		.drift = drift,
		.arena = arena,
		.scratch = arena_create(),
		.repository = repository,
		.choice = choice,
	};
	*drift = (struct drift){ .range = choice->range };
	choosing.first = range_first(choice->range, &choosing.last);
	choosing.last = choosing.last.len ? choosing.last : STR("HEAD");
	bool is_good = drift_ends_read(&choosing.ends, repository, arena, choice->range, err)
		       && ends_check(&choosing, err) && choose(&choosing, err);
	arena_destroy(choosing.scratch);
	return is_good;
}
