/* SPDX-License-Identifier: MIT */
#include "sources/c/prefixes.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/path.h"
#include "sources/c/lead.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

/* Each is a file of several megabytes. */
#define GROUPS_MAX 48

/* Making one is parsing, and writing that takes as long; a few headers are not worth it. */
#define MAKING_FACTOR 2
#define MAKING_BYTES ((int64_t)150 * 1024)
/* What a unit pays for beginning with a prefix. */
#define LOADING_BYTES ((int64_t)50 * 1024)

/* A beginning: a lead up to one of its directives. */
struct beginning {
	uint32_t parent;
	/* A unit that has it, and how many directives. */
	uint32_t entry;
	uint32_t lead;
	/* What it makes the compiler read. */
	int64_t bytes;
	/* Of this round of choosing. */
	int64_t gain;
	uint32_t group;
};

struct plan {
	struct prefixes *prefixes;
	const struct compile_db *db;
	const struct c_job *jobs;
	size_t count;
	const struct c_prefixing *prefixing;
	struct arena *arena;
	VEC(struct beginning) beginnings;
	/* From number of the parent and text of the directive to number; from folder and flags to a
	 * first one. */
	struct map *numbers;
	/* By job: the whole of its lead; NONE for none.  The chosen one. */
	uint32_t *whole;
	uint32_t *chosen;
};

static uint32_t beginning_add(struct plan *plan, struct str key, struct beginning made)
{
	bool is_new;
	struct map_entry *entry = map_put(plan->numbers, key, &is_new);
	if (is_new) {
		entry->num = plan->beginnings.len;
		*vec_add(&plan->beginnings, plan->arena) = made;
	}
	return (uint32_t)entry->num;
}

/* What units must have in common besides their first lines. */
static uint32_t common_ground(struct plan *plan, const struct compile_entry *entry)
{
	struct buf key;
	buf_init(&key);
	buf_fmt(&key, "%zu/" STR_FMT "\n" STR_FMT "\n", entry->flag_count,
			STR_ARG(path_folder(entry->path)), STR_ARG(entry->directory));
	/* Equal lists of flags are one list. */
	uintptr_t list = (uintptr_t)entry->flags;
	buf_add(&key, (struct str){ (const char *)&list, sizeof(list) });
	uint32_t number = beginning_add(plan, buf_str(&key), (struct beginning){ .parent = NONE });
	buf_finish(&key);
	return number;
}

/* A forced header would come again behind the prefix; another language has other rules. */
static bool may_have_prefix(const struct compile_entry *entry)
{
	for (size_t i = 0; i < entry->flag_count; i++) {
		if (str_starts(entry->flags[i], STR("-include"))
				|| str_starts(entry->flags[i], STR("-imacros"))) {
			return false;
		}
	}
	return entry->flag_count >= 2 && str_eq(entry->flags[entry->flag_count - 2], STR("-x"))
	       && str_eq(entry->flags[entry->flag_count - 1], STR("c"))
	       && !path_is_absolute(entry->path);
}

static uint32_t lead_add(struct plan *plan, uint32_t number, const struct lead *lead)
{
	const struct compile_entry *entry = &plan->db->entries.p[number];
	struct arena *scratch = arena_create();
	size_t count = lead->directives.len;
	uint32_t *lines = arena_new_array(scratch, uint32_t, count);
	uint64_t *bytes = arena_new_array(scratch, uint64_t, count);
	for (size_t i = 0; i < count; i++) {
		lines[i] = lead->directives.p[i].is_include ? lead->directives.p[i].line : 0;
	}
	plan->prefixing->weigh(number, lines, count, bytes, plan->prefixing->ctx);

	uint32_t at = common_ground(plan, entry);
	for (size_t i = 0; i < count; i++) {
		struct str key = str_fmt(
				scratch, "%u " STR_FMT, at, STR_ARG(lead->directives.p[i].text));
		at = beginning_add(plan, key,
				(struct beginning){
						.parent = at,
						.entry = number,
						.lead = (uint32_t)i + 1,
						.bytes = plan->beginnings.p[at].bytes
							 + (int64_t)bytes[i],
				});
	}
	arena_destroy(scratch);
	return at;
}

