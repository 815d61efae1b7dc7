#pragma once
struct conn {
	int fd;
};
extern int net_count;
extern int net_table[4];
