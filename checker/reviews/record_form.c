/* SPDX-License-Identifier: MIT */
/*
 * What each record says of itself: status, date, parts, triggers, and what a
 * template left behind.
 */
#include "base/arena.h"
#include "base/calendar.h"
#include "reviews/record_check.h"

/* Nobody has decided yet: there is little to ask of it. */
static bool is_draft(const struct decision *decision)
{
	return decision->status == STATUS_DRAFT || decision->status == STATUS_PROPOSED;
}

static bool is_placeholder(struct str reason)
{
	return str_contains(reason, STR("placeholder"));
}

static struct place place_or(struct place place, const struct decision *decision)
{
	return place.line > 0 ? place : records_place(decision);
}

static void placeholder(struct record_check *check, const struct decision *decision,
		const char *what, struct place place)
{
	struct finding *finding = records_finding(check, OWN_RECORD_PLACEHOLDER, decision,
			str_of(what), place_or(place, decision));
	if (finding) {
		finding->message = str_fmt(check->arena, "the %s of " STR_FMT " is a placeholder",
				what, STR_ARG(records_label(check, decision)));
		finding->label = STR("a template left this to be filled in");
		finding->remedy = str_fmt(check->arena, "write the %s, or take the line out", what);
	}
}

static void check_status(struct record_check *check, const struct decision *decision)
{
	if (decision->status != STATUS_UNKNOWN && decision->status != STATUS_OTHER) {
		return;
	}
	if (is_placeholder(decision->status_reason)) {
		placeholder(check, decision, "status", decision->status_place);
		return;
	}
	struct finding *finding = records_finding(check, OWN_RECORD_STATUS, decision, STR(""),
			place_or(decision->status_place, decision));
	if (!finding) {
		return;
	}
	finding->message = str_fmt(check->arena, "the status of " STR_FMT " is not known: " STR_FMT,
			STR_ARG(records_label(check, decision)), STR_ARG(decision->status_reason));
	finding->remedy = decision->status_raw.len > 0
					  ? STR("write proposed, accepted, rejected, deprecated or "
						"superseded; a word of your own is named under "
						"decisions: words: statuses")
					  : STR("add a line to its head, for example: - Status: "
						"accepted");
}

/* Two places that say different things, both named. */
static void check_statuses(struct record_check *check, const struct decision *decision)
{
	vec_each (const struct decision_statement, other, &decision->statements) {
		if (other->status == decision->status) {
			continue;
		}
		struct finding *finding = records_finding(check, OWN_RECORD_STATUSES, decision,
				STR(""), decision->status_place);
		if (!finding) {
			return;
		}
		finding->message =
				str_fmt(check->arena, STR_FMT " states its status twice: %s and %s",
						STR_ARG(records_label(check, decision)),
						decision_status_words[decision->status],
						decision_status_words[other->status]);
		finding->label = str_fmt(check->arena, "%s, which counts",
				decision_status_words[decision->status]);
		records_evidence(check, finding, other->place,
				str_fmt(check->arena, "says %s",
						decision_status_words[other->status]));
		finding->remedy = STR("keep one of the two lines, or make them say the same");
		return;
	}
}

/* It says that it holds and names what holds instead. */
static void check_successor(struct record_check *check, const struct decision *decision)
{
	if (!decision_is_in_force(decision)) {
		return;
	}
	vec_each (const struct decision_link, link, &decision->links) {
		if (link->kind != LINK_SUPERSEDED_BY || link->is_partial || link->record == NONE) {
			continue;
		}
		const struct decision *next = &check->facts->decisions->list.p[link->record];
		struct finding *finding =
				decision_is_in_force(next)
						? records_finding(check, OWN_RECORD_STATUSES,
								  decision, STR(""), link->place)
						: NULL;
		if (finding) {
			finding->message = str_fmt(check->arena,
					STR_FMT " is %s and names " STR_FMT " as its successor",
					STR_ARG(records_label(check, decision)),
					decision_status_words[decision->status],
					STR_ARG(records_name(next)));
			records_evidence(check, finding, place_or(decision->status_place, decision),
					str_fmt(check->arena, "says %s",
							decision_status_words[decision->status]));
			finding->remedy = str_fmt(check->arena,
					"write \"superseded by " STR_FMT "\" as its status",
					STR_ARG(records_name(next)));
			return;
		}
	}
}

static void check_date(struct record_check *check, const struct decision *decision)
{
	if (decision->date.is_known || is_draft(decision)) {
		return;
	}
	if (is_placeholder(decision->date.reason)) {
		placeholder(check, decision, "date", decision->date.place);
		return;
	}
	struct finding *finding = records_finding(check, OWN_RECORD_DATE, decision, STR(""),
			place_or(decision->date.place, decision));
	if (finding) {
		finding->message = str_fmt(check->arena,
				"when " STR_FMT " was decided is not known: " STR_FMT,
				STR_ARG(records_label(check, decision)),
				STR_ARG(decision->date.reason));
		finding->remedy = STR("add the day to its head, for example: - Date: 2026-11-21; "
				      "decisions: dates says which of day and month comes first");
	}
}

