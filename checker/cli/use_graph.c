/* SPDX-License-Identifier: MIT */
#include "cli/use_graph.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/path.h"
#include "findings/finding.h"

const char *const use_level_words[] = { "module", "folder", "file", NULL };
const char *const use_node_words[] = { "code", "external", "system", "unassigned" };

struct draft {
	struct arena *arena;
	const struct code *code;
	struct use_graph *graph;
	VEC(struct use_node) nodes;
};

static void add_node(struct draft *draft, enum use_node_kind kind, struct str name)
{
	*vec_add(&draft->nodes, draft->arena) = (struct use_node){ .kind = kind, .name = name };
}

static void add_modules(struct draft *draft)
{
	for (size_t i = 0; i < draft->code->module_count; i++) {
		add_node(draft, NODE_OF_CODE, draft->code->modules[i].name);
	}
}

static void add_files(struct draft *draft)
{
	for (size_t i = 0; i < draft->code->file_count; i++) {
		add_node(draft, NODE_OF_CODE, draft->code->files[i].path);
		draft->graph->of_file[i] = (uint32_t)i;
	}
}

/* Sorted by path is not sorted by folder: a/b.c stands between a/a/x.c and a/c/x.c. */
static void add_folders(struct draft *draft)
{
	const struct code *code = draft->code;
	struct map *numbers = map_create(draft->arena);
	struct str *names = arena_new_array(draft->arena, struct str, code->file_count);
	size_t count = 0;

	for (size_t i = 0; i < code->file_count; i++) {
		bool is_new;
		struct str folder = path_folder(code->files[i].path);
		struct map_entry *entry = map_put(numbers, folder.len ? folder : STR("."), &is_new);
		if (is_new) {
			names[count++] = entry->key;
		}
	}
	if (count) {
		qsort(names, count, sizeof(*names), str_order);
	}
	for (size_t i = 0; i < count; i++) {
		map_find(numbers, names[i])->num = i;
		add_node(draft, NODE_OF_CODE, names[i]);
	}
	for (size_t i = 0; i < code->file_count; i++) {
		struct str folder = path_folder(code->files[i].path);
		struct map_entry *entry = map_find(numbers, folder.len ? folder : STR("."));
		draft->graph->of_file[i] = (uint32_t)entry->num;
	}
}

static void make_nodes(struct draft *draft)
{
	const struct code *code = draft->code;
	struct use_graph *graph = draft->graph;

	graph->of_file = arena_new_array(draft->arena, uint32_t, code->file_count);
	switch (graph->level) {
	case LEVEL_MODULE:
		add_modules(draft);
		break;
	case LEVEL_FOLDER:
		add_folders(draft);
		break;
	case LEVEL_FILE:
		add_files(draft);
		break;
	}

	graph->first_external = (uint32_t)draft->nodes.len;
	for (size_t i = 0; i < code->external_count; i++) {
		add_node(draft, NODE_EXTERNAL,
				str_fmt(draft->arena, "external:" STR_FMT,
						STR_ARG(code->externals[i].name)));
	}
	graph->system = (uint32_t)draft->nodes.len;
	add_node(draft, NODE_SYSTEM, STR("system"));
	graph->unassigned = (uint32_t)draft->nodes.len;
	add_node(draft, NODE_UNASSIGNED, STR("(in no module)"));

	for (size_t i = 0; i < code->file_count; i++) {
		if (graph->level == LEVEL_MODULE) {
			uint32_t module = code->files[i].module;
			graph->of_file[i] = module == NONE ? graph->unassigned : module;
		}
		draft->nodes.p[graph->of_file[i]].files +=
				(code->files[i].flags & FILE_JUDGED) != 0;
	}
	graph->nodes = draft->nodes.p;
}

