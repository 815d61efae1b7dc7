/* SPDX-License-Identifier: MIT */
/*
 * Markdown for the summary page of a GitHub job.  GitHub refuses more than one
 * mebibyte, so what is too much is cut after a row of the table, and says so.
 */
#include "reports/escape.h"
#include "reports/report.h"
#include "reports/tally.h"

#define SIZE_MAX_BYTES ((size_t)900 * 1000)
/* For what follows the table. */
#define SIZE_END_BYTES ((size_t)20 * 1000)
/* Failed units are listed up to here. */
#define UNITS_MAX 50

static void write_code(struct buf *out, struct str text)
{
	buf_add_cstr(out, "<code>");
	escape_markdown(out, text);
	buf_add_cstr(out, "</code>");
}

static void write_place(struct buf *out, const struct place *place)
{
	buf_add_cstr(out, "<code>");
	escape_markdown(out, place->path);
	if (place->line) {
		buf_fmt(out, "&#58;%u", place->line);
	}
	buf_add_cstr(out, "</code>");
}

static void add_part(struct buf *out, const char *key, struct str text)
{
	if (text.len) {
		struct buf prose;
		buf_init(&prose);
		escape_prose(&prose, text);
		buf_fmt(out, "<br>*%s* ", key);
		escape_markdown(out, buf_str(&prose));
		buf_finish(&prose);
	}
}

static void write_row(struct buf *out, const struct finding *finding)
{
	buf_fmt(out, "| %s | ", verdict_level(finding));
	write_code(out, finding->rule);
	buf_add_cstr(out, " | ");
	write_place(out, &finding->place);
	buf_add_cstr(out, " | ");
	escape_markdown(out, finding->message);
	add_part(out, "why", finding->reason);
	add_part(out, "decision", finding->adr);
	add_part(out, "mend", finding->remedy);
	add_part(out, "note", finding->note);
	buf_add_cstr(out, " |\n");
}

/* In rounds, so that errors are there when the rest is cut. */
static const char *const levels[] = { "error", "warning", "note", "info" };

static void write_rows(struct buf *out, const struct findings *findings)
{
	size_t cut = 0;
	for (size_t i = 0; i < COUNT_OF(levels); i++) {
		vec_each (const struct finding, finding, &findings->list) {
			if (finding->state != FINDING_NEW
					|| strcmp(verdict_level(finding), levels[i]) != 0) {
				continue;
			}
			size_t begin = out->len;
			if (cut == 0) {
				write_row(out, finding);
			}
			if (cut || out->len > SIZE_MAX_BYTES - SIZE_END_BYTES) {
				out->len = begin;
				out->p[begin] = '\0';
				cut++;
			}
		}
	}
	if (cut) {
		buf_fmt(out, "\n%zu more findings do not fit here; the log has them all.\n", cut);
	}
}

static void write_units(struct buf *out, const struct report_facts *facts)
{
	const struct code *code = facts->code;
	size_t listed = 0;
	for (size_t i = 0; i < code->unit_count && listed < UNITS_MAX; i++) {
		const struct code_unit *unit = &code->units[i];
		if (unit->status == UNIT_PARSED || unit->status == UNIT_SKIPPED) {
			continue;
		}
		struct str path = unit->file == NONE ? unit->path : code->files[unit->file].path;
		buf_add_cstr(out, listed++ ? "- " : "\nUnits that did not parse:\n\n- ");
		write_code(out, str_slice(path, 0, 300));
		buf_add_char(out, '\n');
	}
}

/* The lines that the text report ends with, each a line of its own. */
static void write_tally(struct buf *out, const struct report_facts *facts)
{
	struct tally tally = tally_of(facts);
	struct buf text;
	buf_init(&text);
	tally_write_since(facts, false, &text);
	tally_write_findings(&tally, facts, &text);
	tally_write_scope(&tally, facts, &text);
	tally_write_governed(facts, &text);
	struct str rest = buf_str(&text);
	struct str line;
	while (str_split(&rest, '\n', &line)) {
		if (line.len) {
			escape_markdown(out, line);
			buf_add_cstr(out, "\\\n");
		}
	}
	/* A backslash at the end of a paragraph would be shown. */
	out->len -= 2;
	buf_add_char(out, '\n');
	buf_finish(&text);
}

void report_github_summary(
		const struct report_facts *facts, const struct report_style *style, struct buf *out)
{
	struct buf verdict;
	struct buf rows;
	(void)style;
	buf_init(&verdict);
	buf_init(&rows);
	tally_write_verdict(facts, &verdict);
	buf_add_cstr(out, "### lintel: ");
	escape_markdown(out, buf_str(&verdict));
	buf_add_cstr(out, "\n\n");
	write_tally(out, facts);
	write_rows(&rows, facts->findings);
	if (rows.len) {
		buf_add_cstr(out, "\n| | rule | place | finding |\n|---|---|---|---|\n");
		buf_add(out, buf_str(&rows));
	}
	write_units(out, facts);
	buf_finish(&rows);
	buf_finish(&verdict);
}
