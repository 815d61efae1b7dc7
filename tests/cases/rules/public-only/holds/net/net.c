#include "net/net.h"
#include "net/conn.h"

static struct conn only;

struct conn *net_open(void)
{
	return &only;
}

void net_write(int n)
{
	only.fd = n;
}
