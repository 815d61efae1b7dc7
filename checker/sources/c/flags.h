/* SPDX-License-Identifier: MIT */
/*
 * Which compiler flags reach libclang, and the words of a command line.
 *
 * The list says what may pass; nothing passes because of how it begins.  What
 * is not listed is dropped and counted: it is unknown, or it writes a file, or
 * loads code, or does not change what the program means.
 */
#ifndef LINTEL_SOURCES_C_FLAGS_H
#define LINTEL_SOURCES_C_FLAGS_H

#include "base/str.h"
#include "base/vec.h"

struct arena;

struct command_words {
	VEC(struct str) list;
};

/*
 * Splits a command as a POSIX shell would, without expanding anything.  False
 * if a quote is not closed.
 */
NODISCARD bool command_split(struct command_words *words, struct arena *arena, struct str command);

enum flag_class {
	/* Unknown or harmful: dropped and counted. */
	FLAG_DROP,
	/* The same, and the next word belongs to it. */
	FLAG_DROP_PAIR,
	/* Passed as it is. */
	FLAG_PASS,
	/* Takes a value, joined or in the next word: passed. */
	FLAG_VALUE,
	/* The value is the path of a folder or file. */
	FLAG_PATH,
	/* -include, -imacros: the value is the name of a header. */
	FLAG_HEADER,
	/* -x: the value is a language. */
	FLAG_LANGUAGE,
	/* -Wp,… : only -D and -U inside are passed. */
	FLAG_PREPROCESSOR,
	/* @file: the whole entry is refused. */
	FLAG_RESPONSE,
	/* No flag at all: a source file or another input. */
	FLAG_INPUT,
};

struct flag {
	enum flag_class class;
	/* The option's own name: "-I"; for FLAG_PASS and FLAG_DROP the whole word. */
	struct str name;
	/* The joined value, or empty if it is in the next word. */
	struct str value;
	bool takes_next;
};

/* What a word of a command is. */
struct flag flag_of(struct str word);

#endif
