/* SPDX-License-Identifier: MIT */
/*
 * SARIF 2.1.0 as GitHub code scanning takes it.  One result without a place
 * makes GitHub refuse the whole file, so each has exactly one; suppressed
 * results would come up as open alerts there, so they are left out unless the
 * style asks for them.
 */
#include "reports/sarif.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"
#include "formats/json_writer.h"
#include "reports/catalog.h"
#include "reports/escape.h"
#include "reports/report.h"
#include "reports/tally.h"

#define SCHEMA \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
/* What stands before the last slash is the category: without one there would be none. */
#define CATEGORY "lintel/architecture/"

#define RESULTS_MAX 25000
#define RELATED_MAX 100

struct sarif {
	struct json_writer json;
	struct arena *arena;
	const struct report_facts *facts;
	const struct report_style *style;
	struct catalog catalog;
	/* How many results of a fingerprint were written. */
	struct map *ordinals;
	/* Of each severity, how many results may still be written. */
	size_t room[SEVERITY_ERROR + 1];
	size_t left_out;
};

static const char *level_of(const struct finding *finding)
{
	if (finding->level <= LEVEL_INFO) {
		return "note";
	}
	return finding->level == LEVEL_ERROR ? "error" : "warning";
}

static bool is_wanted(const struct sarif *sarif, const struct finding *finding)
{
	return finding->state == FINDING_NEW || finding->state == FINDING_LEFT
	       || sarif->style->marks_suppressed;
}

/* Shares the room among the severities, the worst first. */
static void room_share(struct sarif *sarif)
{
	size_t counts[SEVERITY_ERROR + 1] = { 0 };
	size_t left = RESULTS_MAX;
	vec_each (const struct finding, finding, &sarif->facts->findings->list) {
		counts[finding->severity] += is_wanted(sarif, finding);
	}
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NONE; severity--) {
		size_t share = counts[severity] < left ? counts[severity] : left;
		sarif->room[severity] = share;
		sarif->left_out += counts[severity] - share;
		left -= share;
	}
}

/* How many characters the bytes before `end` are; a line that is not at hand counts as bytes. */
static size_t characters(struct str line, size_t end)
{
	size_t count = 0;
	size_t at = 0;
	while (at < line.len && at < end) {
		utf8_next(line, &at);
		count++;
	}
	return at < end ? count + (end - at) : count;
}

static void write_region(struct json_writer *json, const struct place *place, struct str line)
{
	json_key(json, "region");
	json_object(json);
	json_member_num(json, "startLine", place->line ? place->line : 1);
	if (place->line && place->column) {
		size_t first = place->column - 1;
		size_t width = place->width ? place->width : 1;
		json_member_num(json, "startColumn", (int64_t)characters(line, first) + 1);
		json_member_num(json, "endLine", place->line);
		json_member_num(json, "endColumn", (int64_t)characters(line, first + width) + 1);
	}
	json_end(json);
}

static void write_physical(struct sarif *sarif, const struct place *place, struct str line)
{
	struct json_writer *json = &sarif->json;
	struct str path = place->path.len ? place->path : sarif->facts->config->path;
	struct buf uri;
	buf_init(&uri);
	escape_uri(&uri, path.len ? path : STR("lintel.yaml"));
	json_key(json, "physicalLocation");
	json_object(json);
	json_key(json, "artifactLocation");
	json_object(json);
	json_member_str(json, "uri", buf_str(&uri));
	json_end(json);
	write_region(json, place, line);
	json_end(json);
	buf_finish(&uri);
}

