/* SPDX-License-Identifier: MIT */
/*
 * Questions that follow the order of components, which is one from the leaves
 * up: how much each node reaches, and how deep it stands.
 */
#include "facts/graph.h"

#include "base/arena.h"

#include <string.h>

/* Words of a row of bits: how many nodes are counted in one pass is 64 times as many. */
#define ROW_WORDS 64
#define ROW_BITS (ROW_WORDS * 64)

/* The graph of components, without edges inside of them. */
static struct graph condensed(
		struct arena *arena, const struct graph *graph, const struct components *components)
{
	struct arena *scratch = arena_create();
	struct graph_edge *edges = arena_new_array(scratch, struct graph_edge, graph->edge_count);
	size_t count = 0;
	for (size_t i = 0; i < graph->edge_count; i++) {
		uint32_t from = components->of_node[graph->edges[i].from];
		uint32_t to = components->of_node[graph->edges[i].to];
		if (from != to) {
			edges[count++] = (struct graph_edge){ .from = from, .to = to, .weight = 1 };
		}
	}
	struct graph result = graph_create(arena, components->count, edges, count);
	arena_destroy(scratch);
	return result;
}

/* Takes into the row of `c` the bits of all components that it leads to. */
static void row_fill(const struct graph *graph, uint64_t (*rows)[ROW_WORDS], uint32_t c,
		uint32_t first_component)
{
	for (uint32_t e = graph->first_edge[c]; e < graph->first_edge[c + 1]; e++) {
		uint32_t to = graph->edges[e].to;
		if (to < first_component) {
			continue;
		}
		for (size_t w = 0; w < ROW_WORDS; w++) {
			rows[c][w] |= rows[to][w];
		}
	}
}

static uint32_t row_count(const uint64_t *row)
{
	uint32_t count = 0;
	for (size_t w = 0; w < ROW_WORDS; w++) {
		count += (uint32_t)__builtin_popcountll(row[w]);
	}
	return count;
}

/*
 * Bits stand for nodes in the order of their components, ROW_BITS of them in a
 * pass, so memory is n rows whatever n is.  Nothing below the first component
 * of a pass can reach it.
 */
void graph_reach_counts(const struct graph *graph, uint32_t *counts)
{
	struct arena *scratch = arena_create();
	struct components components = graph_components(scratch, graph);
	struct graph small = condensed(scratch, graph, &components);
	uint64_t(*rows)[ROW_WORDS] =
			arena_alloc(scratch, size_mul(components.count, sizeof(*rows)));
	uint32_t *reached = arena_new_array(scratch, uint32_t, components.count);

	for (uint32_t base = 0; base < graph->node_count; base += ROW_BITS) {
		uint32_t end = graph->node_count - base < ROW_BITS ? graph->node_count
								   : base + ROW_BITS;
		uint32_t first = components.of_node[components.members[base]];
		memset(rows[first], 0, (components.count - first) * sizeof(*rows));
		for (uint32_t i = base; i < end; i++) {
			uint32_t c = components.of_node[components.members[i]];
			rows[c][(i - base) / 64] |= UINT64_C(1) << ((i - base) % 64);
		}
		for (uint32_t c = first; c < components.count; c++) {
			row_fill(&small, rows, c, first);
			reached[c] += row_count(rows[c]);
		}
	}
	for (uint32_t n = 0; n < graph->node_count; n++) {
		counts[n] = reached[components.of_node[n]];
	}
	arena_destroy(scratch);
}

void graph_depths(const struct graph *graph, uint32_t *depths)
{
	struct arena *scratch = arena_create();
	struct components components = graph_components(scratch, graph);
	struct graph small = condensed(scratch, graph, &components);
	uint32_t *depth = arena_new_array(scratch, uint32_t, components.count);

	for (uint32_t c = 0; c < components.count; c++) {
		for (uint32_t e = small.first_edge[c]; e < small.first_edge[c + 1]; e++) {
			uint32_t below = depth[small.edges[e].to] + 1;
			depth[c] = below > depth[c] ? below : depth[c];
		}
	}
	for (uint32_t n = 0; n < graph->node_count; n++) {
		depths[n] = depth[components.of_node[n]];
	}
	arena_destroy(scratch);
}

void graph_distances(
		const struct graph *graph, const uint32_t *from, size_t count, uint32_t *distances)
{
	struct arena *scratch = arena_create();
	uint32_t *queue = arena_new_array(scratch, uint32_t, graph->node_count);
	size_t len = 0;

	for (uint32_t n = 0; n < graph->node_count; n++) {
		distances[n] = UINT32_MAX;
	}
	for (size_t i = 0; i < count; i++) {
		if (distances[from[i]] == UINT32_MAX) {
			distances[from[i]] = 0;
			queue[len++] = from[i];
		}
	}
	for (size_t at = 0; at < len; at++) {
		uint32_t node = queue[at];
		for (uint32_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++) {
			uint32_t to = graph->edges[e].to;
			if (distances[to] == UINT32_MAX) {
				distances[to] = distances[node] + 1;
				queue[len++] = to;
			}
		}
	}
	arena_destroy(scratch);
}
