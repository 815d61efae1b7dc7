#include "core/core.h"
int core_top;
int core_node_size(struct node *n)
{
	return n->n;
}
int core_tree_size(struct tree *t)
{
	return t->n;
}
