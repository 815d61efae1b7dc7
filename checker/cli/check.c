/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "base/suggest.h"
#include "cli/deliveries.h"
#include "cli/session.h"
#include "engine/governing.h"
#include "engine/registering.h"
#include "engine/trending.h"
#include "findings/own.h"

struct check_settings {
	struct run_settings run;
	struct texts formats;
	struct texts outputs;
	struct texts rules;
	struct texts modules;
	struct str gate;
	struct str changes;
	struct str since;
	struct str change_class;
	struct str release;
	bool quiet;
	bool all;
	bool timings;
	bool record;
	bool strict_unknown;
	unsigned sarif_suppressed;
	unsigned junit_flavour;
};

enum sarif_choice {
	SARIF_OMIT,
	SARIF_MARK,
};

enum junit_choice {
	JUNIT_STRICT,
	JUNIT_RICH,
};

static const char *const report_words[] = {
#define REPORT(name, write, summary) name,
#include "reports/reports.def"
#undef REPORT
	NULL,
};
static const char *const gate_words[] = { "pull-request", "nightly", "release", NULL };
static const char *const sarif_words[] = { "omit", "mark", NULL };
static const char *const junit_words[] = { "strict", "rich", NULL };

static enum exit_code unknown_name(struct cli *cli, const char *what, struct str name,
		const struct str *known, size_t count)
{
	struct str near = suggest(name, known, count);

	if (near.len) {
		return cli_error(cli, "unknown %s '" STR_FMT "', did you mean '" STR_FMT "'?", what,
				STR_ARG(name), STR_ARG(near));
	}
	return cli_error(cli, "unknown %s '" STR_FMT "'", what, STR_ARG(name));
}

static bool is_among(struct str name, const struct str *known, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(name, known[i])) {
			return true;
		}
	}
	return false;
}

/* "lintel/register/KIND/ID", not one of lintel's own. */
static bool is_of_kind_of_records(struct str rule)
{
	struct str rest = str_from(rule, REGISTER_RULES.len);
	return str_starts(rule, REGISTER_RULES) && str_find(rest, '/') < rest.len;
}

/* Asked when the kinds have been read. */
static bool kind_rules_exist(
		struct cli *cli, const struct run *run, const struct check_settings *settings)
{
	const struct registers *registers = run->governing->registers;
	VEC(struct str) ids = { 0 };

	vec_each (const struct str, name, &settings->rules) {
		const struct register_kind *kind = NULL;
		if (!is_of_kind_of_records(*name)
				|| (registers && book_rule_find(registers, *name, &kind))) {
			continue;
		}
		for (size_t i = 0; kind && i < kind->rule_count; i++) {
			*vec_add(&ids, cli->arena) =
					book_rule_id(cli->arena, kind, &kind->rules[i]);
		}
		(void)unknown_name(cli, "rule", *name, ids.p, ids.len);
		return false;
	}
	return true;
}

/* A rule or module that does not exist would make a run that looks at nothing and passes. */
static bool rules_exist(
		struct cli *cli, const struct run *run, const struct check_settings *settings)
{
	size_t count = run->rule_count + OWN_RULES;
	struct str *rules = arena_new_array(cli->arena, struct str, count);

	for (size_t i = 0; i < count; i++) {
		rules[i] = i < run->rule_count ? run->rules[i].id
					       : own_rules[i - run->rule_count].id;
	}
	vec_each (const struct str, name, &settings->rules) {
		/* Which rules kinds of records have is known when they are read. */
		bool is_of_kind = is_of_kind_of_records(*name);
		if (!is_of_kind && !is_among(*name, rules, count)) {
			(void)unknown_name(cli, "rule", *name, rules, count);
			return false;
		}
	}
	return true;
}

static bool modules_exist(
		struct cli *cli, const struct run *run, const struct check_settings *settings)
{
	size_t count = run->code->module_count;
	struct str *modules = arena_new_array(cli->arena, struct str, count);

	for (size_t i = 0; i < count; i++) {
		modules[i] = run->code->modules[i].name;
	}
	vec_each (const struct str, name, &settings->modules) {
		if (!is_among(*name, modules, count)) {
			(void)unknown_name(cli, "module", *name, modules, count);
			return false;
		}
	}
	return true;
}

