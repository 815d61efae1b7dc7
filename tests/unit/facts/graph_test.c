/* SPDX-License-Identifier: MIT */
#include "facts/graph.h"

#include "unit/unit.h"

#include <stdlib.h>
#include <string.h>

/* Random graphs of this many nodes at most, each compared with a slow oracle. */
#define MANY 24
#define ROUNDS 400
/* Large enough that anything quadratic would take minutes. */
#define HUGE_COUNT 1000000

/* A generator of our own, so that every run looks at the same graphs. */
static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33);
}

static struct graph random_graph(struct arena *arena, uint64_t *seed)
{
	uint32_t nodes = next_random(seed) % MANY + 1;
	uint32_t count = next_random(seed) % (nodes * 3);
	struct graph_edge *edges = arena_new_array(arena, struct graph_edge, count);
	for (uint32_t i = 0; i < count; i++) {
		edges[i] = (struct graph_edge){
			.from = next_random(seed) % nodes,
			.to = next_random(seed) % nodes,
			.weight = next_random(seed) % 9 + 1,
			.label = i,
		};
	}
	return graph_create(arena, nodes, edges, count);
}

/* The oracle: shortest distances of one edge or more between all pairs, by Floyd and Warshall. */
struct oracle {
	uint32_t distance[MANY][MANY];
};

#define FAR 1000

static struct oracle oracle_of(const struct graph *graph)
{
	struct oracle oracle;
	for (uint32_t a = 0; a < MANY; a++) {
		for (uint32_t b = 0; b < MANY; b++) {
			oracle.distance[a][b] = FAR;
		}
	}
	for (size_t e = 0; e < graph->edge_count; e++) {
		oracle.distance[graph->edges[e].from][graph->edges[e].to] = 1;
	}
	for (uint32_t k = 0; k < graph->node_count; k++) {
		for (uint32_t a = 0; a < graph->node_count; a++) {
			for (uint32_t b = 0; b < graph->node_count; b++) {
				uint32_t way = oracle.distance[a][k] + oracle.distance[k][b];
				if (way < oracle.distance[a][b]) {
					oracle.distance[a][b] = way;
				}
			}
		}
	}
	return oracle;
}

static bool is_cyclic(const struct graph *graph, const uint8_t *without)
{
	struct graph rest = *graph;
	struct arena *arena = arena_create();
	struct graph_edge *edges = arena_new_array(arena, struct graph_edge, graph->edge_count);
	size_t count = 0;
	for (size_t e = 0; e < graph->edge_count; e++) {
		if (!without[e]) {
			edges[count++] = graph->edges[e];
		}
	}
	rest = graph_create(arena, graph->node_count, edges, count);
	struct oracle oracle = oracle_of(&rest);
	arena_destroy(arena);
	for (uint32_t n = 0; n < graph->node_count; n++) {
		if (oracle.distance[n][n] < FAR) {
			return true;
		}
	}
	return false;
}

static void parallel_edges_join(void **state)
{
	struct arena *arena = *state;
	const struct graph_edge edges[] = {
		{ .from = 1, .to = 0, .weight = 2, .label = 9 },
		{ .from = 0, .to = 2, .weight = 1, .label = 4 },
		{ .from = 1, .to = 0, .weight = 3, .label = 5 },
		{ .from = 0, .to = 1, .weight = UINT32_MAX, .label = 6 },
		{ .from = 0, .to = 1, .weight = 1, .label = 7 },
	};
	struct graph graph = graph_create(arena, 3, edges, COUNT_OF(edges));

	assert_int_equal(graph.edge_count, 3);
	assert_int_equal(graph.edges[0].to, 1);
	assert_int_equal(graph.edges[0].weight, UINT32_MAX);
	assert_int_equal(graph.edges[1].to, 2);
	assert_int_equal(graph.edges[2].from, 1);
	assert_int_equal(graph.edges[2].weight, 5);
	assert_int_equal(graph.edges[2].label, 5);
	assert_int_equal(graph.first_edge[1], 2);
	assert_int_equal(graph.first_edge[3], 3);
}

static void a_reversed_graph_has_every_edge_turned(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 5;
	for (int round = 0; round < ROUNDS; round++) {
		struct graph graph = random_graph(arena, &seed);
		struct graph reverse = graph_reverse(arena, &graph);
		struct graph back = graph_reverse(arena, &reverse);
		assert_int_equal(reverse.edge_count, graph.edge_count);
		assert_memory_equal(
				back.edges, graph.edges, graph.edge_count * sizeof(*graph.edges));
		for (size_t e = 1; e < reverse.edge_count; e++) {
			assert_true(reverse.edges[e - 1].from <= reverse.edges[e].from);
		}
	}
}

