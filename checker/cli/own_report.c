/* SPDX-License-Identifier: MIT */
#include "cli/own_report.h"

#include "base/err.h"
#include "engine/governing.h"
#include "engine/run.h"

const char *const own_report_words[] = {
#define REPORT(name, write, summary) name,
#include "reports/reports.def"
#undef REPORT
	NULL,
};

enum exit_code own_report(struct cli *cli, const struct run *run,
		const struct deliveries *deliveries, const struct own_report_scope *scope)
{
	const struct governing *governing = run->governing;
	const struct report_facts facts = {
		.config = &run->config,
		.code = run->code,
		.rules = run->rules,
		.rule_count = 0,
		.findings = &run->findings,
		.verdict = run->verdict,
		.gate = run->gate,
		.as_of = run->options.as_of,
		.version = STR(LINTEL_VERSION),
		.baseline_size = run->baseline.entries.len,
		.decisions = governing->has_decisions ? &governing->decisions : NULL,
		.registers = scope->omits_registers ? NULL : governing->registers,
	};
	const struct report_style style = {
		.has_color = cli->out_terminal.has_color,
		.is_quiet = scope->is_quiet,
		.shows_all = scope->shows_all,
		.omits_scope = true,
	};
	struct err err;

	if (!deliveries_write(deliveries, cli, &facts, &style, &err)) {
		return cli_error(cli, "%s", err.text);
	}
	return run->verdict.word == VERDICT_FAIL ? EXIT_FAILS : EXIT_HOLDS;
}
