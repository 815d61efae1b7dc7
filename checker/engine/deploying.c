/* SPDX-License-Identifier: MIT */
#include "engine/deploying.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "base/map.h"
#include "sources/deployments/log.h"
#include "sources/git/repository.h"
#include "sources/git/revision.h"

#include <ctype.h>

/* A tag whose pattern has this variable is one of the service that it stands for. */
#define SERVICE_VARIABLE STR("service")
/* More names that mean no commit are only counted. */
#define NOTES_MOST 5
#define REVISION_BYTES_MAX 200

struct deploying {
	bool is_log_good;
	/* The repository was asked for tags, the branch, and what names of commits mean. */
	bool is_asked;
	bool is_good;
	struct deployed deployed;
	/* Ids of commits that the repository has. */
	struct map *tips;
	/* Names that mean no commit, beyond those that are told one by one. */
	size_t more_unknown;
};

/* ---- the log ---- */

static bool log_read(struct run *run, struct deployments *log)
{
	bool is_good = true;

	vec_each (const struct text, file, &run->config.deployments.log) {
		struct err own;
		struct str text;
		if (!root_read_text(&run->root, run->arena, file->s, FILE_SIZE_MAX, &text, &own)) {
			is_good = problem_add(&run->problems, file->place,
					STR("paths are relative to the folder of lintel.yaml"),
					"%s", own.text);
			continue;
		}
		is_good = deployments_read(log, run->arena, file->s, text, &run->problems)
			  && is_good;
	}
	return deployments_sort(log, run->arena, &run->problems) && is_good;
}

/* Read once, whoever asks first. */
static struct deploying *deploying_of(struct run *run)
{
	if (!run->deploying) {
		run->deploying = arena_new(run->arena, struct deploying);
		run->deploying->tips = map_create(run->arena);
		run->deploying->is_log_good = log_read(run, &run->deploying->deployed.log);
	}
	return run->deploying;
}

bool run_deployments(struct run *run, struct deployments *deployments, struct err *err)
{
	const struct deploying *deploying = deploying_of(run);

	*deployments = deploying->deployed.log;
	return deploying->is_log_good || err_set(err, "the log of deployments is damaged");
}

/*
 * What somebody wrote into a log is an id or a name, and no expression: git would
 * search messages for some, and dates for others.
 */
static bool is_revision_name(struct str name)
{
	bool is_name = name.len > 0 && name.len <= REVISION_BYTES_MAX
		       && !str_contains(name, STR("..")) && name.p[0] != '-';
	for (size_t i = 0; is_name && i < name.len; i++) {
		is_name = isalnum((unsigned char)name.p[i]) || strchr("._/+-", name.p[i]);
	}
	return is_name;
}

static void unknown_note(struct run *run, const struct deployment *row)
{
	struct deploying *deploying = run->deploying;

	if (deploying->deployed.notes.len >= NOTES_MOST) {
		deploying->more_unknown++;
		return;
	}
	*vec_add(&deploying->deployed.notes, run->arena) = str_fmt(run->arena,
			STR_FMT ":%u: the repository has no commit '" STR_FMT "'",
			STR_ARG(row->place.path), row->place.line, STR_ARG(row->commit));
}

/* Names of commits become ids; each is looked up once. */
static void log_resolve(struct run *run, struct repository *repository)
{
	struct deploying *deploying = run->deploying;
	struct map *ids = map_create(run->arena);

	vec_each (struct deployment, row, &deploying->deployed.log.list) {
		bool is_new;
		struct err ignored;
		if (row->commit.len == 0) {
			continue;
		}
		struct map_entry *entry = map_put(ids, row->commit, &is_new);
		if (is_new) {
			struct str *id = arena_new(run->arena, struct str);
			bool is_there = is_revision_name(row->commit)
					&& repository_resolve(repository, run->arena, row->commit,
							id, &ignored);
			entry->ptr = is_there ? id : NULL;
			if (is_there) {
				map_put(deploying->tips, *id, NULL);
			}
		}
		if (entry->ptr) {
			row->commit = *(const struct str *)entry->ptr;
		} else if (is_new) {
			unknown_note(run, row);
		}
	}
	if (deploying->more_unknown > 0) {
		*vec_add(&deploying->deployed.notes, run->arena) =
				str_fmt(run->arena, "%zu more names in the log mean no commit",
						deploying->more_unknown);
	}
}

/* ---- tags ---- */

static bool patterns_check(struct run *run, const struct text_list *patterns)
{
	bool is_good = true;

	vec_each (const struct text, pattern, patterns) {
		struct err err;
		if (!glob_check(pattern->s, &err)) {
			is_good = problem_add(&run->problems, pattern->place,
					STR("write a pattern of names of tags, such as \"v*\""),
					"%s", err.text);
		}
	}
	return is_good;
}

bool run_deployment_patterns_check(struct run *run)
{
	const struct config_deployments *config = &run->config.deployments;
	const struct config_service *services = config->services.p;
	bool is_good = patterns_check(run, &config->tags);

	is_good = patterns_check(run, &config->exclude) && is_good;
	for (size_t i = 0; i < config->services.len; i++) {
		is_good = patterns_check(run, &services[i].tags) && is_good;
	}
	return is_good;
}

static bool is_among(const struct text_list *patterns, struct str name)
{
	bool is_there = false;
	vec_each (const struct text, pattern, patterns) {
		is_there = is_there || glob_match(pattern->s, name);
	}
	return is_there;
}

