/* SPDX-License-Identifier: MIT */
/*
 * Our own form, in YAML or JSON, for what people write by hand or by a script:
 *
 *	snapshot: { collected_at: 2026-11-21T04:00:00Z, window: 28d, source: "prometheus eu-1" }
 *	measures:
 *	  - { id: availability.web, good: 998931, total: 999353 }
 *	  - { id: latency.web.p99, value: 412, unit: ms, samples: 999353 }
 *	  - { id: cost, value: 0.4, unit: USD/request, labels: { zone: eu }, at: 2026-11-20 }
 *
 * A list in JSON may be long, so its items are read one by one; YAML is read as
 * a whole.
 */
#include "sources/telemetry/sink.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/suggest.h"
#include "base/timestamp.h"
#include "formats/json_scan.h"
#include "formats/node.h"

#include <math.h>

#define LABELS_MOST 64
/* Values in one file of YAML, and in one item of JSON. */
#define NODES_MOST 1000000
#define ITEM_NODES_MOST 1000

struct plain {
	struct sink *sink;
	/* Lines before the text whose nodes are read, and bytes before it in its first line. */
	uint32_t lines_before;
	uint32_t columns_before;
	/* Of one item. */
	struct arena *arena;
	bool is_good;
};

static bool refuse(struct plain *plain, const struct place *place, struct str remedy,
		const char *problem, struct str what)
{
	struct str shown = str_slice(what, 0, 60);
	uint32_t column = place->column + (place->line == 1 ? plain->columns_before : 0);
	return sink_refuse(plain->sink, place->line + plain->lines_before, column, remedy,
			shown.len ? "'" STR_FMT "' %s" : STR_FMT "%s", STR_ARG(shown), problem);
}

/* A key that is none of `words`. */
static bool key_refuse(
		struct plain *plain, const struct node *item, const struct str *words, size_t count)
{
	struct str near = suggest(item->key, words, count);
	return refuse(plain, &item->key_place,
			near.len ? str_fmt(sink_scratch(plain->sink), "did you mean '" STR_FMT "'?",
						   STR_ARG(near))
				 : STR(""),
			"is no key here", item->key);
}

static bool number_of(struct plain *plain, const struct node *node, double *value)
{
	static const struct {
		const char *word;
		double value;
	} words[] = { { ".nan", (double)NAN }, { ".NaN", (double)NAN }, { ".NAN", (double)NAN },
		{ ".inf", (double)INFINITY }, { ".Inf", (double)INFINITY },
		{ ".INF", (double)INFINITY }, { "Infinity", (double)INFINITY } };
	struct str text = node->text;
	struct str bare = text;
	bool is_negative = text.len && text.p[0] == '-';

	if (node->kind != NODE_SCALAR) {
		return refuse(plain, &node->place, STR(""), "a number is due here", STR(""));
	}
	if (text.len && (text.p[0] == '-' || text.p[0] == '+')) {
		bare = str_from(text, 1);
	}
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (str_eq(bare, str_of(words[i].word))) {
			*value = is_negative ? -words[i].value : words[i].value;
			return true;
		}
	}
	/* YAML 1.1 reads 017 as 15, and so do some tools that write it. */
	if (bare.len > 1 && bare.p[0] == '0' && bare.p[1] >= '0' && bare.p[1] <= '9') {
		return refuse(plain, &node->place, STR("write it without zeros in front"),
				"is octal to some and decimal to others", text);
	}
	return number_read(text, value)
	       || refuse(plain, &node->place,
			       str_find(text, ',') < text.len
					       ? STR("the decimal point is a point: 0.412")
					       : STR("write a number; a missing value is null"),
			       "is no number", text);
}

static bool moment_of(struct plain *plain, const struct node *node, moment *at)
{
	if (node->kind == NODE_SCALAR && timestamp_read(node->text, at)) {
		return true;
	}
	return refuse(plain, &node->place, STR("write it as 2026-11-21T04:00:00Z"), "is no time",
			node->kind == NODE_SCALAR ? node->text : STR("this"));
}

static bool text_of(struct plain *plain, const struct node *node, struct str *text)
{
	*text = node->text;
	return (node->kind == NODE_SCALAR && node->text.len > 0)
	       || refuse(plain, &node->place, STR(""), "a text is due here", STR(""));
}

/* ---- one measure ---- */

struct measure {
	struct str id;
	struct str unit;
	const struct node *type;
	const struct node *labels;
	const struct node *value;
	const struct node *good;
	const struct node *bad;
	const struct node *total;
	const struct node *samples;
	const struct node *at;
};

