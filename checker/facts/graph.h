/* SPDX-License-Identifier: MIT */
/*
 * Directed graphs of numbered nodes, and the questions asked of them.  All of
 * it is linear or n log n in nodes and edges, but for reachability between all
 * pairs, which takes a bit for each pair of components.  No recursion: a chain
 * of a million nodes needs no stack.
 */
#ifndef LINTEL_FACTS_GRAPH_H
#define LINTEL_FACTS_GRAPH_H

#include "base/attr.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;

struct graph_edge {
	uint32_t from;
	uint32_t to;
	/* How many uses it stands for: what cutting it would cost. */
	uint32_t weight;
	/* The caller's: which use to show for it. */
	uint32_t label;
};

struct graph {
	uint32_t node_count;
	/* Sorted by from, to; first_edge[n] up to first_edge[n + 1] leave node n. */
	struct graph_edge *edges;
	size_t edge_count;
	uint32_t *first_edge;
};

/*
 * Makes a graph of `count` edges, in any order; parallel edges join into one:
 * weights add up to UINT32_MAX at most, the smallest label stays.
 */
struct graph graph_create(struct arena *arena, uint32_t node_count, const struct graph_edge *edges,
		size_t count);

struct graph graph_reverse(struct arena *arena, const struct graph *graph);

struct components {
	/* The component of each node; components are numbered so that every edge
	 * between two goes from a higher to a lower number. */
	uint32_t *of_node;
	uint32_t count;
	/* Members by component, each ascending: members[first[c]] up to first[c + 1]. */
	uint32_t *members;
	uint32_t *first;
};

/* Strongly connected components. */
struct components graph_components(struct arena *arena, const struct graph *graph);

/* True if a component is a cycle: several nodes, or one with an edge to itself. */
bool component_is_cycle(const struct graph *graph, const struct components *components, uint32_t c);

/*
 * A shortest path of one edge or more from any of `from` to any node for which
 * `is_goal` holds, as edge numbers in order; the lowest-numbered one of equals.
 * Zero edges if there is none.  Nodes for which `may_pass` is false are not
 * walked through (NULL = all may be); where it starts and ends is not asked.
 */
typedef bool graph_test(uint32_t node, void *ctx);
size_t graph_path(struct arena *arena, const struct graph *graph, const uint32_t *from,
		size_t from_count, graph_test *is_goal, graph_test *may_pass, void *ctx,
		uint32_t **path);

/*
 * A shortest cycle through a component, as edge numbers.  In a component so
 * large that looking everywhere would take too long, the shortest one found
 * within a fixed amount of work.
 */
size_t graph_cycle(struct arena *arena, const struct graph *graph,
		const struct components *components, uint32_t c, uint32_t **cycle);

/* A shortest cycle through an edge of a component, that edge first; none if it is in no cycle. */
size_t graph_cycle_through(struct arena *arena, const struct graph *graph,
		const struct components *components, uint32_t edge, uint32_t **cycle);

/*
 * Edges of a component whose removal leaves no cycle, chosen to weigh little
 * (a heuristic: the smallest set is hard to find), ascending.
 */
size_t graph_cuts(struct arena *arena, const struct graph *graph,
		const struct components *components, uint32_t c, uint32_t **cuts);

/* Marks, in `reached` (a byte for each node, zeroed), all that can be reached. */
void graph_reach(const struct graph *graph, const uint32_t *from, size_t count, uint8_t *reached);

/* For each node, how many edges it is away from the nearest of `from`; UINT32_MAX where none leads.
 */
void graph_distances(
		const struct graph *graph, const uint32_t *from, size_t count, uint32_t *distances);

/* For each node, how many nodes it reaches, itself included. */
void graph_reach_counts(const struct graph *graph, uint32_t *counts);

/* For each node, the longest way down in the graph of components; a leaf has 0. */
void graph_depths(const struct graph *graph, uint32_t *depths);

#endif
