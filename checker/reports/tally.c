/* SPDX-License-Identifier: MIT */
#include "reports/tally.h"

#include "base/date.h"
#include "findings/exception.h"
#include "reports/escape.h"
#include "reports/report.h"

#define DOT " \xc2\xb7 "

/* More names than these are counted, not listed. */
#define NAMES_MAX 12

/* What is shown of a commit's name; how much of what was fixed, unless all is asked for. */
#define ID_SHOWN 10
#define FIXED_MAX 5

static void count_code(struct tally *tally, const struct code *code)
{
	for (size_t i = 0; i < code->unit_count; i++) {
		enum unit_status status = code->units[i].status;
		tally->units_parsed += status == UNIT_PARSED;
		tally->units_skipped += status == UNIT_SKIPPED;
		tally->units_failed += status != UNIT_PARSED && status != UNIT_SKIPPED;
	}
	for (size_t i = 0; i < code->file_count; i++) {
		uint32_t flags = code->files[i].flags;
		if (flags & FILE_JUDGED) {
			tally->files++;
			tally->files_unread += (flags & FILE_UNREAD) != 0;
			tally->files_other += (flags & FILE_OTHER_LANGUAGE) != 0;
		}
	}
}

struct tally tally_of(const struct report_facts *facts)
{
	struct tally tally = {
		.units = facts->code->unit_count,
		.modules = facts->code->module_count,
	};
	date_day today = date_day_of(facts->as_of);
	count_code(&tally, facts->code);
	for (size_t i = 0; i < facts->rule_count; i++) {
		const struct rule *rule = &facts->rules[i];
		bool is_on = rule->severity != SEVERITY_NONE;
		tally.rules += is_on;
		tally.rules_not_judged += is_on && rule->not_judged.len && !rule->is_left_out;
		tally.rules_left_out += is_on && rule->is_left_out;
		tally.rules_partly_judged += is_on && rule->partly_judged.len;
	}
	vec_each (const struct finding, finding, &facts->findings->list) {
		if (finding->state != FINDING_EXCEPTED || finding->exception_ends == FINDING_NEVER
				|| finding->exception_ends - today > EXCEPTION_WARN_DAYS) {
			continue;
		}
		int32_t left = finding->exception_ends - today;
		tally.ends_differ |= tally.ending && tally.ends_in != left;
		tally.ends_in = tally.ending && tally.ends_in < left ? tally.ends_in : left;
		tally.ending++;
	}
	return tally;
}

static void write_units(const struct tally *tally, struct buf *out)
{
	buf_fmt(out, "%zu of %zu units", tally->units_parsed, tally->units);
	if (tally->units_failed && tally->units_skipped) {
		buf_fmt(out, " (%zu failed, %zu skipped)", tally->units_failed,
				tally->units_skipped);
	} else if (tally->units_failed) {
		buf_fmt(out, " (%zu failed)", tally->units_failed);
	} else if (tally->units_skipped) {
		buf_fmt(out, " (%zu skipped)", tally->units_skipped);
	}
	buf_add_cstr(out, ", ");
}

