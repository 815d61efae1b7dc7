/* SPDX-License-Identifier: MIT */
/*
 * OpenMetrics 1.0: stricter than Prometheus text, times in seconds, and "# EOF"
 * at the end, without which a file was cut off and is worth nothing.
 */
#include "sources/telemetry/exposition.h"

#include "base/utf8.h"

#include <math.h>

/* Characters of all labels of an exemplar. */
#define EXEMPLAR_MAX 128

static const struct member_rule rules[] = {
	{ FAMILY_UNTYPED, STR_INIT(""), MEASURE_UNTYPED, CHECK_NOTHING, PART_NONE },
	{ FAMILY_COUNTER, STR_INIT("_total"), MEASURE_COUNTER, CHECK_COUNT, PART_NONE },
	{ FAMILY_COUNTER, STR_INIT("_created"), MEASURE_GAUGE, CHECK_NOTHING, PART_NONE },
	{ FAMILY_GAUGE, STR_INIT(""), MEASURE_GAUGE, CHECK_NOTHING, PART_NONE },
	{ FAMILY_HISTOGRAM, STR_INIT("_bucket"), MEASURE_COUNTER, CHECK_COUNT, PART_BUCKET },
	{ FAMILY_HISTOGRAM, STR_INIT("_count"), MEASURE_COUNTER, CHECK_COUNT, PART_COUNT },
	{ FAMILY_HISTOGRAM, STR_INIT("_sum"), MEASURE_COUNTER, CHECK_COUNT, PART_SUM },
	{ FAMILY_HISTOGRAM, STR_INIT("_created"), MEASURE_GAUGE, CHECK_NOTHING, PART_NONE },
	{ FAMILY_GAUGE_HISTOGRAM, STR_INIT("_bucket"), MEASURE_GAUGE, CHECK_COUNT, PART_NONE },
	{ FAMILY_GAUGE_HISTOGRAM, STR_INIT("_gcount"), MEASURE_GAUGE, CHECK_COUNT, PART_NONE },
	{ FAMILY_GAUGE_HISTOGRAM, STR_INIT("_gsum"), MEASURE_GAUGE, CHECK_NOTHING, PART_NONE },
	{ FAMILY_SUMMARY, STR_INIT(""), MEASURE_QUANTILE, CHECK_NOTHING, PART_NONE },
	{ FAMILY_SUMMARY, STR_INIT("_count"), MEASURE_COUNTER, CHECK_COUNT, PART_NONE },
	{ FAMILY_SUMMARY, STR_INIT("_sum"), MEASURE_COUNTER, CHECK_COUNT, PART_NONE },
	{ FAMILY_SUMMARY, STR_INIT("_created"), MEASURE_GAUGE, CHECK_NOTHING, PART_NONE },
	{ FAMILY_INFO, STR_INIT("_info"), MEASURE_GAUGE, CHECK_INFO, PART_NONE },
	{ FAMILY_STATE_SET, STR_INIT(""), MEASURE_GAUGE, CHECK_STATE, PART_NONE },
};

/* A description comes once, and before the samples. */
static bool once(struct exposition *exposition, const struct family *family, bool is_there,
		const char *keyword, size_t at)
{
	if (!is_there && !family->has_samples) {
		return true;
	}
	return text_refuse(&exposition->text, at, STR("write each once, before the samples"),
			"%s of '" STR_FMT "' %s", keyword, STR_ARG(family->name),
			is_there ? "twice" : "after its samples");
}

static bool type_read(struct exposition *exposition, struct family *family)
{
	static const struct {
		struct str word;
		enum family_type type;
	} types[] = {
		{ STR_INIT("counter"), FAMILY_COUNTER },
		{ STR_INIT("gauge"), FAMILY_GAUGE },
		{ STR_INIT("gaugehistogram"), FAMILY_GAUGE_HISTOGRAM },
		{ STR_INIT("histogram"), FAMILY_HISTOGRAM },
		{ STR_INIT("info"), FAMILY_INFO },
		{ STR_INIT("stateset"), FAMILY_STATE_SET },
		{ STR_INIT("summary"), FAMILY_SUMMARY },
		{ STR_INIT("unknown"), FAMILY_UNTYPED },
	};
	struct exposition_text *text = &exposition->text;
	struct str word = text_word(text);
	for (size_t i = 0; i < COUNT_OF(types); i++) {
		if (str_eq(word, types[i].word)) {
			family->type = types[i].type;
			family->has_type = true;
			return true;
		}
	}
	return text_refuse(text, text->at - word.len,
			STR("types are counter, gauge, gaugehistogram, histogram, info, stateset, summary "
			    "and unknown"),
			"unknown type '" STR_FMT "'", STR_ARG(str_slice(word, 0, 40)));
}

static bool unit_read_line(struct exposition *exposition, struct family *family)
{
	struct exposition_text *text = &exposition->text;
	size_t begin = text->at;
	struct str unit;
	if (!text_rest(text, &unit)) {
		return false;
	}
	struct str before = str_slice(family->name, 0, family->name.len - unit.len);
	if (unit.len && !(str_ends(family->name, unit) && str_ends(before, STR("_")))) {
		return text_refuse(text, begin, STR("a family of seconds is called …_seconds"),
				"the name of '" STR_FMT "' does not end in its unit",
				STR_ARG(family->name));
	}
	family->unit = unit;
	family->has_unit = true;
	return true;
}

