/* SPDX-License-Identifier: MIT */
#include "cli/explain_condition.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "cli/session.h"
#include "conditions/fact.h"
#include "engine/governing.h"
#include "engine/registering.h"
#include "reports/escape.h"
#include "reports/excerpt.h"
#include "reviews/evaluation.h"

/* What errors call the place of a condition that stands in no file. */
#define COMMAND_LINE "--condition"

static void write_row(struct buf *out, const char *name, struct str text)
{
	if (text.len) {
		buf_fmt(out, "%-10s ", name);
		escape_prose(out, text);
		buf_add_char(out, '\n');
	}
}

/* "since 2026-10-01"; nothing where it has always been so. */
static void write_since(struct buf *out, moment since)
{
	char day[DATE_DAY_SIZE];

	if (since != MOMENT_EVER && since != MOMENT_NEVER) {
		date_write_day(date_day_of(since / MOMENT_SECOND), day);
		buf_fmt(out, " since %s", day);
	}
}

static void write_truth(struct buf *out, const char *name, enum truth truth, enum reason reason,
		moment since)
{
	buf_fmt(out, "%-10s %s", name, truth_words[truth]);
	if (truth == TRUTH_UNKNOWN && reason != REASON_NONE) {
		buf_fmt(out, " (%s)", reason_words[reason]);
	}
	write_since(out, since);
	buf_add_char(out, '\n');
}

static void write_atom(struct buf *out, const struct atom_value *atom)
{
	buf_add_cstr(out, "  ");
	escape_prose(out, atom->text);
	buf_fmt(out, "\n      %s", truth_words[atom->truth]);
	if (atom->truth == TRUTH_UNKNOWN && atom->reason != REASON_NONE) {
		buf_fmt(out, " (%s)", reason_words[atom->reason]);
	}
	if (atom->value.len) {
		buf_add_cstr(out, ": ");
		escape_prose(out, atom->value);
	}
	buf_add_char(out, '\n');
	if (atom->evidence.len) {
		buf_add_cstr(out, "      ");
		escape_prose(out, atom->evidence);
		buf_add_char(out, '\n');
	}
}

static void write_period(struct buf *out, const struct period_value *period)
{
	buf_add_cstr(out, "  ");
	escape_prose(out, period->name);
	buf_fmt(out, "  %s", truth_words[period->truth]);
	if (period->truth == TRUTH_UNKNOWN && period->reason != REASON_NONE) {
		buf_fmt(out, " (%s)", reason_words[period->reason]);
	}
	if (period->value.len) {
		buf_add_cstr(out, ": ");
		escape_prose(out, period->value);
	}
	if (period->coverage.len) {
		buf_add_cstr(out, ", ");
		escape_prose(out, period->coverage);
	}
	buf_add_char(out, '\n');
}

static void write_outcome(
		struct buf *out, const struct condition *condition, const struct outcome *outcome)
{
	struct buf understood;

	buf_init(&understood);
	condition_write(condition, &understood);
	write_row(out, "condition", condition->text);
	write_row(out, "read as", buf_str(&understood));
	buf_finish(&understood);
	write_truth(out, "value", outcome->truth, outcome->reason, outcome->since);
	if (outcome->is_assumed) {
		buf_add_cstr(out, "           assumed: on-missing says so, no data does\n");
	}
	if (condition->has_for && outcome->bare != outcome->truth) {
		write_truth(out, "without for", outcome->bare, outcome->reason,
				outcome->bare_since);
	}
	buf_add_cstr(out, "atoms\n");
	vec_each (const struct atom_value, atom, &outcome->atoms) {
		write_atom(out, atom);
	}
	if (outcome->periods.len) {
		buf_add_cstr(out, "periods\n");
		vec_each (const struct period_value, period, &outcome->periods) {
			write_period(out, period);
		}
	}
}

/* A condition of the command line has no file to quote from. */
static enum exit_code print_problems(struct cli *cli, struct problems *problems, struct str text)
{
	struct buf out;