static bool measure_keys(struct plain *plain, const struct node *item, struct measure *measure)
{
	static const struct str words[] = { STR_INIT("id"), STR_INIT("unit"), STR_INIT("type"),
		STR_INIT("labels"), STR_INIT("value"), STR_INIT("good"), STR_INIT("bad"),
		STR_INIT("total"), STR_INIT("samples"), STR_INIT("at") };
	const struct node **const nodes[] = { NULL, NULL, &measure->type, &measure->labels,
		&measure->value, &measure->good, &measure->bad, &measure->total, &measure->samples,
		&measure->at };

	if (item->kind != NODE_MAP) {
		return refuse(plain, &item->place, STR("write { id: …, value: … }"),
				"a measure is due here", STR(""));
	}
	for (size_t i = 0; i < item->len; i++) {
		const struct node *node = &item->items[i];
		size_t k = 0;
		while (k < COUNT_OF(words) && !str_eq(words[k], node->key)) {
			k++;
		}
		if (k == COUNT_OF(words)) {
			return key_refuse(plain, node, words, COUNT_OF(words));
		}
		if (nodes[k]) {
			*nodes[k] = node;
		} else if (!text_of(plain, node, k == 0 ? &measure->id : &measure->unit)) {
			return false;
		}
	}
	return measure->id.len > 0
	       || refuse(plain, &item->place, STR("name it: id: latency.web.p99"),
			       "a measure without an id", STR(""));
}

static bool type_find(struct plain *plain, const struct node *node, enum measure_type *type)
{
	for (unsigned i = 0; measure_type_words[i]; i++) {
		if (node->kind == NODE_SCALAR && i != MEASURE_HISTOGRAM
				&& str_eq(node->text, str_of(measure_type_words[i]))) {
			*type = (enum measure_type)i;
			return true;
		}
	}
	return refuse(plain, &node->place,
			STR("a type is counter, gauge, quantile, ratio, delta or untyped"),
			"is no type of a measure", node->text);
}

static bool labels_take(struct plain *plain, const struct node *node, struct label *labels)
{
	if (node->kind != NODE_MAP || node->len > LABELS_MOST) {
		return refuse(plain, &node->place, STR("write { service: web }, up to 64 of them"),
				"labels are due here", STR(""));
	}
	for (size_t i = 0; i < node->len; i++) {
		const struct node *item = &node->items[i];
		labels[i].name = item->key;
		if (item->kind != NODE_SCALAR) {
			return refuse(plain, &item->place, STR(""), "a label's value is a text",
					STR(""));
		}
		labels[i].value = item->text;
	}
	return true;
}

/* What `good` or `bad` of `total` come to. */
static bool share_of(
		struct plain *plain, const struct measure *measure, double *value, double *events)
{
	const struct node *part = measure->good ? measure->good : measure->bad;
	double count;
	double total;

	if (!number_of(plain, part, &count) || !number_of(plain, measure->total, &total)) {
		return false;
	}
	if (!(count >= 0) || !(total >= 0) || !isfinite(count) || !isfinite(total)) {
		return refuse(plain, &part->place, STR(""), "a count is 0 or more", STR(""));
	}
	if (count > total) {
		return refuse(plain, &part->place, STR("count the part among all"),
				"is more than the total", part->text);
	}
	count = measure->good ? count : total - count;
	/* Without traffic nothing was good or bad. */
	*value = total > 0 ? count / total : (double)NAN;
	*events = total;
	return true;
}

static bool value_of(struct plain *plain, const struct node *item, const struct measure *measure,
		double *value, double *events)
{
	bool is_share = measure->good || measure->bad || measure->total;

	if ((measure->value != NULL) == is_share || (measure->good && measure->bad)
			|| (is_share && (!measure->total || (!measure->good && !measure->bad)))) {
		return refuse(plain, &item->place,
				STR("write `value`, or `good` and `total`, or `bad` and `total`"),
				"a measure has one value", STR(""));
	}
	if (measure->samples && !number_of(plain, measure->samples, events)) {
		return false;
	}
	if (measure->samples && !(*events >= 0)) {
		return refuse(plain, &measure->samples->place, STR(""), "a count is 0 or more",
				STR(""));
	}
	return is_share ? share_of(plain, measure, value, events)
			: number_of(plain, measure->value, value);
}

