#include "core/ports/clock.h"
const int clock_rate = 1;
long clock_now(void)
{
	static long now;

	return now += clock_rate;
}
