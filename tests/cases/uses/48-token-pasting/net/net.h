#pragma once
struct conn {
	int net_fd;
};
int net_open(void);
int net_close(void);
