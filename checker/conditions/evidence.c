/* SPDX-License-Identifier: MIT */
#include "conditions/evidence.h"

#include "base/arena.h"

static void day_write(moment at, struct buf *out)
{
	char day[DATE_DAY_SIZE];
	moment seconds = at / MOMENT_SECOND - (at % MOMENT_SECOND < 0);
	date_write_day(date_day_of(seconds), day);
	buf_add_cstr(out, day);
}

static void place_write(const struct place *place, struct buf *out)
{
	if (place->path.len == 0) {
		return;
	}
	buf_fmt(out, ", " STR_FMT, STR_ARG(place->path));
	if (place->line > 0) {
		buf_fmt(out, ":%u", place->line);
	}
}

static struct str text_of(struct evaluation *evaluation, struct buf *buf)
{
	struct str text = str_dup(evaluation->arena, buf_str(buf));
	buf_finish(buf);
	return text;
}

static void one_write(double value, const struct unit *unit, struct buf *out)
{
	struct quantity quantity = { value, *unit };
	quantity_write(&quantity, out);
}

void span_write(struct span span, const struct unit *unit, struct buf *out)
{
	if (span_is_unknown(span)) {
		return;
	}
	if (span_is_point(span)) {
		one_write(span.low, unit, out);
	} else if (isinf(span.high)) {
		buf_add_cstr(out, isinf(span.low) ? "" : "at least ");
		if (!isinf(span.low)) {
			one_write(span.low, unit, out);
		}
	} else if (isinf(span.low)) {
		buf_add_cstr(out, "at most ");
		one_write(span.high, unit, out);
	} else {
		one_write(span.low, unit, out);
		buf_add_cstr(out, " to ");
		one_write(span.high, unit, out);
	}
}

void coverage_write(struct window_coverage coverage, struct buf *out)
{
	if (coverage.expected > 0) {
		buf_fmt(out, "%lld of %lld %s", (long long)coverage.present,
				(long long)coverage.expected,
				coverage.is_days ? "days" : "samples");
	}
}

/* ---- metrics ---- */

static void samples_write(const struct cursor *cursor, struct buf *out)
{
	const struct window *window = &cursor->window;
	const struct samples *samples = &window->samples;
	uint32_t newest = cursor_newest(cursor);
	if (cursor->kind == CURSOR_LAST) {
		buf_add_cstr(out, "sample of ");
	} else {
		uint32_t count = window->known + window->unknown;
		buf_fmt(out, "%u %s up to ", count, count == 1 ? "sample" : "samples");
	}
	day_write(samples_at(samples, newest), out);
	place_write(&samples->metric->source, out);
	if (window->unknown > 0) {
		buf_fmt(out, "; %u without a value", window->unknown);
	}
	if (window->increase.resets > 0) {
		buf_fmt(out, "; a lower bound: %u %s", window->increase.resets,
				window->increase.resets == 1 ? "reset" : "resets");
	}
}

static void future_write(const struct samples *samples, struct buf *out)
{
	size_t future = samples_future(samples);
	if (future > 0) {
		buf_fmt(out, "; %zu %s later than ", future,
				future == 1 ? "sample is" : "samples are");
		day_write(samples->as_of, out);
	}
}

static void shortage_write(const struct cursor *cursor, struct buf *out)
{
	const struct window *window = &cursor->window;
	if (window->known < cursor->demand.min_samples) {
		buf_fmt(out, "%u %s, %u wanted", window->known,
				window->known == 1 ? "sample" : "samples",
				cursor->demand.min_samples);
		return;
	}
	moment upto = samples_at(&window->samples, cursor_newest(cursor));
	moment after = cursor->kind == CURSOR_WINDOW ? window_begin(upto, cursor->length)
						     : cursor->after;
	struct window_coverage coverage = window_coverage(window, after,
			cursor->kind == CURSOR_PERIODS ? window->samples.as_of : upto);
	if (cursor->demand.coverage >= 0 && coverage.expected > 0) {
		coverage_write(coverage, out);
		buf_add_cstr(out, ", ");
		number_write(cursor->demand.coverage * 100, out);
		buf_add_cstr(out, " % wanted");
	} else {
		buf_add_cstr(out, "too few samples or events");
	}
}

/* Why a metric that was asked for samples has no value. */
static void unknown_write(const struct cursor *cursor, struct buf *out)
{
	const struct samples *samples = &cursor->window.samples;
	const struct metric *metric = samples->metric;
	if (cursor_newest(cursor) == UINT32_MAX) {
		buf_fmt(out, "no sample of " STR_FMT, STR_ARG(metric->name));
		future_write(samples, out);
		return;
	}
	switch (cursor->value.reason) {
	case REASON_STALE:
		buf_add_cstr(out, "the newest sample, of ");
		day_write(samples_at(samples, cursor_newest(cursor)), out);
		place_write(&metric->source, out);
		buf_add_cstr(out, ", is older than ");
		duration_write(samples->max_age, out);
		break;
	case REASON_SPARSE:
	case REASON_INCOMPLETE:
		shortage_write(cursor, out);
		break;
	case REASON_NAN:
		buf_add_cstr(out, "a sample is not a number; ");
		samples_write(cursor, out);
		break;
	default:
		samples_write(cursor, out);
		break;
	}
	future_write(samples, out);
}

