/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/problem.h"
#include "cli/assess_ask.h"
#include "cli/assess_page.h"
#include "cli/assess_show.h"
#include "cli/deliveries.h"
#include "cli/session.h"
#include "engine/governing.h"
#include "pillars/answers.h"

#include <signal.h>
#include <unistd.h>

#define COMPARE_LAST "last"

struct assess_settings {
	struct run_settings run;
	struct str answers;
	bool non_interactive;
	bool web;
	struct str output;
	struct str by;
	bool all;
	bool record;
	struct str compare;
	bool strict;
	unsigned format;
};

enum assess_format {
	ASSESS_TEXT,
	ASSESS_JSON,
};

/* ---- asking ---- */

static bool answer_keep(const struct answer *answer, void *ctx, struct err *err)
{
	struct session *session = ctx;
	struct run *run = &session->run;
	struct assessing *assessing = run->governing->assessing;
	bool is_rewritten = false;

	if (!answers_save(run->root.path, assessing->answers_path, &assessing->pack, answer,
			    &is_rewritten, err)) {
		return false;
	}
	if (is_rewritten) {
		output_fmt(&session->cli->err,
				"lintel: note: " STR_FMT
				" was written anew, without its comments\n",
				STR_ARG(assessing->answers_path));
	}
	run_assess_again(run);
	return true;
}

/* False if the command is over. */
static bool ask(struct session *session, const struct assess_settings *settings,
		enum exit_code *code)
{
	struct assessing *assessing = session->run.governing->assessing;
	const struct ask asked = {
		.cli = session->cli,
		.pack = &assessing->pack,
		.answers = &assessing->answers,
		.assessment = &assessing->assessment,
		.today = date_day_of(session->run.options.as_of),
		.by = settings->by,
		.keep = answer_keep,
		.ctx = session,
		.fd = STDIN_FILENO,
	};
	int signal_number = 0;
	enum ask_end end = assess_ask(&asked, &signal_number);

	if (end == ASK_INTERRUPTED) {
		/* As if it had not been caught: whoever started lintel sees why it ended. */
		(void)signal(signal_number, SIG_DFL);
		(void)raise(signal_number);
	}
	*code = EXIT_ERROR;
	return end == ASK_DONE || end == ASK_LEFT;
}

static enum exit_code page_write(struct session *session, const struct assess_settings *settings)
{
	const struct assessing *assessing = session->run.governing->assessing;
	const struct assess_page page = {
		.assessment = &assessing->assessment,
		.pack = &assessing->pack,
		.answers = &assessing->answers,
		.path = assessing->answers_path,
		.by = settings->by,
	};
	struct cli *cli = session->cli;
	struct buf out;
	struct err err;

	buf_init(&out);
	assess_page_write(&page, &out);
	bool is_good = text_deliver(cli, settings->output, buf_str(&out), &err);
	buf_finish(&out);
	return is_good ? EXIT_HOLDS : cli_error(cli, "%s", err.text);
}

/* ---- comparing and recording ---- */

/* Always false. */
static bool before_missing(struct session *session, moment until)
{
	const struct assessing *assessing = session->run.governing->assessing;
	const struct str name = assessing->pack.name;
	const struct result *first = results_first(&assessing->results, name);
	char wanted[DATE_DAY_SIZE];
	char day[DATE_DAY_SIZE];

	if (!first) {
		(void)cli_error(session->cli,
				STR_FMT " has no result of the pack " STR_FMT
					": 'lintel assess --record' adds one",
				STR_ARG(assessing->results_path), STR_ARG(name));
		return false;
	}
	date_write_day(date_day_of(until / MOMENT_SECOND), wanted);
	date_write_day(date_day_of(first->as_of / MOMENT_SECOND), day);
	(void)cli_error(session->cli,
			STR_FMT " has no result of the pack " STR_FMT
				" up to %s: the first one is of %s",
			STR_ARG(assessing->results_path), STR_ARG(name), wanted, day);
	return false;
}

