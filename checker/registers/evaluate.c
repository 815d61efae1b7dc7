/* SPDX-License-Identifier: MIT */
/*
 * What each record comes to: what it lacks, whether it is over, and whether
 * what must hold of it does.
 */
#include "base/arena.h"
#include "facts/measure.h"
#include "registers/compared.h"
#include "registers/derive.h"
#include "registers/fault.h"
#include "registers/message.h"
#include "registers/statement.h"

struct judgement {
	struct register_book *book;
	struct world world;
	enum book_round round;
	/* Of one condition. */
	struct arena *scratch;
	const struct kind_form *form;
	struct register_entry *entry;
};

static void judge(struct judgement *judgement, const struct condition *condition,
		struct outcome *outcome)
{
	arena_reset(judgement->scratch);
	condition_evaluate(outcome, judgement->scratch, condition, &judgement->world, MOMENT_EVER);
}

/* The first atom that made it what it is; lives as long as the book. */
static struct str atom_text(struct judgement *judgement, const struct outcome *outcome)
{
	vec_each (const struct atom_value, atom, &outcome->atoms) {
		if (atom->truth == outcome->truth || outcome->truth != TRUTH_UNKNOWN) {
			return str_fmt(judgement->book->arena, STR_FMT ": " STR_FMT "%s" STR_FMT,
					STR_ARG(atom->text), STR_ARG(atom->value),
					atom->value.len && atom->evidence.len ? ", " : "",
					STR_ARG(atom->evidence));
		}
	}
	return str_dup(judgement->book->arena, outcome->summary);
}

/* The numbers that were compared, a step each. */
static void atoms_take(struct judgement *judgement, const struct outcome *outcome,
		struct register_fault *fault)
{
	struct arena *arena = judgement->book->arena;
	fault->evidence = arena_new_array(arena, struct evidence, outcome->atoms.len);
	vec_each (const struct atom_value, atom, &outcome->atoms) {
		struct place place = atom->place;
		/* A kind of the program is no file of the repository. */
		if (judgement->entry->kind->is_shipped
				&& str_eq(place.path, judgement->entry->kind->place.path)) {
			place = judgement->entry->place;
		}
		fault->evidence[fault->evidence_len++] = (struct evidence){
			.place = place,
			.text = str_fmt(arena, STR_FMT ": " STR_FMT "%s" STR_FMT,
					STR_ARG(atom->text),
					STR_ARG(atom->value.len ? atom->value : STR("unknown")),
					atom->evidence.len ? ", " : "", STR_ARG(atom->evidence)),
		};
	}
}

/* How old the measurements are that were asked for, a step each. */
static void ages_take(struct judgement *judgement, const struct condition *condition,
		struct register_fault *fault)
{
	struct arena *arena = judgement->book->arena;
	VEC(struct evidence) steps = { 0 };

	for (size_t i = 0; i < fault->evidence_len; i++) {
		*vec_add(&steps, arena) = fault->evidence[i];
	}
	for (uint32_t i = 0; i < condition->term_count; i++) {
		const struct metric *metric = condition->terms[i].metric;
		struct str text = metric_age(arena, metric, judgement->world.as_of);
		bool is_new = text.len > 0;
		for (uint32_t k = 0; is_new && k < i; k++) {
			is_new = condition->terms[k].metric != metric;
		}
		if (is_new) {
			*vec_add(&steps, arena) = (struct evidence){ metric->source, text };
		}
	}
	fault->evidence = steps.p;
	fault->evidence_len = steps.len;
}

static void unknown_report(struct judgement *judgement, struct str field, struct place place,
		struct str what, const struct outcome *outcome)
{
	struct register_fault *fault =
			fault_add(judgement->book, OWN_REGISTER_UNKNOWN, judgement->entry, field,
					place, ": " STR_FMT " cannot be judged", STR_ARG(what));
	fault->class = CLASS_DATA;
	fault->why = atom_text(judgement, outcome);
	fault->remedy = STR("what is unknown is not fine: give it what it asks for");
}

/* ---- what is required ---- */

/* False too where it is not known because the record does not say what is asked. */
static bool is_required(struct judgement *judgement, const struct field_kind *field,
		const struct condition *when)
{
	struct outcome outcome;
	if (!when) {
		return field->is_required;
	}
	judge(judgement, when, &outcome);
	if (outcome.truth == TRUTH_UNKNOWN && outcome.reason != REASON_NO_RECORD) {
		unknown_report(judgement, field->name, judgement->entry->place,
				str_fmt(judgement->book->arena, "whether " STR_FMT " is required",
						STR_ARG(field->name)),
				&outcome);
	}
	return outcome.truth == TRUTH_TRUE;
}

