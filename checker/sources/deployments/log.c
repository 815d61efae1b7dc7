/* SPDX-License-Identifier: MIT */
#include "sources/deployments/log.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/problem.h"
#include "config/table.h"
#include "formats/json_lines.h"
#include "sources/deployments/cells.h"

#include <stdlib.h>

struct log_line {
	struct text id;
	struct text at;
	struct text commit;
	struct text service;
	struct text class;
};

#define AT(member) .offset = offsetof(struct log_line, member)

/* clang-format off */
static const struct field log_fields[] = {
	{ .name = "id", .type = FIELD_TEXT, AT(id), .is_required = true,
	  .help = "What incidents and approvals call the release.", .example = "2026.11.2" },
	{ .name = "at", .type = FIELD_TEXT, AT(at), .is_required = true,
	  .help = "When it was in service, as RFC 3339.", .example = "2026-11-20T10:00:00Z" },
	{ .name = "commit", .type = FIELD_TEXT, AT(commit),
	  .help = "The commit that it was made of.", .example = "3f2c1aa" },
	{ .name = "service", .type = FIELD_TEXT, AT(service),
	  .help = "What was deployed.", .example = "checkout" },
	{ .name = "class", .type = FIELD_TEXT, AT(class),
	  .help = "The class of the change.", .example = "feature" },
};
/* clang-format on */

static const struct table log_table = {
	.name = "deployment",
	.help = "One deployment.",
	.fields = log_fields,
	.len = COUNT_OF(log_fields),
	.size = sizeof(struct log_line),
	/* Pipelines write down more than is asked of them. */
	.is_open = true,
};

struct reading {
	struct deployments *deployments;
	struct arena *arena;
	struct str path;
};

static bool line_take(
		const struct node *item, uint32_t number, struct problems *problems, void *ctx)
{
	const struct reading *reading = ctx;
	struct log_line line;
	int64_t seconds;

	if (!table_decode(&log_table, NULL, item, &line, reading->arena, problems)) {
		return false;
	}
	if (line.id.s.len == 0) {
		return problem_add(problems, line.id.place, STR(""), "a deployment without an id");
	}
	if (!date_read_moment(line.at.s, &seconds)) {
		return problem_add(problems, line.at.place, STR("write it as 2026-11-20T10:00:00Z"),
				"'" STR_FMT "' is no moment", STR_ARG(line.at.s));
	}
	*vec_add(&reading->deployments->list, reading->arena) = (struct deployment){
		.id = line.id.s,
		.at = seconds * MOMENT_SECOND,
		.commit = line.commit.s,
		.service = line.service.s,
		.class = line.class.s,
		.place = { .path = reading->path, .line = number },
	};
	return true;
}

bool deployments_read(struct deployments *deployments, struct arena *arena, struct str path,
		struct str text, struct problems *problems)
{
	struct reading reading = { deployments, arena, path };

	return str_ends(path, STR(".csv"))
			       ? cells_read(arena, path, text, line_take, &reading, problems)
			       : json_lines_read(arena, path, text, line_take, &reading, problems);
}

static int deployments_order(const void *a, const void *b)
{
	const struct deployment *left = a;
	const struct deployment *right = b;
	if (left->at != right->at) {
		return left->at < right->at ? -1 : 1;
	}
	int order = str_cmp(left->id, right->id);
	return order ? order : str_cmp(left->service, right->service);
}

bool deployments_sort(
		struct deployments *deployments, struct arena *arena, struct problems *problems)
{
	struct map *known = map_create(arena);
	bool is_good = true;

	if (deployments->list.len > 1) {
		qsort(deployments->list.p, deployments->list.len, sizeof(struct deployment),
				deployments_order);
	}
	vec_each (const struct deployment, deployment, &deployments->list) {
		bool is_new;
		struct str key = str_fmt(arena, STR_FMT "\t" STR_FMT, STR_ARG(deployment->id),
				STR_ARG(deployment->service));
		map_put(known, key, &is_new);
		if (!is_new) {
			is_good = problem_add(problems, deployment->place,
					STR("give each deployment an id of its own"),
					"there are two deployments '" STR_FMT "'",
					STR_ARG(deployment->id));
		}
	}
	return is_good;
}
