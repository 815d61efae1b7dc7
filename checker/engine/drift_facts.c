/* SPDX-License-Identifier: MIT */
/*
 * From the facts of one revision to what is kept of it.
 */
#include "base/arena.h"
#include "base/map.h"
#include "engine/drift_reading.h"
#include "engine/run.h"
#include "facts/code_graph.h"
#include "facts/metrics.h"

static bool counts(const struct code *code, const struct code_use *use, void *ctx)
{
	(void)ctx;
	return use->kind == USE_INCLUDE && (code->files[use->file].flags & FILE_JUDGED);
}

struct code_graph drift_graph(struct arena *arena, const struct code *code)
{
	return code_graph_create(arena, code, LEVEL_MODULE, counts, NULL);
}

static void files_count(
		struct drift_revision *revision, const struct code *code, uint8_t *is_present)
{
	for (size_t i = 0; i < code->file_count; i++) {
		const struct code_file *file = &code->files[i];
		if (!(file->flags & FILE_JUDGED) || (file->flags & FILE_OTHER_LANGUAGE)) {
			continue;
		}
		revision->files++;
		revision->lines += file->lines;
		revision->unread += (file->flags & FILE_UNREAD) != 0;
		revision->unassigned += file->module == NONE;
		if (file->module != NONE) {
			revision->modules += !is_present[file->module];
			is_present[file->module] = 1;
		}
	}
	for (size_t i = 0; i < code->include_count; i++) {
		const struct code_include *include = &code->includes[i];
		bool is_open = include->resolution == RESOLVED_AMBIGUOUS
			       || (include->resolution == RESOLVED_NOT
					       && include->form == INCLUDE_QUOTED);
		revision->unresolved += is_open && include->branch != BRANCH_NEVER
					&& (code->files[include->file].flags & FILE_JUDGED);
	}
}

static void uses_fill(struct drift_revision *revision, struct arena *arena, const struct code *code,
		const struct code_graph *graph, const struct str *names)
{
	for (size_t i = 0; i < graph->graph.edge_count; i++) {
		const struct graph_edge *edge = &graph->graph.edges[i];
		struct place place = code_use_place(code, &code->uses[edge->label]);
		place.path = str_dup(arena, place.path);
		*vec_add(&revision->uses, arena) = (struct drift_use){
			.from = names[edge->from],
			.to = names[edge->to],
			.count = edge->weight,
			.place = place,
		};
		revision->uses_sum += edge->weight;
	}
}

static void cycles_fill(struct drift_revision *revision, struct arena *arena,
		const struct graph *graph, const struct str *names)
{
	struct arena *scratch = arena_create();
	struct components components = graph_components(scratch, graph);
	for (uint32_t c = 0; c < components.count; c++) {
		size_t count = components.first[c + 1] - components.first[c];
		if (count < 2) {
			continue;
		}
		struct drift_cycle *cycle = vec_add(&revision->cycles, arena);
		*cycle = (struct drift_cycle){ .members = arena_new_array(arena, struct str, count),
			.count = count };
		for (size_t i = 0; i < count; i++) {
			cycle->members[i] = names[components.members[components.first[c] + i]];
		}
		revision->entangled += (uint32_t)count;
	}
	arena_destroy(scratch);
}

static int cycle_order(const void *a, const void *b)
{
	return str_cmp(((const struct drift_cycle *)a)->members[0],
			((const struct drift_cycle *)b)->members[0]);
}

/* A module without a file is alone, reaches itself, and is no part of the architecture. */
static void metrics_fill(
		struct drift_revision *revision, const struct code *code, const struct str *names)
{
	struct arena *scratch = arena_create();
	struct code_metrics metrics = code_metrics_create(scratch, code, 1U << USE_INCLUDE);
	uint64_t absent = code->module_count - revision->modules;
	double present = revision->modules;
	for (size_t i = 0; i < code->module_count; i++) {
		const double *values = metrics.modules[i].values;
		uint32_t fan_out = (uint32_t)values[METRIC_FAN_OUT];
		uint32_t depth = (uint32_t)values[METRIC_DEPTH];
		if (fan_out > revision->fan_out) {
			revision->fan_out = fan_out;
			revision->fan_out_of = names[i];
		}
		revision->depth = depth > revision->depth ? depth : revision->depth;
	}
	if (present > 0) {
		revision->propagation_cost = (double)(metrics.ccd - absent) / (present * present);
	}
	arena_destroy(scratch);
}

static bool is_rule(const struct run *past, struct str id)
{
	for (size_t i = 0; i < past->rule_count; i++) {
		if (str_eq(past->rules[i].id, id)) {
			return true;
		}
	}
	return false;
}

static int rule_order(const void *a, const void *b)
{
	return str_cmp(((const struct drift_rule *)a)->id, ((const struct drift_rule *)b)->id);
}

/*
 * What lintel itself has to say (a file that cannot be read) is no violation, and
 * files in no module are counted by themselves.
 */
static void rules_fill(struct drift_revision *revision, struct arena *arena, const struct run *past)
{
	struct map *known = map_create(arena);
	vec_each (const struct finding, finding, &past->findings.list) {
		bool is_new;
		bool is_violation = (finding->severity == SEVERITY_ERROR
						    || finding->severity == SEVERITY_WARNING)
				    && !finding->is_unknown && is_rule(past, finding->rule)
				    && !str_eq(finding->rule, STR("lintel/unassigned"));
		if (!is_violation) {
			continue;
		}
		struct map_entry *entry = map_put(known, finding->rule, &is_new);
		if (is_new) {
			entry->num = revision->rules.len;
			*vec_add(&revision->rules, arena) = (struct drift_rule){ .id = entry->key };
		}
		revision->rules.p[entry->num].findings++;
		revision->findings++;
	}
	vec_sort(&revision->rules, rule_order);
}

void drift_revision_fill(
		struct drift_revision *revision, struct arena *arena, const struct run *past)
{
	const struct code *code = past->code;
	struct arena *scratch = arena_create();
	uint8_t *is_present = arena_new_array(scratch, uint8_t, code->module_count);
	struct str *names = arena_new_array(arena, struct str, code->module_count);
	struct code_graph graph = drift_graph(scratch, code);
	for (size_t i = 0; i < code->module_count; i++) {
		names[i] = str_dup(arena, code->modules[i].name);
	}
	files_count(revision, code, is_present);
	uses_fill(revision, arena, code, &graph, names);
	cycles_fill(revision, arena, &graph.graph, names);
	vec_sort(&revision->cycles, cycle_order);
	metrics_fill(revision, code, names);
	rules_fill(revision, arena, past);
	arena_destroy(scratch);
}
