/* SPDX-License-Identifier: MIT */
/*
 * The report for people: what, where, why it was decided, how to mend it, for
 * each finding that the reader asked to see, and the last lines.
 */
#include "reports/escape.h"
#include "reports/excerpt.h"
#include "reports/report.h"
#include "reports/tally.h"

#define PLAIN "\x1b[0m"
#define BOLD "\x1b[1m"

/* Of a longer chain only its two ends are shown. */
#define STEPS_MAX 40
#define STEPS_END 10

static const char *color_of(const struct finding *finding)
{
	switch (finding->level) {
	case LEVEL_ERROR:
		return "1;31";
	case LEVEL_WARNING:
		return "1;33";
	case LEVEL_NONE:
	case LEVEL_NOTE:
	case LEVEL_INFO:
		break;
	}
	return "1;36";
}

/* "error[layering]: net calls app, which is a layer above" */
static void write_header(
		const struct finding *finding, const struct report_style *style, struct buf *out)
{
	if (style->has_color) {
		buf_fmt(out, "\x1b[%sm", color_of(finding));
	}
	buf_add_cstr(out, verdict_level(finding));
	buf_add_char(out, '[');
	escape_text(out, finding->rule);
	buf_add_char(out, ']');
	buf_add_cstr(out, style->has_color ? PLAIN BOLD ": " : ": ");
	escape_text(out, finding->message);
	buf_add_cstr(out, style->has_color ? PLAIN "\n" : "\n");
}

static void write_place(const struct place *place, struct buf *out)
{
	buf_add_cstr(out, "  ");
	escape_text(out, place->path);
	if (place->line) {
		buf_fmt(out, ":%u", place->line);
		if (place->column) {
			buf_fmt(out, ":%u", place->column);
		}
	}
}

/* "  why    ", then the text; nothing for an empty one. */
static void write_line(struct buf *out, const char *key, struct str text)
{
	if (text.len) {
		buf_fmt(out, "  %-6s ", key);
		escape_prose(out, text);
		buf_add_char(out, '\n');
	}
}

static size_t widest_place(const struct finding *finding)
{
	struct buf place;
	size_t widest = 0;
	buf_init(&place);
	for (size_t i = 0; i < finding->evidence_len; i++) {
		buf_clear(&place);
		write_place(&finding->evidence[i].place, &place);
		widest = place.len > widest ? place.len : widest;
	}
	buf_finish(&place);
	return widest;
}

/* The steps of a chain, their texts below each other. */
static void write_chain(const struct finding *finding, struct buf *out)
{
	size_t len = finding->evidence_len;
	size_t widest = widest_place(finding);
	for (size_t i = 0; i < len; i++) {
		if (len > STEPS_MAX && i == STEPS_MAX - STEPS_END) {
			buf_fmt(out, "  \xe2\x80\xa6 %zu more steps\n", len - STEPS_MAX);
			i = len - STEPS_END;
		}
		size_t begin = out->len;
		write_place(&finding->evidence[i].place, out);
		buf_add_repeat(out, ' ', widest - (out->len - begin) + 2);
		escape_text(out, finding->evidence[i].text);
		buf_add_char(out, '\n');
	}
}

static void write_excerpt(
		const struct finding *finding, const struct report_style *style, struct buf *out)
{
	const struct excerpt excerpt = {
		.place = finding->place,
		.line_before = finding->line_before,
		.line = finding->line_text,
		.label = finding->label,
		.color = style->has_color ? color_of(finding) : NULL,
	};
	write_place(&finding->place, out);
	buf_add_char(out, '\n');
	excerpt_write(out, &excerpt);
}

/* "transport knows no application (ADR-0003)" */
static void write_reason(const struct finding *finding, struct buf *out)
{
	if (finding->reason.len == 0 && finding->adr.len == 0) {
		return;
	}
	buf_add_cstr(out, "  why    ");
	escape_prose(out, finding->reason);
	if (finding->adr.len) {
		buf_add_cstr(out, finding->reason.len ? " (" : "decided in ");
		escape_prose(out, finding->adr);
		buf_add_cstr(out, finding->reason.len ? ")" : "");
	}
	buf_add_char(out, '\n');
}

static void write_finding(
		const struct finding *finding, const struct report_style *style, struct buf *out)
{
	write_header(finding, style, out);
	/* A chain that begins at the finding's place says all that its excerpt would. */
	if (!finding->evidence_len
			|| place_cmp(&finding->place, &finding->evidence[0].place) != 0) {
		write_excerpt(finding, style, out);
	}
	write_chain(finding, out);
	write_reason(finding, out);
	write_line(out, "mend", finding->remedy);
	write_line(out, "next", finding->action);
	write_line(out, "see", finding->docs);
	write_line(out, "also", finding->also);
	bool is_new = finding->state == FINDING_NEW && !verdict_is_note(finding);
	write_line(out, is_new ? "new" : "note", finding->note);
	if (style->shows_all) {
		char hex[HASH_HEX_SIZE];
		hash_hex(finding->fingerprint, hex);
		write_line(out, "id", str_of(hex));
	}
	buf_add_char(out, '\n');
}

static bool is_shown(const struct report_facts *facts, const struct finding *finding,
		const struct report_style *style)
{
	if (style->is_quiet) {
		return verdict_fails(facts->gate, finding);
	}
	return finding->state == FINDING_NEW || style->shows_all;
}

void report_text(
		const struct report_facts *facts, const struct report_style *style, struct buf *out)
{
	struct tally tally = tally_of(facts);
	vec_each (const struct finding, finding, &facts->findings->list) {
		if (is_shown(facts, finding, style)) {
			write_finding(finding, style, out);
		}
	}
	/* What failed to be read is said even to who wants to hear nothing. */
	if (!style->omits_scope && (!style->is_quiet || tally.units_failed)) {
		tally_write_scope(&tally, facts, out);
		tally_write_governed(facts, out);
		tally_write_asked(facts, out);
	} else if (!style->is_quiet && facts->registers) {
		tally_write_registers(facts->registers, out);
	}
	if (!style->is_quiet) {
		tally_write_since(facts, style->shows_all, out);
		tally_write_findings(&tally, facts, out);
	}
	if (style->has_color) {
		buf_add_cstr(out,
				facts->verdict.word == VERDICT_FAIL ? "\x1b[1;31m" : "\x1b[1;32m");
	}
	tally_write_verdict(facts, out);
	buf_add_cstr(out, style->has_color ? PLAIN "\n" : "\n");
}
