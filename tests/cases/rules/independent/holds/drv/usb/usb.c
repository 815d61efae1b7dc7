#include "core/bus.h"

void usb_init(void)
{
	bus_add(2);
}
