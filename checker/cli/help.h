/* SPDX-License-Identifier: MIT */
/*
 * Help, made from the tables: the overview of all commands and the page of one.
 */
#ifndef LINTEL_CLI_HELP_H
#define LINTEL_CLI_HELP_H

#include "cli/command.h"

struct buf;

void help_overview(
		const struct command *const *list, size_t count, unsigned width, struct buf *out);
/* The commands whose names begin with `group` and a blank. */
void help_group(const struct command *const *list, size_t count, struct str group, unsigned width,
		struct buf *out);
void help_page(const struct command *command, unsigned width, struct buf *out);

/*
 * Adds `text` broken at blanks into lines of at most `width` columns, of which
 * the first `indent` stay empty; the first line goes on where `out` stands, at
 * column `column`.  Ends with a newline.
 */
void help_wrap(struct buf *out, struct str text, size_t column, size_t indent, size_t width);

/* What stands left of an option's help: "-j, --jobs N". */
void help_option(const struct option *option, struct buf *out);

/* "one of: text, json" for an option with fixed words; empty for others. */
void help_words(const struct option *option, struct buf *out);

#endif
