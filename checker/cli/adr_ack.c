/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"
#include "base/suggest.h"
#include "cli/operand.h"
#include "cli/session.h"
#include "engine/governing.h"
#include "reports/escape.h"
#include "reviews/answer.h"
#include "reviews/life.h"
#include "reviews/review_table.h"

#include <limits.h>

struct ack_settings {
	struct run_settings run;
	unsigned outcome;
	struct str by;
	struct texts notes;
	struct str next;
	unsigned observed;
	bool early;
};

/* In the order of the option's words. */
static const enum answer_outcome outcomes[] = { ANSWER_KEEP, ANSWER_REVISE, ANSWER_SUPERSEDE,
	ANSWER_RETIRE, ANSWER_DEFER };

static const char *const outcome_words[] = { "keep", "revise", "supersede", "retire", "defer",
	NULL };

/* Not given; none of the words. */
#define NOT_GIVEN UINT_MAX

/* What is about to be written. */
struct review {
	struct session *session;
	const struct ack_settings *settings;
	const struct trigger *trigger;
	struct review_row row;
};

static bool refuse(struct cli *cli, const char *fmt, ...) PRINTF_LIKE(2, 3);

static bool refuse(struct cli *cli, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	struct str text = str_vfmt(cli->arena, fmt, args);
	va_end(args);
	(void)cli_error(cli, STR_FMT, STR_ARG(text));
	return false;
}

/* What can be told from the command line alone. */
static bool check_settings(
		struct cli *cli, const struct ack_settings *settings, struct review_row *row)
{
	date_day today = date_day_of(settings->run.as_of);

	if (settings->outcome == NOT_GIVEN) {
		return refuse(cli, "say what was decided: --outcome "
				   "keep|revise|supersede|retire|defer");
	}
	if (settings->notes.len > 1) {
		return refuse(cli, "one review has one note: give --note once");
	}
	if (str_trim(settings->by).len == 0) {
		return refuse(cli, "say which role decided it: --by ROLE");
	}
	if (settings->next.len && !date_read_day(settings->next, &row->next)) {
		return refuse(cli, "--next cannot be '" STR_FMT "': it is a day, YYYY-MM-DD",
				STR_ARG(settings->next));
	}
	row->has_next = settings->next.len > 0;
	if (row->has_next && row->next <= today) {
		return refuse(cli, "--next cannot be '" STR_FMT "': it is a day to come",
				STR_ARG(settings->next));
	}
	enum answer_outcome outcome = outcomes[settings->outcome];
	if (outcome == ANSWER_DEFER && !row->has_next) {
		return refuse(cli, "say until when it is deferred: --next DATE");
	}
	row->day = today;
	row->by = settings->by;
	row->note = settings->notes.len ? settings->notes.p[0] : STR("");
	row->outcome = str_of(answer_words[outcome]);
	return true;
}

static const struct trigger *trigger_find(struct cli *cli, const struct run *run,
		const struct decision *decision, struct str id)
{
	struct texts known = { 0 };

	vec_each (const struct trigger, trigger, &run->governing->triggers.list) {
		if (trigger->decision != decision) {
			continue;
		}
		if (str_eq(trigger->item->id, id)) {
			return trigger;
		}
		*vec_add(&known, cli->arena) = trigger->item->id;
	}
	struct str label = decision_label(decision, cli->arena);
	if (known.len == 0) {
		refuse(cli, STR_FMT " has no review trigger", STR_ARG(label));
		return NULL;
	}
	struct str near = suggest(id, known.p, known.len);
	if (near.len) {
		refuse(cli, STR_FMT " has no trigger '" STR_FMT "', did you mean '" STR_FMT "'?",
				STR_ARG(label), STR_ARG(id), STR_ARG(near));
		return NULL;
	}
	struct buf list;
	buf_init(&list);
	vec_each (const struct str, name, &known) {
		buf_fmt(&list, "%s" STR_FMT, list.len ? ", " : "", STR_ARG(*name));
	}
	refuse(cli, STR_FMT " has no trigger '" STR_FMT "': it has " STR_FMT, STR_ARG(label),
			STR_ARG(id), STR_ARG(buf_str(&list)));
	buf_finish(&list);
	return NULL;
}

static bool has_manual(const struct trigger *trigger)
{
	for (uint32_t i = 0; trigger->condition && i < trigger->condition->term_count; i++) {
		if (trigger->condition->terms[i].kind == TERM_MANUAL) {
			return true;
		}
	}
	return false;
}

/* Whether a manual() of it has no answer that still counts. */
static bool awaits_word(const struct trigger *trigger)
{
	vec_each (const struct atom_value, atom, &trigger->outcome.atoms) {
		if (str_starts(atom->text, STR("manual")) && atom->truth == TRUTH_UNKNOWN) {
			return true;
		}
	}
	return false;
}

