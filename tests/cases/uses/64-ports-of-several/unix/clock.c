#include "core/ports/clock.h"
const int clock_rate = 1000;
long clock_now(void)
{
	return 5;
}
