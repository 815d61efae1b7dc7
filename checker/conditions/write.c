/* SPDX-License-Identifier: MIT */
/*
 * A condition as it was understood.  What is written reads back as the same
 * condition.
 */
#include "conditions/fact.h"
#include "conditions/operand.h"

static const char *const comparison_signs[] = {
	[LESS] = " < ",
	[LESS_OR_EQUAL] = " <= ",
	[GREATER] = " > ",
	[GREATER_OR_EQUAL] = " >= ",
	[EQUAL] = " == ",
	[NOT_EQUAL] = " != ",
};

static const char *const age_words[] = {
	[AGE_ACCEPTED] = "accepted",
	[AGE_REVIEWED] = "reviewed",
	[AGE_CHANGED] = "changed",
	[AGE_PROPOSED] = "proposed",
};

/* An argument, in quotes where it is not a plain word. */
static void argument_write(struct str text, struct buf *out)
{
	bool is_plain = text.len > 0;
	for (size_t i = 0; i < text.len; i++) {
		is_plain = is_plain && !strchr(" \t\r\n\"'(),<>={}\xc2", text.p[i]);
	}
	const char *quote = is_plain ? "" : str_find(text, '"') < text.len ? "'" : "\"";
	buf_fmt(out, "%s" STR_FMT "%s", quote, STR_ARG(text), quote);
}

/* What a field must be: one word of the language, or in quotes. */
static void word_write(struct str text, struct buf *out)
{
	bool is_word = word_at(text, 0).len == text.len && text.len > 0 && !word_is_reserved(text);
	const char *quote = is_word ? "" : str_find(text, '"') < text.len ? "'" : "\"";
	buf_fmt(out, "%s" STR_FMT "%s", quote, STR_ARG(text), quote);
}

static void labels_write(const struct term *term, const char *gap, struct buf *out)
{
	for (size_t i = 0; i < term->label_count; i++) {
		const struct label *label = &term->labels[i];
		const char *quote = str_find(label->value, '"') < label->value.len ? "'" : "\"";
		buf_fmt(out, "%s" STR_FMT "=%s" STR_FMT "%s", gap, STR_ARG(label->name), quote,
				STR_ARG(label->value), quote);
		gap = ", ";
	}
}

void aggregate_write(const struct term *term, struct buf *out)
{
	if (term->aggregate != AGGREGATE_PERCENTILE) {
		buf_add(out, aggregate_words[term->aggregate]);
		return;
	}
	buf_add_char(out, 'p');
	number_write(term->percentile, out);
}

static void window_write(const struct term *term, struct buf *out)
{
	if (term->has_window) {
		buf_add_cstr(out, ", ");
		duration_write(term->window, out);
	}
}

static void metric_write(const struct term *term, struct buf *out)
{
	buf_add_cstr(out, "metric(");
	argument_write(term->name, out);
	buf_add_cstr(out, ", ");
	aggregate_write(term, out);
	window_write(term, out);
	labels_write(term, ", ", out);
	buf_add_char(out, ')');
}

static void fact_write(const struct term *term, struct buf *out)
{
	const struct fact *fact = term->fact;
	bool has_name = fact_family_has_names(fact->family);
	struct str rest = term->argument;
	struct str item;
	const char *gap = has_name ? ", " : "";
	buf_fmt(out, STR_FMT "(", STR_ARG(fact->family));
	buf_add(out, has_name ? fact->name : STR(""));
	if (fact->argument == ARGUMENT_SELECTOR) {
		while (rest.len && str_split(&rest, ',', &item)) {
			buf_add_cstr(out, ", ");
			argument_write(str_trim(item), out);
		}
	} else if (rest.len) {
		buf_add_cstr(out, gap);
		argument_write(rest, out);
		gap = ", ";
	}
	window_write(term, out);
	labels_write(term, gap, out);
	buf_add_char(out, ')');
	if (!has_name && fact != fact_find(fact->family, STR(""))) {
		buf_fmt(out, "." STR_FMT, STR_ARG(fact->name));
	}
	if (fact->argument == ARGUMENT_RECORDS_AND_FIELD) {
		buf_add_char(out, '(');
		argument_write(term->name, out);
		buf_add_char(out, ')');
	}
}

