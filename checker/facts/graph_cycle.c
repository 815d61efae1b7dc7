/* SPDX-License-Identifier: MIT */
/*
 * Cycles within a component: a shortest one, and a cheap set of edges to cut.
 *
 * Both questions are dear to answer exactly, so the work is counted in edges
 * looked at and stops at WORK_MAX with the best answer so far.  The count
 * depends on the graph alone, so the answer is the same on every machine.
 */
#include "facts/graph.h"

#include "base/arena.h"

#include <stdlib.h>

#define NO_NODE UINT32_MAX
#define WORK_MAX 40000000

/* ---- one component as a graph of its own, so that work and memory are its own too ---- */

static uint32_t part_number(const uint32_t *members, uint32_t count, uint32_t node)
{
	uint32_t low = 0;
	uint32_t high = count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (members[middle] < node) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

/* Component `c`, its nodes numbered from 0; the label of an edge is its number in `graph`. */
static struct graph part_create(struct arena *arena, const struct graph *graph,
		const struct components *components, uint32_t c)
{
	const uint32_t *members = &components->members[components->first[c]];
	uint32_t count = components->first[c + 1] - components->first[c];
	size_t room = 0;
	for (uint32_t i = 0; i < count; i++) {
		room += graph->first_edge[members[i] + 1] - graph->first_edge[members[i]];
	}

	struct graph part = { .node_count = count };
	part.edges = arena_new_array(arena, struct graph_edge, room);
	part.first_edge = arena_new_array(arena, uint32_t, (size_t)count + 1);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t node = members[i];
		for (uint32_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++) {
			const struct graph_edge *edge = &graph->edges[e];
			if (components->of_node[edge->to] == c) {
				part.edges[part.edge_count++] = (struct graph_edge){
					.from = i,
					.to = part_number(members, count, edge->to),
					/* Nothing is free to cut. */
					.weight = edge->weight > 0 ? edge->weight : 1,
					.label = e,
				};
			}
		}
		part.first_edge[i + 1] = (uint32_t)part.edge_count;
	}
	return part;
}

/* ---- shortest cycles ---- */

/* A breadth-first search that can be begun again without clearing its arrays. */
struct walk {
	const struct graph *graph;
	uint32_t *queue;
	uint32_t *came_by;
	uint32_t *distance;
	/* A node was seen in this search if its mark is the search's number. */
	uint32_t *mark;
	uint32_t number;
	size_t work;
};

static void walk_init(struct walk *walk, struct arena *arena, const struct graph *graph)
{
	*walk = (struct walk){
		.graph = graph,
		.queue = arena_new_array(arena, uint32_t, graph->node_count),
		.came_by = arena_new_array(arena, uint32_t, graph->node_count),
		.distance = arena_new_array(arena, uint32_t, graph->node_count),
		.mark = arena_new_array(arena, uint32_t, graph->node_count),
	};
}

/* The edge that ends a shortest way to `goal` of fewer than `limit` edges, or NO_NODE. */
static uint32_t walk_to(struct walk *walk, uint32_t from, uint32_t goal, uint32_t limit)
{
	const struct graph *graph = walk->graph;
	size_t len = 0;

	walk->number++;
	walk->mark[from] = walk->number;
	walk->came_by[from] = NO_NODE;
	walk->distance[from] = 0;
	walk->queue[len++] = from;
	for (size_t at = 0; at < len; at++) {
		uint32_t node = walk->queue[at];
		if (walk->distance[node] + 1 >= limit) {
			break;
		}
		for (uint32_t e = graph->first_edge[node]; e < graph->first_edge[node + 1]; e++) {
			uint32_t to = graph->edges[e].to;
			walk->work++;
			if (to == goal) {
				return e;
			}
			if (walk->mark[to] != walk->number) {
				walk->mark[to] = walk->number;
				walk->came_by[to] = e;
				walk->distance[to] = walk->distance[node] + 1;
				walk->queue[len++] = to;
			}
		}
	}
	return NO_NODE;
}

/* The labels of the edges up to `edge`, behind `before` places left free. */
static size_t walk_path(const struct walk *walk, struct arena *arena, uint32_t edge, size_t before,
		uint32_t **path)
{
	const struct graph_edge *edges = walk->graph->edges;
	size_t len = before;
	for (uint32_t e = edge; e != NO_NODE; e = walk->came_by[edges[e].from]) {
		len++;
	}
	*path = arena_new_array(arena, uint32_t, len);
	size_t at = len;
	for (uint32_t e = edge; e != NO_NODE; e = walk->came_by[edges[e].from]) {
		(*path)[--at] = edges[e].label;
	}
	return len;
}

