#include "core/core.h"
static struct core_node node;
int core_marks;
struct core_node *core_find(int n)
{
	core_marks += n;
	return &node;
}