/* Whether the last answer put it off, and the same role would do so again. */
static bool is_put_off_again(const struct review *review)
{
	const struct decision_review *last = review->trigger->review;
	return outcomes[review->settings->outcome] == ANSWER_DEFER && last
	       && str_eq(last->outcome, STR("defer"))
	       && str_eq(str_trim(last->by), str_trim(review->settings->by));
}

static bool check_observed(const struct review *review)
{
	const struct trigger *trigger = review->trigger;
	struct cli *cli = review->session->cli;
	bool is_observed = review->settings->observed != NOT_GIVEN;

	if (is_observed && !has_manual(trigger)) {
		return refuse(cli,
				"trigger " STR_FMT " has no manual(): there is nothing to observe, "
				"leave --observed out",
				STR_ARG(trigger->item->id));
	}
	if (!is_observed && has_manual(trigger) && trigger->state != TRIGGER_FIRED) {
		return refuse(cli, "say what was seen: --observed yes|no (" STR_FMT ")",
				STR_ARG(trigger->item->text));
	}
	return true;
}

/* Whether the trigger is one that can be reviewed so, now. */
static bool check_trigger(const struct review *review)
{
	const struct trigger *trigger = review->trigger;
	struct cli *cli = review->session->cli;
	struct str id = trigger->item->id;
	bool is_date = trigger->form == TRIGGER_DATE;
	bool is_by_hand = is_date || trigger->form == TRIGGER_PROSE || awaits_word(trigger);

	if (trigger->form == TRIGGER_BROKEN) {
		return refuse(cli, "trigger " STR_FMT " cannot be read; mend it first: " STR_FMT,
				STR_ARG(id),
				STR_ARG(trigger->faults.len ? trigger->faults.p[0].text
							    : trigger->why));
	}
	if (trigger->state == TRIGGER_IDLE) {
		return refuse(cli, "nobody needs to look at trigger " STR_FMT ": " STR_FMT,
				STR_ARG(id), STR_ARG(trigger->why));
	}
	if (is_date && !review->row.has_next
			&& outcomes[review->settings->outcome] == ANSWER_KEEP) {
		return refuse(cli, "a day does not come twice: say when to look next, --next DATE; "
				   "or write a later day into the record");
	}
	if (is_put_off_again(review)) {
		return refuse(cli,
				STR_FMT " has deferred it before; another role must agree, or "
					"decide",
				STR_ARG(review->settings->by));
	}
	if (!check_observed(review)) {
		return false;
	}
	if (trigger->state != TRIGGER_FIRED && !is_by_hand && !review->settings->early) {
		return refuse(cli,
				"trigger " STR_FMT " has not fired (%s: " STR_FMT "); --early "
				"reviews it all the same",
				STR_ARG(id), trigger_state_words[trigger->state],
				STR_ARG(trigger->why));
	}
	return true;
}

/* The text of the record, which must be what was evaluated. */
static bool read_record(const struct review *review, struct str *text)
{
	const struct decision *decision = review->trigger->decision;
	struct session *session = review->session;
	struct err err;

	if (!root_read_text(&session->run.root, session->cli->arena, decision->path, FILE_SIZE_MAX,
			    text, &err)) {
		return refuse(session->cli, "%s", err.text);
	}
	if (!hash_eq(hash_of(*text), decision->content)) {
		return refuse(session->cli,
				"'" STR_FMT "' changed on disk while it was evaluated; try again",
				STR_ARG(decision->path));
	}
	return true;
}

/* Where the record really is: a link stays a link. */
static bool real_path(const struct review *review, struct str *path)
{
	struct session *session = review->session;
	struct str written = str_fmt(session->cli->arena, STR_FMT "/" STR_FMT,
			STR_ARG(session->run.root.path), STR_ARG(review->trigger->decision->path));
	char *real = realpath(written.p, NULL);
	struct str below;

	*path = real ? str_dup(session->cli->arena, str_of(real)) : written;
	free(real);
	return path_below(session->run.root.path, *path, &below)
	       || refuse(session->cli, "'" STR_FMT "' lies outside of the repository",
			       STR_ARG(review->trigger->decision->path));
}

static struct str evidence_of(const struct review *review)
{
	static const enum observed seen[] = { OBSERVED_YES, OBSERVED_NO };

	unsigned observed = review->settings->observed;
	struct arena *arena = review->session->cli->arena;
	struct buf out;

	buf_init(&out);
	review_evidence_write(review->trigger, &review->session->run.governing->world,
			observed == NOT_GIVEN ? OBSERVED_NOTHING : seen[observed], arena, &out);
	struct str text = str_dup(arena, buf_str(&out));
	buf_finish(&out);
	return text;
}

static void print_row(const struct review *review, struct str text, uint32_t line)
{
	const struct trigger *trigger = review->trigger;
	struct buf out;
	struct str row = STR("");
	struct str rest = text;

	for (uint32_t i = 0; i < line && str_split(&rest, '\n', &row); i++) {
	}
	buf_init(&out);
	escape_text(&out, trigger->decision->path);
	buf_fmt(&out, ":%u: trigger ", line);
	escape_text(&out, trigger->item->id);
	buf_fmt(&out, ": " STR_FMT "\n", STR_ARG(review->row.outcome));
	escape_prose(&out, row);
	buf_add_char(&out, '\n');
	output_write(&review->session->cli->out, buf_str(&out));
	buf_finish(&out);
}

