/* SPDX-License-Identifier: MIT */
/*
 * What SARIF says of each rule.  GitHub refuses empty texts and cuts long
 * ones, closes the alerts of a rule only if it is listed, and shows
 * help.markdown beside an alert.  No security-severity: an architecture
 * finding is no security alert.
 */
#include "base/utf8.h"
#include "formats/json_writer.h"
#include "reports/catalog.h"
#include "reports/escape.h"
#include "reports/report.h"
#include "reports/sarif.h"

#define NAME_MAX_BYTES 255
#define TEXT_MAX_BYTES 1000

/* Cuts between characters. */
static struct str cut(struct str text, size_t max)
{
	size_t at = 0;
	size_t end = 0;
	if (max == 0 || text.len <= max) {
		return text;
	}
	while (at <= max) {
		end = at;
		utf8_next(text, &at);
	}
	return str_slice(text, 0, end);
}

void sarif_member(struct json_writer *json, const char *key, struct str text, size_t max)
{
	struct buf prose;
	struct buf plain;
	buf_init(&prose);
	buf_init(&plain);
	escape_prose(&prose, text);
	struct str rest = cut(buf_str(&prose), max);
	while (rest.len) {
		/* "[text](target)" would be a link in the text of a message. */
		size_t end = str_find(rest, ']') + 1;
		buf_add(&plain, str_slice(rest, 0, end));
		rest = str_from(rest, end);
		buf_add_cstr(&plain, rest.len && rest.p[0] == '(' ? " " : "");
	}
	json_member_str(json, key, buf_str(&plain));
	buf_finish(&plain);
	buf_finish(&prose);
}

static bool is_url(struct str text)
{
	if (!str_starts(text, STR("https://")) && !str_starts(text, STR("http://"))) {
		return false;
	}
	for (size_t i = 0; i < text.len; i++) {
		if (text.p[i] <= ' ' || text.p[i] >= 0x7f || strchr("\"<>\\^`{|}", text.p[i])) {
			return false;
		}
	}
	return true;
}

static void add_line(struct buf *out, const char *key, struct str text, bool is_markdown)
{
	if (text.len == 0) {
		return;
	}
	buf_fmt(out, is_markdown ? "\n\n**%s** " : "\n%s: ", key);
	if (is_markdown) {
		escape_markdown(out, text);
	} else {
		escape_prose(out, text);
	}
}

static void write_help(struct json_writer *json, const struct catalog_rule *entry, bool is_markdown)
{
	struct buf help;
	buf_init(&help);
	buf_add(&help, entry->summary);
	if (entry->rule) {
		add_line(&help, "Why", entry->rule->reason, is_markdown);
		add_line(&help, "Decision", entry->rule->adr, is_markdown);
		add_line(&help, "Next", entry->rule->action, is_markdown);
		add_line(&help, "See", entry->rule->docs, is_markdown);
	}
	json_member_str(json, is_markdown ? "markdown" : "text", buf_str(&help));
	buf_finish(&help);
}

static void write_text(struct json_writer *json, const char *key, struct str text)
{
	json_key(json, key);
	json_object(json);
	sarif_member(json, "text", text, TEXT_MAX_BYTES);
	json_end(json);
}

static const char *level_of(enum severity severity)
{
	return severity == SEVERITY_ERROR     ? "error"
	       : severity == SEVERITY_WARNING ? "warning"
					      : "note";
}

static void write_properties(
		struct json_writer *json, const struct catalog_rule *entry, bool has_symbols)
{
	const char *severity = level_of(entry->severity);
	json_key(json, "properties");
	json_object(json);
	json_key(json, "tags");
	json_array(json);
	json_cstr(json, "architecture");
	if (entry->rule && entry->rule->kind) {
		json_cstr(json, entry->rule->kind->name);
	}
	json_end(json);
	/* Text alone cannot tell which branch is compiled. */
	json_member_str(json, "precision", has_symbols ? STR("very-high") : STR("high"));
	json_member_str(json, "problem.severity",
			strcmp(severity, "note") == 0 ? STR("recommendation") : str_of(severity));
	if (entry->rule && entry->rule->not_judged.len) {
		sarif_member(json, "lintel.notJudged", entry->rule->not_judged, TEXT_MAX_BYTES);
	}
	if (entry->rule && entry->rule->partly_judged.len) {
		sarif_member(json, "lintel.partlyJudged", entry->rule->partly_judged,
				TEXT_MAX_BYTES);
	}
	json_end(json);
}

static void write_rule(struct json_writer *json, const struct catalog_rule *entry, bool has_symbols)
{
	bool has_reason = entry->rule && str_trim(entry->rule->reason).len;
	json_object(json);
	sarif_member(json, "id", entry->id, NAME_MAX_BYTES);
	sarif_member(json, "name", entry->id, NAME_MAX_BYTES);
	write_text(json, "shortDescription", entry->summary);
	write_text(json, "fullDescription", has_reason ? entry->rule->reason : entry->summary);
	json_key(json, "help");
	json_object(json);
	write_help(json, entry, false);
	write_help(json, entry, true);
	json_end(json);
	if (entry->rule && is_url(entry->rule->docs)) {
		json_member_str(json, "helpUri", entry->rule->docs);
	}
	json_key(json, "defaultConfiguration");
	json_object(json);
	json_member_bool(json, "enabled", entry->severity != SEVERITY_NONE);
	json_member_str(json, "level", str_of(level_of(entry->severity)));
	json_end(json);
	write_properties(json, entry, has_symbols);
	json_end(json);
}

void sarif_write_driver(struct json_writer *json, const struct catalog *catalog,
		const struct report_facts *facts)
{
	json_key(json, "driver");
	json_object(json);
	json_member_str(json, "name", STR("lintel"));
	sarif_member(json, "version", facts->version, NAME_MAX_BYTES);
	json_key(json, "rules");
	json_array(json);
	vec_each (const struct catalog_rule, entry, &catalog->rules) {
		write_rule(json, entry, facts->code->has_symbols);
	}
	json_end(json);
	json_end(json);
}
