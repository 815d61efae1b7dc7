/* SPDX-License-Identifier: MIT */
/*
 * The report of a command that judges by some of lintel's own rules alone.
 */
#ifndef LINTEL_CLI_OWN_REPORT_H
#define LINTEL_CLI_OWN_REPORT_H

#include "cli/command.h"
#include "cli/deliveries.h"

struct run;

/* What of the run is shown. */
struct own_report_scope {
	bool shows_all;
	bool is_quiet;
	/* It is about decision records alone. */
	bool omits_registers;
};

/* Delivers the run's findings and says how the command ends. */
enum exit_code own_report(struct cli *cli, const struct run *run,
		const struct deliveries *deliveries, const struct own_report_scope *scope);

/* "text", "json", …, NULL: for --format. */
extern const char *const own_report_words[];

#endif
