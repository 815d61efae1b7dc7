/* SPDX-License-Identifier: MIT */
#include "cli/manual.h"

#include "base/buf.h"
#include "cli/help.h"

/* Adds text so that roff reads every character as itself; `text` is one line. */
static void add_text(struct buf *out, struct str text)
{
	if (text.len && (text.p[0] == '.' || text.p[0] == '\'')) {
		buf_add_cstr(out, "\\&");
	}
	for (size_t i = 0; i < text.len; i++) {
		switch (text.p[i]) {
		case '\\':
			buf_add_cstr(out, "\\e");
			break;
		case '-':
			buf_add_cstr(out, "\\-");
			break;
		default:
			buf_add_char(out, text.p[i]);
		}
	}
}

static void add_line(struct buf *out, const char *text)
{
	add_text(out, str_of(text));
	buf_add_char(out, '\n');
}

static void add_option(struct buf *out, const struct option *option)
{
	struct buf text;

	buf_add_cstr(out, ".TP\n.B ");
	buf_init(&text);
	help_option(option, &text);
	add_line(out, text.p);
	buf_clear(&text);
	buf_add_cstr(&text, option->help);
	if (option->words) {
		buf_add_cstr(&text, "; ");
		help_words(option, &text);
	}
	buf_add_char(&text, '.');
	add_line(out, text.p);
	buf_finish(&text);
}

static void add_command(struct buf *out, const struct command *command)
{
	buf_fmt(out, ".SH LINTEL %s\n.B lintel ", command->name);
	add_text(out, str_of(command->name));
	buf_add_cstr(out, "\n[OPTIONS] ");
	add_line(out, command->operands);
	buf_add_cstr(out, ".PP\n");
	for (const char *const *line = command->about; *line; line++) {
		add_line(out, *line);
		buf_add_cstr(out, ".PP\n");
	}
	/* The first table is the same for all and has a section of its own. */
	for (const struct option_table *const *t = command->tables + 1; *t; t++) {
		for (size_t i = 0; i < (*t)->len; i++) {
			add_option(out, &(*t)->options[i]);
		}
	}
	for (const struct example *example = command->examples; example->line; example++) {
		buf_add_cstr(out, ".PP\n.EX\n");
		add_line(out, example->line);
		buf_add_cstr(out, ".EE\n.RS\n");
		add_line(out, example->text);
		buf_add_cstr(out, ".RE\n");
	}
}

void manual_write(const struct command *const *list, size_t count, struct str version,
		struct buf *out)
{
	buf_fmt(out, ".TH LINTEL 1 \"\" \"lintel " STR_FMT "\" \"User Commands\"\n",
			STR_ARG(version));
	buf_add_cstr(out, ".SH NAME\nlintel \\- check the architecture of C code bases\n"
			  ".SH SYNOPSIS\n.B lintel\nCOMMAND [OPTIONS] [OPERANDS]\n"
			  ".SH DESCRIPTION\nlintel reads lintel.yaml, the code and its compile "
			  "database, and says what no longer holds of the architecture that was "
			  "decided, why it was decided, and what to do.\n"
			  ".SH COMMANDS\n");
	for (size_t i = 0; i < count; i++) {
		buf_add_cstr(out, ".TP\n.B ");
		add_line(out, list[i]->name);
		add_line(out, list[i]->summary);
	}

	buf_add_cstr(out, ".SH OPTIONS OF ALL COMMANDS\n");
	for (size_t i = 0; i < shared_options.len; i++) {
		add_option(out, &shared_options.options[i]);
	}
	for (size_t i = 0; i < count; i++) {
		add_command(out, list[i]);
	}

	buf_add_cstr(out, ".SH EXIT STATUS\n.TP\n0\nIt holds.\n.TP\n1\nIt does not.\n.TP\n2\n"
			  "The configuration, the input or the command line is wrong.\n.TP\n3\n"
			  "With \\-\\-strict\\-unknown: not everything could be judged.\n"
			  ".SH ENVIRONMENT\n.TP\nLINTEL_JOBS\nThe default of \\-\\-jobs.\n.TP\n"
			  "NO_COLOR\nNo colours.\n.TP\nCOLUMNS\nThe width of the terminal.\n"
			  ".SH FILES\n.TP\nlintel.yaml\nModules and rules.\n.TP\nlintel.baseline\n"
			  "Known findings.\n");
}
