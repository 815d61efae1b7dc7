/* SPDX-License-Identifier: MIT */
#include "facts/metrics.h"

#include "base/arena.h"
#include "facts/code_graph.h"

#include <math.h>

const char *const metric_words[] = {
	[METRIC_FAN_IN] = "fan_in",
	[METRIC_FAN_OUT] = "fan_out",
	[METRIC_INSTABILITY] = "instability",
	[METRIC_ABSTRACTNESS] = "abstractness",
	[METRIC_DISTANCE] = "distance",
	[METRIC_DEPTH] = "depth",
	[METRIC_REACH] = "reach",
	[METRIC_PROPAGATION_COST] = "propagation_cost",
	[METRIC_UNSTABLE_USES] = "unstable_uses",
	[METRICS] = NULL,
};

bool metric_needs_symbols(enum code_metric metric)
{
	return metric == METRIC_ABSTRACTNESS || metric == METRIC_DISTANCE;
}

static bool counts(const struct code *code, const struct code_use *use, void *ctx)
{
	const unsigned *by = ctx;
	bool is_never = use->include != NONE && code->includes[use->include].branch == BRANCH_NEVER;
	return (*by & (1U << use->kind)) && !is_never
	       && (code->files[use->file].flags & FILE_JUDGED);
}

static void measure_coupling(struct code_metrics *metrics, const struct graph *graph)
{
	for (size_t e = 0; e < graph->edge_count; e++) {
		metrics->modules[graph->edges[e].from].values[METRIC_FAN_OUT]++;
		metrics->modules[graph->edges[e].to].values[METRIC_FAN_IN]++;
	}
	for (uint32_t m = 0; m < graph->node_count; m++) {
		double *values = metrics->modules[m].values;
		double both = values[METRIC_FAN_IN] + values[METRIC_FAN_OUT];
		values[METRIC_INSTABILITY] = both > 0 ? values[METRIC_FAN_OUT] / both : 0;
	}
	for (size_t e = 0; e < graph->edge_count; e++) {
		double *user = metrics->modules[graph->edges[e].from].values;
		const double *used = metrics->modules[graph->edges[e].to].values;
		user[METRIC_UNSTABLE_USES] += used[METRIC_INSTABILITY] > user[METRIC_INSTABILITY];
	}
}

/* A header that gives away no layout, code or storage. */
static void mark_concrete(const struct code *code, uint8_t *is_concrete)
{
	for (size_t s = 0; s < code->symbol_count; s++) {
		const struct code_symbol *symbol = &code->symbols[s];
		bool is_substance =
				symbol->kind == SYMBOL_FUNCTION || symbol->kind == SYMBOL_VARIABLE
				|| symbol->kind == SYMBOL_STRUCT || symbol->kind == SYMBOL_UNION;
		for (size_t d = 0; is_substance && d < symbol->definition_count; d++) {
			is_concrete[symbol->definitions[d].file] = 1;
		}
	}
}

static void measure_abstractness(
		struct code_metrics *metrics, const struct code *code, struct arena *scratch)
{
	uint8_t *is_concrete = arena_new_array(scratch, uint8_t, code->file_count);
	uint32_t *headers = arena_new_array(scratch, uint32_t, code->module_count);
	mark_concrete(code, is_concrete);
	for (size_t i = 0; i < code->file_count; i++) {
		const struct code_file *file = &code->files[i];
		if (file->module != NONE && (file->flags & FILE_HEADER)
				&& (file->flags & FILE_PARSED)) {
			headers[file->module]++;
			metrics->modules[file->module].values[METRIC_ABSTRACTNESS] +=
					is_concrete[i] ? 0 : 1;
		}
	}
	for (size_t m = 0; m < code->module_count; m++) {
		double *values = metrics->modules[m].values;
		values[METRIC_ABSTRACTNESS] /= headers[m] > 0 ? headers[m] : 1;
		values[METRIC_DISTANCE] =
				fabs(values[METRIC_ABSTRACTNESS] + values[METRIC_INSTABILITY] - 1);
	}
}

static void measure_reach(
		struct code_metrics *metrics, const struct graph *graph, struct arena *scratch)
{
	uint32_t *numbers = arena_new_array(scratch, uint32_t, graph->node_count);
	graph_depths(graph, numbers);
	for (uint32_t m = 0; m < graph->node_count; m++) {
		metrics->modules[m].values[METRIC_DEPTH] = numbers[m];
	}
	graph_reach_counts(graph, numbers);
	double count = graph->node_count;
	for (uint32_t m = 0; m < graph->node_count; m++) {
		metrics->modules[m].values[METRIC_REACH] = numbers[m];
		metrics->modules[m].values[METRIC_PROPAGATION_COST] = numbers[m] / count;
		metrics->ccd += numbers[m];
	}
	metrics->propagation_cost = count > 0 ? (double)metrics->ccd / (count * count) : 0;
}

struct code_metrics code_metrics_create(struct arena *arena, const struct code *code, unsigned by)
{
	struct arena *scratch = arena_create();
	struct code_metrics metrics = {
		.modules = arena_new_array(arena, struct module_metrics, code->module_count),
	};
	struct code_graph modules = code_graph_create(scratch, code, LEVEL_MODULE, counts, &by);
	measure_coupling(&metrics, &modules.graph);
	measure_abstractness(&metrics, code, scratch);
	measure_reach(&metrics, &modules.graph, scratch);
	arena_destroy(scratch);
	return metrics;
}
