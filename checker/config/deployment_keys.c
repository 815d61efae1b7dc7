/* SPDX-License-Identifier: MIT */
/*
 * The keys of `deployments`.
 */
#include "config/config.h"

#define AT(type, member) .offset = offsetof(struct type, member)

static const char *const lead_words[] = {
	[LEAD_COMMITTED] = "committed",
	[LEAD_WRITTEN] = "written",
	NULL,
};

/* clang-format off */

static const struct field service_fields[] = {
	{ .name = "name", .type = FIELD_NAME, AT(config_service, name) },
	{ .name = "paths", .type = FIELD_GLOBS, AT(config_service, paths),
	  .help = "What it is made of: commits that touch nothing of it are no changes of it "
		  "(default: all commits are).",
	  .example = "[src/checkout/**, src/core/**]" },
	{ .name = "tags", .type = FIELD_TEXTS, AT(config_service, tags),
	  .help = "Patterns of the tags of its releases.",
	  .example = "[\"checkout/v*\"]" },
};

static const struct table service_table = {
	.name = "service",
	.help = "One of several services that come out of the repository.",
	.fields = service_fields, .len = COUNT_OF(service_fields),
	.size = sizeof(struct config_service),
};

static const struct field deployments_fields[] = {
	{ .name = "log", .type = FIELD_PATHS, AT(config_deployments, log),
	  .help = "Files of what was put into service, one JSON object a line, or .csv: id, at, and "
		  "where they are known commit, service, class, kind, status.",
	  .example = "[governance/deployments.jsonl]" },
	{ .name = "tags", .type = FIELD_TEXTS, AT(config_deployments, tags),
	  .help = "Patterns of tags that are releases, where no log has anything; `{service}` in a "
		  "pattern is the name of the service.",
	  .example = "[\"v*\"]" },
	{ .name = "exclude", .type = FIELD_TEXTS, AT(config_deployments, exclude),
	  .help = "Patterns of tags that are none: release candidates and the like.",
	  .example = "[\"*-rc*\"]" },
	{ .name = "branch", .type = FIELD_TEXT, AT(config_deployments, branch),
	  .help = "The branch that changes are merged into, where neither a log nor tags have "
		  "anything: what arrives there is integrated, and not yet deployed.",
	  .example = "main" },
	{ .name = "services", .type = FIELD_NAMED, AT(config_deployments, services),
	  .item = &service_table,
	  .help = "Services that are deployed one by one out of this repository, by name.",
	  .example = "{ checkout: { paths: [src/checkout/**] } }" },
	{ .name = "dedupe", .type = FIELD_TEXT, AT(config_deployments, dedupe),
	  .help = "Deployments of a service so soon after one another are one (default `10min`).",
	  .example = "30min" },
	{ .name = "hotfix_within", .type = FIELD_TEXT, AT(config_deployments, hotfix_within),
	  .help = "A patch of the same version so soon after it is a hotfix of it (default `7d`).",
	  .example = "3d" },
	{ .name = "window", .type = FIELD_TEXT, AT(config_deployments, window),
	  .help = "How far back deployments count (default `1y`).",
	  .example = "90d" },
	{ .name = "least", .type = FIELD_NUMBER, AT(config_deployments, least),
	  .help = "With fewer deployments than this, nothing is said (default 8).",
	  .example = "12" },
	{ .name = "lead", .type = FIELD_CHOICE, AT(config_deployments, lead), .words = lead_words,
	  .fallback = LEAD_COMMITTED,
	  .help = "From when on a change waits: when it was `committed`, or first `written`, which a "
		  "rebase keeps and anybody may set (default `committed`).",
	  .example = "written" },
};

const struct table config_deployments_table = {
	.name = "deployments",
	.help = "What was put into service, and when.",
	.fields = deployments_fields, .len = COUNT_OF(deployments_fields),
	.size = sizeof(struct config_deployments),
};

/* clang-format on */
