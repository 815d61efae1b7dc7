#pragma once
struct conn {
	int fd;
	struct conn *next;
};
struct conn *net_first(void);
struct conn *net_after(struct conn *c);
struct conn net_copy(struct conn *c);
