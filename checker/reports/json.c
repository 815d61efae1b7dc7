/* SPDX-License-Identifier: MIT */
/*
 * Everything that a run found, for programs.  rules/schema/report.schema.json
 * says what each key means; keys are only ever added, and every key is always
 * there.
 */
#include "base/arena.h"
#include "base/date.h"
#include "formats/json_writer.h"
#include "reports/catalog.h"
#include "reports/json_governed.h"
#include "reports/report.h"
#include "reports/tally.h"

#define VERSION 1

static const char *const class_words[] = {
	[CLASS_CHANGE] = "change",
	[CLASS_CLOCK] = "clock",
	[CLASS_DATA] = "data",
};

static const char *const state_words[] = {
	[FINDING_NEW] = "new",
	[FINDING_BASELINED] = "baselined",
	[FINDING_EXCEPTED] = "excepted",
	[FINDING_LEFT] = "left",
};

static const char *const unit_words[] = {
	[UNIT_PARSED] = "parsed",
	[UNIT_FAILED] = "failed",
	[UNIT_CRASHED] = "crashed",
	[UNIT_TIMED_OUT] = "timed-out",
	[UNIT_SKIPPED] = "skipped",
};

static void write_place(struct json_writer *json, const char *key, const struct place *place)
{
	json_key(json, key);
	json_object(json);
	json_member_str(json, "path", place->path);
	json_member_num(json, "line", place->line);
	json_member_num(json, "column", place->column);
	json_member_num(json, "width", place->width);
	json_end(json);
}

static void write_fingerprint(struct json_writer *json, struct hash fingerprint)
{
	char hex[HASH_HEX_SIZE];
	hash_hex(fingerprint, hex);
	json_member_str(json, "fingerprint", str_of(hex));
}

/* What the gate asked for besides findings. */
static void write_results(struct json_writer *json, const struct gate_results *results)
{
	json_key(json, "asked");
	json_array(json);
	for (size_t i = 0; results && i < results->list.len; i++) {
		const struct gate_result *result = &results->list.p[i];
		json_object(json);
		json_member_str(json, "id", result->id);
		json_member_str(json, "word", str_of(verdict_words[result->word]));
		json_member_str(json, "summary", result->summary);
		write_place(json, "place", &result->place);
		json_end(json);
	}
	json_end(json);
}

static void write_verdict(struct json_writer *json, const struct report_facts *facts)
{
	const struct verdict *verdict = &facts->verdict;
	json_key(json, "verdict");
	json_object(json);
	json_member_str(json, "word", str_of(verdict_words[verdict->word]));
	json_key(json, "deciding");
	if (verdict->deciding) {
		json_object(json);
		json_member_str(json, "rule", verdict->deciding->rule);
		json_member_str(json, "message", verdict->deciding->message);
		write_place(json, "place", &verdict->deciding->place);
		write_fingerprint(json, verdict->deciding->fingerprint);
		json_end(json);
	} else {
		json_null(json);
	}
	json_member_num(json, "new_errors", (int64_t)verdict->new_errors);
	json_member_num(json, "new_warnings", (int64_t)verdict->new_warnings);
	json_member_num(json, "infos", (int64_t)verdict->infos);
	json_member_num(json, "notes", (int64_t)verdict->notes);
	json_member_num(json, "unknown", (int64_t)verdict->unknown);
	json_member_num(json, "baselined", (int64_t)verdict->baselined);
	json_member_num(json, "excepted", (int64_t)verdict->excepted);
	json_member_num(json, "left", (int64_t)verdict->left);
	json_member_num(json, "baseline_entries", (int64_t)facts->baseline_size);
	write_results(json, facts->gate_results);
	json_end(json);
}

