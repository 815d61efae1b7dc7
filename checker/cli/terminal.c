/* SPDX-License-Identifier: MIT */
#include "cli/terminal.h"

#include "base/str.h"
#include "cli/output.h"

#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define WIDTH_DEFAULT 80
#define WIDTH_LEAST 40
#define WIDTH_MOST 1000
#define PROGRESS_AFTER_MS 500
#define PROGRESS_EVERY_MS 100

static bool has_text(const char *variable)
{
	const char *value = getenv(variable);
	return value && *value;
}

static unsigned width_of(int fd)
{
	struct winsize size;
	uint64_t width;

	if (!str_to_u64(str_of(getenv("COLUMNS")), &width)) {
		width = ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
	}
	if (width == 0) {
		width = WIDTH_DEFAULT;
	}
	return (unsigned)(width < WIDTH_LEAST ? WIDTH_LEAST
					      : (width > WIDTH_MOST ? WIDTH_MOST : width));
}

struct terminal terminal_of(int fd)
{
	bool is_terminal = isatty(fd) == 1;
	return (struct terminal){
		.is_terminal = is_terminal,
		.has_color = is_terminal && !has_text("NO_COLOR")
			     && !str_eq(str_of(getenv("TERM")), STR("dumb")),
		.width = width_of(fd),
	};
}

static int64_t clock_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void progress_begin(struct progress *progress, struct output *output, bool is_wanted)
{
	*progress = (struct progress){
		.output = output,
		.is_wanted = is_wanted,
		.started = is_wanted ? clock_ms() : 0,
	};
}

void progress_show(size_t done, size_t total, void *ctx)
{
	struct progress *progress = ctx;
	if (!progress->is_wanted) {
		return;
	}

	int64_t now = clock_ms();
	if (now - progress->started < PROGRESS_AFTER_MS
			|| now - progress->last < PROGRESS_EVERY_MS) {
		return;
	}
	progress->last = now;
	progress->is_shown = true;
	output_fmt(progress->output, "\r\033[Kparsed %zu of %zu units", done, total);
}

void progress_end(struct progress *progress)
{
	if (progress->is_shown) {
		output_write(progress->output, STR("\r\033[K"));
		progress->is_shown = false;
	}
}
