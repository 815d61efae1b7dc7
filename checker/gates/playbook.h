/* SPDX-License-Identifier: MIT */
/*
 * The playbook: who holds a role, who stands in, whom it calls next.  All of it
 * is what people wrote into role records, shown as written.
 */
#ifndef LINTEL_GATES_PLAYBOOK_H
#define LINTEL_GATES_PLAYBOOK_H

#include "config/governance.h"
#include "facts/register.h"

struct arena;

/* "architect (A. Meyer, deputy B. Okafor, answers within 4h)". */
struct str playbook_role(const struct registers *registers, struct str role, struct arena *arena);

/* The role and those it escalates to: "… ; then head-of-engineering (…)". */
struct str playbook_way(const struct registers *registers, struct str role, struct arena *arena);

/* Whether the record says that the role may approve changes of this rank. */
bool playbook_may_approve(const struct register_entry *role, enum config_rank rank);

/* Roles that may approve the rank, joined by " or "; empty if there are none. */
struct str playbook_approvers(
		const struct registers *registers, enum config_rank rank, struct arena *arena);

#endif
