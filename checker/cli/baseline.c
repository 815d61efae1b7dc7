/* SPDX-License-Identifier: MIT */
#include "findings/baseline.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "cli/session.h"
#include "cli/show.h"

#include <unistd.h>

struct baseline_settings {
	struct run_settings run;
	bool update;
	struct texts accept;
	bool in_ci;
};

static bool is_ci(void)
{
	const char *value = getenv("CI");
	return value && *value && !str_eq(str_of(value), STR("false"))
	       && !str_eq(str_of(value), STR("0"));
}

static size_t places(const struct baseline *baseline)
{
	size_t count = 0;
	vec_each (const struct baseline_entry, entry, &baseline->entries) {
		count += entry->count;
	}
	return count;
}

static bool read_old(struct session *session, struct baseline *baseline)
{
	struct run *run = &session->run;
	struct err err;
	struct str text;

	if (!root_read_text(&run->root, session->cli->arena, STR(BASELINE_PATH), FILE_SIZE_MAX,
			    &text, &err)) {
		(void)cli_error(session->cli, "%s; 'lintel baseline' alone makes a new one",
				err.text);
		return false;
	}
	if (!baseline_read(baseline, session->cli->arena, STR(BASELINE_PATH), text,
			    &run->problems)) {
		session_print_problems(session);
		return false;
	}
	return true;
}

static bool write_new(struct session *session, const struct baseline *baseline)
{
	struct cli *cli = session->cli;
	struct str path = str_fmt(
			cli->arena, STR_FMT "/" BASELINE_PATH, STR_ARG(session->run.root.path));
	struct buf text;
	struct err err;

	buf_init(&text);
	baseline_write(baseline, &text);
	bool is_good = file_write(path, buf_str(&text), &err);
	buf_finish(&text);
	if (!is_good) {
		(void)cli_error(cli, "%s", err.text);
		return false;
	}
	size_t count = places(baseline);
	output_fmt(&cli->out, BASELINE_PATH ": %zu finding%s in %zu line%s\n", count,
			count == 1 ? "" : "s", baseline->entries.len,
			baseline->entries.len == 1 ? "" : "s");
	return true;
}

static enum exit_code make_fresh(struct session *session)
{
	struct baseline baseline = { .path = STR(BASELINE_PATH) };

	baseline_from(&baseline, session->cli->arena, &session->run.findings);
	if (baseline.entries.len == 0) {
		output_write(&session->cli->out,
				STR("everything holds: there is nothing to write\n"));
		return EXIT_HOLDS;
	}
	return write_new(session, &baseline) ? EXIT_HOLDS : EXIT_ERROR;
}

static enum exit_code change(struct session *session, const struct baseline_settings *settings)
{
	struct cli *cli = session->cli;
	struct baseline baseline = { 0 };
	struct err err;

	if (!read_old(session, &baseline)) {
		return EXIT_ERROR;
	}
	if (settings->update) {
		size_t changed = baseline_shrink(
				&baseline, &session->run.findings, run_looked_at, &session->run);
		output_fmt(&cli->out, "%zu line%s taken out or made smaller\n", changed,
				changed == 1 ? "" : "s");
	}
	if (settings->accept.len) {
		size_t added;
		if (!baseline_accept(&baseline, cli->arena, &session->run.findings,
				    settings->accept.p, settings->accept.len, &added, &err)) {
			return cli_error(cli, "%s", err.text);
		}
		output_fmt(&cli->out, "%zu finding%s added\n", added, added == 1 ? "" : "s");
	}
	return write_new(session, &baseline) ? EXIT_HOLDS : EXIT_ERROR;
}

static enum exit_code run_modes(
		struct session *session, const struct baseline_settings *settings, bool is_fresh)
{
	enum file_status status;
	int fd = root_open_file(&session->run.root, STR(BASELINE_PATH), &status);

	if (fd >= 0) {
		close(fd);
	}
	if (is_fresh && status != FILE_MISSING) {
		return cli_error(session->cli,
				"there is a " BASELINE_PATH " already; --update takes out what was "
				"mended, --accept ID adds what is named");
	}
	if (!session_gather(session, run_needs(&session->run))) {
		return EXIT_ERROR;
	}
	run_judge(&session->run);
	return is_fresh ? make_fresh(session) : change(session, settings);
}

static enum exit_code baseline_run(struct cli *cli, const void *target)
{
	const struct baseline_settings *settings = target;
	struct run_options options;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	if (is_ci() && !settings->in_ci) {
		return cli_error(cli, "a pipeline does not write its own baseline (CI is set): run "
				      "this where the result is reviewed, or give --in-ci");
	}
	run_settings_apply(&settings->run, &options);
	options.no_baseline = true;
	if (session_configure(&session, cli, &options)) {
		code = run_modes(&session, settings, !settings->update && !settings->accept.len);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct baseline_settings, member)

/* clang-format off */
static const struct option baseline_options[] = {
	{ .name = "update", .type = OPTION_FLAG, .offset = AT(update),
	  .help = "take out what was mended; adds nothing" },
	{ .name = "accept", .type = OPTION_TEXTS, .offset = AT(accept), .metavar = "ID",
	  .help = "add what is named: a fingerprint or the beginning of one, or all present "
	  "findings of a rule; repeatable" },
	{ .name = "in-ci", .type = OPTION_FLAG, .offset = AT(in_ci),
	  .help = "write although CI is set: for a bot whose change is reviewed" },
};
/* clang-format on */

static const struct option_table baseline_table = { "The baseline", baseline_options,
	COUNT_OF(baseline_options) };

const struct command command_baseline = {
	.name = "baseline",
	.summary = "write down the known findings, so that only new ones fail",
	.operands = "",
	.about =
			(const char *const[]){
					"Writes all present errors and warnings into " BASELINE_PATH
					", and refuses where "
					"there is one. From then on it only shrinks: --update takes out what was mended, "
					"and only --accept adds.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel baseline", "on the first day" },
					{ "lintel baseline --update",
							"after something was mended" },
					{ "lintel baseline --accept 3f2c1aa0",
							"take in one finding by its fingerprint" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &baseline_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct baseline_settings),
	.prepare = run_settings_prepare,
	.run = baseline_run,
};
