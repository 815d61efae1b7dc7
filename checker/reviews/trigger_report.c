/* SPDX-License-Identifier: MIT */
/*
 * What triggers have to say, as findings.  A class is part of the promise that
 * no pull request fails because a day passed: only what is wrong with the words
 * of a record is caused by a change.
 */
#include "base/arena.h"
#include "findings/own.h"
#include "reviews/life.h"

#define OUTCOMES "keep|revise|supersede|retire|defer"

struct report {
	const struct triggers *triggers;
	struct findings *findings;
	const struct own_settings *settings;
	moment as_of;
};

/* NULL if nobody wants to hear it. */
static struct finding *say(const struct report *report, const struct trigger *trigger,
		enum own_id id, const char *kind, enum finding_class class)
{
	struct finding *finding = own_finding(report->findings, report->settings, id, str_of(kind),
			trigger->decision->path, trigger->item->id, trigger->item->place);
	if (finding) {
		finding->class = class;
		finding->adr = finding->adr.len ? finding->adr : trigger->decision->id;
	}
	return finding;
}

static void reason(struct finding *finding, const char *text)
{
	finding->reason = finding->reason.len ? finding->reason : str_of(text);
}

/* "ADR-0007 "Event backbone": trigger few-consumers" */
static struct str name_of(const struct report *report, const struct trigger *trigger)
{
	struct arena *arena = report->findings->arena;
	struct str label = decision_label(trigger->decision, arena);
	return str_fmt(arena, STR_FMT ": trigger " STR_FMT, STR_ARG(label),
			STR_ARG(trigger->item->id));
}

static struct str ack_command(const struct report *report, const struct trigger *trigger)
{
	const struct decision *decision = trigger->decision;
	struct str record = decision->id.len ? decision->id : decision->path;
	return str_fmt(report->findings->arena,
			"lintel adr ack " STR_FMT " " STR_FMT " --outcome " OUTCOMES " --by ROLE",
			STR_ARG(record), STR_ARG(trigger->item->id));
}

/* Whether nothing but days and people's words makes it true. */
static bool is_by_clock(const struct trigger *trigger)
{
	if (trigger->form != TRIGGER_CONDITION) {
		return true;
	}
	for (uint32_t i = 0; i < trigger->condition->term_count; i++) {
		switch (trigger->condition->terms[i].kind) {
		case TERM_METRIC:
		case TERM_FACT:
		case TERM_STATUS:
		case TERM_FIRED:
			return false;
		case TERM_AND:
		case TERM_OR:
		case TERM_NOT:
		case TERM_COUNT:
		case TERM_COMPARE:
		case TERM_DATE:
		case TERM_HAS:
		case TERM_IS:
		case TERM_MANUAL:
		case TERM_NUMBER:
		case TERM_FIELD:
		case TERM_BASELINE:
		case TERM_AGE:
		case TERM_ADD:
		case TERM_SUBTRACT:
		case TERM_MULTIPLY:
		case TERM_DIVIDE:
		case TERM_NEGATE:
			break;
		}
	}
	return true;
}

static void say_broken(const struct report *report, const struct trigger *trigger)
{
	struct str name = name_of(report, trigger);
	vec_each (const struct problem, fault, &trigger->faults) {
		struct finding *finding =
				say(report, trigger, OWN_TRIGGER_BROKEN, "broken", CLASS_CHANGE);
		if (!finding) {
			continue;
		}
		finding->severity = fault->is_warning ? SEVERITY_WARNING : finding->severity;
		finding->place = fault->place;
		finding->message = str_fmt(report->findings->arena, STR_FMT ": " STR_FMT,
				STR_ARG(name), STR_ARG(fault->text));
		reason(finding, "a trigger that cannot be read never fires");
		finding->remedy = fault->remedy;
	}
}

