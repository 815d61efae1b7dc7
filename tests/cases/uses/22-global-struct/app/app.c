#include "net/net.h"

static struct state spare;

int app_run(void)
{
	net_state.up = 1;
	net_state.up++;
	net_all[2].up = 0;
	spare = net_state;
	net_state = spare;
	spare.next = &net_state;
	spare.next = &net_all[1];
	net_state.next->up = 5;
	return net_all[0].up + *&net_state.up;
}
