#include "core/core.h"
#include "net/net.h"

#define TRY(e) ({ int r_ = (e); if (r_ < net_floor) core_fail(r_); r_; })

int app_run(void)
{
	int n = ({ net_open(); net_floor; });
	__auto_type m = net_open();

	return TRY(net_open()) + CORE_SWAP(n, m);
}
