/* SPDX-License-Identifier: MIT */
#include "facts/graph.h"

#include "base/arena.h"

#include <stdlib.h>

#define NO_NODE UINT32_MAX

/* ---- making graphs ---- */

enum edge_end {
	END_FROM,
	END_TO,
};

static uint32_t edge_end(const struct graph_edge *edge, enum edge_end end)
{
	return end == END_FROM ? edge->from : edge->to;
}

/* A stable counting sort of `in` by one end into `out`. */
static void edges_sort(const struct graph_edge *in, struct graph_edge *out, size_t count,
		enum edge_end end, size_t *starts, uint32_t node_count)
{
	for (size_t n = 0; n <= node_count; n++) {
		starts[n] = 0;
	}
	for (size_t i = 0; i < count; i++) {
		starts[edge_end(&in[i], end) + 1]++;
	}
	for (size_t n = 0; n < node_count; n++) {
		starts[n + 1] += starts[n];
	}
	for (size_t i = 0; i < count; i++) {
		out[starts[edge_end(&in[i], end)]++] = in[i];
	}
}

/* Makes one edge of each run of parallel ones; how many are left. */
static size_t edges_join(struct graph_edge *edges, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		struct graph_edge *last = kept > 0 ? &edges[kept - 1] : NULL;
		if (last && last->from == edges[i].from && last->to == edges[i].to) {
			if (__builtin_add_overflow(last->weight, edges[i].weight, &last->weight)) {
				last->weight = UINT32_MAX;
			}
			last->label = edges[i].label < last->label ? edges[i].label : last->label;
		} else {
			edges[kept++] = edges[i];
		}
	}
	return kept;
}

static void graph_index(struct graph *graph, struct arena *arena)
{
	graph->first_edge = arena_new_array(arena, uint32_t, (size_t)graph->node_count + 1);
	for (size_t i = 0; i < graph->edge_count; i++) {
		graph->first_edge[graph->edges[i].from + 1]++;
	}
	for (size_t n = 0; n < graph->node_count; n++) {
		graph->first_edge[n + 1] += graph->first_edge[n];
	}
}

struct graph graph_create(struct arena *arena, uint32_t node_count, const struct graph_edge *edges,
		size_t count)
{
	struct arena *scratch = arena_create();
	struct graph_edge *by_to = arena_new_array(scratch, struct graph_edge, count);
	struct graph_edge *by_both = arena_new_array(scratch, struct graph_edge, count);
	size_t *starts = arena_new_array(scratch, size_t, (size_t)node_count + 1);

	edges_sort(edges, by_to, count, END_TO, starts, node_count);
	edges_sort(by_to, by_both, count, END_FROM, starts, node_count);

	struct graph graph = { .node_count = node_count };
	graph.edge_count = edges_join(by_both, count);
	graph.edges = arena_copy(arena, by_both, size_mul(graph.edge_count, sizeof(*by_both)));
	graph_index(&graph, arena);
	arena_destroy(scratch);
	return graph;
}

struct graph graph_reverse(struct arena *arena, const struct graph *graph)
{
	struct arena *scratch = arena_create();
	struct graph_edge *edges = arena_new_array(scratch, struct graph_edge, graph->edge_count);
	for (size_t i = 0; i < graph->edge_count; i++) {
		edges[i] = graph->edges[i];
		edges[i].from = graph->edges[i].to;
		edges[i].to = graph->edges[i].from;
	}
	struct graph reverse = graph_create(arena, graph->node_count, edges, graph->edge_count);
	arena_destroy(scratch);
	return reverse;
}

/* ---- components: Tarjan's algorithm with a stack of its own ---- */

struct search {
	const struct graph *graph;
	/* When a node was first seen, counted from 1; 0 = not yet. */
	uint32_t *seen;
	/* The earliest node on the stack that it is known to reach. */
	uint32_t *low;
	/* Which of its edges comes next. */
	uint32_t *next_edge;
	/* The way from the root to the node at hand. */
	uint32_t *way;
	size_t way_len;
	/* Nodes whose component is not settled. */
	uint32_t *open;
	size_t open_len;
	uint32_t clock;
	struct components *components;
};

static void search_enter(struct search *search, uint32_t node)
{
	search->seen[node] = search->low[node] = ++search->clock;
	search->next_edge[node] = search->graph->first_edge[node];
	search->way[search->way_len++] = node;
	search->open[search->open_len++] = node;
}

static void search_leave(struct search *search, uint32_t node)
{
	search->way_len--;
	if (search->way_len > 0) {
		uint32_t parent = search->way[search->way_len - 1];
		if (search->low[node] < search->low[parent]) {
			search->low[parent] = search->low[node];
		}
	}
	if (search->low[node] != search->seen[node]) {
		return;
	}
	uint32_t member;
	do {
		member = search->open[--search->open_len];
		search->components->of_node[member] = search->components->count;
	} while (member != node);
	search->components->count++;
}

static void search_from(struct search *search, uint32_t root)
{
	search_enter(search, root);
	while (search->way_len > 0) {
		uint32_t node = search->way[search->way_len - 1];
		if (search->next_edge[node] == search->graph->first_edge[node + 1]) {
			search_leave(search, node);
			continue;
		}
		uint32_t to = search->graph->edges[search->next_edge[node]++].to;
		if (search->seen[to] == 0) {
			search_enter(search, to);
		} else if (search->components->of_node[to] == NO_NODE
				&& search->seen[to] < search->low[node]) {
			search->low[node] = search->seen[to];
		}
	}
}

