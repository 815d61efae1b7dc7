#include "app/app.h"
#include "net/net.h"

void app_log(const char *text)
{
	net_send(text);
	net_send("\n");
}
