#include "app/node.h"
int app_run(struct node *n, ref r)
{
	return n->left + r->left;
}
