struct conn {
	int fd;
};