	buf_init(&out);
	problems_sort(problems);
	vec_each (const struct problem, problem, &problems->list) {
		const struct excerpt excerpt = {
			.place = problem->place,
			.line = str_find(text, '\n') == text.len ? text : STR(""),
			.label = problem->remedy,
			.color = cli->err_terminal.has_color ? "1;31" : NULL,
		};
		buf_fmt(&out, COMMAND_LINE ":%u: error: ", problem->place.column);
		escape_text(&out, problem->text);
		buf_add_char(&out, '\n');
		excerpt_write(&out, &excerpt);
	}
	output_write(&cli->err, buf_str(&out));
	buf_finish(&out);
	return EXIT_ERROR;
}

/* Where the condition would stand: in a decision, in a record of a register, or nowhere. */
struct standing_in {
	const struct decision *decision;
	const struct register_entry *entry;
};

static const struct condition *parse(
		struct session *session, struct str text, const struct standing_in *in)
{
	struct run *run = &session->run;
	struct problems problems;
	struct condition_names names = run_condition_names(run);
	const struct place place = { .path = STR(COMMAND_LINE), .line = 1, .column = 1 };

	names.kind = in->entry ? in->entry->kind : NULL;
	problems_init(&problems, run->arena);
	const struct condition *condition =
			condition_parse(run->arena, text, place, &names, &problems);
	if (!condition) {
		(void)print_problems(session->cli, &problems, text);
	}
	return condition;
}

static bool asks_for_pillars(const struct condition *condition)
{
	for (uint32_t i = 0; i < condition->term_count; i++) {
		const struct term *term = &condition->terms[i];
		if (term->kind == TERM_FACT && str_eq(term->fact->family, STR("pillar"))) {
			return true;
		}
	}
	return false;
}

/* Fills in the world as far as this condition looks at it. */
static bool look(struct session *session, const struct condition *condition)
{
	struct run *run = &session->run;
	unsigned needs = needs_of_conditions(run, condition_needs(condition));

	if (needs && !session_gather(session, needs)) {
		return false;
	}
	if (condition_needs(condition) & CONDITION_NEEDS_FINDINGS) {
		run_judge(run);
	} else {
		/* How complete records are. */
		registering_judge(run, ROUND_OF_RECORDS);
	}
	return !asks_for_pillars(condition) || session_assess(session);
}

static enum exit_code evaluate(
		struct session *session, struct str text, const struct standing_in *in)
{
	struct run *run = &session->run;
	struct outcome outcome;
	struct buf out;

	/* Selectors are compiled for the files known by then, which gathering may add to. */
	const struct condition *condition = parse(session, text, in);
	if (!condition || !look(session, condition)) {
		return EXIT_ERROR;
	}
	condition = parse(session, text, in);
	govern_world(run);
	struct world world = run->governing->world;
	world.entry = in->entry;
	if (in->decision) {
		struct review_answers answers;
		struct triggers faults = { 0 };
		review_answers_read(&answers, run->arena, in->decision, world.as_of, &faults);
		world.subject = subject_of_record(in->decision, &answers);
	}
	condition_evaluate(&outcome, run->arena, condition, &world, MOMENT_EVER);

	buf_init(&out);
	write_outcome(&out, condition, &outcome);
	output_write(&session->cli->out, buf_str(&out));
	buf_finish(&out);
	return EXIT_HOLDS;
}

/* "KIND/ID" is a record of a register; anything else, and what is no kind, a decision. */
static bool place_find(struct session *session, struct str record, struct standing_in *in)
{
	const struct governing *governing = session->run.governing;
	size_t slash = str_find(record, '/');
	in->decision = decision_find(&governing->decisions, record);
	if (!in->decision && governing->registers && slash < record.len) {
		in->entry = register_find(governing->registers, str_slice(record, 0, slash),
				str_from(record, slash + 1));
	}
	if (!in->decision && !in->entry) {
		(void)cli_error(session->cli,
				"no decision record, and no KIND/ID, is '" STR_FMT "'",
				STR_ARG(record));
		return false;
	}
	return true;
}

enum exit_code explain_condition(struct session *session, struct str text, struct str record)
{
	struct standing_in in = { 0 };

	if (!session_govern(session)) {
		return EXIT_ERROR;
	}
	if (record.len && !place_find(session, record, &in)) {
		return EXIT_ERROR;
	}
	return evaluate(session, text, &in);
}
