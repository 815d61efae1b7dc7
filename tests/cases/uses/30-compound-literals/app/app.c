#include "net/net.h"

static const struct pos *home = &(const struct pos){ .x = 1 };

int app_run(void)
{
	net_move((struct pos){ .x = net_step, .y = 2 });
	net_move(*home);
	return ((struct pos){ 1, 2 }).y + (step){ 5 };
}
