/* SPDX-License-Identifier: MIT */
/*
 * The verdict of a gate over sorted findings, with the one that decided it.
 */
#ifndef LINTEL_GATES_VERDICT_H
#define LINTEL_GATES_VERDICT_H

#include "findings/finding.h"
#include "gates/gate.h"

enum verdict_word {
	VERDICT_PASS,
	VERDICT_WARN,
	VERDICT_UNKNOWN,
	VERDICT_FAIL,
	/* What the gate asks for could not even be asked. */
	VERDICT_ERROR,
};

/* "pass", "warn", "unknown", "fail", "error", NULL. */
extern const char *const verdict_words[];

/* What one of the things came to that a gate asks for besides findings. */
struct gate_result {
	/* "budget", "approvals", the id of a condition. */
	struct str id;
	/* Before `on_unknown` makes something of it. */
	enum verdict_word word;
	/* With the numbers compared: "pillar(modularity) >= 60 %: 72 %". */
	struct str summary;
	struct place place;
	bool is_condition;
};

struct gate_results {
	VEC(struct gate_result) list;
};

struct verdict {
	enum verdict_word word;
	/* The finding that decided, or NULL. */
	const struct finding *deciding;
	/* Of the gate's classes, neither known nor excepted. */
	size_t new_errors;
	size_t new_warnings;
	size_t infos;
	size_t baselined;
	size_t excepted;
	/* There before the change that is judged. */
	size_t left;
	/* Of other classes, shown as notes by this gate. */
	size_t notes;
	/* Of those that count, what could not be judged. */
	size_t unknown;
};

/*
 * The first new one that fails the gate decides: one that is known before one that is not, and of
 * these what the gate itself asks for (lintel/gate/…) before the others, and an
 * error before a warning.  Says of each finding what the gate makes of it
 * (`finding.level`), which stays a warning where warnings fail.
 */
struct verdict verdict_of(const struct gate *gate, struct findings *findings);

/* Whether it is new and at least as severe as what fails the gate; of a finding with a level. */
bool verdict_fails(const struct gate *gate, const struct finding *finding);

/* Whether the gate shows the finding as a note: it is not for it to answer. */
bool verdict_is_note(const struct finding *finding);

/* What the gate makes of it: "error", "warning", "info" or "note". */
const char *verdict_level(const struct finding *finding);

#endif
