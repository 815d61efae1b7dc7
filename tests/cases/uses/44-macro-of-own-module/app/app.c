#include "app/app.h"

#define SEND(n) net_send(n)
#define SEND_TWICE(n) (SEND(n) + SEND(n))

int app_run(int n)
{
	APP_COUNT++;
	return SEND_TWICE(n) + SEND(1);
}