size_t graph_cycle(struct arena *arena, const struct graph *graph,
		const struct components *components, uint32_t c, uint32_t **cycle)
{
	struct arena *scratch = arena_create();
	struct graph part = part_create(scratch, graph, components, c);
	struct walk walk;
	walk_init(&walk, scratch, &part);

	size_t best = 0;
	uint32_t limit = UINT32_MAX;
	for (uint32_t node = 0; node < part.node_count; node++) {
		uint32_t edge = walk_to(&walk, node, node, limit);
		if (edge != NO_NODE) {
			best = walk_path(&walk, arena, edge, 0, cycle);
			limit = (uint32_t)best;
		}
		if (best == 1 || walk.work > WORK_MAX) {
			break;
		}
	}
	arena_destroy(scratch);
	return best;
}

size_t graph_cycle_through(struct arena *arena, const struct graph *graph,
		const struct components *components, uint32_t edge, uint32_t **cycle)
{
	const struct graph_edge *first = &graph->edges[edge];
	uint32_t c = components->of_node[first->from];
	if (c != components->of_node[first->to]) {
		return 0;
	}

	size_t len = 1;
	if (first->from == first->to) {
		*cycle = arena_new(arena, uint32_t);
	} else {
		struct arena *scratch = arena_create();
		struct graph part = part_create(scratch, graph, components, c);
		const uint32_t *members = &components->members[components->first[c]];
		struct walk walk;
		walk_init(&walk, scratch, &part);
		uint32_t last = walk_to(&walk, part_number(members, part.node_count, first->to),
				part_number(members, part.node_count, first->from), UINT32_MAX);
		len = walk_path(&walk, arena, last, 1, cycle);
		arena_destroy(scratch);
	}
	(*cycle)[0] = edge;
	return len;
}

/*
 * ---- cuts ----
 *
 * Nodes are put in a row so that little weight points backwards (Eades, Lin
 * and Smyth): sinks to the right end, sources to the left, else the node that
 * gives most more than it takes.  What points backwards is cut, but for edges
 * that turn out to close no cycle any more.
 */

struct row_entry {
	int64_t gain;
	uint32_t node;
};

struct row {
	const struct graph *graph;
	const struct graph *reverse;
	/* The place in the row; NO_NODE = none yet. */
	uint32_t *position;
	/* The weight that leaves and enters each node, of nodes without a place. */
	int64_t *leaves;
	int64_t *enters;
	/* Sinks and sources. */
	VEC(uint32_t) ready;
	/* By what they give; entries that are out of date stay in it. */
	VEC(struct row_entry) heap;
	struct arena *arena;
};

static bool row_before(const struct row_entry *a, const struct row_entry *b)
{
	return a->gain != b->gain ? a->gain > b->gain : a->node < b->node;
}

