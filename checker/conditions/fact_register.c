/* SPDX-License-Identifier: MIT */
/*
 * Facts about records: how many there are, how much of them is there, what
 * their fields come to together.
 *
 * A record that does not state a field of the filter may pass it or not: counts
 * lie between those that pass and those that could.
 */
#include "base/arena.h"
#include "conditions/fact_functions.h"
#include "conditions/field.h"

/* The records that are asked about. */
struct asked {
	struct register_range all;
	/* Those that pass the filter. */
	const struct register_entry **passing;
	size_t passing_count;
	/* Those that do not state a field of it. */
	const struct register_entry **open;
	size_t open_count;
	/* The first such field. */
	struct str open_field;
};

/* Whether a date lies so near before or after as_of; a day that is not over counts. */
static bool is_near(const struct register_value *value, moment as_of, bool is_ahead,
		struct duration length)
{
	moment begin = (moment)value->day * MOMENT_DAY;
	return is_ahead ? value->at > as_of && begin <= moment_after(as_of, length)
			: begin <= as_of && value->at > moment_before(as_of, length);
}

static bool value_passes(const struct world *world, enum value_kind kind,
		const struct register_value *value, struct str wanted)
{
	bool is_ahead;
	struct duration length;
	if (kind == VALUE_DATE && field_window_read(wanted, &is_ahead, &length)) {
		return is_near(value, world->as_of, is_ahead, length);
	}
	return field_value_is(world, kind, value, wanted);
}

static bool passes(const struct world *world, const struct register_entry *entry,
		const struct label *label, bool *is_open)
{
	const struct register_field *field = register_field(entry, label->name);
	const struct field_kind *kind = register_kind_field(entry->kind, label->name);
	*is_open = !field || !kind;
	for (size_t i = 0; !*is_open && i < field->len; i++) {
		if (value_passes(world, kind->value, &field->values[i], label->value)) {
			return true;
		}
	}
	return false;
}

static void entry_ask(struct asked *asked, const struct term *term, const struct world *world,
		const struct register_entry *entry)
{
	struct str open = STR("");
	for (size_t i = 0; i < term->label_count; i++) {
		bool is_open;
		if (!passes(world, entry, &term->labels[i], &is_open) && !is_open) {
			return;
		}
		open = is_open && open.len == 0 ? term->labels[i].name : open;
	}
	if (open.len == 0) {
		asked->passing[asked->passing_count++] = entry;
		return;
	}
	asked->open_field = asked->open_count ? asked->open_field : open;
	asked->open[asked->open_count++] = entry;
}

/* False if there is nothing that could be asked, and the answer says why. */
static bool ask(struct asked *asked, const struct fact_question *question,
		struct fact_answer *answer)
{
	*asked = (struct asked){ 0 };
	if (!question->world->registers) {
		answer->reason = REASON_UNREADABLE;
		answer->evidence = STR("no registers are kept: 'registers' in lintel.yaml names "
				       "their files");
		return false;
	}
	if (!register_kind_find(question->world->registers, question->term->argument)) {
		answer->reason = REASON_NO_RECORD;
		answer->evidence = str_fmt(question->arena,
				"no kind of records is called '" STR_FMT "'",
				STR_ARG(question->term->argument));
		return false;
	}
	asked->all = register_of_kind(question->world->registers, question->term->argument);
	asked->passing = arena_new_array(
			question->arena, const struct register_entry *, asked->all.len);
	asked->open = arena_new_array(
			question->arena, const struct register_entry *, asked->all.len);
	for (size_t i = 0; i < asked->all.len; i++) {
		entry_ask(asked, question->term, question->world, &asked->all.p[i]);
	}
	return true;
}

static void evidence_write(const struct asked *asked, const struct term *term, struct arena *arena,
		struct fact_answer *answer)
{
	struct buf text = { 0 };
	buf_fmt(&text, "%zu %s of " STR_FMT, asked->all.len,
			asked->all.len == 1 ? "record" : "records", STR_ARG(term->argument));
	if (term->label_count > 0) {
		buf_fmt(&text, ", %zu with these values", asked->passing_count);
	}
	if (asked->open_count > 0) {
		buf_fmt(&text, ", %zu %s not state " STR_FMT, asked->open_count,
				asked->open_count == 1 ? "does" : "do", STR_ARG(asked->open_field));
	}
	if (asked->passing_count > 0) {
		const struct place *place = &asked->passing[0]->place;
		buf_fmt(&text, ", the first " STR_FMT ":%u", STR_ARG(place->path), place->line);
	}
	answer->evidence = str_dup(arena, buf_str(&text));
	buf_finish(&text);
}

