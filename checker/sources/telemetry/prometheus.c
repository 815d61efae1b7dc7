/* SPDX-License-Identifier: MIT */
/*
 * Prometheus text, version 0.0.4: times in milliseconds, mostly none at all.
 *
 *	# lintel collected_at 2026-11-21T04:00:00Z
 *	# TYPE http_requests_total counter
 *	http_requests_total{service="web",code="200"} 99871
 *
 * The first line is ours: for every other reader it is a comment.
 */
#include "sources/telemetry/exposition.h"

#include "base/timestamp.h"

static const struct member_rule rules[] = {
	{ FAMILY_COUNTER, STR_INIT(""), MEASURE_COUNTER, CHECK_COUNT, PART_NONE },
	{ FAMILY_GAUGE, STR_INIT(""), MEASURE_GAUGE, CHECK_NOTHING, PART_NONE },
	{ FAMILY_HISTOGRAM, STR_INIT("_bucket"), MEASURE_COUNTER, CHECK_COUNT, PART_BUCKET },
	{ FAMILY_HISTOGRAM, STR_INIT("_count"), MEASURE_COUNTER, CHECK_COUNT, PART_COUNT },
	{ FAMILY_HISTOGRAM, STR_INIT("_sum"), MEASURE_COUNTER, CHECK_NOTHING, PART_SUM },
	{ FAMILY_SUMMARY, STR_INIT(""), MEASURE_QUANTILE, CHECK_NOTHING, PART_NONE },
	{ FAMILY_SUMMARY, STR_INIT("_count"), MEASURE_COUNTER, CHECK_COUNT, PART_NONE },
	{ FAMILY_SUMMARY, STR_INIT("_sum"), MEASURE_COUNTER, CHECK_NOTHING, PART_NONE },
};

static bool type_read(struct exposition *exposition, struct str name, size_t at)
{
	static const struct {
		struct str word;
		enum family_type type;
	} types[] = {
		{ STR_INIT("counter"), FAMILY_COUNTER },
		{ STR_INIT("gauge"), FAMILY_GAUGE },
		{ STR_INIT("histogram"), FAMILY_HISTOGRAM },
		{ STR_INIT("summary"), FAMILY_SUMMARY },
		{ STR_INIT("untyped"), FAMILY_UNTYPED },
	};
	struct exposition_text *text = &exposition->text;
	struct str word = text_word(text);
	for (size_t i = 0; i < COUNT_OF(types); i++) {
		if (!str_eq(word, types[i].word)) {
			continue;
		}
		struct family *family = exposition_describe(exposition, name, at);
		if (!family) {
			return false;
		}
		if (family->has_type || family->has_samples) {
			return text_refuse(text, at, STR("write one TYPE line, before the samples"),
					"the type of '" STR_FMT "' is told %s", STR_ARG(name),
					family->has_type ? "twice" : "after its samples");
		}
		family->type = types[i].type;
		family->has_type = true;
		return true;
	}
	return text_refuse(text, text->at - word.len,
			STR("types are counter, gauge, histogram, summary and untyped"),
			"unknown type '" STR_FMT "'", STR_ARG(str_slice(word, 0, 40)));
}

static bool help_read(struct exposition *exposition, struct str name, size_t at)
{
	struct str help;
	struct family *family = exposition_describe(exposition, name, at);
	if (!family || !text_rest(&exposition->text, &help)) {
		return false;
	}
	if (family->has_help) {
		return text_refuse(&exposition->text, at, STR("write one HELP line"),
				"'" STR_FMT "' is explained twice", STR_ARG(name));
	}
	family->has_help = true;
	return true;
}

/* "lintel collected_at MOMENT", from the second word on. */
static bool own_read(struct exposition *exposition)
{
	struct exposition_text *text = &exposition->text;
	size_t begin = text->at;
	moment collected;
	struct str what = text_word(text);
	text_blanks(text);
	size_t at = text->at;
	struct str when = text_word(text);
	if (!str_eq(what, STR("collected_at"))) {
		return text_refuse(text, begin,
				STR("write '# lintel collected_at 2026-11-21T04:00:00Z'"),
				"lintel knows no such comment");
	}
	if (exposition->has_samples) {
		return text_refuse(text, begin, STR("write it at the head of the file"),
				"'collected_at' after the first sample");
	}
	if (!timestamp_read(when, &collected)) {
		return text_refuse(text, at, STR("write it like 2026-11-21T04:00:00Z"),
				"this is no time");
	}
	sink_collected(text->sink, collected);
	text_blanks(text);
	return true;
}

static bool prometheus_comment(struct exposition *exposition)
{
	struct exposition_text *text = &exposition->text;
	struct str rest;
	text->at++;
	text_blanks(text);
	size_t begin = text->at;
	struct str keyword = text_word(text);
	text_blanks(text);
	if (str_eq(keyword, STR("lintel"))) {
		return own_read(exposition);
	}
	bool is_type = str_eq(keyword, STR("TYPE"));
	if (!is_type && !str_eq(keyword, STR("HELP"))) {
		text->at = begin;
		return text_rest(text, &rest);
	}
	size_t at = text->at;
	struct str name;
	if (text_peek(text) == '\n') {
		return true;
	}
	if (!text_metric(text, &name)) {
		return false;
	}
	text_blanks(text);
	if (text_peek(text) == '\n') {
		return true;
	}
	if (!is_type) {
		return help_read(exposition, name, at);
	}
	if (!type_read(exposition, name, at)) {
		return false;
	}
	text_blanks(text);
	return true;
}

static bool prometheus_time(struct exposition *exposition, moment *at)
{
	struct exposition_text *text = &exposition->text;
	size_t begin = text->at;
	struct str word = text_word(text);
	bool is_negative = str_starts(word, STR("-"));
	struct str digits = is_negative || str_starts(word, STR("+")) ? str_from(word, 1) : word;
	uint64_t value;
	if (!str_to_u64(digits, &value) || value > INT64_MAX) {
		return text_refuse(text, begin, STR("times are whole milliseconds since 1970"),
				"this is no time");
	}
	*at = is_negative ? -(moment)value : (moment)value;
	text_blanks(text);
	return true;
}

bool prometheus_read(struct sink *sink, struct str text)
{
	static const struct dialect dialect = {
		.rules = rules,
		.rule_count = COUNT_OF(rules),
		.comment = prometheus_comment,
		.time = prometheus_time,
		.time_unit = STR_INIT("milliseconds"),
	};
	struct exposition exposition;
	return exposition_read(&exposition, sink, text, &dialect);
}
