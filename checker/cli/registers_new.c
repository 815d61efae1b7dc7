/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/glob.h"
#include "cli/operand.h"
#include "cli/session.h"
#include "cli/show.h"
#include "config/value.h"
#include "engine/registering.h"
#include "registers/template.h"
#include "reports/escape.h"

struct registers_new_settings {
	struct run_settings run;
	struct str output;
};

/* "new-contract", or "new-contract-2" and so on where that is taken. */
static struct str id_free(struct arena *arena, const struct registers *registers, struct str kind)
{
	struct str id = str_fmt(arena, "new-" STR_FMT, STR_ARG(kind));
	for (unsigned i = 2; register_find(registers, kind, id); i++) {
		id = str_fmt(arena, "new-" STR_FMT "-%u", STR_ARG(kind), i);
	}
	return id;
}

static bool id_fits(struct cli *cli, const struct registers *registers,
		const struct register_kind *kind, struct str id)
{
	const struct register_entry *there = register_find(registers, kind->name, id);

	if (!value_is_name(id)) {
		(void)cli_error(cli,
				"'" STR_FMT
				"' cannot be the id of a record: a letter or digit, then "
				"letters, digits and . _ / - { }",
				STR_ARG(id));
		return false;
	}
	if (there) {
		(void)cli_error(cli, STR_FMT " '" STR_FMT "' is there already: " STR_FMT ":%u",
				STR_ARG(kind->name), STR_ARG(id), STR_ARG(there->place.path),
				there->place.line);
		return false;
	}
	return true;
}

/* Nothing reads a record in a file that no pattern matches. */
static void note_unread(struct cli *cli, const struct run *run, struct str path)
{
	const struct text_list *patterns = &run->config.registers;
	struct str below;

	if (!operand_path(cli, run, path, &below)) {
		return;
	}
	for (size_t i = 0; i < patterns->len; i++) {
		if (glob_match(patterns->p[i].s, below)) {
			return;
		}
	}
	output_fmt(&cli->err,
			"lintel: note: no pattern of registers in " STR_FMT
			" matches that file: nothing will read it there\n",
			STR_ARG(run->config.path));
}

static enum exit_code template_deliver(struct cli *cli, const struct run *run,
		const struct registers_new_settings *settings, struct str text)
{
	struct err err = { "" };
	bool exists = false;
	struct buf out = { 0 };

	if (settings->output.len == 0) {
		output_write(&cli->out, text);
		return EXIT_HOLDS;
	}
	if (!file_create(str_dup(cli->arena, settings->output), text, &exists, &err)) {
		return exists ? cli_error(cli, "'" STR_FMT "' is there already, and stays as it is",
						STR_ARG(settings->output))
			      : cli_error(cli, "%s", err.text);
	}
	show_place(&(struct place){ .path = settings->output }, &out);
	buf_add_cstr(&out, ": fill in what stands in <angle brackets>; lintel registers check asks "
			   "for it\n");
	output_write(&cli->out, buf_str(&out));
	buf_finish(&out);
	note_unread(cli, run, settings->output);
	return EXIT_HOLDS;
}

static enum exit_code new_in_run(struct cli *cli, const struct run *run,
		const struct registers *registers, const struct registers_new_settings *settings)
{
	const struct register_kind *kind = operand_kind(cli, registers, cli->operands.p[0]);
	struct buf text = { 0 };

	if (!kind) {
		return EXIT_ERROR;
	}
	struct str id = cli->operands.len > 1 ? cli->operands.p[1]
					      : id_free(cli->arena, registers, kind->name);
	if (!id_fits(cli, registers, kind, id)) {
		return EXIT_ERROR;
	}
	template_write(kind, id, &text);
	enum exit_code code = template_deliver(cli, run, settings, buf_str(&text));
	buf_finish(&text);
	return code;
}

static enum exit_code new_run(struct cli *cli, const void *target)
{
	const struct registers_new_settings *settings = target;
	struct register_book book;
	struct session session;
	struct run_options options;
	enum exit_code code = EXIT_ERROR;

	run_settings_apply(&settings->run, &options);
	if (session_configure(&session, cli, &options) && session_kinds(&session, &book)) {
		code = new_in_run(cli, &session.run, &book.registers, settings);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct registers_new_settings, member)

/* clang-format off */
static const struct option new_options[] = {
	{ .name = "output", .letter = 'o', .type = OPTION_TEXT, .offset = AT(output),
	  .metavar = "FILE", .help = "write it into this file, which must not be there yet; default: "
	  "print it" },
};
/* clang-format on */

static const struct option_table new_table = { "The record", new_options, COUNT_OF(new_options) };

const struct command command_registers_new = {
	.name = "registers new",
	.summary = "write a first record of a kind, to be filled in",
	.operands = "KIND [ID]",
	.about =
			(const char *const[]){
					"Prints a file with one record of the kind: every field with what to write "
					"there and why it matters. Required ones hold a text in angle brackets, which "
					"is all that lintel registers check finds wrong with the file; the others are "
					"commented out, with an example.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel registers new contract orders-v2",
							"to standard output" },
					{ "lintel registers new risk -o governance/risks.yaml",
							"into a new file" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &new_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct registers_new_settings),
	.prepare = run_settings_prepare,
	.least_operands = 1,
	.most_operands = 2,
	.run = new_run,
};
