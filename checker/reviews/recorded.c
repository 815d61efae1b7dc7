/* SPDX-License-Identifier: MIT */
#include "reviews/recorded.h"

#include "base/arena.h"
#include "base/field.h"
#include "findings/finding.h"

#define HEADER "# lintel triggers 1\n"
#define ADVICE "# What triggers came to, where it cannot be looked up: lintel adr due --record\n"
#define DIGITS 12
#define ERRORS_MAX 50

const char *const recorded_words[] = {
	[RECORDED_FALSE] = "false",
	[RECORDED_UNKNOWN] = "unknown",
	[RECORDED_PENDING] = "pending",
	[RECORDED_TRUE] = "true",
	NULL,
};

bool condition_has_no_past(const struct condition *condition)
{
	for (uint32_t i = 0; i < condition->term_count; i++) {
		switch (condition->terms[i].kind) {
		case TERM_FACT:
		case TERM_STATUS:
		case TERM_FIRED:
			return true;
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
		case TERM_METRIC:
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
	return false;
}

static int key_cmp(const struct recorded_state *a, const struct recorded_state *b)
{
	int order = str_cmp(a->record, b->record);
	order = order ? order : str_cmp(a->trigger, b->trigger);
	return order ? order : str_cmp(a->digits, b->digits);
}

static int state_order(const void *left, const void *right)
{
	const struct recorded_state *a = left;
	const struct recorded_state *b = right;
	int order = key_cmp(a, b);
	if (order) {
		return order;
	}
	if (a->day != b->day) {
		return a->day < b->day ? -1 : 1;
	}
	return (int)a->truth - (int)b->truth;
}

/* Sorts, and keeps of one trigger and day the last: the stronger truth. */
static void sort(struct recorded_states *states)
{
	size_t kept = 0;

	vec_sort(&states->list, state_order);
	for (size_t i = 0; i < states->list.len; i++) {
		const struct recorded_state *state = &states->list.p[i];
		struct recorded_state *before = kept ? &states->list.p[kept - 1] : NULL;
		if (before && key_cmp(before, state) == 0 && before->day == state->day) {
			*before = *state;
		} else {
			states->list.p[kept++] = *state;
		}
	}
	states->list.len = kept;
}

static bool truth_read(struct str word, enum recorded_truth *truth)
{
	for (unsigned i = 0; recorded_words[i]; i++) {
		if (str_eq(word, str_of(recorded_words[i]))) {
			*truth = (enum recorded_truth)i;
			return true;
		}
	}
	return false;
}

static bool line_read(struct str line, struct arena *arena, struct recorded_state *state)
{
	struct str words[5];
	size_t count = 0;
	struct str word;

	while (str_split(&line, '\t', &word)) {
		if (count == COUNT_OF(words)) {
			return false;
		}
		words[count++] = word;
	}
	if (count != COUNT_OF(words) || !field_read(arena, words[0], &state->record)
			|| !field_read(arena, words[1], &state->trigger) || words[2].len != DIGITS
			|| !fingerprint_is_prefix(words[2])) {
		return false;
	}
	state->digits = words[2];
	return date_read_day(words[3], &state->day) && truth_read(words[4], &state->truth);
}

bool recorded_read(struct recorded_states *states, struct arena *arena, struct str path,
		struct str text, struct problems *problems)
{
	struct str rest = text;
	struct str line;
	uint32_t number = 0;
	size_t errors = 0;

	*states = (struct recorded_states){ 0 };
	while (str_split(&rest, '\n', &line) && errors < ERRORS_MAX) {
		struct recorded_state state;
		number++;
		line = str_ends(line, STR("\r")) ? str_slice(line, 0, line.len - 1) : line;
		if (line.len == 0 || line.p[0] == '#') {
			continue;
		}
		if (line_read(line, arena, &state)) {
			*vec_add(&states->list, arena) = state;
			continue;
		}
		errors++;
		problem_add(problems, (struct place){ .path = path, .line = number, .column = 1 },
				STR("take the line out, or after a merge keep the lines of both "
				    "sides without the marks"),
				"not a state of a trigger: record, trigger, hash, day and truth, "
				"with tabs between");
	}
	sort(states);
	return errors == 0;
}

/* A state of the trigger as it is worded now, at the end of a day. */
static struct recorded_state state_of(const struct trigger *trigger, struct arena *arena)
{
	const struct decision *decision = trigger->decision;
	char hex[HASH_HEX_SIZE];

	hash_hex(trigger->hash, hex);
	return (struct recorded_state){
		.record = decision->id.len ? decision->id : decision->path,
		.trigger = trigger->item->id,
		.digits = str_dup(arena, (struct str){ hex, DIGITS }),
	};
}

size_t recorded_find(const struct recorded_states *states, struct arena *arena,
		const struct trigger *trigger, const struct recorded_state **first)
{
	const struct recorded_state key = state_of(trigger, arena);
	size_t low = 0;
	size_t high = states->list.len;
	size_t count = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (key_cmp(&states->list.p[middle], &key) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	*first = states->list.p + low;
	while (low + count < states->list.len && key_cmp(&states->list.p[low + count], &key) == 0) {
		count++;
	}
	return count;
}

static enum recorded_truth truth_of(const struct outcome *outcome)
{
	if (outcome->truth == TRUTH_TRUE) {
		return RECORDED_TRUE;
	}
	if (outcome->bare == TRUTH_TRUE) {
		return RECORDED_PENDING;
	}
	return outcome->truth == TRUTH_FALSE ? RECORDED_FALSE : RECORDED_UNKNOWN;
}

static bool is_recorded(const struct trigger *trigger)
{
	return trigger->form == TRIGGER_CONDITION && trigger->state != TRIGGER_IDLE
	       && condition_has_no_past(trigger->condition);
}

size_t recorded_update(struct recorded_states *states, struct arena *arena,
		const struct triggers *triggers, moment as_of)
{
	struct recorded_states now = { 0 };
	size_t kept = 0;
	size_t added = 0;

	vec_each (const struct trigger, trigger, &triggers->list) {
		const struct recorded_state *first;
		if (!is_recorded(trigger)) {
			continue;
		}
		size_t count = recorded_find(states, arena, trigger, &first);
		for (size_t i = 0; i < count; i++) {
			*vec_add(&now.list, arena) = first[i];
		}
		kept += count;
		struct recorded_state state = state_of(trigger, arena);
		state.day = date_day_of(as_of / MOMENT_SECOND);
		state.truth = truth_of(&trigger->outcome);
		bool is_news = count == 0
			       || (first[count - 1].day <= state.day
					       && first[count - 1].truth != state.truth);
		if (is_news) {
			*vec_add(&now.list, arena) = state;
			added++;
		}
	}
	size_t dropped = states->list.len - kept;
	*states = now;
	sort(states);
	return added + dropped;
}

void recorded_write(const struct recorded_states *states, struct buf *out)
{
	buf_add_cstr(out, HEADER ADVICE);
	vec_each (const struct recorded_state, state, &states->list) {
		char day[DATE_DAY_SIZE];
		date_write_day(state->day, day);
		field_write(out, state->record);
		buf_add_char(out, '\t');
		field_write(out, state->trigger);
		buf_fmt(out, "\t" STR_FMT "\t%s\t%s\n", STR_ARG(state->digits), day,
				recorded_words[state->truth]);
	}
}
