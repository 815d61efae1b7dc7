int net_send(void);