static void write_code(struct json_writer *json, const struct code *code, const struct tally *tally)
{
	json_key(json, "code");
	json_object(json);
	json_member_bool(json, "has_symbols", code->has_symbols);
	json_member_num(json, "units", (int64_t)tally->units);
	json_member_num(json, "units_parsed", (int64_t)tally->units_parsed);
	json_member_num(json, "units_failed", (int64_t)tally->units_failed);
	json_member_num(json, "units_skipped", (int64_t)tally->units_skipped);
	json_member_num(json, "files", (int64_t)tally->files);
	json_member_num(json, "files_unread", (int64_t)tally->files_unread);
	json_member_num(json, "files_other_languages", (int64_t)tally->files_other);
	json_member_num(json, "modules", (int64_t)code->module_count);
	json_member_num(json, "includes", (int64_t)code->include_count);
	json_member_num(json, "symbols", (int64_t)code->symbol_count);
	json_member_num(json, "uses", (int64_t)code->use_count);
	json_key(json, "configurations");
	json_array(json);
	for (size_t i = 0; i < code->configuration_count; i++) {
		json_str(json, code->configurations[i]);
	}
	json_end(json);
	json_end(json);
}

static void write_rule(struct json_writer *json, const struct catalog_rule *entry)
{
	static const struct rule none = { 0 };
	const struct rule *rule = entry->rule ? entry->rule : &none;
	json_object(json);
	json_member_str(json, "id", entry->id);
	json_member_str(json, "kind", rule->kind ? str_of(rule->kind->name) : STR(""));
	json_member_str(json, "summary", entry->summary);
	json_member_str(json, "severity", str_of(severity_words[entry->severity]));
	json_member_str(json, "reason", rule->reason);
	json_member_str(json, "adr", rule->adr);
	json_member_str(json, "docs", rule->docs);
	json_member_str(json, "action", rule->action);
	write_place(json, "place", &rule->place);
	json_member_str(json, "not_judged", rule->not_judged);
	json_member_str(json, "partly_judged", rule->partly_judged);
	json_member_str(json, "cadence", str_of(cadence_words[rule->cadence]));
	json_member_bool(json, "left_out", rule->is_left_out);
	json_member_num(json, "new", (int64_t)entry->new);
	json_member_num(json, "baselined", (int64_t)entry->baselined);
	json_member_num(json, "excepted", (int64_t)entry->excepted);
	json_member_num(json, "left", (int64_t)entry->left);
	json_end(json);
}

static void write_rules(struct json_writer *json, const struct report_facts *facts)
{
	struct arena *arena = arena_create();
	struct catalog catalog;
	catalog_init(&catalog, arena, facts);
	json_key(json, "rules");
	json_array(json);
	vec_each (const struct catalog_rule, rule, &catalog.rules) {
		write_rule(json, rule);
	}
	json_end(json);
	arena_destroy(arena);
}

static void write_units(struct json_writer *json, const struct code *code)
{
	json_key(json, "units_not_parsed");
	json_array(json);
	for (size_t i = 0; i < code->unit_count; i++) {
		const struct code_unit *unit = &code->units[i];
		if (unit->status == UNIT_PARSED) {
			continue;
		}
		json_object(json);
		json_member_str(json, "path",
				unit->path.len || unit->file == NONE
						? unit->path
						: code->files[unit->file].path);
		json_member_num(json, "configuration", unit->configuration);
		json_member_str(json, "status", str_of(unit_words[unit->status]));
		json_member_str(json, "problem", unit->problem);
		write_place(json, "place", &unit->problem_place);
		json_end(json);
	}
	json_end(json);
}

static void write_evidence(struct json_writer *json, const struct finding *finding)
{
	json_key(json, "evidence");
	json_array(json);
	for (size_t i = 0; i < finding->evidence_len; i++) {
		json_object(json);
		write_place(json, "place", &finding->evidence[i].place);
		json_member_str(json, "text", finding->evidence[i].text);
		json_end(json);
	}
	json_end(json);
}

