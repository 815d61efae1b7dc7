/* SPDX-License-Identifier: MIT */
/*
 * An answer of the Prometheus HTTP API, query or query_range:
 *
 *	{"status":"success","data":{"resultType":"vector","result":[
 *	  {"metric":{"service":"web"},"value":[1795234800.123,"0.99958"]}]}}
 *
 * Members come in any order, and an answer may be long, so it is gone through
 * twice: once for what the answer says of itself, once for its result.
 */
#include "sources/telemetry/labels.h"
#include "sources/telemetry/sink.h"

#include "base/arena.h"
#include "formats/json_scan.h"

#include <math.h>

/* An evaluation takes the newest sample that is at most this old, unless configured otherwise. */
#define LOOKBACK_MS ((int64_t)5 * 60 * MOMENT_SECOND)
/* Seconds: far beyond any calendar, and still exact as milliseconds. */
#define SECONDS_MAX 1e12

/* A list of remarks: how many, and the first. */
struct remarks {
	size_t count;
	struct str first;
	uint32_t line;
};

struct api {
	struct sink *sink;
	struct arena *scratch;
	struct json_scan scan;
	struct str status;
	struct str error_type;
	struct str error;
	struct str type;
	struct remarks warnings;
	struct remarks infos;
	/* Where the result begins, at its key. */
	bool has_result;
	struct json_scan result;
	struct series_about about;
	/* Of the series that is being read. */
	bool has_metric;
	uint32_t series;
	label_list labels;
	/* Points that are native histograms. */
	size_t histograms;
	uint32_t histogram_line;
};

static bool refuse(const struct api *api, struct str remedy, const char *problem)
{
	const struct json_scan *scan = &api->scan;
	return sink_refuse(api->sink, scan->text.line,
			(uint32_t)(scan->begin - scan->text.line_begin) + 1, remedy, "%s", problem);
}

/* Refuses what stands where something else is due: as JSON, if it is none. */
static bool unexpected(const struct api *api, struct str remedy, const char *problem)
{
	const struct json_text *text = &api->scan.text;
	if (api->scan.token != JSON_BAD) {
		return refuse(api, remedy, problem);
	}
	bool is_cut = text->at == text->text.len;
	return sink_refuse(api->sink, text->line, (uint32_t)(text->bad_at - text->line_begin) + 1,
			is_cut ? STR("it was cut off: take the snapshot again") : text->remedy,
			"%s", text->problem);
}

/* Goes to the next key of a map; false at its end, or where the JSON is bad. */
static bool key_next(struct api *api)
{
	return json_next(&api->scan) == JSON_KEY;
}

static bool map_is_over(const struct api *api)
{
	return api->scan.token == JSON_CLOSE || unexpected(api, STR(""), "no JSON");
}

static bool key_is(const struct api *api, const char *key)
{
	return str_eq(api->scan.value, str_of(key));
}

static bool skip(struct api *api)
{
	return json_skip(&api->scan) || unexpected(api, STR(""), "no JSON");
}

static bool text_read(struct api *api, struct str *text)
{
	if (json_next(&api->scan) != JSON_STRING) {
		return unexpected(api, STR("write it as \"text\""), "text is due here");
	}
	*text = str_dup(api->scratch, api->scan.value);
	return true;
}

static bool remarks_read(struct api *api, struct remarks *remarks)
{
	if (json_next(&api->scan) != JSON_LIST) {
		return skip(api);
	}
	while (json_next(&api->scan) == JSON_STRING) {
		if (remarks->count++ == 0) {
			remarks->first = str_dup(api->scratch, api->scan.value);
			remarks->line = api->scan.text.line;
		}
	}
	return api->scan.token == JSON_CLOSE
	       || unexpected(api, STR("write a list of texts"), "a text is due here");
}

static bool data_read(struct api *api)
{
	if (json_next(&api->scan) != JSON_MAP) {
		return skip(api);
	}
	while (key_next(api)) {
		bool ok;
		if (key_is(api, "resultType")) {
			ok = text_read(api, &api->type);
		} else if (key_is(api, "result")) {
			api->has_result = true;
			api->result = api->scan;
			ok = skip(api);
		} else {
			ok = skip(api);
		}
		if (!ok) {
			return false;
		}
	}
	return map_is_over(api);
}

static bool member_read(struct api *api)
{
	if (key_is(api, "status")) {
		return text_read(api, &api->status);
	}
	if (key_is(api, "data")) {
		return data_read(api);
	}
	if (key_is(api, "errorType")) {
		return text_read(api, &api->error_type);
	}
	if (key_is(api, "error")) {
		return text_read(api, &api->error);
	}
	if (key_is(api, "warnings")) {
		return remarks_read(api, &api->warnings);
	}
	return key_is(api, "infos") ? remarks_read(api, &api->infos) : skip(api);
}

