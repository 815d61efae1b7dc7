/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "base/glob.h"
#include "cli/drift_show.h"
#include "cli/session.h"
#include "sources/git/repository.h"

#define CHANGES_SHOWN 8

enum drift_format {
	DRIFT_TEXT,
	DRIFT_JSON,
	DRIFT_CSV,
};

struct drift_settings {
	struct run_settings run;
	unsigned at;
	struct str tags;
	uint64_t count;
	struct str find;
	uint64_t changes;
	unsigned format;
};

typedef void drift_show_fn(
		const struct drift *drift, struct cli *cli, size_t most, struct buf *out);

static drift_show_fn *const writers[] = {
	[DRIFT_TEXT] = drift_show_text,
	[DRIFT_JSON] = drift_show_json,
	[DRIFT_CSV] = drift_show_csv,
};
static const char *const format_words[] = { "text", "json", "csv", NULL };

static bool drift_prepare(void *target, struct err *err)
{
	struct drift_settings *settings = target;
	settings->changes = CHANGES_SHOWN;
	return run_settings_prepare(&settings->run, err);
}

/* Numbers of which none is known would be no answer. */
static enum exit_code all_unknown(struct cli *cli, const struct drift *drift)
{
	size_t unknown = 0;
	vec_each (const struct drift_revision, revision, &drift->revisions) {
		unknown += revision->problem.len > 0;
	}
	if (unknown < drift->revisions.len) {
		return EXIT_HOLDS;
	}
	return cli_error(cli, "none of the revisions can be judged: " STR_FMT,
			STR_ARG(drift->revisions.p[0].problem));
}

static enum exit_code show_series(struct session *session, struct repository *repository,
		const struct drift_settings *settings)
{
	struct cli *cli = session->cli;
	const struct drift_choice choice = {
		.range = cli->operands.p[0],
		.at = (enum drift_at)settings->at,
		.tags = settings->tags,
		.count = (size_t)settings->count,
	};
	struct drift drift;
	struct err err;
	struct buf out = { 0 };
	if (settings->tags.len > 0 && !glob_check(settings->tags, &err)) {
		return cli_error(cli, "--tags: %s", err.text);
	}
	if (!drift_choose(&drift, cli->arena, repository, &choice, &err)) {
		return cli_error(cli, "%s", err.text);
	}
	drift_read(&drift, cli->arena, &session->run, repository);
	progress_end(&session->progress);
	enum exit_code code = all_unknown(cli, &drift);
	if (code == EXIT_HOLDS) {
		writers[settings->format](&drift, cli, (size_t)settings->changes, &out);
		output_write(&cli->out, buf_str(&out));
	}
	buf_finish(&out);
	return code;
}

static enum exit_code show_found(struct session *session, struct repository *repository,
		const struct drift_settings *settings)
{
	struct cli *cli = session->cli;
	struct drift_ends ends;
	struct drift_quest quest;
	struct drift_found found;
	struct err err;
	struct buf out = { 0 };
	bool is_good = drift_quest_read(&quest, cli->arena, &session->run, settings->find, &err)
		       && drift_ends_read(&ends, repository, cli->arena, cli->operands.p[0], &err)
		       && drift_find(&found, cli->arena, &session->run, repository, &ends, &quest,
				       &err);
	progress_end(&session->progress);
	if (!is_good) {
		return cli_error(cli, "%s", err.text);
	}
	if (settings->format == DRIFT_JSON) {
		drift_show_found_json(&found, &quest, &ends, &out);
	} else {
		drift_show_found_text(&found, &quest, &ends, &out);
	}
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	return found.outcome == DRIFT_FOUND     ? EXIT_HOLDS
	       : found.outcome == DRIFT_UNKNOWN ? EXIT_INCONCLUSIVE
						: EXIT_FAILS;
}

