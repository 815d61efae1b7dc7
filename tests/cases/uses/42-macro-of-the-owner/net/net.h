#pragma once
#define NET_CONN struct conn
#define NET_MAIN (&net_main)
#define NET_COUNT net_count
#define NET_SEND(n) NET_SEND_TO(NET_MAIN, n)
#define NET_SEND_TO(c, n) net_send(c, n)
#define NET_FD(c) ((c)->fd)
#define net_open(n) net_open((n) + 1)
struct conn {
	int fd;
};
extern struct conn net_main;
extern int net_count;
int net_send(struct conn *c, int n);
int (net_open)(int n);