static void components_are_what_reaches_each_other(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 1;
	for (int round = 0; round < ROUNDS; round++) {
		struct graph graph = random_graph(arena, &seed);
		struct oracle oracle = oracle_of(&graph);
		struct components components = graph_components(arena, &graph);
		for (uint32_t a = 0; a < graph.node_count; a++) {
			uint32_t c = components.of_node[a];
			assert_true(c < components.count);
			for (uint32_t b = 0; b < graph.node_count; b++) {
				bool together = a == b
						|| (oracle.distance[a][b] < FAR
								&& oracle.distance[b][a] < FAR);
				assert_int_equal(c == components.of_node[b], together);
			}
			assert_int_equal(component_is_cycle(&graph, &components, c),
					oracle.distance[a][a] < FAR);
		}
		for (size_t e = 0; e < graph.edge_count; e++) {
			assert_true(components.of_node[graph.edges[e].from]
					>= components.of_node[graph.edges[e].to]);
		}
	}
}

static void members_are_listed_once_and_ascending(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 2;
	for (int round = 0; round < ROUNDS; round++) {
		struct graph graph = random_graph(arena, &seed);
		struct components components = graph_components(arena, &graph);
		assert_int_equal(components.first[0], 0);
		assert_int_equal(components.first[components.count], graph.node_count);
		for (uint32_t c = 0; c < components.count; c++) {
			assert_true(components.first[c] < components.first[c + 1]);
			for (uint32_t i = components.first[c]; i < components.first[c + 1]; i++) {
				assert_int_equal(components.of_node[components.members[i]], c);
				assert_true(i == components.first[c]
						|| components.members[i - 1]
								   < components.members[i]);
			}
		}
	}
}

static bool is_node(uint32_t node, void *ctx)
{
	return node == *(const uint32_t *)ctx;
}

static void a_path_is_shortest_and_whole(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 3;
	for (int round = 0; round < ROUNDS; round++) {
		struct graph graph = random_graph(arena, &seed);
		struct oracle oracle = oracle_of(&graph);
		uint32_t from = next_random(&seed) % graph.node_count;
		uint32_t to = next_random(&seed) % graph.node_count;
		uint32_t *path;
		size_t len = graph_path(arena, &graph, &from, 1, is_node, NULL, &to, &path);
		if (oracle.distance[from][to] == FAR) {
			assert_int_equal(len, 0);
			continue;
		}
		assert_int_equal(len, oracle.distance[from][to]);
		uint32_t at = from;
		for (size_t i = 0; i < len; i++) {
			assert_int_equal(graph.edges[path[i]].from, at);
			at = graph.edges[path[i]].to;
		}
		assert_int_equal(at, to);
	}
}

static bool is_not_one(uint32_t node, void *ctx)
{
	(void)ctx;
	return node != 1;
}

static void a_path_takes_the_lowest_way_that_may_be_passed(void **state)
{
	struct arena *arena = *state;
	/* Three ways from 0 to 4, through 1, 2 and 3. */
	const struct graph_edge edges[] = {
		{ .from = 0, .to = 3 },
		{ .from = 3, .to = 4 },
		{ .from = 0, .to = 2 },
		{ .from = 2, .to = 4 },
		{ .from = 0, .to = 1 },
		{ .from = 1, .to = 4 },
	};
	struct graph graph = graph_create(arena, 5, edges, COUNT_OF(edges));
	const uint32_t from[] = { 0, 0 };
	uint32_t to = 4;
	uint32_t *path;

	assert_int_equal(graph_path(arena, &graph, from, 2, is_node, NULL, &to, &path), 2);
	assert_int_equal(graph.edges[path[0]].to, 1);
	assert_int_equal(graph_path(arena, &graph, from, 2, is_node, is_not_one, &to, &path), 2);
	assert_int_equal(graph.edges[path[0]].to, 2);
	to = 1;
	assert_int_equal(graph_path(arena, &graph, from, 2, is_node, is_not_one, &to, &path), 1);
}

static void a_cycle_is_shortest_in_its_component(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 4;
	for (int round = 0; round < ROUNDS; round++) {
		struct graph graph = random_graph(arena, &seed);
		struct oracle oracle = oracle_of(&graph);
		struct components components = graph_components(arena, &graph);
		for (uint32_t c = 0; c < components.count; c++) {
			uint32_t shortest = FAR;
			for (uint32_t i = components.first[c]; i < components.first[c + 1]; i++) {
				uint32_t n = components.members[i];
				shortest = oracle.distance[n][n] < shortest ? oracle.distance[n][n]
									    : shortest;
			}
			uint32_t *cycle;
			size_t len = graph_cycle(arena, &graph, &components, c, &cycle);
			assert_int_equal(len, shortest == FAR ? 0 : shortest);
			for (size_t i = 0; i < len; i++) {
				assert_int_equal(graph.edges[cycle[i]].to,
						graph.edges[cycle[(i + 1) % len]].from);
			}
		}
	}
}

