#include "tools/clock.h"

int app_run(void)
{
	struct clock c = { 0 };

	return clock_tick(&c);
}
