/* SPDX-License-Identifier: MIT */
/*
 * OTLP/JSON as the file exporter of OpenTelemetry's collector writes it: JSON
 * lines, each a whole message of resources, scopes, metrics and points.
 *
 * A line that is no JSON or no such message refuses the file: mostly it is the
 * last one, cut off.  A point that says something impossible is a fault.
 */
#include "sources/telemetry/otlp.h"

#include "base/arena.h"
#include "base/problem.h"

/* Of one line; a collector writes some thousand points in one. */
#define LINE_NODES_MAX 1000000
#define LINE_BYTES_MAX ((size_t)64 << 20)

/* How a sum or histogram counts; `*is_usable` false if that is not known. */
static bool temporality_read(struct otlp *otlp, struct otlp_metric *metric, const struct node *data,
		bool *is_usable)
{
	const struct node *node = otlp_member(data, "aggregationTemporality");
	uint64_t number = 0;
	*is_usable = true;
	if (node && (node->kind != NODE_SCALAR || !str_to_u64(node->text, &number))) {
		return otlp_refuse(&otlp->line, node->place, STR("1 is delta, 2 is cumulative"),
				"'aggregationTemporality' must be a number");
	}
	if (number != TEMPORALITY_DELTA && number != TEMPORALITY_CUMULATIVE) {
		otlp_fault(otlp, metric, "mend the exporter: 1 is delta, 2 is cumulative",
				"its points are left out: without aggregationTemporality nobody "
				"knows what they count");
		*is_usable = false;
	}
	metric->temporality = (enum temporality)number;
	const struct node *monotonic = otlp_member(data, "isMonotonic");
	metric->is_monotonic = monotonic && str_eq(monotonic->text, STR("true"));
	return true;
}

static bool points_read(struct otlp *otlp, struct otlp_metric *metric, const struct node *data,
		enum otlp_kind kind)
{
	const struct node *points;
	size_t len;
	bool is_usable = true;
	bool has_temporality = kind != OTLP_GAUGE && kind != OTLP_SUMMARY;
	if (!otlp_maps(&otlp->line, data, "dataPoints", &points, &len)
			|| (has_temporality && !temporality_read(otlp, metric, data, &is_usable))) {
		return false;
	}
	for (size_t i = 0; i < len; i++) {
		if (!is_usable) {
			sink_skip(otlp->line.sink);
		} else if (!otlp_point_read(otlp, metric, &points[i], kind)) {
			return false;
		}
	}
	return true;
}

static bool metric_read(struct otlp *otlp, const struct node *node)
{
	static const char *const kinds[] = {
		[OTLP_GAUGE] = "gauge",
		[OTLP_SUM] = "sum",
		[OTLP_HISTOGRAM] = "histogram",
		[OTLP_EXPONENTIAL] = "exponentialHistogram",
		[OTLP_SUMMARY] = "summary",
	};
	struct otlp_metric metric = { 0 };
	if (!otlp_text(&otlp->line, node, "name", &metric.name)
			|| !otlp_text(&otlp->line, node, "unit", &metric.unit)) {
		return false;
	}
	if (metric.name.len == 0) {
		return otlp_refuse(&otlp->line, node->place, STR("give it a name"),
				"a metric without a name");
	}
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const struct node *data;
		if (!otlp_map(&otlp->line, node, kinds[i], &data)) {
			return false;
		}
		if (data) {
			return points_read(otlp, &metric, data, (enum otlp_kind)i);
		}
	}
	otlp_fault(otlp, &metric,
			"kinds are gauge, sum, histogram, exponentialHistogram and summary",
			"it has no data of a kind that is known");
	return true;
}

static bool scope_read(struct otlp *otlp, const struct node *node, const label_list *resource)
{
	const struct node *scope;
	const struct node *metrics;
	size_t len;
	struct str name = STR("");
	struct str twice;
	if (!otlp_map(&otlp->line, node, "scope", &scope)
			|| !otlp_text(&otlp->line, scope, "name", &name)
			|| !otlp_maps(&otlp->line, node, "metrics", &metrics, &len)) {
		return false;
	}
	otlp->shared.len = 0;
	*vec_add(&otlp->shared, otlp->line.arena) = (struct label){ STR("otel.scope.name"), name };
	vec_each (const struct label, label, resource) {
		*vec_add(&otlp->shared, otlp->line.arena) = *label;
	}
	if (!labels_settle(&otlp->shared, &twice)) {
		return otlp_refuse(&otlp->line, node->place, STR("name it otherwise"),
				"a resource with an attribute 'otel.scope.name'");
	}
	for (size_t i = 0; i < len; i++) {
		if (!metric_read(otlp, &metrics[i])) {
			return false;
		}
	}
	return true;
}

