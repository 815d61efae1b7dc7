/* SPDX-License-Identifier: MIT */
/*
 * `lintel explain --condition`: how a condition was read, and what each of its
 * atoms comes to, with evidence or the reason why it is not known.
 */
#ifndef LINTEL_CLI_EXPLAIN_CONDITION_H
#define LINTEL_CLI_EXPLAIN_CONDITION_H

#include "cli/command.h"

struct session;

/*
 * Of a configured session.  `record` is the decision record that the condition
 * would stand in, for age(accepted) and baseline, or KIND/ID of a record of a
 * register, for field(…) and the like; empty for none.
 */
enum exit_code explain_condition(struct session *session, struct str text, struct str record);

#endif
