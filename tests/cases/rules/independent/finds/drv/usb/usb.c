#include "core/bus.h"
#include "drv/pci/pci.h"

void usb_init(void)
{
	pci_slots = 2;
	bus_add(2);
}
