/* SPDX-License-Identifier: MIT */
/* A YAML file: it ends, each node has a place in it, and what fails says why. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "base/problem.h"
#include "formats/node.h"

static void places_check(const struct node *node, struct str text, size_t lines)
{
	fuzz_must(node->place.line >= 1 && node->place.line <= lines);
	fuzz_must(node->place.column >= 1 && node->place.column <= text.len + 1);
	fuzz_must(node->place.width <= text.len);
	for (size_t i = 0; i < node->len; i++) {
		places_check(&node->items[i], text, lines);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct arena *arena = arena_create();
	struct node_limits limits = { .max_nodes = 5000 };
	struct problems problems;
	struct node root;
	size_t lines = 1;
	for (size_t i = 0; i < size; i++) {
		lines += data[i] == '\n' ? 1 : 0;
	}
	problems_init(&problems, arena);
	bool ok = node_read_yaml(&root, arena, STR("fuzz.yaml"), text, &limits, &problems);
	fuzz_must(ok == (problems.errors == 0));
	places_check(&root, text, lines);
	vec_each (const struct problem, problem, &problems.list) {
		fuzz_must(problem->place.line <= lines && problem->place.column <= size + 1);
	}
	arena_destroy(arena);
	return 0;
}