/* Always false. */
static bool results_damaged(struct session *session, const struct problem *damage)
{
	(void)cli_error(session->cli, STR_FMT ":%u: " STR_FMT "; " STR_FMT,
			STR_ARG(damage->place.path), damage->place.line, STR_ARG(damage->text),
			STR_ARG(damage->remedy));
	return false;
}

/* False if there is nothing to compare with, or the option is wrong. */
static bool before_find(struct session *session, const struct assess_settings *settings,
		const struct result **before)
{
	const struct assessing *assessing = session->run.governing->assessing;
	date_day last = date_day_of(assessing->assessment.as_of / MOMENT_SECOND);
	date_day day = last;

	if (!str_eq(settings->compare, STR(COMPARE_LAST))) {
		if (!date_read_day(settings->compare, &day)) {
			(void)cli_error(session->cli,
					"--compare cannot be '" STR_FMT "': it is " COMPARE_LAST
					" or a day, YYYY-MM-DD",
					STR_ARG(settings->compare));
			return false;
		}
	}
	/* A day counts to its end, that of now too. */
	moment until = (moment)((day < last ? day : last) + 1) * MOMENT_DAY - 1;
	if (assessing->results.damage) {
		return results_damaged(session, assessing->results.damage);
	}
	*before = results_before(&assessing->results, assessing->pack.name, until);
	return *before || before_missing(session, until);
}

static bool result_record(struct session *session)
{
	struct run *run = &session->run;
	const struct assessing *assessing = run->governing->assessing;
	const struct result_origin origin = assessing_origin(run, STR(LINTEL_VERSION));
	struct buf line;
	struct err err;

	buf_init(&line);
	result_write(&assessing->assessment, &origin, &line);
	bool is_good = results_append(
			run->root.path, assessing->results_path, buf_str(&line), &err);
	buf_finish(&line);
	if (!is_good) {
		(void)cli_error(session->cli, "%s", err.text);
		return false;
	}
	output_fmt(&session->cli->err, "lintel: note: " STR_FMT ": one result more\n",
			STR_ARG(assessing->results_path));
	return true;
}

/* ---- the whole ---- */

static size_t contradictions(const struct assessment *assessment)
{
	size_t count = 0;

	for (size_t i = 0; i < assessment->pack->pillar_count; i++) {
		count += assessment->pillars[i].contradictions;
	}
	return count;
}

static enum exit_code show(struct session *session, const struct assess_settings *settings)
{
	struct cli *cli = session->cli;
	const struct assessing *assessing = session->run.governing->assessing;
	struct result_comparison comparison;
	const struct result *before = NULL;
	struct assess_view view = {
		.assessing = assessing,
		.arena = cli->arena,
		.shows_all = settings->all,
	};
	struct buf out;

	if (settings->compare.len) {
		if (!before_find(session, settings, &before)) {
			return EXIT_ERROR;
		}
		results_compare(&comparison, cli->arena, &assessing->assessment, before);
		view.comparison = &comparison;
	}
	buf_init(&out);
	if (settings->format == ASSESS_JSON) {
		assess_json_write(&view, STR(LINTEL_VERSION), &out);
	} else {
		assess_text_write(&view, &out);
	}
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	if (settings->record && !result_record(session)) {
		return EXIT_ERROR;
	}
	return settings->strict && contradictions(&assessing->assessment) > 0 ? EXIT_FAILS
									      : EXIT_HOLDS;
}

static bool is_configured(struct session *session)
{
	if (session->run.config.pillars.pack.s.len) {
		return true;
	}
	(void)cli_error(session->cli,
			STR_FMT " names no pack of questions; for example: "
				"pillars: { pack: seven-pillars }",
			STR_ARG(session->run.config.path));
	return false;
}

static bool wants_to_ask(const struct cli *cli, const struct assess_settings *settings)
{
	bool is_about_more = settings->answers.len || settings->all || settings->record
			     || settings->compare.len || settings->strict
			     || settings->format != ASSESS_TEXT;

	return !settings->non_interactive && !is_about_more && cli->out_terminal.is_terminal
	       && isatty(STDIN_FILENO) == 1;
}

