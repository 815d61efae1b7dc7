/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "cli/operand.h"
#include "cli/own_report.h"
#include "cli/record_rules.h"
#include "cli/session.h"
#include "engine/governing.h"
#include "engine/remembering.h"

struct lint_settings {
	struct run_settings run;
	struct texts formats;
	struct texts outputs;
	bool all;
};

/* Whether a finding stands in one of these records, or names one as evidence. */
static bool is_in(const struct finding *finding, const struct decision **records, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(finding->place.path, records[i]->path)) {
			return true;
		}
		for (size_t k = 0; k < finding->evidence_len; k++) {
			if (str_eq(finding->evidence[k].place.path, records[i]->path)) {
				return true;
			}
		}
	}
	return false;
}

/* Leaves only what is about the records that were named. */
static bool records_keep(struct cli *cli, struct run *run)
{
	size_t count = cli->operands.len;
	const struct decision **records =
			arena_new_array(cli->arena, const struct decision *, count);
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		records[i] = operand_record(cli, run, cli->operands.p[i]);
		if (!records[i]) {
			return false;
		}
	}
	vec_each (const struct finding, finding, &run->findings.list) {
		if (record_rules_has(finding->rule)
				&& (count == 0 || is_in(finding, records, count))) {
			run->findings.list.p[kept++] = *finding;
		}
	}
	run->findings.list.len = kept;
	run->verdict = verdict_of(run->gate, &run->findings);
	return true;
}

static void summary_write(struct cli *cli, const struct run *run)
{
	const struct decisions *decisions = &run->governing->decisions;
	size_t failures = 0;
	vec_each (const struct decision_skipped, skipped, &decisions->skipped) {
		failures += skipped->is_failure;
	}
	output_fmt(&cli->out, "%zu Markdown file%s: %zu record%s, %zu that %s none, %zu not read\n",
			decisions->seen, decisions->seen == 1 ? "" : "s", decisions->list.len,
			decisions->list.len == 1 ? "" : "s", decisions->skipped.len - failures,
			decisions->skipped.len - failures == 1 ? "is" : "are", failures);
}

static enum exit_code lint_deliver(struct cli *cli, struct run *run,
		const struct lint_settings *settings, const struct deliveries *deliveries)
{
	const struct own_report_scope scope = {
		.shows_all = settings->all,
		.omits_registers = true,
	};
	if (settings->formats.len == 0 && settings->outputs.len == 0) {
		summary_write(cli, run);
	}
	return own_report(cli, run, deliveries, &scope);
}

/* What the lock file does not remember, the history may. */
static unsigned lint_needs(const struct run *run)
{
	return run_has_unlocked(run) ? NEEDS_HISTORY : 0;
}

static enum exit_code lint_run(struct cli *cli, const void *target)
{
	const struct lint_settings *settings = target;
	struct lint_settings own = *settings;
	struct deliveries deliveries;
	struct session session;
	struct err err;
	enum exit_code code = EXIT_ERROR;

	if (!deliveries_plan(&deliveries, cli->arena, &settings->formats, &settings->outputs,
			    &err)) {
		return cli_error(cli, "%s", err.text);
	}
	/* Comments are read as text: nothing here needs the compiler. */
	own.run.text_only = true;
	if (session_records(&session, cli, &own.run)) {
		struct run *run = &session.run;
		record_rules_choose(&run->options, run->arena);
		if (session_govern(&session)
				&& session_gather(&session, NEEDS_INCLUDES | lint_needs(run))) {
			run_judge(run);
			code = records_keep(cli, run)
					       ? lint_deliver(cli, run, settings, &deliveries)
					       : EXIT_ERROR;
		}
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct lint_settings, member)

/* clang-format off */
static const struct option lint_options[] = {
	{ .name = "format", .letter = 'f', .type = OPTION_TEXTS, .offset = AT(formats),
	  .metavar = "FORMAT", .words = own_report_words,
	  .help = "the form of the report; default: text" },
	{ .name = "output", .letter = 'o', .type = OPTION_TEXTS, .offset = AT(outputs),
	  .metavar = "[FORMAT=]FILE", .help = "write the report of --format into this file; with "
	  "FORMAT=, write a further report; repeatable" },
	{ .name = "all", .letter = 'a', .type = OPTION_FLAG, .offset = AT(all),
	  .help = "also findings that the baseline or an exception covers" },
};
/* clang-format on */

static const struct option_table lint_table = { "The report", lint_options,
	COUNT_OF(lint_options) };

const struct command command_adr_lint = {
	.name = "adr lint",
	.summary = "check decision records alone: form, links, ids, lock, mentions",
	.operands = "[ID | PATH]...",
	.about =
			(const char *const[]){
					"What lintel check finds about decision records, all of them or those named, "
					"without asking the compiler. Ends with 1 if there are errors. An entry of rules "
					"in lintel.yaml with an id like lintel/record/link and no kind says how severe a "
					"finding is.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel adr lint", "all records" },
					{ "lintel adr lint ADR-0007 adr/XXXX-use-nats.md",
							"two of them" },
					{ "lintel adr lint --format json", "for a script" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &lint_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct lint_settings),
	.prepare = run_settings_prepare,
	.operand_kind = OPERAND_FILE,
	.most_operands = 1000,
	.run = lint_run,
};