/* The first pass: all but the result. */
static bool answer_read(struct api *api)
{
	if (json_next(&api->scan) != JSON_MAP) {
		return unexpected(api, STR("store what /api/v1/query or query_range answers"),
				"this is no answer of the Prometheus API");
	}
	while (key_next(api)) {
		if (!member_read(api)) {
			return false;
		}
	}
	if (!map_is_over(api)) {
		return false;
	}
	return json_next(&api->scan) == JSON_DONE
	       || unexpected(api, STR("one answer is a whole file"), "more text after the end");
}

static bool labels_read(struct api *api)
{
	struct str name = STR("");
	struct str twice;
	api->labels.len = 0;
	if (json_next(&api->scan) != JSON_MAP) {
		return unexpected(api, STR("write {\"label\":\"value\"}"), "labels are due here");
	}
	while (key_next(api)) {
		struct label label = { .name = str_dup(api->scratch, api->scan.value) };
		if (!text_read(api, &label.value)) {
			return false;
		}
		if (str_eq(label.name, STR("__name__"))) {
			name = label.value;
		} else {
			*vec_add(&api->labels, api->scratch) = label;
		}
	}
	if (!map_is_over(api)) {
		return false;
	}
	if (!labels_settle(&api->labels, &twice)) {
		return refuse(api, STR("each label is named once"), "a label twice");
	}
	api->has_metric = true;
	sink_line(api->sink, api->scan.text.line);
	api->series = sink_series(api->sink, name, api->labels.p, api->labels.len, &api->about);
	return true;
}

/* What a sample begins with: "[" and the time. */
static bool time_read(struct api *api, moment *at)
{
	double seconds;
	if (json_next(&api->scan) != JSON_NUMBER || !number_read(api->scan.value, &seconds)
			|| !(fabs(seconds) < SECONDS_MAX)) {
		return unexpected(api, STR("a sample is [seconds since 1970, \"value\"]"),
				"the time of a sample is due here");
	}
	*at = (moment)llround(seconds * MOMENT_SECOND);
	return true;
}

static bool pair_end(struct api *api)
{
	return json_next(&api->scan) == JSON_CLOSE
	       || unexpected(api, STR("a sample is [seconds since 1970, \"value\"]"),
			       "a sample has two parts");
}

/* A sample, after its "[". */
static bool sample_read(struct api *api)
{
	moment at = MOMENT_EVER;
	double value;
	if (!time_read(api, &at)) {
		return false;
	}
	/* JSON has neither NaN nor infinity, so all values are texts. */
	if (json_next(&api->scan) != JSON_STRING || !number_read(api->scan.value, &value)) {
		return unexpected(api, STR("values are texts: \"0.5\", \"NaN\", \"+Inf\""),
				"the value of a sample is due here");
	}
	sink_line(api->sink, api->scan.text.line);
	sink_sample(api->sink, api->series, at, value, -1);
	return pair_end(api);
}

/* A native histogram, after its "[": known to be there, and no more. */
static bool histogram_read(struct api *api)
{
	moment at = MOMENT_EVER;
	if (!time_read(api, &at)) {
		return false;
	}
	if (api->series != SERIES_NONE && api->histograms++ == 0) {
		api->histogram_line = api->scan.text.line;
	}
	sink_gap(api->sink, api->series, at);
	json_next(&api->scan);
	return skip(api) && pair_end(api);
}

typedef bool point_fn(struct api *api);

static bool point_read(struct api *api, point_fn *fn)
{
	if (json_next(&api->scan) != JSON_LIST) {
		return unexpected(api, STR("a sample is [seconds since 1970, \"value\"]"),
				"a sample is due here");
	}
	return fn(api);
}

static bool points_read(struct api *api, point_fn *fn)
{
	if (json_next(&api->scan) != JSON_LIST) {
		return unexpected(api, STR("write [[time, \"value\"], …]"),
				"a list of samples is due here");
	}
	while (json_next(&api->scan) == JSON_LIST) {
		if (!fn(api)) {
			return false;
		}
	}
	return api->scan.token == JSON_CLOSE
	       || unexpected(api, STR("a sample is [seconds since 1970, \"value\"]"),
			       "a sample is due here");
}

/* The samples behind the key that was read last. */
static bool values_read(struct api *api)
{
	if (key_is(api, "value")) {
		return point_read(api, sample_read);
	}
	if (key_is(api, "values")) {
		return points_read(api, sample_read);
	}
	return key_is(api, "histogram") ? point_read(api, histogram_read)
					: points_read(api, histogram_read);
}

static bool key_has_values(const struct api *api)
{
	return key_is(api, "value") || key_is(api, "values") || key_is(api, "histogram")
	       || key_is(api, "histograms");
}

/* Samples that stand before the labels of their series wait: their keys, while these last. */
struct waiting {
	struct json_scan scans[2];
	struct str keys[2];
	size_t len;
};

static bool item_member(struct api *api, struct waiting *waiting)
{
	if (key_is(api, "metric")) {
		return !api->has_metric ? labels_read(api)
					: refuse(api, STR(""), "labels of one series twice");
	}
	if (!key_has_values(api)) {
		return skip(api);
	}
	if (api->has_metric) {
		return values_read(api);
	}
	if (waiting->len == COUNT_OF(waiting->scans)) {
		return refuse(api, STR(""), "samples of one series twice");
	}
	waiting->keys[waiting->len] = str_dup(api->scratch, api->scan.value);
	waiting->scans[waiting->len++] = api->scan;
	return skip(api);
}

