/* SPDX-License-Identifier: MIT */
#include "reviews/rehearsal_file.h"

#include "base/arena.h"
#include "reviews/evidence.h"

/* Samples of one series. */
#define SAMPLES_MAX 1000000

const char *const trial_outcomes[] = { "keep", "revise", "supersede", "retire", "defer", NULL };
const char *const trial_observed[] = { "no", "yes", NULL };

#define AT(member) offsetof(struct trial_review, member)

static const struct field review_fields[] = {
	{ .name = "day",
			.type = FIELD_TEXT,
			.offset = AT(day),
			.is_required = true,
			.help = "The day of the review.",
			.example = "2026-10-05" },
	{ .name = "outcome",
			.type = FIELD_CHOICE,
			.offset = AT(outcome),
			.is_required = true,
			.words = trial_outcomes,
			.help = "What was decided.",
			.example = "keep" },
	{ .name = "by",
			.type = FIELD_TEXT,
			.offset = AT(by),
			.help = "The role that decided it (default `test`).",
			.example = "architect" },
	{ .name = "next",
			.type = FIELD_TEXT,
			.offset = AT(next),
			.help = "The day up to which it is settled.",
			.example = "2027-04-01" },
	{ .name = "observed",
			.type = FIELD_CHOICE,
			.offset = AT(observed),
			.words = trial_observed,
			.help = "Of a `manual()`: whether it has happened.",
			.example = "no" },
	{ .name = "note",
			.type = FIELD_TEXT,
			.offset = AT(note),
			.help = "Why.",
			.example = "a third consumer is planned" },
};

static const struct table review_table = {
	.name = "review",
	.help = "A review that a test supposes; it is bound to the trigger as `lintel adr ack` does.",
	.fields = review_fields,
	.len = COUNT_OF(review_fields),
	.size = sizeof(struct trial_review),
};

#undef AT
#define AT(member) offsetof(struct trial_expectation, member)

static const struct field expectation_fields[] = {
	{ .name = "at",
			.type = FIELD_TEXT,
			.offset = AT(at),
			.is_required = true,
			.help = "The day (to its end) or the moment.",
			.example = "2026-10-01" },
	{ .name = "state",
			.type = FIELD_CHOICE,
			.offset = AT(state),
			.is_required = true,
			.words = trigger_state_words,
			.help = "What the trigger is then.",
			.example = "fired" },
	{ .name = "facts",
			.type = FIELD_NODE,
			.offset = AT(facts),
			.help = "Facts from then on, by their text.",
			.example = "{ \"code(fan_in, core)\": 30 }" },
};

static const struct table expectation_table = {
	.name = "expectation",
	.help = "What a trigger is at some time.",
	.fields = expectation_fields,
	.len = COUNT_OF(expectation_fields),
	.size = sizeof(struct trial_expectation),
};

#undef AT
#define AT(member) offsetof(struct trial, member)

static const struct field trial_fields[] = {
	{ .name = "trigger",
			.type = FIELD_TEXT,
			.offset = AT(trigger),
			.is_required = true,
			.help = "The trigger's name.",
			.example = "few-consumers" },
	{ .name = "start",
			.type = FIELD_TEXT,
			.offset = AT(start),
			.is_required = true,
			.help = "The day or moment of the first value of each series.",
			.example = "2026-01-01" },
	{ .name = "step",
			.type = FIELD_TEXT,
			.offset = AT(step),
			.help = "How far apart the values are (default `1d`).",
			.example = "1h" },
	{ .name = "accepted",
			.type = FIELD_TEXT,
			.offset = AT(accepted),
			.help = "The day on which the record came into force (default `start`).",
			.example = "2026-01-01" },
	{ .name = "metrics",
			.type = FIELD_NODE,
			.offset = AT(metrics),
			.help = "The values of declared metrics, in their units: `VALUE`, "
				"`VALUExCOUNT`, `_` for a missing one; a text or a list.",
			.example = "{ bus.consumers: \"4x90 2x183\" }" },
	{ .name = "facts",
			.type = FIELD_NODE,
			.offset = AT(facts),
			.help = "The values of facts, by their text.",
			.example = "{ \"code(fan_in, core)\": 12 }" },
	{ .name = "reviews",
			.type = FIELD_RECORDS,
			.offset = AT(reviews),
			.item = &review_table,
			.help = "Reviews in the meantime.",
			.example = "[{ day: 2026-10-05, outcome: keep }]" },
	{ .name = "expect",
			.type = FIELD_RECORDS,
			.offset = AT(expect),
			.is_required = true,
			.item = &expectation_table,
			.help = "What the trigger must be, by time.",
			.example = "[{ at: 2026-10-01, state: fired }]" },
};

static const struct table trial_table = {
	.name = "test",
	.help = "A trigger over series that somebody made up.",
	.fields = trial_fields,
	.len = COUNT_OF(trial_fields),
	.size = sizeof(struct trial),
};

