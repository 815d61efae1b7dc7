/* SPDX-License-Identifier: MIT */
/*
 * Which reports go where.
 *
 *	--format json                     standard output, as JSON
 *	--format json --output x.json     the same into a file
 *	--output sarif=x.sarif            besides, another report into a file
 */
#ifndef LINTEL_CLI_DELIVERIES_H
#define LINTEL_CLI_DELIVERIES_H

#include "cli/command.h"
#include "reports/report.h"

struct delivery {
	const struct report *report;
	/* Empty = standard output. */
	struct str path;
};

struct deliveries {
	struct arena *arena;
	VEC(struct delivery) list;
};

/* Reads the values of --format and --output; refuses what would be written twice. */
NODISCARD bool deliveries_plan(struct deliveries *deliveries, struct arena *arena,
		const struct texts *formats, const struct texts *outputs, struct err *err);

/*
 * Writes them all.  Colours are for a terminal on standard output alone.  With
 * GITHUB_STEP_SUMMARY in the environment, the report `github` also adds
 * `github-summary` to the file that it names.
 */
NODISCARD bool deliveries_write(const struct deliveries *deliveries, struct cli *cli,
		const struct report_facts *facts, const struct report_style *style,
		struct err *err);

/* Writes `text` into the file `path`, or on standard output if that is empty. */
NODISCARD bool text_deliver(struct cli *cli, struct str path, struct str text, struct err *err);

#endif
