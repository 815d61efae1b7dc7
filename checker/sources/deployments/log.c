/* SPDX-License-Identifier: MIT */
#include "sources/deployments/log.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/problem.h"
#include "config/table.h"
#include "formats/json_lines.h"
#include "sources/deployments/cells.h"

#include <stdlib.h>
#include <strings.h>

struct log_line {
	struct text id;
	struct text at;
	struct text commit;
	struct text service;
	struct text class;
	struct text kind;
	struct text status;
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
	{ .name = "kind", .type = FIELD_TEXT, AT(kind),
	  .help = "`incident_fix` if it was not planned and mends an incident.",
	  .example = "incident_fix" },
	{ .name = "status", .type = FIELD_TEXT, AT(status),
	  .help = "Whether it got into service: `success` or `failure`.", .example = "success" },
};

/* Words of pipelines for what got into service, and for what did not. */
static const struct str status_words_good[] = {
	STR_INIT("success"), STR_INIT("succeeded"), STR_INIT("successful"), STR_INIT("ok"),
	STR_INIT("done"), STR_INIT("completed"), STR_INIT("deployed"), STR_INIT("finished"),
	STR_INIT("passed"),
};
static const struct str status_words_bad[] = {
	STR_INIT("failure"), STR_INIT("failed"), STR_INIT("error"), STR_INIT("canceled"),
	STR_INIT("cancelled"), STR_INIT("aborted"), STR_INIT("skipped"), STR_INIT("rejected"),
	STR_INIT("timeout"), STR_INIT("running"), STR_INIT("pending"), STR_INIT("queued"),
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

static bool is_among(struct str word, const struct str *words, size_t count)
{
	bool is_there = false;
	for (size_t i = 0; i < count; i++) {
		is_there = is_there
			   || (word.len == words[i].len
					   && strncasecmp(word.p, words[i].p, word.len) == 0);
	}
	return is_there;
}

/* Nothing said is success: a log is of what was deployed. */
static bool status_take(const struct text *status, bool *has_failed, struct problems *problems)
{
	*has_failed = is_among(status->s, status_words_bad, COUNT_OF(status_words_bad));
	return status->s.len == 0 || *has_failed
	       || is_among(status->s, status_words_good, COUNT_OF(status_words_good))
	       || problem_add(problems, status->place, STR("write success or failure"),
			       "status '" STR_FMT "' does not say whether it got into service",
			       STR_ARG(status->s));
}

/* What pipelines write for what they do not know: as if the key were not there. */
static struct node without_nulls(const struct node *item, struct arena *arena)
{
	struct node map = *item;

	if (item->kind == NODE_MAP) {
		map.items = arena_new_array(arena, struct node, item->len + 1);
		map.len = 0;
	}
	for (size_t i = 0; item->kind == NODE_MAP && i < item->len; i++) {
		if (item->items[i].kind != NODE_NULL) {
			map.items[map.len++] = item->items[i];
		}
	}
	return map;
}

static bool line_take(
		const struct node *item, uint32_t number, struct problems *problems, void *ctx)
{
	const struct reading *reading = ctx;
	const struct node known = without_nulls(item, reading->arena);
	struct log_line line;
	int64_t seconds;
	bool has_failed;

	if (!table_decode(&log_table, NULL, &known, &line, reading->arena, problems)) {
		return false;
	}
	if (line.id.s.len == 0) {
		return problem_add(problems, line.id.place, STR(""), "a deployment without an id");
	}
	if (!date_read_moment(line.at.s, &seconds)) {
		return problem_add(problems, line.at.place, STR("write it as 2026-11-20T10:00:00Z"),
				"'" STR_FMT "' is no moment", STR_ARG(line.at.s));
	}
	if (!status_take(&line.status, &has_failed, problems)) {
		return false;
	}
	*vec_add(&reading->deployments->list, reading->arena) = (struct deployment){
		.id = line.id.s,
		.at = seconds * MOMENT_SECOND,
		.commit = line.commit.s,
		.service = line.service.s,
		.class = line.class.s,
		.kind = line.kind.s,
		.has_failed = has_failed,
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
		/* Who tries again may call it the same. */
		if (deployment->has_failed) {
			continue;
		}
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
