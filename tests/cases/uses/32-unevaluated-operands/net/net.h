#pragma once
struct conn {
	int fd;
};
extern int net_count;
extern int net_table[8];
extern struct conn net_state;
int net_open(void);