static void metric_write(const struct formula_node *node, struct buf *out)
{
	const struct cursor *cursor = node->cursor;
	const struct metric *metric = node->term->metric;
	if (node->term->missing != REASON_NONE) {
		buf_add(out, node->term->missing_text);
	} else if (!metric) {
		buf_fmt(out, "no metric " STR_FMT " is declared", STR_ARG(node->term->name));
	} else if (metric->reason != REASON_NONE) {
		buf_add(out, metric->reason_text);
	} else if (node->term->label_count > 0) {
		buf_fmt(out, "which series " STR_FMT " is made of is said where it is declared",
				STR_ARG(metric->name));
	} else if (cursor->kind == CURSOR_FORMULA) {
		buf_fmt(out, STR_FMT, STR_ARG(metric->derived));
	} else if (!cursor->window.samples.metric) {
		buf_fmt(out, STR_FMT " cannot be computed from what it is derived from",
				STR_ARG(metric->name));
	} else if (span_is_unknown(cursor->value)) {
		unknown_write(cursor, out);
	} else {
		samples_write(cursor, out);
	}
}

/* ---- times ---- */

/* As people say it: "137 d", "20.5 d", "300 ms". */
static void time_write(double seconds, struct buf *out)
{
	static const struct {
		double seconds;
		const char *unit;
	} units[] = {
		{ 86400, "d" },
		{ 3600, "h" },
		{ 60, "min" },
		{ 1, "s" },
		{ 0.001, "ms" },
	};

	double length = seconds < 0 ? -seconds : seconds;
	size_t i = 0;
	while (i + 1 < COUNT_OF(units) && length < units[i].seconds) {
		i++;
	}
	char text[32];
	int len = snprintf(text, sizeof(text), "%.1f", seconds / units[i].seconds);
	if (len > 2 && text[len - 1] == '0') {
		text[len - 2] = '\0';
	}
	buf_fmt(out, "%s %s", text, units[i].unit);
}

/* Whether all of it is time that records state. */
static bool is_time_of_records(const struct formula *formula, const struct formula_node *shown)
{
	bool has_field = false;
	for (uint32_t n = 0; n < formula->len; n++) {
		has_field = has_field || formula->nodes[n].term->kind == TERM_FIELD;
	}
	return has_field && span_is_point(shown->value) && !isinf(shown->value.low)
	       && unit_converts(&shown->term->unit, &unit_second);
}

/* ---- comparisons ---- */

/* What a node is in what is said of a formula. */
enum node_role {
	ROLE_PART,
	/* Its value has been said already. */
	ROLE_SHOWN,
	/* The whole is not known. */
	ROLE_OF_UNKNOWN,
};

static void field_write(const struct formula_node *node, enum node_role role, struct buf *out)
{
	const struct cursor *cursor = node->cursor;
	/* Of what is not known, what is missing is the thing to say. */
	if (role == ROLE_OF_UNKNOWN && span_is_point(node->value)) {
		return;
	}
	if (role == ROLE_PART && cursor->text.len > 0) {
		buf_fmt(out, STR_FMT " " STR_FMT " (" STR_FMT ")", STR_ARG(node->term->name),
				STR_ARG(cursor->text), STR_ARG(cursor->evidence));
		return;
	}
	buf_add(out, cursor->evidence);
}

static void node_write(const struct formula_node *node, enum node_role role, struct buf *out)
{
	size_t begun = out->len;
	if (begun > 0) {
		buf_add_cstr(out, "; ");
	}
	size_t begin = out->len;
	switch (node->term->kind) {
	case TERM_METRIC:
		metric_write(node, out);
		break;
	case TERM_FACT:
		buf_add(out, node->cursor->evidence);
		break;
	case TERM_FIELD:
		field_write(node, role, out);
		break;
	case TERM_BASELINE:
		if (span_is_unknown(node->value)) {
			buf_add_cstr(out, "no value is stored for the baseline");
		} else {
			buf_add_cstr(out, "the baseline is ");
			span_write(node->value, &node->term->unit, out);
		}
		break;
	default:
		break;
	}
	if (out->len == begin) {
		out->len = begun;
		out->p[begun] = '\0';
	}
}

/* A share of things that are counted: two places say all that there is to say. */
static struct span rounded(struct span span)
{
	if (span_is_point(span) && span.low > -1e9 && span.low < 1e9) {
		double hundredths = span.low * 100;
		span.low = (double)(int64_t)(hundredths + (hundredths < 0 ? -0.5 : 0.5)) / 100;
		span.high = span.low;
	}
	return span;
}