static void write_exception(struct json_writer *json, const struct finding *finding)
{
	char day[DATE_DAY_SIZE];
	json_member_str(json, "exception", finding->exception);
	json_key(json, "exception_ends");
	if (finding->exception.len && finding->exception_ends != FINDING_NEVER) {
		date_write_day(finding->exception_ends, day);
		json_cstr(json, day);
	} else {
		json_null(json);
	}
}

static void write_finding(
		struct json_writer *json, const struct finding *finding, const char *state)
{
	json_object(json);
	json_member_str(json, "rule", finding->rule);
	json_member_str(json, "level", str_of(verdict_level(finding)));
	json_member_str(json, "severity", str_of(severity_words[finding->severity]));
	json_member_str(json, "class", str_of(class_words[finding->class]));
	json_member_str(json, "state", str_of(state));
	json_member_bool(json, "unknown", finding->is_unknown);
	json_member_str(json, "message", finding->message);
	write_place(json, "place", &finding->place);
	json_member_str(json, "label", finding->label);
	write_evidence(json, finding);
	json_member_str(json, "reason", finding->reason);
	json_member_str(json, "adr", finding->adr);
	json_member_str(json, "docs", finding->docs);
	json_member_str(json, "action", finding->action);
	json_member_str(json, "remedy", finding->remedy);
	json_member_str(json, "also", finding->also);
	json_member_str(json, "note", finding->note);
	json_member_str(json, "kind", finding->kind);
	json_member_str(json, "source", finding->source);
	json_member_str(json, "target", finding->target);
	write_fingerprint(json, finding->fingerprint);
	write_exception(json, finding);
	json_member_str(json, "line_before", finding->line_before);
	json_member_str(json, "line", finding->line_text);
	json_end(json);
}

static void write_texts(
		struct json_writer *json, const char *key, const struct str *texts, size_t count)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < count; i++) {
		json_str(json, texts[i]);
	}
	json_end(json);
}

/* What the change did that the run was asked about. */
static void write_since(struct json_writer *json, const struct since *since)
{
	json_key(json, "since");
	if (!since) {
		json_null(json);
		return;
	}
	json_object(json);
	json_member_str(json, "revision", since->revision);
	json_member_str(json, "base", since->base);
	write_texts(json, "files", since->paths.p, since->paths.len);
	write_texts(json, "modules", since->modules.p, since->modules.len);
	json_member_num(json, "introduced", (int64_t)since->introduced);
	json_member_num(json, "touched", (int64_t)since->touched);
	json_member_num(json, "fixed", (int64_t)since->fixed.list.len);
	json_member_num(json, "left", (int64_t)since->left);
	json_member_num(json, "unknown", (int64_t)since->unknown);
	json_member_str(json, "unjudged", since->unjudged);
	json_key(json, "fixed_findings");
	json_array(json);
	vec_each (const struct finding, finding, &since->fixed.list) {
		write_finding(json, finding, "fixed");
	}
	json_end(json);
	json_end(json);
}

void report_json(
		const struct report_facts *facts, const struct report_style *style, struct buf *out)
{
	struct tally tally = tally_of(facts);
	struct json_writer json;
	char as_of[DATE_MOMENT_SIZE];
	(void)style;
	date_write_moment(facts->as_of, as_of);

	json_begin(&json, out, JSON_PRETTY);
	json_object(&json);
	json_member_num(&json, "version", VERSION);
	json_member_str(&json, "lintel", facts->version);
	json_member_str(&json, "gate", facts->gate->name);
	json_member_str(&json, "as_of", str_of(as_of));
	write_verdict(&json, facts);
	write_since(&json, facts->since);
	write_code(&json, facts->code, &tally);
	write_rules(&json, facts);
	write_units(&json, facts->code);
	json_governed_write(&json, facts);
	json_key(&json, "findings");
	json_array(&json);
	vec_each (const struct finding, finding, &facts->findings->list) {
		write_finding(&json, finding, state_words[finding->state]);
	}
	json_end(&json);
	json_end(&json);
	json_finish(&json);
}
