/* SPDX-License-Identifier: MIT */
/*
 * GitHub annotations: commands on standard output that put findings beside
 * the lines of a pull request.  GitHub shows ten of each level and drops the
 * rest without a word, so the tenth says how many there are.
 *
 * The text report follows for the log, while GitHub obeys no commands.
 */
#include "base/hash.h"
#include "reports/escape.h"
#include "reports/report.h"

#define SHOWN_MAX 9

enum command {
	COMMAND_ERROR,
	COMMAND_WARNING,
	COMMAND_NOTICE,
	COMMANDS,
};

static const char *const commands[] = {
	[COMMAND_ERROR] = "error",
	[COMMAND_WARNING] = "warning",
	[COMMAND_NOTICE] = "notice",
};

static enum command command_of(const struct finding *finding)
{
	if (finding->level <= LEVEL_INFO) {
		return COMMAND_NOTICE;
	}
	return finding->level == LEVEL_ERROR ? COMMAND_ERROR : COMMAND_WARNING;
}

static void write_place(const struct place *place, struct buf *out)
{
	buf_add_cstr(out, " file=");
	escape_github_property(out, place->path);
	if (!place->line) {
		return;
	}
	buf_fmt(out, ",line=%u,endLine=%u", place->line, place->line);
	if (place->column) {
		buf_fmt(out, ",col=%u,endColumn=%zu", place->column,
				(size_t)place->column + (place->width ? place->width : 1));
	}
}

static void add_line(struct buf *out, const char *key, struct str text)
{
	if (text.len) {
		buf_fmt(out, "\n%s: ", key);
		escape_prose(out, text);
	}
}

static void write_annotation(const struct finding *finding, struct buf *out)
{
	struct buf message;
	buf_init(&message);
	escape_text(&message, finding->message);
	add_line(&message, "why", finding->reason);
	add_line(&message, "decision", finding->adr);
	add_line(&message, "mend", finding->remedy);
	add_line(&message, "note", finding->note);
	buf_fmt(out, "::%s", commands[command_of(finding)]);
	write_place(&finding->place, out);
	buf_add_cstr(out, ",title=");
	escape_github_property(out, finding->rule);
	buf_add_cstr(out, "::");
	escape_github_message(out, buf_str(&message));
	buf_add_char(out, '\n');
	buf_finish(&message);
}

static void write_level(const struct findings *findings, enum command command, struct buf *out)
{
	size_t count = 0;
	vec_each (const struct finding, finding, &findings->list) {
		if (finding->state != FINDING_NEW || command_of(finding) != command) {
			continue;
		}
		if (count++ < SHOWN_MAX) {
			write_annotation(finding, out);
		}
	}
	if (count > SHOWN_MAX) {
		buf_fmt(out,
				"::%s title=lintel::%zu more of this level: see the log or the job "
				"summary\n",
				commands[command], count - SHOWN_MAX);
	}
}

/* Between these two lines GitHub obeys nothing; who wrote the text cannot foresee its hash. */
static void write_text(
		const struct report_facts *facts, const struct report_style *style, struct buf *out)
{
	const struct report_style plain = { .shows_all = style->shows_all };
	struct buf text;
	char token[HASH_HEX_SIZE];
	buf_init(&text);
	report_text(facts, &plain, &text);
	hash_hex(hash_of(buf_str(&text)), token);
	buf_fmt(out, "::stop-commands::%s\n", token);
	buf_add(out, buf_str(&text));
	buf_fmt(out, "::%s::\n", token);
	buf_finish(&text);
}

void report_github(
		const struct report_facts *facts, const struct report_style *style, struct buf *out)
{
	for (int command = COMMAND_ERROR; command < COMMANDS; command++) {
		write_level(facts->findings, (enum command)command, out);
	}
	if (!style->is_quiet) {
		write_text(facts, style, out);
	}
}
