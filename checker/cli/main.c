/* SPDX-License-Identifier: MIT */
/*
 * lintel checks that a C code base keeps the architecture its people decided on.
 *
 * The map of the program, the way its data flows:
 *
 *	cli/        the command line: tables of options, one file a command, all printing
 *	engine/     the plan (which rules, so which facts, so which sources) and the run
 *	config/     lintel.yaml, decoded by tables          formats/  YAML, JSON, XML
 *	sources/    the readers that turn the world into facts:
 *	  text/     every file, fast: includes and the conditions they stand under
 *	  c/        compile databases; libclang, in worker processes: exact uses
 *	  store/    facts kept between runs
 *	  owners/   CODEOWNERS, as the forges read it
 *	  decisions/  decision records in Markdown
 *	  telemetry/  snapshots of measurements, in seven formats
 *	facts/      what is known, as plain data; selectors; graphs
 *	conditions/ the condition language: parser, three values over time
 *	findings/   finding, fingerprint, exceptions, baseline
 *	rules/      one file a rule kind: facts in, findings out
 *	reviews/    records as a whole, the life of review triggers, the packet
 *	gates/      who asks, and the verdict
 *	reports/    one file a format: findings in, text out
 *	base/       arena, text, map, path, glob, hash, error, threads
 *
 * A room includes only rooms above it in adr/0001; lintel.yaml says the same
 * and lintel checks it.  Below this folder nothing prints and nothing exits.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "cli/command.h"
#include "cli/help.h"
#include "sources/c/c.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

enum exit_code cli_error(struct cli *cli, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	struct str text = str_vfmt(cli->arena, fmt, args);
	va_end(args);
	output_fmt(&cli->err, "lintel: error: " STR_FMT "\n", STR_ARG(text));
	return EXIT_ERROR;
}

static void set_color(struct cli *cli, unsigned choice)
{
	if (choice != COLOR_AUTO) {
		cli->out_terminal.has_color = choice == COLOR_ALWAYS;
		cli->err_terminal.has_color = choice == COLOR_ALWAYS;
	}
}

static void print_page(struct cli *cli, const struct command *command)
{
	struct buf page;

	buf_init(&page);
	if (command) {
		help_page(command, cli->out_terminal.width, &page);
	} else {
		help_overview(commands, command_count, cli->out_terminal.width, &page);
	}
	output_write(&cli->out, buf_str(&page));
	buf_finish(&page);
}

static enum exit_code unknown_command(struct cli *cli, struct str name)
{
	struct str near = command_suggest(name, cli->arena);

	if (near.len) {
		return cli_error(cli, "unknown command '" STR_FMT "', did you mean '" STR_FMT "'?",
				STR_ARG(name), STR_ARG(near));
	}
	return cli_error(cli, "unknown command '" STR_FMT "'; 'lintel help' lists them",
			STR_ARG(name));
}

static enum exit_code check_operands(struct cli *cli)
{
	const struct command *command = cli->command;

	if (cli->operands.len < command->least_operands) {
		return cli_error(cli, "'lintel %s' needs %s; 'lintel help %s' says more",
				command->name, command->operands, command->name);
	}
	if (cli->operands.len > command->most_operands) {
		return cli_error(cli,
				"'lintel %s' does not take '" STR_FMT
				"'; 'lintel help %s' says more",
				command->name, STR_ARG(cli->operands.p[command->most_operands]),
				command->name);
	}
	return EXIT_HOLDS;
}

static enum exit_code run_command(
		struct cli *cli, const struct command *command, int argc, char **argv)
{
	void *settings = arena_alloc(cli->arena, command->settings_size);
	const struct shared_settings *shared = settings;
	struct err err;

	cli->command = command;
	if ((command->prepare && !command->prepare(settings, &err))
			|| !options_parse(command->tables, cli->arena, argc, argv, settings,
					&cli->operands, &err)) {
		/* A suggestion says enough. */
		bool is_question = str_ends(str_of(err.text), STR("?"));
		return is_question ? cli_error(cli, "%s", err.text)
				   : cli_error(cli, "%s; 'lintel help %s' says more", err.text,
						     command->name);
	}
	set_color(cli, shared->color);
	if (shared->wants_help) {
		print_page(cli, command);
		return EXIT_HOLDS;
	}
	enum exit_code code = check_operands(cli);
	return code == EXIT_HOLDS ? command->run(cli, settings) : code;
}

struct help_settings {
	struct shared_settings shared;
};

