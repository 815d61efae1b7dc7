/* SPDX-License-Identifier: MIT */
/*
 * Exceptions: findings that somebody has answered for, until a day.
 *
 * The life of one: in force up to and including `expires`; then in grace for
 * EXCEPTION_GRACE_DAYS more; then its findings are back, caused by the clock.
 * What was written wrongly voids an exception at once, caused by a change.
 */
#ifndef LINTEL_FINDINGS_EXCEPTION_H
#define LINTEL_FINDINGS_EXCEPTION_H

#include "base/date.h"
#include "base/problem.h"
#include "config/table.h"
#include "findings/finding.h"

/* The rule of what the exceptions themselves have to say. */
#define EXCEPTION_RULE "lintel/exception"

#define EXCEPTION_HORIZON_DAYS 180
#define EXCEPTION_WARN_DAYS 30
#define EXCEPTION_GRACE_DAYS 14
/* So many that begin or end on one day were waved through, not answered for. */
#define EXCEPTION_CLUSTER 5

enum scope_kind {
	SCOPE_NONE,
	/* A fingerprint, or a unique prefix of one. */
	SCOPE_FINGERPRINT,
	/* "src/a.c -> net_send" */
	SCOPE_USE,
	/* A path glob, on the place or the source of a finding. */
	SCOPE_PATH,
};

struct exception {
	struct text id;
	struct text rule;
	/* An exact use ("src/a.c -> net_send"), a path glob, or a fingerprint. */
	struct text scope;
	struct text owner;
	struct text reason;
	struct text risk;
	struct text controls;
	struct text created;
	struct text expires;
	struct text adr;
	struct text renews;
	bool permanent;
	struct place place;
	/* Everything that voids it; reading and exceptions_apply() add. */
	VEC(struct problem) faults;

	/* Set by exceptions_apply(). */
	enum scope_kind scope_kind;
	date_day created_day;
	/* FINDING_NEVER if permanent. */
	date_day expires_day;
	/* It has a fault: it excepts nothing. */
	bool is_void;
	/* Another one that is not void renews it. */
	bool is_renewed;
	/* How many findings it covers, or would if it had not expired. */
	size_t used;
};

struct exceptions {
	VEC(struct exception) list;
};

/* For table_decode(), the schema and the reference. */
extern const struct table exception_table;

/* Whether an exception was looked at in this run; NULL in its place = all were. */
typedef bool exception_looked_at(const struct exception *exception, void *ctx);

/*
 * Reads one file of exceptions: a list at its top.  What is not even a list of
 * maps goes to `problems`; a missing, unknown or malformed field is a fault,
 * which voids that exception alone.  Several files may be read one by one.
 */
NODISCARD bool exceptions_read(struct exceptions *exceptions, struct arena *arena,
		const struct node *root, struct problems *problems);

/*
 * Sorts the findings, marks those that an exception covers on day `as_of`,
 * names the exception on those that are back, and adds lintel/exception
 * findings: void, expiring soon, in grace, expired, unused, clustered on one
 * day.  One that `looked_at` refuses is never called unused.
 */
void exceptions_apply(struct exceptions *exceptions, struct findings *findings, date_day as_of,
		exception_looked_at *looked_at, void *ctx);

/*
 * The two ends of exceptions_apply().  The first fills in the days and the
 * kind of scope of each and adds the faults that a table cannot see; the last
 * adds what there is to say of the exceptions themselves.
 */
void exceptions_check(struct exceptions *exceptions, struct arena *arena, date_day as_of);
void exceptions_report(const struct exceptions *exceptions, struct findings *findings,
		date_day as_of, exception_looked_at *looked_at, void *ctx);

#endif
