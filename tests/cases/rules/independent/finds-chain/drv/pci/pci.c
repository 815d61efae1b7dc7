#include "drv/pci/pci.h"
#include "core/bus.h"

int pci_slots;

void pci_init(void)
{
	bus_add(1);
}