/* What "fired on …" in the message does not say. */
static struct str more_of(const struct trigger *trigger)
{
	size_t more = str_find(trigger->why, ';');
	if (!str_starts(trigger->why, STR("fired on"))) {
		return trigger->why;
	}
	if (more < trigger->why.len) {
		return str_trim(str_from(trigger->why, more + 1));
	}
	return trigger->is_repeat ? STR("it fired again within 30 days of being kept") : STR("");
}

static struct str fired_text(const struct report *report, const struct trigger *trigger)
{
	struct arena *arena = report->findings->arena;
	struct str name = name_of(report, trigger);
	struct str day = moment_day(trigger->fired, arena);
	char due[DATE_DAY_SIZE];

	/* Its day; any other one is `next` of a review. */
	if (trigger->form == TRIGGER_DATE
			&& trigger->fired == (moment)trigger->item->day * MOMENT_DAY) {
		date_write_day(trigger->item->day, due);
		return str_fmt(arena, STR_FMT " was due on %s", STR_ARG(name), due);
	}
	return str_fmt(arena, STR_FMT " fired on " STR_FMT, STR_ARG(name), STR_ARG(day));
}

static void say_fired(const struct report *report, const struct trigger *trigger)
{
	bool is_date = trigger->form == TRIGGER_DATE;
	struct finding *finding = say(report, trigger,
			is_date ? OWN_TRIGGER_DUE : OWN_TRIGGER_FIRED, is_date ? "due" : "fired",
			is_by_clock(trigger) ? CLASS_CLOCK : CLASS_DATA);
	if (!finding) {
		return;
	}
	bool is_late = trigger->due <= report->as_of;
	if ((is_late || trigger->is_repeat) && finding->severity == SEVERITY_WARNING) {
		finding->severity = SEVERITY_ERROR;
	}
	finding->message = fired_text(report, trigger);
	finding->label = trigger->outcome.summary;
	reason(finding, "the decision itself says when to look at it again");
	finding->action = ack_command(report, trigger);
	finding->also = more_of(trigger);
}

static void say_near(const struct report *report, const struct trigger *trigger)
{
	date_day left = trigger->item->day - date_day_of(report->as_of / MOMENT_SECOND);
	char due[DATE_DAY_SIZE];

	if (left > TRIGGER_WARN_DAYS) {
		return;
	}
	struct finding *finding = say(report, trigger, OWN_TRIGGER_DUE, "near", CLASS_CLOCK);
	if (!finding) {
		return;
	}
	struct str name = name_of(report, trigger);
	date_write_day(trigger->item->day, due);
	finding->severity = SEVERITY_INFO;
	finding->message = str_fmt(report->findings->arena, STR_FMT " is due on %s (in %d days)",
			STR_ARG(name), due, left);
	reason(finding, "the decision itself says when to look at it again");
	finding->action = ack_command(report, trigger);
}

static void say_unknown(const struct report *report, const struct trigger *trigger)
{
	bool is_blind = trigger->state == TRIGGER_BLIND;
	struct finding *finding =
			say(report, trigger, is_blind ? OWN_TRIGGER_BLIND : OWN_TRIGGER_UNKNOWN,
					is_blind ? "blind" : "unknown", CLASS_DATA);
	if (!finding) {
		return;
	}
	struct str name = name_of(report, trigger);
	finding->message = str_fmt(report->findings->arena, STR_FMT " %s " STR_FMT, STR_ARG(name),
			is_blind ? "is blind:" : "cannot be judged:", STR_ARG(trigger->why));
	finding->label = trigger->outcome.summary;
	finding->is_unknown = true;
	reason(finding, "what is not known is not fine: data that stopped coming must not keep a "
			"decision alive");
	finding->remedy = STR("bring the data back, or change the trigger to something that can be "
			      "measured");
}

