/* SPDX-License-Identifier: MIT */
/*
 * A run as commands make it: what is wrong is printed, progress is shown, and
 * false means that the command ends with EXIT_ERROR.
 */
#ifndef LINTEL_CLI_SESSION_H
#define LINTEL_CLI_SESSION_H

#include "cli/settings.h"
#include "engine/run.h"

struct measures;
struct register_book;
struct metrics;

struct session {
	struct cli *cli;
	struct run run;
	struct progress progress;
};

/* Reads the configuration and the tree.  session_finish() is due in any case. */
NODISCARD bool session_configure(
		struct session *session, struct cli *cli, const struct run_options *options);

/* Reads decision records, and telemetry, and understands the triggers. */
NODISCARD bool session_govern(struct session *session);

/* The records alone. */
NODISCARD bool session_decisions(struct session *session);

/* All of it, as far as triggers need it: they are evaluated. */
NODISCARD bool session_triggers(struct session *session);

/* The assessment, as far as its pack needs the rest: it is scored. */
NODISCARD bool session_assess(struct session *session);

/* The kinds of records that there are, and records; see engine/registering.h. */
NODISCARD bool session_kinds(struct session *session, struct register_book *book);

/*
 * The configuration, records of registers, and what their conditions need to be
 * judged; it is an error if it names no files of records.
 */
NODISCARD bool session_registers(
		struct session *session, struct cli *cli, const struct run_settings *settings);

/* After session_configure(): the same, and judges them. */
NODISCARD bool session_registers_judged(struct session *session);

/* The history of the repository: an error where there is none, or it cannot be read. */
NODISCARD bool session_history(struct session *session);

/* Gathers what `needs` (of enum needs) ask for. */
NODISCARD bool session_gather(struct session *session, unsigned needs);

/* Finds what `--since` names; and, after session_gather(), gathers and judges that. */
NODISCARD bool session_since_open(struct session *session);
NODISCARD bool session_since(struct session *session, unsigned needs);

/* Both, with the options of the command line alone. */
NODISCARD bool session_open(struct session *session, struct cli *cli,
		const struct run_settings *settings, unsigned needs);

/* After session_configure(): owners of modules, and the history; see engine/owning.h. */
NODISCARD bool session_ownership(struct session *session);

/* The configuration; it is an error if it names no folder of records. */
NODISCARD bool session_configure_records(
		struct session *session, struct cli *cli, const struct run_settings *settings);

/* The same, and the records. */
NODISCARD bool session_records(
		struct session *session, struct cli *cli, const struct run_settings *settings);

/* After session_configure(): reads measurements; see engine/measures.h. */
NODISCARD bool session_measures(struct session *session, bool keep_all, struct measures *measures,
		struct metrics *metrics);

/* Prints what is in `run.problems`, once. */
void session_print_problems(struct session *session);

/* Prints what the run has to say about itself and frees it. */
void session_finish(struct session *session);

#endif
