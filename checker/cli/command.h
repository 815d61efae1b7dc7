/* SPDX-License-Identifier: MIT */
/*
 * What a command is: one constant record in a file of its own.  To add one:
 * that file, its line in commands.def, its line in meson.build.
 */
#ifndef LINTEL_CLI_COMMAND_H
#define LINTEL_CLI_COMMAND_H

#include "cli/option.h"
#include "cli/output.h"
#include "cli/terminal.h"

struct arena;

/* semantics.md: 2 comes before 1, 1 before 3, 3 before 0. */
enum exit_code {
	EXIT_HOLDS = 0,
	EXIT_FAILS = 1,
	/* The configuration, the input or the command line is wrong. */
	EXIT_ERROR = 2,
	/* --strict-unknown: something could not be judged. */
	EXIT_INCONCLUSIVE = 3,
};

/* What a command is given besides its settings. */
struct cli {
	/* Lives as long as the program. */
	struct arena *arena;
	const struct command *command;
	struct texts operands;
	struct output out;
	struct output err;
	struct terminal out_terminal;
	struct terminal err_terminal;
};

struct example {
	const char *line;
	/* What it is for: lower case, no full stop. */
	const char *text;
};

/* What a shell offers for an operand. */
enum operand_kind {
	OPERAND_NONE,
	OPERAND_FILE,
	/* One of `operand_words`. */
	OPERAND_WORD,
	OPERAND_COMMAND,
};

struct command {
	/* One word, or two of which the first is a group: "adr due". */
	const char *name;
	/* In the overview: lower case, no full stop. */
	const char *summary;
	/* "[RULE | FILE:LINE]"; empty if it takes none. */
	const char *operands;
	/* Paragraphs, each one line here; ended by NULL. */
	const char *const *about;
	/* At least one; ended by a NULL line. */
	const struct example *examples;
	/* Ended by NULL; the first is the one that all commands have. */
	const struct option_table *const *tables;
	size_t settings_size;
	/* Fills in defaults that are not zero; may be NULL. */
	bool (*prepare)(void *settings, struct err *err);
	enum operand_kind operand_kind;
	const char *const *operand_words;
	unsigned least_operands;
	unsigned most_operands;
	enum exit_code (*run)(struct cli *cli, const void *settings);
};

#define COMMAND(name) extern const struct command command_##name;
#include "cli/commands.def"
#undef COMMAND

/* In the order of the overview. */
extern const struct command *const commands[];
extern const size_t command_count;

const struct command *command_find(struct str name);

/* Whether names of two words begin with this one. */
bool command_is_group(struct str word);

/* The command whose name is nearest, or an empty text. */
struct str command_suggest(struct str name, struct arena *arena);

/* Prints "lintel: error: …" on standard error; always EXIT_ERROR. */
enum exit_code cli_error(struct cli *cli, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* What every command's settings begin with, and its options. */
struct shared_settings {
	bool wants_help;
	unsigned color;
};

enum color_choice {
	COLOR_AUTO,
	COLOR_ALWAYS,
	COLOR_NEVER,
};

extern const struct option_table shared_options;

#endif