/* What `shown` comes to, and what all of the formula comes from. */
static void formula_write(struct evaluation *evaluation, const struct formula *formula,
		const struct formula_node *shown, enum reason reason, struct atom_value *value)
{
	struct buf text;
	buf_init(&text);
	if (shown->cursor && shown->cursor->text.len > 0) {
		buf_add(&text, shown->cursor->text);
	} else if (is_time_of_records(formula, shown)) {
		time_write(unit_convert(shown->value.low, &shown->term->unit, &unit_second), &text);
	} else if (shown->term->kind == TERM_FACT && shown->term->unit.is_ratio) {
		span_write(rounded(shown->value), &shown->term->unit, &text);
	} else {
		span_write(shown->value, &shown->term->unit, &text);
	}
	value->value = text_of(evaluation, &text);

	buf_init(&text);
	for (uint32_t n = 0; n < formula->len; n++) {
		if (formula->nodes[n].cursor) {
			const struct formula_node *node = &formula->nodes[n];
			enum node_role role = reason != REASON_NONE ? ROLE_OF_UNKNOWN
					      : node == shown       ? ROLE_SHOWN
								    : ROLE_PART;
			node_write(node, role, &text);
		}
	}
	if (text.len == 0 && reason != REASON_NONE) {
		buf_finish(&text);
		value->evidence = evidence_of_reason(evaluation, reason);
		return;
	}
	value->evidence = text_of(evaluation, &text);
}

void evidence_of_formula(struct evaluation *evaluation, const struct formula *formula,
		struct atom_value *value)
{
	const struct formula_node *whole = &formula->nodes[formula->len - 1];
	const struct formula_node *shown = &formula->nodes[whole->operands[0]];
	if (shown->cursor && shown->cursor->kind == CURSOR_CONSTANT
			&& shown->term->kind == TERM_NUMBER) {
		shown = &formula->nodes[whole->operands[1]];
	}
	formula_write(evaluation, formula, shown, formula_truth(formula).reason, value);
}

void evidence_of_quantity(struct evaluation *evaluation, const struct formula *formula,
		struct atom_value *value)
{
	const struct formula_node *whole = &formula->nodes[formula->len - 1];
	formula_write(evaluation, formula, whole, whole->value.reason, value);
}

void evidence_of_time(struct evaluation *evaluation, const struct term *term, moment at,
		struct atom_value *value)
{
	struct buf text;
	bool is_until = term->kind == TERM_FIELD && term->field_of == FIELD_UNTIL;
	moment age = is_until ? at - evaluation->world->as_of : evaluation->world->as_of - at;
	buf_init(&text);
	buf_fmt(&text, "%lld d", (long long)(age / MOMENT_DAY));
	value->value = text_of(evaluation, &text);
	if (term->kind == TERM_AGE) {
		buf_init(&text);
		buf_add_cstr(&text, "since ");
		day_write(at, &text);
		value->evidence = text_of(evaluation, &text);
	}
	evaluation_saw(evaluation, term->kind == TERM_AGE ? STR("age") : term->text,
			value->evidence);
}

void evidence_of_word(struct evaluation *evaluation, const struct attestation *last, moment due,
		struct atom_value *value)
{
	struct buf text;
	buf_init(&text);
	if (!last) {
		buf_add_cstr(&text, "nobody has looked yet");
	} else {
		value->value = last->is_true ? STR("yes") : STR("no");
		buf_add_cstr(&text, "said on ");
		day_write(last->at, &text);
		buf_add_cstr(&text, due <= evaluation->world->as_of ? ", was due again on "
								    : ", due again on ");
		day_write(due, &text);
	}
	value->evidence = text_of(evaluation, &text);
	evaluation_saw(evaluation, value->text, value->evidence);
}

struct str evidence_of_place(struct evaluation *evaluation, const struct place *place)
{
	struct buf text;
	buf_init(&text);
	place_write(place, &text);
	struct str whole = text_of(evaluation, &text);
	return whole.len > 2 ? str_from(whole, 2) : whole;
}

struct str evidence_of_reason(struct evaluation *evaluation, enum reason reason)
{
	static const struct str texts[REASONS] = {
		[REASON_NO_RECORD] = STR_INIT("the record is not there or does not state it"),
		[REASON_NO_HISTORY] = STR_INIT("the history of the repository is not read"),
		[REASON_NO_BASELINE] = STR_INIT("no value is stored to compare with"),
		[REASON_NO_PAST] = STR_INIT("only the present is known"),
		[REASON_UNDEFINED] = STR_INIT("it cannot be computed, as a division by zero"),
		[REASON_UNIT] = STR_INIT("its unit does not convert"),
	};
	const struct history *history = evaluation->world->history;
	if (history && reason != REASON_NONE && history->reason == reason) {
		return history->why;
	}
	return texts[reason].len > 0 ? texts[reason] : str_of(reason_words[reason]);
}
