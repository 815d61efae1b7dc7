/* SPDX-License-Identifier: MIT */
/*
 * A session about another revision: what `--revision REV` of a command shows.
 */
#ifndef LINTEL_CLI_REVISION_SESSION_H
#define LINTEL_CLI_REVISION_SESSION_H

#include "cli/session.h"
#include "engine/revisit.h"

struct revision_session {
	struct session session;
	struct repository *repository;
	struct revisit revisit;
};

/* What every command says of the option. */
#define REVISION_HELP \
	"the facts of that revision instead of the folder's: what its includes tell, without a " \
	"checkout, under today's lintel.yaml"

/*
 * The judged run over the revision, or NULL after an error.  With an empty
 * revision: over the folder as it is, with what `needs` (of enum needs) ask for,
 * judged if NEEDS_FINDINGS are among it.
 * revision_session_finish() is due in any case.
 */
NODISCARD const struct run *revision_session_open(struct revision_session *session, struct cli *cli,
		const struct run_settings *settings, struct str revision, unsigned needs);
void revision_session_finish(struct revision_session *session);

#endif
