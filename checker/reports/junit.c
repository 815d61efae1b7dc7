/* SPDX-License-Identifier: MIT */
/*
 * JUnit XML that the strictest readers take: there is no specification, only
 * two schemas that differ, and this is what both allow.  Each finding that
 * decides is a failed test case, each rule without one a passed one; what is
 * excepted, only a warning, or could not be judged is skipped with its reason.
 */
#include "base/arena.h"
#include "base/date.h"
#include "base/map.h"
#include "formats/xml_writer.h"
#include "reports/catalog.h"
#include "reports/escape.h"
#include "reports/report.h"
#include "reports/tally.h"

struct junit {
	struct xml_writer xml;
	struct arena *arena;
	const struct report_facts *facts;
	const struct report_style *style;
	struct catalog catalog;
	/* Test cases need names of their own that stay the same from run to run. */
	struct map *names;
};

enum case_outcome {
	OUTCOME_NONE,
	OUTCOME_PASSED,
	OUTCOME_SKIPPED,
	OUTCOME_FAILED,
	OUTCOME_ERROR,
};

static enum case_outcome outcome_of(const struct junit *junit, const struct finding *finding)
{
	bool was_there = finding->state == FINDING_BASELINED || finding->state == FINDING_LEFT;
	if (was_there && !junit->style->shows_all) {
		return OUTCOME_NONE;
	}
	if (!verdict_fails(junit->facts->gate, finding)) {
		return OUTCOME_SKIPPED;
	}
	/* Here the check itself failed, not what it checks. */
	return str_eq(finding->rule, STR("lintel/unit")) ? OUTCOME_ERROR : OUTCOME_FAILED;
}

/* A rule passes if none of its findings is a test case of its own. */
static enum case_outcome outcome_of_rule(const struct catalog_rule *entry)
{
	if (entry->severity == SEVERITY_NONE) {
		return OUTCOME_NONE;
	}
	return entry->rule && entry->rule->not_judged.len ? OUTCOME_SKIPPED : OUTCOME_PASSED;
}

static struct str shown(struct junit *junit, struct str text)
{
	struct buf buf;
	buf_init(&buf);
	escape_prose(&buf, text);
	struct str copy = str_dup(junit->arena, buf_str(&buf));
	buf_finish(&buf);
	return copy;
}

static void attribute(struct junit *junit, const char *name, struct str value)
{
	xml_attribute(&junit->xml, name, shown(junit, value));
}

static void case_begin(struct junit *junit, struct str rule, struct str name)
{
	xml_element(&junit->xml, "testcase");
	attribute(junit, "classname", str_fmt(junit->arena, "lintel." STR_FMT, STR_ARG(rule)));
	attribute(junit, "name", name);
	xml_attribute(&junit->xml, "time", STR("0.000"));
}

/* "call src/net/conn.c -> app_notify", and from the second place on its number. */
static struct str name_of(struct junit *junit, const struct finding *finding)
{
	struct str name = str_fmt(junit->arena, STR_FMT " " STR_FMT " -> " STR_FMT,
			STR_ARG(finding->kind), STR_ARG(finding->source), STR_ARG(finding->target));
	struct str key = str_fmt(
			junit->arena, STR_FMT "\n" STR_FMT, STR_ARG(finding->rule), STR_ARG(name));
	size_t ordinal = ++map_put(junit->names, key, NULL)->num;
	return ordinal == 1 ? name
			    : str_fmt(junit->arena, STR_FMT " (%zu)", STR_ARG(name), ordinal);
}

static void add_line(struct buf *text, const char *key, struct str value)
{
	if (value.len) {
		buf_add_cstr(text, key);
		escape_prose(text, value);
		buf_add_char(text, '\n');
	}
}

static void write_body(struct junit *junit, const struct finding *finding)
{
	struct buf text;
	buf_init(&text);
	escape_text(&text, finding->place.path);
	buf_fmt(&text, ":%u:%u: ", finding->place.line, finding->place.column);
	add_line(&text, "", finding->message);
	for (size_t i = 0; i < finding->evidence_len; i++) {
		const struct place *place = &finding->evidence[i].place;
		buf_add_cstr(&text, "  ");
		escape_text(&text, place->path);
		buf_fmt(&text, ":%u: ", place->line);
		add_line(&text, "", finding->evidence[i].text);
	}
	add_line(&text, "why: ", finding->reason);
	add_line(&text, "decision: ", finding->adr);
	add_line(&text, "mend: ", finding->remedy);
	add_line(&text, "note: ", finding->note);
	xml_text(&junit->xml, buf_str(&text));
	buf_finish(&text);
}

