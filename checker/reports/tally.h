/* SPDX-License-Identifier: MIT */
/*
 * What the last lines of a report say: how much was read, what was found, and
 * what could not be judged.
 */
#ifndef LINTEL_REPORTS_TALLY_H
#define LINTEL_REPORTS_TALLY_H

#include "base/buf.h"

struct registers;

struct report_facts;

struct tally {
	size_t units;
	size_t units_parsed;
	/* Did not parse, crashed, or took too long. */
	size_t units_failed;
	size_t units_skipped;
	/* Below the roots and not ignored. */
	size_t files;
	size_t files_unread;
	size_t files_other;
	size_t modules;
	/* Those that are switched on. */
	size_t rules;
	size_t rules_not_judged;
	size_t rules_partly_judged;
	/* For other gates to judge. */
	size_t rules_left_out;
	/* Excepted findings whose exception ends within the days of warning. */
	size_t ending;
	/* The days to the first of these ends, and whether they differ. */
	int32_t ends_in;
	bool ends_differ;
};

struct tally tally_of(const struct report_facts *facts);

/*
 * "388 of 388 units, 412 files, 9 modules, 23 rules", and where something was
 * left out a line that says so.  Each ends with a newline.
 */
void tally_write_scope(
		const struct tally *tally, const struct report_facts *facts, struct buf *out);

/*
 * "12 decisions, 17 triggers: 1 fired, 2 unknown": the line of what is governed;
 * nothing where no records are configured.
 */
void tally_write_governed(const struct report_facts *facts, struct buf *out);

/* "26 records of 5 kinds, 92 % complete": part of it; also where nothing else was looked at. */
void tally_write_registers(const struct registers *registers, struct buf *out);

/* What the gate asked for besides findings, counted; nothing where nothing was. */
void tally_write_asked(const struct report_facts *facts, struct buf *out);

/*
 * "text only: no compile database; 2 rules were judged by includes alone: a, b;
 * 1 rule was not judged: c", without an end; nothing if nothing was left out.
 */
void tally_write_left_out(
		const struct tally *tally, const struct report_facts *facts, struct buf *out);

/*
 * "the change since v1.2 (3f2c1ab45d): 3 files in 2 modules; introduced 1, fixed
 * 2, left 14", and below it what was fixed, some of it or all; nothing where
 * nobody asked.
 */
void tally_write_since(const struct report_facts *facts, bool shows_all, struct buf *out);

/* "1 error is new · 14 in the baseline · 2 excepted (1 ends in 12 days) · 1 note" */
void tally_write_findings(
		const struct tally *tally, const struct report_facts *facts, struct buf *out);

/* "FAILED: layering at src/net/conn.c:88", "PASSED": one line without its end. */
void tally_write_verdict(const struct report_facts *facts, struct buf *out);

#endif
