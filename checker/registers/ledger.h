/* SPDX-License-Identifier: MIT */
/*
 * What is owed, what is kept open, and what ends when: debts, options, runway,
 * migrations and exceptions in one hand, with what they cost a month.
 *
 * Kinds say what one record lacks; here is what only many of them say together:
 * that prices can be added, and that endings do not pile up on one day.
 */
#ifndef LINTEL_REGISTERS_LEDGER_H
#define LINTEL_REGISTERS_LEDGER_H

#include "facts/code.h"
#include "facts/register.h"
#include "findings/exception.h"
#include "findings/own.h"

/* What a price by time has, besides the time: a currency, or hours of work. */
struct monthly {
	bool is_known;
	double value;
	/* "EUR", or "h". */
	struct str of;
};

enum ledger_kind {
	LEDGER_DEBT,
	LEDGER_OPTION,
	LEDGER_RUNWAY,
	LEDGER_MIGRATION,
	LEDGER_KINDS,
};

/* "debt", "option", …: indexed by enum ledger_kind. */
extern const char *const ledger_words[];

struct ledger_item {
	enum ledger_kind kind;
	const struct register_entry *entry;
	/* It is paid, dropped, done, …: nothing is owed any more. */
	bool is_closed;
	/* Interest, or what keeping it open costs. */
	bool has_price;
	struct quantity price;
	struct monthly month;
	/* What paying it costs once. */
	bool has_principal;
	struct quantity principal;
	/* LEDGER_DEBT: after so many months the interest has cost as much; negative = not known. */
	double payback;
	/* LEDGER_MIGRATION: files of its scaffolding that are still there. */
	size_t scaffolding;
};

/* A day on which something ends, is due, or must be looked at. */
struct ledger_ending {
	date_day day;
	/* "debt tax-rules", "exception EX-1". */
	struct str label;
	/* "is due", "ends" */
	const char *what;
	struct str owner;
	struct place place;
	bool is_exception;
};

/* What all that is open costs together, in one currency or in hours. */
struct ledger_sum {
	struct str of;
	double debts;
	double options;
	size_t debt_count;
	size_t option_count;
};

struct ledger {
	struct arena *arena;
	/* By kind; debts by payback, the shortest first, then by id. */
	VEC(struct ledger_item) items;
	/* By day. */
	VEC(struct ledger_ending) endings;
	/* By name. */
	VEC(struct ledger_sum) sums;
	/* Open debts and options whose price cannot be added. */
	size_t unpriced;
};

/*
 * Reads all of it; `registers` may be NULL where only exceptions are kept.  `code`
 * tells which files of scaffolding are left.
 */
void ledger_read(struct ledger *ledger, struct arena *arena, const struct registers *registers,
		const struct exceptions *exceptions, const struct code *code);

/* Prices that cannot be added, and endings that pile up from `today` on. */
void ledger_report(const struct ledger *ledger, date_day today, struct findings *findings,
		const struct own_settings *settings);

#endif
