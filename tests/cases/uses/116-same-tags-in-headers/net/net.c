#include "net/node.h"
int net_run(struct node *n, ref r)
{
	return n->right + r.right;
}
