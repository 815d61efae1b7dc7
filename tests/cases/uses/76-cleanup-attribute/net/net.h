#pragma once
#define NET_AUTO __attribute__((cleanup(net_drop))) struct conn *
struct conn {
	int fd;
};
struct conn *net_get(void);
void net_drop(struct conn **c);
