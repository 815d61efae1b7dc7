#include "core/ports/clock.h"
long core_seconds(void)
{
	return clock_now() / clock_rate;
}
