#include "net/net.h"

#include "net/private.h"

int app_state(void);

int net_send(const char *text)
{
	return app_state() && *text && LIMIT;
}
