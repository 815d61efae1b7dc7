/* SPDX-License-Identifier: MIT */
/*
 * A small set of commands for the tests of what is made from tables.
 */
#ifndef LINTEL_UNIT_CLI_SMALL_H
#define LINTEL_UNIT_CLI_SMALL_H

#include "cli/command.h"

static const char *const small_words[] = { "text", "json", NULL };
static const char *const small_operands[] = { "north", "south", NULL };

static const struct option small_list[] = {
	{ .name = "format",
			.letter = 'f',
			.type = OPTION_CHOICE,
			.metavar = "FORMAT",
			.words = small_words,
			.help = "the form of it" },
	{ .name = "output",
			.type = OPTION_TEXT,
			.metavar = "FILE",
			.help = "don't print: write [all] of it here" },
};
static const struct option_table small_table = { "Report", small_list, COUNT_OF(small_list) };

static const struct command small_walk = {
	.name = "walk",
	.summary = "go somewhere, at the speed of those who go there",
	.operands = "north | south",
	.about = (const char *const[]){ "One foot \\ before the other.", ".second", NULL },
	.examples = (const struct example[]){ { "lintel walk north -f json", "go north" }, { 0 } },
	.tables = (const struct option_table *const[]){ &shared_options, &small_table, NULL },
	.operand_kind = OPERAND_WORD,
	.operand_words = small_operands,
	.most_operands = 1,
};
static const struct command small_rest = {
	.name = "rest",
	.summary = "stay",
	.operands = "",
	.about = (const char *const[]){ NULL },
	.examples = (const struct example[]){ { "lintel rest", "stay" }, { 0 } },
	.tables = (const struct option_table *const[]){ &shared_options, NULL },
};
static const struct command *const small_commands[] = { &small_walk, &small_rest };

#endif
