#include "net/net.h"

int app_run(int n)
{
	net_a = net_b += 2;
	while ((n = net_a) != 0 && (net_b = n--) > 0)
		;
	do {
		n = net_flag ? (net_a = 1) : (net_flag = 2, net_a);
	} while (net_flag);
	switch (net_a = net_b) {
	case 1:
		net_ops.run = 0;
		return net_ops.run(net_a++);
	}
	return (net_flag = 1, net_flag);
}
