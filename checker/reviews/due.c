/* SPDX-License-Identifier: MIT */
#include "reviews/due.h"

#include "base/arena.h"
#include "reviews/life.h"

const char *const due_words[] = {
	[DUE_FIRED] = "fired",
	[DUE_BROKEN] = "broken",
	[DUE_DATE] = "due",
	[DUE_ATTESTATION] = "attestation due",
	[DUE_BLIND] = "blind",
	[DUE_UNKNOWN] = "unknown",
	[DUE_PENDING] = "pending",
	[DUE_AGAIN] = "look again",
	[DUE_EXCEPTION] = "exception ends",
	[DUE_PROSE] = "prose",
	[DUE_KINDS] = NULL,
};

static date_day day_of(moment at)
{
	return date_day_of(at / MOMENT_SECOND);
}

static struct due_row row_on(enum due_kind kind, const struct trigger *trigger, moment at)
{
	bool has_day = at != MOMENT_EVER && at != MOMENT_NEVER;
	return (struct due_row){
		.kind = kind,
		.trigger = trigger,
		.has_day = has_day,
		.day = has_day ? day_of(at) : 0,
	};
}

static bool row_of_unknown(const struct trigger *trigger, struct due_row *row)
{
	if (trigger->form == TRIGGER_PROSE) {
		*row = row_on(DUE_PROSE, trigger, MOMENT_NEVER);
	} else if (trigger->is_attestation_due && trigger->state == TRIGGER_UNKNOWN) {
		*row = row_on(DUE_ATTESTATION, trigger, MOMENT_NEVER);
	} else if (trigger->state == TRIGGER_BLIND) {
		*row = row_on(DUE_BLIND, trigger, trigger->since);
	} else {
		*row = row_on(DUE_UNKNOWN, trigger, trigger->due);
	}
	return true;
}

/* Whether a trigger must be told of up to a day, and as what. */
static bool row_of(const struct trigger *trigger, date_day until, struct due_row *row)
{
	if (trigger->form == TRIGGER_BROKEN && trigger->state != TRIGGER_IDLE) {
		*row = row_on(DUE_BROKEN, trigger, MOMENT_NEVER);
		return true;
	}
	switch (trigger->state) {
	case TRIGGER_FIRED:
		*row = row_on(DUE_FIRED, trigger, trigger->fired);
		return true;
	case TRIGGER_BLIND:
	case TRIGGER_UNKNOWN:
		return row_of_unknown(trigger, row);
	case TRIGGER_PENDING:
		*row = row_on(DUE_PENDING, trigger, trigger->due);
		return true;
	case TRIGGER_ARMED:
		*row = row_on(DUE_DATE, trigger, trigger->due);
		/* Its last moment is what counts, not the one after it. */
		row->day -= trigger->form == TRIGGER_DATE;
		return row->has_day && row->day <= until;
	case TRIGGER_ACKNOWLEDGED:
		*row = row_on(DUE_AGAIN, trigger, trigger->due);
		row->day -= 1;
		return row->has_day && row->day <= until;
	case TRIGGER_RETIRED:
	case TRIGGER_IDLE:
		break;
	}
	return false;
}

static int row_order(const void *left, const void *right)
{
	const struct due_row *a = left;
	const struct due_row *b = right;

	if (a->has_day != b->has_day) {
		return a->has_day ? -1 : 1;
	}
	if (a->day != b->day) {
		return a->day < b->day ? -1 : 1;
	}
	if (a->kind != b->kind) {
		return (int)a->kind - (int)b->kind;
	}
	/* As they stand in the records, or in the file of exceptions. */
	if (a->trigger != b->trigger) {
		return a->trigger < b->trigger ? -1 : 1;
	}
	return (a->exception > b->exception) - (a->exception < b->exception);
}

static void count(struct due *due, const struct trigger *trigger)
{
	if (trigger->state == TRIGGER_IDLE) {
		due->states[TRIGGER_IDLE]++;
	} else if (trigger->form == TRIGGER_BROKEN) {
		due->broken++;
	} else if (trigger->form == TRIGGER_PROSE && trigger->state == TRIGGER_UNKNOWN) {
		due->prose++;
	} else if (trigger->is_attestation_due && trigger->state == TRIGGER_UNKNOWN) {
		due->attestations++;
	} else {
		due->states[trigger->state]++;
	}
}

void due_collect(struct due *due, struct arena *arena, const struct triggers *triggers,
		const struct exceptions *exceptions, date_day until)
{
	*due = (struct due){ 0 };
	vec_each (const struct trigger, trigger, &triggers->list) {
		struct due_row row;
		count(due, trigger);
		if (row_of(trigger, until, &row)) {
			*vec_add(&due->rows, arena) = row;
		}
	}
	for (size_t i = 0; exceptions && i < exceptions->list.len; i++) {
		const struct exception *exception = &exceptions->list.p[i];
		if (exception->is_void || exception->is_renewed
				|| exception->expires_day == FINDING_NEVER
				|| exception->expires_day > until) {
			continue;
		}
		due->exceptions++;
		*vec_add(&due->rows, arena) = (struct due_row){
			.kind = DUE_EXCEPTION,
			.exception = exception,
			.has_day = true,
			.day = exception->expires_day,
		};
	}
	vec_sort(&due->rows, row_order);
}

struct str due_more(const struct trigger *trigger, struct arena *arena)
{
	struct str why = trigger->why;
	size_t more = str_find(why, ';');

	if (trigger->state == TRIGGER_ARMED) {
		return STR("");
	}
	/* The day stands in front already. */
	if (trigger->state == TRIGGER_FIRED && str_starts(why, STR("fired on"))) {
		why = more < why.len ? str_trim(str_from(why, more + 1)) : STR("");
	}
	if (trigger->is_repeat) {
		why = str_fmt(arena, STR_FMT "%sfired again within %d days of being kept",
				STR_ARG(why), why.len ? "; " : "", TRIGGER_ACK_DAYS);
	}
	return why;
}

/* Why, and what was measured. */
static struct str condition_text(const struct trigger *trigger, struct arena *arena)
{
	struct str why = due_more(trigger, arena);
	struct str summary = trigger->outcome.summary;
	return str_fmt(arena, STR_FMT "%s" STR_FMT, STR_ARG(why),
			why.len && summary.len ? "; " : "", STR_ARG(summary));
}

struct str due_text(const struct due_row *row, struct arena *arena)
{
	const struct trigger *trigger = row->trigger;

	switch (row->kind) {
	case DUE_BROKEN:
		return trigger->faults.len ? trigger->faults.p[0].text : trigger->why;
	case DUE_DATE:
	case DUE_FIRED:
	case DUE_BLIND:
	case DUE_UNKNOWN:
	case DUE_PENDING:
	case DUE_AGAIN:
		return condition_text(trigger, arena);
	case DUE_ATTESTATION:
	case DUE_PROSE:
		return trigger->item->text;
	case DUE_EXCEPTION:
		return str_fmt(arena, STR_FMT "%s" STR_FMT, STR_ARG(row->exception->rule.s),
				row->exception->reason.s.len ? ": " : "",
				STR_ARG(row->exception->reason.s));
	case DUE_KINDS:
		break;
	}
	return STR("");
}
