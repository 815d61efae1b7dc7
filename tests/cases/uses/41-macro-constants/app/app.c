#include "net/net.h"

#define APP_NAME "net " NET_NAME
#define APP_UNUSED NET_TOP

static char buffer[NET_SIZE];
const char *app_name = APP_NAME;

int app_run(int n)
{
	n += NET_SIZE + NET_SIZE;
	switch (n) {
	case NET_TOP:
		return buffer[0];
	}
#undef NET_SIZE
#define NET_SIZE 2
	return NET_SIZE;
}