static bool resource_read(struct otlp *otlp, const struct node *node)
{
	const struct node *resource;
	const struct node *scopes;
	size_t len;
	label_list labels = { 0 };
	if (!otlp_map(&otlp->line, node, "resource", &resource)
			|| (resource && !otlp_attributes(otlp, resource, &labels))
			|| !otlp_maps(&otlp->line, node, "scopeMetrics", &scopes, &len)) {
		return false;
	}
	for (size_t i = 0; i < len; i++) {
		if (!scope_read(otlp, &scopes[i], &labels)) {
			return false;
		}
	}
	return true;
}

static bool message_read(struct otlp *otlp, const struct node *root)
{
	const struct node *resources;
	size_t len;
	if (root->kind != NODE_MAP || (root->len && !node_find(root, STR("resourceMetrics")))) {
		return otlp_refuse(&otlp->line, root->place,
				STR("write {\"resourceMetrics\": [ … ]}, one a line"),
				"this line is no OTLP message of metrics");
	}
	if (!otlp_maps(&otlp->line, root, "resourceMetrics", &resources, &len)) {
		return false;
	}
	for (size_t i = 0; i < len; i++) {
		if (!resource_read(otlp, &resources[i])) {
			return false;
		}
	}
	return true;
}

/* What the JSON reader says of a line, as the refusal of the file. */
static bool json_refuse(const struct otlp_line *line, const struct problems *problems,
		struct str text, bool is_cut)
{
	const struct problem *first = &problems->list.p[0];
	if (is_cut) {
		return otlp_refuse(line, first->place,
				STR("it was cut off: take the snapshot again"),
				"the file ends within a message: " STR_FMT, STR_ARG(first->text));
	}
	if (first->place.column > text.len) {
		return otlp_refuse(line, first->place,
				STR("a message is one line, and each line is one"),
				"the line ends within its message");
	}
	return otlp_refuse(line, first->place, first->remedy, STR_FMT, STR_ARG(first->text));
}

static bool line_read(struct otlp *otlp, struct str text, bool is_cut)
{
	static const struct node_limits limits = {
		.max_bytes = LINE_BYTES_MAX,
		.max_nodes = LINE_NODES_MAX,
		.option = "",
	};
	struct arena *arena = otlp->line.arena;
	struct problems problems;
	struct node root;
	/* They lay in the arena of the line before. */
	otlp->shared = (label_list){ 0 };
	otlp->own = (label_list){ 0 };
	otlp->labels = (label_list){ 0 };
	problems_init(&problems, arena);
	sink_line(otlp->line.sink, otlp->line.number);
	if (!node_read_json(&root, arena, sink_path(otlp->line.sink), text, &limits, &problems)) {
		return json_refuse(&otlp->line, &problems, text, is_cut);
	}
	return message_read(otlp, &root);
}

static void nested_tell(const struct otlp *otlp)
{
	if (otlp->nested) {
		sink_note(otlp->line.sink, "label", otlp->nested_name, otlp->nested_line,
				STR("do not select by it"),
				"this attribute is a list or a map, and so no label");
	}
}

bool otlp_read(struct sink *sink, struct str text)
{
	struct otlp otlp = { .line = { .sink = sink, .arena = arena_create() } };
	struct str rest = text;
	struct str line;
	bool ok = true;
	otlp_histograms_init(&otlp.histograms, sink, sink_scratch(sink));
	while (ok && str_split(&rest, '\n', &line)) {
		otlp.line.number++;
		if (str_trim(line).len) {
			ok = line_read(&otlp, line, !rest.p);
			sink_passed(sink, line.p + line.len);
			arena_reset(otlp.line.arena);
		}
	}
	if (ok) {
		otlp_histograms_tell(&otlp.histograms);
		nested_tell(&otlp);
	}
	arena_destroy(otlp.line.arena);
	return ok;
}
