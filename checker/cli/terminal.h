/* SPDX-License-Identifier: MIT */
/*
 * What stands behind a descriptor: a terminal with colours and a width, or a
 * pipe, which gets neither; and the one line that says how far work is.
 */
#ifndef LINTEL_CLI_TERMINAL_H
#define LINTEL_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct output;

struct terminal {
	bool is_terminal;
	bool has_color;
	/* Columns, at least 40. */
	unsigned width;
};

/* Honours NO_COLOR, TERM=dumb and COLUMNS. */
struct terminal terminal_of(int fd);

/* A line that is written over itself, on a terminal only, once work takes over half a second. */
struct progress {
	struct output *output;
	bool is_wanted;
	bool is_shown;
	/* Milliseconds of the monotonic clock. */
	int64_t started;
	int64_t last;
};

void progress_begin(struct progress *progress, struct output *output, bool is_wanted);
/* Of the type that run_options asks for; `ctx` is the struct progress. */
void progress_show(size_t done, size_t total, void *ctx);
/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