static bool measure_read(struct plain *plain, const struct node *item)
{
	struct measure measure = { .id = { "", 0 } };
	struct label labels[LABELS_MOST];
	struct series_about about = { .place = item->place };
	size_t label_count = 0;
	moment at = MOMENT_EVER;
	double value = 0;
	double events = -1;

	if (!measure_keys(plain, item, &measure)) {
		return false;
	}
	about.place.line += plain->lines_before;
	about.unit = measure.unit;
	if (measure.total) {
		about.type = MEASURE_RATIO;
		about.unit = STR("ratio");
	}
	if ((measure.type && !type_find(plain, measure.type, &about.type))
			|| (measure.labels && !labels_take(plain, measure.labels, labels))
			|| (measure.at && !moment_of(plain, measure.at, &at))) {
		return false;
	}
	label_count = measure.labels ? measure.labels->len : 0;
	bool is_missing = measure.value && measure.value->kind == NODE_NULL;
	if (!is_missing && !value_of(plain, item, &measure, &value, &events)) {
		return false;
	}
	sink_line(plain->sink, about.place.line);
	uint32_t series = sink_series(plain->sink, measure.id, labels, label_count, &about);
	if (is_missing) {
		sink_gap(plain->sink, series, at);
	} else {
		sink_sample(plain->sink, series, at, value, events);
	}
	return true;
}

/* ---- the file ---- */

static bool snapshot_read(struct plain *plain, const struct node *map)
{
	static const struct str words[] = { STR_INIT("collected_at"), STR_INIT("window"),
		STR_INIT("source") };
	moment at;
	struct duration window;
	struct str text;

	if (map->kind != NODE_MAP) {
		return refuse(plain, &map->place,
				STR("write { collected_at: 2026-11-21T04:00:00Z }"),
				"a map is due here", STR(""));
	}
	for (size_t i = 0; i < map->len; i++) {
		const struct node *item = &map->items[i];
		if (str_eq(item->key, words[0])) {
			if (!moment_of(plain, item, &at)) {
				return false;
			}
			sink_collected(plain->sink, at);
		} else if (str_eq(item->key, words[1])) {
			if (item->kind != NODE_SCALAR || !duration_read(&window, item->text)) {
				return refuse(plain, &item->place, STR("write it as 28d"),
						"is no duration", item->text);
			}
		} else if (!str_eq(item->key, words[2])) {
			return key_refuse(plain, item, words, COUNT_OF(words));
		} else if (!text_of(plain, item, &text)) {
			return false;
		}
	}
	return true;
}

/* Refuses with the first of what a reader of trees complains about. */
static bool problems_refuse(struct plain *plain, struct problems *problems)
{
	problems_sort(problems);
	const struct problem *first = &problems->list.p[0];
	return refuse(plain, &first->place, first->remedy, str_dup(plain->arena, first->text).p,
			STR(""));
}

static bool form_refuse(struct plain *plain, const struct place *place)
{
	return refuse(plain, place,
			STR("write `snapshot: { collected_at: … }` and `measures: [ { id: …, value: … } ]`"),
			"this is no snapshot", STR(""));
}

static const struct str file_words[] = { STR_INIT("snapshot"), STR_INIT("measures") };

static bool tree_read(struct plain *plain, const struct node *root)
{
	const struct node *snapshot = node_find(root, file_words[0]);
	const struct node *measures = node_find(root, file_words[1]);

	if (root->kind != NODE_MAP || !measures || measures->kind != NODE_LIST) {
		return form_refuse(plain, measures ? &measures->place : &root->place);
	}
	for (size_t i = 0; i < root->len; i++) {
		if (&root->items[i] != snapshot && &root->items[i] != measures) {
			return key_refuse(plain, &root->items[i], file_words, COUNT_OF(file_words));
		}
	}
	if (snapshot && !snapshot_read(plain, snapshot)) {
		return false;
	}
	for (size_t i = 0; i < measures->len; i++) {
		if (!measure_read(plain, &measures->items[i])) {
			return false;
		}
	}
	return true;
}

static const struct node_limits yaml_limits = {
	.max_bytes = SIZE_MAX,
	.max_nodes = NODES_MOST,
	.option = "",
};

static const struct node_limits item_limits = {
	.max_bytes = SIZE_MAX,
	.max_nodes = ITEM_NODES_MOST,
	.option = "",
};