static enum exit_code options_refuse(struct cli *cli, const struct drift_settings *settings)
{
	bool is_found = settings->find.len > 0;
	if (is_found && settings->format == DRIFT_CSV) {
		return cli_error(cli, "--find has no series: use --format text or json");
	}
	if (is_found && (settings->at || settings->count || settings->tags.len)) {
		return cli_error(cli,
				"--find looks at commits as it needs them: leave --at, --tags "
				"and --count out");
	}
	if (settings->count && (settings->at || settings->tags.len)) {
		return cli_error(cli, "--count spaces commits evenly: leave --at and --tags out");
	}
	if (settings->tags.len && settings->at > DRIFT_AT_TAGS) {
		return cli_error(cli, "--tags says which tags: leave --at out, or use --at tags");
	}
	return EXIT_HOLDS;
}

static enum exit_code drift_run(struct cli *cli, const void *target)
{
	const struct drift_settings *settings = target;
	struct session session = { .cli = cli };
	struct run_options options;
	struct repository *repository = NULL;
	struct err err;
	enum exit_code code = options_refuse(cli, settings);

	run_settings_apply(&settings->run, &options);
	options.no_baseline = true;
	if (code != EXIT_HOLDS) {
		return code;
	}
	code = EXIT_ERROR;
	if (session_configure(&session, cli, &options)) {
		if (session.run.code->module_count == 0) {
			code = cli_error(cli, "lintel.yaml declares no modules: 'lintel init' "
					      "proposes some");
		} else if (!repository_open(&repository, cli->arena, session.run.root.path, &err)) {
			code = cli_error(cli, "%s", err.text);
		} else if (settings->find.len > 0) {
			code = show_found(&session, repository, settings);
		} else {
			code = show_series(&session, repository, settings);
		}
	}
	repository_close(repository);
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct drift_settings, member)

/* clang-format off */
static const struct option drift_options[] = {
	{ .name = "at", .type = OPTION_CHOICE, .offset = AT(at), .metavar = "WHICH",
	  .words = drift_at_words,
	  .help = "the revisions that are looked at: tags, the last commit of each of the months, "
		  "quarters or years by first parents, or all commits by first parents; default: "
		  "tags if there are three, else months" },
	{ .name = "tags", .type = OPTION_TEXT, .offset = AT(tags), .metavar = "PATTERN",
	  .help = "only tags that match, for example 'v*'" },
	{ .name = "count", .type = OPTION_COUNT, .offset = AT(count), .metavar = "N",
	  .least = 2, .most = DRIFT_REVISIONS_MOST,
	  .help = "N commits by first parents, evenly spaced" },
	{ .name = "find", .type = OPTION_TEXT, .offset = AT(find), .metavar = "WHAT",
	  .help = "the commit that brought cycle:MODULE,MODULE or use:MODULE,MODULE or "
		  "violation:RULE" },
	{ .name = "changes", .type = OPTION_COUNT, .offset = AT(changes), .metavar = "N",
	  .least = 0, .most = 1000000,
	  .help = "lines about what changed, below each revision; default: 8" },
	{ .name = "format", .letter = 'f', .type = OPTION_CHOICE, .offset = AT(format),
	  .metavar = "FORMAT", .words = format_words,
	  .help = "the form; csv is one line a revision; default: text" },
};
/* clang-format on */

static const struct option_table drift_table = { "Drift", drift_options, COUNT_OF(drift_options) };

const struct command command_drift = {
	.name = "drift",
	.summary = "show the architecture moving through history",
	.operands = "REVISION[..REVISION]",
	.about =
			(const char *const[]){
					"Reads each revision from the repository, without a checkout, and judges it by "
					"today's modules and rules as far as includes tell. The share of files in no "
					"module says how far back today's modules reach.",
					"With --find, halves the way until one commit is left: the first that has it, its "
					"parent has not. Exit 1: it is not there at the end, or was there from the "
					"beginning.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel drift v1.0..HEAD",
							"tag by tag, and what changed" },
					{ "lintel drift v1.0 --at quarters --format csv > drift.csv",
							"for a plot" },
					{ "lintel drift v1.0..v2.0 --find cycle:net,core",
							"the commit that tied the two together" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &drift_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct drift_settings),
	.prepare = drift_prepare,
	.least_operands = 1,
	.most_operands = 1,
	.run = drift_run,
};