static void components_list(struct components *components, struct arena *arena, uint32_t node_count)
{
	components->members = arena_new_array(arena, uint32_t, node_count);
	components->first = arena_new_array(arena, uint32_t, (size_t)components->count + 2);
	/* One place ahead, so that filling moves each start to where it belongs. */
	for (uint32_t n = 0; n < node_count; n++) {
		components->first[components->of_node[n] + 2]++;
	}
	for (uint32_t c = 0; c < components->count; c++) {
		components->first[c + 2] += components->first[c + 1];
	}
	for (uint32_t n = 0; n < node_count; n++) {
		components->members[components->first[components->of_node[n] + 1]++] = n;
	}
}

struct components graph_components(struct arena *arena, const struct graph *graph)
{
	struct arena *scratch = arena_create();
	uint32_t count = graph->node_count;
	struct components components = { .of_node = arena_new_array(arena, uint32_t, count) };
	struct search search = {
		.graph = graph,
		.seen = arena_new_array(scratch, uint32_t, count),
		.low = arena_new_array(scratch, uint32_t, count),
		.next_edge = arena_new_array(scratch, uint32_t, count),
		.way = arena_new_array(scratch, uint32_t, count),
		.open = arena_new_array(scratch, uint32_t, count),
		.components = &components,
	};
	for (uint32_t n = 0; n < count; n++) {
		components.of_node[n] = NO_NODE;
	}
	for (uint32_t n = 0; n < count; n++) {
		if (search.seen[n] == 0) {
			search_from(&search, n);
		}
	}
	components_list(&components, arena, count);
	arena_destroy(scratch);
	return components;
}

bool component_is_cycle(const struct graph *graph, const struct components *components, uint32_t c)
{
	if (components->first[c + 1] - components->first[c] > 1) {
		return true;
	}
	uint32_t node = components->members[components->first[c]];
	for (uint32_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++) {
		if (graph->edges[e].to == node) {
			return true;
		}
	}
	return false;
}

/* ---- paths: breadth first ---- */

/* Fills `*path` with the edges that lead to the end of `edge`, the first one first. */
static size_t path_follow(struct arena *arena, const struct graph *graph, const uint32_t *came_by,
		uint32_t edge, uint32_t **path)
{
	size_t len = 0;
	for (uint32_t e = edge; e != NO_NODE; e = came_by[graph->edges[e].from]) {
		len++;
	}
	*path = arena_new_array(arena, uint32_t, len);
	size_t at = len;
	for (uint32_t e = edge; e != NO_NODE; e = came_by[graph->edges[e].from]) {
		(*path)[--at] = e;
	}
	return len;
}

static int node_order(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;
	return (left > right) - (left < right);
}

/*
 * The queue keeps the order of the smallest path to each node, level by level,
 * so the first goal met ends the lowest-numbered of the shortest paths.
 */
size_t graph_path(struct arena *arena, const struct graph *graph, const uint32_t *from,
		size_t from_count, graph_test *is_goal, graph_test *may_pass, void *ctx,
		uint32_t **path)
{
	struct arena *scratch = arena_create();
	uint32_t *queue = arena_new_array(scratch, uint32_t, graph->node_count);
	uint32_t *came_by = arena_new_array(scratch, uint32_t, graph->node_count);
	uint8_t *seen = arena_new_array(scratch, uint8_t, graph->node_count);
	size_t len = 0;
	size_t found = 0;

	for (size_t i = 0; i < from_count; i++) {
		if (!seen[from[i]]) {
			seen[from[i]] = 1;
			came_by[from[i]] = NO_NODE;
			queue[len++] = from[i];
		}
	}
	qsort(queue, len, sizeof(*queue), node_order);

	size_t starts = len;
	for (size_t at = 0; at < len && found == 0; at++) {
		uint32_t node = queue[at];
		if (at >= starts && may_pass && !may_pass(node, ctx)) {
			continue;
		}
		for (uint32_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++) {
			uint32_t to = graph->edges[e].to;
			if (is_goal(to, ctx)) {
				found = path_follow(arena, graph, came_by, e, path);
				break;
			}
			if (!seen[to]) {
				seen[to] = 1;
				came_by[to] = e;
				queue[len++] = to;
			}
		}
	}
	arena_destroy(scratch);
	return found;
}

void graph_reach(const struct graph *graph, const uint32_t *from, size_t count, uint8_t *reached)
{
	struct arena *scratch = arena_create();
	uint32_t *queue = arena_new_array(scratch, uint32_t, graph->node_count);
	size_t len = 0;
	for (size_t i = 0; i < count; i++) {
		if (!reached[from[i]]) {
			reached[from[i]] = 1;
			queue[len++] = from[i];
		}
	}
	for (size_t at = 0; at < len; at++) {
		uint32_t node = queue[at];
		for (uint32_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++) {
			uint32_t to = graph->edges[e].to;
			if (!reached[to]) {
				reached[to] = 1;
				queue[len++] = to;
			}
		}
	}
	arena_destroy(scratch);
}
