/* SPDX-License-Identifier: MIT */
#include "cli/output.h"

#include "base/arena.h"

#include <errno.h>
#include <unistd.h>

void output_write(struct output *output, struct str text)
{
	while (text.len && !output->error) {
		ssize_t written = write(output->fd, text.p, text.len);

		if (written >= 0) {
			text = str_from(text, (size_t)written);
		} else if (errno != EINTR) {
			output->error = errno;
		}
	}
}

void output_fmt(struct output *output, const char *fmt, ...)
{
	struct arena *arena = arena_create();
	va_list args;

	va_start(args, fmt);
	output_write(output, str_vfmt(arena, fmt, args));
	va_end(args);
	arena_destroy(arena);
}
