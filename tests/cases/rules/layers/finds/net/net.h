void net_send(int fd);
