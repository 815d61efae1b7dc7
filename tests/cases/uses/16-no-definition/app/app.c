#include "net/net.h"

int app_run(void)
{
	return net_in_assembler() + net_in_library;
}
