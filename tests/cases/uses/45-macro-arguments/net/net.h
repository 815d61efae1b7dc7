#pragma once
#define NET_SIZE 8
struct conn {
	int fd;
};
extern int net_count;
int net_read(struct conn *c);
