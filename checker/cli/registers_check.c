/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "cli/own_report.h"
#include "cli/session.h"
#include "engine/governing.h"
#include "engine/registering.h"

struct registers_check_settings {
	struct run_settings run;
	struct texts formats;
	struct texts outputs;
	bool quiet;
	bool all;
};

/* About a record, or about what many of them come to together. */
static bool is_about_records(struct str rule)
{
	return str_starts(rule, REGISTER_RULES) || str_starts(rule, STR("lintel/roadmap/"))
	       || str_starts(rule, STR("lintel/ledger/"));
}

/* Makes the rules about records the only ones of a run that has not judged yet. */
static void rules_choose(struct run *run)
{
	const struct registers *registers = run->governing->registers;
	VEC(struct str) ids = { 0 };

	for (size_t i = 0; i < OWN_RULES; i++) {
		if (is_about_records(own_rules[i].id)) {
			*vec_add(&ids, run->arena) = own_rules[i].id;
		}
	}
	for (size_t i = 0; i < registers->kinds.len; i++) {
		const struct register_kind *kind = registers->kinds.p[i];
		for (size_t k = 0; k < kind->rule_count; k++) {
			*vec_add(&ids, run->arena) =
					book_rule_id(run->arena, kind, &kind->rules[k]);
		}
	}
	run->options.rules = ids.p;
	run->options.rules_count = ids.len;
}

static enum exit_code check_run(struct cli *cli, const void *target)
{
	const struct registers_check_settings *settings = target;
	struct deliveries deliveries;
	struct session session;
	struct err err;
	enum exit_code code = EXIT_ERROR;

	if (!deliveries_plan(&deliveries, cli->arena, &settings->formats, &settings->outputs,
			    &err)) {
		return cli_error(cli, "%s", err.text);
	}
	if (session_registers(&session, cli, &settings->run)) {
		rules_choose(&session.run);
		run_judge(&session.run);
		const struct own_report_scope scope = {
			.shows_all = settings->all,
			.is_quiet = settings->quiet,
		};
		code = own_report(cli, &session.run, &deliveries, &scope);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct registers_check_settings, member)

/* clang-format off */
static const struct option check_options[] = {
	{ .name = "format", .letter = 'f', .type = OPTION_TEXTS, .offset = AT(formats),
	  .metavar = "FORMAT", .words = own_report_words,
	  .help = "the form of the report; default: text" },
	{ .name = "output", .letter = 'o', .type = OPTION_TEXTS, .offset = AT(outputs),
	  .metavar = "[FORMAT=]FILE", .help = "write the report of --format into this file; with "
	  "FORMAT=, write a further report; repeatable" },
	{ .name = "quiet", .letter = 'q', .type = OPTION_FLAG, .offset = AT(quiet),
	  .help = "only findings that decide, and the last line" },
	{ .name = "all", .letter = 'a', .type = OPTION_FLAG, .offset = AT(all),
	  .help = "also findings that the baseline or an exception covers" },
};
/* clang-format on */

static const struct option_table check_table = { "The report", check_options,
	COUNT_OF(check_options) };

const struct command command_registers_check = {
	.name = "registers check",
	.summary = "check the records of registers alone",
	.operands = "",
	.about =
			(const char *const[]){
					"What lintel check finds about the records that the key registers of lintel.yaml "
					"names: what they lack, what of it is not of its type or names nothing, what has "
					"expired, what the rules of their kinds say, and what the roadmap and the ledger do. "
					"The code is asked only where a condition of a record asks for it.",
					"Ends with 1 if there are errors. An entry of rules in lintel.yaml with the id of "
					"a finding and no kind says how severe it is.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel registers check", "all records" },
					{ "lintel registers check --format json", "for a script" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &check_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct registers_check_settings),
	.prepare = run_settings_prepare,
	.run = check_run,
};