/* One series, after its "{". */
static bool item_read(struct api *api)
{
	struct waiting waiting = { .len = 0 };
	api->has_metric = false;
	while (key_next(api)) {
		if (!item_member(api, &waiting)) {
			return false;
		}
	}
	if (!map_is_over(api)) {
		return false;
	}
	if (!api->has_metric) {
		return refuse(api, STR("a series is {\"metric\": {…}, \"value\": […]}"),
				"a series without 'metric'");
	}
	struct json_scan end = api->scan;
	for (size_t i = 0; i < waiting.len; i++) {
		api->scan = waiting.scans[i];
		api->scan.value = waiting.keys[i];
		if (!values_read(api)) {
			return false;
		}
	}
	api->scan = end;
	return true;
}

static bool items_read(struct api *api)
{
	if (json_next(&api->scan) != JSON_LIST) {
		return unexpected(
				api, STR("write a list of series"), "a list of series is due here");
	}
	while (json_next(&api->scan) == JSON_MAP) {
		if (!item_read(api)) {
			return false;
		}
	}
	return api->scan.token == JSON_CLOSE
	       || unexpected(api, STR("a series is {\"metric\": {…}, \"value\": […]}"),
			       "a series is due here");
}

/* A scalar has neither name nor labels. */
static bool scalar_read(struct api *api)
{
	sink_line(api->sink, api->scan.text.line);
	api->series = sink_series(api->sink, STR(""), NULL, 0, &api->about);
	return point_read(api, sample_read);
}

static bool result_read(struct api *api)
{
	api->scan = api->result;
	if (str_eq(api->type, STR("vector")) || str_eq(api->type, STR("matrix"))) {
		api->about.lookback_ms = LOOKBACK_MS;
		return items_read(api);
	}
	if (str_eq(api->type, STR("scalar"))) {
		return scalar_read(api);
	}
	if (str_eq(api->type, STR("string"))) {
		return refuse(api, STR("ask for a number"), "the result is a text");
	}
	return refuse(api, STR("types are vector, matrix and scalar"),
			"the result has a type that is unknown");
}

/* What the answer says of itself; false if there is nothing to read. */
static bool status_check(struct api *api)
{
	bool is_error = str_eq(api->status, STR("error"));
	if (!is_error && !str_eq(api->status, STR("success"))) {
		return sink_refuse(api->sink, 1, 1,
				STR("store what /api/v1/query or query_range answers"),
				"this is no answer of the Prometheus API: its 'status' is neither "
				"success nor error");
	}
	if (is_error && !api->has_result) {
		return sink_refuse(api->sink, 1, 1, STR("mend the query, and ask again"),
				"Prometheus answered with an error: " STR_FMT ": " STR_FMT,
				STR_ARG(api->error_type), STR_ARG(api->error));
	}
	if (!api->has_result) {
		return sink_refuse(api->sink, 1, 1,
				STR("store what /api/v1/query or query_range answers"),
				"the answer has no 'data.result'");
	}
	api->about.is_partial = is_error || api->warnings.count > 0;
	if (is_error) {
		sink_fault(api->sink, "partial", sink_path(api->sink), 1,
				STR("mend the query, and ask again"),
				"Prometheus answered with an error and a part of the data: " STR_FMT
				": " STR_FMT,
				STR_ARG(api->error_type), STR_ARG(api->error));
	}
	if (api->warnings.count) {
		sink_fault(api->sink, "partial", sink_path(api->sink), api->warnings.line,
				STR("ask again when all of the data are there"),
				"Prometheus warns that data are missing: " STR_FMT,
				STR_ARG(api->warnings.first));
	}
	if (api->infos.count) {
		sink_note(api->sink, "query", sink_path(api->sink), api->infos.line,
				STR("look at the query"), "Prometheus remarks: " STR_FMT,
				STR_ARG(api->infos.first));
	}
	return true;
}

bool prometheus_api_read(struct sink *sink, struct str text)
{
	struct buf unescaped = { 0 };
	struct api api = { .sink = sink, .scratch = sink_scratch(sink) };
	json_scan_init(&api.scan, text, &unescaped);
	bool ok = true;
	if (!json_encoding(&api.scan.text)) {
		api.scan.token = JSON_BAD;
		ok = unexpected(&api, STR(""), "");
	}
	ok = ok && answer_read(&api) && status_check(&api) && result_read(&api);
	if (ok && api.histograms) {
		sink_fault(sink, "schema", sink_path(sink), api.histogram_line,
				STR("ask for what is needed of it, say histogram_quantile(0.99, …)"),
				"%zu %s native histograms, which are not read: their series have gaps",
				api.histograms,
				api.histograms == 1 ? "point is one of the" : "points are");
	}
	buf_finish(&unescaped);
	return ok;
}
