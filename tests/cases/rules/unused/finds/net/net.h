void net_send(int n);
