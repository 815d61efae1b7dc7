/* SPDX-License-Identifier: MIT */
/*
 * Most lines repeat what a line before began with: its series is known by its
 * spelling, and only value and time are read.  Bottom-up: series, then values,
 * then lines.
 */
#include "sources/telemetry/exposition.h"

#include "base/arena.h"
#include "base/date.h"

#include <math.h>

/* 2000-01-01 and 2100-01-01: seconds taken for milliseconds, or the reverse, lie outside. */
#define PLAUSIBLE_FIRST ((moment)946684800 * MOMENT_SECOND)
#define PLAUSIBLE_LAST ((moment)4102444800 * MOMENT_SECOND)
/* Seconds up to the year 10000, which has too many digits for a date. */
#define CALENDAR_LAST ((moment)253402300800)
/* How often the sink hears how far we are. */
#define PASSED_STEP ((size_t)1 << 20)

/* OpenMetrics: where another family begins, the one before is over. */
static bool family_enter(struct exposition *exposition, struct family *family, size_t at)
{
	if (exposition->current == family) {
		return true;
	}
	histograms_close(&exposition->histograms);
	if (exposition->current) {
		exposition->current->is_over = true;
	}
	exposition->current = family;
	if (family->is_over && exposition->dialect->is_strict) {
		return text_refuse(&exposition->text, at,
				STR("write all lines of a family together"),
				"the lines of family '" STR_FMT "' are apart",
				STR_ARG(family->name));
	}
	return true;
}

struct family *exposition_describe(struct exposition *exposition, struct str name, size_t at)
{
	struct family *family = family_put(&exposition->families, name);
	if (!family) {
		text_refuse(&exposition->text, at, STR("split the snapshot"),
				"more than %d metric families", FAMILIES_MAX);
		return NULL;
	}
	return family_enter(exposition, family, at) ? family : NULL;
}

/* The family of a sample, and what the sample is in it. */
static bool member_find(struct exposition *exposition, struct str name, size_t at,
		struct spelling *spelling)
{
	spelling->rule = family_member(&exposition->families, name, &spelling->family);
	struct family *family = spelling->family;
	if (!spelling->rule && family && family->has_type && exposition->dialect->is_strict) {
		return text_refuse(&exposition->text, at,
				STR("a counter ends in _total, a histogram in _bucket, _count or _sum"),
				"family '" STR_FMT "' has no samples of just its name",
				STR_ARG(name));
	}
	if (!family) {
		spelling->family = family_put(&exposition->families, name);
	}
	return spelling->family
	       || text_refuse(&exposition->text, at, STR("split the snapshot"),
			       "more than %d metric families", FAMILIES_MAX);
}

/* Takes the label `name` out of the labels, which must hold a number. */
static bool bound_read(struct exposition *exposition, struct str name, size_t at, bool is_taken,
		double *bound, bool *is_there)
{
	struct label *labels = exposition->labels.p;
	*is_there = false;
	for (size_t i = 0; i < exposition->labels.len; i++) {
		if (!str_eq(labels[i].name, name)) {
			continue;
		}
		*is_there = true;
		if (!exposition_number(labels[i].value, bound)) {
			return text_refuse(&exposition->text, at,
					STR("write a number, +Inf for the last bucket"),
					"label '" STR_FMT "' is no number", STR_ARG(name));
		}
		if (is_taken) {
			exposition->labels.len--;
			memmove(&labels[i], &labels[i + 1],
					(exposition->labels.len - i) * sizeof(*labels));
		}
		return true;
	}
	return true;
}

/* Makes known to the histogram what a line of it is. */
static bool histogram_join(struct exposition *exposition, struct str name, size_t at,
		struct spelling *spelling)
{
	bool is_there = true;
	if (spelling->rule->part == PART_BUCKET
			&& !bound_read(exposition, STR("le"), at, true, &spelling->bound,
					&is_there)) {
		return false;
	}
	if (!is_there) {
		return text_refuse(&exposition->text, at,
				STR("write le=\"…\", le=\"+Inf\" at last"),
				"a bucket without its bound, label 'le'");
	}
	struct str stem = str_slice(name, 0, name.len - spelling->rule->suffix.len);
	spelling->histogram = histogram_of(&exposition->histograms, stem, exposition->labels.p,
			exposition->labels.len, spelling->family->unit);
	return true;
}

/* A summary's own samples say which quantile they are; in Prometheus text they may not. */
static bool quantile_check(struct exposition *exposition, size_t at, const struct family *family,
		struct series_about *about)
{
	double quantile;
	bool is_there;
	if (!bound_read(exposition, STR("quantile"), at, false, &quantile, &is_there)) {
		return false;
	}
	if (is_there && quantile >= 0 && quantile <= 1) {
		return true;
	}
	about->type = MEASURE_UNTYPED;
	return !exposition->dialect->is_strict
	       || text_refuse(&exposition->text, at, STR("write quantile=\"0.99\""),
			       "a sample of summary '" STR_FMT "' without a quantile from 0 to 1",
			       STR_ARG(family->name));
}