static bool judges_something(struct cli *cli, const struct run *run)
{
	for (size_t i = 0; i < run->code->file_count; i++) {
		if (run->code->files[i].flags & FILE_JUDGED) {
			return true;
		}
	}
	/* A folder of records without any is a finding; no records and no code is a mistake. */
	if (run->config.decisions.dirs.len > 0) {
		return true;
	}
	(void)cli_error(cli,
			"there is nothing to check: no C file below the roots of '" STR_FMT "'",
			STR_ARG(run->config.path));
	return false;
}

static void print_timings(struct cli *cli, const struct run_timings *timings)
{
	const struct {
		const char *name;
		int64_t nanoseconds;
	} rows[] = {
		{ "configure", timings->configure },
		{ "scan", timings->scan },
		{ "resolve", timings->resolve },
		{ "store", timings->store },
		{ "parse", timings->parse },
		{ "join", timings->join },
		{ "rules", timings->rules },
		{ "records", timings->records },
		{ "telemetry", timings->telemetry },
		{ "registers", timings->registers },
		{ "triggers", timings->triggers },
		{ "history", timings->history },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		output_fmt(&cli->err, "%-10s %8.1f ms\n", rows[i].name,
				(double)rows[i].nanoseconds / 1e6);
	}
	output_fmt(&cli->err, "%zu units parsed, %zu kept from earlier runs\n",
			timings->units_parsed, timings->units_kept);
	if (timings->base > 0) {
		output_fmt(&cli->err, "%-10s %8.1f ms, of which parse %.1f ms\n", "since",
				(double)timings->base / 1e6, (double)timings->base_parse / 1e6);
		output_fmt(&cli->err, "%zu units of the base parsed, %zu kept from earlier runs\n",
				timings->base_units_parsed, timings->base_units_kept);
	}
	if (timings->prefixes > 0) {
		output_fmt(&cli->err,
				"%zu of them behind one of %zu prefixes; %zu did not fit theirs\n",
				timings->units_behind, timings->prefixes, timings->units_fell_back);
	}
}

static bool is_inconclusive(const struct run *run)
{
	bool is_unknown = run->verdict.word == VERDICT_UNKNOWN || run->verdict.unknown > 0;
	for (size_t i = 0; i < run->rule_count; i++) {
		const struct rule *rule = &run->rules[i];
		is_unknown |= rule->severity != SEVERITY_NONE && !rule->is_left_out
			      && (rule->not_judged.len || rule->partly_judged.len);
	}
	return is_unknown;
}

/* What cannot be told apart from a pass is only one where nobody asked for more. */
static enum verdict_word verdict_word_of(
		const struct run *run, const struct check_settings *settings)
{
	bool is_fail = run->verdict.word == VERDICT_FAIL;
	return !is_fail && settings->strict_unknown && is_inconclusive(run) ? VERDICT_UNKNOWN
									    : run->verdict.word;
}

static enum exit_code exit_code_of(enum verdict_word word, const struct check_settings *settings)
{
	if (word == VERDICT_FAIL) {
		return EXIT_FAILS;
	}
	return settings->strict_unknown && word == VERDICT_UNKNOWN ? EXIT_INCONCLUSIVE : EXIT_HOLDS;
}

static enum exit_code deliver(struct cli *cli, const struct run *run,
		const struct check_settings *settings, const struct deliveries *deliveries)
{
	struct verdict verdict = run->verdict;
	const struct governing *governing = run->governing;
	verdict.word = verdict_word_of(run, settings);
	const struct report_facts facts = {
		.config = &run->config,
		.code = run->code,
		.rules = run->rules,
		.rule_count = run->rule_count,
		.findings = &run->findings,
		.verdict = verdict,
		.gate = run->gate,
		.gate_results = &run->results,
		.since = run->since,
		.as_of = run->options.as_of,
		.version = STR(LINTEL_VERSION),
		.baseline_size = run->baseline.entries.len,
		.decisions = governing->has_decisions ? &governing->decisions : NULL,
		.triggers = governing->has_decisions ? &governing->triggers : NULL,
		.metrics = &governing->metrics,
		.registers = governing->registers,
	};
	const struct report_style style = {
		.has_color = cli->out_terminal.has_color,
		.is_quiet = settings->quiet,
		.shows_all = settings->all,
		.marks_suppressed = settings->sarif_suppressed == SARIF_MARK,
		.is_rich = settings->junit_flavour == JUNIT_RICH,
	};
	struct err err;

	if (!deliveries_write(deliveries, cli, &facts, &style, &err)) {
		return cli_error(cli, "%s", err.text);
	}
	return exit_code_of(verdict.word, settings);
}

