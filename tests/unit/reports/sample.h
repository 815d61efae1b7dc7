/* SPDX-License-Identifier: MIT */
/*
 * What the tests of reports begin with: a small run with one finding of each
 * sort, made by hand.
 */
#ifndef LINTEL_UNIT_REPORTS_SAMPLE_H
#define LINTEL_UNIT_REPORTS_SAMPLE_H

#include "base/arena.h"
#include "base/date.h"
#include "reports/report.h"

struct report_sample {
	struct config config;
	struct code code;
	struct rule rules[3];
	struct findings findings;
	struct report_facts facts;
	struct report_style style;
};

static inline struct place sample_place(
		const char *path, uint32_t line, uint32_t column, uint32_t width)
{
	return (struct place){ str_of(path), line, column, width };
}

static inline void sample_code(struct report_sample *sample)
{
	static const struct rule_kind layers = { .name = "layers",
		.summary = "Modules use only what lies below them." };
	static const struct rule_kind forbid = { .name = "forbid",
		.summary = "What must not use what." };
	static struct code_file files[] = {
		{ .path = STR_INIT("src/app/notify.c"), .module = 0, .flags = FILE_JUDGED },
		{ .path = STR_INIT("src/net/conn.c"), .module = 1, .flags = FILE_JUDGED },
		{ .path = STR_INIT("src/net/fast.s"),
				.module = 1,
				.flags = FILE_JUDGED | FILE_OTHER_LANGUAGE },
	};
	static struct code_module modules[] = {
		{ .name = STR_INIT("app") },
		{ .name = STR_INIT("net") },
	};
	static struct code_unit units[] = {
		{ .file = 0, .status = UNIT_PARSED },
		{ .file = 1, .status = UNIT_FAILED, .problem = STR_INIT("unknown type 'foo'") },
	};
	sample->config = (struct config){ .path = STR_INIT("lintel.yaml") };
	sample->code = (struct code){
		.files = files,
		.file_count = COUNT_OF(files),
		.modules = modules,
		.module_count = COUNT_OF(modules),
		.units = units,
		.unit_count = COUNT_OF(units),
		.has_symbols = true,
	};
	sample->rules[0] = (struct rule){ .kind = &layers,
		.id = STR_INIT("layering"),
		.severity = SEVERITY_ERROR,
		.reason = STR_INIT("transport knows no application"),
		.adr = STR_INIT("ADR-0003"),
		.docs = STR_INIT("https://example.org/layers"),
		.place = { STR_INIT("lintel.yaml"), 12, 5, 0 } };
	sample->rules[1] = (struct rule){
		.kind = &forbid, .id = STR_INIT("domain-pure"), .severity = SEVERITY_WARNING
	};
	sample->rules[2] = (struct rule){
		.kind = &forbid, .id = STR_INIT("no-old-api"), .severity = SEVERITY_ERROR
	};
}

static inline struct finding *sample_finding(struct report_sample *sample, const char *rule,
		enum severity severity, const char *path, uint32_t line)
{
	struct finding *finding = finding_add(&sample->findings, str_of(rule), severity,
			STR("call"), str_of(path), STR("app_notify"),
			sample_place(path, line, 9, 10));
	finding->message = STR("net calls app, which is a layer above");
	return finding;
}

static inline void sample_findings(struct report_sample *sample)
{
	static struct evidence chain[] = {
		{ { STR_INIT("src/app/notify.c"), 4, 1, 0 },
				STR_INIT("includes src/core/cache.h") },
		{ { STR_INIT("src/core/cache.h"), 12, 1, 0 }, STR_INIT("includes <sys/socket.h>") },
	};
	struct finding *finding;
	findings_init(&sample->findings, sample->findings.arena);

	finding = sample_finding(sample, "domain-pure", SEVERITY_WARNING, "src/app/notify.c", 4);
	finding->place.column = 1;
	finding->message = STR("app reaches external:network through 2 files");
	finding->evidence = chain;
	finding->evidence_len = COUNT_OF(chain);
	finding->also = STR("2 other chains from app end there");

	finding = sample_finding(sample, "layering", SEVERITY_ERROR, "src/net/conn.c", 88);
	finding->label = STR("a call; app_notify is defined at src/app/notify.c:41");
	finding->line_before = STR("    if (c->state == CLOSED) {");
	finding->line_text = STR("        app_notify(c->owner, EVENT_CLOSED);");
	finding->reason = STR("transport knows no application");
	finding->adr = STR("ADR-0003");
	finding->docs = STR("https://example.org/layers");
	finding->action = STR("ask team-net");
	finding->remedy = STR("let app register a callback, or move app_notify to core");
	finding->note = STR("not in the baseline");

	finding = sample_finding(sample, "layering", SEVERITY_ERROR, "src/net/conn.c", 90);
	finding->state = FINDING_BASELINED;
	finding->note = STR("in the baseline");

	finding = sample_finding(sample, "layering", SEVERITY_ERROR, "src/net/io.c", 7);
	finding->state = FINDING_EXCEPTED;
	finding->exception = STR("EX-1");
	finding->note = STR("excepted by EX-1 until 2026-11-13 (team-net)");

	finding = sample_finding(sample, "layering", SEVERITY_ERROR, "src/net/old.c", 3);
	finding->class = CLASS_CLOCK;
	finding->exception = STR("EX-0");
	finding->note = STR("back: exception EX-0 of team-net ended on 2026-10-01");
}

/* On the first of November 2026; change what a test is about, then sample_end(). */
static inline struct report_sample *sample_begin(struct arena *arena)
{
	struct report_sample *sample = arena_new(arena, struct report_sample);
	date_day ends;
	findings_init(&sample->findings, arena);
	sample_code(sample);
	sample_findings(sample);
	if (date_read_day(STR("2026-11-13"), &ends)) {
		sample->findings.list.p[3].exception_ends = ends;
	}
	sample->facts = (struct report_facts){
		.config = &sample->config,
		.code = &sample->code,
		.rules = sample->rules,
		.rule_count = COUNT_OF(sample->rules),
		.findings = &sample->findings,
		.gate = built_in_gates,
		.as_of = 1793491200,
		.version = STR_INIT("1.2.3"),
		.baseline_size = 1,
	};
	return sample;
}

static inline struct str sample_end(struct report_sample *sample, const char *name)
{
	struct buf out;
	findings_sort(&sample->findings);
	sample->facts.verdict = verdict_of(built_in_gates, &sample->findings);
	buf_init(&out);
	report_find(str_of(name))->write(&sample->facts, &sample->style, &out);
	struct str text = str_dup(sample->findings.arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

#endif