static void check_proposed(struct record_check *check, const struct decision *decision)
{
	const struct config_decisions *config = &check->facts->config->decisions;
	struct str limit = config->proposed_max.s.len > 0 ? config->proposed_max.s
							  : STR(RECORDS_PROPOSED_MAX);
	struct duration longest;
	char day[DATE_DAY_SIZE];
	if (decision->status != STATUS_PROPOSED || !decision->date.is_known
			|| !duration_read(&longest, limit)) {
		return;
	}
	moment begin = (moment)decision->date.day * MOMENT_DAY;
	if ((moment)check->facts->today * MOMENT_DAY <= moment_after(begin, longest)) {
		return;
	}
	struct finding *finding = records_finding(check, OWN_RECORD_PROPOSED, decision, STR(""),
			place_or(decision->status_place, decision));
	if (finding) {
		date_write_day(decision->date.day, day);
		finding->class = CLASS_CLOCK;
		finding->message = str_fmt(check->arena,
				STR_FMT " has been proposed since %s, which is %d days",
				STR_ARG(records_label(check, decision)), day,
				check->facts->today - decision->date.day);
		finding->label = str_fmt(
				check->arena, "at most " STR_FMT " (proposed_max)", STR_ARG(limit));
		finding->remedy = str_fmt(check->arena,
				"decide: lintel adr accept " STR_FMT
				", or write rejected or withdrawn as its status",
				STR_ARG(records_name(decision)));
	}
}

static void check_parts(struct record_check *check, const struct decision *decision)
{
	for (unsigned i = 0; i < PARTS; i++) {
		const struct decision_part *part = &decision->parts[i];
		bool is_asked = i != PART_TRIGGER && check->parts & 1U << i;
		if (!is_asked || (part->is_there && !part->is_empty)) {
			continue;
		}
		struct finding *finding = records_finding(check, OWN_RECORD_PART, decision,
				str_of(decision_part_words[i]), place_or(part->place, decision));
		if (!finding) {
			return;
		}
		finding->message = str_fmt(check->arena,
				part->is_there ? "the part '%s' of " STR_FMT " is empty"
					       : "there is no part '%s' in " STR_FMT,
				decision_part_words[i], STR_ARG(records_label(check, decision)));
		finding->remedy = str_fmt(check->arena,
				"%s; decisions: parts says what a record in force must have",
				part->is_there ? "fill it in"
					       : "add it under a heading of that name, or under "
						 "Amendments if the record may not change any more");
	}
}

static void check_trigger(struct record_check *check, const struct decision *decision)
{
	if (!(check->parts & 1U << PART_TRIGGER) || decision->triggers.len > 0) {
		return;
	}
	struct finding *finding = records_finding(check, OWN_RECORD_TRIGGER, decision, STR(""),
			place_or(decision->parts[PART_TRIGGER].place, decision));
	if (finding) {
		finding->message = str_fmt(check->arena,
				STR_FMT " does not say when it must be looked at again",
				STR_ARG(records_label(check, decision)));
		finding->remedy = STR("add a section \"Review trigger\", for example: - yearly: "
				      "age(reviewed) > 1y \xe2\x80\x94 owner: team");
	}
}

static void check_weak(struct record_check *check, const struct decision *decision)
{
	if (decision->weak.len == 0) {
		return;
	}
	struct finding *finding = records_finding(check, OWN_RECORD_WEAK, decision, STR(""),
			place_or(decision->weak_place, decision));
	if (finding) {
		finding->message = str_fmt(check->arena, STR_FMT " decides and does not say why",
				STR_ARG(records_label(check, decision)));
		finding->label = STR("no reason is given here");
		finding->remedy = STR(
				"say what the choice is for: \"\xe2\x80\xa6 because \xe2\x80\xa6\"");
	}
}

static void check_faults(struct record_check *check, const struct decision *decision)
{
	vec_each (const struct decision_fault, fault, &decision->faults) {
		struct finding *finding = records_finding(check, OWN_RECORD_FAULT, decision,
				fault->kind, place_or(fault->place, decision));
		if (finding) {
			finding->message = str_fmt(check->arena, STR_FMT ": " STR_FMT,
					STR_ARG(records_label(check, decision)),
					STR_ARG(fault->text));
			finding->remedy = fault->remedy;
		}
	}
}

/* "{short title}", "<title>", "[Title]": what templates begin with. */
static void check_title(struct record_check *check, const struct decision *decision)
{
	struct str title = str_trim(decision->title);

	static const struct {
		char open;
		char close;
	} pairs[] = { { '{', '}' }, { '<', '>' }, { '[', ']' } };

	for (size_t i = 0; title.len > 1 && i < COUNT_OF(pairs); i++) {
		if (title.p[0] == pairs[i].open && title.p[title.len - 1] == pairs[i].close) {
			placeholder(check, decision, "title", decision->title_place);
		}
	}
}

/* What the templates have in the head, and for the owner of their trigger. */
static void check_blanks(struct record_check *check, const struct decision *decision)
{
	vec_each (const struct decision_blank, blank, &decision->blanks) {
		placeholder(check, decision, blank->what, blank->place);
	}
	vec_each (const struct decision_trigger, trigger, &decision->triggers) {
		if (str_eq(trigger->owner, STR("the owner"))) {
			placeholder(check, decision, "owner of a review trigger", trigger->place);
			return;
		}
	}
}

void record_check_form(struct record_check *check, const struct decision *decision)
{
	check_faults(check, decision);
	check_status(check, decision);
	check_statuses(check, decision);
	check_successor(check, decision);
	check_date(check, decision);
	check_proposed(check, decision);
	if (!is_draft(decision)) {
		check_title(check, decision);
		check_blanks(check, decision);
	}
	if (decision_is_in_force(decision)) {
		check_parts(check, decision);
		check_trigger(check, decision);
		check_weak(check, decision);
	}
}
