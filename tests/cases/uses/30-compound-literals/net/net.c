#include "net/net.h"
step net_step = 1;
void net_move(struct pos p)
{
	net_step = p.x;
}