/* Reads the beginning of each file. */
static void leads_read(struct plan *plan, const struct root *root)
{
	struct arena *scratch = arena_create();
	struct buf text;
	buf_init(&text);
	for (size_t i = 0; i < plan->count; i++) {
		uint32_t number = plan->jobs[i].entry;
		const struct compile_entry *entry = &plan->db->entries.p[number];
		struct lead lead;
		plan->whole[i] = NONE;
		plan->chosen[i] = NONE;
		if (!may_have_prefix(entry)
				|| root_read(root, entry->path, FILE_SIZE_MAX, &text, NULL)
						   != FILE_OK) {
			continue;
		}
		lead_scan(&lead, scratch, buf_str(&text));
		if (lead.directives.len > 0) {
			plan->whole[i] = lead_add(plan, number, &lead);
		}
		arena_reset(scratch);
	}
	buf_finish(&text);
	arena_destroy(scratch);
}

static int64_t bytes_of(const struct plan *plan, uint32_t beginning)
{
	return beginning == NONE ? LOADING_BYTES : plan->beginnings.p[beginning].bytes;
}

/* The beginning that saves most beyond those chosen already, or NONE. */
static uint32_t best_find(struct plan *plan)
{
	vec_each (struct beginning, beginning, &plan->beginnings) {
		beginning->gain = -MAKING_FACTOR * beginning->bytes - MAKING_BYTES;
	}
	for (size_t i = 0; i < plan->count; i++) {
		int64_t has = bytes_of(plan, plan->chosen[i]);
		for (uint32_t at = plan->whole[i]; at != NONE; at = plan->beginnings.p[at].parent) {
			struct beginning *beginning = &plan->beginnings.p[at];
			if (beginning->bytes <= has) {
				break;
			}
			beginning->gain += beginning->bytes - has;
		}
	}
	uint32_t best = NONE;
	for (uint32_t i = 0; i < plan->beginnings.len; i++) {
		if (plan->beginnings.p[i].gain > 0
				&& (best == NONE
						|| plan->beginnings.p[i].gain
								   > plan->beginnings.p[best]
										   .gain)) {
			best = i;
		}
	}
	return best;
}

static void best_take(struct plan *plan, uint32_t best)
{
	for (size_t i = 0; i < plan->count; i++) {
		uint32_t at = plan->whole[i];
		while (at != NONE && at != best) {
			at = plan->beginnings.p[at].parent;
		}
		if (at == best
				&& bytes_of(plan, plan->chosen[i])
						   < plan->beginnings.p[best].bytes) {
			plan->chosen[i] = best;
		}
	}
}

static struct prefix_group *group_add(struct prefixes *prefixes)
{
	struct prefix_group *group = vec_add(&prefixes->groups, prefixes->arena);
	*group = (struct prefix_group){ .state = GROUP_READY };
	return group;
}

/* Jobs in their groups. */
static void groups_form(struct plan *plan)
{
	struct prefixes *prefixes = plan->prefixes;
	for (size_t i = 0; i < plan->count; i++) {
		uint32_t number = 0;
		if (prefixes->folder.len && plan->chosen[i] != NONE) {
			struct beginning *chosen = &plan->beginnings.p[plan->chosen[i]];
			if (chosen->group == 0) {
				chosen->group = (uint32_t)prefixes->groups.len;
				struct prefix_group *group = group_add(prefixes);
				group->state = GROUP_PLANNED;
				group->entry = chosen->entry;
				group->lead = chosen->lead;
				group->path = str_fmt(prefixes->arena, STR_FMT "/%u",
						STR_ARG(prefixes->folder), chosen->group);
			}
			number = chosen->group;
		}
		*vec_add(&prefixes->groups.p[number].jobs, prefixes->arena) = (uint32_t)i;
	}
}

static void folder_create(struct prefixes *prefixes)
{
	const char *where = getenv("TMPDIR");
	struct str path = str_fmt(prefixes->arena, "%s/lintel-prefixes-XXXXXX",
			where && where[0] == '/' ? where : "/tmp");
	char *made = arena_copy(prefixes->arena, path.p, path.len + 1);
	if (mkdtemp(made)) {
		prefixes->folder = str_of(made);
	}
}

