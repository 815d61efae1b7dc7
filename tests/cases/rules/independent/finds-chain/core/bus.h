#include "drv/pci/pci.h"

void bus_add(int id);
