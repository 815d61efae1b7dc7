/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "cli/command.h"
#include "cli/shells.h"

struct completion_settings {
	struct shared_settings shared;
};

static const char *const shell_words[] = { "bash", "zsh", "fish", NULL };
static shell_write_fn *const shell_writers[] = { shell_bash, shell_zsh, shell_fish };

static enum exit_code completion_run(struct cli *cli, const void *settings)
{
	(void)settings;
	for (size_t i = 0; shell_words[i]; i++) {
		if (str_eq(cli->operands.p[0], str_of(shell_words[i]))) {
			struct buf out;
			buf_init(&out);
			shell_writers[i](commands, command_count, &out);
			output_write(&cli->out, buf_str(&out));
			buf_finish(&out);
			return EXIT_HOLDS;
		}
	}
	return cli_error(cli, "unknown shell '" STR_FMT "': it is one of bash, zsh, fish",
			STR_ARG(cli->operands.p[0]));
}

const struct command command_completion = {
	.name = "completion",
	.summary = "print the completion script of a shell",
	.operands = "bash | zsh | fish",
	.about =
			(const char *const[]){
					"The script completes commands, options and the words that options take.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "source <(lintel completion bash)",
							"complete in this shell" },
					{ "lintel completion fish > ~/.config/fish/completions/lintel.fish",
							"complete in every fish" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, NULL },
	.settings_size = sizeof(struct completion_settings),
	.operand_kind = OPERAND_WORD,
	.operand_words = shell_words,
	.least_operands = 1,
	.most_operands = 1,
	.run = completion_run,
};
