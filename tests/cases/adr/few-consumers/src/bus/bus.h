int bus_send(void);
