#pragma once
struct conn {
	int fd;
};
int net_size(struct conn *c);
