/* SPDX-License-Identifier: MIT */
#include "cli/keyboard.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define CHUNK 4096

static const int signals[KEYBOARD_SIGNALS] = { SIGINT, SIGTERM, SIGHUP, SIGCONT };

/*
 * The last signal that came: all that a handler may touch.  The signals are
 * blocked but within ppoll(), so none comes between looking and waiting.
 */
static volatile sig_atomic_t arrived;

static void note_signal(int number)
{
	/* What ends the program is not forgotten for what resumes it. */
	if (arrived == 0 || arrived == SIGCONT) {
		arrived = number;
	}
}

void keyboard_open(struct keyboard *keyboard, int fd)
{
	struct sigaction action = { .sa_handler = note_signal };
	sigset_t blocked;

	*keyboard = (struct keyboard){ .fd = fd };
	buf_init(&keyboard->pending);
	arrived = 0;
	sigemptyset(&blocked);
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < KEYBOARD_SIGNALS; i++) {
		sigaddset(&blocked, signals[i]);
	}
	sigprocmask(SIG_BLOCK, &blocked, &keyboard->mask);
	for (size_t i = 0; i < KEYBOARD_SIGNALS; i++) {
		sigaction(signals[i], &action, &keyboard->actions[i]);
	}
}

void keyboard_close(struct keyboard *keyboard)
{
	for (size_t i = 0; i < KEYBOARD_SIGNALS; i++) {
		sigaction(signals[i], &keyboard->actions[i], NULL);
	}
	sigprocmask(SIG_SETMASK, &keyboard->mask, NULL);
	buf_finish(&keyboard->pending);
}

/* A line that has been read whole already. */
static bool take_line(struct keyboard *keyboard, struct str *line)
{
	struct str rest = str_from(buf_str(&keyboard->pending), keyboard->taken);
	size_t end = str_find(rest, '\n');

	if (end == rest.len) {
		return false;
	}
	*line = str_slice(rest, 0, end);
	keyboard->taken += end + 1;
	return true;
}

/* What was typed before the end without a line's end is a line too. */
static enum keyboard_event take_rest(struct keyboard *keyboard, struct str *line)
{
	*line = str_from(buf_str(&keyboard->pending), keyboard->taken);
	keyboard->taken = keyboard->pending.len;
	return line->len ? KEYBOARD_LINE : KEYBOARD_END;
}

static void forget_taken(struct keyboard *keyboard)
{
	size_t left = keyboard->pending.len - keyboard->taken;

	if (keyboard->taken) {
		memmove(keyboard->pending.p, keyboard->pending.p + keyboard->taken, left);
		keyboard->pending.len = left;
		keyboard->pending.p[left] = '\0';
		keyboard->taken = 0;
	}
}

/* Whether a signal came, and what it means. */
static bool take_signal(struct keyboard *keyboard, enum keyboard_event *event)
{
	int number = arrived;

	if (number == 0) {
		return false;
	}
	arrived = 0;
	keyboard->signal = number;
	*event = number == SIGCONT ? KEYBOARD_RESUMED : KEYBOARD_INTERRUPTED;
	return true;
}

enum keyboard_event keyboard_line(struct keyboard *keyboard, struct str *line)
{
	struct pollfd waiting = { .fd = keyboard->fd, .events = POLLIN };
	enum keyboard_event event;
	char chunk[CHUNK];

	while (!take_line(keyboard, line)) {
		/* Only here may signals come. */
		int ready = ppoll(&waiting, 1, NULL, &keyboard->mask);

		if (take_signal(keyboard, &event)) {
			return event;
		}
		if (ready < 0) {
			continue;
		}
		ssize_t got = read(keyboard->fd, chunk, sizeof(chunk));
		if (got > 0) {
			forget_taken(keyboard);
			buf_add(&keyboard->pending, (struct str){ chunk, (size_t)got });
		} else if (got == 0 || errno != EINTR) {
			return take_rest(keyboard, line);
		}
	}
	return KEYBOARD_LINE;
}
