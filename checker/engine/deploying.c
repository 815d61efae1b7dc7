/* SPDX-License-Identifier: MIT */
#include "engine/deploying.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "facts/history.h"
#include "sources/deployments/log.h"
#include "sources/git/repository.h"

struct deploying {
	bool is_good;
	struct deployments log;
};

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
		run->deploying->is_good = log_read(run, &run->deploying->log);
	}
	return run->deploying;
}

bool run_deployments(struct run *run, struct deployments *deployments, struct err *err)
{
	const struct deploying *deploying = deploying_of(run);

	*deployments = deploying->log;
	return deploying->is_good || err_set(err, "the log of deployments is damaged");
}

/* ---- what the history is asked for ---- */

/* What somebody wrote into a log is an id, and no expression that git would evaluate. */
static bool is_id(struct str commit)
{
	bool is_hex = commit.len >= 7 && commit.len <= HISTORY_ID_HEX;
	for (size_t i = 0; is_hex && i < commit.len; i++) {
		char c = commit.p[i];
		is_hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
	}
	return is_hex;
}

static void tips_of(struct run *run, struct repository *repository,
		const struct deployments *deployments, struct map *asked, struct map *tips)
{
	vec_each (const struct deployment, deployment, &deployments->list) {
		bool is_new = is_id(deployment->commit);
		struct err ignored;
		struct str id;
		if (is_new) {
			map_put(asked, deployment->commit, &is_new);
		}
		if (is_new
				&& repository_resolve(repository, run->arena, deployment->commit,
						&id, &ignored)) {
			map_put(tips, id, NULL);
		}
	}
}

bool run_deployment_tips(struct run *run, struct repository *repository, struct str **tips,
		size_t *count, struct err *err)
{
	const struct deploying *deploying = deploying_of(run);
	struct map *found = map_create(run->arena);

	*count = 0;
	if (!deploying->is_good) {
		return err_set(err, "the log of deployments is damaged");
	}
	if (repository) {
		tips_of(run, repository, &deploying->log, map_create(run->arena), found);
	}
	*tips = arena_new_array(run->arena, struct str, found->len + 1);
	for (size_t i = 0; i < found->len; i++) {
		(*tips)[(*count)++] = found->entries[i].key;
	}
	return true;
}