/* What says nothing about the page, and was given; or NULL. */
static const char *beside_page(const struct assess_settings *settings)
{
	if (settings->format != ASSESS_TEXT) {
		return "--format";
	}
	if (settings->record) {
		return "--record";
	}
	if (settings->compare.len) {
		return "--compare";
	}
	if (settings->all) {
		return "--all";
	}
	return settings->strict ? "--strict" : NULL;
}

static enum exit_code assess_run(struct cli *cli, const void *target)
{
	const struct assess_settings *settings = target;
	struct run_options options;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	if (settings->output.len && !settings->web) {
		return cli_error(cli, "--output is for the page: give --web too");
	}
	const char *other = settings->web ? beside_page(settings) : NULL;
	if (other) {
		return cli_error(cli, "%s is not for the page: leave it out, or --web", other);
	}
	run_settings_apply(&settings->run, &options);
	options.answers = settings->answers;
	if (!session_configure(&session, cli, &options) || !is_configured(&session)
			|| !session_assess(&session)) {
		session_finish(&session);
		return EXIT_ERROR;
	}
	if (settings->web) {
		code = page_write(&session, settings);
	} else if (!wants_to_ask(cli, settings) || ask(&session, settings, &code)) {
		code = show(&session, settings);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct assess_settings, member)

static const char *const format_words[] = { "text", "json", NULL };

/* clang-format off */
static const struct option assess_options[] = {
	{ .name = "non-interactive", .type = OPTION_FLAG, .offset = AT(non_interactive),
	  .help = "ask nothing, show what stands; so it is anyway where there is no terminal, and "
	  "with all options below but --by" },
	{ .name = "by", .type = OPTION_TEXT, .offset = AT(by), .metavar = "ROLE",
	  .help = "who answers, a team or a role: it is written beside each answer" },
	{ .name = "web", .type = OPTION_FLAG, .offset = AT(web),
	  .help = "write a page that asks in a browser, needs no network, and saves the file of "
	  "answers" },
	{ .name = "output", .letter = 'o', .type = OPTION_TEXT, .offset = AT(output),
	  .metavar = "FILE", .help = "of --web: where the page goes; default: standard output" },
	{ .name = "answers", .type = OPTION_TEXT, .offset = AT(answers), .metavar = "FILE",
	  .help = "take this file of answers, which may lie anywhere; nothing is written to it" },
	{ .name = "all", .letter = 'a', .type = OPTION_FLAG, .offset = AT(all),
	  .help = "also each item: its score, its grade of evidence, its facts, how to mend it, and by "
	  "how many points that would lift its pillar; the largest gain first" },
	{ .name = "compare", .type = OPTION_TEXT, .offset = AT(compare), .metavar = COMPARE_LAST "|DAY",
	  .help = "what moved since the last recorded result, or the last one up to the end of a day" },
	{ .name = "record", .type = OPTION_FLAG, .offset = AT(record),
	  .help = "append the result to the file of results, for a nightly pipeline that commits it" },
	{ .name = "strict", .type = OPTION_FLAG, .offset = AT(strict),
	  .help = "exit with 1 if an answer says more than what is measured" },
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words, .help = "the form; default: text" },
};
/* clang-format on */

static const struct option_table assess_table = { "The assessment", assess_options,
	COUNT_OF(assess_options) };

const struct command command_assess = {
	.name = "assess",
	.summary = "score the system's pillars from answers and evidence",
	.operands = "",
	.about =
			(const char *const[]){
					"Asks the questions of the pack that lintel.yaml names (pillars), looks at what "
					"code, history and telemetry say to them, and shows each pillar as an interval: "
					"what is not measured opens it, and hiding evidence never raises its lower end.",
					"On a terminal it asks, one question a screen, and keeps each answer at once. "
					"The exit code is 0 unless --strict is given.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel assess", "answer what is not answered" },
					{ "lintel assess --web -o assessment.html",
							"a page that asks" },
					{ "lintel assess --all --compare last",
							"everything, and what moved" },
					{ "lintel assess --non-interactive --record",
							"every night, and commit the file" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &assess_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct assess_settings),
	.prepare = run_settings_prepare,
	.run = assess_run,
};
