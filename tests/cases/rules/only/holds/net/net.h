extern const int net_port;
