#pragma once
#define net_peer peer.number
#define net_close net_close_2
struct conn {
	int fd;
	struct {
		int number;
	} peer;
	struct conn *next;
};
int net_open(void);
int net_send(int n);
int net_close(void);
