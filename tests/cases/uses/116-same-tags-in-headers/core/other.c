#include "app/node.h"
int core_other(struct node *n, ref r)
{
	return n->left + r->left;
}
