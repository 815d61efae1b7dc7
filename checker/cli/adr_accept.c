/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "cli/acceptance.h"
#include "cli/operand.h"
#include "cli/record_rules.h"
#include "cli/session.h"
#include "cli/show.h"
#include "engine/governing.h"
#include "findings/own.h"
#include "reviews/records.h"

struct accept_settings {
	struct run_settings run;
	uint64_t number;
	struct str date;
	bool lock;
	bool incomplete;
};

/* Records in force that the lock file does not know, or one of them. */
static enum exit_code lock_known(struct acceptance *acceptance, const struct decision *only)
{
	bool is_good = true;
	const struct decisions *decisions = &acceptance->run->governing->decisions;
	if (only && !decision_is_in_force(only)) {
		return cli_error(acceptance->cli,
				"'" STR_FMT "' is %s, and only records in force are "
				"locked: lintel adr accept without --lock accepts "
				"it",
				STR_ARG(only->path), decision_status_words[only->status]);
	}
	vec_each (const struct decision, decision, &decisions->list) {
		bool is_meant = only ? decision == only : decision_is_in_force(decision);
		if (is_meant && !acceptance_lock(acceptance, decision)) {
			is_good = false;
		}
	}
	/* What could be locked is, whatever is wrong with the others. */
	return acceptance_write_lock(acceptance) && is_good ? EXIT_HOLDS : EXIT_ERROR;
}

/* A number that another record has, or once had. */
static bool number_is_free(struct acceptance *acceptance, uint64_t number)
{
	const struct decisions *decisions = &acceptance->run->governing->decisions;
	char digits[24];
	snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);
	vec_each (const struct decision, decision, &decisions->list) {
		if (str_eq(decision->number, str_of(digits))) {
			(void)cli_error(acceptance->cli, "number %s is taken by '" STR_FMT "'",
					digits, STR_ARG(decision->path));
			return false;
		}
	}
	return true;
}

/* What is accepted does not change any more, so it had better be there. */
static bool is_complete(struct acceptance *acceptance, const struct decision *decision)
{
	struct problems ignored;
	unsigned asked;
	struct str missing = STR("");
	problems_init(&ignored, acceptance->cli->arena);
	(void)!records_parts(&acceptance->run->config.decisions, &asked, &ignored);
	for (unsigned i = 0; i < PARTS; i++) {
		const struct decision_part *part = &decision->parts[i];
		bool is_there = i == PART_TRIGGER ? decision->triggers.len > 0
						  : part->is_there && !part->is_empty;
		if (asked & 1U << i && !is_there) {
			missing = str_fmt(acceptance->cli->arena, STR_FMT "%s%s", STR_ARG(missing),
					missing.len ? ", " : "", decision_part_words[i]);
		}
	}
	if (missing.len > 0) {
		(void)cli_error(acceptance->cli,
				"'" STR_FMT "' is not complete: " STR_FMT
				"; write what is missing, or give --incomplete",
				STR_ARG(decision->path), STR_ARG(missing));
	}
	return missing.len == 0;
}

/*
 * Whether a finding keeps a record from being locked.  What cannot be read of
 * it, or said twice, is no error for lint: there it can still be mended.
 */
static bool is_obstacle(const struct finding *finding, const struct decision *decision)
{
	struct str rule = finding->rule;
	bool is_its_own = record_rules_has(rule) && str_eq(finding->place.path, decision->path)
			  && finding->state == FINDING_NEW;
	/* Acceptance sets the status of one that is not in force wherever it is stated. */
	bool is_unclear = str_eq(rule, own_rules[OWN_RECORD_FAULT].id)
			  || (decision_is_in_force(decision)
					  && str_eq(rule, own_rules[OWN_RECORD_STATUSES].id));
	/* What the lock file says against it is told where it is locked. */
	bool is_lock = str_eq(rule, own_rules[OWN_RECORD_CHANGED].id);
	return is_its_own && !is_lock && (finding->severity == SEVERITY_ERROR || is_unclear);
}

/* What lintel adr lint has against the record, as it says it. */
static bool is_sound(struct session *session, const struct decision *decision)
{
	struct run *run = &session->run;
	size_t count = 0;
	record_rules_choose(&run->options, run->arena);
	if (!session_govern(session) || !session_gather(session, NEEDS_INCLUDES)) {
		return false;
	}
	run_judge(run);
	vec_each (const struct finding, finding, &run->findings.list) {
		if (is_obstacle(finding, decision)) {
			(void)cli_error(session->cli,
					STR_FMT ":%u: " STR_FMT " [" STR_FMT "]; " STR_FMT,
					STR_ARG(finding->place.path), finding->place.line,
					STR_ARG(finding->message), STR_ARG(finding->rule),
					STR_ARG(finding->remedy));
			count++;
		}
	}
	if (count > 0) {
		(void)cli_error(session->cli,
				"'" STR_FMT "' would be locked with what is wrong in it; mend it, "
				"or give --incomplete",
				STR_ARG(decision->path));
	}
	return count == 0;
}

/* It is in force, and nothing is left that would remember what it says. */
static bool is_settled(const struct acceptance *acceptance, const struct decision *decision)
{
	return decision_is_in_force(decision)
	       && (acceptance->run->config.decisions.immutable.value == IMMUTABLE_NONE
			       || acceptance_is_locked(acceptance, decision));
}

