/* SPDX-License-Identifier: MIT */
/*
 * Options as tables.  A table says everything about its options once: the
 * parser, `--help`, the manual page and the shells' completion read it.
 *
 * A command has several tables (those of all commands, those of every run, its
 * own), and all of them fill one struct of settings.
 */
#ifndef LINTEL_CLI_OPTION_H
#define LINTEL_CLI_OPTION_H

#include "base/attr.h"
#include "base/str.h"
#include "base/vec.h"

struct arena;
struct err;

enum option_type {
	/* bool: set by being there */
	OPTION_FLAG,
	/* struct str */
	OPTION_TEXT,
	/* struct texts: each time adds one */
	OPTION_TEXTS,
	/* unsigned: the number of the word */
	OPTION_CHOICE,
	/* uint64_t within `least` and `most` */
	OPTION_COUNT,
	/* uint64_t within `least` and `most`, written 4096, 64K, 8M or 2G */
	OPTION_BYTES,
	/* int64_t: seconds since 1970, written as RFC 3339 or a bare day */
	OPTION_MOMENT,
	/* struct duration (base/calendar.h), written 30d, 2w, 6mo or 1q; zero = not given */
	OPTION_DURATION,
};

struct texts {
	struct str *p;
	size_t len;
	size_t cap;
};

struct option {
	/* Without the dashes. */
	const char *name;
	/* The short form, or 0. */
	char letter;
	enum option_type type;
	/* Of the target in the command's settings. */
	size_t offset;
	/* What stands for the value in help: "FILE"; NULL for flags. */
	const char *metavar;
	/* One or two sentences, lower case first, no full stop at the end. */
	const char *help;
	/* OPTION_CHOICE: the words, ended by NULL. */
	const char *const *words;
	/* OPTION_COUNT, OPTION_BYTES: what is accepted. */
	uint64_t least;
	uint64_t most;
};

struct option_table {
	/* "Limits": above its options in help. */
	const char *heading;
	const struct option *options;
	size_t len;
};

/*
 * Reads the words of a command line: options of `tables` (ended by NULL) into
 * `settings`, everything else into `operands`.  `--name=value`, `--name value`,
 * `-nvalue`, `-n value`; letters of flags may stand together; after `--` all
 * are operands.  Where an option that takes one value is repeated, the last one
 * counts.  Texts are borrowed from `argv`.
 */
NODISCARD bool options_parse(const struct option_table *const *tables, struct arena *arena,
		int argc, char *const *argv, void *settings, struct texts *operands,
		struct err *err);

/* Reads `value` as this option would; the error names `written`. */
NODISCARD bool option_set(const struct option *option, struct str written, struct str value,
		struct arena *arena, void *settings, struct err *err);

/* The option called `name` (without dashes), or NULL. */
const struct option *option_find(const struct option_table *const *tables, struct str name);

#endif
