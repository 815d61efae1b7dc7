#include "net/net.h"

enum way : step { UP, DOWN };

int app_run(enum way w)
{
	return w == UP;
}