void prefixes_plan(struct prefixes *prefixes, struct arena *arena, const struct compile_db *db,
		const struct c_job *jobs, size_t count, const struct root *root,
		const struct c_prefixing *prefixing)
{
	*prefixes = (struct prefixes){ .arena = arena };
	struct plan plan = {
		.prefixes = prefixes,
		.db = db,
		.jobs = jobs,
		.count = count,
		.prefixing = prefixing,
		.arena = arena_create(),
	};
	plan.numbers = map_create(plan.arena);
	plan.whole = arena_new_array(plan.arena, uint32_t, count);
	plan.chosen = arena_new_array(plan.arena, uint32_t, count);
	for (size_t i = 0; i < count; i++) {
		plan.whole[i] = NONE;
		plan.chosen[i] = NONE;
	}
	group_add(prefixes);
	if (prefixing) {
		leads_read(&plan, root);
		uint32_t best;
		for (size_t i = 1; i < GROUPS_MAX && (best = best_find(&plan)) != NONE; i++) {
			if (i == 1) {
				folder_create(prefixes);
			}
			best_take(&plan, best);
		}
	}
	groups_form(&plan);
	arena_destroy(plan.arena);
}

/* Jobs behind a prefix that is there, then prefixes to make, then whole units. */
static bool task_find(const struct prefixes *prefixes, struct prefix_task *task)
{
	uint32_t planned = 0;
	for (uint32_t i = 1; i < prefixes->groups.len; i++) {
		const struct prefix_group *group = &prefixes->groups.p[i];
		if (group->state == GROUP_READY && group->next < group->jobs.len) {
			*task = (struct prefix_task){ .group = i };
			return true;
		}
		if (group->state == GROUP_PLANNED && planned == 0) {
			planned = i;
		}
	}
	*task = (struct prefix_task){ .group = planned, .makes_prefix = planned != 0 };
	return planned != 0 || prefixes->groups.p[0].next < prefixes->groups.p[0].jobs.len;
}

bool prefixes_has_task(const struct prefixes *prefixes)
{
	struct prefix_task task;
	return task_find(prefixes, &task);
}

bool prefixes_next(struct prefixes *prefixes, struct prefix_task *task)
{
	if (!task_find(prefixes, task)) {
		return false;
	}
	struct prefix_group *group = &prefixes->groups.p[task->group];
	if (task->makes_prefix) {
		group->state = GROUP_BEING_MADE;
	} else {
		task->job = group->jobs.p[group->next++];
	}
	return true;
}

static void files_remove(const struct prefix_group *group)
{
	struct arena *scratch = arena_create();
	unlink(group->path.p);
	unlink(str_fmt(scratch, STR_FMT ".facts", STR_ARG(group->path)).p);
	arena_destroy(scratch);
}

void prefixes_made(struct prefixes *prefixes, uint32_t number, bool is_good)
{
	struct prefix_group *group = &prefixes->groups.p[number];
	group->state = is_good ? GROUP_READY : GROUP_FAILED;
	if (!is_good) {
		for (size_t i = 0; i < group->jobs.len; i++) {
			prefixes_job_again(prefixes, group->jobs.p[i], number);
		}
	}
}

void prefixes_job_again(struct prefixes *prefixes, size_t job, uint32_t number)
{
	*vec_add(&prefixes->groups.p[0].jobs, prefixes->arena) = (uint32_t)job;
	prefixes_job_done(prefixes, number);
}

void prefixes_job_done(struct prefixes *prefixes, uint32_t number)
{
	struct prefix_group *group = &prefixes->groups.p[number];
	if (++group->done == group->jobs.len && number != 0) {
		files_remove(group);
	}
}

void prefixes_finish(struct prefixes *prefixes)
{
	DIR *folder = prefixes->folder.len ? opendir(prefixes->folder.p) : NULL;
	if (!folder) {
		return;
	}
	/* A worker that was killed may have left more than is known here. */
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		unlinkat(dirfd(folder), entry->d_name, 0);
	}
	closedir(folder);
	rmdir(prefixes->folder.p);
}
