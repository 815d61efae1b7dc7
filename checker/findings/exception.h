/* SPDX-License-Identifier: MIT */
/*
 * Exceptions: findings that somebody has answered for, until a day.
 */
#ifndef LINTEL_FINDINGS_EXCEPTION_H
#define LINTEL_FINDINGS_EXCEPTION_H

#include "base/date.h"
#include "config/table.h"
#include "findings/finding.h"

struct problems;

/* The rule of what the exceptions themselves have to say. */
#define EXCEPTION_RULE "lintel/exception"

#define EXCEPTION_HORIZON_DAYS 180
#define EXCEPTION_WARN_DAYS 30
#define EXCEPTION_GRACE_DAYS 14

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
	/* Set by exceptions_apply(). */
	date_day expires_day;
	/* A field is missing or malformed: it excepts nothing. */
	bool is_void;
	size_t used;
	struct place place;
};

struct exceptions {
	VEC(struct exception) list;
};

/* For table_decode(), the schema and the reference. */
extern const struct table exception_table;

/*
 * Reads one file of exceptions: a list at its top.  What is not even a list of
 * maps goes to `problems`; a missing or malformed field voids that exception
 * and becomes a lintel/exception finding in exceptions_apply().
 */
NODISCARD bool exceptions_read(struct exceptions *exceptions, struct arena *arena,
		const struct node *root, struct problems *problems);

/*
 * Marks the findings that an exception covers on day `as_of`, and adds
 * lintel/exception findings: void, expiring soon, in grace, expired, over-long,
 * unused, clustered on one day.
 */
void exceptions_apply(struct exceptions *exceptions, struct findings *findings, date_day as_of);

#endif