static enum exit_code accept_one(struct acceptance *acceptance, struct session *session,
		const struct decision *decision, bool may_be_incomplete)
{
	struct cli *cli = acceptance->cli;
	if (decision_is_retired(decision)) {
		return cli_error(cli, "'" STR_FMT "' is %s: write a record that decides anew",
				STR_ARG(decision->path), decision_status_words[decision->status]);
	}
	if (acceptance->number && !decision->is_unnumbered) {
		return cli_error(
				cli, "'" STR_FMT "' has a number already", STR_ARG(decision->path));
	}
	if (acceptance->number && !number_is_free(acceptance, acceptance->number)) {
		return EXIT_ERROR;
	}
	bool is_asked = !may_be_incomplete && !is_settled(acceptance, decision);
	if (is_asked && !(is_complete(acceptance, decision) && is_sound(session, decision))) {
		return EXIT_ERROR;
	}
	if (!acceptance_run(acceptance, decision)) {
		return EXIT_ERROR;
	}
	if (acceptance->out.len == 0) {
		show_place(&(struct place){ .path = decision->path }, &acceptance->out);
		buf_add_cstr(&acceptance->out, ": accepted already, and nothing is left to do\n");
	}
	return EXIT_HOLDS;
}

static enum exit_code accept_in_run(struct session *session, const struct accept_settings *settings)
{
	struct cli *cli = session->cli;
	struct run *run = &session->run;
	const struct decision *decision = NULL;
	struct acceptance acceptance;
	date_day today = date_day_of(run->options.as_of);
	date_day day = today;
	char text[DATE_DAY_SIZE];
	if (settings->date.len > 0 && !date_read_day(settings->date, &day)) {
		return cli_error(cli,
				"--date cannot be '" STR_FMT "': a day is written as 2026-11-21",
				STR_ARG(settings->date));
	}
	if (day > today) {
		date_write_day(today, text);
		return cli_error(cli,
				"--date cannot be '" STR_FMT
				"': nothing was accepted on a day to come, today is %s",
				STR_ARG(settings->date), text);
	}
	if (cli->operands.len == 0 && !settings->lock) {
		return cli_error(cli, "name the record to accept, by its path or its id");
	}
	if (cli->operands.len > 0 && !(decision = operand_record(cli, run, cli->operands.p[0]))) {
		return EXIT_ERROR;
	}
	date_write_day(day, text);
	acceptance_begin(&acceptance, cli, run);
	acceptance.day = str_of(text);
	acceptance.number = settings->number;
	enum exit_code code = settings->lock ? lock_known(&acceptance, decision)
					     : accept_one(&acceptance, session, decision,
							       settings->incomplete);
	acceptance_finish(&acceptance);
	return code;
}

static enum exit_code accept_run(struct cli *cli, const void *target)
{
	const struct accept_settings *settings = target;
	struct run_settings run = settings->run;
	struct session session;
	enum exit_code code = EXIT_ERROR;

	/* Comments are read as text: nothing here needs the compiler. */
	run.text_only = true;
	if (session_records(&session, cli, &run)) {
		code = accept_in_run(&session, settings);
	}
	session_finish(&session);
	return code;
}

#define AT(member) offsetof(struct accept_settings, member)

/* clang-format off */
static const struct option accept_options[] = {
	{ .name = "number", .letter = 'n', .type = OPTION_COUNT, .offset = AT(number), .metavar = "N",
	  .least = 1, .most = 999999, .help = "give it this number; default: the next free one" },
	{ .name = "date", .type = OPTION_TEXT, .offset = AT(date), .metavar = "DAY",
	  .help = "the day it was accepted; default: that of --as-of" },
	{ .name = "incomplete", .type = OPTION_FLAG, .offset = AT(incomplete),
	  .help = "accept it although parts that decisions: parts asks for are missing or empty, or "
	  "lintel adr lint finds errors in it" },
	{ .name = "lock", .type = OPTION_FLAG, .offset = AT(lock),
	  .help = "change no record: put one that is in force, or all of them, into the lock file" },
};
/* clang-format on */

static const struct option_table accept_table = { "The acceptance", accept_options,
	COUNT_OF(accept_options) };

const struct command command_adr_accept = {
	.name = "adr accept",
	.summary = "accept a decision record: number, status, date, back-links, lock",
	.operands = "[PATH | ID]",
	.about =
			(const char *const[]){
					"Gives a draft the next free number and renames its file, sets status and date "
					"where the record states them, writes \"superseded by\" into the records whose "
					"place it takes, and puts what it says into the lock file, so that lintel check "
					"sees when it is changed.",
					"What lintel adr lint calls an error in the record keeps it from being accepted: "
					"once it is locked it can hardly be mended.",
					"Every step leaves the repository whole. If it is killed, run it again: it does "
					"what is left.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel adr accept adr/XXXX-use-nats.md", "a draft" },
					{ "lintel adr accept ADR-0014 --date 2026-11-20",
							"a proposal that has a number, as of a day" },
					{ "lintel adr accept --lock",
							"on the first day: all records in force that are there" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &accept_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct accept_settings),
	.prepare = run_settings_prepare,
	.operand_kind = OPERAND_FILE,
	.most_operands = 1,
	.run = accept_run,
};