/* A run of a part of the rules is no run of the gate. */
static bool may_record(struct cli *cli, const struct check_settings *settings)
{
	if (!settings->record || (settings->rules.len == 0 && settings->modules.len == 0)) {
		return true;
	}
	(void)cli_error(cli, "--record is for a whole run, without --rule and --module");
	return false;
}

/* A trend that cannot be continued is told before the work, not after it. */
static bool may_append(struct session *session, const struct check_settings *settings)
{
	struct trend trend;
	struct err err = { "" };

	if (!settings->record || run_trend_read(&session->run, &trend, &err)) {
		return true;
	}
	if (session->run.problems.errors == 0) {
		(void)cli_error(session->cli, "%s", err.text);
	} else {
		session_print_problems(session);
	}
	return false;
}

/* A release without a name would be one that no approval and no incident is of. */
static bool is_named(struct cli *cli, const struct check_settings *settings)
{
	if (!settings->release.p || settings->release.len > 0) {
		return true;
	}
	(void)cli_error(cli, "--release needs the id of a release, as in --release 2026.11.2");
	return false;
}

/* A pipeline whose variable is empty must not end up with a check of something else. */
static bool has_revision(struct cli *cli, const struct check_settings *settings)
{
	if (!settings->since.p || settings->since.len > 0) {
		return true;
	}
	(void)cli_error(cli, "--since needs a revision, as in --since origin/main");
	return false;
}

/* What cannot be kept is an error, whatever the verdict. */
static enum exit_code record(
		struct session *session, const struct check_settings *settings, enum exit_code code)
{
	struct err err = { "" };

	if (!settings->record || code == EXIT_ERROR || run_trend_append(&session->run, &err)) {
		return code;
	}
	bool is_told = session->run.problems.errors > 0;
	session_print_problems(session);
	return is_told ? EXIT_ERROR : cli_error(session->cli, "%s", err.text);
}

static unsigned check_needs(const struct run *run)
{
	return run_needs(run) | run_govern_needs(run);
}

static enum exit_code check_run(struct cli *cli, const void *target)
{
	const struct check_settings *settings = target;
	struct deliveries deliveries;
	struct run_options options;
	struct session session;
	struct err err;

	if (!may_record(cli, settings) || !is_named(cli, settings)
			|| !has_revision(cli, settings)) {
		return EXIT_ERROR;
	}
	if (!deliveries_plan(&deliveries, cli->arena, &settings->formats, &settings->outputs,
			    &err)) {
		return cli_error(cli, "%s", err.text);
	}

	run_settings_apply(&settings->run, &options);
	options.gate = settings->gate;
	options.asks_gate = true;
	options.since = settings->since;
	options.changes = settings->changes.len ? settings->changes : settings->since;
	options.change_class = settings->change_class;
	options.release = settings->release;
	options.rules = settings->rules.p;
	options.rules_count = settings->rules.len;
	options.modules = settings->modules.p;
	options.modules_count = settings->modules.len;

