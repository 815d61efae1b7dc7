void net_send(const char *text);
