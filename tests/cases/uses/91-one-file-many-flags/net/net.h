#pragma once
struct net {
	int fd;
};
int net_open(struct net *n);