bool plain_yaml_read(struct sink *sink, struct str text)
{
	struct plain plain = { .sink = sink, .arena = sink_scratch(sink) };
	struct problems problems;
	struct node root;

	problems_init(&problems, plain.arena);
	if (!node_read_yaml(&root, plain.arena, sink_path(sink), text, &yaml_limits, &problems)) {
		return problems_refuse(&plain, &problems);
	}
	return tree_read(&plain, &root);
}

/* ---- JSON ---- */

/* A value of the top map, as text of its own. */
struct stretch {
	struct str text;
	uint32_t lines_before;
	uint32_t columns_before;
};

static bool scan_refuse(struct plain *plain, const struct json_scan *scan)
{
	const struct json_text *text = &scan->text;
	struct place place = { .line = text->line,
		.column = (uint32_t)(text->bad_at - text->line_begin) + 1 };

	if (scan->token != JSON_BAD) {
		place.column = (uint32_t)(scan->begin - text->line_begin) + 1;
		return form_refuse(plain, &place);
	}
	return refuse(plain, &place, text->remedy, text->problem, STR(""));
}

static bool stretch_take(struct plain *plain, struct json_scan *scan, struct stretch *stretch)
{
	struct str key = str_dup(plain->arena, scan->value);
	struct place place = { .line = scan->text.line,
		.column = (uint32_t)(scan->begin - scan->text.line_begin) + 1 };

	if (stretch->text.p) {
		return refuse(plain, &place, STR("write it once"), "is repeated", key);
	}
	if (json_next(scan) <= JSON_DONE) {
		return scan_refuse(plain, scan);
	}
	size_t begin = scan->begin;
	stretch->lines_before = scan->text.line - 1;
	stretch->columns_before = (uint32_t)(begin - scan->text.line_begin);
	if (!json_skip(scan)) {
		return scan_refuse(plain, scan);
	}
	stretch->text = str_slice(scan->text.text, begin, scan->text.at);
	return true;
}

static bool item_read(const struct node *item, void *ctx)
{
	struct plain *plain = ctx;
	plain->is_good = measure_read(plain, item);
	return plain->is_good;
}

static bool stretches_read(struct plain *plain, const struct stretch *stretches)
{
	struct problems problems;
	struct node node;
	bool is_good = true;

	problems_init(&problems, plain->arena);
	if (stretches[0].text.p) {
		plain->lines_before = stretches[0].lines_before;
		plain->columns_before = stretches[0].columns_before;
		is_good = node_read_json(&node, plain->arena, sink_path(plain->sink),
					  stretches[0].text, &item_limits, &problems)
			  && snapshot_read(plain, &node);
	}
	if (is_good) {
		plain->lines_before = stretches[1].lines_before;
		plain->columns_before = stretches[1].columns_before;
		is_good = node_each_json(sink_path(plain->sink), stretches[1].text, &item_limits,
				item_read, plain, &problems);
	}
	return is_good || (problems.errors && plain->is_good && problems_refuse(plain, &problems));
}

bool plain_json_read(struct sink *sink, struct str text)
{
	struct plain plain = { .sink = sink, .arena = sink_scratch(sink), .is_good = true };
	struct stretch stretches[COUNT_OF(file_words)] = { { .lines_before = 0 } };
	struct json_scan scan;
	struct buf unescaped;
	bool is_good = true;

	buf_init(&unescaped);
	json_scan_init(&scan, text, &unescaped);
	if (json_next(&scan) != JSON_MAP) {
		is_good = scan_refuse(&plain, &scan);
	}
	while (is_good && json_next(&scan) == JSON_KEY) {
		size_t k = str_eq(scan.value, file_words[0]) ? 0 : 1;
		if (!str_eq(scan.value, file_words[k])) {
			const struct node key = {
				.key = scan.value,
				.key_place = { .line = scan.text.line,
						.column = (uint32_t)(scan.begin
									  - scan.text.line_begin)
							  + 1 },
			};
			is_good = key_refuse(&plain, &key, file_words, COUNT_OF(file_words));
		} else {
			is_good = stretch_take(&plain, &scan, &stretches[k]);
		}
	}
	if (is_good && (scan.token != JSON_CLOSE || json_next(&scan) != JSON_DONE)) {
		is_good = scan_refuse(&plain, &scan);
	}
	if (is_good && !stretches[1].text.p) {
		is_good = form_refuse(&plain, &(struct place){ .line = 1, .column = 1 });
	}
	is_good = is_good && stretches_read(&plain, stretches);
	buf_finish(&unescaped);
	return is_good;
}
