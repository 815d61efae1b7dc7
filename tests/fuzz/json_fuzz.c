/* SPDX-License-Identifier: MIT */
/* A JSON file: what is read, written and read again is the same. */
#include "fuzz/fuzz.h"

#include "base/arena.h"
#include "base/problem.h"
#include "formats/json_writer.h"
#include "formats/node.h"

/* Numbers and truth values are written as text, which says the same of the tree. */
static void write(struct json_writer *json, const struct node *node)
{
	if (node->kind == NODE_NULL) {
		json_null(json);
		return;
	}
	if (node->kind == NODE_SCALAR) {
		json_str(json, node->text);
		return;
	}
	node->kind == NODE_MAP ? json_object(json) : json_array(json);
	for (size_t i = 0; i < node->len; i++) {
		if (node->kind == NODE_MAP) {
			json_key_str(json, node->items[i].key);
		}
		write(json, &node->items[i]);
	}
	json_end(json);
}

static void compare(const struct node *a, const struct node *b)
{
	fuzz_must(a->kind == b->kind && a->len == b->len);
	fuzz_must(str_eq(a->text, b->text) && str_eq(a->key, b->key));
	for (size_t i = 0; i < a->len; i++) {
		compare(&a->items[i], &b->items[i]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct arena *arena = arena_create();
	struct node_limits limits = { .max_depth = JSON_DEPTH_MAX };
	struct json_writer json;
	struct buf out = { 0 };
	struct problems problems;
	struct node first;
	struct node second;
	problems_init(&problems, arena);
	bool ok = node_read_json(&first, arena, STR("fuzz.json"), text, &limits, &problems);
	fuzz_must(ok == (problems.errors == 0));
	if (ok) {
		json_begin(&json, &out, size % 2 ? JSON_PRETTY : JSON_COMPACT);
		write(&json, &first);
		json_finish(&json);
		fuzz_must(node_read_json(
				&second, arena, STR("again.json"), buf_str(&out), NULL, &problems));
		compare(&first, &second);
	}
	buf_finish(&out);
	arena_destroy(arena);
	return 0;
}
