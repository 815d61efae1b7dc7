/* SPDX-License-Identifier: MIT */
#include "cli/session.h"

#include "base/buf.h"
#include "base/err.h"
#include "cli/problems.h"
#include "cli/show.h"
#include "engine/assessing.h"
#include "engine/governing.h"
#include "engine/historing.h"
#include "engine/measures.h"
#include "engine/owning.h"
#include "engine/registering.h"
#include "engine/since.h"
#include "reports/escape.h"

void session_print_problems(struct session *session)
{
	struct run *run = &session->run;
	struct buf text;

	buf_init(&text);
	problems_write(&run->problems, run->root.path.len ? &run->root : NULL,
			session->cli->err_terminal.has_color, &text);
	output_write(&session->cli->err, buf_str(&text));
	buf_finish(&text);
	/* They are printed once, however far the run goes. */
	run->problems.list.len = 0;
}

/* After a step that failed; always false. */
static bool explain_failure(struct session *session, const struct err *err)
{
	bool has_errors = session->run.problems.errors > 0;

	progress_end(&session->progress);
	session_print_problems(session);
	if (!has_errors) {
		(void)cli_error(session->cli, "%s", err->text);
	}
	return false;
}

bool session_configure(struct session *session, struct cli *cli, const struct run_options *options)
{
	struct run_options own = *options;
	struct err err = { "" };

	*session = (struct session){ .cli = cli };
	progress_begin(&session->progress, &cli->err, cli->err_terminal.is_terminal);
	own.progress = progress_show;
	own.progress_ctx = &session->progress;
	if (!run_configure(&session->run, &own, &err)) {
		return explain_failure(session, &err);
	}
	session_print_problems(session);
	return true;
}

static bool step_end(struct session *session, bool is_good, const struct err *err)
{
	if (!is_good) {
		return explain_failure(session, err);
	}
	progress_end(&session->progress);
	session_print_problems(session);
	return true;
}

bool session_decisions(struct session *session)
{
	struct err err = { "" };
	return step_end(session, run_decisions(&session->run, &err), &err);
}

bool session_govern(struct session *session)
{
	struct err err = { "" };
	return step_end(session, run_govern(&session->run, &err), &err);
}

bool session_triggers(struct session *session)
{
	struct err err = { "" };
	bool is_good = run_govern(&session->run, &err) && run_govern_now(&session->run, &err);
	return step_end(session, is_good, &err);
}

bool session_assess(struct session *session)
{
	struct err err = { "" };
	bool is_good = run_govern(&session->run, &err) && run_assess(&session->run, &err);
	return step_end(session, is_good, &err);
}

bool session_ownership(struct session *session)
{
	struct err err = { "" };
	return step_end(session, run_ownership(&session->run, &err), &err);
}

bool session_gather(struct session *session, unsigned needs)
{
	struct err err = { "" };

	return step_end(session, run_gather(&session->run, needs, &err), &err);
}

bool session_history(struct session *session)
{
	struct err err = { "" };
	return step_end(session, run_history_needed(&session->run, &err), &err);
}

bool session_since_open(struct session *session)
{
	struct err err = { "" };
	return step_end(session, run_since_open(&session->run, &err), &err);
}

bool session_since(struct session *session, unsigned needs)
{
	struct err err = { "" };
	return step_end(session, run_since_base(&session->run, needs, &err), &err);
}

bool session_kinds(struct session *session, struct register_book *book)
{
	struct err err = { "" };
	return step_end(session, run_kinds(&session->run, book, &err), &err);
}

static bool registers_gather(struct session *session)
{
	const struct run *run = &session->run;
	unsigned needs = CONDITION_NEEDS_FINDINGS;

	if (!session_govern(session)) {
		return false;
	}
	needs = registering_needs(run) & ~needs;
	return session_gather(session, needs_of_conditions(run, needs) | NEEDS_INCLUDES);
}

bool session_registers(
		struct session *session, struct cli *cli, const struct run_settings *settings)
{
	struct run_options options;

	run_settings_apply(settings, &options);
	if (!session_configure(session, cli, &options)) {
		return false;
	}
	if (session->run.config.registers.len == 0) {
		(void)cli_error(cli,
				STR_FMT " names no files of records; for example: registers: "
					"[\"governance/**\"]",
				STR_ARG(session->run.config.path));
		return false;
	}
	return registers_gather(session);
}

bool session_registers_judged(struct session *session)
{
	if (!registers_gather(session)) {
		return false;
	}
	registering_judge(&session->run, ROUND_OF_RECORDS);
	return true;
}

bool session_measures(struct session *session, bool keep_all, struct measures *measures,
		struct metrics *metrics)
{
	struct err err = { "" };

	if (session->run.config.telemetry.snapshots.len == 0) {
		(void)err_set(&err, "lintel.yaml names no snapshots: telemetry: { snapshots: "
				    "[\"telemetry/**\"], metrics: … }");
		return explain_failure(session, &err);
	}
	bool is_good = run_measures(&session->run, keep_all, measures, metrics, &err);
	return step_end(session, is_good, &err);
}

bool session_configure_records(
		struct session *session, struct cli *cli, const struct run_settings *settings)
{
	struct run_options options;

	run_settings_apply(settings, &options);
	if (!session_configure(session, cli, &options)) {
		return false;
	}
	if (session->run.config.decisions.dirs.len == 0) {
		(void)cli_error(cli,
				STR_FMT " names no folder of decision records; for example: "
					"decisions: { dirs: [adr] }",
				STR_ARG(session->run.config.path));
		return false;
	}
	return true;
}

bool session_records(struct session *session, struct cli *cli, const struct run_settings *settings)
{
	return session_configure_records(session, cli, settings) && session_decisions(session);
}

bool session_open(struct session *session, struct cli *cli, const struct run_settings *settings,
		unsigned needs)
{
	struct run_options options;

	run_settings_apply(settings, &options);
	return session_configure(session, cli, &options) && session_gather(session, needs);
}

void session_finish(struct session *session)
{
	struct buf text;

	progress_end(&session->progress);
	buf_init(&text);
	vec_each (const struct str, note, &session->run.notes) {
		buf_add_cstr(&text, "lintel: note: ");
		escape_text(&text, *note);
		buf_add_char(&text, '\n');
	}
	output_write(&session->cli->err, buf_str(&text));
	buf_finish(&text);
	run_finish(&session->run);
}
