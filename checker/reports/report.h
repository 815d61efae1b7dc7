/* SPDX-License-Identifier: MIT */
/*
 * Reports: the same sorted findings in the form that a reader uses.  A report
 * is one record in a table; it is given facts and a buffer and does nothing
 * else.  To add one: a file, and a line in reports.def.
 *
 * All that a report shows was written by others, so no text reaches the buffer
 * but through a writer of formats/ or reports/escape.h.  The same facts give
 * the same bytes.
 */
#ifndef LINTEL_REPORTS_REPORT_H
#define LINTEL_REPORTS_REPORT_H

#include "base/buf.h"
#include "config/config.h"
#include "facts/code.h"
#include "findings/finding.h"
#include "findings/since.h"
#include "gates/verdict.h"
#include "reviews/trigger.h"
#include "rules/rule.h"

/* What a run found, for every report. */
struct report_facts {
	const struct config *config;
	const struct code *code;
	const struct rule *rules;
	size_t rule_count;
	/* Sorted. */
	const struct findings *findings;
	struct verdict verdict;
	/* Never NULL; and what it asked for besides findings, NULL where it was not asked. */
	const struct gate *gate;
	const struct gate_results *gate_results;
	/* What the change did that was asked about (`--since`); NULL where nobody asked. */
	const struct since *since;
	/* Seconds since 1970: the run's `--as-of`. */
	int64_t as_of;
	struct str version;
	/* Baseline: entries in the file; 0 without one. */
	size_t baseline_size;
	/* Decision records, their triggers, declared metrics; NULL where none are configured. */
	const struct decisions *decisions;
	const struct triggers *triggers;
	const struct metrics *metrics;
	/* Records of registers; NULL where none are kept. */
	const struct registers *registers;
};

struct report_style {
	/* Terminal escapes. */
	bool has_color;
	/* Only findings that decide, the last line, and units that failed. */
	bool is_quiet;
	/* Nothing about units, files and rules: the run was about something else. */
	bool omits_scope;
	/* Also baselined and excepted findings, one by one. */
	bool shows_all;
	/* SARIF: baselined and excepted results are left out, or marked as suppressed. */
	bool marks_suppressed;
	/* JUnit: also `file` and `line`, which strict readers refuse. */
	bool is_rich;
};

typedef void report_write_fn(const struct report_facts *facts, const struct report_style *style,
		struct buf *out);

struct report {
	const char *name;
	const char *summary;
	report_write_fn *write;
};

/* As reports.def lists them; the first is the default. */
extern const struct report reports[];
extern const size_t report_count;

const struct report *report_find(struct str name);

#define REPORT(name, write, summary) report_write_fn write;
#include "reports/reports.def"
#undef REPORT

#endif
