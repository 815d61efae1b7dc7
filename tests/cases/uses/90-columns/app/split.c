#include \
	"net/net.h"

int app_split(void)
{
	return net_send(
		"a",
		net_count
	);
}