static void write_finding(struct junit *junit, const struct finding *finding)
{
	enum case_outcome outcome = outcome_of(junit, finding);
	if (outcome == OUTCOME_NONE) {
		return;
	}
	case_begin(junit, finding->rule, name_of(junit, finding));
	if (junit->style->is_rich) {
		attribute(junit, "file", finding->place.path);
		xml_attribute_num(&junit->xml, "line", finding->place.line);
	}
	if (outcome == OUTCOME_SKIPPED) {
		xml_element(&junit->xml, "skipped");
		attribute(junit, "message",
				str_fmt(junit->arena, "%s: " STR_FMT "%s" STR_FMT,
						verdict_level(finding), STR_ARG(finding->message),
						finding->note.len ? "; " : "",
						STR_ARG(finding->note)));
	} else {
		xml_element(&junit->xml, outcome == OUTCOME_ERROR ? "error" : "failure");
		xml_attribute(&junit->xml, "type", STR("lintel.violation"));
		attribute(junit, "message", finding->message);
		write_body(junit, finding);
	}
	xml_end(&junit->xml);
	xml_end(&junit->xml);
}

static void write_rule(struct junit *junit, const struct catalog_rule *entry)
{
	enum case_outcome outcome = outcome_of_rule(entry);
	if (outcome == OUTCOME_NONE || (outcome == OUTCOME_PASSED && entry->new)) {
		return;
	}
	case_begin(junit, entry->id, STR("nothing new"));
	if (outcome == OUTCOME_SKIPPED) {
		xml_element(&junit->xml, "skipped");
		attribute(junit, "message", entry->rule->not_judged);
		xml_end(&junit->xml);
	}
	xml_end(&junit->xml);
}

struct counts {
	size_t tests;
	size_t by_outcome[OUTCOME_ERROR + 1];
};

static void count(struct counts *counts, enum case_outcome outcome)
{
	counts->tests += outcome != OUTCOME_NONE;
	counts->by_outcome[outcome]++;
}

static struct counts counts_of(const struct junit *junit)
{
	struct counts counts = { 0 };
	vec_each (const struct catalog_rule, entry, &junit->catalog.rules) {
		enum case_outcome outcome = outcome_of_rule(entry);
		if (outcome != OUTCOME_PASSED || !entry->new) {
			count(&counts, outcome);
		}
	}
	vec_each (const struct finding, finding, &junit->facts->findings->list) {
		count(&counts, outcome_of(junit, finding));
	}
	return counts;
}

static void suite_begin(struct junit *junit)
{
	struct counts counts = counts_of(junit);
	char as_of[DATE_MOMENT_SIZE];
	date_write_moment(junit->facts->as_of, as_of);
	/* No zone may be written, though it is UTC. */
	struct str timestamp = str_slice(str_of(as_of), 0, strlen("YYYY-MM-DDTHH:MM:SS"));
	xml_element(&junit->xml, "testsuite");
	xml_attribute(&junit->xml, "package", STR("lintel"));
	xml_attribute(&junit->xml, "id", STR("0"));
	attribute(junit, "name", junit->facts->gate->name);
	xml_attribute(&junit->xml, "timestamp", timestamp);
	xml_attribute(&junit->xml, "hostname", STR("localhost"));
	xml_attribute_num(&junit->xml, "tests", (int64_t)counts.tests);
	xml_attribute_num(&junit->xml, "failures", (int64_t)counts.by_outcome[OUTCOME_FAILED]);
	xml_attribute_num(&junit->xml, "errors", (int64_t)counts.by_outcome[OUTCOME_ERROR]);
	xml_attribute_num(&junit->xml, "skipped", (int64_t)counts.by_outcome[OUTCOME_SKIPPED]);
	xml_attribute(&junit->xml, "time", STR("0.000"));
}

static void write_properties(struct junit *junit)
{
	struct tally tally = tally_of(junit->facts);
	struct buf left_out;
	buf_init(&left_out);
	tally_write_left_out(&tally, junit->facts, &left_out);

	const struct {
		const char *name;
		struct str value;
	} properties[] = {
		{ "lintel.version", junit->facts->version },
		{ "lintel.verdict", str_of(verdict_words[junit->facts->verdict.word]) },
		{ "lintel.left-out", buf_str(&left_out) },
	};

	xml_element(&junit->xml, "properties");
	for (size_t i = 0; i < COUNT_OF(properties); i++) {
		xml_element(&junit->xml, "property");
		attribute(junit, "name", str_of(properties[i].name));
		attribute(junit, "value", properties[i].value);
		xml_end(&junit->xml);
	}
	xml_end(&junit->xml);
	buf_finish(&left_out);
}

void report_junit(
		const struct report_facts *facts, const struct report_style *style, struct buf *out)
{
	struct arena *arena = arena_create();
	struct junit junit = {
		.arena = arena,
		.facts = facts,
		.style = style,
		.names = map_create(arena),
	};
	catalog_init(&junit.catalog, arena, facts);
	xml_begin(&junit.xml, out);
	xml_element(&junit.xml, "testsuites");
	suite_begin(&junit);
	write_properties(&junit);
	vec_each (const struct catalog_rule, entry, &junit.catalog.rules) {
		write_rule(&junit, entry);
	}
	vec_each (const struct finding, finding, &facts->findings->list) {
		write_finding(&junit, finding);
	}
	xml_element(&junit.xml, "system-out");
	xml_end(&junit.xml);
	xml_element(&junit.xml, "system-err");
	xml_end(&junit.xml);
	xml_end(&junit.xml);
	xml_end(&junit.xml);
	xml_finish(&junit.xml);
	arena_destroy(arena);
}
