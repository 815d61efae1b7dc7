#include "net/net.h"
#include "core/core.h"

void net_on_close(void (*closed)(int))
{
	closed(core_count);
}