/* The commands whose names begin with this word. */
static void print_group(struct cli *cli, struct str group)
{
	struct buf page;

	buf_init(&page);
	help_group(commands, command_count, group, cli->out_terminal.width, &page);
	output_write(&cli->out, buf_str(&page));
	buf_finish(&page);
}

static enum exit_code help_run(struct cli *cli, const void *settings)
{
	const struct command *command = NULL;
	struct str *words = cli->operands.p;

	(void)settings;
	if (cli->operands.len == 1 && command_is_group(words[0])) {
		print_group(cli, words[0]);
		return EXIT_HOLDS;
	}
	if (cli->operands.len > 0) {
		struct str name = cli->operands.len == 1 ? words[0]
							 : str_fmt(cli->arena, STR_FMT " " STR_FMT,
									   STR_ARG(words[0]),
									   STR_ARG(words[1]));
		command = command_find(name);
		if (!command) {
			return unknown_command(cli, name);
		}
	}
	print_page(cli, command);
	return EXIT_HOLDS;
}

const struct command command_help = {
	.name = "help",
	.summary = "say what a command does and takes",
	.operands = "[COMMAND]",
	.about = (const char *const[]){ "Without a command it lists all of them.", NULL },
	.examples = (const struct example[]){ { "lintel help check", "the options of check" },
			{ 0 } },
	.tables = (const struct option_table *const[]){ &shared_options, NULL },
	.settings_size = sizeof(struct help_settings),
	.operand_kind = OPERAND_COMMAND,
	.most_operands = 2,
	.run = help_run,
};

/* `lintel adr due …`: the name of the command is two words. */
static enum exit_code dispatch_group(struct cli *cli, struct str group, int argc, char **argv)
{
	struct str second = argc > 0 ? str_of(argv[0]) : STR("");
	bool wants_help = str_eq(second, STR("--help")) || str_eq(second, STR("-h"));
	if (argc == 0 || wants_help) {
		print_group(cli, group);
		return wants_help ? EXIT_HOLDS : EXIT_ERROR;
	}
	struct str name = str_fmt(cli->arena, STR_FMT " " STR_FMT, STR_ARG(group), STR_ARG(second));
	const struct command *command = command_find(name);
	return command ? run_command(cli, command, argc - 1, argv + 1) : unknown_command(cli, name);
}

static enum exit_code dispatch(struct cli *cli, int argc, char **argv)
{
	if (argc < 2) {
		/* Not 0: a pipeline that lost the command's name must not pass. */
		print_page(cli, NULL);
		return EXIT_ERROR;
	}

	struct str name = str_of(argv[1]);
	if (str_eq(name, STR("--version"))) {
		struct str clang = c_version();
		output_fmt(&cli->out, "lintel " LINTEL_VERSION " (" STR_FMT ")\n", STR_ARG(clang));
		return EXIT_HOLDS;
	}
	if (str_eq(name, STR("--help")) || str_eq(name, STR("-h"))) {
		print_page(cli, NULL);
		return EXIT_HOLDS;
	}

	if (name.len > 1 && name.p[0] == '-') {
		return cli_error(cli,
				"'" STR_FMT "' is no command; options follow the command: lintel "
				"COMMAND [OPTIONS]",
				STR_ARG(name));
	}
	if (command_is_group(name)) {
		return dispatch_group(cli, name, argc - 2, argv + 2);
	}
	const struct command *command = command_find(name);
	return command ? run_command(cli, command, argc - 2, argv + 2) : unknown_command(cli, name);
}

int main(int argc, char **argv)
{
	if (argc > 1 && str_eq(str_of(argv[1]), STR(C_WORKER_ARGUMENT))) {
		return c_worker_main(argc, argv);
	}

	/* A closed pipe is then a write that fails, which is seen below. */
	signal(SIGPIPE, SIG_IGN);

	struct cli cli = {
		.arena = arena_create(),
		.out = { .fd = STDOUT_FILENO },
		.err = { .fd = STDERR_FILENO },
		.out_terminal = terminal_of(STDOUT_FILENO),
		.err_terminal = terminal_of(STDERR_FILENO),
	};
	enum exit_code code = dispatch(&cli, argc, argv);

	if (cli.out.error == EPIPE) {
		/* Whoever read has seen enough, and need not be told. */
		code = EXIT_ERROR;
	} else if (cli.out.error) {
		code = cli_error(&cli, "cannot write to standard output: %s",
				err_errno(cli.out.error));
	}
	arena_destroy(cli.arena);
	return (int)code;
}