static void a_cycle_through_an_edge_begins_with_it(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 6;
	for (int round = 0; round < ROUNDS; round++) {
		struct graph graph = random_graph(arena, &seed);
		struct oracle oracle = oracle_of(&graph);
		struct components components = graph_components(arena, &graph);
		for (uint32_t e = 0; e < graph.edge_count; e++) {
			uint32_t from = graph.edges[e].from;
			uint32_t to = graph.edges[e].to;
			uint32_t back = from == to ? 0 : oracle.distance[to][from];
			uint32_t *cycle;
			size_t len = graph_cycle_through(arena, &graph, &components, e, &cycle);
			assert_int_equal(len, back == FAR ? 0 : back + 1);
			for (size_t i = 0; i < len; i++) {
				assert_int_equal(graph.edges[cycle[i]].to,
						graph.edges[cycle[(i + 1) % len]].from);
			}
			assert_true(len == 0 || cycle[0] == e);
		}
	}
}

static void cuts_leave_no_cycle_and_none_is_needless(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 7;
	for (int round = 0; round < ROUNDS; round++) {
		struct graph graph = random_graph(arena, &seed);
		struct components components = graph_components(arena, &graph);
		uint8_t *without = arena_new_array(arena, uint8_t, graph.edge_count);
		for (uint32_t c = 0; c < components.count; c++) {
			uint32_t *cuts;
			size_t count = graph_cuts(arena, &graph, &components, c, &cuts);
			for (size_t i = 0; i < count; i++) {
				assert_true(i == 0 || cuts[i - 1] < cuts[i]);
				without[cuts[i]] = 1;
			}
		}
		assert_false(is_cyclic(&graph, without));
		for (size_t e = 0; e < graph.edge_count; e++) {
			if (without[e]) {
				without[e] = 0;
				assert_true(is_cyclic(&graph, without));
				without[e] = 1;
			}
		}
	}
}

static void the_cheapest_edge_is_cut(void **state)
{
	struct arena *arena = *state;
	const struct graph_edge edges[] = {
		{ .from = 0, .to = 1, .weight = 40 },
		{ .from = 1, .to = 2, .weight = 30 },
		{ .from = 2, .to = 0, .weight = 1 },
		{ .from = 2, .to = 1, .weight = 2 },
	};
	struct graph graph = graph_create(arena, 3, edges, COUNT_OF(edges));
	struct components components = graph_components(arena, &graph);
	uint32_t *cuts;

	assert_int_equal(graph_cuts(arena, &graph, &components, 0, &cuts), 2);
	assert_int_equal(graph.edges[cuts[0]].weight, 1);
	assert_int_equal(graph.edges[cuts[1]].weight, 2);
}

static void reach_counts_and_marks_agree_with_the_oracle(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 8;
	for (int round = 0; round < ROUNDS; round++) {
		struct graph graph = random_graph(arena, &seed);
		struct oracle oracle = oracle_of(&graph);
		uint32_t counts[MANY];
		graph_reach_counts(&graph, counts);
		for (uint32_t a = 0; a < graph.node_count; a++) {
			uint8_t reached[MANY] = { 0 };
			graph_reach(&graph, &a, 1, reached);
			uint32_t count = 0;
			for (uint32_t b = 0; b < graph.node_count; b++) {
				bool reaches = a == b || oracle.distance[a][b] < FAR;
				assert_int_equal(reached[b], reaches);
				count += reaches;
			}
			assert_int_equal(counts[a], count);
		}
	}
}

static void reach_counts_go_beyond_one_pass(void **state)
{
	struct arena *arena = *state;

	enum {
		LEN = 10000
	};
	struct graph_edge *edges = arena_new_array(arena, struct graph_edge, LEN);
	/* A chain whose last thousand nodes form a ring. */
	for (uint32_t i = 0; i < LEN; i++) {
		edges[i] = (struct graph_edge){ .from = i, .to = i + 1 < LEN ? i + 1 : LEN - 1000 };
	}
	struct graph graph = graph_create(arena, LEN, edges, LEN);
	uint32_t *counts = arena_new_array(arena, uint32_t, LEN);
	graph_reach_counts(&graph, counts);
	for (uint32_t i = 0; i < LEN; i++) {
		assert_int_equal(counts[i], i < LEN - 1000 ? LEN - i : 1000);
	}
}

