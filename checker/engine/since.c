/* SPDX-License-Identifier: MIT */
#include "engine/since.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/map.h"
#include "base/overlay.h"
#include "base/path.h"
#include "engine/gathering.h"
#include "engine/governing.h"
#include "engine/judging.h"
#include "engine/past.h"
#include "sources/git/revision.h"

#include <stdlib.h>

struct sincing {
	struct since result;
	struct repository *repository;
	struct overlay overlay;
	struct run base;
	/* It was judged; otherwise nothing that anybody reads differs. */
	bool has_base;
};

/* ---- the commit to compare with ---- */

static bool revision_check(struct str revision, struct err *err)
{
	if (str_contains(revision, STR(".."))) {
		return err_set(err,
				"--since takes one revision, not a range: '" STR_FMT
				"'; for the change that a gate judges there is --changes",
				STR_ARG(revision));
	}
	return true;
}

bool run_since_open(struct run *run, struct err *err)
{
	struct str revision = run->options.since;

	if (revision.len == 0) {
		return true;
	}
	if (!revision_check(revision, err)) {
		return false;
	}
	struct sincing *sincing = arena_new(run->arena, struct sincing);
	sincing->result.revision = revision;
	if (!repository_open(&sincing->repository, run->arena, run->root.path, err)) {
		return err_wrap(err, "--since");
	}
	run->sincing = sincing;
	run->since = &sincing->result;
	struct str head;
	struct err unborn;
	if (!repository_resolve(sincing->repository, run->arena, STR("HEAD"), &head, &unborn)) {
		return err_set(err, "--since: nothing is committed yet: HEAD is no commit");
	}
	return revision_base(sincing->repository, run->arena, revision, &sincing->result.base, err)
	       || err_wrap(err, "--since");
}

void since_close(struct run *run)
{
	if (run->sincing) {
		run_past_finish(&run->sincing->base);
		repository_close(run->sincing->repository);
		run->sincing = NULL;
	}
}

/* ---- what differs ---- */

/* Folders of builds: what lies there is the same on both sides unless it is tracked. */
static size_t built_folders(struct run *run, struct str **folders)
{
	VEC(struct str) list = { 0 };

	vec_each (const struct str, path, &run->gathering->db.paths) {
		struct str folder = path_folder(path_clean(run->arena, *path));
		struct str relative = folder;
		bool is_inside = !path_is_absolute(folder) && !path_leaves(folder);
		if (is_inside || path_below(run->root.path, folder, &relative)) {
			*vec_add(&list, run->arena) = relative;
		}
	}
	size_t kept = 0;
	for (size_t i = 0; i < list.len; i++) {
		if (list.p[i].len && !str_eq(list.p[i], STR("."))) {
			list.p[kept++] = list.p[i];
		}
	}
	*folders = list.p;
	return kept;
}

static bool overlay_make(struct run *run, struct err *err)
{
	struct sincing *sincing = run->sincing;
	const struct revision_limits limits = {
		.max_files = run->options.max_files,
		.max_depth = run->options.max_depth,
	};
	struct str *built;
	size_t built_count = built_folders(run, &built);

	return revision_overlay_back(&sincing->overlay, run->arena, sincing->repository,
			sincing->result.base, built, built_count, &limits, err);
}

static bool is_database(const struct run *run, struct str path)
{
	vec_each (const struct str, database, &run->gathering->db.paths) {
		if (str_eq(*database, path)) {
			return true;
		}
	}
	return false;
}

static void paths_collect(struct run *run)
{
	struct sincing *sincing = run->sincing;

	vec_each (const struct overlay_entry, entry, &sincing->overlay.entries) {
		/* Written by a build; both sides are read with it. */
		if (!is_database(run, entry->path)) {
			*vec_add(&sincing->result.paths, run->arena) = entry->path;
		}
	}
}

static void module_touch(struct run *run, struct map *known, const struct run *side,
		struct str path, struct arena *scratch)
{
	uint32_t module = module_map_find(side->gathering->modules, side->code, path, scratch);
	bool is_new = false;

	if (module != NONE) {
		map_put(known, side->code->modules[module].name, &is_new);
	}
	if (is_new) {
		*vec_add(&run->sincing->result.modules, run->arena) =
				str_dup(run->arena, side->code->modules[module].name);
	}
}

/* Of a file that is gone the module is one of the base. */
static void modules_collect(struct run *run)
{
	struct sincing *sincing = run->sincing;
	struct arena *scratch = arena_create();
	struct map *known = map_create(scratch);

	vec_each (const struct str, path, &sincing->result.paths) {
		module_touch(run, known, run, *path, scratch);
		if (sincing->has_base && sincing->result.unjudged.len == 0) {
			module_touch(run, known, &sincing->base, *path, scratch);
		}
	}
	vec_sort(&sincing->result.modules, str_order);
	arena_destroy(scratch);
}

static bool is_there(const struct run *run, struct str path)
{
	const struct str *paths;
	size_t count = text_paths(&run->gathering->tree, &paths);
	return count && bsearch(&path, paths, count, sizeof(*paths), str_order);
}

/*
 * Whether the compiler or the text tier may read it on either side.  A file that
 * no name says is C is read if it is included, and then by a file that differs
 * too, unless it has come or gone.
 */
