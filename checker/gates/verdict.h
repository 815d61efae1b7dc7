/* SPDX-License-Identifier: MIT */
/*
 * The verdict of a gate over sorted findings, with the one that decided it.
 */
#ifndef LINTEL_GATES_VERDICT_H
#define LINTEL_GATES_VERDICT_H

#include "findings/finding.h"

enum verdict_word {
	VERDICT_PASS,
	VERDICT_WARN,
	VERDICT_UNKNOWN,
	VERDICT_FAIL,
};

/* "pass", "warn", "unknown", "fail". */
extern const char *const verdict_words[];

struct verdict {
	enum verdict_word word;
	/* The finding that decided, or NULL. */
	const struct finding *deciding;
	/* Change-caused, neither known nor excepted. */
	size_t new_errors;
	size_t new_warnings;
	size_t infos;
	size_t baselined;
	size_t excepted;
	/* Clock- or data-caused, shown as notes by this gate. */
	size_t notes;
};

/*
 * Gate pull-request: new errors that a change caused decide, the first of them
 * is named.  Warnings and notes warn and never fail.
 */
struct verdict verdict_of(const struct findings *findings);

/* Whether this gate shows the finding as a note: it is not for a change to answer. */
bool verdict_is_note(const struct finding *finding);

/* What the gate makes of it: "error", "warning", "info" or "note". */
const char *verdict_level(const struct finding *finding);

#endif
