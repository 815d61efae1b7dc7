/* SPDX-License-Identifier: MIT */
/*
 * Owners joined with the history: whose is a module, where somebody belongs,
 * who is no person.  Names and addresses are looked at here and go no further:
 * what others get is numbers.
 */
#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/map.h"
#include "base/suggest.h"
#include "engine/historing.h"
#include "engine/owning.h"
#include "engine/run.h"
#include "facts/cochange.h"

#include <assert.h>

#define ROBOT_MARK "[bot]"

struct owner_joining {
	struct run *run;
	struct owning *owning;
	struct owner_numbers numbers;
	struct ownership *ownership;
	/* In lower case; "ann example" and "ann@example.com". */
	struct str *names;
	struct str *addresses;
};

/* ---- what the configuration says ---- */

static void settings_read(struct owner_joining *joining)
{
	const struct config_history *config = &joining->run->config.history;
	struct str window = config->window.s.len > 0 ? config->window.s : STR(COCHANGE_WINDOW);

	/* All of it was checked where it was read. */
	bool is_duration = duration_read(&joining->owning->window, window);
	assert(is_duration);
	(void)is_duration;
	joining->ownership->max_set =
			config->max_set.is_set ? (uint32_t)config->max_set.value : COCHANGE_MAX_SET;
}

/* ---- people ---- */

/* Of "Ann Example <ann@example.com>". */
static void people_split(struct owner_joining *joining, const struct str *people, uint32_t count)
{
	struct arena *arena = joining->run->arena;

	joining->names = arena_new_array(arena, struct str, count);
	joining->addresses = arena_new_array(arena, struct str, count);
	for (uint32_t i = 0; i < count; i++) {
		struct str folded = owner_name_fold(arena, people[i]);
		size_t open = str_find_last(folded, '<');
		bool has_address = open < folded.len && str_ends(folded, STR(">"));
		joining->names[i] = str_trim(str_slice(folded, 0, open));
		joining->addresses[i] =
				has_address ? str_trim(str_slice(folded, open + 1, folded.len - 1))
					    : STR("");
	}
}

static bool matches_any(struct arena *arena, const struct text_list *patterns, struct str address)
{
	vec_each (const struct text, pattern, patterns) {
		if (glob_match(owner_name_fold(arena, pattern->s), address)) {
			return true;
		}
	}
	return false;
}

static void robots_find(struct owner_joining *joining, uint32_t count, struct arena *scratch)
{
	const struct text_list *patterns = &joining->run->config.history.bots;
	bool *robots = arena_new_array(joining->run->arena, bool, count);

	for (uint32_t i = 0; i < count; i++) {
		robots[i] = str_contains(joining->names[i], STR(ROBOT_MARK))
			    || str_contains(joining->addresses[i], STR(ROBOT_MARK))
			    || matches_any(scratch, patterns, joining->addresses[i]);
		joining->owning->robots += robots[i];
		arena_reset(scratch);
	}
	joining->ownership->robots = robots;
}

/* Somebody in the teams of two owners is in neither. */
static void teams_find(struct owner_joining *joining, uint32_t count, struct arena *scratch)
{
	const struct config_history *config = &joining->run->config.history;
	const struct config_team *teams = config->teams.p;
	uint32_t *belonging = arena_new_array(joining->run->arena, uint32_t, count);
	uint32_t *owners = arena_new_array(joining->run->arena, uint32_t, config->teams.len);

	for (size_t k = 0; k < config->teams.len; k++) {
		owners[k] = owner_number(&joining->numbers, teams[k].name.s, true);
	}
	for (uint32_t i = 0; i < count; i++) {
		bool is_one = true;
		belonging[i] = NONE;
		for (size_t k = 0; k < config->teams.len; k++) {
			if (matches_any(scratch, &teams[k].people, joining->addresses[i])) {
				is_one = belonging[i] == NONE || belonging[i] == owners[k];
				belonging[i] = owners[k];
			}
			if (!is_one) {
				belonging[i] = NONE;
				break;
			}
		}
		arena_reset(scratch);
	}
	joining->ownership->teams = belonging;
}

/*
 * An owner who is called like somebody who commits is one person, whatever the
 * name looks like: "ann" of "ann@example.com", or "ann-example".
 */
