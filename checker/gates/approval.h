/* SPDX-License-Identifier: MIT */
/*
 * Approvals: which ones a change needs by the rank of what it touches, which
 * of those that were given count for it, and who may give what is missing.
 *
 * One counts that is for this change (its release, its last commit, its range),
 * given by a role that was asked for, in force on the day, for all that ranks
 * so high; several of one role may share that.  A trailer "Approval: ROLE" counts
 * on the last commit, the only one that has seen all of the change, and not if
 * it names the one who made the commit.
 */
#ifndef LINTEL_GATES_APPROVAL_H
#define LINTEL_GATES_APPROVAL_H

#include "findings/own.h"
#include "gates/gate_change.h"
#include "gates/risk.h"
#include "gates/verdict.h"

struct approval_facts {
	const struct gate *gate;
	const struct config *config;
	const struct code *code;
	const struct risks *risks;
	/* NULL where none are kept. */
	const struct registers *registers;
	const struct gate_change *change;
	/* Why everything that is protected ranks one higher; empty if it does not. */
	struct str raised;
	moment as_of;
};

/* One approval that is needed. */
struct approval_ask {
	/* Empty: any role that may approve the rank. */
	struct str role;
	enum config_rank rank;
	/* The row that asks the loudest. */
	const struct risk_row *because;
	/* By module: still without an approval. */
	uint8_t *open;
	size_t open_count;
	/* What was given and does not count: a place and why. */
	VEC(struct evidence) refused;
	/* Who gave those that count, as written. */
	struct str given;
};

struct approval_asks {
	VEC(struct approval_ask) list;
};

/*
 * Roles that `risk.approvals` names must be there and may not be told by their
 * record that they must not; a way of escalation must have an end.  False if
 * not, with the problems.
 */
NODISCARD bool approval_roles_check(const struct config *config, const struct registers *registers,
		struct problems *problems);

/* What the change needs, and what of it was given. */
void approvals_find(struct approval_asks *asks, struct arena *arena,
		const struct approval_facts *facts);

/* A result, and a finding lintel/gate/approval for each that is missing. */
void approvals_judge(const struct approval_facts *facts, const struct own_settings *settings,
		struct gate_results *results, struct findings *findings);

#endif
