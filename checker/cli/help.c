/* SPDX-License-Identifier: MIT */
#include "cli/help.h"

#include "base/arena.h"
#include "base/buf.h"

#define WIDTH_MOST 100
#define OPTION_COLUMN 28
#define GROUP_COLUMN 18

/* Characters rather than bytes: help is UTF-8. */
static size_t columns(struct str text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; i++) {
		count += ((unsigned char)text.p[i] & 0xC0) != 0x80;
	}
	return count;
}

void help_wrap(struct buf *out, struct str text, size_t column, size_t indent, size_t width)
{
	struct str word;
	bool is_first = true;

	if (column < indent) {
		buf_add_repeat(out, ' ', indent - column);
		column = indent;
	}
	while (str_split(&text, ' ', &word)) {
		if (!is_first && column + 1 + columns(word) > width) {
			buf_add_char(out, '\n');
			buf_add_repeat(out, ' ', indent);
			column = indent;
		} else if (!is_first) {
			buf_add_char(out, ' ');
			column++;
		}
		buf_add(out, word);
		column += columns(word);
		is_first = false;
	}
	buf_add_char(out, '\n');
}

void help_option(const struct option *option, struct buf *out)
{
	if (option->letter) {
		buf_fmt(out, "-%c, ", option->letter);
	}
	buf_fmt(out, "--%s", option->name);
	if (option->metavar) {
		buf_fmt(out, " %s", option->metavar);
	}
}

void help_words(const struct option *option, struct buf *out)
{
	const char *before = "one of: ";
	for (const char *const *word = option->words; word && *word; word++) {
		buf_fmt(out, "%s%s", before, *word);
		before = ", ";
	}
}

static void add_option(const struct option *option, size_t width, struct buf *out)
{
	struct buf text;
	size_t begin = out->len;

	buf_add_cstr(out, option->letter ? "  " : "      ");
	help_option(option, out);
	size_t column = columns(str_from(buf_str(out), begin));
	if (column + 2 > OPTION_COLUMN) {
		buf_add_char(out, '\n');
		column = 0;
	}

	buf_init(&text);
	buf_add_cstr(&text, option->help);
	if (option->words) {
		buf_add_cstr(&text, "; ");
		help_words(option, &text);
	}
	help_wrap(out, buf_str(&text), column, OPTION_COLUMN, width);
	buf_finish(&text);
}

static void add_table(const struct option_table *table, size_t width, struct buf *out)
{
	buf_fmt(out, "\n%s:\n", table->heading);
	for (size_t i = 0; i < table->len; i++) {
		add_option(&table->options[i], width, out);
	}
}

void help_page(const struct command *command, unsigned terminal_width, struct buf *out)
{
	size_t width = terminal_width < WIDTH_MOST ? terminal_width : WIDTH_MOST;

	buf_fmt(out, "lintel %s: %s\n\nUsage: lintel %s [OPTIONS]%s%s\n", command->name,
			command->summary, command->name, *command->operands ? " " : "",
			command->operands);
	for (const char *const *line = command->about; *line; line++) {
		buf_add_char(out, '\n');
		help_wrap(out, str_of(*line), 0, 0, width);
	}

	/* What all commands have is the last thing to read. */
	for (const struct option_table *const *t = command->tables + 1; *t; t++) {
		add_table(*t, width, out);
	}
	add_table(command->tables[0], width, out);

	buf_fmt(out, "\nExamples:\n");
	for (const struct example *example = command->examples; example->line; example++) {
		buf_fmt(out, "  %s\n", example->line);
		help_wrap(out, str_of(example->text), 0, 6, width);
	}
}

static void add_commands(const struct command *const *list, size_t count, struct str group,
		size_t column, size_t width, struct buf *out)
{
	for (size_t i = 0; i < count; i++) {
		struct str name = str_of(list[i]->name);
		if (str_starts(name, group)) {
			buf_fmt(out, "  %s", list[i]->name);
			help_wrap(out, str_of(list[i]->summary), 2 + columns(name), column, width);
		}
	}
}

void help_group(const struct command *const *list, size_t count, struct str group,
		unsigned terminal_width, struct buf *out)
{
	size_t width = terminal_width < WIDTH_MOST ? terminal_width : WIDTH_MOST;
	struct buf prefix;

	buf_init(&prefix);
	buf_fmt(&prefix, STR_FMT " ", STR_ARG(group));
	buf_fmt(out, "Usage: lintel " STR_FMT " COMMAND [OPTIONS] [OPERANDS]\n\nCommands:\n",
			STR_ARG(group));
	add_commands(list, count, buf_str(&prefix), GROUP_COLUMN, width, out);
	buf_fmt(out, "\n'lintel help " STR_FMT " COMMAND' says more.\n", STR_ARG(group));
	buf_finish(&prefix);
}

void help_overview(const struct command *const *list, size_t count, unsigned terminal_width,
		struct buf *out)
{
	size_t width = terminal_width < WIDTH_MOST ? terminal_width : WIDTH_MOST;

	buf_add_cstr(out, "lintel checks that a C code base keeps the architecture its people "
			  "decided on.\n\n"
			  "Usage: lintel COMMAND [OPTIONS] [OPERANDS]\n\nCommands:\n");
	add_commands(list, count, STR(""), GROUP_COLUMN, width, out);
	buf_add_cstr(out,
			"\nBegin with 'lintel init', then 'lintel check'.  'lintel help COMMAND' "
			"says more,\n'lintel --version' which lintel this is.\n"
			"\nExit codes: 0 it holds, 1 it does not, 2 the configuration or input is "
			"wrong,\n3 not everything could be judged (with --strict-unknown).\n");
}
