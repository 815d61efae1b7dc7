/* SPDX-License-Identifier: MIT */
/*
 * Lines that a person types on a terminal.
 *
 * The terminal keeps its own line editing: nothing of it is changed, so there
 * is nothing to restore, whatever ends the program, SIGKILL included.  One
 * keyboard may be open at a time, in the main thread.
 */
#ifndef LINTEL_CLI_KEYBOARD_H
#define LINTEL_CLI_KEYBOARD_H

#include "base/buf.h"

#include <signal.h>

/* SIGINT, SIGTERM, SIGHUP, SIGCONT */
#define KEYBOARD_SIGNALS 4

enum keyboard_event {
	KEYBOARD_LINE,
	/* End of input, or the terminal is gone. */
	KEYBOARD_END,
	/* A signal asks the program to end: `keyboard.signal`. */
	KEYBOARD_INTERRUPTED,
	/* It was stopped and goes on: what was half typed is lost, the screen may be. */
	KEYBOARD_RESUMED,
};

struct keyboard {
	int fd;
	int signal;
	/* Read, and not yet handed out. */
	struct buf pending;
	/* Of `pending`, up to here it has been handed out. */
	size_t taken;
	sigset_t mask;
	struct sigaction actions[KEYBOARD_SIGNALS];
};

/* From here on these signals are answered by keyboard_line() alone. */
void keyboard_open(struct keyboard *keyboard, int fd);

/* Waits for a line; `line` is without its end, and borrowed until the next call. */
enum keyboard_event keyboard_line(struct keyboard *keyboard, struct str *line);

/* Signals do again what they did before. */
void keyboard_close(struct keyboard *keyboard);

#endif