/* `group` is the group that it is missing in, or NULL. */
static void missing_report(struct judgement *judgement, const struct field_kind *field,
		const struct field_kind *group, struct place place)
{
	struct register_book *book = judgement->book;
	struct str name = group ? str_fmt(book->arena, STR_FMT "." STR_FMT, STR_ARG(group->name),
						  STR_ARG(field->name))
				: field->name;
	struct register_fault *fault = fault_add(book, OWN_REGISTER_REQUIRED, judgement->entry,
			name, place, " has no " STR_FMT "%s" STR_FMT, STR_ARG(field->name),
			group ? " in " : "", STR_ARG(group ? group->name : STR("")));
	fault->why = field->why;
	fault->remedy = field_remedy(book->arena, field);
	if (field->required_when.len) {
		fault->also = str_fmt(book->arena, "it is required because: " STR_FMT,
				STR_ARG(field->required_when));
	}
}

static void required_count(struct judgement *judgement, const struct field_kind *field,
		const struct register_field *value, const struct field_kind *group,
		const struct condition *when, struct place place)
{
	if (!is_required(judgement, field, when)) {
		return;
	}
	judgement->entry->required++;
	judgement->entry->complete += value->is_there && value->refused == 0;
	/* What was written and is wrong has been told; of a draft, what is to be filled in first.
	 */
	if (!value->is_there && !value->refused && !judgement->entry->is_draft) {
		missing_report(judgement, field, group, value->place.line ? value->place : place);
	}
}

static void required_judge(struct judgement *judgement)
{
	const struct kind_form *form = judgement->form;
	struct register_entry *entry = judgement->entry;

	for (size_t i = 0; i < form->kind->field_count; i++) {
		const struct field_kind *field = &form->kind->fields[i];
		const struct register_field *value = &entry->fields[i];
		required_count(judgement, field, value, NULL, form->required_when[i], entry->place);
		for (size_t v = 0; field->value == VALUE_GROUP && v < value->len; v++) {
			const struct register_value *group = &value->values[v];
			for (size_t k = 0; k < field->field_count; k++) {
				required_count(judgement, &field->fields[k], &group->fields[k],
						field, form->parts_required_when[i][k],
						group->place);
			}
		}
	}
}

/* ---- what is over ---- */

static void over_report(
		struct judgement *judgement, const struct register_value *last, int64_t days_over)
{
	const struct register_kind *kind = judgement->entry->kind;
	struct register_book *book = judgement->book;
	char day[DATE_DAY_SIZE];
	struct register_fault *fault;

	date_write_day(last->day, day);
	if (days_over > kind->grace_days) {
		fault = fault_add(book, OWN_REGISTER_EXPIRED, judgement->entry, kind->expires,
				last->place, " ended on %s, %lld days ago", day,
				(long long)days_over);
	} else if (days_over > 0) {
		fault = fault_add(book, OWN_REGISTER_EXPIRING, judgement->entry, kind->expires,
				last->place, " ended on %s; %lld of %d days of grace are left", day,
				(long long)(kind->grace_days - days_over), kind->grace_days);
	} else {
		fault = fault_add(book, OWN_REGISTER_EXPIRING, judgement->entry, kind->expires,
				last->place, " ends on %s, in %lld day%s", day,
				(long long)-days_over, days_over == -1 ? "" : "s");
	}
	fault->class = CLASS_CLOCK;
	fault->why = kind->expires_why;
	fault->remedy = STR("look at it again, and write the next day or take the record out");
}

static void expiry_judge(struct judgement *judgement)
{
	struct register_entry *entry = judgement->entry;
	const struct register_kind *kind = entry->kind;
	const struct register_field *field =
			kind->expires.len ? register_field(entry, kind->expires) : NULL;

	if (!field) {
		return;
	}
	date_day today = date_day_of(judgement->world.as_of / MOMENT_SECOND);
	int64_t over = (int64_t)today - field->values[0].day;
	entry->is_expired = over > 0;
	if (over >= -(int64_t)kind->warn_days) {
		over_report(judgement, &field->values[0], over);
	}
}

/* ---- what must hold ---- */

/* Conditions about counts of findings have a round of their own. */
static bool is_of_round(const struct judgement *judgement, const struct condition *when,
		const struct condition *condition)
{
	unsigned needs = condition_needs(condition) | (when ? condition_needs(when) : 0);
	bool is_late = needs & CONDITION_NEEDS_FINDINGS;
	return is_late == (judgement->round == ROUND_OF_COUNTS);
}

/* A record that lacks something is told so, and not what follows from it. */
static bool is_whole(const struct register_entry *entry)
{
	for (size_t i = 0; i < entry->kind->field_count; i++) {
		if (entry->fields[i].refused > 0) {
			return false;
		}
	}
	return entry->complete == entry->required;
}

static void rule_report(struct judgement *judgement, const struct register_rule *rule,
		const struct condition *holds, const struct outcome *outcome)
{
	struct register_book *book = judgement->book;
	const struct register_entry *entry = judgement->entry;
	struct str message = message_fill(book->arena, rule->message, &book->registers, entry);
	struct register_fault *fault = fault_add(book, OWN_RULES, entry, STR(""), entry->place,
			" " STR_FMT, STR_ARG(message));

	fault->kind = entry->kind;
	fault->kind_rule = rule;
	fault->class = (enum finding_class)rule->class;
	fault->why = rule->why;
	fault->remedy = message_fill(book->arena, rule->remedy, &book->registers, entry);
	fault->evidence_len = compared_values(
			book->arena, &book->registers, entry, holds, &fault->evidence);
	if (fault->evidence_len == 0) {
		atoms_take(judgement, outcome, fault);
	}
}