/* Where a use goes: a node, or NONE where the graph does not show it. */
static uint32_t target_of(const struct use_graph *graph, const struct code *code,
		const struct code_use *use, bool outside)
{
	switch (use->target) {
	case TARGET_FILE:
		/* By owner, not by file: who declares a port owns it. */
		if (graph->level == LEVEL_MODULE) {
			uint32_t module = code_use_module(code, use);
			return module == NONE ? graph->unassigned : module;
		}
		return graph->of_file[use->target_file];
	case TARGET_EXTERNAL:
		return outside ? graph->first_external + use->external : NONE;
	case TARGET_SYSTEM:
		return outside ? graph->system : NONE;
	case TARGET_UNKNOWN:
		return NONE;
	}
	return NONE;
}

static uint32_t edge_of(const struct use_graph *graph, uint32_t from, uint32_t to)
{
	uint32_t low = graph->graph.first_edge[from];
	uint32_t high = graph->graph.first_edge[from + 1];

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (graph->graph.edges[middle].to < to) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	bool is_found = low < graph->graph.first_edge[from + 1] && graph->graph.edges[low].to == to;
	return is_found ? low : NONE;
}

struct use_graph use_graph_create(
		struct arena *arena, const struct code *code, enum use_level level, bool outside)
{
	struct use_graph graph = { .level = level };
	struct draft draft = { .arena = arena, .code = code, .graph = &graph };
	struct graph_edge *edges = arena_new_array(arena, struct graph_edge, code->use_count);
	size_t count = 0;

	make_nodes(&draft);
	for (size_t i = 0; i < code->use_count; i++) {
		const struct code_use *use = &code->uses[i];
		uint32_t from = graph.of_file[use->file];
		uint32_t to = target_of(&graph, code, use, outside);
		if (to != NONE && to != from && (code->files[use->file].flags & FILE_JUDGED)) {
			edges[count++] = (struct graph_edge){ from, to, 1, (uint32_t)i };
		}
	}
	graph.graph = graph_create(arena, (uint32_t)draft.nodes.len, edges, count);

	graph.kinds = arena_new_array(arena, uint32_t, size_mul(graph.graph.edge_count, USE_KINDS));
	graph.violations = arena_new_array(arena, uint32_t, graph.graph.edge_count);
	for (size_t i = 0; i < count; i++) {
		uint32_t edge = edge_of(&graph, edges[i].from, edges[i].to);
		graph.kinds[(size_t)edge * USE_KINDS + code->uses[edges[i].label].kind]++;
	}
	return graph;
}

/* The edge of the first use at `place` that crosses; of `kind` if that is not empty. */
static uint32_t edge_at(const struct use_graph *graph, const struct code *code,
		const struct place *place, struct str kind)
{
	uint32_t file = code_file_find(code, place->path);
	if (file == NONE || place->line == 0) {
		return NONE;
	}

	const struct code_file *facts = &code->files[file];
	for (size_t i = 0; i < facts->use_count; i++) {
		const struct code_use *use = &code->uses[facts->first_use + i];
		if (use->line != place->line || use->column != place->column
				|| (kind.len && !str_eq(kind, str_of(use_kind_words[use->kind])))) {
			continue;
		}
		uint32_t to = target_of(graph, code, use, true);
		if (to != NONE && to != graph->of_file[file]) {
			uint32_t edge = edge_of(graph, graph->of_file[file], to);
			if (edge != NONE) {
				return edge;
			}
		}
	}
	return NONE;
}

void use_graph_blame(
		struct use_graph *graph, const struct code *code, const struct findings *findings)
{
	vec_each (const struct finding, finding, &findings->list) {
		if (finding->severity < SEVERITY_WARNING) {
			continue;
		}
		uint32_t edge = edge_at(graph, code, &finding->place, finding->kind);
		if (edge != NONE) {
			graph->violations[edge]++;
			continue;
		}
		/* A cycle or a chain stands in its steps. */
		for (size_t i = 0; i < finding->evidence_len; i++) {
			edge = edge_at(graph, code, &finding->evidence[i].place, STR(""));
			if (edge != NONE) {
				graph->violations[edge]++;
			}
		}
	}
}