static void write_locations(struct sarif *sarif, const struct finding *finding)
{
	struct json_writer *json = &sarif->json;
	const struct code *code = sarif->facts->code;
	uint32_t file = code_file_find(code, finding->place.path);
	uint32_t module = file == NONE ? NONE : code->files[file].module;
	json_key(json, "locations");
	json_array(json);
	json_object(json);
	write_physical(sarif, &finding->place, finding->line_text);
	if (module != NONE) {
		json_key(json, "logicalLocations");
		json_array(json);
		json_object(json);
		sarif_member(json, "name", code->modules[module].name, 0);
		json_member_str(json, "kind", STR("module"));
		json_end(json);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

static void write_message(struct json_writer *json, struct str message)
{
	json_key(json, "message");
	json_object(json);
	sarif_member(json, "text", message.len ? message : STR("(no message)"), 0);
	json_end(json);
}

static void write_related(struct sarif *sarif, const struct finding *finding)
{
	struct json_writer *json = &sarif->json;
	if (finding->evidence_len == 0) {
		return;
	}
	json_key(json, "relatedLocations");
	json_array(json);
	for (size_t i = 0; i < finding->evidence_len && i < RELATED_MAX; i++) {
		json_object(json);
		json_member_num(json, "id", (int64_t)i + 1);
		write_physical(sarif, &finding->evidence[i].place, STR(""));
		write_message(json, finding->evidence[i].text);
		json_end(json);
	}
	json_end(json);
}

static void write_fingerprints(struct sarif *sarif, const struct finding *finding)
{
	char hex[HASH_HEX_SIZE];
	char line_hash[HASH_HEX_SIZE + 24];
	hash_hex(finding->fingerprint, hex);
	size_t ordinal = ++map_put(sarif->ordinals, str_of(hex), NULL)->num;
	snprintf(line_hash, sizeof(line_hash), "%.16s:%zu", hex, ordinal);
	json_key(&sarif->json, "partialFingerprints");
	json_object(&sarif->json);
	json_member_str(&sarif->json, "primaryLocationLineHash", str_of(line_hash));
	json_member_str(&sarif->json, "lintel/v1", str_of(hex));
	json_end(&sarif->json);
}

/* Against the baseline, and against what the change began with. */
static void write_compared(struct json_writer *json, const struct finding *finding)
{
	bool was_there = finding->state == FINDING_BASELINED || finding->state == FINDING_LEFT;
	json_member_str(json, "baselineState", was_there ? STR("unchanged") : STR("new"));
}

static void write_suppressions(struct json_writer *json, const struct finding *finding)
{
	json_key(json, "suppressions");
	json_array(json);
	if (finding->state != FINDING_NEW && finding->state != FINDING_LEFT) {
		json_object(json);
		json_member_str(json, "kind", STR("external"));
		json_member_str(json, "status", STR("accepted"));
		sarif_member(json, "justification", finding->note, 0);
		json_end(json);
	}
	json_end(json);
}

/* The message, the reason and the remedy: GitHub shows nothing else of a result. */
static void write_result_message(struct sarif *sarif, const struct finding *finding)
{
	const struct {
		const char *before;
		struct str text;
	} parts[] = {
		{ "", finding->message },
		{ " \xe2\x80\x94 why: ", finding->reason },
		{ " \xe2\x80\x94 decision: ", finding->adr },
		{ " \xe2\x80\x94 mend: ", finding->remedy },
	};
	struct buf text;
	buf_init(&text);
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (parts[i].text.len) {
			buf_add_cstr(&text, parts[i].before);
			buf_add(&text, parts[i].text);
		}
	}
	write_message(&sarif->json, buf_str(&text));
	buf_finish(&text);
}

static void write_result(struct sarif *sarif, const struct finding *finding)
{
	struct json_writer *json = &sarif->json;
	json_object(json);
	sarif_member(json, "ruleId", finding->rule, 255);
	json_member_num(json, "ruleIndex", (int64_t)catalog_find(&sarif->catalog, finding->rule));
	json_member_str(json, "level", str_of(level_of(finding)));
	write_result_message(sarif, finding);
	write_locations(sarif, finding);
	write_related(sarif, finding);
	write_fingerprints(sarif, finding);
	if (sarif->style->marks_suppressed || sarif->facts->since) {
		write_compared(json, finding);
	}
	if (sarif->style->marks_suppressed) {
		write_suppressions(json, finding);
	}
	json_end(json);
}

static void write_results(struct sarif *sarif)
{
	json_key(&sarif->json, "results");
	json_array(&sarif->json);
	vec_each (const struct finding, finding, &sarif->facts->findings->list) {
		if (is_wanted(sarif, finding) && sarif->room[finding->severity]) {
			sarif->room[finding->severity]--;
			write_result(sarif, finding);
		}
	}
	json_end(&sarif->json);
}

static void write_notification(struct sarif *sarif, struct str text)
{
	json_object(&sarif->json);
	json_member_str(&sarif->json, "level", STR("warning"));
	write_message(&sarif->json, text);
	json_end(&sarif->json);
}

/* Failed units and what was left out are not results, but must not go unsaid. */
static void write_invocation(struct sarif *sarif)
{
	struct json_writer *json = &sarif->json;
	struct tally tally = tally_of(sarif->facts);
	struct buf left_out;
	buf_init(&left_out);
	tally_write_left_out(&tally, sarif->facts, &left_out);
	json_key(json, "invocations");
	json_array(json);
	json_object(json);
	json_member_bool(json, "executionSuccessful", true);
	json_key(json, "toolExecutionNotifications");
	json_array(json);
	if (tally.units_failed) {
		write_notification(sarif, str_fmt(sarif->arena, "%zu of %zu units did not parse",
							  tally.units_failed, tally.units));
	}
	if (left_out.len) {
		write_notification(sarif, buf_str(&left_out));
	}
	if (sarif->left_out) {
		write_notification(sarif,
				str_fmt(sarif->arena,
						"%zu results over the limit of %d were left out, "
						"the least severe first",
						sarif->left_out, RESULTS_MAX));
	}
	json_end(json);
	json_end(json);
	json_end(json);
	buf_finish(&left_out);
}

static void write_properties(struct sarif *sarif)
{
	const struct verdict *verdict = &sarif->facts->verdict;
	struct json_writer *json = &sarif->json;
	json_key(json, "properties");
	json_object(json);
	json_member_str(json, "lintel.gate", sarif->facts->gate->name);
	json_member_str(json, "lintel.verdict", str_of(verdict_words[verdict->word]));
	json_member_num(json, "lintel.newErrors", (int64_t)verdict->new_errors);
	json_member_num(json, "lintel.newWarnings", (int64_t)verdict->new_warnings);
	json_member_num(json, "lintel.baselined", (int64_t)verdict->baselined);
	json_member_num(json, "lintel.excepted", (int64_t)verdict->excepted);
	json_member_num(json, "lintel.notes", (int64_t)verdict->notes);
	json_member_num(json, "lintel.resultsLeftOut", (int64_t)sarif->left_out);
	json_end(json);
}

static void write_run(struct sarif *sarif)
{
	struct json_writer *json = &sarif->json;
	json_object(json);
	json_key(json, "tool");
	json_object(json);
	sarif_write_driver(json, &sarif->catalog, sarif->facts);
	json_end(json);
	json_key(json, "automationDetails");
	json_object(json);
	json_member_str(json, "id", STR(CATEGORY));
	json_end(json);
	json_member_str(json, "columnKind", STR("unicodeCodePoints"));
	write_invocation(sarif);
	write_results(sarif);
	write_properties(sarif);
	json_end(json);
}

void report_sarif(
		const struct report_facts *facts, const struct report_style *style, struct buf *out)
{
	struct arena *arena = arena_create();
	struct sarif sarif = {
		.arena = arena,
		.facts = facts,
		.style = style,
		.ordinals = map_create(arena),
	};
	catalog_init(&sarif.catalog, arena, facts);
	room_share(&sarif);
	json_begin(&sarif.json, out, JSON_PRETTY);
	json_object(&sarif.json);
	json_member_str(&sarif.json, "$schema", STR(SCHEMA));
	json_member_str(&sarif.json, "version", STR("2.1.0"));
	json_key(&sarif.json, "runs");
	json_array(&sarif.json);
	write_run(&sarif);
	json_end(&sarif.json);
	json_end(&sarif.json);
	json_finish(&sarif.json);
	arena_destroy(arena);
}
