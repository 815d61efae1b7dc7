int orders_open(void);