static bool is_input(const struct run *run, const struct overlay_entry *entry)
{
	return text_is_source(entry->path) || str_eq(path_extension(entry->path), STR(".i"))
	       || entry->kind == OVERLAY_LINK
	       || text_file_find(&run->gathering->tree, entry->path) != NONE
	       || (entry->kind == OVERLAY_FILE && !is_there(run, entry->path));
}

/* Whether anything that the runs read may differ. */
static bool differs(const struct run *run)
{
	const struct config *config = &run->config;
	/* Records speak of files of all kinds. */
	bool is_governed = config->decisions.dirs.len > 0 || config->registers.len > 0;

	vec_each (const struct overlay_entry, entry, &run->sincing->overlay.entries) {
		if (!is_database(run, entry->path) && (is_governed || is_input(run, entry))) {
			return true;
		}
	}
	return false;
}

/* ---- the other side ---- */

/* The contents of the base must be there: not all of them are in a partial clone. */
static bool contents_are_there(struct run *run, const struct run *base, struct err *err)
{
	vec_each (const struct text_file, file, &base->gathering->tree.files) {
		bool is_unread =
				(file->flags & FILE_UNREAD)
				&& str_eq(file->problem, str_of(file_status_text(FILE_UNREADABLE)));
		if (is_unread && overlay_find(&run->sincing->overlay, file->path)) {
			return err_set(err,
					"--since: the contents of '" STR_FMT "' at " STR_FMT
					" are not in this clone; a partial clone fetches them with "
					"'git diff " STR_FMT " --stat'",
					STR_ARG(file->path), STR_ARG(run->sincing->result.base),
					STR_ARG(run->sincing->result.base));
		}
	}
	return true;
}

bool run_since_base(struct run *run, unsigned needs, struct err *err)
{
	struct sincing *sincing = run->sincing;

	if (!sincing) {
		return true;
	}
	int64_t begin = stopwatch();
	if (!overlay_make(run, err)) {
		return err_wrap(err, "--since");
	}
	paths_collect(run);
	sincing->has_base = differs(run);
	if (sincing->has_base) {
		struct str why = { 0 };
		if (!run_past(&sincing->base, run, &sincing->overlay, needs, &why, err)) {
			return err_wrap(err, "--since, at " STR_FMT, STR_ARG(sincing->result.base));
		}
		sincing->result.unjudged = str_dup(run->arena, why);
		if (!contents_are_there(run, &sincing->base, err)) {
			return false;
		}
	}
	modules_collect(run);
	run->timings.base += stopwatch() - begin;
	run->timings.base_parse += sincing->base.timings.parse;
	run->timings.base_units_parsed += sincing->base.timings.units_parsed;
	run->timings.base_units_kept += sincing->base.timings.units_kept;
	return true;
}

/* ---- comparing ---- */

static bool base_saw(const struct finding *finding, void *ctx)
{
	const struct run *run = ctx;
	return run_saw(&run->sincing->base, finding);
}

static bool head_saw(const struct finding *finding, void *ctx)
{
	const struct run *run = ctx;
	return run_saw(run, finding);
}

static bool tag_touched(const struct run *run, struct str tag)
{
	vec_each (const struct str, name, &run->since->modules) {
		uint32_t module = code_module_find(run->code, *name);
		for (size_t i = 0; module != NONE && i < run->code->modules[module].tag_count;
				i++) {
			if (str_eq(run->code->modules[module].tags[i], tag)) {
				return true;
			}
		}
	}
	return false;
}

static bool item_touched(const struct run *run, struct str item)
{
	struct err err;

	if (str_starts(item, STR("tag:"))) {
		return tag_touched(run, str_from(item, 4));
	}
	if (since_has_module(run->since, item)) {
		return true;
	}
	item = str_starts(item, STR("path:")) ? str_from(item, 5) : item;
	vec_each (const struct str, path, &run->since->paths) {
		if (glob_check(item, &err) && glob_match(item, *path)) {
			return true;
		}
	}
	return false;
}

/* A record is about what it says that it affects. */
static bool record_touched(const struct run *run, struct str path)
{
	const struct decision *decision =
			run->governing && run->governing->has_decisions
					? decision_find(&run->governing->decisions, path)
					: NULL;

	for (size_t i = 0; decision && i < decision->affects.len; i++) {
		if (item_touched(run, decision->affects.p[i])) {
			return true;
		}
	}
	return false;
}

static bool touches(const struct finding *finding, void *ctx)
{
	const struct run *run = ctx;
	const struct since *since = run->since;

	if (since_has_path(since, finding->place.path) || since_has_path(since, finding->source)
			|| since_has_module(since, finding->source)) {
		return true;
	}
	uint32_t file = code_file_find(run->code, finding->place.path);
	if (file != NONE && run->code->files[file].module != NONE) {
		return since_has_module(
				since, run->code->modules[run->code->files[file].module].name);
	}
	return record_touched(run, finding->place.path);
}

static struct since_sides sides_of(struct run *run)
{
	return (struct since_sides){
		.base = run->sincing->has_base ? &run->sincing->base.findings : NULL,
		.base_saw = base_saw,
		.head_saw = head_saw,
		.touches = touches,
		.ctx = run,
	};
}

void since_judge(struct run *run)
{
	if (run->sincing) {
		const struct since_sides sides = sides_of(run);
		since_compare(&run->sincing->result, &run->findings, &sides);
	}
}

void since_judge_rest(struct run *run, size_t first)
{
	if (run->sincing) {
		const struct since_sides sides = sides_of(run);
		since_rest(&run->sincing->result, &run->findings, first, &sides);
	}
}
