/* SPDX-License-Identifier: MIT */
/*
 * What the history says of a decision record, for commands that show records:
 * commits with their days, never who made them.
 */
#ifndef LINTEL_CLI_RECORD_PAST_H
#define LINTEL_CLI_RECORD_PAST_H

#include "cli/session.h"
#include "facts/decision_past.h"

struct json_writer;

/*
 * After session_records(): reads the history, if there is one, and compares
 * the records with it.  `*pasts` is by record, or NULL where it is not known.
 */
NODISCARD bool session_pasts(struct session *session, const struct decision_past **pasts);

/* Rows of `lintel adr show`; `past` may be NULL. */
void past_text(const struct run *run, const struct decision_past *past, struct buf *out);

/* The member "history"; null where `past` is NULL. */
void past_json(const struct run *run, const struct decision_past *past, struct json_writer *json);

#endif
