/* SPDX-License-Identifier: MIT */
/*
 * JSON to a tree.  A reader of our own because places matter here and the
 * grammar is small; it is in json_scan.c.
 */
#include "formats/json_scan.h"
#include "formats/tree.h"

#include "base/arena.h"

/* Tells what is wrong with the text; always false. */
static bool bad(const struct tree *tree, const struct json_text *text)
{
	return problem_add(tree->problems, json_place(text, tree->path, text->bad_at, 1),
			text->remedy, "%s", text->problem);
}

static struct node scalar_of(const struct json_scan *scan, struct arena *arena, struct place place)
{
	struct node node = {
		.kind = NODE_SCALAR,
		.is_quoted = scan->token == JSON_STRING,
		.place = place,
	};
	if (scan->token == JSON_WORD && str_eq(scan->value, STR("null"))) {
		node.kind = NODE_NULL;
	} else {
		node.text = str_dup(arena, scan->value);
	}
	return node;
}

static bool document_read(struct tree *tree, struct json_scan *scan)
{
	for (;;) {
		enum json_token token = json_next(scan);
		struct place place = json_place(
				&scan->text, tree->path, scan->begin, scan->text.at - scan->begin);
		bool ok = true;
		switch (token) {
		case JSON_BAD:
			return bad(tree, &scan->text);
		case JSON_DONE:
			return true;
		case JSON_MAP:
			ok = tree_open(tree, NODE_MAP, place);
			break;
		case JSON_LIST:
			ok = tree_open(tree, NODE_LIST, place);
			break;
		case JSON_CLOSE:
			ok = tree_close(tree);
			break;
		case JSON_KEY:
			tree_key(tree, str_dup(tree->arena, scan->value), place);
			break;
		case JSON_STRING:
		case JSON_NUMBER:
		case JSON_WORD:
			ok = tree_scalar(tree, scalar_of(scan, tree->arena, place));
			break;
		}
		if (!ok) {
			return false;
		}
	}
}

static bool json_read(struct tree *tree, struct str text)
{
	struct json_scan scan;
	struct buf unescaped = { 0 };
	json_scan_init(&scan, text, &unescaped);
	bool ok = tree_begin(tree, text) && (json_encoding(&scan.text) || bad(tree, &scan.text))
		  && document_read(tree, &scan) && !tree->is_bad;
	buf_finish(&unescaped);
	return ok;
}

bool node_read_json(struct node *root, struct arena *arena, struct str path, struct str text,
		const struct node_limits *limits, struct problems *problems)
{
	struct tree tree;
	tree_init(&tree, arena, path, limits, problems);
	bool ok = json_read(&tree, text);
	*root = ok ? tree.last.node : (struct node){ .place = { .path = tree.path } };
	tree_finish(&tree);
	return ok;
}

bool node_each_json(struct str path, struct str text, const struct node_limits *limits,
		node_item_fn *fn, void *ctx, struct problems *problems)
{
	struct tree tree;
	struct arena *items = arena_create();
	tree_init(&tree, items, path, limits, problems);
	/* The arena is emptied after each item, and the path is not to go with it. */
	tree.path = path;
	tree.each = fn;
	tree.each_ctx = ctx;
	bool ok = json_read(&tree, text);
	if (ok && tree.last.node.kind != NODE_LIST) {
		ok = problem_add(problems, tree.last.node.place, STR("write it as [ … ]"),
				"this must be a list, not %s", node_kind_name(&tree.last.node));
	}
	tree_finish(&tree);
	arena_destroy(items);
	return ok;
}
