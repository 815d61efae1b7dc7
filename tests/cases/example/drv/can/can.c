#include "drv/can/can.h"

#include "protocol/frame.h"

static unsigned longest;

int can_open(int bus)
{
	struct frame frame = { .length = 8 };

	longest = frame.length;
	return bus == 0 ? 0 : -1;
}