/* A state is named by a label that is called as its family. */
static bool state_check(struct exposition *exposition, size_t at, const struct family *family)
{
	vec_each (const struct label, label, &exposition->labels) {
		if (str_eq(label->name, family->name)) {
			return true;
		}
	}
	return text_refuse(&exposition->text, at, STR("write {name=\"state\"}"),
			"a state of '" STR_FMT "' without a label of that name",
			STR_ARG(family->name));
}

/* Parses what a line begins with, and names its series to the sink. */
static struct spelling *spelling_parse(struct exposition *exposition)
{
	struct exposition_text *text = &exposition->text;
	struct spelling spelling = { 0 };
	struct str name;
	size_t at = text->at;
	if (!text_spelling(text, &name, &exposition->labels)
			|| !member_find(exposition, name, at, &spelling)) {
		return NULL;
	}
	spelling.text = str_slice(text->text, at, text->at);
	const struct family *family = spelling.family;
	const struct member_rule *rule = spelling.rule;
	struct series_about about = {
		.type = rule ? rule->measure : MEASURE_UNTYPED,
		.unit = family->unit,
	};
	if (about.type == MEASURE_QUANTILE && !quantile_check(exposition, at, family, &about)) {
		return NULL;
	}
	if (rule && rule->check == CHECK_STATE && !state_check(exposition, at, family)) {
		return NULL;
	}
	spelling.series = sink_series(
			text->sink, name, exposition->labels.p, exposition->labels.len, &about);
	if (rule && rule->part && !histogram_join(exposition, name, at, &spelling)) {
		return NULL;
	}
	return spelling_add(&exposition->spellings, spelling);
}

/* How far the name and labels go that stand here, whether or not they are well-formed. */
static struct str spelling_at(const struct exposition_text *text)
{
	struct str left = str_from(text->text, text->at);
	size_t at = 0;
	while (at < left.len && left.p[at] != ' ' && left.p[at] != '\t' && left.p[at] != '{'
			&& left.p[at] != '\n') {
		at++;
	}
	size_t end = at;
	while (at < left.len && (left.p[at] == ' ' || left.p[at] == '\t')) {
		at++;
	}
	if (at == left.len || left.p[at] != '{') {
		return str_slice(left, 0, end);
	}
	bool is_quoted = false;
	for (; at < left.len && left.p[at] != '\n'; at++) {
		char c = left.p[at];
		if (c == '}' && !is_quoted) {
			return str_slice(left, 0, at + 1);
		}
		if (c == '"') {
			is_quoted = !is_quoted;
		} else if (c == '\\' && is_quoted && at + 1 < left.len) {
			at++;
		}
	}
	return str_slice(left, 0, at);
}

/* The series of the line; NULL after a refusal. */
static struct spelling *series_read(struct exposition *exposition)
{
	struct exposition_text *text = &exposition->text;
	size_t at = text->at;
	struct spelling *spelling =
			spelling_expected(&exposition->spellings, str_from(text->text, at));
	if (!spelling) {
		spelling = spelling_find(&exposition->spellings, spelling_at(text));
	}
	if (spelling) {
		text->at += spelling->text.len;
	} else {
		spelling = spelling_parse(exposition);
	}
	if (!spelling || !family_enter(exposition, spelling->family, at)) {
		return NULL;
	}
	spelling->family->has_samples = true;
	return spelling;
}

/* What a value cannot be, in words; NULL if it can. */
static const char *value_wrong(enum value_check check, double value)
{
	switch (check) {
	case CHECK_NOTHING:
		return NULL;
	case CHECK_COUNT:
		return isnan(value) ? "a counter is NaN"
		       : value < 0  ? "a counter is negative"
				    : NULL;
	case CHECK_STATE:
		return value >= 0 && value <= 1 && value == floor(value)
				       ? NULL
				       : "a state is neither 0 nor 1";
	case CHECK_INFO:
		return value >= 1 && value <= 1 ? NULL : "the value of an info metric is not 1";
	}
	return NULL;
}

