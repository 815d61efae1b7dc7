int net_send(int fd);
