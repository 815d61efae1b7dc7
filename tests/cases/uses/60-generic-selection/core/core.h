#pragma once
#define CORE_SIZE(p) _Generic((p), struct node *: core_node_size, struct tree *: core_tree_size)(p)
struct node {
	int n;
};
struct tree {
	int n;
};
extern int core_top;
int core_node_size(struct node *n);
int core_tree_size(struct tree *t);