static void day_write(moment at, struct buf *out)
{
	char text[DATE_MOMENT_SIZE];
	if (at % MOMENT_DAY == 0) {
		date_write_day((date_day)(at / MOMENT_DAY), text);
	} else {
		date_write_moment(at / MOMENT_SECOND, text);
	}
	buf_add_cstr(out, text);
}

static void date_write(const struct term *term, struct buf *out)
{
	if (term->last == MOMENT_NEVER) {
		bool is_day = term->first % MOMENT_DAY == 0;
		buf_add_cstr(out, "after ");
		day_write(is_day ? term->first - MOMENT_DAY : term->first, out);
	} else if (term->last == term->first + MOMENT_DAY) {
		buf_add_cstr(out, "on ");
		day_write(term->first, out);
	} else {
		buf_add_cstr(out, "between ");
		day_write(term->first, out);
		buf_add_cstr(out, " .. ");
		day_write(term->last - MOMENT_DAY, out);
	}
}

static void number_term_write(const struct term *term, struct buf *out)
{
	struct quantity quantity = { term->value, term->unit };
	if (term->has_window) {
		duration_write(term->window, out);
	} else {
		quantity_write(&quantity, out);
	}
}

static void record_write(const struct term *term, struct buf *out)
{
	buf_add_cstr(out, "adr(");
	argument_write(term->name, out);
	if (term->kind == TERM_FIRED) {
		buf_add_cstr(out, ").fired");
	} else {
		buf_fmt(out, ").status %s %s", term->is_edge ? "becomes" : "is",
				decision_status_words[term->status]);
	}
}

static void manual_write(const struct term *term, struct buf *out)
{
	const char *quote = str_find(term->name, '"') < term->name.len ? "'" : "\"";
	buf_fmt(out, "manual(%s" STR_FMT "%s, every ", quote, STR_ARG(term->name), quote);
	duration_write(term->every, out);
	buf_add_char(out, ')');
}

static void field_write(const struct term *term, struct buf *out)
{
	buf_add(out, term->kind == TERM_HAS ? STR("has") : field_words[term->field_of]);
	buf_add_char(out, '(');
	argument_write(term->name, out);
	buf_add_char(out, ')');
	if (term->kind == TERM_IS) {
		buf_add_cstr(out, " is ");
		word_write(term->argument, out);
	}
}

static void leaf_write(const struct term *term, struct buf *out)
{
	switch (term->kind) {
	case TERM_METRIC:
		metric_write(term, out);
		break;
	case TERM_FACT:
		fact_write(term, out);
		break;
	case TERM_DATE:
		date_write(term, out);
		break;
	case TERM_NUMBER:
		number_term_write(term, out);
		break;
	case TERM_STATUS:
	case TERM_FIRED:
		record_write(term, out);
		break;
	case TERM_MANUAL:
		manual_write(term, out);
		break;
	case TERM_HAS:
	case TERM_IS:
	case TERM_FIELD:
		field_write(term, out);
		break;
	case TERM_BASELINE:
		buf_add_cstr(out, "baseline");
		break;
	case TERM_AGE:
		buf_fmt(out, "age(%s)", age_words[term->age]);
		break;
	case TERM_AND:
	case TERM_OR:
	case TERM_NOT:
	case TERM_COUNT:
	case TERM_COMPARE:
	case TERM_ADD:
	case TERM_SUBTRACT:
	case TERM_MULTIPLY:
	case TERM_DIVIDE:
	case TERM_NEGATE:
		break;
	}
}

/* What stands between the operands. */
static const char *separator(const struct term *term)
{
	switch (term->kind) {
	case TERM_AND:
		return " and ";
	case TERM_OR:
		return " or ";
	case TERM_COUNT:
		return ", ";
	case TERM_COMPARE:
		return comparison_signs[term->comparison];
	case TERM_ADD:
		return " + ";
	case TERM_SUBTRACT:
		return " - ";
	case TERM_MULTIPLY:
		return " * ";
	case TERM_DIVIDE:
		return " / ";
	case TERM_NOT:
	case TERM_NEGATE:
	case TERM_DATE:
	case TERM_STATUS:
	case TERM_FIRED:
	case TERM_HAS:
	case TERM_IS:
	case TERM_MANUAL:
	case TERM_NUMBER:
	case TERM_METRIC:
	case TERM_FACT:
	case TERM_FIELD:
	case TERM_BASELINE:
	case TERM_AGE:
		break;
	}
	return "";
}

