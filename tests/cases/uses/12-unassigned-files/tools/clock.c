#include "tools/clock.h"
#include "app/app.h"

int clock_tick(struct clock *c)
{
	return ++c->now + app_run();
}