static void row_push(struct row *row, uint32_t node)
{
	struct row_entry entry = { row->leaves[node] - row->enters[node], node };
	*vec_add(&row->heap, row->arena) = entry;
	size_t at = row->heap.len - 1;
	while (at > 0 && row_before(&entry, &row->heap.p[(at - 1) / 2])) {
		row->heap.p[at] = row->heap.p[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	row->heap.p[at] = entry;
}

static struct row_entry row_pop(struct row *row)
{
	struct row_entry top = row->heap.p[0];
	struct row_entry last = row->heap.p[--row->heap.len];
	size_t at = 0;
	for (size_t child = 1; child < row->heap.len; child = at * 2 + 1) {
		if (child + 1 < row->heap.len
				&& row_before(&row->heap.p[child + 1], &row->heap.p[child])) {
			child++;
		}
		if (row_before(&last, &row->heap.p[child])) {
			break;
		}
		row->heap.p[at] = row->heap.p[child];
		at = child;
	}
	row->heap.p[at] = last;
	return top;
}

static void row_changed(struct row *row, uint32_t node)
{
	if (row->leaves[node] == 0 || row->enters[node] == 0) {
		*vec_add(&row->ready, row->arena) = node;
	} else {
		row_push(row, node);
	}
}

static void row_place(struct row *row, uint32_t node, uint32_t position)
{
	row->position[node] = position;
	for (uint32_t e = row->graph->first_edge[node]; e < row->graph->first_edge[node + 1]; e++) {
		const struct graph_edge *edge = &row->graph->edges[e];
		if (row->position[edge->to] == NO_NODE) {
			row->enters[edge->to] -= edge->weight;
			row_changed(row, edge->to);
		}
	}
	const struct graph *reverse = row->reverse;
	for (uint32_t e = reverse->first_edge[node]; e < reverse->first_edge[node + 1]; e++) {
		const struct graph_edge *edge = &reverse->edges[e];
		if (row->position[edge->to] == NO_NODE) {
			row->leaves[edge->to] -= edge->weight;
			row_changed(row, edge->to);
		}
	}
}

/* The next node to place: a sink or source if there is one. */
static uint32_t row_next(struct row *row)
{
	while (row->ready.len > 0) {
		uint32_t node = row->ready.p[--row->ready.len];
		if (row->position[node] == NO_NODE) {
			return node;
		}
	}
	for (;;) {
		struct row_entry entry = row_pop(row);
		if (row->position[entry.node] == NO_NODE
				&& entry.gain
						   == row->leaves[entry.node]
								      - row->enters[entry.node]) {
			return entry.node;
		}
	}
}

/* The place of each node in the row. */
static uint32_t *row_order(struct arena *arena, const struct graph *graph)
{
	struct graph reverse = graph_reverse(arena, graph);
	struct row row = {
		.graph = graph,
		.reverse = &reverse,
		.position = arena_new_array(arena, uint32_t, graph->node_count),
		.leaves = arena_new_array(arena, int64_t, graph->node_count),
		.enters = arena_new_array(arena, int64_t, graph->node_count),
		.arena = arena,
	};
	for (size_t i = 0; i < graph->edge_count; i++) {
		const struct graph_edge *edge = &graph->edges[i];
		if (edge->from != edge->to) {
			row.leaves[edge->from] += edge->weight;
			row.enters[edge->to] += edge->weight;
		}
	}
	for (uint32_t n = 0; n < graph->node_count; n++) {
		row.position[n] = NO_NODE;
		row_changed(&row, n);
	}

	uint32_t left = 0;
	uint32_t right = graph->node_count;
	while (left < right) {
		uint32_t node = row_next(&row);
		bool is_sink = row.leaves[node] == 0 && row.enters[node] > 0;
		row_place(&row, node, is_sink ? --right : left++);
	}
	return row.position;
}

static int edge_by_weight(const void *a, const void *b)
{
	const struct graph_edge *left = a;
	const struct graph_edge *right = b;
	if (left->weight != right->weight) {
		return left->weight > right->weight ? -1 : 1;
	}
	return (left->label > right->label) - (left->label < right->label);
}

static int number_order(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;
	return (left > right) - (left < right);
}

/* What is left of a graph: the edges that are not cut. */
struct rest {
	const struct graph *graph;
	const uint8_t *is_cut;
	uint32_t *stack;
	uint32_t *mark;
	uint32_t number;
	size_t work;
};

static bool rest_reaches(struct rest *rest, uint32_t from, uint32_t goal)
{
	size_t len = 0;
	rest->number++;
	rest->mark[from] = rest->number;
	rest->stack[len++] = from;
	while (len > 0) {
		uint32_t node = rest->stack[--len];
		if (node == goal) {
			return true;
		}
		for (uint32_t e = rest->graph->first_edge[node];
				e < rest->graph->first_edge[node + 1]; e++) {
			uint32_t to = rest->graph->edges[e].to;
			rest->work++;
			if (!rest->is_cut[e] && rest->mark[to] != rest->number) {
				rest->mark[to] = rest->number;
				rest->stack[len++] = to;
			}
		}
	}
	return false;
}

/* Puts back, heaviest first, what closes no cycle; `cut` holds numbers of part edges as labels. */
static void cuts_spare(struct arena *arena, const struct graph *part, struct graph_edge *cut,
		size_t count, uint8_t *is_cut)
{
	struct rest rest = {
		.graph = part,
		.is_cut = is_cut,
		.stack = arena_new_array(arena, uint32_t, part->node_count),
		.mark = arena_new_array(arena, uint32_t, part->node_count),
	};
	qsort(cut, count, sizeof(*cut), edge_by_weight);
	for (size_t i = 0; i < count && rest.work <= WORK_MAX; i++) {
		if (!rest_reaches(&rest, cut[i].to, cut[i].from)) {
			is_cut[cut[i].label] = 0;
		}
	}
}

size_t graph_cuts(struct arena *arena, const struct graph *graph,
		const struct components *components, uint32_t c, uint32_t **cuts)
{
	struct arena *scratch = arena_create();
	struct graph part = part_create(scratch, graph, components, c);
	const uint32_t *position = row_order(scratch, &part);
	struct graph_edge *cut = arena_new_array(scratch, struct graph_edge, part.edge_count);
	uint8_t *is_cut = arena_new_array(scratch, uint8_t, part.edge_count);
	size_t count = 0;

	for (size_t e = 0; e < part.edge_count; e++) {
		if (position[part.edges[e].from] >= position[part.edges[e].to]) {
			is_cut[e] = 1;
			cut[count] = part.edges[e];
			cut[count++].label = (uint32_t)e;
		}
	}
	cuts_spare(scratch, &part, cut, count, is_cut);

	*cuts = arena_new_array(arena, uint32_t, count);
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		if (is_cut[cut[i].label]) {
			(*cuts)[kept++] = part.edges[cut[i].label].label;
		}
	}
	qsort(*cuts, kept, sizeof(**cuts), number_order);
	arena_destroy(scratch);
	return kept;
}