/* ---- counts ---- */

typedef bool entry_fn(const struct register_entry *entry);

static bool is_any(const struct register_entry *entry)
{
	(void)entry;
	return true;
}

static bool is_incomplete(const struct register_entry *entry)
{
	return entry->complete < entry->required;
}

static bool is_expired(const struct register_entry *entry)
{
	return entry->is_expired;
}

static void count_answer(
		const struct fact_question *question, entry_fn *counts, struct fact_answer *answer)
{
	struct asked asked;
	if (!ask(&asked, question, answer)) {
		return;
	}
	size_t open = 0;
	for (size_t i = 0; i < asked.passing_count; i++) {
		answer->value += counts(asked.passing[i]);
	}
	for (size_t i = 0; i < asked.open_count; i++) {
		open += counts(asked.open[i]);
	}
	if (open > 0) {
		answer->reason = REASON_NO_RECORD;
		answer->is_between = true;
		answer->high = answer->value + (double)open;
	}
	evidence_write(&asked, question->term, question->arena, answer);
}

void fact_register_count(const struct fact_question *question, struct fact_answer *answer)
{
	count_answer(question, is_any, answer);
}

void fact_register_incomplete(const struct fact_question *question, struct fact_answer *answer)
{
	count_answer(question, is_incomplete, answer);
}

void fact_register_expired(const struct fact_question *question, struct fact_answer *answer)
{
	count_answer(question, is_expired, answer);
}

/* ---- shares and sums ---- */

/* False where which records are asked about is not known, or there are none. */
static bool ask_all(struct asked *asked, const struct fact_question *question,
		struct fact_answer *answer)
{
	if (!ask(asked, question, answer)) {
		return false;
	}
	evidence_write(asked, question->term, question->arena, answer);
	if (asked->open_count > 0 || asked->passing_count == 0) {
		answer->reason = REASON_NO_RECORD;
		return false;
	}
	return true;
}

void fact_register_complete(const struct fact_question *question, struct fact_answer *answer)
{
	struct asked asked;
	double required = 0;
	double complete = 0;
	if (!ask_all(&asked, question, answer)) {
		return;
	}
	for (size_t i = 0; i < asked.passing_count; i++) {
		required += asked.passing[i]->required;
		complete += asked.passing[i]->complete;
	}
	if (required == 0) {
		/* Nothing that nobody asked for is complete. */
		answer->reason = REASON_UNDEFINED;
		answer->evidence = str_fmt(question->arena, "nothing is required of " STR_FMT,
				STR_ARG(answer->evidence));
		return;
	}
	answer->value = 100 * complete / required;
	answer->evidence = str_fmt(question->arena, "%.0f of %.0f fields; " STR_FMT, complete,
			required, STR_ARG(answer->evidence));
}

static void field_answer(
		const struct fact_question *question, enum field_of of, struct fact_answer *answer)
{
	struct asked asked;
	struct str gap;
	if (!ask_all(&asked, question, answer)) {
		return;
	}
	struct span span = field_of_entries(question->arena, asked.passing, asked.passing_count,
			question->term, of, &gap);
	answer->reason = span.reason;
	answer->is_between = !span_is_unknown(span) && !span_is_point(span);
	answer->value = span.low;
	answer->high = span.high;
	answer->evidence = gap.len > 0 ? gap : answer->evidence;
}

void fact_register_sum(const struct fact_question *question, struct fact_answer *answer)
{
	field_answer(question, FIELD_SUM, answer);
}

void fact_register_least(const struct fact_question *question, struct fact_answer *answer)
{
	field_answer(question, FIELD_LEAST, answer);
}

void fact_register_most(const struct fact_question *question, struct fact_answer *answer)
{
	field_answer(question, FIELD_MOST, answer);
}