static void write_count(struct buf *out, size_t count, const char *noun)
{
	buf_fmt(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

/* What text alone could not tell of a rule; empty if nothing was missing. */
static struct str reason_of(const struct rule *rule, bool is_partly)
{
	if (rule->is_left_out) {
		return STR("");
	}
	return is_partly ? rule->partly_judged : rule->not_judged;
}

/* " (the clone is shallow, …)": that no compile database is there is said by itself. */
static void write_past(const struct rule *rule, bool is_partly, struct buf *out)
{
	if (!is_partly && (rule->needs & NEEDS_HISTORY)) {
		buf_add_cstr(out, " (");
		escape_text(out, rule->not_judged);
		buf_add_char(out, ')');
	}
}

/* "; 2 rules were not judged: a, b" */
static void write_rules(
		size_t count, bool is_partly, const struct report_facts *facts, struct buf *out)
{
	size_t listed = 0;
	if (count == 0) {
		return;
	}
	buf_add_cstr(out, facts->code->has_symbols ? "" : "; ");
	write_count(out, count, "rule");
	buf_add_cstr(out, count == 1 ? " was " : " were ");
	buf_add_cstr(out, is_partly ? "judged by includes alone" : "not judged");
	for (size_t i = 0; i < facts->rule_count && listed < NAMES_MAX; i++) {
		const struct rule *rule = &facts->rules[i];
		if (rule->severity != SEVERITY_NONE && reason_of(rule, is_partly).len) {
			buf_add_cstr(out, listed++ ? ", " : ": ");
			escape_text(out, rule->id);
			write_past(rule, is_partly, out);
		}
	}
	if (listed < count) {
		buf_fmt(out, " and %zu others", count - listed);
	}
}

void tally_write_left_out(
		const struct tally *tally, const struct report_facts *facts, struct buf *out)
{
	if (!facts->code->has_symbols) {
		buf_add_cstr(out, facts->code->configuration_count
						  ? "text only: the compiler was not asked"
						  : "text only: no compile database");
	}
	write_rules(tally->rules_partly_judged, true, facts, out);
	write_rules(tally->rules_not_judged, false, facts, out);
}

/* "2 rules are left to other gates: a (nightly), b (release)" */
static void write_cadences(
		const struct tally *tally, const struct report_facts *facts, struct buf *out)
{
	size_t listed = 0;

	if (tally->rules_left_out == 0) {
		return;
	}
	write_count(out, tally->rules_left_out, "rule");
	buf_add_cstr(out, tally->rules_left_out == 1 ? " is" : " are");
	buf_add_cstr(out, " left to other gates");
	for (size_t i = 0; i < facts->rule_count && listed < NAMES_MAX; i++) {
		const struct rule *rule = &facts->rules[i];
		if (rule->severity != SEVERITY_NONE && rule->is_left_out) {
			buf_add_cstr(out, listed++ ? ", " : ": ");
			escape_text(out, rule->id);
			buf_fmt(out, " (%s)", cadence_words[rule->cadence]);
		}
	}
	if (listed < tally->rules_left_out) {
		buf_fmt(out, " and %zu others", tally->rules_left_out - listed);
	}
	buf_add_char(out, '\n');
}

void tally_write_scope(const struct tally *tally, const struct report_facts *facts, struct buf *out)
{
	if (tally->units || facts->code->has_symbols) {
		write_units(tally, out);
	}
	write_count(out, tally->files, "file");
	if (tally->files_unread) {
		buf_fmt(out, " (%zu could not be read)", tally->files_unread);
	}
	buf_add_cstr(out, ", ");
	write_count(out, tally->modules, "module");
	buf_add_cstr(out, ", ");
	write_count(out, tally->rules, "rule");
	if (tally->files_other) {
		buf_add_cstr(out, "; not read: ");
		write_count(out, tally->files_other, "file");
		buf_add_cstr(out, " of other languages");
	}
	buf_add_char(out, '\n');
	size_t len = out->len;
	tally_write_left_out(tally, facts, out);
	buf_add_cstr(out, out->len > len ? "\n" : "");
	write_cadences(tally, facts, out);
}

/* "gate release: 3 of 4 that it asks for besides findings hold; not: modular-enough (fail)" */
void tally_write_asked(const struct report_facts *facts, struct buf *out)
{
	const struct gate_results *results = facts->gate_results;
	size_t held = 0;
	size_t listed = 0;

	if (!results || results->list.len == 0) {
		return;
	}
	vec_each (const struct gate_result, result, &results->list) {
		held += result->word == VERDICT_PASS;
	}
	buf_add_cstr(out, "gate ");
	escape_text(out, facts->gate->name);
	buf_fmt(out, ": %zu of %zu that it asks for besides findings hold%s", held,
			results->list.len, results->list.len == 1 && held == 1 ? "s" : "");
	vec_each (const struct gate_result, result, &results->list) {
		if (result->word != VERDICT_PASS && listed < NAMES_MAX) {
			buf_add_cstr(out, listed++ ? ", " : "; not: ");
			escape_text(out, result->id);
			buf_fmt(out, " (%s)", verdict_words[result->word]);
		}
	}
	buf_add_char(out, '\n');
}

/* ": 1 fired, 2 unknown": what is not simply armed, the most pressing first. */
static void write_states(const struct triggers *triggers, struct buf *out)
{
	static const enum trigger_state order[] = { TRIGGER_FIRED, TRIGGER_BLIND, TRIGGER_UNKNOWN,
		TRIGGER_PENDING, TRIGGER_ACKNOWLEDGED };

	const char *before = ": ";

	for (size_t i = 0; i < COUNT_OF(order); i++) {
		size_t count = 0;
		vec_each (const struct trigger, trigger, &triggers->list) {
			count += trigger->state == order[i];
		}
		if (count) {
			buf_fmt(out, "%s%zu %s", before, count, trigger_state_words[order[i]]);
			before = ", ";
		}
	}
}

void tally_write_registers(const struct registers *registers, struct buf *out)
{
	const struct register_kind *last = NULL;
	uint64_t required = 0;
	uint64_t complete = 0;
	size_t kinds = 0;

	vec_each (const struct register_entry, entry, &registers->entries) {
		required += entry->required;
		complete += entry->complete;
		kinds += entry->kind != last;
		last = entry->kind;
	}
	write_count(out, registers->entries.len, "record");
	buf_add_cstr(out, " of ");
	write_count(out, kinds, "kind");
	if (required) {
		buf_fmt(out, ", %llu %% complete", (unsigned long long)(complete * 100 / required));
	}
	buf_add_char(out, '\n');
}

void tally_write_governed(const struct report_facts *facts, struct buf *out)
{
	if (facts->registers) {
		tally_write_registers(facts->registers, out);
	}
	if (!facts->decisions) {
		return;
	}
	write_count(out, facts->decisions->list.len, "decision");
	if (facts->triggers) {
		buf_add_cstr(out, ", ");
		write_count(out, facts->triggers->list.len, "trigger");
		write_states(facts->triggers, out);
	}
	buf_add_char(out, '\n');
}

/* "  fixed  layering at src/net/conn.c:88: net calls app" */
static void write_fixed(const struct finding *finding, struct buf *out)
{
	buf_add_cstr(out, "  fixed  ");
	escape_text(out, finding->rule);
	buf_add_cstr(out, " at ");
	escape_text(out, finding->place.path);
	if (finding->place.line) {
		buf_fmt(out, ":%u", finding->place.line);
	}
	buf_add_cstr(out, ": ");
	escape_text(out, finding->message);
	buf_add_char(out, '\n');
}

void tally_write_since(const struct report_facts *facts, bool shows_all, struct buf *out)
{
	const struct since *since = facts->since;

	if (!since) {
		return;
	}
	buf_add_cstr(out, "the change since ");
	escape_text(out, since->revision);
	buf_fmt(out, " (%.*s): ", ID_SHOWN, since->base.p);
	write_count(out, since->paths.len, "file");
	buf_add_cstr(out, " in ");
	write_count(out, since->modules.len, "module");
	buf_fmt(out, "; introduced %zu, fixed %zu, left %zu", since->introduced,
			since->fixed.list.len, since->left);
	if (since->touched) {
		buf_fmt(out, ", %zu of clock or data in what it touches", since->touched);
	}
	if (since->unknown) {
		buf_fmt(out, ", unknown %zu", since->unknown);
	}
	buf_add_char(out, '\n');
	size_t shown = 0;
	vec_each (const struct finding, finding, &since->fixed.list) {
		if (shows_all || shown < FIXED_MAX) {
			write_fixed(finding, out);
			shown++;
		}
	}
	if (shown < since->fixed.list.len) {
		buf_fmt(out, "  and %zu more, which --all lists\n", since->fixed.list.len - shown);
	}
}

/* "1 error and 2 warnings are new". */
static void write_new(const struct verdict *verdict, struct buf *out)
{
	if (verdict->new_errors + verdict->new_warnings == 0) {
		buf_add_cstr(out, "nothing is new");
		return;
	}
	if (verdict->new_errors) {
		write_count(out, verdict->new_errors, "error");
	}
	if (verdict->new_errors && verdict->new_warnings) {
		buf_add_cstr(out, " and ");
	}
	if (verdict->new_warnings) {
		write_count(out, verdict->new_warnings, "warning");
	}
	buf_add_cstr(out,
			verdict->new_errors + verdict->new_warnings == 1 ? " is new" : " are new");
}

/* " (1 ends in 12 days)", " (3 end soon, the first today)". */
static void write_ending(const struct tally *tally, struct buf *out)
{
	buf_fmt(out, " (%zu ", tally->ending);
	if (tally->ends_in < 0 && !tally->ends_differ) {
		buf_add_cstr(out, tally->ending == 1 ? "is in grace)" : "are in grace)");
		return;
	}
	if (tally->ends_in < 0) {
		buf_add_cstr(out, "end soon or are in grace)");
		return;
	}
	buf_add_cstr(out, tally->ending == 1 ? "ends " : "end ");
	buf_add_cstr(out, tally->ends_differ ? "soon, the first " : "");
	if (tally->ends_in == 0) {
		buf_add_cstr(out, "today)");
	} else {
		buf_add_cstr(out, "in ");
		write_count(out, (size_t)tally->ends_in, "day");
		buf_add_char(out, ')');
	}
}

void tally_write_findings(
		const struct tally *tally, const struct report_facts *facts, struct buf *out)
{
	const struct verdict *verdict = &facts->verdict;
	write_new(verdict, out);
	if (verdict->baselined) {
		buf_fmt(out, DOT "%zu in the baseline", verdict->baselined);
	}
	if (verdict->excepted) {
		buf_fmt(out, DOT "%zu excepted", verdict->excepted);
		if (tally->ending) {
			write_ending(tally, out);
		}
	}
	if (verdict->infos) {
		buf_add_cstr(out, DOT);
		write_count(out, verdict->infos, "info");
	}
	if (verdict->notes) {
		buf_add_cstr(out, DOT);
		write_count(out, verdict->notes, "note");
	}
	buf_add_char(out, '\n');
}

/* "; unknown: condition quiet": a pass that somebody may take for more than it is. */
static void write_unknown(const struct gate_results *results, struct buf *out)
{
	size_t listed = 0;

	if (!results) {
		return;
	}
	vec_each (const struct gate_result, result, &results->list) {
		if (result->word == VERDICT_UNKNOWN && listed < NAMES_MAX) {
			buf_add_cstr(out, listed++ ? ", " : "; unknown: ");
			buf_add_cstr(out, result->is_condition ? "condition " : "");
			escape_text(out, result->id);
		}
	}
}

void tally_write_verdict(const struct report_facts *facts, struct buf *out)
{
	const struct finding *deciding = facts->verdict.deciding;
	if (facts->verdict.word == VERDICT_UNKNOWN) {
		buf_add_cstr(out, "INCONCLUSIVE");
		write_unknown(facts->gate_results, out);
		return;
	}
	if (facts->verdict.word != VERDICT_FAIL) {
		buf_add_cstr(out, "PASSED");
		write_unknown(facts->gate_results, out);
		return;
	}
	buf_add_cstr(out, "FAILED");
	if (deciding) {
		buf_add_cstr(out, ": ");
		escape_text(out, deciding->rule);
		buf_add_cstr(out, " at ");
		escape_text(out, deciding->place.path);
		if (deciding->place.line) {
			buf_fmt(out, ":%u", deciding->place.line);
		}
		/* What the gate itself asks for: the numbers are the news. */
		if (str_starts(deciding->rule, STR("lintel/gate/"))) {
			buf_add_cstr(out, ": ");
			escape_text(out, deciding->message);
		}
	}
}
