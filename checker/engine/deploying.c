/* SPDX-License-Identifier: MIT */
#include "engine/deploying.h"

#include "base/arena.h"
#include "base/err.h"
#include "sources/deployments/log.h"

bool run_deployments(struct run *run, struct deployments *deployments, struct err *err)
{
	bool is_good = true;

	*deployments = (struct deployments){ 0 };
	vec_each (const struct text, file, &run->config.deployments.log) {
		struct err own;
		struct str text;
		if (!root_read_text(&run->root, run->arena, file->s, FILE_SIZE_MAX, &text, &own)) {
			is_good = problem_add(&run->problems, file->place,
					STR("paths are relative to the folder of lintel.yaml"),
					"%s", own.text);
			continue;
		}
		is_good = deployments_read(deployments, run->arena, file->s, text, &run->problems)
			  && is_good;
	}
	is_good = deployments_sort(deployments, run->arena, &run->problems) && is_good;
	return is_good || err_set(err, "the log of deployments is damaged");
}
