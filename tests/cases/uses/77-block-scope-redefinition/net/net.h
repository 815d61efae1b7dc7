#pragma once
struct conn {
	int fd;
};
typedef enum { FAST } mode;