	enum exit_code code = EXIT_ERROR;
	if (session_configure(&session, cli, &options) && session_since_open(&session)
			&& rules_exist(cli, &session.run, settings)
			&& modules_exist(cli, &session.run, settings)
			&& judges_something(cli, &session.run) && session_govern(&session)
			&& kind_rules_exist(cli, &session.run, settings)
			&& may_append(&session, settings)
			&& session_gather(&session, check_needs(&session.run))
			&& session_since(&session, check_needs(&session.run))) {
		run_judge(&session.run);
		code = record(&session, settings,
				deliver(cli, &session.run, settings, &deliveries));
		if (settings->timings) {
			print_timings(cli, &session.run.timings);
		}
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct check_settings, member)

/* clang-format off */
static const struct option check_options[] = {
	{ .name = "rule", .type = OPTION_TEXTS, .offset = AT(rules), .metavar = "ID",
	  .help = "judge this rule only; repeatable" },
	{ .name = "module", .type = OPTION_TEXTS, .offset = AT(modules), .metavar = "NAME",
	  .help = "show what stands in this module only; repeatable" },
	{ .name = "gate", .type = OPTION_TEXT, .offset = AT(gate), .metavar = "GATE",
	  .words = gate_words,
	  .help = "which gate decides: at a pull-request only what a change caused, nightly the clock "
	  "and the data too, at a release also what is unknown, or one that lintel.yaml adds; "
	  "default: pull-request" },
	{ .name = "since", .type = OPTION_TEXT, .offset = AT(since), .metavar = "REV",
	  .help = "only what the change since this revision introduced decides: HEAD and what is not "
	  "committed, against the commit that REV and HEAD have in common; the rest is left as it "
	  "was, and counted" },
	{ .name = "changes", .type = OPTION_TEXT, .offset = AT(changes), .metavar = "REV[..REV]",
	  .help = "the change that the gate judges, by two revisions, or from one up to HEAD: which "
	  "modules it touches, its class and its approvals; default: that of --since, or the whole "
	  "tree" },
	{ .name = "change-class", .type = OPTION_TEXT, .offset = AT(change_class),
	  .metavar = "CLASS", .help = "what the change is for: feature, fix, reliability, security, "
	  "rollback, …; default: what its commits say, or the gate" },
	{ .name = "release", .type = OPTION_TEXT, .offset = AT(release), .metavar = "ID",
	  .help = "the release that it goes into, as approvals, incidents and the trend name it" },
	{ .name = "record", .type = OPTION_FLAG, .offset = AT(record),
	  .help = "append the verdict, what was caught, and the time it took to the trend file, which "
	  "'lintel gates' makes a price of" },
	{ .name = "strict-unknown", .type = OPTION_FLAG, .offset = AT(strict_unknown),
	  .help = "exit with 3 if all that could be judged holds, but some could not be judged" },
};

static const struct option report_options[] = {
	{ .name = "format", .letter = 'f', .type = OPTION_TEXTS, .offset = AT(formats),
	  .metavar = "FORMAT", .words = report_words,
	  .help = "the form of the report; default: text" },
	{ .name = "output", .letter = 'o', .type = OPTION_TEXTS, .offset = AT(outputs),
	  .metavar = "[FORMAT=]FILE", .help = "write the report of --format into this file; with "
	  "FORMAT=, write a further report; repeatable" },
	{ .name = "quiet", .letter = 'q', .type = OPTION_FLAG, .offset = AT(quiet),
	  .help = "only findings that decide, and the last line" },
	{ .name = "all", .letter = 'a', .type = OPTION_FLAG, .offset = AT(all),
	  .help = "also findings that the baseline or an exception covers" },
	{ .name = "sarif-suppressed", .type = OPTION_CHOICE, .offset = AT(sarif_suppressed),
	  .metavar = "HOW", .words = sarif_words,
	  .help = "what the baseline or an exception covers is left out of SARIF, or marked; "
	  "default: omit" },
	{ .name = "junit-flavour", .type = OPTION_CHOICE, .offset = AT(junit_flavour),
	  .metavar = "WHICH", .words = junit_words,
	  .help = "rich adds file and line, which strict readers refuse; default: strict" },
	{ .name = "timings", .type = OPTION_FLAG, .offset = AT(timings),
	  .help = "say on standard error where the time went" },
};
/* clang-format on */

static const struct option_table check_table = { "What is checked", check_options,
	COUNT_OF(check_options) };
static const struct option_table report_table = { "The report", report_options,
	COUNT_OF(report_options) };

const struct command command_check = {
	.name = "check",
	.summary = "judge the code: what no longer holds, why it was decided, how to mend it",
	.operands = "",
	.about =
			(const char *const[]){
					"Reads lintel.yaml, the code below its folder and the compile databases, judges "
					"every rule, and ends with 0 if the gate passes, 1 if it fails, 2 if the "
					"configuration or the input is wrong, and, with --strict-unknown, 3 if not "
					"everything could be judged.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel check", "everything, for a person" },
					{ "lintel check --format github --output sarif=lintel.sarif",
							"annotate a pull request and keep SARIF for the code scanning page" },
					{ "lintel check --since origin/main",
							"fail only for what this branch broke" },
					{ "lintel check --gate release --release 2026.11.2 --changes v2026.11.1",
							"whether a release may go out, and who has to approve it" },
					{ "lintel check --rule layering --all",
							"one rule, known findings included" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &check_table,
			&report_table, &run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct check_settings),
	.prepare = run_settings_prepare,
	.run = check_run,
};