static void depth_is_the_longest_way_down(void **state)
{
	struct arena *arena = *state;
	/* 0 -> 1 -> 2 -> 3, 0 -> 3, and 1 and 4 in a cycle. */
	const struct graph_edge edges[] = {
		{ .from = 0, .to = 1 },
		{ .from = 1, .to = 2 },
		{ .from = 2, .to = 3 },
		{ .from = 0, .to = 3 },
		{ .from = 1, .to = 4 },
		{ .from = 4, .to = 1 },
	};
	struct graph graph = graph_create(arena, 5, edges, COUNT_OF(edges));
	uint32_t depths[5];
	graph_depths(&graph, depths);
	const uint32_t expected[] = { 3, 2, 1, 0, 2 };
	assert_memory_equal(depths, expected, sizeof(expected));
}

static void a_ring_of_a_million_nodes_needs_no_stack(void **state)
{
	struct arena *arena = *state;
	struct graph_edge *edges = arena_new_array(arena, struct graph_edge, HUGE_COUNT);
	for (uint32_t i = 0; i < HUGE_COUNT; i++) {
		edges[i] = (struct graph_edge){
			.from = i, .to = (i + 1) % HUGE_COUNT, .weight = i == 7 ? 1 : 2
		};
	}
	struct graph graph = graph_create(arena, HUGE_COUNT, edges, HUGE_COUNT);
	struct components components = graph_components(arena, &graph);
	assert_int_equal(components.count, 1);

	uint32_t *edge_list;
	assert_int_equal(graph_cycle(arena, &graph, &components, 0, &edge_list), HUGE_COUNT);
	assert_int_equal(graph_cuts(arena, &graph, &components, 0, &edge_list), 1);
	uint32_t *depths = arena_new_array(arena, uint32_t, HUGE_COUNT);
	graph_depths(&graph, depths);
	assert_int_equal(depths[0], 0);
}

static void many_small_cycles_cost_no_more_than_one_large(void **state)
{
	struct arena *arena = *state;
	struct graph_edge *edges = arena_new_array(arena, struct graph_edge, HUGE_COUNT);
	for (uint32_t i = 0; i < HUGE_COUNT; i++) {
		edges[i] = (struct graph_edge){ .from = i, .to = i ^ 1 };
	}
	struct graph graph = graph_create(arena, HUGE_COUNT, edges, HUGE_COUNT);
	struct components components = graph_components(arena, &graph);
	assert_int_equal(components.count, HUGE_COUNT / 2);
	for (uint32_t c = 0; c < components.count; c += 10) {
		uint32_t *list;
		assert_int_equal(graph_cycle(arena, &graph, &components, c, &list), 2);
		assert_int_equal(graph_cuts(arena, &graph, &components, c, &list), 1);
	}
}

static void a_distance_is_from_the_nearest_start(void **state)
{
	const struct graph_edge edges[] = {
		{ .from = 0, .to = 1 },
		{ .from = 1, .to = 2 },
		{ .from = 2, .to = 3 },
		{ .from = 3, .to = 1 },
		{ .from = 4, .to = 3 },
	};
	const uint32_t from[] = { 0, 4, 0 };
	struct graph graph = graph_create(*state, 6, edges, 5);
	uint32_t distances[6];

	graph_distances(&graph, from, 3, distances);
	assert_int_equal(distances[0], 0);
	assert_int_equal(distances[1], 1);
	assert_int_equal(distances[2], 2);
	assert_int_equal(distances[3], 1);
	assert_int_equal(distances[4], 0);
	assert_int_equal(distances[5], UINT32_MAX);
}

static void an_empty_graph_is_a_graph(void **state)
{
	struct arena *arena = *state;
	struct graph graph = graph_create(arena, 0, NULL, 0);
	struct components components = graph_components(arena, &graph);
	assert_int_equal(components.count, 0);
	graph_reach_counts(&graph, NULL);
	graph_depths(&graph, NULL);
	uint32_t goal = 0;
	uint32_t *path;
	assert_int_equal(graph_path(arena, &graph, NULL, 0, is_node, NULL, &goal, &path), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		claim(parallel_edges_join),
		claim(a_reversed_graph_has_every_edge_turned),
		claim(components_are_what_reaches_each_other),
		claim(members_are_listed_once_and_ascending),
		claim(a_path_is_shortest_and_whole),
		claim(a_path_takes_the_lowest_way_that_may_be_passed),
		claim(a_cycle_is_shortest_in_its_component),
		claim(a_cycle_through_an_edge_begins_with_it),
		claim(cuts_leave_no_cycle_and_none_is_needless),
		claim(the_cheapest_edge_is_cut),
		claim(reach_counts_and_marks_agree_with_the_oracle),
		claim(reach_counts_go_beyond_one_pass),
		claim(depth_is_the_longest_way_down),
		claim(a_ring_of_a_million_nodes_needs_no_stack),
		claim(many_small_cycles_cost_no_more_than_one_large),
		claim(a_distance_is_from_the_nearest_start),
		claim(an_empty_graph_is_a_graph),
	};
	return claims_run("facts/graph", tests);
}
