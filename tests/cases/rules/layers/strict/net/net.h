void net_on_close(void (*closed)(int));