static const struct field file_fields[] = {
	{ .name = "tests",
			.type = FIELD_RECORDS,
			.offset = offsetof(struct trials, tests),
			.is_required = true,
			.item = &trial_table,
			.help = "The tests, in any order.",
			.example = "[{ trigger: slo, start: 2026-01-01, expect: [] }]" },
};

const struct table rehearsal_table = {
	.name = "tests of triggers",
	.help = "Tests of the triggers of one record, in a file beside it: `NAME.test.yaml`.",
	.fields = file_fields,
	.len = COUNT_OF(file_fields),
	.size = sizeof(struct trials),
};

bool trial_moment(const struct text *text, bool is_end, moment *at, struct problems *problems)
{
	date_day day;
	int64_t seconds;

	if (date_read_day(text->s, &day)) {
		*at = ((moment)day + (is_end ? 1 : 0)) * MOMENT_DAY - (is_end ? 1 : 0);
		return true;
	}
	if (!date_read_moment(text->s, &seconds)) {
		return problem_add(problems, text->place,
				STR("write a day, YYYY-MM-DD, or a moment, YYYY-MM-DDTHH:MM:SSZ"),
				"'" STR_FMT "' is no day", STR_ARG(text->s));
	}
	*at = seconds * MOMENT_SECOND;
	return true;
}

/* A series while its values are read. */
struct series_reader {
	moment at;
	struct duration step;
	struct arena *arena;
	size_t count;
	VEC(struct sample) samples;
};

/* "4x90", "2", "_x3" */
static bool value_read(struct series_reader *reader, struct str word)
{
	size_t x = str_find(word, 'x');
	uint64_t count = 1;
	struct str text = str_slice(word, 0, x);
	double value = 0;
	bool is_gap = str_eq(text, STR("_"));

	if (x < word.len && (!str_to_u64(str_from(word, x + 1), &count) || count == 0)) {
		return false;
	}
	if ((!is_gap && !number_read(text, &value)) || count > SAMPLES_MAX - reader->count) {
		return false;
	}
	reader->count += count;
	for (uint64_t i = 0; i < count; i++) {
		if (!is_gap) {
			*vec_add(&reader->samples, reader->arena) =
					(struct sample){ reader->at, value };
		}
		reader->at = moment_after(reader->at, reader->step);
	}
	return true;
}

static bool values_read(
		struct series_reader *reader, const struct node *node, struct problems *problems)
{
	struct str rest = node->text;
	struct str word;

	if (node->kind != NODE_SCALAR) {
		return problem_add(problems, node->place,
				STR("write values, for example: \"4x90 2x183\", or a list of them"),
				"the values of a series are a text or a list, but this is %s",
				node_kind_name(node));
	}
	while (str_split(&rest, ' ', &word)) {
		if (word.len && !value_read(reader, word)) {
			return problem_add(problems, node->place,
					STR("write a number, or as 4x90 a number and how often, or "
					    "_ for a missing one; at most 1000000 in all"),
					"'" STR_FMT "' is no value", STR_ARG(word));
		}
	}
	return true;
}

bool trial_series(const struct node *node, moment start, struct duration step, struct arena *arena,
		struct metric *metric, struct problems *problems)
{
	struct series_reader reader = { .at = start, .step = step, .arena = arena };
	bool is_good = true;

	if (node->kind == NODE_LIST) {
		for (size_t i = 0; i < node->len && is_good; i++) {
			is_good = values_read(&reader, &node->items[i], problems);
		}
	} else {
		is_good = values_read(&reader, node, problems);
	}
	metric->samples = reader.samples.p;
	metric->len = reader.samples.len;
	return is_good;
}

bool trial_facts(const struct node *node, struct arena *arena, struct stored_value **values,
		size_t *count, struct problems *problems)
{
	bool is_good = true;

	*count = 0;
	*values = NULL;
	if (!node || node->kind == NODE_NULL) {
		return true;
	}
	if (node->kind != NODE_MAP) {
		return problem_add(problems, node->place,
				STR("for example: { \"code(fan_in, core)\": 12 }"),
				"facts are a map, but this is %s", node_kind_name(node));
	}
	*values = arena_new_array(arena, struct stored_value, node->len);
	for (size_t i = 0; i < node->len; i++) {
		const struct node *item = &node->items[i];
		double value;
		if (item->kind != NODE_SCALAR || !number_read(item->text, &value)) {
			is_good = problem_add(problems, item->place, STR("write a number"),
					"the value of '" STR_FMT "' is no number",
					STR_ARG(item->key));
			continue;
		}
		(*values)[(*count)++] = (struct stored_value){
			.term = term_words(item->key, arena),
			.value = value,
		};
	}
	return is_good;
}
