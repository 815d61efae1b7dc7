void net_send(int n);
void net_flush(void);
