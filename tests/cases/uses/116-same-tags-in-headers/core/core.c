#include "net/node.h"
int core_run(struct node *n, ref r)
{
	return n->right + r.right;
}
