struct conn {
	int fd;
};
void net_write(int n);
