extern int pci_slots;
