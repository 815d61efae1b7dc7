#pragma once
struct net {
	int fd;
};
extern struct net *net_main;
extern int *net_cursor;