/* Whether the tag is a release, and of which service. */
static bool is_release(
		const struct config_deployments *config, struct str name, struct str *service)
{
	const struct config_service *services = config->services.p;

	*service = STR("");
	for (size_t i = 0; i < config->services.len; i++) {
		if (is_among(&services[i].tags, name)) {
			*service = services[i].name.s;
			return true;
		}
	}
	vec_each (const struct text, pattern, &config->tags) {
		struct str bound;
		if (glob_bind(pattern->s, name, &bound)) {
			bool is_service = str_eq(glob_variable(pattern->s), SERVICE_VARIABLE);
			*service = is_service ? bound : STR("");
			return true;
		}
	}
	return false;
}

static bool has_tags(const struct config_deployments *config)
{
	const struct config_service *services = config->services.p;
	bool has_any = config->tags.len > 0;

	for (size_t i = 0; i < config->services.len; i++) {
		has_any = has_any || services[i].tags.len > 0;
	}
	return has_any;
}

/* Of all that the patterns match, what is a tag of a tree or a blob. */
static bool other_tags_note(struct run *run, struct repository *repository, struct err *err)
{
	const struct config_deployments *config = &run->config.deployments;
	const struct config_service *services = config->services.p;
	size_t all = 0;

	for (size_t i = 0; i <= config->services.len; i++) {
		const struct text_list *patterns =
				i < config->services.len ? &services[i].tags : &config->tags;
		vec_each (const struct text, pattern, patterns) {
			struct revision_name *names;
			size_t count;
			size_t others;
			if (!revision_tags(repository, run->arena, pattern->s, &names, &count,
					    &others, err)) {
				return false;
			}
			all += others;
		}
	}
	if (all > 0) {
		*vec_add(&run->deploying->deployed.notes, run->arena) =
				str_fmt(run->arena, "%zu %s of no commit: left out", all,
						all == 1 ? "tag is" : "tags are");
	}
	return true;
}

static bool tags_take(struct run *run, struct repository *repository, struct err *err)
{
	const struct config_deployments *config = &run->config.deployments;
	struct deployed *deployed = &run->deploying->deployed;
	struct revision_name *names;
	size_t count;
	size_t others;
	size_t excluded = 0;

	if (!has_tags(config)) {
		return true;
	}
	if (!revision_tags(repository, run->arena, STR("**"), &names, &count, &others, err)
			|| (others > 0 && !other_tags_note(run, repository, err))) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		struct str service;
		if (!is_release(config, names[i].name, &service)) {
			continue;
		}
		if (is_among(&config->exclude, names[i].name)) {
			excluded++;
			continue;
		}
		map_put(run->deploying->tips, names[i].commit, NULL);
		*vec_add(&deployed->tags.list, run->arena) = (struct deployment){
			.id = names[i].name,
			.at = names[i].at,
			.commit = names[i].commit,
			.service = service,
			.is_undated = !names[i].is_annotated,
		};
	}
	if (excluded > 0) {
		*vec_add(&deployed->notes, run->arena) = str_fmt(run->arena,
				"%zu tag%s `exclude` names %s no release%s", excluded,
				excluded == 1 ? " that" : "s that", excluded == 1 ? "is" : "are",
				excluded == 1 ? "" : "s");
	}
	return deployments_sort(&deployed->tags, run->arena, &run->problems);
}

/* ---- the branch ---- */

/* As it is here or, in a checkout of one commit alone, as it was fetched. */
static bool branch_take(struct run *run, struct repository *repository)
{
	const struct text *branch = &run->config.deployments.branch;
	static const char *const places[] = { "refs/heads/", "refs/remotes/origin/" };
	struct str *id = &run->deploying->deployed.branch;
	bool is_there = branch->s.len == 0;

	for (size_t i = 0; !is_there && i < COUNT_OF(places); i++) {
		struct err ignored;
		struct str name = str_fmt(run->arena, "%s" STR_FMT, places[i], STR_ARG(branch->s));
		is_there = is_revision_name(name)
			   && repository_resolve(repository, run->arena, name, id, &ignored);
	}
	if (is_there && id->len > 0) {
		map_put(run->deploying->tips, *id, NULL);
	}
	return is_there
	       || problem_add(&run->problems, branch->place,
			       STR("'git branch --all' lists those that there are"),
			       "the repository has no branch '" STR_FMT "'", STR_ARG(branch->s));
}

/* ---- what the history is asked for ---- */

static bool ask(struct run *run, struct repository *repository)
{
	bool is_good = run_deployment_patterns_check(run);
	struct err err = { "" };

	if (is_good && repository) {
		log_resolve(run, repository);
		is_good = branch_take(run, repository);
		if (!tags_take(run, repository, &err)) {
			is_good = problem_add(&run->problems, run->config.deployments.tags.place,
					STR(""), "cannot read the tags: %s", err.text);
		}
	}
	return is_good;
}

bool run_deployment_tips(struct run *run, struct repository *repository, struct str **tips,
		size_t *count, struct err *err)
{
	struct deploying *deploying = deploying_of(run);

	*count = 0;
	if (!deploying->is_asked) {
		deploying->is_asked = true;
		deploying->is_good = deploying->is_log_good && ask(run, repository);
	}
	if (!deploying->is_good) {
		return err_set(err, "what `deployments` says is damaged");
	}
	*tips = arena_new_array(run->arena, struct str, deploying->tips->len + 1);
	for (size_t i = 0; i < deploying->tips->len; i++) {
		(*tips)[(*count)++] = deploying->tips->entries[i].key;
	}
	return true;
}

bool run_deployed(struct run *run, const struct deployed **deployed, struct err *err)
{
	struct str *tips;
	size_t count;

	*deployed = &deploying_of(run)->deployed;
	/* The history asks only where there is one. */
	return run_deployment_tips(run, NULL, &tips, &count, err);
}
