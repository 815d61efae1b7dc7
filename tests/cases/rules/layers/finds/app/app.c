#include "app/app.h"
#include "net/net.h"

void app_notify(int event)
{
	net_send(event);
}