static void sample_tell(
		struct exposition *exposition, struct spelling *spelling, double value, moment at)
{
	struct exposition_text *text = &exposition->text;
	const struct member_rule *rule = spelling->rule;
	const char *wrong = rule ? value_wrong(rule->check, value) : NULL;
	if (wrong && spelling->series != SERIES_NONE && !spelling->is_reported) {
		spelling->is_reported = true;
		sink_fault(text->sink, "schema", spelling->text, text->line,
				STR("mend what exports it; the sample counts as unknown"), "%s",
				wrong);
	}
	/* What cannot be true is unknown, not left out: a reader of the series must notice. */
	sink_sample(text->sink, spelling->series, at, wrong ? (double)NAN : value, -1);
	if (rule && rule->part) {
		histogram_line(&exposition->histograms, spelling->histogram, rule->part, at,
				spelling->bound, value, text->line);
	}
}

/* Whether the time can be one at all; such samples are counted, and said in the end. */
static bool time_check(struct exposition *exposition, moment at)
{
	if (at == MOMENT_EVER || (at >= PLAUSIBLE_FIRST && at < PLAUSIBLE_LAST)) {
		return true;
	}
	if (exposition->implausible++ == 0) {
		exposition->implausible_line = exposition->text.line;
		exposition->implausible_at = at;
	}
	sink_skip(exposition->text.sink);
	return false;
}

static bool sample_read(struct exposition *exposition)
{
	struct exposition_text *text = &exposition->text;
	const struct dialect *dialect = exposition->dialect;
	moment at = MOMENT_EVER;
	double value;
	sink_line(text->sink, text->line);
	struct spelling *spelling = series_read(exposition);
	if (!spelling || !text_separator(text) || !text_value(text, &value)) {
		return false;
	}
	if (!dialect->is_strict) {
		text_blanks(text);
	}
	char c = text_peek(text);
	if (c != '\n' && c != '\r') {
		if (!dialect->time(exposition, &at)
				|| (dialect->exemplar
						&& !dialect->exemplar(exposition, spelling))) {
			return false;
		}
	}
	if (time_check(exposition, at)) {
		sample_tell(exposition, spelling, value, at);
	}
	exposition->has_samples = true;
	return true;
}

static bool line_read(struct exposition *exposition)
{
	struct exposition_text *text = &exposition->text;
	if (exposition->is_over) {
		return text_refuse(text, text->at, STR("take it away, or the '# EOF' before it"),
				"more text after '# EOF'");
	}
	if (!exposition->dialect->is_strict) {
		text_blanks(text);
	}
	char c = text_peek(text);
	if (c == '#') {
		return exposition->dialect->comment(exposition);
	}
	if (c == '\n' && !exposition->dialect->is_strict) {
		return true;
	}
	if (c == '\n') {
		return text_refuse(text, text->at, STR("take it away"), "an empty line");
	}
	return sample_read(exposition);
}

static void implausible_tell(struct exposition *exposition)
{
	if (exposition->implausible == 0) {
		return;
	}
	struct str unit = exposition->dialect->time_unit;
	char day[DATE_DAY_SIZE] = "a day that no calendar has";
	moment seconds = exposition->implausible_at / MOMENT_SECOND;
	if (seconds > -CALENDAR_LAST && seconds < CALENDAR_LAST) {
		date_write_day(date_day_of(seconds), day);
	}
	sink_fault(exposition->text.sink, "timestamp", sink_path(exposition->text.sink),
			exposition->implausible_line,
			str_fmt(exposition->text.scratch,
					"this format has " STR_FMT
					"; declare the other 'format' if that is what it is",
					STR_ARG(unit)),
			"%zu %s left out: taken as " STR_FMT ", the first is of %s",
			exposition->implausible,
			exposition->implausible == 1 ? "sample is" : "samples are", STR_ARG(unit),
			day);
}

bool exposition_read(struct exposition *exposition, struct sink *sink, struct str text,
		const struct dialect *dialect)
{
	struct arena *scratch = sink_scratch(sink);
	*exposition = (struct exposition){
		.text = {
			.sink = sink,
			.scratch = scratch,
			.text = text,
			.line = 1,
			.is_strict = dialect->is_strict,
		},
		.dialect = dialect,
	};
	families_init(&exposition->families, scratch, dialect->rules, dialect->rule_count);
	series_spellings_init(&exposition->spellings, scratch);
	histograms_init(&exposition->histograms, sink, scratch);
	size_t passed = 0;
	struct exposition_text *at = &exposition->text;
	if (str_starts(text, STR("\xef\xbb\xbf"))) {
		return text_refuse(at, 0, STR("save the file without it"), "a byte order mark");
	}
	while (at->at < text.len) {
		if (!line_read(exposition)) {
			return false;
		}
		/* '# EOF' alone may be without a line's end. */
		if (exposition->is_over && at->at == text.len) {
			break;
		}
		if (!text_line_end(at)) {
			return false;
		}
		if (at->at - passed >= PASSED_STEP) {
			passed = at->at;
			sink_passed(sink, text.p + passed);
		}
	}
	histograms_close(&exposition->histograms);
	implausible_tell(exposition);
	return true;
}
