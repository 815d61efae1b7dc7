#include "net/net.h"
#include "core/core.h"

void net_send(const char *text)
{
	core_count(text);
	core_count(text);
}
