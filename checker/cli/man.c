/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "cli/command.h"
#include "cli/manual.h"

struct man_settings {
	struct shared_settings shared;
};

static enum exit_code man_run(struct cli *cli, const void *settings)
{
	struct buf out;

	(void)settings;
	buf_init(&out);
	manual_write(commands, command_count, STR(LINTEL_VERSION), &out);
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	return EXIT_HOLDS;
}

const struct command command_man = {
	.name = "man",
	.summary = "print the manual page",
	.operands = "",
	.about =
			(const char *const[]){
					"The page is written in the man macros: give it to man, or install it as "
					"lintel.1.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel man | man -l -", "read it" },
					{ "lintel man > /usr/local/share/man/man1/lintel.1",
							"install it" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, NULL },
	.settings_size = sizeof(struct man_settings),
	.run = man_run,
};