static void say_attestation(const struct report *report, const struct trigger *trigger)
{
	struct finding *finding =
			say(report, trigger, OWN_TRIGGER_ATTESTATION, "attestation", CLASS_CLOCK);
	if (!finding) {
		return;
	}
	struct str name = name_of(report, trigger);
	struct str command = ack_command(report, trigger);
	finding->is_unknown = true;
	finding->message = str_fmt(report->findings->arena, STR_FMT " waits for somebody to look",
			STR_ARG(name));
	reason(finding, "what nobody can measure, somebody must say from time to time");
	finding->action = str_fmt(
			report->findings->arena, STR_FMT " --observed yes|no", STR_ARG(command));
}

static void say_rubber_stamp(const struct report *report, const struct trigger *trigger)
{
	struct finding *finding =
			say(report, trigger, OWN_TRIGGER_RUBBER_STAMP, "rubber-stamp", CLASS_CLOCK);
	if (!finding) {
		return;
	}
	struct str name = name_of(report, trigger);
	finding->message = str_fmt(report->findings->arena,
			STR_FMT " was kept three times in the same words", STR_ARG(name));
	finding->place = trigger->review ? trigger->review->place : finding->place;
	reason(finding, "a review that says nothing new may not have been one");
	finding->remedy = STR("say what was seen; or change the trigger, if it fires for nothing");
}

static void say_state(const struct report *report, const struct trigger *trigger)
{
	if (trigger->is_rubber_stamp) {
		say_rubber_stamp(report, trigger);
	}
	switch (trigger->state) {
	case TRIGGER_FIRED:
		say_fired(report, trigger);
		break;
	case TRIGGER_BLIND:
	case TRIGGER_UNKNOWN:
		if (trigger->form == TRIGGER_CONDITION && trigger->is_attestation_due) {
			say_attestation(report, trigger);
		} else if (trigger->form == TRIGGER_CONDITION) {
			say_unknown(report, trigger);
		}
		break;
	case TRIGGER_ARMED:
		if (trigger->form == TRIGGER_DATE) {
			say_near(report, trigger);
		}
		break;
	case TRIGGER_PENDING:
	case TRIGGER_ACKNOWLEDGED:
	case TRIGGER_RETIRED:
	case TRIGGER_IDLE:
		break;
	}
}

/* What becomes wrong, or right, by waiting is not caused by a change. */
static bool is_fault_of_clock(struct str kind)
{
	return str_eq(kind, STR("future")) || str_eq(kind, STR("unbound"))
	       || str_eq(kind, STR("changed")) || str_eq(kind, STR("deferred-again"));
}

static void say_fault(const struct report *report, const struct review_fault *fault)
{
	struct arena *arena = report->findings->arena;
	struct finding *finding = own_finding(report->findings, report->settings,
			OWN_TRIGGER_REVIEW, fault->kind, fault->decision->path,
			fault->review->trigger, fault->review->place);
	if (!finding) {
		return;
	}
	struct str label = decision_label(fault->decision, arena);
	finding->class = is_fault_of_clock(fault->kind) ? CLASS_CLOCK : CLASS_CHANGE;
	finding->severity = fault->is_error ? finding->severity : SEVERITY_INFO;
	finding->adr = finding->adr.len ? finding->adr : fault->decision->id;
	finding->message =
			str_fmt(arena, STR_FMT ": " STR_FMT, STR_ARG(label), STR_ARG(fault->text));
	if (fault->is_error) {
		reason(finding, "a review that is not sound does not count");
	}
	finding->remedy = fault->remedy;
}

void triggers_report(const struct triggers *triggers, struct findings *findings,
		const struct own_settings *settings, moment as_of)
{
	const struct report report = { triggers, findings, settings, as_of };

	vec_each (const struct trigger, trigger, &triggers->list) {
		say_broken(&report, trigger);
		say_state(&report, trigger);
	}
	vec_each (const struct review_fault, fault, &triggers->faults) {
		/* What stands in a record that is history stays as it is. */
		if (decision_is_in_force(fault->decision)) {
			say_fault(&report, fault);
		}
	}
}
