struct addr {
	int port;
};
int addr_port(const struct addr *addr);
