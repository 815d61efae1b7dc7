/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "cli/kinds.h"
#include "cli/session.h"
#include "cli/show.h"
#include "config/resolved.h"
#include "reports/escape.h"
#include "rules/rule.h"

struct config_settings {
	struct run_settings run;
	bool resolved;
};

static void write_files(const struct run *run, struct buf *out)
{
	for (size_t i = 0; i < run->config.files.len; i++) {
		escape_text(out, run->config.files.p[i].s);
		buf_add_char(out, '\n');
	}
}

static enum exit_code config_run(struct cli *cli, const void *target)
{
	const struct config_settings *settings = target;
	struct run_options options;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	run_settings_apply(&settings->run, &options);
	if (session_configure(&session, cli, &options)) {
		struct buf out;
		buf_init(&out);
		if (settings->resolved) {
			config_resolved_write(&session.run.config, kinds_list(cli->arena),
					rule_kind_count, &out);
		} else {
			write_files(&session.run, &out);
		}
		output_write(&cli->out, buf_str(&out));
		buf_finish(&out);
		code = EXIT_HOLDS;
	}
	session_finish(&session);
	return code;
}

/* clang-format off */
static const struct option config_options[] = {
	{ .name = "resolved", .type = OPTION_FLAG,
	  .offset = offsetof(struct config_settings, resolved),
	  .help = "the values that are in force, each with the file and line that it came from" },
};
/* clang-format on */

static const struct option_table config_options_table = { "The configuration", config_options,
	COUNT_OF(config_options) };

const struct command command_config = {
	.name = "config",
	.summary = "say which configuration is in force",
	.operands = "",
	.about =
			(const char *const[]){
					"Checks lintel.yaml and prints the files and packs that it is made of, in the order "
					"in which they are read: a later one wins. With --resolved it prints what came out "
					"of it, as YAML.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel config",
							"is it correct, and what belongs to it?" },
					{ "lintel config --resolved | grep -A5 'id: layering'",
							"who set this value?" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &config_options_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct config_settings),
	.prepare = run_settings_prepare,
	.run = config_run,
};