static void persons_mark(struct owner_joining *joining, uint32_t count, struct arena *scratch)
{
	struct map *known = map_create(scratch);

	for (uint32_t i = 0; i < count; i++) {
		struct str address = joining->addresses[i];
		struct str local = str_slice(address, 0, str_find(address, '@'));
		struct str name = str_dup(scratch, joining->names[i]);
		map_put(known, name, NULL);
		map_put(known, address, NULL);
		map_put(known, local, NULL);
		/* "123+ann@users.noreply.github.com" */
		map_put(known, str_from(local, str_find(local, '+') + 1), NULL);
		struct buf dashed = { 0 };
		for (size_t k = 0; k < name.len; k++) {
			buf_add_char(&dashed, name.p[k] == ' ' ? '-' : name.p[k]);
		}
		map_put(known, buf_str(&dashed), NULL);
		buf_finish(&dashed);
	}
	vec_each (struct owner, owner, &joining->numbers.list) {
		struct str folded = owner_name_fold(scratch, owner->name);
		folded = str_from(folded, str_starts(folded, STR("@")));
		owner->is_person |= map_find(known, folded) != NULL;
	}
}

/* ---- teams that own nothing ---- */

static void teams_check(struct owner_joining *joining)
{
	struct run *run = joining->run;
	const struct config_history *config = &run->config.history;
	const struct config_team *teams = config->teams.p;
	size_t before = joining->numbers.list.len;
	struct str *names = arena_new_array(run->arena, struct str, before);

	for (size_t i = 0; i < before; i++) {
		names[i] = joining->numbers.list.p[i].name;
	}
	for (size_t k = 0; k < config->teams.len; k++) {
		uint32_t number = owner_number(&joining->numbers, teams[k].name.s, true);
		struct str near = suggest(teams[k].name.s, names, before);
		struct str remedy = near.len ? str_fmt(run->arena, "did you mean '" STR_FMT "'?",
							       STR_ARG(near))
					     : STR("teams are called as `owner:` of modules is, or "
						   "as code owners are");
		if (number >= before) {
			problem_warn(&run->problems, teams[k].name.place, remedy,
					"team '" STR_FMT "' owns no module",
					STR_ARG(teams[k].name.s));
		}
	}
}

/* Who is meant by a pattern that matches nobody does not count where they belong. */
static void patterns_check(struct owner_joining *joining, uint32_t count, struct arena *scratch)
{
	struct run *run = joining->run;
	const struct config_team *teams = run->config.history.teams.p;

	for (size_t k = 0; k < run->config.history.teams.len; k++) {
		vec_each (const struct text, pattern, &teams[k].people) {
			struct str folded = owner_name_fold(scratch, pattern->s);
			bool has_any = false;
			for (uint32_t i = 0; i < count && !has_any; i++) {
				has_any = glob_match(folded, joining->addresses[i]);
			}
			if (!has_any) {
				problem_warn(&run->problems, pattern->place,
						STR("patterns are of the mail addresses that commits "
						    "have, after .mailmap"),
						"'" STR_FMT "' matches nobody who ever committed",
						STR_ARG(pattern->s));
			}
			arena_reset(scratch);
		}
	}
}

/* ---- all together ---- */

/* False if nobody can tell who they are: then robots and teams are not known. */
static bool people_join(struct owner_joining *joining)
{
	const struct str *people = run_history_people(joining->run);
	uint32_t count = joining->run->history->people;

	if (!people) {
		return false;
	}
	struct arena *scratch = arena_create();
	people_split(joining, people, count);
	robots_find(joining, count, scratch);
	if (joining->run->config.history.teams.len > 0) {
		teams_find(joining, count, scratch);
		patterns_check(joining, count, scratch);
	}
	persons_mark(joining, count, scratch);
	arena_destroy(scratch);
	return true;
}

static void owners_join(struct owner_joining *joining)
{
	struct run *run = joining->run;
	struct ownership *ownership = joining->ownership;
	uint32_t *owners = arena_new_array(run->arena, uint32_t, run->code->module_count);

	module_owners_number(joining->owning->modules, run->code, joining->owning->code_owners,
			&joining->numbers);
	teams_check(joining);
	for (size_t i = 0; i < run->code->module_count; i++) {
		owners[i] = joining->owning->modules[i].owner;
	}
	ownership->history = run->history;
	if (run->history->reason == REASON_NONE && !people_join(joining)) {
		struct history *unknown = arena_new(run->arena, struct history);
		unknown->reason = REASON_UNREADABLE;
		unknown->why = STR("it cannot be told who made the commits");
		unknown->head = NONE;
		ownership->history = unknown;
	}
	ownership->modules = run_history_modules(run);
	ownership->module_count = run->code->module_count;
	ownership->module_owners = owners;
	ownership->owners = joining->numbers.list.p;
	ownership->owner_count = joining->numbers.list.len;
}

bool run_ownership(struct run *run, struct err *err)
{
	struct owner_joining joining = { .run = run };

	(void)run_owning(run);
	if (run->owning->ownership) {
		return true;
	}
	joining.owning = run->owning;
	joining.ownership = arena_new(run->arena, struct ownership);
	owner_numbers_init(&joining.numbers, run->arena);
	settings_read(&joining);
	if (!run_history(run, err)) {
		return false;
	}
	owners_join(&joining);
	run->owning->ownership = joining.ownership;
	return true;
}
