# /* the first */ include /* of all */ "net/net.h" // and more
#include <net/more.h>/* at once */

int app_run(void)
{
	net_size = net_\
count;
	return net_size/* twice */+/**/net_count;
}