static bool write_review(struct review *review)
{
	struct cli *cli = review->session->cli;
	struct str text;
	struct str path;
	struct err err;
	struct buf out;
	uint32_t line;

	if (!read_record(review, &text) || !real_path(review, &path)) {
		return false;
	}
	review->row.trigger = review->trigger->item->id;
	review->row.evidence = evidence_of(review);
	buf_init(&out);
	bool is_good = review_table_add(&out, text, review->trigger->decision->reviews_line,
				       &review->row, &line, &err)
		       && file_write(path, buf_str(&out), &err);
	if (is_good) {
		print_row(review, buf_str(&out), line);
	} else {
		refuse(cli, "'" STR_FMT "': %s", STR_ARG(review->trigger->decision->path),
				err.text);
	}
	buf_finish(&out);
	return is_good;
}

static enum exit_code acknowledge(struct review *review)
{
	struct cli *cli = review->session->cli;
	const struct run *run = &review->session->run;
	const struct decision *decision = operand_record(cli, run, cli->operands.p[0]);

	if (!decision) {
		return EXIT_ERROR;
	}
	review->trigger = trigger_find(cli, run, decision, cli->operands.p[1]);
	return review->trigger && check_trigger(review) && write_review(review) ? EXIT_HOLDS
										: EXIT_ERROR;
}

static enum exit_code ack_run(struct cli *cli, const void *target)
{
	struct session session;
	struct review review = { .session = &session, .settings = target };
	enum exit_code code = EXIT_ERROR;

	if (!check_settings(cli, target, &review.row)) {
		return EXIT_ERROR;
	}
	if (session_records(&session, cli, &review.settings->run) && session_triggers(&session)) {
		code = acknowledge(&review);
	}
	session_finish(&session);
	return code;
}

static bool ack_prepare(void *target, struct err *err)
{
	struct ack_settings *settings = target;

	settings->outcome = NOT_GIVEN;
	settings->observed = NOT_GIVEN;
	return run_settings_prepare(target, err);
}

#define AT(member) offsetof(struct ack_settings, member)

static const char *const observed_words[] = { "yes", "no", NULL };

/* clang-format off */
static const struct option ack_options[] = {
	{ .name = "outcome", .type = OPTION_CHOICE, .offset = AT(outcome), .metavar = "OUTCOME",
	  .words = outcome_words, .help = "what was decided: the decision stays (keep), it or the "
	  "trigger is changed within 30 days (revise), another record takes its place (supersede), "
	  "the trigger is of no use any more (retire), or it is looked at on another day (defer)" },
	{ .name = "by", .type = OPTION_TEXT, .offset = AT(by), .metavar = "ROLE",
	  .help = "the role that answers for it" },
	{ .name = "note", .type = OPTION_TEXTS, .offset = AT(notes), .metavar = "TEXT",
	  .help = "why, in a few words" },
	{ .name = "next", .type = OPTION_TEXT, .offset = AT(next), .metavar = "DATE",
	  .help = "the day up to which it is settled" },
	{ .name = "observed", .type = OPTION_CHOICE, .offset = AT(observed), .metavar = "ANSWER",
	  .words = observed_words, .help = "of a manual(): whether it has happened" },
	{ .name = "early", .type = OPTION_FLAG, .offset = AT(early),
	  .help = "although the trigger has not fired" },
};
/* clang-format on */

static const struct option_table ack_table = { "The review", ack_options, COUNT_OF(ack_options) };

const struct command command_adr_ack = {
	.name = "adr ack",
	.summary = "write down that somebody looked at a trigger, and what was decided",
	.operands = "RECORD TRIGGER",
	.about =
			(const char *const[]){
					"Adds a row to the table under \"Reviews\" in the record and changes nothing else "
					"of it. The row is bound to the words of the trigger and to the data seen; values "
					"and hashes are written by the tool, nobody types numbers.",
					"After `keep` the trigger is quiet until its condition was false once, or until "
					"the day of --next has passed; then it can fire again.",
					NULL,
			},
	.examples =
			(const struct example[]){
					{ "lintel adr ack ADR-0007 few-consumers --outcome keep --by architect "
					  "--next 2027-04-01 --note 'a third consumer is planned'",
							"the decision stays for now" },
					{ "lintel adr ack ADR-0007 vendor --outcome keep --by platform --observed no",
							"somebody looked, and it has not happened" },
					{ 0 },
			},
	.tables = (const struct option_table *const[]){ &shared_options, &ack_table,
			&run_option_table, &limit_option_table, NULL },
	.settings_size = sizeof(struct ack_settings),
	.prepare = ack_prepare,
	.least_operands = 2,
	.most_operands = 2,
	.run = ack_run,
};