static void rule_judge(struct judgement *judgement, size_t which)
{
	const struct register_rule *rule = &judgement->form->kind->rules[which];
	const struct condition *when = judgement->form->when[which];
	const struct condition *holds = judgement->form->holds[which];
	struct outcome outcome = { .truth = TRUTH_TRUE };

	if (!is_of_round(judgement, when, holds)) {
		return;
	}
	if (when) {
		judge(judgement, when, &outcome);
	}
	if (outcome.truth == TRUTH_TRUE) {
		judge(judgement, holds, &outcome);
		if (outcome.truth == TRUTH_FALSE) {
			rule_report(judgement, rule, holds, &outcome);
		}
	} else if (outcome.truth == TRUTH_FALSE || outcome.reason == REASON_NO_RECORD) {
		return;
	}
	if (outcome.truth == TRUTH_UNKNOWN && is_whole(judgement->entry)) {
		unknown_report(judgement, rule->id, judgement->entry->place, rule->id, &outcome);
	}
}

/* ---- conditions that records hold ---- */

static void condition_report(struct judgement *judgement, const struct register_condition *own,
		const struct outcome *outcome)
{
	struct register_book *book = judgement->book;
	bool is_objective = own->field->judged == JUDGED_OBJECTIVE;
	struct register_fault *fault =
			fault_add(book, is_objective ? OWN_REGISTER_OBJECTIVE : OWN_REGISTER_BREACH,
					judgement->entry, own->field->name, own->place,
					is_objective ? ": its " STR_FMT " does not hold"
						     : ": its " STR_FMT " has come true",
					STR_ARG(own->field->name));
	fault->class = CLASS_DATA;
	fault->why = is_objective ? STR("others rely on what the record states as its objective")
				  : STR("the record says that somebody must look when this is so");
	fault->remedy = is_objective ? STR("do what brings it back, or decide that it is no longer the "
					   "objective")
				     : STR("look at the record again, and write down what was decided");
	fault->also = record_statement(book->arena, judgement->entry);
	atoms_take(judgement, outcome, fault);
	ages_take(judgement, own->condition, fault);
}

static void condition_judge(struct judgement *judgement, struct register_condition *own)
{
	const struct register_entry *entry = judgement->entry;
	const struct condition *when =
			judgement->form->judged_when[own->field - entry->kind->fields];
	struct outcome outcome = { .truth = TRUTH_TRUE };

	if (own->field->judged == JUDGED_NOT || !is_of_round(judgement, when, own->condition)) {
		return;
	}
	if (when) {
		judge(judgement, when, &outcome);
	}
	if (outcome.truth != TRUTH_TRUE) {
		return;
	}
	judge(judgement, own->condition, &outcome);
	own->is_evaluated = true;
	own->truth = outcome.truth;
	own->reason = outcome.reason;
	bool is_wrong = own->field->judged == JUDGED_OBJECTIVE ? outcome.truth == TRUTH_FALSE
							       : outcome.truth == TRUTH_TRUE;
	if (is_wrong) {
		condition_report(judgement, own, &outcome);
	} else if (outcome.truth == TRUTH_UNKNOWN) {
		unknown_report(judgement, own->field->name, own->place, own->field->name, &outcome);
	}
}

/* ---- all records ---- */

static void entry_set(struct judgement *judgement, struct register_entry *entry)
{
	const struct register_book *book = judgement->book;
	size_t low = 0;
	size_t high = book->forms.len;

	judgement->entry = entry;
	judgement->world.entry = entry;
	if (judgement->form && judgement->form->kind == entry->kind) {
		return;
	}
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (str_cmp(book->forms.p[middle].kind->name, entry->kind->name) <= 0) {
			low = middle;
		} else {
			high = middle;
		}
	}
	judgement->form = &book->forms.p[low];
}

void book_evaluate(struct register_book *book, const struct world *world, enum book_round round)
{
	struct judgement judgement = {
		.book = book,
		.world = *world,
		.round = round,
		.scratch = arena_create(),
	};

	if (round == ROUND_OF_RECORDS) {
		book_find_cycles(book);
		book_derive(book, world);
		/* All of them first: rules may ask how many are complete. */
		vec_each (struct register_entry, entry, &book->registers.entries) {
			entry_set(&judgement, entry);
			expiry_judge(&judgement);
			required_judge(&judgement);
		}
	}
	vec_each (struct register_entry, entry, &book->registers.entries) {
		entry_set(&judgement, entry);
		for (size_t i = 0; !entry->is_draft && i < judgement.form->kind->rule_count; i++) {
			rule_judge(&judgement, i);
		}
	}
	vec_each (struct register_condition, own, &book->conditions) {
		entry_set(&judgement, &book->registers.entries.p[own->entry]);
		condition_judge(&judgement, own);
	}
	arena_destroy(judgement.scratch);
}