/* `parent` is NULL for what nothing is around. */
static bool needs_brackets(const struct term *term, const struct term *parent, bool is_first)
{
	if (!parent || (is_first && term_continues(parent->kind, term->kind))) {
		return false;
	}
	return term->operand_count > 0 && term->kind != TERM_COUNT && term->kind != TERM_NOT
	       && term->kind != TERM_NEGATE;
}

static void begin_write(const struct term *term, struct buf *out)
{
	if (term->kind == TERM_NOT) {
		buf_add_cstr(out, "not ");
	} else if (term->kind == TERM_NEGATE) {
		buf_add_char(out, '-');
	} else if (term->kind == TERM_COUNT && term->number == term->operand_count) {
		buf_add_cstr(out, "all {");
	} else if (term->kind == TERM_COUNT && term->number == 1) {
		buf_add_cstr(out, "any {");
	} else if (term->kind == TERM_COUNT) {
		buf_fmt(out, "%u of {", term->number);
	}
}

/* Terms that are begun and not ended, the outermost first. */
struct level {
	const struct term *term;
	uint32_t next;
	bool has_brackets;
};

static void term_write(const struct condition *condition, uint32_t root, struct buf *out)
{
	/* Sums lean to the left as far as they are long. */
	struct level levels[CONDITION_TERMS_MAX];
	size_t depth = 0;
	levels[depth++] = (struct level){ &condition->terms[root], 0, false };
	while (depth > 0) {
		struct level *level = &levels[depth - 1];
		const struct term *term = level->term;
		if (term->operand_count == 0) {
			leaf_write(term, out);
			depth--;
			continue;
		}
		if (level->next == term->operand_count) {
			buf_add_cstr(out, term->kind == TERM_COUNT ? "}" : "");
			buf_add_cstr(out, level->has_brackets ? ")" : "");
			depth--;
			continue;
		}
		if (level->next == 0) {
			buf_add_cstr(out, level->has_brackets ? "(" : "");
			begin_write(term, out);
		} else {
			buf_add_cstr(out, separator(term));
		}
		bool is_first = level->next == 0;
		const struct term *inner = &condition->terms[term->operands[level->next++]];
		levels[depth++] = (struct level){ inner, 0, needs_brackets(inner, term, is_first) };
	}
}

static void period_write(const struct condition *condition, struct buf *out)
{
	static const char *const words[] = { "day", "week", "month", "quarter", "year" };
	buf_add_cstr(out, " for ");
	if (!condition->is_periodic) {
		duration_write(condition->for_length, out);
		return;
	}
	buf_fmt(out, "%u %s%s", condition->period_count, words[condition->period],
			condition->period_count == 1 ? "" : "s");
}

static void duration_clause_write(const char *word, struct duration duration, struct buf *out)
{
	if (duration.ms || duration.months) {
		buf_fmt(out, " %s ", word);
		duration_write(duration, out);
	}
}

static void since_write(const struct condition *condition, struct buf *out)
{
	if (condition->since == ANCHOR_ACCEPTED) {
		buf_add_cstr(out, " since accepted");
	} else if (condition->since == ANCHOR_REVIEW && condition->has_since) {
		buf_add_cstr(out, " since review");
	} else if (condition->since == ANCHOR_DATE) {
		buf_add_cstr(out, " since ");
		day_write(condition->since_moment, out);
	}
}

void condition_write(const struct condition *condition, struct buf *out)
{
	term_write(condition, condition->root, out);
	if (condition->has_for) {
		period_write(condition, out);
	}
	duration_clause_write("hold", condition->hold, out);
	if (condition->clear != NONE) {
		buf_add_cstr(out, " clear when ");
		term_write(condition, condition->clear, out);
	}
	since_write(condition, out);
	if (condition->min_samples) {
		buf_fmt(out, " min-samples %u", condition->min_samples);
	}
	if (condition->coverage >= 0) {
		buf_add_cstr(out, " coverage ");
		number_write(condition->coverage * 100, out);
		buf_add_cstr(out, " %");
	}
	duration_clause_write("stale-after", condition->stale_after, out);
	if (condition->on_missing != MISSING_UNKNOWN) {
		buf_fmt(out, " on-missing %s",
				condition->on_missing == MISSING_TRUE ? "true" : "false");
	}
}