/* An info metric and a set of states measure nothing that has a unit. */
static bool unit_check(struct exposition *exposition, const struct family *family, size_t at)
{
	bool has_none = family->type == FAMILY_INFO || family->type == FAMILY_STATE_SET;
	if (!has_none || family->unit.len == 0) {
		return true;
	}
	return text_refuse(&exposition->text, at, STR("take the UNIT line away"),
			"'" STR_FMT "' is of a type that has no unit", STR_ARG(family->name));
}

static bool description_read(struct exposition *exposition, struct str keyword, size_t begin)
{
	struct exposition_text *text = &exposition->text;
	struct str name;
	struct str help;
	size_t at = text->at + 1;
	if (!text_separator(text) || !text_metric(text, &name)) {
		return false;
	}
	struct family *family = exposition_describe(exposition, name, at);
	if (!family || !text_separator(text)) {
		return false;
	}
	if (str_eq(keyword, STR("TYPE"))) {
		return once(exposition, family, family->has_type, "TYPE", begin)
		       && type_read(exposition, family) && unit_check(exposition, family, begin);
	}
	if (str_eq(keyword, STR("UNIT"))) {
		return once(exposition, family, family->has_unit, "UNIT", begin)
		       && unit_read_line(exposition, family)
		       && unit_check(exposition, family, begin);
	}
	bool ok = once(exposition, family, family->has_help, "HELP", begin)
		  && text_rest(text, &help);
	family->has_help = true;
	return ok;
}

static bool openmetrics_comment(struct exposition *exposition)
{
	struct exposition_text *text = &exposition->text;
	size_t begin = text->at++;
	if (!text_separator(text)) {
		return false;
	}
	struct str keyword = text_word(text);
	if (str_eq(keyword, STR("EOF"))) {
		exposition->is_over = true;
		return true;
	}
	if (str_eq(keyword, STR("TYPE")) || str_eq(keyword, STR("UNIT"))
			|| str_eq(keyword, STR("HELP"))) {
		return description_read(exposition, keyword, begin);
	}
	return text_refuse(text, begin, STR("take it away: OpenMetrics has no comments"),
			"a line that is neither TYPE, UNIT, HELP nor EOF");
}

/* Seconds, with a fraction. */
static bool seconds_read(struct exposition_text *text, moment *at)
{
	size_t begin = text->at;
	double seconds;
	struct str word = text_word(text);
	/* Beyond any calendar, but not beyond a 64-bit number of milliseconds. */
	static const double limit = 1e15;
	if (!number_read(word, &seconds) || !(fabs(seconds) < limit)) {
		return text_refuse(text, begin, STR("times are seconds since 1970: 1795234800.5"),
				"this is no time");
	}
	*at = (moment)llround(seconds * MOMENT_SECOND);
	return true;
}

static bool openmetrics_time(struct exposition *exposition, moment *at)
{
	struct exposition_text *text = &exposition->text;
	if (str_starts(str_from(text->text, text->at), STR(" # "))) {
		return true;
	}
	return text_separator(text) && seconds_read(text, at);
}

static bool exemplar_labels(struct exposition *exposition)
{
	struct exposition_text *text = &exposition->text;
	size_t begin = text->at;
	size_t characters = 0;
	exposition->labels.len = 0;
	if (text_peek(text) != '{') {
		return text_refuse(text, begin, STR("write ' # {labels} value time'"),
				"an exemplar begins with its labels");
	}
	if (!text_labels(text, NULL, &exposition->labels)) {
		return false;
	}
	vec_each (const struct label, label, &exposition->labels) {
		for (size_t at = 0; at < label->name.len; characters++) {
			utf8_next(label->name, &at);
		}
		for (size_t at = 0; at < label->value.len; characters++) {
			utf8_next(label->value, &at);
		}
	}
	if (characters > EXEMPLAR_MAX) {
		return text_refuse(text, begin, STR("shorten them"),
				"the labels of an exemplar have more than %d characters",
				EXEMPLAR_MAX);
	}
	return true;
}

/* Read only to see that the line is whole: no condition asks for exemplars. */
static bool openmetrics_exemplar(struct exposition *exposition, const struct spelling *spelling)
{
	struct exposition_text *text = &exposition->text;
	if (!str_starts(str_from(text->text, text->at), STR(" # "))) {
		return true;
	}
	const struct member_rule *rule = spelling->rule;
	bool is_allowed = rule
			  && (str_eq(rule->suffix, STR("_total"))
					  || str_eq(rule->suffix, STR("_bucket")));
	if (!is_allowed) {
		return text_refuse(text, text->at, STR("take it away"),
				"only counters and buckets have exemplars");
	}
	text->at += 3;
	double value;
	moment at;
	if (!exemplar_labels(exposition) || !text_separator(text) || !text_value(text, &value)) {
		return false;
	}
	return text_peek(text) == '\n' || (text_separator(text) && seconds_read(text, &at));
}

bool openmetrics_read(struct sink *sink, struct str text)
{
	static const struct dialect dialect = {
		.is_strict = true,
		.rules = rules,
		.rule_count = COUNT_OF(rules),
		.comment = openmetrics_comment,
		.time = openmetrics_time,
		.exemplar = openmetrics_exemplar,
		.time_unit = STR_INIT("seconds"),
	};
	struct exposition exposition;
	if (!exposition_read(&exposition, sink, text, &dialect)) {
		return false;
	}
	if (!exposition.is_over) {
		return text_refuse(&exposition.text, exposition.text.at,
				STR("take the snapshot again; a whole one ends in '# EOF'"),
				"no '# EOF' at the end: the file was cut off");
	}
	return true;
}
